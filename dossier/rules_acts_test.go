package dossier

import (
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

// plainLimits counts every day as a working day of 24 hours, also in years that
// no calendar reaches; what is received is forwarded within the hour. The counting of a
// real office is tested with Next.
type plainLimits struct{}

func (plainLimits) due(from time.Time, t motcua.Term) (motcua.Due, error) {
	unit := time.Hour
	if t.Unit == motcua.WorkingDays || t.Unit == motcua.CalendarDays {
		unit = 24 * time.Hour
	}
	return motcua.Due{At: from.Add(time.Duration(t.N) * unit)}, nil
}

func (plainLimits) forwardBy(received time.Time) (motcua.Due, error) {
	return motcua.Due{At: received.Add(time.Hour)}, nil
}

// actCase is an act on a case without fault, and how it is spoiled.
type actCase struct {
	name  string
	spoil func(*actSubject)
	want  motcua.Outcome
}

// zero makes all that is known of the case unknown.
func zero(s *actSubject) { s.before = Case{Channel: s.before.Channel} }

// noon is the moment of the acts.
func noon(d motcua.Date) time.Time {
	t, _ := time.Parse(time.RFC3339, d.String()+"T12:00:00+07:00")
	return t
}

// subjectOf builds an act at noon of a day, on a dossier that came in, was
// received and was noticed so much earlier.
func subjectOf(kind ActKind, earlier time.Duration, day motcua.Date) actSubject {
	at := noon(day)
	return actSubject{
		limits: plainLimits{},
		event:  Event{Act: Act{Kind: kind}, At: at},
		before: Case{
			Submitted: at.Add(-earlier), Arrived: at.Add(-earlier), Received: at.Add(-earlier), Noticed: at.Add(-earlier),
			Faulty: at.Add(-earlier), Due: motcua.Due{At: at.Add(48 * time.Hour)},
		},
	}
}

// move moves all moments of a subject by the same time, so that the anchor date
// of the act falls on a day; the zero Date takes them away.
func move(s actSubject, d motcua.Date) actSubject {
	if d.IsZero() {
		s.before, s.event.At = Case{Channel: s.before.Channel}, time.Time{}
		return s
	}
	day, _ := s.AnchorDate(anchorOf(s))
	days := daysBetween(day, d)
	for _, m := range []*time.Time{
		&s.event.At, &s.event.Act.Entered, &s.event.Act.Until, &s.before.Submitted, &s.before.Arrived, &s.before.Received,
		&s.before.Noticed, &s.before.Faulty, &s.before.Decided, &s.before.Due.At,
	} {
		if !m.IsZero() {
			*m = m.AddDate(0, 0, days)
		}
	}
	return s
}

func daysBetween(a, b motcua.Date) int {
	return int((noon(b).Unix() - noon(a).Unix()) / (24 * 60 * 60))
}

// anchorOf returns the anchor of the rules on an act.
func anchorOf(s actSubject) motcua.Anchor {
	for _, c := range actChecks() {
		if c.Jurisdiction == motcua.National && c.Applies(s) {
			return c.Anchor
		}
	}
	return motcua.AnchorIssued
}

func TestActRules(t *testing.T) {
	old, current := motcua.DateOf(2024, 8, 20), motcua.DateOf(2026, 10, 8)
	online := func(s *actSubject) { s.before.Channel = ChannelOnline }
	until := func(s *actSubject) { s.event.Act.Until = s.before.Due.At.Add(24 * time.Hour) }
	file := func(signed motcua.Outcome) func(*actSubject) {
		return func(s *actSubject) {
			s.event.Act.Files = append(s.event.Act.Files, File{Verdict: FileVerdict{Signed: signed}})
		}
	}
	both := func(a, b func(*actSubject)) func(*actSubject) { return func(s *actSubject) { a(s); b(s) } }
	later := func(d time.Duration) func(*actSubject) { return func(s *actSubject) { s.event.At = s.event.At.Add(d) } }
	code := func(text string) Code { c, _ := ParseCode(text); return c }
	coded := func(before, given string) func(*actSubject) {
		return func(s *actSubject) { s.before.Code, s.event.Act.Code = code(before), code(given) }
	}
	const in, late, blind = motcua.Satisfied, motcua.Violated, motcua.Indeterminate
	rules := []struct {
		id      string
		kind    ActKind
		earlier time.Duration
		froms   []motcua.Date // of the wordings
		cases   []actCase
	}{
		{"forwarding-in-time", ActForward, time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"in time", nil, in}, {"late", later(time.Second), late},
		}},
		{"online-answer", ActReceive, 8 * time.Hour, []motcua.Date{decree45(), decree118()}, []actCase{
			{"in time", online, in}, {"late", both(online, later(time.Second)), late},
		}},
		{"officer-notice", ActNotifyOfficer, 2 * time.Hour, []motcua.Date{decree118()}, []actCase{
			{"in time", nil, in}, {"late", later(time.Second), late},
		}},
		{"one-code", ActReceive, time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"first", coded("", "H56.14-240820-0001"), in},
			{"the same again", coded("H56.14-240820-0001", "H56.14-240820-0001"), in},
			{"another", coded("H56.14-240820-0001", "H56.14-240820-0002"), late},
			{"none", coded("", ""), blind},
		}},
		{"supplement-once", ActRequestSupplement, time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"once", nil, in}, {"twice", func(s *actSubject) { s.before.Guided = true }, late}, {"unknown", zero, blind},
		}},
		{"return-in-time", ActReturn, 72 * time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"in time", nil, in}, {"late", later(time.Second), late}, {"unknown", zero, blind},
		}},
		{"closing-after-15-days", ActClose, 16 * 24 * time.Hour, []motcua.Date{decree118()}, []actCase{
			{"in time", nil, in}, {"early", func(s *actSubject) { s.before.Noticed = s.before.Noticed.Add(24 * time.Hour) }, late}, {"unknown", zero, blind},
		}},
		{"stop-before-result", ActWithdraw, time.Hour, []motcua.Date{decree118()}, []actCase{
			{"in time", nil, in}, {"late", func(s *actSubject) { s.before.Decided = s.before.Received }, late}, {"unknown", zero, blind},
		}},
		{"apology-in-time", ActApologise, time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"in time", until, in}, {"late", both(until, later(36*time.Hour)), late}, {"unknown", both(until, zero), blind},
		}},
		{"appointed-anew-once", ActApologise, time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"once", until, in}, {"twice", both(until, func(s *actSubject) { s.before.Reappointed = true }), late}, {"unknown", both(until, zero), blind},
		}},
		{"result-in-time", ActDecide, time.Hour, []motcua.Date{decree61(), decree118()}, []actCase{
			{"in time", later(48 * time.Hour), in}, {"late", later(48*time.Hour + time.Second), late}, {"unknown", zero, blind},
		}},
		{"result-signed", ActDecide, time.Hour, []motcua.Date{decree45()}, []actCase{
			{"signed", file(motcua.Satisfied), in},
			{"one is not", both(file(""), both(file(motcua.Violated), file(motcua.Satisfied))), late},
			{"not checked", both(file(motcua.Satisfied), file("")), blind},
		}},
		{"correction-in-time", ActCorrect, 72 * time.Hour, []motcua.Date{decree118()}, []actCase{
			{"in time", nil, in}, {"late", later(time.Second), late}, {"unknown", zero, blind},
		}},
	}
	var vectors []rulestest.Vector[actSubject]
	for _, r := range rules {
		for _, from := range r.froms {
			day := old
			if from == decree118() {
				day = current
			}
			for _, c := range r.cases {
				s := subjectOf(r.kind, r.earlier, day)
				if c.spoil != nil {
					c.spoil(&s)
				}
				vectors = append(vectors, rulestest.Vector[actSubject]{Name: c.name, ID: "dossier/" + r.id, From: from, Subject: s, Want: c.want})
			}
		}
	}
	for _, from := range []motcua.Date{decree61(), decree118(), decree45()} {
		vectors = append(vectors, blindVectors(from)...)
	}
	for _, v := range []struct {
		entered time.Duration
		outage  bool
		want    motcua.Outcome
	}{{time.Hour, false, in}, {48 * time.Hour, true, in}, {48 * time.Hour, false, late}, {0, true, blind}} {
		s := subjectOf(ActAssign, time.Hour, current)
		s.event.Act.Outage = v.outage
		if v.entered > 0 {
			s.event.Act.Entered = s.event.At.Add(v.entered)
		}
		vectors = append(vectors, rulestest.Vector[actSubject]{
			Name: v.entered.String(), ID: "dossier/outage-entry", Jurisdiction: motcua.HaiDuong, From: motcua.DateOf(2019, 4, 9), Subject: s, Want: v.want,
		})
	}
	rulestest.Run(t, actChecks(), vectors, move)
}

// beyond computes nothing.
type beyond struct{}

func (beyond) due(time.Time, motcua.Term) (motcua.Due, error) {
	return motcua.Due{}, motcua.ErrCalendarRange
}
func (beyond) forwardBy(time.Time) (motcua.Due, error) { return motcua.Due{}, motcua.ErrCalendarRange }

// blindVectors are acts whose time limit cannot be computed, or is provisional,
// for the rules that are anchored on what the limit runs from.
func blindVectors(from motcua.Date) []rulestest.Vector[actSubject] {
	day := motcua.DateOf(2024, 8, 20)
	if from == decree118() {
		day = motcua.DateOf(2026, 10, 8)
	}
	var list []rulestest.Vector[actSubject]
	add := func(id string, kind ActKind) {
		s := subjectOf(kind, time.Hour, day)
		s.limits = beyond{}
		if id == "online-answer" {
			s.before.Channel = ChannelOnline
		}
		list = append(list, rulestest.Vector[actSubject]{Name: "beyond", ID: "dossier/" + id, From: from, Subject: s, Want: motcua.Indeterminate})
	}
	if from != decree45() {
		add("forwarding-in-time", ActForward)
	}
	if from != decree61() {
		add("online-answer", ActRefuse)
	}
	if from == decree118() {
		add("officer-notice", ActNotifyOfficer)
	}
	return list
}

func TestProvisionalLimit(t *testing.T) {
	s := subjectOf(ActDecide, time.Hour, motcua.DateOf(2026, 10, 8))
	s.before.Due = motcua.Due{At: s.event.At.Add(-time.Second), Basis: motcua.Basis{Unsettled: []int{2027}}}
	if v := s.until(s.before.Due); v.Outcome != motcua.Indeterminate {
		t.Errorf("late by a provisional limit: %s", v.Outcome)
	}
}

func TestStateRules(t *testing.T) {
	var vectors []rulestest.Vector[LocalStates]
	for by, want := range map[string]motcua.Outcome{
		"UBND tỉnh": motcua.Satisfied, "Sở Thông tin và Truyền thông": motcua.Violated, "": motcua.Indeterminate,
	} {
		vectors = append(vectors, rulestest.Vector[LocalStates]{
			Name: by, ID: "dossier/states-approved", Jurisdiction: motcua.HaiDuong, From: motcua.DateOf(2019, 4, 9), Want: want,
			Subject: LocalStates{approval: Approval{By: by, On: motcua.DateOf(2024, 1, 2)}},
		})
	}
	rulestest.Run(t, stateChecks(), vectors, func(l LocalStates, d motcua.Date) LocalStates {
		l.approval.On = d
		return l
	})
}
