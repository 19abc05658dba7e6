package sqldb_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/pgtest"
	"github.com/motcua/motcua/internal/sqldb"
)

func openDB(tb testing.TB, url string) *sqldb.DB {
	tb.Helper()
	db, err := sqldb.Open(tb.Context(), url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

func sqliteURL(tb testing.TB) string {
	return "sqlite://" + filepath.ToSlash(filepath.Join(tb.TempDir(), "a.db"))
}

// TestSQLiteIsDurable: every connection has the settings that Open promises.
func TestSQLiteIsDurable(t *testing.T) {
	db := openDB(t, sqliteURL(t))
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "busy_timeout": "100", "trusted_schema": "0",
	} {
		var held []*sql.Conn
		for range 3 {
			conn, err := db.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, conn)
			var got string
			if err := conn.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %s, %v, want %s", pragma, got, err, want)
			}
		}
		for _, conn := range held {
			conn.Close()
		}
	}
}

func TestSQLitePaths(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, url := range []string{"sqlite:a.db", "sqlite:./b.db", "sqlite://" + filepath.ToSlash(dir) + "/c%20d%23.db"} {
		db := openDB(t, url)
		if _, err := db.ExecContext(t.Context(), "create table t (a integer)"); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, name := range []string{"a.db", "b.db", "c d#.db"} {
		if found, err := filepath.Glob(filepath.Join(dir, name)); err != nil || len(found) != 1 {
			t.Errorf("%s was not made", name)
		}
	}
}

// TestTransactions: what fails leaves nothing, what is exclusive is alone.
func TestTransactions(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			db := openDB(t, d.url)
			if _, err := db.ExecContext(t.Context(), "create table counter (n integer)"); err != nil {
				t.Fatal(err)
			}
			if _, err := db.ExecContext(t.Context(), "insert into counter values (0)"); err != nil {
				t.Fatal(err)
			}
			broken := errors.New("broken")
			err := db.Exclusive(t.Context(), "a", func(tx *sql.Tx) error {
				_, err := tx.ExecContext(t.Context(), "update counter set n = 100")
				return errors.Join(err, broken)
			})
			if !errors.Is(err, broken) {
				t.Errorf("error %v, want %v", err, broken)
			}
			countAlone(t, db)
		})
	}
}

// countAlone adds one at a time, from many sides: nobody may see another's half.
func countAlone(t *testing.T, db *sqldb.DB) {
	t.Helper()
	const each, sides = 10, 4
	errs := make(chan error, sides)
	var inside atomic.Int32
	for range sides {
		go func() {
			var err error
			for range each {
				err = errors.Join(err, db.Exclusive(t.Context(), "a", func(tx *sql.Tx) error {
					if inside.Add(1) != 1 {
						return errors.New("not alone")
					}
					defer inside.Add(-1)
					var n int
					if err := tx.QueryRowContext(t.Context(), "select n from counter").Scan(&n); err != nil {
						return err
					}
					_, err := tx.ExecContext(t.Context(), "update counter set n = $1", n+1)
					return err
				}))
			}
			errs <- err
		}()
	}
	for range sides {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	var n int
	if err := db.QueryRowContext(t.Context(), "select n from counter").Scan(&n); err != nil || n != each*sides {
		t.Errorf("counted to %d, %v, want %d", n, err, each*sides)
	}
}

// TestExclusiveWaits: it does not begin while a shared one with the same lock
// runs, and ends with its context.
func TestExclusiveWaits(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			db := openDB(t, d.url)
			held, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
			go func() {
				done <- db.Shared(t.Context(), "a", func(*sql.Tx) error {
					close(held)
					<-release
					return nil
				})
			}()
			<-held
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			started := time.Now()
			err := db.Exclusive(ctx, "a", func(*sql.Tx) error {
				t.Error("it began")
				return nil
			})
			if err == nil || ctx.Err() == nil {
				t.Errorf("error %v before the context ended", err)
			}
			if waited := time.Since(started); waited > 10*time.Second {
				t.Errorf("it waited %v, long after its context ended", waited)
			}
			close(release)
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}

// TestPostgresSettings: neither the durability of a commit nor what a
// transaction sees depends on the defaults of the database.
func TestPostgresSettings(t *testing.T) {
	url := pgtest.Database(t)
	for _, setting := range []string{"synchronous_commit = off", "default_transaction_isolation = ''repeatable read''"} {
		statement := "do $do$ begin execute format('alter database %I set " + setting + "', current_database()); end $do$"
		if _, err := openDB(t, url).ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	db := openDB(t, url)
	var commit, isolation string
	if err := db.QueryRowContext(t.Context(), "select current_setting('synchronous_commit'), current_setting('default_transaction_isolation')").Scan(&commit, &isolation); err != nil {
		t.Fatal(err)
	}
	if commit != "on" || isolation != "repeatable read" {
		t.Errorf("synchronous_commit is %s, want on; the default isolation is %s, want repeatable read", commit, isolation)
	}
	if _, err := db.ExecContext(t.Context(), "create table counter as select 0 as n"); err != nil {
		t.Fatal(err)
	}
	countAlone(t, db)
}
