package dossier_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	mrand "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// history is a dossier with most kinds of events.
func history(t testing.TB) *play {
	t.Helper()
	supplement := act(dossier.ActSupplement)
	supplement.By.Role = dossier.RoleOneStop
	supplement.Files = []dossier.File{{Hash: hash(), Size: 7, Name: "đơn.pdf", Part: "01"}}
	ask := until(act(dossier.ActConsult), at(t, "2025-07-21 17:00:00"))
	ask.Agency = agency(t, "H56.15")
	return newPlay(t).submit("2025-06-27 09:00:00", dossier.ChannelDirect).receive("2025-06-27 15:30:00").
		do("2025-06-30 07:30:00", act(dossier.ActForward)).do("2025-07-01 10:00:00", act(dossier.ActReturn)).
		do("2025-07-15 09:00:00", supplement).do("2025-07-15 10:00:00", act(dossier.ActForward)).
		do("2025-07-16 10:00:00", ask).
		do("2025-07-16 11:00:00", act(dossier.ActRequestPayment)).do("2025-07-17 11:00:00", act(dossier.ActPay)).
		do("2025-07-18 11:00:00", until(act(dossier.ActApologise), at(t, "2025-07-30 17:00:00"))).
		do("2025-07-31 11:00:00", act(dossier.ActDecide)).do("2025-07-31 12:00:00", act(dossier.ActHandOver))
}

// write keeps events in a log.
func write(t testing.TB, id string, events []dossier.Event) []dossier.LogEntry {
	t.Helper()
	var log []dossier.LogEntry
	for _, e := range events {
		var last *dossier.LogEntry
		if len(log) > 0 {
			last = &log[len(log)-1]
		}
		entry, err := dossier.AppendEvent(id, last, e, e.At, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, entry)
	}
	return log
}

// TestRebuild: the case is in its events, and the events are in the log.
func TestRebuild(t *testing.T) {
	p := history(t)
	text, err := json.Marshal(write(t, "case-1", p.events))
	if err != nil {
		t.Fatal(err)
	}
	var log []dossier.LogEntry
	if err := json.Unmarshal(text, &log); err != nil {
		t.Fatal(err)
	}
	events, err := dossier.ReadLog("case-1", log)
	if err != nil {
		t.Fatal(err)
	}
	got, err := dossier.Rebuild(events)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.c, got, codesEqual()); diff != "" {
		t.Errorf("rebuilt (-want +got):\n%s", diff)
	}
	// A log of which the end is missing is an earlier state, not a broken one.
	events, err = dossier.ReadLog("case-1", log[:3])
	if err != nil {
		t.Fatal(err)
	}
	if c, err := dossier.Rebuild(events); err != nil || c.State != dossier.StateProcessing {
		t.Errorf("the first events lead to %d, %v", c.State, err)
	}
}

func TestTamperedLog(t *testing.T) {
	log := write(t, "case-1", history(t).events)
	tests := map[string]func([]dossier.LogEntry) []dossier.LogEntry{
		"payload": func(l []dossier.LogEntry) []dossier.LogEntry {
			l[1].Payload = bytes.Replace(l[1].Payload, []byte("H56.14"), []byte("H56.15"), 1)
			return l
		},
		"salt":     func(l []dossier.LogEntry) []dossier.LogEntry { l[1].Salt[0] ^= 1; return l },
		"moment":   func(l []dossier.LogEntry) []dossier.LogEntry { l[1].At = l[1].At.Add(time.Second); return l },
		"left out": func(l []dossier.LogEntry) []dossier.LogEntry { return slices.Delete(l, 1, 2) },
		"first":    func(l []dossier.LogEntry) []dossier.LogEntry { return l[1:] },
		"order":    func(l []dossier.LogEntry) []dossier.LogEntry { l[1], l[2] = l[2], l[1]; return l },
		"twice":    func(l []dossier.LogEntry) []dossier.LogEntry { return slices.Insert(l, 1, l[0]) },
		"hash":     func(l []dossier.LogEntry) []dossier.LogEntry { l[1].Hash = "x"; return l },
	}
	for name, spoil := range tests {
		var copied []dossier.LogEntry
		for _, l := range log {
			l.Salt, l.Payload = slices.Clone(l.Salt), slices.Clone(l.Payload)
			copied = append(copied, l)
		}
		if _, err := dossier.ReadLog("case-1", spoil(copied)); !errors.Is(err, dossier.ErrChain) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := dossier.ReadLog("case-2", log); !errors.Is(err, dossier.ErrChain) {
		t.Errorf("another case's log: %v", err)
	}
	erased := slices.Clone(log)
	erased[1].Salt, erased[1].Payload = nil, nil
	if _, err := dossier.ReadLog("case-1", erased); err == nil {
		t.Error("an erased event was read")
	}
	if _, err := dossier.ReadLog("case-1", make([]dossier.LogEntry, dossier.MaxLog+1)); !errors.Is(err, dossier.ErrEvents) {
		t.Errorf("too long: %v", err)
	}
}

// TestLogClock: an entry never lies before the one that it follows.
func TestLogClock(t *testing.T) {
	p := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect)
	first, err := dossier.AppendEvent("case-1", nil, p.events[0], at(t, "2024-08-19 09:00:00"), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	second, err := dossier.AppendEvent("case-1", &first, p.events[0], at(t, "2024-08-18 09:00:00"), rand.Reader)
	if err != nil || !second.At.Equal(first.At) {
		t.Errorf("set back, it is written at %v, %v", second.At, err)
	}
	if _, err := dossier.AppendEvent("case-1", &first, p.events[0], first.At, strings.NewReader("")); err == nil {
		t.Error("no salt, and no error")
	}
	if _, err := dossier.AppendEvent("case-1", &dossier.LogEntry{}, p.events[0], first.At, rand.Reader); !errors.Is(err, dossier.ErrChain) {
		t.Errorf("behind nothing: %v", err)
	}
}

func TestEventsThatDoNotJoin(t *testing.T) {
	good := history(t).events
	tests := map[string]func([]dossier.Event) []dossier.Event{
		"no beginning": func(e []dossier.Event) []dossier.Event { return e[1:] },
		"one missing":  func(e []dossier.Event) []dossier.Event { return slices.Delete(e, 2, 3) },
		"begun twice":  func(e []dossier.Event) []dossier.Event { return slices.Insert(e, 1, e[0]) },
		"backwards":    func(e []dossier.Event) []dossier.Event { e[2].At = e[0].At.Add(-time.Hour); return e },
		"no such state": func(e []dossier.Event) []dossier.Event {
			e[len(e)-1].To = 11
			return e
		},
		"no way there": func(e []dossier.Event) []dossier.Event {
			e[len(e)-1].To = dossier.StateStopped
			return e
		},
		"nothing handed in": func(e []dossier.Event) []dossier.Event { e[0].Act.Procedure = nil; return e },
		"paid into another state": func(e []dossier.Event) []dossier.Event {
			i := slices.IndexFunc(e, func(e dossier.Event) bool { return e.Act.Kind == dossier.ActPay })
			e = e[:i+1]
			e[i].To = dossier.StateReceived
			return e
		},
	}
	for name, spoil := range tests {
		if _, err := dossier.Rebuild(spoil(slices.Clone(good))); !errors.Is(err, dossier.ErrEvents) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if c, err := dossier.Rebuild(nil); err != nil || c.State != 0 {
		t.Errorf("no events: %v, %v", c.State, err)
	}
}

// TestRandomWalks does random acts and looks at what must always hold.
func TestRandomWalks(t *testing.T) {
	r := mrand.New(mrand.NewPCG(61, 118))
	o := office(t)
	kinds := []dossier.ActKind{
		dossier.ActNotifyOfficer, dossier.ActReceive, dossier.ActGiveAtOnce, dossier.ActRequestSupplement,
		dossier.ActSupplement, dossier.ActRefuse, dossier.ActForward, dossier.ActAssign, dossier.ActConsult,
		dossier.ActAnswer, dossier.ActPassOn, dossier.ActReturn, dossier.ActClose, dossier.ActRequestPayment,
		dossier.ActPay, dossier.ActApologise, dossier.ActAdjust, dossier.ActWithdraw, dossier.ActStop,
		dossier.ActDecline, dossier.ActDecide, dossier.ActHandOver, dossier.ActReportError, dossier.ActCorrect,
	}
	reached, refused := map[dossier.State]int{}, 0
	for range 400 {
		p := &play{t: t, office: o}
		moment := at(t, "2025-05-01 08:00:00").Add(time.Duration(r.IntN(120*24)) * time.Hour)
		channel := []dossier.Channel{dossier.ChannelDirect, dossier.ChannelOnline, dossier.ChannelPost}[r.IntN(3)]
		p.submit(local(moment), channel)
		for range 60 {
			moment = moment.Add(time.Duration(r.IntN(40)) * time.Hour)
			a := randomAct(t, r, kinds, moment)
			out, err := dossier.Next(p.c, a, moment, o)
			if err != nil {
				if !errors.Is(err, dossier.ErrRefused) {
					t.Fatalf("%s: %v", a.Kind, err)
				}
				refused++
				continue
			}
			if p.c.State.Final() && out.Case.State != p.c.State {
				t.Fatalf("%s leads from %d to %d", a.Kind, p.c.State, out.Case.State)
			}
			if !p.c.Code.IsZero() && out.Case.Code != p.c.Code {
				t.Fatalf("%s changed the code", a.Kind)
			}
			p.c, p.events = out.Case, append(p.events, out.Events...)
			reached[p.c.State]++
		}
		rebuilt, err := dossier.Rebuild(p.events)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p.c, rebuilt, codesEqual()); diff != "" {
			t.Fatalf("rebuilt (-want +got):\n%s", diff)
		}
		judgedAsDone(t, p)
		if p.c.State.Final() && p.c.State != dossier.StateReturned && len(p.c.Deadlines) != 0 {
			t.Fatalf("ended in %d with %v", p.c.State, p.deadlines())
		}
	}
	for _, s := range dossier.States() {
		if reached[s] == 0 {
			t.Errorf("state %d was never reached", s)
		}
	}
	t.Logf("reached %v, refused %d", reached, refused)
}

// judgedAsDone: the rules find in what Next let pass no fault but the deadlines
// that it noted as missed, and all of those.
func judgedAsDone(t *testing.T, p *play) {
	t.Helper()
	found, err := dossier.JudgeEvents(p.events, p.office, motcua.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]dossier.DeadlineKind{
		"dossier/forwarding-in-time": dossier.DeadlineForward, "dossier/online-answer": dossier.DeadlineAnswer,
		"dossier/officer-notice": dossier.DeadlineNotice, "dossier/result-in-time": dossier.DeadlineResult,
		"dossier/correction-in-time": dossier.DeadlineCorrection,
	}
	for _, f := range found {
		missed := slices.Contains(p.events[f.Event].Missed, rules[f.Rule])
		if want := map[bool]motcua.Outcome{true: motcua.Violated, false: motcua.Satisfied}[missed]; f.Outcome != want && f.Outcome != motcua.NotInForce {
			t.Fatalf("%s at event %d (%s): %s, want %s: %s", f.Rule, f.Event, p.events[f.Event].Act.Kind, f.Outcome, want, f.Detail.EN)
		}
	}
}

// TestJudgeEvents judges a history that another system let pass.
func TestJudgeEvents(t *testing.T) {
	p := history(t)
	clean, err := dossier.JudgeEvents(p.events, p.office, motcua.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	if len(clean) != 7 { // receive, return, forward twice, apologise twice, decide
		t.Errorf("%d findings", len(clean))
	}
	events := slices.Clone(p.events)
	i := slices.IndexFunc(events, func(e dossier.Event) bool { return e.Act.Kind == dossier.ActApologise })
	again := events[i]
	again.At = again.At.Add(time.Minute)
	events = slices.Insert(events, i+1, again)
	found, err := dossier.JudgeEvents(events, p.office, motcua.Profile{})
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	for _, f := range found {
		if f.Outcome == motcua.Violated {
			faults = append(faults, f.Rule+" "+f.Citation.String())
		}
	}
	want := []string{"dossier/appointed-anew-once Điều 19 khoản 6 Nghị định 118/2025/NĐ-CP", "dossier/result-in-time Điều 22 khoản 3 Nghị định 118/2025/NĐ-CP"}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if _, err := dossier.JudgeEvents(events[1:], p.office, motcua.Profile{}); !errors.Is(err, dossier.ErrEvents) {
		t.Errorf("no beginning: %v", err)
	}
	if _, err := dossier.JudgeEvents(events, dossier.Office{}, motcua.Profile{}); !errors.Is(err, dossier.ErrOffice) {
		t.Errorf("no calendar: %v", err)
	}
	local, err := dossier.LocalStates{}.Judge(motcua.Profile{Locality: motcua.HaiDuong})
	if err != nil || len(local) != 1 || local[0].Outcome != motcua.Indeterminate {
		t.Errorf("states: %v, %v", local, err)
	}
}

func local(m time.Time) string { return motcua.VietnamTime(m).Format("2006-01-02 15:04:05") }

func randomAct(t testing.TB, r *mrand.Rand, kinds []dossier.ActKind, moment time.Time) dossier.Act {
	t.Helper()
	a := act(kinds[r.IntN(len(kinds))])
	if r.IntN(20) == 0 {
		a.By.Role = dossier.RoleConsulted
	}
	switch a.Kind {
	case dossier.ActReceive:
		if r.IntN(3) > 0 {
			a.Code = receiving(t, local(moment)).Code
		}
	case dossier.ActConsult, dossier.ActApologise:
		a.Agency = agency(t, "H56.15")
		a.Until = moment.Add(time.Duration(r.IntN(20*24)) * time.Hour)
	case dossier.ActAnswer:
		a.By.Agency = agency(t, "H56.15")
	case dossier.ActSupplement:
		a.By.Role = []dossier.Role{dossier.RoleApplicant, dossier.RoleOneStop}[r.IntN(2)]
	}
	return a
}

// FuzzReadLog: whatever a log holds, reading and rebuilding ends.
func FuzzReadLog(f *testing.F) {
	whole, err := json.Marshal(write(f, "case-1", history(f).events))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`[{"seq":1}]`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var log []dossier.LogEntry
		if json.Unmarshal(b, &log) != nil {
			return
		}
		events, err := dossier.ReadLog("case-1", log)
		if err != nil {
			return
		}
		if c, err := dossier.Rebuild(events); err == nil && c.Acts != len(events) {
			t.Errorf("%d events made %d acts", len(events), c.Acts)
		}
	})
}

// FuzzRebuild takes events as JSON, without the chain that would keep most of
// them out.
func FuzzRebuild(f *testing.F) {
	whole, err := json.Marshal(history(f).events)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`[{"act":{"kind":"submit"},"from":0,"to":1}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var events []dossier.Event
		if json.Unmarshal(b, &events) != nil {
			return
		}
		c, err := dossier.Rebuild(events)
		if err == nil && c.Acts != len(events) || err != nil && !errors.Is(err, dossier.ErrEvents) {
			t.Errorf("%d events made %d acts, %v", len(events), c.Acts, err)
		}
	})
}
