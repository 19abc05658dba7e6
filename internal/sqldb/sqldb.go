// Package sqldb opens the databases in which stores keep their tables, SQLite
// and PostgreSQL, so that what is committed survives a crash, and writes to them
// in transactions that exclude one another where they must.
//
// SQL is written once for both, with $1, $2, … for its parameters.
package sqldb

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// ErrURL reports a URL that names no database that can be opened.
var ErrURL = errors.New("not the URL of a database")

// Dialect tells which database it is.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// maxConnections bounds the connections of one DB.
const maxConnections = 8

// DB is an open database.
type DB struct {
	*sql.DB
	Dialect Dialect
}

// Open opens the database that a URL names and reaches it once:
//
//	sqlite:///var/lib/motcua/store.db   an absolute path
//	sqlite:store.db                     a relative one
//	postgres://user@host/database       as libpq has it, sslmode and all
//
// A SQLite file that does not exist is made.
//
// Errors: ErrURL, which says nothing of the URL, since that may hold a password;
// those of the database.
func Open(ctx context.Context, url string) (*DB, error) {
	db, err := open(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("sqldb: open database: %w", err)
	}
	db.SetMaxOpenConns(maxConnections)
	return db, nil
}

func open(ctx context.Context, url string) (*DB, error) {
	scheme, rest, _ := strings.Cut(url, ":")
	switch scheme {
	case "sqlite":
		return openSQLite(ctx, rest)
	case "postgres", "postgresql":
		return openPostgres(ctx, url)
	}
	return nil, ErrURL
}

// Shared runs f in a transaction that excludes those of Exclusive with the same
// lock. It is committed when f returns nil.
func (db *DB) Shared(ctx context.Context, lock string, f func(*sql.Tx) error) error {
	return db.transact(ctx, lock, "select pg_advisory_xact_lock_shared($1)", f)
}

// Exclusive runs f in a transaction that excludes all others with the same lock.
// It is committed when f returns nil.
func (db *DB) Exclusive(ctx context.Context, lock string, f func(*sql.Tx) error) error {
	return db.transact(ctx, lock, "select pg_advisory_xact_lock($1)", f)
}

// transact runs f in a transaction that holds a lock.
func (db *DB) transact(ctx context.Context, lock, statement string, f func(*sql.Tx) error) error {
	tx, err := db.begin(ctx, lock, statement)
	if err != nil {
		return err
	}
	err = f(tx)
	if err != nil {
		if undone := tx.Rollback(); undone != nil && !errors.Is(undone, sql.ErrTxDone) {
			err = errors.Join(err, undone)
		}
		return err
	}
	return tx.Commit()
}

// begin begins a transaction and takes its lock. SQLite has one writer at a time,
// whatever the lock; PostgreSQL takes it first, so that every later statement
// sees what was committed before it was granted.
func (db *DB) begin(ctx context.Context, lock, statement string) (tx *sql.Tx, err error) {
	if db.Dialect == SQLite {
		err = whileBusy(ctx, func() error {
			tx, err = db.BeginTx(ctx, nil)
			return err
		})
		return tx, err
	}
	tx, err = db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, statement, lockKey(lock)); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return tx, nil
}

// lockKey maps a lock's name to the number that PostgreSQL wants.
func lockKey(name string) int64 {
	sum := sha256.Sum256([]byte("motcua " + name))
	return int64(binary.BigEndian.Uint64(sum[:]))
}
