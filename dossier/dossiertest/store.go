package dossiertest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// Store tries an implementation of [dossier.Store]. Open opens a handle on one
// store, as another machine would; all handles that it returns share that store,
// which is empty at first and which nobody else uses. They are closed by the
// test that Open is given.
func Store(t *testing.T, open func(testing.TB) dossier.Store) {
	s := storeTest{open: open}
	for name, test := range map[string]func(*testing.T, string){
		"grows": s.grows, "again": s.again, "conflict": s.conflict, "codes": s.codes, "refusals": s.refusals,
		"find": s.find, "pages": s.pages, "keys": s.keys, "together": s.together,
		"export": s.export,
	} {
		t.Run(name, func(t *testing.T) { test(t, name) })
	}
}

type storeTest struct {
	open func(testing.TB) dossier.Store
}

func office() (dossier.Office, error) {
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	return dossier.Office{Calendar: calendar}, err
}

// doer does acts on cases of an agency.
type doer struct {
	t      testing.TB
	office dossier.Office
	agency motcua.AgencyID
}

func newDoer(t testing.TB, test string, n int) doer {
	t.Helper()
	o, err := office()
	if err != nil {
		t.Fatal(err)
	}
	return doer{t: t, office: o, agency: agencies(t, test, n+1)[n]}
}

// submission hands a dossier of five working days in.
func submission(id string, agency motcua.AgencyID) dossier.Act {
	return dossier.Act{
		Kind: dossier.ActSubmit, By: dossier.Actor{Role: dossier.RoleApplicant}, Case: id, Channel: dossier.ChannelDirect,
		Procedure: &dossier.Procedure{
			Code: "1.000948.H56", Name: "Cấp giấy phép", Level: dossier.LevelProvince,
			Receiving: agency, Deciding: agency, Term: motcua.Term{N: 5, Unit: motcua.WorkingDays},
		},
	}
}

func by(kind dossier.ActKind, role dossier.Role) dossier.Act {
	return dossier.Act{Kind: kind, By: dossier.Actor{Role: role, ID: "u1"}}
}

func (d doer) do(s dossier.Store, id string, a dossier.Act, at time.Time) dossier.Outcome {
	d.t.Helper()
	out, err := dossier.Do(d.t.Context(), s, dossier.Command{Case: id, Act: a, At: at}, d.office, rand.Reader)
	if err != nil {
		d.t.Fatalf("%s of %s: %v", a.Kind, id, err)
	}
	return out
}

// received hands a dossier in and receives it as the sequence-th of its day.
func (d doer) received(s dossier.Store, id string, at time.Time, sequence int) dossier.Outcome {
	d.t.Helper()
	d.do(s, id, submission(id, d.agency), at)
	receive := by(dossier.ActReceive, dossier.RoleOneStop)
	var err error
	if receive.Code, err = dossier.NewCode(d.agency, motcua.DateAt(at), sequence); err != nil {
		d.t.Fatal(err)
	}
	return d.do(s, id, receive, at)
}

func load(t testing.TB, s dossier.Store, id string) dossier.Stored {
	t.Helper()
	got, err := dossier.Load(context.WithoutCancel(t.Context()), s, id)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// grows: what one handle did, the other one reads.
func (n storeTest) grows(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	d := newDoer(t, test, 0)
	d.received(first, test, moment(1, 9, 0, 0), 1)
	want := d.do(second, test, by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	got := load(t, first, test)
	if diff := diff(want.Case, got.Case); diff != "" {
		t.Errorf("rebuilt (-want +got):\n%s", diff)
	}
	if len(got.Log) != 3 {
		t.Errorf("the log has %d entries, want 3", len(got.Log))
	}
	if _, err := first.Log(t.Context(), "nobody's"); !errors.Is(err, dossier.ErrNoCase) {
		t.Errorf("a case that is not there: %v", err)
	}
	page, err := second.Find(t.Context(), dossier.Query{Code: want.Case.Code})
	if err != nil {
		t.Fatal(err)
	}
	if diff := diff([]dossier.Summary{want.Case.Summary()}, page.Cases); diff != "" {
		t.Errorf("looked up by its code (-want +got):\n%s", diff)
	}
}

// next makes the entry that would follow a case's log by assigning an officer.
func (d doer) next(s dossier.Store, id string, at time.Time) (dossier.Summary, []dossier.Kept) {
	d.t.Helper()
	stored := load(d.t, s, id)
	out, err := dossier.Next(stored.Case, by(dossier.ActAssign, dossier.RoleHead), at, d.office)
	if err != nil {
		d.t.Fatal(err)
	}
	entry, err := dossier.AppendEvent(id, &stored.Log[len(stored.Log)-1].LogEntry, out.Events[0], at, rand.Reader)
	if err != nil {
		d.t.Fatal(err)
	}
	return out.Case.Summary(), []dossier.Kept{{LogEntry: entry}}
}

// again: entries that are added twice are there once, also behind later ones.
func (n storeTest) again(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	d := newDoer(t, test, 0)
	d.received(first, test, moment(1, 9, 0, 0), 1)
	d.do(first, test, by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	sum, entries := d.next(first, test, moment(1, 11, 0, 0))
	for _, s := range []dossier.Store{first, second, first} {
		if err := s.Append(t.Context(), sum, entries); err != nil {
			t.Errorf("added again: %v", err)
		}
	}
	d.do(second, test, by(dossier.ActAssign, dossier.RoleHead), moment(1, 12, 0, 0))
	if err := first.Append(t.Context(), sum, entries); err != nil {
		t.Errorf("added again behind another one: %v", err)
	}
	page, err := first.Find(t.Context(), dossier.Query{Agency: d.agency})
	if got := load(t, second, test); len(got.Log) != 5 || err != nil || len(page.Cases) != 1 || page.Cases[0].Entries != 5 {
		t.Errorf("%d entries, found %+v, %v; want 5", len(got.Log), page.Cases, err)
	}
}

// conflict: of two entries behind the same one, the second is refused, and so is
// one that skips some.
func (n storeTest) conflict(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	d := newDoer(t, test, 0)
	d.received(first, test, moment(1, 9, 0, 0), 1)
	d.do(first, test, by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	ours, ourEntries := d.next(first, test, moment(1, 11, 0, 0))
	theirs, theirEntries := d.next(second, test, moment(1, 11, 0, 0))
	if err := second.Append(t.Context(), theirs, theirEntries); err != nil {
		t.Fatal(err)
	}
	if err := first.Append(t.Context(), ours, ourEntries); !errors.Is(err, dossier.ErrConflict) {
		t.Errorf("the second of two writers: %v", err)
	}
	far, farEntries := d.next(first, test, moment(1, 12, 0, 0))
	farEntries[0].Seq, far.Entries = 6, 6
	if err := first.Append(t.Context(), far, farEntries); !errors.Is(err, dossier.ErrConflict) {
		t.Errorf("behind a gap: %v", err)
	}
	other, otherEntries := d.next(first, test, moment(1, 12, 0, 0))
	otherEntries[0].Prev = ourEntries[0].Hash
	if err := first.Append(t.Context(), other, otherEntries); !errors.Is(err, dossier.ErrConflict) {
		t.Errorf("behind another end: %v", err)
	}
	if got := load(t, first, test); len(got.Log) != 4 || got.Log[3].Hash != theirEntries[0].Hash {
		t.Errorf("the log has %d entries, want 4 with the first writer's at the end", len(got.Log))
	}
	_, err := dossier.Do(t.Context(), first, dossier.Command{
		Case: test, Act: by(dossier.ActAssign, dossier.RoleHead), At: moment(1, 12, 0, 0), Seen: 3,
	}, d.office, rand.Reader)
	if !errors.Is(err, dossier.ErrConflict) {
		t.Errorf("an act on what was seen before the last entry: %v", err)
	}
}

// codes: a code is that of one case, in whichever words.
func (n storeTest) codes(t *testing.T, test string) {
	s := n.open(t)
	d := newDoer(t, test, 0)
	d.received(s, test+"-1", moment(1, 9, 0, 0), 1)
	d.do(s, test+"-2", submission(test+"-2", d.agency), moment(1, 9, 0, 0))
	receive := by(dossier.ActReceive, dossier.RoleOneStop)
	var err error
	if receive.Code, err = dossier.NewCode(d.agency, motcua.DateAt(moment(1, 9, 0, 0)), 1); err != nil {
		t.Fatal(err)
	}
	_, err = dossier.Do(t.Context(), s, dossier.Command{Case: test + "-2", Act: receive, At: moment(1, 10, 0, 0)}, d.office, rand.Reader)
	if !errors.Is(err, dossier.ErrCodeUsed) {
		t.Errorf("another case's code: %v", err)
	}
	if got := load(t, s, test+"-2"); len(got.Log) != 1 || got.Case.State != dossier.StateRegistered {
		t.Errorf("the refused act left %d entries, state %d", len(got.Log), got.Case.State)
	}
}

// refusals: what cannot be kept changes nothing. A name is data, whatever it
// holds.
func (n storeTest) refusals(t *testing.T, test string) {
	s := n.open(t)
	d := newDoer(t, test, 0)
	id := `x'); DROP TABLE dossier_case; -- ' " \ $1 ằẫ`
	d.received(s, id, moment(1, 9, 0, 0), 1)
	d.do(s, id, by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	for name, spoil := range map[string]func(*dossier.Summary, []dossier.Kept) []dossier.Kept{
		"no entries":     func(_ *dossier.Summary, _ []dossier.Kept) []dossier.Kept { return nil },
		"no name":        func(sum *dossier.Summary, e []dossier.Kept) []dossier.Kept { sum.Case = ""; return e },
		"no state":       func(sum *dossier.Summary, e []dossier.Kept) []dossier.Kept { sum.State = 0; return e },
		"wrong count":    func(sum *dossier.Summary, e []dossier.Kept) []dossier.Kept { sum.Entries++; return e },
		"no hash":        func(_ *dossier.Summary, e []dossier.Kept) []dossier.Kept { e[0].Hash = ""; return e },
		"the same twice": func(_ *dossier.Summary, e []dossier.Kept) []dossier.Kept { return slices.Concat(e, e) },
	} {
		sum, entries := d.next(s, id, moment(1, 11, 0, 0))
		if err := s.Append(t.Context(), sum, spoil(&sum, entries)); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	if got := load(t, s, id); len(got.Log) != 3 {
		t.Errorf("the log has %d entries, want 3", len(got.Log))
	}
	for _, q := range []dossier.Query{{Limit: -1}, {Limit: dossier.MaxPage + 1}, {State: 11}, {After: "x"}, {After: "1"}} {
		if _, err := s.Find(t.Context(), q); !errors.Is(err, dossier.ErrQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	sum, entries := d.next(s, id, moment(1, 11, 0, 0))
	if err := s.Append(ctx, sum, entries); !errors.Is(err, context.Canceled) {
		t.Errorf("given up before: %v", err)
	}
}

// keys: a command is done once, however often it comes.
func (n storeTest) keys(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	d := newDoer(t, test, 0)
	d.received(first, test, moment(1, 9, 0, 0), 1)
	d.do(first, test, by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	c := dossier.Command{Key: "k1", Case: test, Act: by(dossier.ActAssign, dossier.RoleHead), At: moment(1, 11, 0, 0)}
	for i, s := range []dossier.Store{first, second, first} {
		out, err := dossier.Do(t.Context(), s, c, d.office, rand.Reader)
		if err != nil || out.Case.Acts != 4 || (len(out.Events) == 1) != (i == 0) {
			t.Errorf("time %d: %d acts, %d events, %v", i, out.Case.Acts, len(out.Events), err)
		}
	}
}

// together: many writers on many handles; each command is done once, and no
// entry lies between what another read and wrote.
func (n storeTest) together(t *testing.T, test string) {
	const handles, callers, each, cases = 3, 3, 6, 2
	d := newDoer(t, test, 0)
	s := n.open(t)
	for c := range cases {
		id := fmt.Sprint(test, c)
		d.received(s, id, moment(1, 9, 0, 0), c+1)
		d.do(s, id, by(dossier.ActForward, dossier.RoleOneStop), moment(1, 10, 0, 0))
	}
	var wg sync.WaitGroup
	ctx := context.WithoutCancel(t.Context())
	for range handles {
		s := n.open(t)
		for caller := range callers {
			wg.Go(func() {
				for i := range each {
					// Every command comes by all handles.
					c := dossier.Command{
						Key: fmt.Sprintf("%d-%d", caller, i), Case: fmt.Sprint(test, (caller+i)%cases),
						Act: by(dossier.ActAssign, dossier.RoleHead), At: moment(1, 11, 0, 0),
					}
					_, err := dossier.Do(ctx, s, c, d.office, rand.Reader)
					for errors.Is(err, dossier.ErrConflict) {
						_, err = dossier.Do(ctx, s, c, d.office, rand.Reader)
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
	}
	wg.Wait()
	done := map[string]int{}
	for c := range cases {
		for _, k := range load(t, s, fmt.Sprint(test, c)).Log[3:] {
			done[k.Key]++
		}
	}
	for key, times := range done {
		if times != 1 {
			t.Errorf("the command %s was done %d times", key, times)
		}
	}
	if len(done) != callers*each {
		t.Errorf("%d commands were done, want %d", len(done), callers*each)
	}
}
