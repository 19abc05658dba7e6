package dossiertest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua/dossier"
)

// scene fills a store with cases of two agencies: handed in, received, in
// process, decided, on several days.
func (n storeTest) scene(t *testing.T, test string) (dossier.Store, [2]doer, []dossier.Summary) {
	s := n.open(t)
	d := [2]doer{newDoer(t, test, 0), newDoer(t, test, 1)}
	var all []dossier.Summary
	for i := range 24 {
		who, id, at := d[i%2], fmt.Sprintf("%s-%02d", test, i), moment(1+i/8, 8+i%3, 0, 0)
		var out dossier.Outcome
		switch i % 4 {
		case 0, 1:
			out = who.do(s, id, submission(id, who.agency), at)
		default:
			out = who.received(s, id, at, 1+i)
		}
		if i%4 == 3 {
			who.do(s, id, by(dossier.ActForward, dossier.RoleOneStop), at.Add(time.Hour))
			out = who.do(s, id, by(dossier.ActDecide, dossier.RoleHandler), at.Add(2*time.Hour))
		}
		all = append(all, out.Case.Summary())
	}
	return s, d, all
}

// find: every condition selects what it says, and nothing else.
func (n storeTest) find(t *testing.T, test string) {
	s, d, all := n.scene(t, test)
	a := d[0].agency
	every := func(f func(i int) bool) (ids []string) {
		for i, sum := range all {
			if f(i) {
				ids = append(ids, sum.Case)
			}
		}
		return ids
	}
	for name, tt := range map[string]struct {
		query dossier.Query
		want  []string
	}{
		"agency":       {dossier.Query{Agency: a}, every(func(i int) bool { return i%2 == 0 })},
		"state":        {dossier.Query{Agency: d[1].agency, State: dossier.StateRegistered}, every(func(i int) bool { return i%4 == 1 })},
		"decided":      {dossier.Query{Agency: d[1].agency, State: dossier.StateDone}, every(func(i int) bool { return i%4 == 3 })},
		"code":         {dossier.Query{Code: all[10].Code}, every(func(i int) bool { return i == 10 })},
		"code, agency": {dossier.Query{Code: all[10].Code, Agency: d[1].agency}, nil},
		"received from": {dossier.Query{Agency: a, ReceivedFrom: moment(2, 0, 0, 0)},
			every(func(i int) bool { return i%4 == 2 && i >= 8 })},
		"received until": {dossier.Query{Agency: a, ReceivedUntil: all[10].Received},
			every(func(i int) bool { return i%4 == 2 && all[i].Received.Before(all[10].Received) })},
		"due from": {dossier.Query{Agency: a, DueFrom: all[10].Due},
			every(func(i int) bool { return i%4 == 2 && !all[i].Due.Before(all[10].Due) })},
		"due until": {dossier.Query{Agency: a, DueUntil: all[10].Due},
			every(func(i int) bool { return i%4 == 2 && all[i].Due.Before(all[10].Due) })},
		"by due": {dossier.Query{Agency: a, ByDue: true}, every(func(i int) bool { return i%4 == 2 })},
	} {
		page, err := s.Find(t.Context(), tt.query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, sum := range page.Cases {
			got = append(got, sum.Case)
			if i := slices.IndexFunc(all, func(o dossier.Summary) bool { return o.Case == sum.Case }); i < 0 || diff(all[i], sum) != "" {
				t.Errorf("%s: found %+v", name, sum)
			}
		}
		slices.Sort(got)
		if diff := diff(tt.want, got); diff != "" || page.Next != "" {
			t.Errorf("%s (-want +got):\n%s, next %q", name, diff, page.Next)
		}
	}
	page, err := s.Find(t.Context(), dossier.Query{Code: all[3].Code})
	if err != nil || len(page.Cases) != 1 || !page.Cases[0].Due.IsZero() || page.Cases[0].Promised.IsZero() {
		t.Errorf("decided, it owes nothing, and was promised for a day: %+v, %v", page.Cases, err)
	}
}

// pages: the pages together are what one page would be, in order.
func (n storeTest) pages(t *testing.T, test string) {
	s, d, _ := n.scene(t, test)
	for _, byDue := range []bool{false, true} {
		q := dossier.Query{Agency: d[0].agency, ByDue: byDue}
		whole, err := s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(whole.Cases, func(a, b dossier.Summary) int { return q.Position(a).Compare(q.Position(b)) }) || len(whole.Cases) < 6 {
			t.Errorf("by due %t: not in order, or only %d cases", byDue, len(whole.Cases))
		}
		for _, limit := range []int{1, 2, len(whole.Cases) - 1, len(whole.Cases)} {
			q.Limit, q.After = limit, ""
			var got []dossier.Summary
			for range len(whole.Cases) + 1 {
				page, err := s.Find(t.Context(), q)
				if err != nil || len(page.Cases) > limit {
					t.Fatalf("a page of %d has %d, %v", limit, len(page.Cases), err)
				}
				got = append(got, page.Cases...)
				if q.After = page.Next; q.After == "" {
					break
				}
			}
			if diff := diff(whole.Cases, got); diff != "" {
				t.Errorf("by due %t, pages of %d (-whole +pages):\n%s", byDue, limit, diff)
			}
		}
	}
}
