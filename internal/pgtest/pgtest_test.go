package pgtest_test

import (
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx

	"github.com/motcua/motcua/internal/pgtest"
)

// asChild makes TestDatabase print a URL and end at once.
const asChild = "MOTCUA_TEST_PGTEST_CHILD"

// TestDatabase: each database is empty, and apart from the others.
func TestDatabase(t *testing.T) {
	if os.Getenv(asChild) != "" {
		os.Stderr.WriteString("URL " + pgtest.Database(t) + "\n")
		os.Exit(0)
	}
	for range 2 {
		if err := create(t, pgtest.Database(t)); err != nil {
			t.Error(err)
		}
	}
}

// TestGoesWithItsProcess: a process that just ends leaves no server and no files.
func TestGoesWithItsProcess(t *testing.T) {
	pgtest.Database(t) // or the child would skip
	child := exec.Command(os.Args[0], "-test.run=^TestDatabase$")
	child.Env = append(os.Environ(), asChild+"=1")
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, line, _ := strings.Cut(string(out), "URL ")
	database := strings.TrimSpace(line)
	parsed, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	folder := parsed.Query().Get("host")
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(folder); os.IsNotExist(err) && folder != "" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is left over", folder)
		}
	}
	if err := create(t, database); err == nil {
		t.Error("the server still answers")
	}
}

func create(t *testing.T, database string) error {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(t.Context(), "create table t (a integer)")
	return err
}
