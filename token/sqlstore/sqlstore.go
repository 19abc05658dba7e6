package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// Store is a register in a database. It is safe for concurrent use.
type Store struct {
	write   *sql.DB // of SQLite: one connection
	read    *sql.DB
	dialect dialect
}

// Options tunes a store; the zero value is safe.
type Options struct {
	// Connections bounds the connections to PostgreSQL, and the readers of
	// SQLite; zero means 8.
	Connections int
	// VolatileUnsafe accepts a PostgreSQL server that confirms what is not yet on
	// disk: after a crash, confirmed acts may be gone, and the log with them.
	VolatileUnsafe bool
}

// Open opens a database, and makes the tables that it does not have: a file of
// SQLite, as in “sqlite:///var/lib/motcua/token.db” or “sqlite:token.db”, or a
// database of PostgreSQL, as in “postgres://user@host/name”.
//
// Errors: [ErrAddress], [ErrVolatile], [ErrSchema], or what the database says.
// They do not hold the address, which may hold a password.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	if o.Connections <= 0 {
		o.Connections = 8
	}
	scheme, rest, _ := strings.Cut(address, ":")
	var s *Store
	var err error
	switch scheme {
	case "sqlite":
		s, err = connectSQLite(strings.TrimPrefix(rest, "//"), o)
	case "postgres", "postgresql":
		s, err = connectPostgres(address, o)
	default:
		err = ErrAddress
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: open: %w", err)
	}
	if err := s.prepare(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlstore: open: %w", err), s.Close())
	}
	return s, nil
}

// Close closes the database.
func (s *Store) Close() error {
	err := s.write.Close()
	if s.read != s.write {
		err = errors.Join(err, s.read.Close())
	}
	return err
}

// connectSQLite opens a file for one writer, who takes the lock when a
// transaction begins, and several readers. Every commit is on disk before it is
// confirmed, and what is deleted is overwritten.
func connectSQLite(path string, o Options) (*Store, error) {
	if path == "" || strings.HasPrefix(path, ":memory:") || strings.ContainsRune(path, 0) {
		return nil, fmt.Errorf("%w: SQLite needs a file", ErrAddress)
	}
	open := func(parameters url.Values, connections int) (*sql.DB, error) {
		parameters["_pragma"] = []string{"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)"}
		u := url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: parameters.Encode()}
		db, err := sql.Open("sqlite", u.String())
		if err != nil {
			return nil, ErrAddress
		}
		db.SetMaxOpenConns(connections)
		db.SetMaxIdleConns(connections)
		return db, nil
	}
	write, err := open(url.Values{"_txlock": {"immediate"}}, 1)
	if err != nil {
		return nil, err
	}
	read, err := open(url.Values{}, o.Connections)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &Store{write: write, read: read, dialect: sqlite}, nil
}

func connectPostgres(address string, o Options) (*Store, error) {
	if _, err := url.Parse(address); err != nil {
		return nil, ErrAddress // what Parse says would repeat the address
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, ErrAddress
	}
	db.SetMaxOpenConns(o.Connections)
	db.SetMaxIdleConns(o.Connections)
	return &Store{write: db, read: db, dialect: postgres}, nil
}

// prepare asks whether the database keeps what it confirms, and brings the tables
// up to date.
func (s *Store) prepare(ctx context.Context, o Options) error {
	if s.dialect == postgres && !o.VolatileUnsafe {
		var fsync, commit string
		err := s.write.QueryRowContext(ctx, `SELECT current_setting('fsync'), current_setting('synchronous_commit')`).Scan(&fsync, &commit)
		if err != nil {
			return err
		}
		if fsync != "on" || commit == "off" {
			return fmt.Errorf("%w: fsync=%s, synchronous_commit=%s", ErrVolatile, fsync, commit)
		}
	}
	return s.upgrade(ctx)
}
