package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
)

// version is that of the tables. Each release that changes them adds a step.
const version = 1

// steps brings tables from one version to the next; the text serves both
// databases. Moments are nanoseconds since 1970 in UTC.
func steps() [][]string {
	return [][]string{{
		`CREATE TABLE dossier_day (
			agency TEXT NOT NULL,
			day TEXT NOT NULL,
			last INTEGER NOT NULL,
			PRIMARY KEY (agency, day)
		)`,
		`CREATE TABLE dossier_number (
			key TEXT NOT NULL PRIMARY KEY,
			agency TEXT NOT NULL,
			day TEXT NOT NULL,
			sequence INTEGER NOT NULL,
			received BIGINT NOT NULL,
			entered BIGINT NOT NULL,
			mark TEXT NOT NULL,
			UNIQUE (agency, day, sequence)
		)`,
	}}
}

// upgrade brings the tables up to date, in one transaction. Others who open the
// database wait for it.
func upgrade(ctx context.Context, db *sql.DB, lock string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after Commit
	if lock != "" {
		if _, err := tx.ExecContext(ctx, lock); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS dossier_schema (version INTEGER NOT NULL)`); err != nil {
		return err
	}
	var have int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM dossier_schema`).Scan(&have); err != nil {
		return err
	}
	if have > version {
		return fmt.Errorf("%w: version %d is later than %d", ErrSchema, have, version)
	}
	if have == version {
		return nil
	}
	for _, step := range steps()[have:] {
		for _, statement := range step {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO dossier_schema (version) VALUES (%d)`, version)); err != nil {
		return err
	}
	return tx.Commit()
}
