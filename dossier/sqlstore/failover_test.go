package sqlstore_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/sqlstore"
	"github.com/motcua/motcua/internal/pgserver"
)

// TestFailover: numbers that a primary confirmed are known to the standby that
// takes over, and numbering goes on behind them.
func TestFailover(t *testing.T) {
	primary := pgserver.Start(t)
	address := primary.URL("dossiers")
	refused(t, address, sqlstore.Options{}, sqlstore.ErrUnreplicated)
	for _, setting := range []string{"synchronous_commit=local", "synchronous_commit=remote_write"} {
		refused(t, address+"&"+setting, sqlstore.Options{}, sqlstore.ErrUnreplicated)
	}
	refused(t, address+"&synchronous_commit=off", sqlstore.Options{UnreplicatedUnsafe: true}, sqlstore.ErrVolatile)

	standby := primary.Standby("second")
	primary.Reload(map[string]string{"synchronous_standby_names": "second"})
	s := waitFor(t, address)
	refused(t, standby.Address("dossiers"), sqlstore.Options{}, sqlstore.ErrSchema)
	refused(t, address+"&synchronous_commit=remote_write", sqlstore.Options{}, sqlstore.ErrUnreplicated)

	a := identified(t, "H56.14")
	given := numberUntilFailure(t, s, a, primary.Kill)
	standby.Promote()
	after := open(t, standby.Address("dossiers"), sqlstore.Options{UnreplicatedUnsafe: true})
	list, err := after.Numbers(t.Context(), a, motcua.DateAt(morning()))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]dossier.Code{}
	var lines []dossier.IssuedCode
	for _, n := range list {
		kept[n.Key] = n.Code
		lines = append(lines, n.Issued())
	}
	for key, code := range given {
		if kept[key] != code {
			t.Errorf("%s was given %s; the standby has %q", key, code, kept[key])
		}
	}
	if found := dossier.AuditCodes(slices.Values(lines), dossier.AuditOptions{}); found != nil {
		t.Errorf("the register has faults: %+v", found)
	}
	got, err := after.Number(t.Context(), request("after", a, morning()))
	if err != nil || got.Code.Sequence() != len(list)+1 {
		t.Errorf("numbering goes on with %v, %v, behind %d", got.Code, err, len(list))
	}
	t.Logf("%d numbers were given, %d kept", len(given), len(list))
}

// waitFor opens the database once its server waits for the standby.
func waitFor(t *testing.T, address string) *sqlstore.Store {
	t.Helper()
	var err error
	for range 100 {
		var s *sqlstore.Store
		if s, err = sqlstore.Open(t.Context(), address, sqlstore.Options{}); err == nil {
			t.Cleanup(func() { s.Close() })
			return s
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(err)
	return nil
}

// numberUntilFailure lets callers number until the server is gone, and returns
// what they were given.
func numberUntilFailure(t *testing.T, s *sqlstore.Store, a motcua.AgencyID, kill func()) map[string]dossier.Code {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	given := map[string]dossier.Code{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	started := make(chan struct{}, 1)
	for caller := range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("failover-%d-%d", caller, i)
				got, err := s.Number(ctx, request(key, a, morning()))
				if err != nil {
					return
				}
				mu.Lock()
				given[key] = got.Code
				mu.Unlock()
				select {
				case started <- struct{}{}:
				default:
				}
			}
		})
	}
	<-started
	time.Sleep(300 * time.Millisecond)
	kill()
	wg.Wait()
	return given
}

// TestVolatile: a server that confirms what is not on disk is refused.
func TestVolatile(t *testing.T) {
	server := pgserver.Start(t, "fsync=off")
	address := server.URL("dossiers")
	refused(t, address, sqlstore.Options{UnreplicatedUnsafe: true}, sqlstore.ErrVolatile)
	open(t, address, sqlstore.Options{UnreplicatedUnsafe: true, VolatileUnsafe: true})
}
