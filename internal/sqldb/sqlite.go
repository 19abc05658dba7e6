package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// SQLite waits for another process's lock without heeding a context: for
// busyTimeout at a time, in turns until busyLimit is over.
const (
	busyTimeout = "100" // milliseconds
	busyLimit   = time.Minute
)

// openSQLite opens the file that stands behind “sqlite:”. Commits are synced
// (WAL, synchronous=FULL), deleted content is overwritten (secure_delete), and a
// transaction takes the write lock when it begins, so that it never finds itself
// out of date.
func openSQLite(ctx context.Context, rest string) (*DB, error) {
	path, absolute := strings.CutPrefix(rest, "//")
	path, err := url.PathUnescape(path)
	if err != nil || path == "" || strings.ContainsAny(rest, "?#") || absolute && !strings.HasPrefix(path, "/") {
		return nil, ErrURL
	}
	if filepath.VolumeName(path[1:]) != "" { // /C:/… on Windows
		path = path[1:]
	}
	name := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + url.Values{
		"_txlock":    {"immediate"},
		"_defensive": {"1"},
		"_pragma": {
			"busy_timeout(" + busyTimeout + ")", "journal_mode(WAL)", "synchronous(FULL)",
			"foreign_keys(1)", "secure_delete(1)", "trusted_schema(0)",
		},
	}.Encode()
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	if err := reachSQLite(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &DB{DB: db, Dialect: SQLite}, nil
}

// reachSQLite opens the first connection. Changing to WAL does not wait at all
// for another process that does the same.
func reachSQLite(ctx context.Context, db *sql.DB) error {
	return whileBusy(ctx, func() error { return db.PingContext(ctx) })
}

// whileBusy repeats f for as long as another process holds a lock.
func whileBusy(ctx context.Context, f func() error) error {
	for until := time.Now().Add(busyLimit); ; {
		err := f()
		var busy *sqlite.Error
		if !errors.As(err, &busy) || busy.Code()&0xff != sqliteBusy || time.Now().After(until) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// sqliteBusy is SQLITE_BUSY.
const sqliteBusy = 5
