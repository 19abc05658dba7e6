package dossier_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

func codesEqual() cmp.Option {
	return cmp.Options{
		cmp.Comparer(func(a, b dossier.Code) bool { return a == b }),
		cmp.Comparer(func(a, b motcua.AgencyID) bool { return a == b }),
		cmp.Comparer(func(a, b motcua.Date) bool { return a == b }),
		cmp.Comparer(func(a, b dossier.FieldCode) bool { return a == b }),
	}
}

func office(t testing.TB) dossier.Office {
	t.Helper()
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return dossier.Office{Calendar: calendar, Portal: agency(t, "G22.99")}
}

// procedure is decided by H56.14 in five working days, and received by it too.
func procedure(t testing.TB) dossier.Procedure {
	t.Helper()
	return dossier.Procedure{
		Code: "1.000948.H56", Name: "Cấp giấy phép", Level: dossier.LevelProvince,
		Receiving: agency(t, "H56.14"), Deciding: agency(t, "H56.14"),
		Term:  motcua.Term{N: 5, Unit: motcua.WorkingDays},
		Parts: []dossier.Part{{Code: "01", Name: "Đơn đề nghị", Kind: dossier.PartForm, Number: 1}},
	}
}

// play is a dossier whose acts are done one after another.
type play struct {
	t      testing.TB
	office dossier.Office
	c      dossier.Case
	events []dossier.Event
	last   dossier.Outcome
}

func newPlay(t testing.TB) *play { return &play{t: t, office: office(t)} }

// do does an act at a local time; it must be allowed.
func (p *play) do(when string, a dossier.Act) *play {
	p.t.Helper()
	out, err := dossier.Next(p.c, a, at(p.t, when), p.office)
	if err != nil {
		p.t.Fatalf("%s at %s: %v", a.Kind, when, err)
	}
	p.c, p.last = out.Case, out
	p.events = append(p.events, out.Events...)
	return p
}

// submit hands the dossier in; spoil changes the act.
func (p *play) submit(when string, channel dossier.Channel, spoil ...func(*dossier.Act)) *play {
	p.t.Helper()
	proc := procedure(p.t)
	a := act(dossier.ActSubmit)
	a.Case, a.Procedure, a.Channel = "case-1", &proc, channel
	for _, s := range spoil {
		s(&a)
	}
	return p.do(when, a)
}

// receive receives it under the code of the day.
func (p *play) receive(when string) *play {
	p.t.Helper()
	return p.do(when, receiving(p.t, when))
}

func receiving(t testing.TB, when string) dossier.Act {
	t.Helper()
	a := act(dossier.ActReceive)
	var err error
	if a.Code, err = dossier.NewCode(agency(t, "H56.14"), date(t, when[:10]), 1); err != nil {
		t.Fatal(err)
	}
	return a
}

// act is an act by the first role that may do it, with a reason.
func act(kind dossier.ActKind) dossier.Act {
	roles := map[dossier.ActKind]dossier.Role{
		dossier.ActSubmit: dossier.RoleApplicant, dossier.ActNotifyOfficer: dossier.RoleSystem,
		dossier.ActReceive: dossier.RoleOneStop, dossier.ActGiveAtOnce: dossier.RoleOneStop,
		dossier.ActRequestSupplement: dossier.RoleOneStop, dossier.ActSupplement: dossier.RoleApplicant,
		dossier.ActRefuse: dossier.RoleOneStop, dossier.ActForward: dossier.RoleOneStop,
		dossier.ActAssign: dossier.RoleHead, dossier.ActAnswer: dossier.RoleConsulted,
		dossier.ActClose: dossier.RoleOneStop, dossier.ActRequestPayment: dossier.RoleOneStop,
		dossier.ActPay: dossier.RoleApplicant, dossier.ActAdjust: dossier.RoleApplicant,
		dossier.ActWithdraw: dossier.RoleApplicant, dossier.ActHandOver: dossier.RoleOneStop,
		dossier.ActReportError: dossier.RoleOneStop,
	}
	role, ok := roles[kind]
	if !ok {
		role = dossier.RoleHandler
	}
	return dossier.Act{Kind: kind, By: dossier.Actor{Role: role, ID: "u1"}, Reason: "Lý do"}
}

func until(a dossier.Act, moment time.Time) dossier.Act {
	a.Until = moment
	return a
}

// deadlines tells what is open, in order, as “kind by local time”.
func (p *play) deadlines() []string {
	var list []string
	for _, d := range p.c.Deadlines {
		list = append(list, fmt.Sprintf("%s %s", d.Kind, motcua.VietnamTime(d.Due.At).Format("2006-01-02 15:04:05")))
	}
	slices.Sort(list)
	return list
}

func papers(list []dossier.Paper) string {
	var names []string
	for _, p := range list {
		names = append(names, string(p.Kind))
	}
	return strings.Join(names, " ")
}

// TestCounter follows a dossier from the counter to its result. A receipt of a
// system in use, of 27/10/2023 09:32 with five working days, promises 03/11/2023.
func TestCounter(t *testing.T) {
	p := newPlay(t).submit("2023-10-27 09:30:00", dossier.ChannelDirect)
	if p.c.State != dossier.StateRegistered || len(p.c.Deadlines) != 0 {
		t.Errorf("handed in: state %d, %v", p.c.State, p.deadlines())
	}
	p.receive("2023-10-27 09:32:00")
	if p.c.State != dossier.StateReceived || papers(p.last.Papers) != "receipt" {
		t.Errorf("received: state %d, papers %s", p.c.State, papers(p.last.Papers))
	}
	want := []string{
		"apology 2023-11-02 23:59:59", "forward 2023-10-27 17:00:00",
		"result 2023-11-03 17:00:00", "return 2023-11-01 17:00:00",
	}
	if diff := cmp.Diff(want, p.deadlines()); diff != "" {
		t.Errorf("deadlines (-want +got):\n%s", diff)
	}
	p.do("2023-10-27 16:00:00", act(dossier.ActForward))
	p.do("2023-10-27 16:30:00", act(dossier.ActAssign))
	if p.c.State != dossier.StateProcessing {
		t.Errorf("forwarded: state %d", p.c.State)
	}
	p.do("2023-11-02 10:00:00", act(dossier.ActDecide))
	if p.c.State != dossier.StateDone || len(p.c.Deadlines) != 0 || p.events[len(p.events)-1].Missed != nil {
		t.Errorf("decided: state %d, %v", p.c.State, p.deadlines())
	}
	p.do("2023-11-03 10:00:00", act(dossier.ActHandOver))
	if p.c.State != dossier.StateReturned || !p.c.State.Final() {
		t.Errorf("handed over: state %d", p.c.State)
	}
}

func TestForwarding(t *testing.T) {
	elsewhere := func(a *dossier.Act) { a.Elsewhere = true }
	tests := []struct {
		name, received string
		channel        dossier.Channel
		spoil          func(*dossier.Act)
		want, ground   string
	}{
		{"in the morning", "2024-08-22 09:00:00", dossier.ChannelDirect, nil, "2024-08-22 17:00:00", "Điều 18 khoản 2 Nghị định 61/2018/NĐ-CP"},
		{"at 15:00", "2024-08-22 15:00:00", dossier.ChannelPost, nil, "2024-08-22 17:00:00", "Điều 18 khoản 2 Nghị định 61/2018/NĐ-CP"},
		{"after 15:00", "2024-08-22 15:00:01", dossier.ChannelDirect, nil, "2024-08-23 08:00:00", "Điều 18 khoản 2 Nghị định 61/2018/NĐ-CP"},
		{"on Friday evening", "2024-08-23 16:00:00", dossier.ChannelDirect, nil, "2024-08-26 08:00:00", "Điều 18 khoản 2 Nghị định 61/2018/NĐ-CP"},
		{"on Saturday", "2024-08-24 09:00:00", dossier.ChannelDirect, nil, "2024-08-26 08:00:00", "Điều 18 khoản 2 Nghị định 61/2018/NĐ-CP"},
		{"for another agency", "2024-08-22 15:30:00", dossier.ChannelDirect, elsewhere, "2024-08-23 08:00:00", "Điều 18 khoản 3 Nghị định 61/2018/NĐ-CP"},
		{"new decree", "2025-07-03 16:00:00", dossier.ChannelDirect, nil, "2025-07-04 08:00:00", "Điều 18 khoản 2 Nghị định 118/2025/NĐ-CP"},
		{"new decree, for another agency", "2025-07-03 16:00:00", dossier.ChannelDirect, elsewhere, "2025-07-04 16:00:00", "Điều 20 khoản 1 điểm a Nghị định 118/2025/NĐ-CP"},
		{"online", "2025-07-03 16:00:00", dossier.ChannelOnline, nil, "2025-07-04 08:00:00", "practice (Điều 18 khoản 2 Nghị định 118/2025/NĐ-CP)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spoil := []func(*dossier.Act){func(*dossier.Act) {}}
			if tt.spoil != nil {
				spoil[0] = tt.spoil
			}
			p := newPlay(t).submit(tt.received, tt.channel, spoil...).receive(tt.received)
			i := slices.IndexFunc(p.c.Deadlines, func(d dossier.Deadline) bool { return d.Kind == dossier.DeadlineForward })
			d := p.c.Deadlines[i]
			if got := motcua.VietnamTime(d.Due.At).Format("2006-01-02 15:04:05"); got != tt.want || d.Ground.String() != tt.ground {
				t.Errorf("forward by %s, %s", got, d.Ground)
			}
			if d.With != dossier.RoleOneStop {
				t.Errorf("it lies with %s", d.With)
			}
		})
	}
}

func TestOnline(t *testing.T) {
	tests := []struct {
		name, submitted string
		spoil           func(*dossier.Act)
		want            []string
	}{
		{"before Nghị định 45", "2020-05-21 09:00:00", nil, nil},
		{"Nghị định 45", "2020-05-22 09:00:00", nil, []string{"answer 2020-05-25 09:00:00"}},
		{"last day of the old decree", "2025-06-30 16:00:00", nil, []string{"answer 2025-07-01 16:00:00"}},
		{"new decree", "2025-07-01 16:00:00", nil, []string{"answer 2025-07-02 16:00:00", "notice 2025-07-01 18:00:00"}},
		{"at night", "2025-07-04 22:00:00", nil, []string{"answer 2025-07-07 17:00:00", "notice 2025-07-05 00:00:00"}},
		{"law of the sector", "2025-07-01 16:00:00", func(a *dossier.Act) {
			a.Procedure.AnswerTerm = dossier.SectorTerm{Term: motcua.Term{N: 2, Unit: motcua.WorkingDays}, Basis: "Luật X"}
		}, []string{"answer 2025-07-03 17:00:00", "notice 2025-07-01 18:00:00"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spoil := func(*dossier.Act) {}
			if tt.spoil != nil {
				spoil = tt.spoil
			}
			p := newPlay(t).submit(tt.submitted, dossier.ChannelOnline, spoil)
			if diff := cmp.Diff(tt.want, p.deadlines()); diff != "" {
				t.Errorf("deadlines (-want +got):\n%s", diff)
			}
		})
	}
	late := newPlay(t).submit("2025-07-01 09:00:00", dossier.ChannelOnline).
		do("2025-07-01 11:00:01", act(dossier.ActNotifyOfficer)).receive("2025-07-02 09:00:01")
	var missed []dossier.DeadlineKind
	for _, e := range late.events {
		missed = append(missed, e.Missed...)
	}
	if diff := cmp.Diff([]dossier.DeadlineKind{dossier.DeadlineNotice, dossier.DeadlineAnswer}, missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
}

// TestReturnStartsTheClockAnew also keeps the code.
func TestReturnStartsTheClockAnew(t *testing.T) {
	p := newPlay(t).submit("2025-07-03 09:00:00", dossier.ChannelDirect).receive("2025-07-03 09:00:00").
		do("2025-07-03 10:00:00", act(dossier.ActForward)).
		do("2025-07-08 17:00:00", act(dossier.ActReturn))
	code := p.c.Code
	if p.c.State != dossier.StateSupplementRequested || papers(p.last.Papers) != "supplement" || !p.c.Due.At.IsZero() {
		t.Errorf("returned: state %d, papers %s, due %v", p.c.State, papers(p.last.Papers), p.c.Due.At)
	}
	if diff := cmp.Diff([]string{"supplement 2025-07-23 23:59:59"}, p.deadlines()); diff != "" {
		t.Errorf("deadlines (-want +got):\n%s", diff)
	}
	supplement := act(dossier.ActSupplement)
	supplement.By.Role = dossier.RoleOneStop
	p.do("2025-07-15 09:00:00", supplement)
	want := []string{
		"apology 2025-07-21 23:59:59", "forward 2025-07-15 17:00:00",
		"result 2025-07-22 17:00:00", "return 2025-07-18 17:00:00",
	}
	if diff := cmp.Diff(want, p.deadlines()); diff != "" {
		t.Errorf("deadlines (-want +got):\n%s", diff)
	}
	if p.c.State != dossier.StateReceived || p.c.Code != code || papers(p.last.Papers) != "receipt" {
		t.Errorf("received again: state %d, code %s, papers %s", p.c.State, p.c.Code, papers(p.last.Papers))
	}

	// Online, the desk looks at the supplement first; the code stays then, too.
	p = newPlay(t).submit("2025-07-03 09:00:00", dossier.ChannelOnline).receive("2025-07-03 09:00:00").
		do("2025-07-03 10:00:00", act(dossier.ActForward)).do("2025-07-04 10:00:00", act(dossier.ActReturn)).
		do("2025-07-05 10:00:00", act(dossier.ActSupplement))
	if p.c.State != dossier.StateRegistered {
		t.Errorf("supplemented online: state %d", p.c.State)
	}
	p.do("2025-07-07 10:00:00", act(dossier.ActReceive))
	if p.c.State != dossier.StateReceived || p.c.Code.String() != "H56.14-250703-0001" {
		t.Errorf("received again: state %d, code %s", p.c.State, p.c.Code)
	}
}

// refusedAct wants an act to be refused, and the case to stay as it was.
func refusedAct(t testing.TB, p *play, when string, a dossier.Act, reason dossier.RefusalReason, ground string) {
	t.Helper()
	before := p.c
	out, err := dossier.Next(p.c, a, at(t, when), p.office)
	var refused *dossier.RefusalError
	if !errors.As(err, &refused) || !errors.Is(err, dossier.ErrRefused) {
		t.Fatalf("%s at %s: %v", a.Kind, when, err)
	}
	if refused.Reason != reason || refused.Ground.String() != ground || refused.Detail.VI == "" || refused.Detail.EN == "" {
		t.Errorf("%s at %s: refused as %s by %s: %s; want %s by %s", a.Kind, when, refused.Reason, refused.Ground, refused.Detail.EN, reason, ground)
	}
	if diff := cmp.Diff(before, p.c, codesEqual()); diff != "" || out.Events != nil {
		t.Errorf("%s changed the case:\n%s", a.Kind, diff)
	}
}
