package pgserver_test

import (
	"database/sql"
	"testing"

	"github.com/motcua/motcua/internal/pgserver"
)

// TestStandbyTakesOver: what was committed on a primary that waits for its
// standby is there when the standby takes over.
func TestStandbyTakesOver(t *testing.T) {
	primary := pgserver.Start(t)
	url := primary.URL("kept")
	standby := primary.Standby("second")
	primary.Reload(map[string]string{"synchronous_standby_names": "second"})
	exec(t, url, "CREATE TABLE t (n int)")
	exec(t, url, "INSERT INTO t VALUES (7)")
	primary.Kill()
	standby.Promote()
	db := open(t, standby.Address("kept"))
	var n int
	if err := db.QueryRow("SELECT n FROM t").Scan(&n); err != nil || n != 7 {
		t.Errorf("the standby has %d, %v", n, err)
	}
	if err := open(t, url).Ping(); err == nil {
		t.Error("the killed server answers")
	}
}

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func exec(t *testing.T, url, statement string) {
	t.Helper()
	if _, err := open(t, url).Exec(statement); err != nil {
		t.Fatal(err)
	}
}
