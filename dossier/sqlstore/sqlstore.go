// Package sqlstore keeps dossiers in a database: SQLite for one machine,
// PostgreSQL for many.
//
// A [Store] keeps the logs of cases ([dossier.Store]): a case's row moves from the
// end that the writer had seen to the new one, in the transaction that adds the
// entries, so that no two writers interleave and nothing that was accepted is
// lost. It numbers dossiers ([dossier.Numberer]): every number is taken in the
// transaction that records it, so that none is lost or given twice when a
// process is killed, a clock is set back or a day ends, on however many
// machines. After a failover that holds only where the database had replicated
// what it had confirmed; [Open] looks and refuses otherwise.
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

// Options tunes a store; the zero value is safe.
type Options struct {
	// Connections bounds the connections to PostgreSQL, and the readers of
	// SQLite, which has one writer; zero means 16.
	Connections int
	// UnreplicatedUnsafe accepts a PostgreSQL server that does not wait for a
	// standby. If another server takes over from it, numbers that were given may
	// be given again.
	UnreplicatedUnsafe bool
	// VolatileUnsafe accepts a database that confirms what is not yet on disk.
	// After a crash, numbers that were given may be given again.
	VolatileUnsafe bool
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	write   *sql.DB // of SQLite: one connection
	read    *sql.DB
	dialect dialect
}

// dialect is what differs between the databases.
type dialect interface {
	// prepare tells whether the database keeps what it confirms, and brings its
	// tables up to date.
	prepare(ctx context.Context, db *sql.DB, o Options) error
	// number gives a number in a transaction of its own.
	number(ctx context.Context, db *sql.DB, n numbering) (row, error)
	// numberIn gives a number in the caller's transaction.
	numberIn(ctx context.Context, tx *sql.Tx, n numbering) (row, error)
}

// Open opens a database, and makes the tables that it does not have: a file of
// SQLite, as in “sqlite:///var/lib/motcua/dossiers.db” or “sqlite:dossiers.db”,
// or a database of PostgreSQL, as in “postgres://user@host/name”.
//
// Errors: [ErrAddress], [ErrVolatile], [ErrUnreplicated], [ErrSchema], or what
// the database says. None holds the password of an address.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s, err := connect(address, o)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: open: %w", err)
	}
	if err := s.dialect.prepare(ctx, s.write, o); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlstore: open: %w", err), s.Close())
	}
	return s, nil
}

func connect(address string, o Options) (*Store, error) {
	if o.Connections < 0 {
		return nil, fmt.Errorf("%w: negative number of connections", ErrAddress)
	}
	if o.Connections == 0 {
		o.Connections = 16
	}
	scheme, rest, _ := strings.Cut(address, ":")
	switch scheme {
	case "sqlite":
		return connectSQLite(strings.TrimPrefix(rest, "//"), o)
	case "postgres", "postgresql":
		return connectPostgres(address, o)
	}
	return nil, ErrAddress
}

func connectPostgres(address string, o Options) (*Store, error) {
	if _, err := url.Parse(address); err != nil {
		return nil, ErrAddress
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, ErrAddress
	}
	db.SetMaxOpenConns(o.Connections)
	db.SetMaxIdleConns(o.Connections)
	return &Store{write: db, read: db, dialect: postgres{}}, nil
}

// Close closes the database.
func (s *Store) Close() error {
	err := s.write.Close()
	if s.read != s.write {
		err = errors.Join(err, s.read.Close())
	}
	return err
}
