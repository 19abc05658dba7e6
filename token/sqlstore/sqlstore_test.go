package sqlstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/pgserver"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/sqlstore"
	"github.com/motcua/motcua/token/storetest"
)

// killedAddress tells a process of TestKilled what to write to.
const killedAddress, killedName = "MOTCUA_TEST_KILLED_ADDRESS", "MOTCUA_TEST_KILLED_NAME"

func open(t testing.TB, address string) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.Open(context.Background(), address, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func sqliteAddress(t testing.TB) string {
	return "sqlite://" + filepath.Join(t.TempDir(), "sổ ?#%.db")
}

// TestRelativeFile opens a file by a path without slashes before it.
func TestRelativeFile(t *testing.T) {
	t.Chdir(t.TempDir())
	open(t, "sqlite:token.db")
	if _, err := os.Stat("token.db"); err != nil {
		t.Error(err)
	}
}

func TestSQLite(t *testing.T) {
	storetest.Test(t, func(t testing.TB) token.Store { return open(t, sqliteAddress(t)) })
}

func TestPostgreSQL(t *testing.T) {
	server := pgserver.Start(t)
	n := 0
	storetest.Test(t, func(t testing.TB) token.Store {
		n++
		return open(t, server.URL(fmt.Sprintf("conformance%d", n)))
	})
	t.Run("Killed", func(t *testing.T) { killed(t, server.URL("killed")) })
}

func TestKilledSQLite(t *testing.T) { killed(t, sqliteAddress(t)) }

func killed(t *testing.T, address string) {
	storetest.Killed(t, func(t testing.TB) token.Store { return open(t, address) }, func(process string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "-test.run=^TestWriteUntilKilled$", "-test.timeout=2m")
		cmd.Env = append(os.Environ(), killedAddress+"="+address, killedName+"="+process)
		cmd.Stderr = os.Stderr
		return cmd
	})
}

// TestWriteUntilKilled is the process that others kill.
func TestWriteUntilKilled(t *testing.T) {
	address := os.Getenv(killedAddress)
	if address == "" {
		t.Skip("it is started by the tests that kill it")
	}
	if err := storetest.WriteUntilKilled(context.Background(), t, open(t, address), os.Getenv(killedName), os.Stdout); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for address, want := range map[string]error{
		"": sqlstore.ErrAddress, "sqlite:": sqlstore.ErrAddress, "sqlite://": sqlstore.ErrAddress, "sqlite::memory:": sqlstore.ErrAddress,
		"mysql://secret@host/x": sqlstore.ErrAddress, "postgres://u:secret\x7f@h/x": sqlstore.ErrAddress,
	} {
		_, err := sqlstore.Open(context.Background(), address, sqlstore.Options{})
		if !errors.Is(err, want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v, want %v without the address", address, err, want)
		}
	}
}

func TestVolatile(t *testing.T) {
	server := pgserver.Start(t, "fsync=off")
	_, err := sqlstore.Open(context.Background(), server.URL("v"), sqlstore.Options{})
	if !errors.Is(err, sqlstore.ErrVolatile) {
		t.Errorf("err = %v, want ErrVolatile", err)
	}
	s, err := sqlstore.Open(context.Background(), server.URL("v"), sqlstore.Options{VolatileUnsafe: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// TestErasedIsGone: nothing of an erased payload is left in the files of SQLite.
func TestErasedIsGone(t *testing.T) {
	address := sqliteAddress(t)
	s := open(t, address)
	ctx := context.Background()
	secret := []byte(`{"erasure":{"record":0,"actor":"NGUYEN-VAN-BI-MAT","basis":"x"}}`)
	var last []token.LogRecord
	for range 3 {
		e, err := token.FollowLog(last, time.Unix(1, 0), secret, bytes.NewReader(bytes.Repeat([]byte("saltsalt"), 2)))
		if err != nil {
			t.Fatal(err)
		}
		last = []token.LogRecord{e}
		if err := s.Commit(ctx, token.StoreChange{Log: last}); err != nil {
			t.Fatal(err)
		}
	}
	found := func() int {
		n := 0
		files, err := filepath.Glob(filepath.Join(filepath.Dir(strings.TrimPrefix(address, "sqlite://")), "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			n += bytes.Count(b, []byte("NGUYEN-VAN-BI-MAT"))
		}
		return n
	}
	if found() == 0 {
		t.Fatal("the payload is not in the files before the erasure: the test sees nothing")
	}
	if err := s.Commit(ctx, token.StoreChange{Erase: []uint64{1, 2, 3}}); err != nil {
		t.Fatal(err)
	}
	if n := found(); n != 0 {
		t.Errorf("the payload is still there %d times", n)
	}
}
