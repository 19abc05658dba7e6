package dossiertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// Numberer tries an implementation of [dossier.Numberer]. Open opens a handle
// on one database, as another machine would; all handles that it returns share
// that database, which is empty at first and which nobody else uses. They are
// closed by the test that Open is given.
func Numberer(t *testing.T, open func(testing.TB) dossier.Numberer) {
	n := numbererTest{open: open}
	for name, test := range map[string]func(*testing.T, string){
		"order": n.order, "keys": n.keys, "refusals": n.refusals, "midnight": n.midnight,
		"clock": n.clock, "outage": n.outage, "cancelled": n.cancelled, "together": n.together,
	} {
		t.Run(name, func(t *testing.T) { test(t, name) })
	}
}

type numbererTest struct {
	open func(testing.TB) dossier.Numberer
}

// moment is a moment of the suite's days, on the clock of Việt Nam.
func moment(day, hour, minute, second int) time.Time {
	return time.Date(2024, time.August, day, hour, minute, second, 0, time.FixedZone("+07", 7*60*60))
}

// agencies gives each test agencies of its own, so that they can share a
// database.
func agencies(t testing.TB, test string, n int) []motcua.AgencyID {
	t.Helper()
	var list []motcua.AgencyID
	for i := range n {
		a, err := motcua.ParseAgencyID(fmt.Sprintf("H56.%X.%02d", test, i))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

func request(key string, agency motcua.AgencyID, at time.Time) dossier.NumberRequest {
	return dossier.NumberRequest{Key: key, Agency: agency, Received: at, Entered: at}
}

// give asks for a number that must be given.
func give(t testing.TB, n dossier.Numberer, r dossier.NumberRequest) dossier.Numbered {
	t.Helper()
	got, err := n.Number(t.Context(), r)
	if err != nil {
		t.Fatalf("%s: %v", r.Key, err)
	}
	return got
}

func diff[T any](want, got T) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(dossier.Code{}, dossier.FieldCode{}, motcua.AgencyID{}, motcua.Date{}))
}

// wantCode compares a code with an agency, day and ordinal.
func wantCode(t testing.TB, got dossier.Numbered, agency motcua.AgencyID, day string, sequence int) {
	t.Helper()
	if want := fmt.Sprintf("%s-%s-%04d", agency, day, sequence); got.Code.String() != want {
		t.Errorf("%s has the code %s, want %s", got.Key, got.Code, want)
	}
}

// order: each agency and day counts from 1, and the list says what was given.
func (n numbererTest) order(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	a := agencies(t, test, 2)
	var want []dossier.Numbered
	for i := range 5 {
		for _, who := range []dossier.Numberer{first, second} {
			key := fmt.Sprint("order-", len(want))
			got := give(t, who, request(key, a[0], moment(1, 8, i, len(want))))
			wantCode(t, got, a[0], "240801", len(want)+1)
			if got.Key != key || got.Mark != "" || !got.Received.Equal(moment(1, 8, i, len(want))) {
				t.Errorf("numbered %+v", got)
			}
			want = append(want, got)
		}
	}
	wantCode(t, give(t, second, request("order-other", a[1], moment(1, 8, 0, 0))), a[1], "240801", 1)
	wantCode(t, give(t, first, request("order-next", a[0], moment(2, 8, 0, 0))), a[0], "240802", 1)
	got, err := second.Numbers(t.Context(), a[0], motcua.DateOf(2024, 8, 1))
	if err != nil {
		t.Fatal(err)
	}
	if diff := diff(want, got); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	if got, err := first.Numbers(t.Context(), a[1], motcua.DateOf(2024, 8, 9)); len(got) != 0 || err != nil {
		t.Errorf("an empty day has %v, %v", got, err)
	}
}

// keys: the same key gets the same code and counts once, also in other words.
func (n numbererTest) keys(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	a := agencies(t, test, 2)
	r := request("keys-1", a[0], moment(1, 8, 0, 0))
	want := give(t, first, r)
	later := r
	later.Received, later.Entered = moment(1, 9, 0, 0), moment(1, 9, 0, 0)
	for _, again := range []dossier.NumberRequest{r, later} {
		if diff := diff(want, give(t, second, again)); diff != "" {
			t.Errorf("asked again (-want +got):\n%s", diff)
		}
	}
	for name, other := range map[string]dossier.NumberRequest{
		"agency": request(r.Key, a[1], r.Received),
		"day":    request(r.Key, a[0], moment(2, 8, 0, 0)),
	} {
		if got, err := second.Number(t.Context(), other); !errors.Is(err, dossier.ErrNumberRequest) {
			t.Errorf("another %s got %v, %v", name, got.Code, err)
		}
	}
	wantCode(t, give(t, first, request("keys-2", a[0], moment(1, 9, 0, 0))), a[0], "240801", 2)
	wantCode(t, give(t, first, request("keys-3", a[1], moment(1, 9, 0, 0))), a[1], "240801", 1)
}

// refusals: a bad request changes nothing. A key is data, whatever it holds.
func (n numbererTest) refusals(t *testing.T, test string) {
	s := n.open(t)
	a := agencies(t, test, 1)[0]
	good := request(`x'); DROP TABLE dossier_number; -- ' " \ `, a, moment(1, 8, 0, 0))
	for name, spoil := range map[string]func(*dossier.NumberRequest){
		"no key":      func(r *dossier.NumberRequest) { r.Key = "" },
		"no agency":   func(r *dossier.NumberRequest) { r.Agency = motcua.AgencyID{} },
		"no moment":   func(r *dossier.NumberRequest) { r.Received = time.Time{} },
		"another day": func(r *dossier.NumberRequest) { r.Entered = r.Entered.Add(24 * time.Hour) },
	} {
		r := good
		spoil(&r)
		if got, err := s.Number(t.Context(), r); err == nil {
			t.Errorf("%s got %v", name, got.Code)
		}
	}
	wantCode(t, give(t, s, good), a, "240801", 1)
	list, err := s.Numbers(t.Context(), a, motcua.DateOf(2024, 8, 1))
	if err != nil || len(list) != 1 || list[0].Key != good.Key {
		t.Errorf("list is %v, %v", list, err)
	}
}

// midnight: the day ends at midnight in Việt Nam, on every machine.
func (n numbererTest) midnight(t *testing.T, test string) {
	first, second := n.open(t), n.open(t)
	a := agencies(t, test, 1)[0]
	wantCode(t, give(t, first, request("midnight-1", a, moment(1, 23, 59, 59))), a, "240801", 1)
	wantCode(t, give(t, second, request("midnight-2", a, moment(2, 0, 0, 0).UTC())), a, "240802", 1)
	late := give(t, first, request("midnight-3", a, moment(1, 23, 59, 59).UTC()))
	wantCode(t, late, a, "240801", 2)
	if late.Mark != dossier.MarkLate {
		t.Errorf("numbered after midnight with the mark %q", late.Mark)
	}
}

// clock: a clock that was set back gives no number again.
func (n numbererTest) clock(t *testing.T, test string) {
	s := n.open(t)
	a := agencies(t, test, 1)[0]
	for i, at := range []time.Time{moment(2, 9, 0, 0), moment(2, 8, 0, 0), moment(2, 8, 30, 0)} {
		wantCode(t, give(t, s, request(fmt.Sprint("clock-", i), a, at)), a, "240802", i+1)
	}
	back := give(t, s, request("clock-back", a, moment(1, 9, 0, 0)))
	wantCode(t, back, a, "240801", 1)
	if back.Mark != dossier.MarkLate {
		t.Errorf("set back by a day, the mark is %q", back.Mark)
	}
	wantCode(t, give(t, s, request("clock-right", a, moment(2, 9, 1, 0))), a, "240802", 4)
}

// outage: dossiers received by hand are entered afterwards, and marked.
func (n numbererTest) outage(t *testing.T, test string) {
	s := n.open(t)
	a := agencies(t, test, 1)[0]
	give(t, s, request("outage-1", a, moment(1, 9, 0, 0)))
	give(t, s, request("outage-2", a, moment(2, 9, 0, 0)))
	r := request("outage-3", a, moment(1, 10, 0, 0))
	r.Entered, r.Outage = moment(2, 10, 0, 0), true
	got := give(t, s, r)
	wantCode(t, got, a, "240801", 2)
	if got.Mark != dossier.MarkOutage || !got.Entered.Equal(r.Entered) || !got.Received.Equal(r.Received) {
		t.Errorf("entered as %+v", got)
	}
	audit(t, s, []motcua.AgencyID{a}, 0)
}

// cancelled: a request that was given up is settled by asking again.
func (n numbererTest) cancelled(t *testing.T, test string) {
	s := n.open(t)
	a := agencies(t, test, 1)[0]
	for i := range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*100*time.Microsecond)
		_, _ = s.Number(ctx, request(fmt.Sprint("cancelled-", i), a, moment(1, 9, 0, i)))
		cancel()
	}
	for i := range 20 {
		give(t, s, request(fmt.Sprint("cancelled-", i), a, moment(1, 9, 0, i)))
	}
	list := audit(t, s, []motcua.AgencyID{a}, time.Hour)
	if len(list) != 20 {
		t.Errorf("%d numbers for 20 keys", len(list))
	}
}

// together: many callers on many handles, several of them with the same keys.
func (n numbererTest) together(t *testing.T, test string) {
	const handles, callers, each = 4, 4, 12
	a := agencies(t, test, 3)
	var wg sync.WaitGroup
	var mu sync.Mutex
	codes := map[string][]string{} // of each key
	for range handles {
		s := n.open(t)
		for c := range callers {
			wg.Go(func() {
				for i := range each {
					// Every key is asked for by all handles.
					key := fmt.Sprintf("together-%d-%d", c, i)
					got, err := s.Number(context.WithoutCancel(t.Context()), request(key, a[(c+i)%3], moment(1, 9, c, i)))
					if err != nil {
						t.Errorf("%s: %v", key, err)
						return
					}
					mu.Lock()
					codes[key] = append(codes[key], got.Code.String())
					mu.Unlock()
				}
			})
		}
	}
	wg.Wait()
	for key, list := range codes {
		if slices.Sort(list); len(slices.Compact(list)) != 1 {
			t.Errorf("%s has the codes %v", key, list)
		}
	}
	if list := audit(t, n.open(t), a, time.Hour); len(list) != callers*each {
		t.Errorf("%d numbers for %d keys", len(list), callers*each)
	}
}

// audit checks the register of the suite's days, and returns it.
func audit(t testing.TB, s dossier.Numberer, agencies []motcua.AgencyID, slack time.Duration) []dossier.Numbered {
	t.Helper()
	var all []dossier.Numbered
	var lines []dossier.IssuedCode
	for _, a := range agencies {
		for day := 1; day <= 3; day++ {
			list, err := s.Numbers(t.Context(), a, motcua.DateOf(2024, time.August, day))
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list {
				lines = append(lines, n.Issued())
			}
			all = append(all, list...)
		}
	}
	for _, f := range dossier.AuditCodes(slices.Values(lines), dossier.AuditOptions{Slack: slack}) {
		t.Errorf("the register has a fault: %+v", f)
	}
	return all
}
