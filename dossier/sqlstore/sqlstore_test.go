package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/dossiertest"
	"github.com/motcua/motcua/dossier/sqlstore"
	"github.com/motcua/motcua/internal/pgserver"
)

// The environment of a test binary that is to number dossiers, or to act on
// them, until it is killed, instead of running tests.
const (
	processVariable = "DOSSIER_TEST_PROCESS"
	addressVariable = "DOSSIER_TEST_ADDRESS"
	workVariable    = "DOSSIER_TEST_WORK"
)

func TestMain(m *testing.M) {
	if process := os.Getenv(processVariable); process != "" {
		if err := workUntilKilled(process, os.Getenv(addressVariable), os.Getenv(workVariable)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func workUntilKilled(process, address, work string) error {
	ctx := context.Background()
	s, err := sqlstore.Open(ctx, address, sqlstore.Options{UnreplicatedUnsafe: true})
	if err != nil {
		return err
	}
	if work == "act" {
		return dossiertest.ActUntilKilled(ctx, s, process, os.Stdout)
	}
	return dossiertest.NumberUntilKilled(ctx, s, process, os.Stdout)
}

// command calls this test binary as a process that numbers or acts.
func command(address, work string) func(string) *exec.Cmd {
	return func(process string) *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), processVariable+"="+process, addressVariable+"="+address, workVariable+"="+work)
		cmd.Stderr = os.Stderr
		return cmd
	}
}

func open(t testing.TB, address string, o sqlstore.Options) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.Open(context.Background(), address, o)
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

// opener opens handles on one database.
func opener(address string) func(testing.TB) dossier.Numberer {
	return func(t testing.TB) dossier.Numberer {
		return open(t, address, sqlstore.Options{UnreplicatedUnsafe: true, Connections: 4})
	}
}

func storeOpener(address string) func(testing.TB) dossier.Store {
	return func(t testing.TB) dossier.Store {
		return open(t, address, sqlstore.Options{UnreplicatedUnsafe: true, Connections: 4})
	}
}

func sqliteAddress(t testing.TB) string {
	t.Helper()
	return "sqlite://" + filepath.Join(t.TempDir(), "hồ sơ? 100%&.db") // a name that needs care
}

func TestSQLite(t *testing.T) {
	address := sqliteAddress(t)
	t.Run("numberer", func(t *testing.T) { dossiertest.Numberer(t, opener(address)) })
	t.Run("killed", func(t *testing.T) { dossiertest.KilledNumberers(t, opener(address), command(address, "number")) })
	t.Run("store", func(t *testing.T) { dossiertest.Store(t, storeOpener(address)) })
	t.Run("killed stores", func(t *testing.T) { dossiertest.KilledStores(t, storeOpener(address), command(address, "act")) })
	t.Run("number and event", func(t *testing.T) { numberAndEvent(t, address) })
	t.Run("transactions", func(t *testing.T) { transactions(t, address) })
	t.Run("full day", func(t *testing.T) { fullDay(t, address) })
	t.Run("last ones", func(t *testing.T) { lastOnes(t, address) })
	t.Run("later tables", func(t *testing.T) { laterTables(t, address) })
	if _, err := os.Stat(strings.TrimPrefix(address, "sqlite://")); err != nil {
		t.Errorf("the file has another name: %v", err)
	}
}

// TestRelativeFile opens a file by a path without slashes before it.
func TestRelativeFile(t *testing.T) {
	t.Chdir(t.TempDir())
	open(t, "sqlite:dossiers.db", sqlstore.Options{})
	if _, err := os.Stat("dossiers.db"); err != nil {
		t.Error(err)
	}
}

func TestPostgres(t *testing.T) {
	address := pgserver.Start(t).URL("dossiers")
	t.Run("numberer", func(t *testing.T) { dossiertest.Numberer(t, opener(address)) })
	t.Run("killed", func(t *testing.T) { dossiertest.KilledNumberers(t, opener(address), command(address, "number")) })
	t.Run("store", func(t *testing.T) { dossiertest.Store(t, storeOpener(address)) })
	t.Run("killed stores", func(t *testing.T) { dossiertest.KilledStores(t, storeOpener(address), command(address, "act")) })
	t.Run("number and event", func(t *testing.T) { numberAndEvent(t, address) })
	t.Run("transactions", func(t *testing.T) { transactions(t, address) })
	t.Run("full day", func(t *testing.T) { fullDay(t, address) })
	t.Run("last ones", func(t *testing.T) { lastOnes(t, address) })
	t.Run("later tables", func(t *testing.T) { laterTables(t, address) })
}

func identified(t testing.TB, s string) motcua.AgencyID {
	t.Helper()
	a, err := motcua.ParseAgencyID(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func request(key string, agency motcua.AgencyID, at time.Time) dossier.NumberRequest {
	return dossier.NumberRequest{Key: key, Agency: agency, Received: at, Entered: at}
}

// morning is a moment under Nghị định 61/2018/NĐ-CP, evening one under 118/2025.
func morning() time.Time { return time.Date(2024, 8, 1, 2, 0, 0, 0, time.UTC) }
func evening() time.Time { return time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC) }

// transactions: a number is given with the transaction, or not at all.
func transactions(t *testing.T, address string) {
	s := open(t, address, sqlstore.Options{UnreplicatedUnsafe: true})
	a := identified(t, "H56.TX")
	number := func(key string, end func(interface {
		Commit() error
		Rollback() error
	}) error) dossier.Numbered {
		t.Helper()
		tx, err := s.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.NumberIn(t.Context(), tx, request(key, a, morning()))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.NumberIn(t.Context(), tx, request(key, a, morning())); err != nil || again.Code != got.Code {
			t.Errorf("asked again: %v, %v", again.Code, err)
		}
		if err := end(tx); err != nil {
			t.Fatal(err)
		}
		return got
	}
	type tx = interface {
		Commit() error
		Rollback() error
	}
	for i, tt := range []struct {
		end  func(tx) error
		want int
	}{
		{tx.Commit, 1}, {tx.Rollback, 2}, {tx.Rollback, 2}, {tx.Commit, 2}, {tx.Commit, 3},
	} {
		if got := number(fmt.Sprint("tx-", i), tt.end); got.Code.Sequence() != tt.want {
			t.Errorf("%d has the ordinal %d, want %d", i, got.Code.Sequence(), tt.want)
		}
	}
	list, err := s.Numbers(t.Context(), a, motcua.DateAt(morning()))
	if err != nil || len(list) != 3 {
		t.Errorf("%d numbers are kept, %v", len(list), err)
	}
}

// fullDay: the last number of a day is given, and no more; since no text fixes
// the width, more than four digits are.
func fullDay(t *testing.T, address string) {
	s := open(t, address, sqlstore.Options{UnreplicatedUnsafe: true})
	a := identified(t, "H56.FULL")
	for _, tt := range []struct {
		at   time.Time
		have int
		want string
	}{
		{morning(), 9998, "H56.FULL-240801-9999"},
		{evening(), 9999, "H56.FULL-250701-10000"},
	} {
		preset(t, s, a, tt.at, tt.have)
		got, err := s.Number(t.Context(), request("full-"+tt.want, a, tt.at))
		if err != nil || got.Code.String() != tt.want {
			t.Errorf("code is %v, %v; want %s", got.Code, err, tt.want)
		}
	}
	for range 2 {
		if got, err := s.Number(t.Context(), request("full-too-many", a, morning())); !errors.Is(err, dossier.ErrDayFull) {
			t.Errorf("one more: %v, %v", got.Code, err)
		}
	}
	if list, err := s.Numbers(t.Context(), a, motcua.DateAt(morning())); err != nil || len(list) != 1 {
		t.Errorf("%d numbers are kept, %v; want the last one", len(list), err)
	}
	if got, err := s.Number(t.Context(), request("full-H56.FULL-240801-9999", a, morning())); err != nil || got.Code.Sequence() != 9999 {
		t.Errorf("a known key on a full day: %v, %v", got.Code, err)
	}
}

// lastOnes: of many who ask for the last numbers of a day at once, as many as
// there are get one.
func lastOnes(t *testing.T, address string) {
	s := open(t, address, sqlstore.Options{UnreplicatedUnsafe: true, Connections: 4})
	a := identified(t, "H56.LAST")
	preset(t, s, a, morning(), 9990)
	var given, full atomic.Int32
	var wg sync.WaitGroup
	for i := range 24 {
		wg.Go(func() {
			switch _, err := s.Number(t.Context(), request(fmt.Sprint("last-", i), a, morning())); {
			case err == nil:
				given.Add(1)
			case errors.Is(err, dossier.ErrDayFull):
				full.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	list, err := s.Numbers(t.Context(), a, motcua.DateAt(morning()))
	if err != nil || len(list) != 9 || given.Load() != 9 || full.Load() != 15 {
		t.Fatalf("%d given, %d refused, %d kept, %v", given.Load(), full.Load(), len(list), err)
	}
	for i, n := range list {
		if n.Code.Sequence() != 9991+i {
			t.Errorf("ordinal %d where %d follows", n.Code.Sequence(), 9991+i)
		}
	}
}

// preset makes a day look numbered up to an ordinal.
func preset(t *testing.T, s *sqlstore.Store, a motcua.AgencyID, at time.Time, last int) {
	t.Helper()
	tx, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = tx.Exec(`INSERT INTO dossier_day (agency, day, last) VALUES ($1, $2, $3)`, a.String(), motcua.DateAt(at).String(), last)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// laterTables runs last: it leaves the database to a later release.
func laterTables(t *testing.T, address string) {
	s := open(t, address, sqlstore.Options{UnreplicatedUnsafe: true})
	tx, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`INSERT INTO dossier_schema (version) VALUES (1000000)`); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	refused(t, address, sqlstore.Options{UnreplicatedUnsafe: true}, sqlstore.ErrSchema)
}

func refused(t *testing.T, address string, o sqlstore.Options, want error) {
	t.Helper()
	s, err := sqlstore.Open(context.Background(), address, o)
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, want) {
		t.Errorf("%q: error is %v, want %v", address, err, want)
	}
}

func TestAddresses(t *testing.T) {
	for _, address := range []string{"", "dossiers.db", "sqlite:", "sqlite://", "sqlite::memory:", "mysql://x/y", "postgres://%zz", "sqlite:a\x00b"} {
		refused(t, address, sqlstore.Options{}, sqlstore.ErrAddress)
	}
	refused(t, sqliteAddress(t), sqlstore.Options{Connections: -1}, sqlstore.ErrAddress)
}
