package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
)

// Test runs the conformance suite. Open returns an empty store, which the suite
// does not close.
func Test(t *testing.T, open func(testing.TB) token.Store) {
	for name, test := range map[string]func(*testing.T, token.Store){
		"Empty": testEmpty, "Model": testModel, "Conflicts": testConflicts, "Wholly": testWholly,
		"Erase": testErase, "Cancel": testCancel, "Break": testBreak, "Race": testRace, "Register": testRegister,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// Moment is a fixed moment of the suite, so many hours after its start.
func moment(hours int) time.Time {
	return time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
}

// collect reads a sequence.
func collect[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var list []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

func commit(t testing.TB, s token.Store, c token.StoreChange) {
	t.Helper()
	if err := s.Commit(context.Background(), c); err != nil {
		t.Fatal(err)
	}
}

func testEmpty(t *testing.T, s token.Store) {
	ctx := context.Background()
	commit(t, s, token.StoreChange{})
	if got := collect(t, s.Certificates(ctx, token.CertificateFilter{})); got != nil {
		t.Errorf("certificates: %v", got)
	}
	if got := collect(t, s.Devices(ctx, token.DeviceFilter{IDs: []string{"D1"}})); got != nil {
		t.Errorf("devices: %v", got)
	}
	if got := collect(t, s.Log(ctx, token.LogFilter{Last: true})); got != nil {
		t.Errorf("log: %v", got)
	}
}

// testModel makes random changes to the store and to the model, and asks both the
// same questions.
func testModel(t *testing.T, s token.Store) {
	m := &model{random: rand.New(rand.NewPCG(11, 12)), memory: token.NewMemoryStore()}
	for range 30 {
		c := m.change(t)
		commit(t, m.memory, c)
		commit(t, s, c)
	}
	ctx := context.Background()
	for i, f := range m.certificateFilters() {
		compare(t, fmt.Sprintf("certificates %d", i), m.memory.Certificates(ctx, f), s.Certificates(ctx, f))
	}
	for i, f := range []token.SubscriberFilter{{}, {IDs: []string{"S3", "S1", "none", "S1"}}} {
		compare(t, fmt.Sprintf("subscribers %d", i), m.memory.Subscribers(ctx, f), s.Subscribers(ctx, f))
	}
	for i, f := range []token.DeviceFilter{
		{}, {IDs: []string{"D2", "D'; DROP TABLE token_device; --"}}, {Disputed: true}, {Holder: "K2"}, {Disputed: true, Holder: "K1"},
	} {
		compare(t, fmt.Sprintf("devices %d", i), m.memory.Devices(ctx, f), s.Devices(ctx, f))
	}
	for i, f := range []token.LogFilter{{}, {After: 7}, {Last: true}, {After: 1 << 63}, {After: 29, Last: true}} {
		compare(t, fmt.Sprintf("log %d", i), m.memory.Log(ctx, f), s.Log(ctx, f))
	}
}

func compare[T any](t *testing.T, what string, want, got iter.Seq2[T, error]) {
	t.Helper()
	if diff := cmp.Diff(collect(t, want), collect(t, got), cmpopts.EquateEmpty(), cmp.Comparer(func(a, b motcua.Date) bool { return a == b })); diff != "" {
		t.Errorf("%s (-memory +store):\n%s", what, diff)
	}
}

// model makes changes that fit.
type model struct {
	random *rand.Rand
	memory *token.MemoryStore
	n      int
}

func (m *model) change(t testing.TB) token.StoreChange {
	ctx := context.Background()
	m.n++
	var c token.StoreChange
	for range 1 + m.random.IntN(3) {
		id := fmt.Sprintf("S%d", m.random.IntN(12))
		s := token.Subscriber{ID: id, Kind: token.ForPerson, Name: "Nguyễn Thị “Ánh” " + id, Manager: "H56.09"}
		if m.random.IntN(3) == 0 {
			s.Left = motcua.DateOf(2026, time.March, 1+m.random.IntN(28))
		}
		if old := collect(t, m.memory.Subscribers(ctx, token.SubscriberFilter{IDs: []string{id}})); old != nil {
			s.Version = old[0].Version
		}
		s.Version++
		c.Subscribers = []token.Subscriber{s}
	}
	r := token.CertificateRecord{
		ID: fmt.Sprintf("C%02d", m.random.IntN(20)), Subscriber: fmt.Sprintf("S%d", m.random.IntN(12)), Kind: token.ForAgency,
		State: token.LifeStates()[m.random.IntN(16)], Device: fmt.Sprintf("D%d", m.random.IntN(6)), At: moment(m.n),
		NotAfter: moment(m.random.IntN(5000)), Renewals: m.random.IntN(2),
	}
	if m.random.IntN(4) == 0 {
		r.NotAfter = time.Time{}
		r.Pending = []token.PendingRequest{{Kind: token.ForNew, By: token.AsSteward, RequestedAt: moment(m.n)}}
	}
	if old := collect(t, m.memory.Certificates(ctx, token.CertificateFilter{IDs: []string{r.ID}})); old != nil {
		r.Version = old[0].Version
	}
	r.Version++
	c.Certificates = []token.CertificateRecord{r}
	d := token.CustodyDevice{ID: fmt.Sprintf("D%d", m.random.IntN(6)), Kind: token.ForAgency, Owner: "S1", Lost: m.random.IntN(2) == 0}
	for i := range m.random.IntN(3) {
		d.Holders = append(d.Holders, token.Holder{As: token.KeptByClerk, ID: fmt.Sprintf("K%d", i+1)})
	}
	if old := collect(t, m.memory.Devices(ctx, token.DeviceFilter{IDs: []string{d.ID}})); old != nil {
		d.Version = old[0].Version
	}
	d.Version++
	c.Devices = []token.CustodyDevice{d}
	c.Log = []token.LogRecord{next(t, m.memory, m.n)}
	return c
}

func (m *model) certificateFilters() []token.CertificateFilter {
	return []token.CertificateFilter{
		{},
		{IDs: []string{"C07", "C03", "C03", "none"}},
		{States: []token.LifeState{token.LifeInUse, token.LifeRevoked, token.LifeLocked}},
		{Subscriber: "S2"},
		{Device: "D1"},
		{EndsBefore: moment(2500)},
		{EndsBefore: moment(2500), States: []token.LifeState{token.LifeIssued, token.LifePublished, token.LifeRenewed, token.LifeExpired}},
		{LeftBy: motcua.DateOf(2026, time.March, 14)},
		{Subscriber: "S'; --"},
	}
}

// next makes the record that follows the end of a store's log.
func next(t testing.TB, s token.Store, n int) token.LogRecord {
	t.Helper()
	ctx := context.Background()
	payload := fmt.Appendf(nil, `{"erasure":{"record":0,"actor":"A%d","basis":"thử"}}`, n)
	last := collect(t, s.Log(ctx, token.LogFilter{Last: true}))
	e, err := token.FollowLog(last, moment(n), payload, rand.NewChaCha8([32]byte{byte(n)}))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func testConflicts(t *testing.T, s token.Store) {
	person := token.Subscriber{ID: "S1", Kind: token.ForPerson, Manager: "M", Version: 1}
	record := token.CertificateRecord{ID: "C1", Subscriber: "S1", Kind: token.ForPerson, State: token.LifeRequested, Version: 1}
	device := token.CustodyDevice{ID: "D1", Version: 1}
	start := token.StoreChange{
		Subscribers: []token.Subscriber{person}, Certificates: []token.CertificateRecord{record},
		Devices: []token.CustodyDevice{device}, Log: []token.LogRecord{next(t, s, 1)},
	}
	commit(t, s, start)
	later := record
	later.Version = 3
	second := next(t, s, 2)
	gap := second
	gap.Seq++
	unlinked := second
	unlinked.Prev[0] ^= 1
	for name, c := range map[string]token.StoreChange{
		"subscriber again":  {Subscribers: start.Subscribers},
		"certificate again": {Certificates: start.Certificates},
		"device again":      {Devices: start.Devices},
		"version skipped":   {Certificates: []token.CertificateRecord{later}},
		"version of none":   {Devices: []token.CustodyDevice{{ID: "D2", Version: 2}}},
		"version 0":         {Devices: []token.CustodyDevice{{ID: "D2"}}},
		"log again":         {Log: start.Log},
		"log with gap":      {Log: []token.LogRecord{gap}},
		"log unlinked":      {Log: []token.LogRecord{unlinked}},
		"record twice":      {Devices: []token.CustodyDevice{{ID: "D3", Version: 1}, {ID: "D3", Version: 1}}},
	} {
		if err := s.Commit(context.Background(), c); !errors.Is(err, token.ErrConflict) {
			t.Errorf("%s: %v, want ErrConflict", name, err)
		}
	}
}

// testWholly: of a change that conflicts in one place, nothing is done.
func testWholly(t *testing.T, s token.Store) {
	first := next(t, s, 1)
	commit(t, s, token.StoreChange{Devices: []token.CustodyDevice{{ID: "D1", Version: 1}}})
	err := s.Commit(context.Background(), token.StoreChange{
		Subscribers: []token.Subscriber{{ID: "S1", Version: 1}}, Certificates: []token.CertificateRecord{{ID: "C1", Version: 1}},
		Devices: []token.CustodyDevice{{ID: "D0", Version: 1}, {ID: "D1", Version: 1}}, Log: []token.LogRecord{first},
	})
	if !errors.Is(err, token.ErrConflict) {
		t.Fatalf("err = %v, want ErrConflict", err)
	}
	err = s.Commit(context.Background(), token.StoreChange{Log: []token.LogRecord{first}, Erase: []uint64{9}})
	if !errors.Is(err, token.ErrNoRecord) {
		t.Fatalf("err = %v, want ErrNoRecord", err)
	}
	ctx := context.Background()
	if n := len(collect(t, s.Subscribers(ctx, token.SubscriberFilter{}))) + len(collect(t, s.Certificates(ctx, token.CertificateFilter{}))) +
		len(collect(t, s.Log(ctx, token.LogFilter{}))); n != 0 {
		t.Errorf("%d records are left of changes that were not made", n)
	}
	if n := len(collect(t, s.Devices(ctx, token.DeviceFilter{}))); n != 1 {
		t.Errorf("%d devices, want 1", n)
	}
}

func testErase(t *testing.T, s token.Store) {
	for n := range 3 {
		commit(t, s, token.StoreChange{Log: []token.LogRecord{next(t, s, n)}})
	}
	commit(t, s, token.StoreChange{Erase: []uint64{2}})
	log := collect(t, s.Log(context.Background(), token.LogFilter{}))
	if len(log) != 3 || !log[1].Erased() || log[0].Erased() || log[2].Erased() {
		t.Errorf("log = %v", log)
	}
	commit(t, s, token.StoreChange{Erase: []uint64{2}}) // again: nothing left to do
}

func testCancel(t *testing.T, s token.Store) {
	commit(t, s, token.StoreChange{Devices: []token.CustodyDevice{{ID: "D1", Version: 1}}})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Commit(ctx, token.StoreChange{Devices: []token.CustodyDevice{{ID: "D2", Version: 1}}}); !errors.Is(err, context.Canceled) {
		t.Errorf("commit: %v", err)
	}
	for _, err := range s.Devices(ctx, token.DeviceFilter{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("read: %v", err)
		}
	}
}

// testBreak leaves a sequence early, more often than there are connections.
func testBreak(t *testing.T, s token.Store) {
	for i := range 3 {
		commit(t, s, token.StoreChange{Devices: []token.CustodyDevice{{ID: fmt.Sprintf("D%d", i), Version: 1}}})
	}
	for range 50 {
		for d, err := range s.Devices(context.Background(), token.DeviceFilter{}) {
			if err != nil || d.ID != "D0" {
				t.Fatalf("%v, %v", d, err)
			}
			break
		}
	}
	commit(t, s, token.StoreChange{Devices: []token.CustodyDevice{{ID: "D4", Version: 1}}})
}

// testRace lets many append at once: each record of the log is confirmed to one.
func testRace(t *testing.T, s token.Store) {
	const writers, each = 8, 10
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				for {
					e := next(t, s, 0)
					err := s.Commit(context.Background(), token.StoreChange{
						Log: []token.LogRecord{e}, Devices: []token.CustodyDevice{{ID: fmt.Sprintf("D%d-%d", w, i), Version: 1}},
					})
					if err == nil {
						break
					}
					if !errors.Is(err, token.ErrConflict) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	report, err := token.AuditLog(context.Background(), s, token.AuditOptions{})
	if err != nil || !report.Sound() || report.Records != writers*each {
		t.Errorf("audit: %+v, %v", report, err)
	}
	if n := len(collect(t, s.Devices(context.Background(), token.DeviceFilter{}))); n != writers*each {
		t.Errorf("%d devices, want %d", n, writers*each)
	}
}
