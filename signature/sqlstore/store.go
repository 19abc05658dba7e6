package sqlstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/motcua/motcua/internal/migrate"
	"github.com/motcua/motcua/internal/sqldb"
)

// Store keeps evidence and a register in a database. It implements
// [github.com/motcua/motcua/signature.EvidenceStore],
// [github.com/motcua/motcua/signature.DocumentLister] and
// [github.com/motcua/motcua/signature.Register].
//
// Concurrency: safe for concurrent use, by several processes too.
type Store struct{ db *sqldb.DB }

//go:embed schema
var schema embed.FS

// component names the tables' version in the database.
const component = "signature"

// Open opens the store in the database that a URL names, and makes or updates
// its tables:
//
//	sqlite:///var/lib/motcua/store.db   an absolute path
//	sqlite:store.db                     a relative one
//	postgres://user@host/database       as libpq has it, sslmode and all
//
// Close it after use.
//
// Errors: [ErrURL], [ErrNewer], those of the database.
func Open(ctx context.Context, url string) (*Store, error) {
	db, err := sqldb.Open(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: open store: %w", err)
	}
	scripts, err := fs.Sub(schema, "schema")
	if err == nil {
		err = migrate.Up(ctx, db, component, scripts)
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: open store: %w", errors.Join(err, db.Close()))
	}
	return &Store{db: db}, nil
}

// Close ends the connections.
func (s *Store) Close() error { return s.db.Close() }
