package token

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// moment is a time on the clock of Việt Nam.
func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04 -0700", s+" +0700")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// life walks a certificate through acts, an hour after each other.
type life struct {
	t   *testing.T
	cal *motcua.Calendar
	r   CertificateRecord
	at  time.Time
}

func newLife(t *testing.T, k SubscriberKind, start string) *life {
	return &life{t: t, cal: testCalendar(t), r: CertificateRecord{ID: "C1", Subscriber: "S1", Kind: k}, at: moment(t, start)}
}

func (l *life) try(a Action) (Step, error) {
	a.At = l.at
	return Next(l.r, a, l.cal, LifeOptions{})
}

func (l *life) do(acts ...Action) {
	l.t.Helper()
	for _, a := range acts {
		s, err := l.try(a)
		if err != nil {
			l.t.Fatalf("%s %s: %v", a.Act, a.Request, err)
		}
		l.r, l.at = s.Record, l.at.Add(time.Hour)
	}
}

func (l *life) wait(d time.Duration) { l.at = l.at.Add(d) }

// The acts of a usual life under Nghị định 130 with Thông tư 185.
func askNew(by Role) Action {
	return Action{Act: ActAsk, Request: ForNew, By: by, Papers: []PaperKind{PaperRequest, PaperEstablishment}}
}

func ask(k RequestKind, by Role) Action {
	return Action{Act: ActAsk, Request: k, By: by, Papers: []PaperKind{PaperRequest, PaperSubmission, PaperEffect}}
}

func confirm(k RequestKind) Action {
	return Action{Act: ActConfirm, Request: k, By: AsManager, Papers: []PaperKind{PaperSubmission}}
}

func receive(k RequestKind) Action { return Action{Act: ActReceive, Request: k, By: AsProvider} }

func act(a Act, by Role) Action { return Action{Act: a, By: by} }

func (l *life) issue(years int) Action {
	return Action{Act: ActIssue, By: AsProvider, Serial: "0a", Device: "D1", NotBefore: l.at, NotAfter: yearsAfter(l.at, years)}
}

// toUse walks to the state LifeInUse.
func (l *life) toUse(years int) {
	l.t.Helper()
	who := asker(l.r.Kind)
	l.do(askNew(who), confirm(ForNew), receive(ForNew))
	l.do(l.issue(years), act(ActHandOver, AsManager), ask(ForEffect, AsManager), receive(ForEffect), act(ActPublish, AsProvider), act(ActUse, who))
}

func TestWholeLife(t *testing.T) {
	for _, k := range SubscriberKinds() {
		t.Run(string(k), func(t *testing.T) {
			l := newLife(t, k, "2021-03-01 08:00")
			who := asker(k)
			var states []LifeState
			step := func(acts ...Action) {
				t.Helper()
				l.do(acts...)
				states = append(states, l.r.State)
			}
			step(askNew(who))
			step(confirm(ForNew))
			step(receive(ForNew), l.issue(5))
			step(act(ActHandOver, AsManager))
			step(ask(ForEffect, AsManager), receive(ForEffect), act(ActPublish, AsProvider))
			step(act(ActUse, who))
			change := ask(ForChange, who)
			cases, _ := changeCasesOf(k)
			change.Change = cases[0]
			step(change, confirm(ForChange), receive(ForChange), act(ActChange, AsProvider))
			renew := act(ActRenew, AsProvider)
			renew.NotAfter = yearsAfter(l.r.NotAfter, 3)
			step(ask(ForRenewal, who), confirm(ForRenewal), receive(ForRenewal), renew)
			step(act(ActLock, who))
			step(ask(ForUnlock, who), confirm(ForUnlock), receive(ForUnlock), act(ActUnlock, AsProvider))
			revoke := ask(ForRevocation, who)
			revoke.Revocation = KeyDisclosed
			step(revoke, confirm(ForRevocation), receive(ForRevocation), act(ActRevoke, AsProvider))
			step(act(ActRecall, AsManager))
			step(Action{Act: ActGiveBack, By: AsManager, Papers: []PaperKind{PaperReturn}})
			step(act(ActDestroy, AsProvider))
			want := []LifeState{
				LifeRequested, LifeConfirmed, LifeIssued, LifeHandedOver, LifePublished, LifeInUse, LifeChanged, LifeRenewed,
				LifeLocked, LifeUnlocked, LifeRevoked, LifeRecalled, LifeReturned, LifeDestroyed,
			}
			if diff := cmp.Diff(want, states); diff != "" {
				t.Errorf("states (-want +got):\n%s", diff)
			}
			if len(l.r.Pending) != 0 {
				t.Errorf("requests left open: %v", l.r.Pending)
			}
		})
	}
}

// TestUnheldLaw: where no text is held, only the order of the steps is checked.
func TestUnheldLaw(t *testing.T) {
	l := newLife(t, ForPerson, "2017-03-01 08:00")
	// Six years, renewal without papers and with a day left: nothing held forbids it.
	l.do(Action{Act: ActAsk, Request: ForNew, By: AsSubscriber}, Action{Act: ActConfirm, Request: ForNew, By: AsManager})
	s, err := l.try(l.issue(6))
	if err != nil || s.Unheld.IsZero() {
		t.Errorf("issue: %v, %v; want it done, with a word on the missing text", s.Unheld, err)
	}
	_, err = l.try(act(ActPublish, AsProvider))
	var refusal *RefusalError
	if !errors.As(err, &refusal) || refusal.Basis != (motcua.Citation{}) {
		t.Errorf("publish before the issue: %v, want a refusal without article", err)
	}
}

// TestLawOfTheRequest: what answers a request is judged by the law of the day on
// which it was made.
func TestLawOfTheRequest(t *testing.T) {
	l := newLife(t, ForPerson, "2024-08-14 08:00")
	l.do(askNew(AsSubscriber))
	l.wait(48 * time.Hour)
	_, err := l.try(Action{Act: ActConfirm, Request: ForNew, By: AsManager})
	var refusal *RefusalError
	if !errors.As(err, &refusal) || refusal.Basis.Instrument != decree130 {
		t.Errorf("confirmation without paper: %v, want a refusal by %s", err, decree130)
	}
	l.do(confirm(ForNew), receive(ForNew))
	s, err := l.try(l.issue(5))
	if err != nil || !s.Unheld.IsZero() {
		t.Errorf("issue: %v, %v", s.Unheld, err)
	}
}

func TestDeadlines(t *testing.T) {
	// Monday, 2021-03-01: the limits from the words of the articles.
	l := newLife(t, ForPerson, "2021-03-01 08:00")
	l.do(askNew(AsSubscriber), confirm(ForNew), receive(ForNew)) // received at 10:00
	check := func(name string, o LifeOptions, want ...string) {
		t.Helper()
		list, err := Deadlines(l.r, l.cal, o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range list {
			got = append(got, string(d.Act)+" "+motcua.VietnamTime(d.Due.At).Format("2006-01-02 15:04"))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	check("issue: 3 working days", LifeOptions{}, "issue 2021-03-04 17:00")
	l.do(l.issue(5), act(ActHandOver, AsManager))
	check("issued", LifeOptions{})
	l.at = moment(t, "2021-03-05 09:30") // a Friday
	l.do(ask(ForEffect, AsManager), receive(ForEffect))
	check("publication: 1 working day from receipt", LifeOptions{}, "publish 2021-03-08 10:30")
	l.do(act(ActPublish, AsProvider))
	l.at = moment(t, "2021-03-12 22:00")
	revoke := ask(ForRevocation, AsManager)
	revoke.Revocation = PersonLeft
	l.do(revoke, receive(ForRevocation))
	check("revocation: 12 hours", LifeOptions{}, "revoke 2021-03-13 11:00")
	l.at = moment(t, "2021-03-15 09:00")
	l.do(act(ActRevoke, AsProvider))
	check("return: 5 working days", LifeOptions{}, "return 2021-03-22 17:00")
	check("Tuần Giáo was not there yet", LifeOptions{Locality: motcua.TuanGiao}, "return 2021-03-22 17:00")
	l.r.EndedAt = moment(t, "2022-03-14 09:00")
	check("Tuần Giáo: 3 working days", LifeOptions{Locality: motcua.TuanGiao}, "recall 2022-03-17 17:00", "return 2022-03-21 17:00")
	l.r.EndedAt = moment(t, "2025-03-17 09:00")
	list, err := Deadlines(l.r, l.cal, LifeOptions{})
	if err != nil || len(list) != 1 || !list[0].Advisory() {
		t.Errorf("under Nghị định 68: %v, %v; want one limit for advice", list, err)
	}
}

func TestRenewBy(t *testing.T) {
	at := moment(t, "2023-01-02 08:00")
	r := CertificateRecord{State: LifeInUse, NotAfter: moment(t, "2023-12-31 23:59")}
	last, ok, sure := RenewBy(r, at)
	if last != motcua.DateOf(2023, 11, 1) || !ok || !sure {
		t.Errorf("RenewBy = %s, %t, %t", last, ok, sure)
	}
	// The day must be one on which the machine lets the request pass, the next not.
	r.ID, r.Subscriber, r.Kind = "C", "S", ForPerson
	for day, want := range map[motcua.Date]bool{last: true, last.AddDays(1): false} {
		a := ask(ForRenewal, AsSubscriber)
		a.At = noonOf(day)
		_, err := Next(r, a, testCalendar(t), LifeOptions{})
		if (err == nil) != want {
			t.Errorf("asked on %s: %v", day, err)
		}
	}
	r.Renewals = 1
	if _, ok, _ := RenewBy(r, at); ok {
		t.Error("renewable twice")
	}
	r.Renewals, r.NotAfter = 0, moment(t, "2026-12-31 23:59")
	if _, ok, sure := RenewBy(r, at); !ok || sure {
		t.Error("the window of Nghị định 68 is not known")
	}
}

func TestIncoherentActs(t *testing.T) {
	cal := testCalendar(t)
	good := CertificateRecord{ID: "C", Subscriber: "S", Kind: ForPerson}
	at := moment(t, "2021-03-01 08:00")
	tests := []struct {
		name  string
		spoil func(*CertificateRecord, *Action)
	}{
		{"no identifier", func(r *CertificateRecord, _ *Action) { r.ID = "" }},
		{"unknown kind", func(r *CertificateRecord, _ *Action) { r.Kind = "cat" }},
		{"unknown act", func(_ *CertificateRecord, a *Action) { a.Act = "dance" }},
		{"unknown role", func(_ *CertificateRecord, a *Action) { a.By = "king" }},
		{"no time", func(_ *CertificateRecord, a *Action) { a.At = time.Time{} }},
		{"before the last act", func(r *CertificateRecord, _ *Action) { r.At = at.Add(time.Second) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, a := good, askNew(AsSubscriber)
			a.At = at
			tt.spoil(&r, &a)
			if _, err := Next(r, a, cal, LifeOptions{}); !errors.Is(err, ErrRecord) {
				t.Errorf("err = %v, want ErrRecord", err)
			}
		})
	}
	if _, err := Next(good, askNew(AsSubscriber), nil, LifeOptions{}); !errors.Is(err, ErrCalendar) {
		t.Errorf("err = %v, want ErrCalendar", err)
	}
}

// TestTransitionsAreLabelled: whatever a table shows has words in both languages,
// and every act and state occurs.
func TestTransitionsAreLabelled(t *testing.T) {
	seen := map[string]bool{}
	label := func(key string, text motcua.Text) {
		seen[key] = true
		if key != "" && (text.VI == key || text.EN == "" || text.VI == "") {
			t.Errorf("%q has no label", key)
		}
	}
	for _, k := range SubscriberKinds() {
		label(string(k), k.Label())
		for _, tr := range Transitions(motcua.DateOf(2021, 1, 4), k) {
			label(string(tr.Act), tr.Act.Label())
			label(string(tr.To), tr.To.Label())
			for _, p := range tr.Papers {
				label(string(p.Kind), p.Kind.Label())
			}
			for _, by := range tr.By {
				label(string(by), by.Label())
			}
			if tr.Act == ActReceive && tr.Limit.N == 0 {
				t.Errorf("%s: no time limit", tr.Request)
			}
		}
	}
	for _, s := range LifeStates() {
		label(string(s), s.Label())
	}
	for _, a := range Acts() {
		if !seen[string(a)] {
			t.Errorf("no transition by %s", a)
		}
	}
	for _, r := range RequestKinds() {
		label(string(r), r.Label())
	}
	for _, c := range RevocationCases() {
		label(string(c), c.Label())
	}
	for _, c := range ChangeCases() {
		label(string(c), c.Label())
	}
	for _, p := range PaperKinds() {
		label(string(p), p.Label())
	}
}

func TestLocalPapers(t *testing.T) {
	l := newLife(t, ForAgency, "2021-03-01 08:00")
	l.do(askNew(AsSteward), confirm(ForNew), receive(ForNew), l.issue(5))
	a := act(ActHandOver, AsManager)
	a.At = l.at
	s, err := Next(l.r, a, l.cal, LifeOptions{Locality: motcua.HaiDuong})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(s.Papers, func(d PaperDemand) bool { return d.Kind == PaperAssignment })
	if at < 0 || s.Papers[at].Held || s.Papers[at].Status != motcua.Draft {
		t.Errorf("papers = %+v, want the missing decision of a draft", s.Papers)
	}
}
