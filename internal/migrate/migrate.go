// Package migrate brings the tables of a component to their newest version.
// Several components may share a database: the table motcua_migration keeps the
// version of each.
package migrate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/motcua/motcua/internal/sqldb"
)

// ErrNewer reports tables of a version that this program does not know.
var ErrNewer = errors.New("the tables are of a newer version of the program")

// Up brings the component's tables to the newest version, in one transaction.
// Processes that do so at the same time wait for one another.
//
// The scripts of a dialect are the files of its folder, as in
// sqlite/0001_records.sql: sorted by name, the n-th leads to version n. Their
// statements end with a semicolon at the end of a line. A script that was
// released is never changed.
//
// Errors: ErrNewer, those of the database.
func Up(ctx context.Context, db *sqldb.DB, component string, scripts fs.FS) error {
	names, err := fs.Glob(scripts, string(db.Dialect)+"/*.sql")
	if err == nil && len(names) == 0 {
		err = errors.New("no scripts")
	}
	if err == nil {
		err = up(ctx, db, component, scripts, names)
	}
	if err != nil {
		return fmt.Errorf("migrate: bring %s up to date: %w", component, err)
	}
	return nil
}

func up(ctx context.Context, db *sqldb.DB, component string, scripts fs.FS, names []string) error {
	slices.Sort(names)
	if version, err := current(ctx, db, component); err == nil && version == len(names) {
		return nil // as at almost every start: nothing is locked
	}
	return db.Exclusive(ctx, "migrate", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "create table if not exists motcua_migration (component text primary key, version integer not null)")
		if err != nil {
			return err
		}
		version, err := current(ctx, tx, component)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if version > len(names) {
			return ErrNewer
		}
		for _, name := range names[version:] {
			if err := run(ctx, tx, scripts, name); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		_, err = tx.ExecContext(ctx, `insert into motcua_migration (component, version) values ($1, $2)
			on conflict (component) do update set version = excluded.version`, component, len(names))
		return err
	})
}

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func current(ctx context.Context, q querier, component string) (version int, err error) {
	err = q.QueryRowContext(ctx, "select version from motcua_migration where component = $1", component).Scan(&version)
	return version, err
}

func run(ctx context.Context, tx *sql.Tx, scripts fs.FS, name string) error {
	script, err := fs.ReadFile(scripts, name)
	if err != nil {
		return err
	}
	for statement := range strings.SplitSeq(string(script), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
