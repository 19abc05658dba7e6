package dossier_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

func TestRefusals(t *testing.T) {
	noReason := func(k dossier.ActKind) dossier.Act {
		a := act(k)
		a.Reason = ""
		return a
	}
	as := func(k dossier.ActKind, r dossier.Role) dossier.Act {
		a := act(k)
		a.By.Role = r
		return a
	}
	numbered := func(code string) dossier.Act {
		a := act(dossier.ActReceive)
		a.Code, _ = dossier.ParseCode(code)
		return a
	}
	result := func(k dossier.ActKind, signed motcua.Outcome) dossier.Act {
		a := act(k)
		a.Files = []dossier.File{{Hash: hash(), Size: 1, Verdict: dossier.FileVerdict{Signed: signed}}}
		return a
	}
	immediate := func(a *dossier.Act) { a.Procedure.Immediate, a.Procedure.Term = true, motcua.Term{} }
	desk := func(day string, c dossier.Channel, spoil ...func(*dossier.Act)) *play {
		return newPlay(t).submit(day+" 09:00:00", c, spoil...)
	}
	processing := func(day string) *play {
		return desk(day, dossier.ChannelDirect).receive(day+" 09:00:00").do(day+" 10:00:00", act(dossier.ActForward))
	}
	const d61, d118 = " Nghị định 61/2018/NĐ-CP", " Nghị định 118/2025/NĐ-CP"
	tests := []struct {
		name   string
		play   *play
		when   string
		act    dossier.Act
		reason dossier.RefusalReason
		ground string
	}{
		{"no text held", newPlay(t), "2018-06-20 09:00:00", handedIn(t), dossier.RefusedNotInForce, "Điều 16" + d61},
		{"handed in twice", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", handedIn(t), dossier.RefusedState, "Điều 16" + d61},
		{"received by the applicant", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", as(dossier.ActReceive, dossier.RoleApplicant), dossier.RefusedRole, "Điều 17 khoản 1 điểm c" + d61},
		{"received without a code", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", act(dossier.ActReceive), dossier.RefusedCode, "Điều 17 khoản 3" + d61},
		{"code of another day", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", numbered("H56.14-240820-0001"), dossier.RefusedCode, "Điều 26 khoản 2 điểm b" + d61},
		{"code of another agency", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", numbered("H56.15-240819-0001"), dossier.RefusedCode, "Điều 26 khoản 2 điểm a" + d61},
		{"code of another agency, new decree", desk("2025-07-03", dossier.ChannelDirect), "2025-07-03 10:00:00", numbered("H56.15-250703-0001"), dossier.RefusedCode, "Điều 28 khoản 2 điểm a" + d118},
		{"linked online, not the portal's code", desk("2025-07-03", dossier.ChannelOnline, func(a *dossier.Act) { a.Procedure.LinkedGroup = true }), "2025-07-03 10:00:00", numbered("H56.14-250703-0001"), dossier.RefusedCode, "Điều 28 khoản 2 điểm a" + d118},
		{"received with nothing to appoint", desk("2024-08-19", dossier.ChannelDirect, immediate), "2024-08-19 10:00:00", numbered("H56.14-240819-0001"), dossier.RefusedState, "Điều 17 khoản 1 điểm c" + d61},
		{"at once, not provided for", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", act(dossier.ActGiveAtOnce), dossier.RefusedState, "Điều 17 khoản 4" + d61},
		{"at once, without a code", desk("2024-08-19", dossier.ChannelDirect, immediate), "2024-08-19 10:00:00", act(dossier.ActGiveAtOnce), dossier.RefusedCode, "Điều 17 khoản 3" + d61},
		{"notice to the officer, old decree", desk("2024-08-19", dossier.ChannelOnline), "2024-08-19 10:00:00", act(dossier.ActNotifyOfficer), dossier.RefusedNotInForce, "Điều 17 khoản 2" + d118},
		{"notice at the counter", desk("2025-07-03", dossier.ChannelDirect), "2025-07-03 10:00:00", act(dossier.ActNotifyOfficer), dossier.RefusedState, "Điều 17 khoản 2" + d118},
		{"notice twice", desk("2025-07-03", dossier.ChannelOnline).do("2025-07-03 09:10:00", act(dossier.ActNotifyOfficer)), "2025-07-03 10:00:00", act(dossier.ActNotifyOfficer), dossier.RefusedOnce, "Điều 17 khoản 2" + d118},
		{"refused without reason", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", noReason(dossier.ActRefuse), dossier.RefusedMissing, "Điều 17 khoản 1 điểm b" + d61},
		{"refused online without reason", desk("2025-07-03", dossier.ChannelOnline), "2025-07-03 10:00:00", noReason(dossier.ActRefuse), dossier.RefusedMissing, "Điều 17 khoản 2 điểm a" + d118},
		{"supplement without reason", desk("2024-08-19", dossier.ChannelDirect), "2024-08-19 10:00:00", noReason(dossier.ActRequestSupplement), dossier.RefusedMissing, "Điều 17 khoản 1 điểm a" + d61},
		{"supplement twice", desk("2024-08-19", dossier.ChannelDirect).do("2024-08-19 09:10:00", act(dossier.ActRequestSupplement)).do("2024-08-20 09:00:00", act(dossier.ActSupplement)),
			"2024-08-20 10:00:00", act(dossier.ActRequestSupplement), dossier.RefusedOnce, "Điều 15 khoản 3" + d61},
		{"supplement twice, new decree", desk("2025-07-03", dossier.ChannelPost).do("2025-07-03 09:10:00", act(dossier.ActRequestSupplement)).do("2025-07-04 09:00:00", act(dossier.ActSupplement)),
			"2025-07-04 10:00:00", act(dossier.ActRequestSupplement), dossier.RefusedOnce, "Điều 16 khoản 3" + d118},
		{"supplement twice online", desk("2025-07-03", dossier.ChannelOnline).do("2025-07-03 09:10:00", act(dossier.ActRequestSupplement)).do("2025-07-04 09:00:00", act(dossier.ActSupplement)),
			"2025-07-04 10:00:00", act(dossier.ActRequestSupplement), dossier.RefusedOnce, "Điều 17 khoản 2 điểm a" + d118},
		{"closed what was only guided", desk("2025-07-03", dossier.ChannelDirect).do("2025-07-03 09:10:00", act(dossier.ActRequestSupplement)), "2025-08-03 09:00:00", act(dossier.ActClose), dossier.RefusedState, "Điều 19 khoản 5" + d118},
		{"withdrawn before the receipt", desk("2025-07-03", dossier.ChannelDirect), "2025-07-03 10:00:00", act(dossier.ActWithdraw), dossier.RefusedState, "Điều 21 khoản 1" + d118},
		{"adjusted at the counter", processing("2025-07-03"), "2025-07-03 11:00:00", act(dossier.ActAdjust), dossier.RefusedState, "Điều 21 khoản 2" + d118},
		{"decided before forwarding", desk("2024-08-19", dossier.ChannelDirect).receive("2024-08-19 09:00:00"), "2024-08-19 10:00:00", act(dossier.ActDecide), dossier.RefusedState, "Điều 20 khoản 1" + d61},
		{"returned on the fourth day", processing("2024-08-19"), "2024-08-22 17:00:01", act(dossier.ActReturn), dossier.RefusedLate, "Điều 19 khoản 4" + d61},
		{"returned late, new decree", processing("2025-07-03"), "2025-07-09 07:00:00", act(dossier.ActReturn), dossier.RefusedLate, "Điều 19 khoản 5" + d118},
		{"returned without reason", processing("2024-08-19"), "2024-08-20 09:00:00", noReason(dossier.ActReturn), dossier.RefusedMissing, "Điều 19 khoản 4" + d61},
		{"declined without reason", processing("2024-08-19"), "2024-08-20 09:00:00", noReason(dossier.ActDecline), dossier.RefusedMissing, "Điều 19 khoản 8" + d61},
		{"consulted without end", processing("2024-08-19"), "2024-08-20 09:00:00", act(dossier.ActConsult), dossier.RefusedMissing, "Điều 19 khoản 5 điểm a" + d61},
		{"a step that is not there", processing("2024-08-19"), "2024-08-20 09:00:00", act(dossier.ActPassOn), dossier.RefusedOnce, "Điều 19 khoản 6 điểm a" + d61},
		{"apologised on the day itself", processing("2024-08-19"), "2024-08-26 07:00:00", until(act(dossier.ActApologise), at(t, "2024-08-28 17:00:00")), dossier.RefusedLate, "Điều 19 khoản 9" + d61},
		{"apologised with an earlier day", processing("2024-08-19"), "2024-08-20 07:00:00", until(act(dossier.ActApologise), at(t, "2024-08-26 17:00:00")), dossier.RefusedMissing, "Điều 19 khoản 9" + d61},
		{"apologised without reason", processing("2024-08-19"), "2024-08-20 07:00:00", noReason(dossier.ActApologise), dossier.RefusedMissing, "Điều 19 khoản 9" + d61},
		{"appointed anew twice", processing("2025-07-03").do("2025-07-04 07:00:00", until(act(dossier.ActApologise), at(t, "2025-07-30 17:00:00"))),
			"2025-07-04 08:00:00", until(act(dossier.ActApologise), at(t, "2025-08-30 17:00:00")), dossier.RefusedOnce, "Điều 19 khoản 6" + d118},
		{"result not signed", processing("2024-08-19"), "2024-08-20 07:00:00", result(dossier.ActDecide, motcua.Violated), dossier.RefusedMissing, "Điều 14 khoản 3 điểm b Nghị định 45/2020/NĐ-CP"},
		{"result not checked", processing("2024-08-19"), "2024-08-20 07:00:00", result(dossier.ActDecide, ""), dossier.RefusedMissing, "Điều 14 khoản 3 điểm b Nghị định 45/2020/NĐ-CP"},
		{"closing, old decree", processing("2025-06-02").do("2025-06-03 09:00:00", act(dossier.ActReturn)), "2025-06-30 09:00:00", act(dossier.ActClose), dossier.RefusedNotInForce, "Điều 19 khoản 5" + d118},
		{"closed on the fifteenth day", processing("2025-07-03").do("2025-07-04 09:00:00", act(dossier.ActReturn)), "2025-07-19 23:59:59", act(dossier.ActClose), dossier.RefusedEarly, "Điều 19 khoản 5" + d118},
		{"closed without reason", processing("2025-07-03").do("2025-07-04 09:00:00", act(dossier.ActReturn)), "2025-07-20 00:00:00", noReason(dossier.ActClose), dossier.RefusedMissing, "Điều 19 khoản 5" + d118},
		{"withdrawn after the decision", processing("2025-07-03").do("2025-07-04 09:00:00", act(dossier.ActDecide)), "2025-07-04 10:00:00", act(dossier.ActWithdraw), dossier.RefusedState, "Điều 21 khoản 1" + d118},
		{"corrected without fault", processing("2025-07-03").do("2025-07-04 09:00:00", act(dossier.ActDecide)).do("2025-07-04 10:00:00", act(dossier.ActHandOver)), "2025-07-04 11:00:00", act(dossier.ActCorrect), dossier.RefusedMissing, "Điều 23 khoản 1" + d118},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.play.t = t
			refusedAct(t, tt.play, tt.when, tt.act, tt.reason, tt.ground)
		})
	}
}

// TestAllowedAtTheLastMoment are the other sides of the edges above.
func TestAllowedAtTheLastMoment(t *testing.T) {
	processing := func(day string) *play {
		return newPlay(t).submit(day+" 09:00:00", dossier.ChannelDirect).receive(day+" 09:00:00").
			do(day+" 10:00:00", act(dossier.ActForward))
	}
	processing("2024-08-19").do("2024-08-22 17:00:00", act(dossier.ActReturn))
	processing("2024-08-19").do("2024-08-25 23:59:59", until(act(dossier.ActApologise), at(t, "2024-08-26 17:00:01")))
	closed := processing("2025-07-03").do("2025-07-04 09:00:00", act(dossier.ActReturn)).do("2025-07-20 00:00:00", act(dossier.ActClose))
	if closed.c.State != dossier.StateStopped || papers(closed.last.Papers) != "stop-notice" || len(closed.c.Deadlines) != 0 {
		t.Errorf("closed: %+v", closed.c)
	}
	// Returned under the old decree, closed under the new one.
	processing("2025-06-12").do("2025-06-13 09:00:00", act(dossier.ActReturn)).do("2025-07-01 00:00:00", act(dossier.ActClose))
	signed := act(dossier.ActDecide)
	signed.Files = []dossier.File{{Hash: hash(), Size: 1, Verdict: dossier.FileVerdict{Signed: motcua.Satisfied}}}
	decided := processing("2024-08-19").do("2024-08-20 09:00:00", signed)
	if len(decided.c.Results) != 1 || len(decided.c.Files) != 0 {
		t.Errorf("results %v, files %v", decided.c.Results, decided.c.Files)
	}
	immediate := func(a *dossier.Act) { a.Procedure.Immediate, a.Procedure.Term = true, motcua.Term{} }
	once := receiving(t, "2024-08-19 09:00:00")
	once.Kind, once.ReceiptWanted = dossier.ActGiveAtOnce, true
	p := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect, immediate).do("2024-08-19 09:00:00", once)
	if p.c.State != dossier.StateReturned || papers(p.last.Papers) != "receipt" {
		t.Errorf("at once: state %d, papers %s", p.c.State, papers(p.last.Papers))
	}
	pay := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect).receive("2024-08-19 09:00:00").
		do("2024-08-19 09:30:00", act(dossier.ActRequestPayment)).do("2024-08-19 09:40:00", act(dossier.ActPay))
	if pay.c.State != dossier.StateReceived {
		t.Errorf("paid: state %d", pay.c.State)
	}
}

func handedIn(t testing.TB) dossier.Act {
	t.Helper()
	p := procedure(t)
	a := act(dossier.ActSubmit)
	a.Case, a.Procedure, a.Channel = "case-1", &p, dossier.ChannelDirect
	return a
}

func hash() string { return "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }

func TestUnusableActs(t *testing.T) {
	p := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect)
	now := at(t, "2024-08-19 10:00:00")
	tests := []struct {
		name  string
		c     dossier.Case
		act   dossier.Act
		spoil func(*dossier.Act)
		at    time.Time
		want  error
	}{
		{"unknown", p.c, act("dance"), nil, now, dossier.ErrAct},
		{"no moment", p.c, act(dossier.ActRefuse), nil, time.Time{}, dossier.ErrAct},
		{"before the last act", p.c, act(dossier.ActRefuse), nil, at(t, "2024-08-19 08:59:59"), dossier.ErrAct},
		{"entered before it was done", p.c, act(dossier.ActRefuse), func(a *dossier.Act) { a.Entered = now.Add(-time.Second) }, now, dossier.ErrAct},
		{"entered the next day", p.c, act(dossier.ActRefuse), func(a *dossier.Act) { a.Entered = now.Add(24 * time.Hour) }, now, dossier.ErrAct},
		{"reason too long", p.c, act(dossier.ActRefuse), func(a *dossier.Act) { a.Reason = string(make([]byte, 4001)) }, now, dossier.ErrAct},
		{"too many files", p.c, act(dossier.ActRefuse), func(a *dossier.Act) { a.Files = make([]dossier.File, 501) }, now, dossier.ErrAct},
		{"file without hash", p.c, act(dossier.ActRefuse), func(a *dossier.Act) { a.Files = make([]dossier.File, 1) }, now, dossier.ErrAct},
		{"no name", dossier.Case{}, handedIn(t), func(a *dossier.Act) { a.Case = "" }, now, dossier.ErrAct},
		{"no procedure", dossier.Case{}, handedIn(t), func(a *dossier.Act) { a.Procedure = nil }, now, dossier.ErrAct},
		{"no channel", dossier.Case{}, handedIn(t), func(a *dossier.Act) { a.Channel = "owl" }, now, dossier.ErrAct},
		{"bad procedure", dossier.Case{}, handedIn(t), func(a *dossier.Act) { a.Procedure.Name = "" }, now, dossier.ErrProcedure},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.spoil != nil {
				tt.spoil(&tt.act)
			}
			if _, err := dossier.Next(tt.c, tt.act, tt.at, p.office); !errors.Is(err, tt.want) {
				t.Errorf("error is %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := dossier.Next(p.c, act(dossier.ActRefuse), now, dossier.Office{}); !errors.Is(err, dossier.ErrOffice) {
		t.Errorf("no calendar: %v", err)
	}
	outage := act(dossier.ActRefuse)
	outage.Entered, outage.Outage = now.Add(48*time.Hour), true
	p.do("2024-08-19 10:00:00", outage)
}

func TestProcedureCheck(t *testing.T) {
	tests := map[string]func(*dossier.Procedure){
		"code":          func(p *dossier.Procedure) { p.Code = "" },
		"name":          func(p *dossier.Procedure) { p.Name = string(make([]byte, 4001)) },
		"agency":        func(p *dossier.Procedure) { p.Deciding = motcua.AgencyID{} },
		"term":          func(p *dossier.Procedure) { p.Term.N = 0 },
		"fee":           func(p *dossier.Procedure) { p.Fee = -1 },
		"parts":         func(p *dossier.Procedure) { p.Parts = slices.Repeat(p.Parts, 201) },
		"steps":         func(p *dossier.Procedure) { p.Steps = make([]dossier.Step, 51) },
		"part's number": func(p *dossier.Procedure) { p.Parts[0].Number = 0 },
		"step's agency": func(p *dossier.Procedure) { p.Steps = make([]dossier.Step, 1) },
	}
	for name, spoil := range tests {
		p := procedure(t)
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		if spoil(&p); !errors.Is(p.Check(), dossier.ErrProcedure) {
			t.Errorf("%s: %v", name, p.Check())
		}
	}
}
