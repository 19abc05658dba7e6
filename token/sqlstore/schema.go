package sqlstore

import (
	"context"
	"fmt"
	"strings"
)

// dialect is what differs between the databases.
type dialect int

const (
	sqlite dialect = iota
	postgres
)

// sql puts a statement into the dialect: parameters are written $1, texts that
// are compared are of type KEYTEXT.
func (d dialect) sql(s string) string {
	if d == sqlite {
		return strings.NewReplacer("$", "?", "KEYTEXT", "TEXT").Replace(s)
	}
	return strings.ReplaceAll(s, "KEYTEXT", `TEXT COLLATE "C"`)
}

// version is that of the tables. Each release that changes them adds a step.
const version = 1

// steps brings tables from one version to the next. Records are kept whole as
// JSON, beside the columns by which they are found. Moments are microseconds since
// 1970 in UTC.
func steps() [][]string {
	return [][]string{{
		`CREATE TABLE token_subscriber (
			id KEYTEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, left_on KEYTEXT NOT NULL, record TEXT NOT NULL)`,
		`CREATE INDEX token_subscriber_left ON token_subscriber (left_on)`,
		`CREATE TABLE token_certificate (
			id KEYTEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, state KEYTEXT NOT NULL, not_after BIGINT NOT NULL,
			subscriber KEYTEXT NOT NULL, device KEYTEXT NOT NULL, record TEXT NOT NULL)`,
		`CREATE INDEX token_certificate_state ON token_certificate (state, not_after)`,
		`CREATE INDEX token_certificate_subscriber ON token_certificate (subscriber)`,
		`CREATE INDEX token_certificate_device ON token_certificate (device)`,
		`CREATE TABLE token_device (
			id KEYTEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, holders BIGINT NOT NULL, record TEXT NOT NULL)`,
		`CREATE INDEX token_device_holders ON token_device (holders)`,
		`CREATE TABLE token_holder (device KEYTEXT NOT NULL, holder KEYTEXT NOT NULL)`,
		`CREATE INDEX token_holder_holder ON token_holder (holder)`,
		`CREATE INDEX token_holder_device ON token_holder (device)`,
		`CREATE TABLE token_log (
			seq BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, erases BIGINT NOT NULL,
			prev BYTEA NOT NULL, digest BYTEA NOT NULL, hash BYTEA NOT NULL, salt BYTEA, payload BYTEA)`,
	}}
}

// upgradeLock lets those who open a PostgreSQL database upgrade it one after
// another; SQLite has one writer.
const upgradeLock = `SELECT pg_advisory_xact_lock(3170425866120953)`

// upgrade brings the tables up to date in one transaction.
func (s *Store) upgrade(ctx context.Context) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after Commit
	if s.dialect == postgres {
		if _, err := tx.ExecContext(ctx, upgradeLock); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS token_schema (version BIGINT NOT NULL)`); err != nil {
		return err
	}
	var have int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM token_schema`).Scan(&have); err != nil {
		return err
	}
	switch {
	case have > version:
		return fmt.Errorf("%w: version %d is later than %d", ErrSchema, have, version)
	case have == version:
		return nil
	}
	for _, step := range steps()[have:] {
		for _, statement := range step {
			if _, err := tx.ExecContext(ctx, s.dialect.sql(statement)); err != nil {
				return err
			}
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO token_schema (version) VALUES (%d)`, version)); err != nil {
		return err
	}
	return tx.Commit()
}
