package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
)

// version is that of the tables. Each release that changes them adds a step.
const version = 2

// steps brings tables from one version to the next; the text serves both
// databases: SQLite takes BYTEA for bytes as well. Moments are nanoseconds since
// 1970 in UTC, 0 for none.
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
	}, {
		`CREATE TABLE dossier_case (
			id TEXT NOT NULL PRIMARY KEY,
			entries BIGINT NOT NULL,
			head TEXT NOT NULL,
			procedure TEXT NOT NULL,
			name TEXT NOT NULL,
			code TEXT NOT NULL,
			number TEXT NOT NULL,
			state INTEGER NOT NULL,
			receiving TEXT NOT NULL,
			deciding TEXT NOT NULL,
			receiving_as TEXT NOT NULL,
			deciding_as TEXT NOT NULL,
			submitted BIGINT NOT NULL,
			received BIGINT NOT NULL,
			due BIGINT NOT NULL,
			promised BIGINT NOT NULL
		)`,
		`CREATE UNIQUE INDEX dossier_case_number ON dossier_case (number) WHERE number <> ''`,
		`CREATE INDEX dossier_case_submitted ON dossier_case (submitted, id)`,
		`CREATE INDEX dossier_case_due ON dossier_case (due, id) WHERE due <> 0`,
		`CREATE INDEX dossier_case_received ON dossier_case (received)`,
		`CREATE INDEX dossier_case_receiving ON dossier_case (receiving, submitted)`,
		`CREATE INDEX dossier_case_deciding ON dossier_case (deciding, submitted)`,
		`CREATE TABLE dossier_entry (
			id TEXT NOT NULL,
			seq BIGINT NOT NULL,
			at BIGINT NOT NULL,
			prev TEXT NOT NULL,
			digest TEXT NOT NULL,
			hash TEXT NOT NULL,
			salt BYTEA,
			payload BYTEA,
			key TEXT NOT NULL,
			PRIMARY KEY (id, seq)
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
