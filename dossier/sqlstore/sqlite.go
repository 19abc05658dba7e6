package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/motcua/motcua/dossier"
)

// sqlite is the dialect of SQLite: one writer at a time, and no statement that
// changes two tables. Those who ask for numbers at the same time are served in
// one transaction, since what takes time is to have it on disk.
type sqlite struct {
	mu      sync.Mutex
	waiting []*pending
	serving bool
}

// connectSQLite opens a file for one writer, who takes the lock when a
// transaction begins and waits for other processes, and several readers.
func connectSQLite(path string, o Options) (*Store, error) {
	if path == "" || strings.HasPrefix(path, ":memory:") || strings.ContainsRune(path, 0) {
		return nil, fmt.Errorf("%w: SQLite needs a file", ErrAddress)
	}
	open := func(parameters url.Values, connections int) (*sql.DB, error) {
		parameters["_pragma"] = []string{"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)"}
		db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: parameters.Encode()}).String())
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
	return &Store{write: write, read: read, dialect: &sqlite{}}, nil
}

func (*sqlite) prepare(ctx context.Context, db *sql.DB, o Options) error {
	var journal string
	var synchronous int
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&journal); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, `PRAGMA synchronous`).Scan(&synchronous); err != nil {
		return err
	}
	const full = 2
	if (journal != "wal" || synchronous < full) && !o.VolatileUnsafe {
		return fmt.Errorf("%w: journal_mode=%s, synchronous=%d", ErrVolatile, journal, synchronous)
	}
	return upgrade(ctx, db, "")
}

func (d *sqlite) numberIn(ctx context.Context, tx *sql.Tx, n numbering) (row, error) {
	got, err := d.known(ctx, tx, n)
	if errors.Is(err, sql.ErrNoRows) {
		return d.give(ctx, tx, n)
	}
	return got, err
}

// known returns the row of a key that was used before.
func (*sqlite) known(ctx context.Context, q querier, n numbering) (row, error) {
	var got row
	err := q.QueryRowContext(ctx, `SELECT `+columns+` FROM dossier_number WHERE key = ?`, n.key).Scan(got.fields()...)
	return got, err
}

func (*sqlite) give(ctx context.Context, tx *sql.Tx, n numbering) (row, error) {
	got := row{
		agency: n.agency.String(), day: n.day.String(),
		received: n.received.UnixNano(), entered: n.entered.UnixNano(),
	}
	var late bool
	err := tx.QueryRowContext(ctx,
		`INSERT INTO dossier_day (agency, day, last) VALUES (?1, ?2, 1)
		ON CONFLICT (agency, day) DO UPDATE SET last = last + 1 WHERE last < ?3
		RETURNING last, EXISTS (SELECT 1 FROM dossier_day WHERE agency = ?1 AND day > ?2)`,
		got.agency, got.day, n.last).Scan(&got.sequence, &late)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return row{}, errFull
	case err != nil:
		return row{}, err
	case n.outage:
		got.mark = string(dossier.MarkOutage)
	case late:
		got.mark = string(dossier.MarkLate)
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO dossier_number (key, `+columns+`) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		append([]any{n.key}, got.values()...)...)
	return got, err
}
