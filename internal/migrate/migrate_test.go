package migrate_test

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/motcua/motcua/internal/migrate"
	"github.com/motcua/motcua/internal/sqldb"
)

// scripts builds scripts for both dialects.
func scripts(texts ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i, text := range texts {
		for _, dialect := range []string{"sqlite", "postgres"} {
			if dialect == "postgres" { // so that processes meet
				text = "select pg_sleep(0.1);\n" + text
			}
			out[dialect+"/000"+string(rune('1'+i))+"_x.sql"] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

const (
	first  = "create table a (n integer);\n\ninsert into a values (1);\n"
	second = "alter table a add column m integer;\nupdate a set m = 2;\n"
)

func openDB(t *testing.T, url string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func sqliteURL(tb testing.TB) string {
	return "sqlite://" + filepath.ToSlash(filepath.Join(tb.TempDir(), "a.db"))
}

// sum adds up what the scripts have written.
func sum(t *testing.T, db *sqldb.DB, query string) (n int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUp(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			db := openDB(t, d.url)
			for range 2 {
				if err := migrate.Up(t.Context(), db, "one", scripts(first)); err != nil {
					t.Fatal(err)
				}
			}
			if n := sum(t, db, "select sum(n) from a"); n != 1 {
				t.Errorf("the first script ran %d times", n)
			}
			if err := migrate.Up(t.Context(), db, "one", scripts(first, second)); err != nil {
				t.Fatal(err)
			}
			if n := sum(t, db, "select sum(n + m) from a"); n != 3 {
				t.Errorf("after the second script the sum is %d, want 3", n)
			}
			if err := migrate.Up(t.Context(), db, "one", scripts(first)); !errors.Is(err, migrate.ErrNewer) {
				t.Errorf("an older program: error %v, want %v", err, migrate.ErrNewer)
			}
			if err := migrate.Up(t.Context(), db, "two", scripts("create table b (n integer);\n")); err != nil {
				t.Errorf("another component: %v", err)
			}
		})
	}
}

// TestUpFails: a script that fails leaves nothing of itself or of those before.
func TestUpFails(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			db := openDB(t, d.url)
			if err := migrate.Up(t.Context(), db, "one", scripts(first, second+"not SQL;\n")); err == nil {
				t.Fatal("no error")
			}
			if err := migrate.Up(t.Context(), db, "one", scripts(first, second)); err != nil {
				t.Errorf("after it was mended: %v", err)
			}
			if err := migrate.Up(t.Context(), db, "none", fstest.MapFS{}); err == nil {
				t.Error("no scripts at all are accepted")
			}
		})
	}
}

func TestUpAtOnce(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			errs := make([]error, 5)
			var group sync.WaitGroup
			for i := range errs {
				db := openDB(t, d.url)
				group.Go(func() { errs[i] = migrate.Up(t.Context(), db, "one", scripts(first, second)) })
			}
			group.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			if n := sum(t, openDB(t, d.url), "select sum(n + m) from a"); n != 3 {
				t.Errorf("the sum is %d, want 3", n)
			}
		})
	}
}
