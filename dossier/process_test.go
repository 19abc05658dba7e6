package dossier_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

func TestApology(t *testing.T) {
	p := newPlay(t).submit("2023-10-27 09:30:00", dossier.ChannelDirect).receive("2023-10-27 09:32:00").
		do("2023-10-27 10:00:00", act(dossier.ActForward)).
		do("2023-11-02 16:59:00", until(act(dossier.ActApologise), at(t, "2023-11-08 17:00:00")))
	if papers(p.last.Papers) != "apology" || p.c.State != dossier.StateProcessing {
		t.Errorf("papers %s, state %d", papers(p.last.Papers), p.c.State)
	}
	if diff := cmp.Diff([]string{"result 2023-11-08 17:00:00", "return 2023-11-01 17:00:00"}, p.deadlines()); diff != "" {
		t.Errorf("deadlines (-want +got):\n%s", diff)
	}
	p.do("2023-11-08 16:00:00", act(dossier.ActApologise)) // without a new day
	p.do("2023-11-08 17:00:01", act(dossier.ActDecide))
	if diff := cmp.Diff([]dossier.DeadlineKind{dossier.DeadlineResult}, p.last.Events[0].Missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
}

func TestLinkedSteps(t *testing.T) {
	linked := func(a *dossier.Act) {
		a.Procedure.Steps = []dossier.Step{
			{Agency: agency(t, "H56.14"), Work: "Thẩm định", Term: motcua.Term{N: 2, Unit: motcua.WorkingDays}},
			{Agency: agency(t, "H56.15"), Work: "Cho ý kiến", Term: motcua.Term{N: 1, Unit: motcua.WorkingDays}},
		}
	}
	pass := func(step int, by string) dossier.Act {
		a := act(dossier.ActPassOn)
		a.Step, a.By.Agency = step, agency(t, by)
		return a
	}
	paper := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect, linked).receive("2024-08-19 09:00:00").
		do("2024-08-19 10:00:00", act(dossier.ActForward))
	refusedAct(t, paper, "2024-08-20 10:00:00", pass(1, "H56.15"), dossier.RefusedEarly, "Điều 19 khoản 6 điểm a Nghị định 61/2018/NĐ-CP")
	refusedAct(t, paper, "2024-08-20 10:00:00", pass(0, "H56.15"), dossier.RefusedRole, "Điều 19 khoản 6 điểm a Nghị định 61/2018/NĐ-CP")
	paper.do("2024-08-20 10:00:00", pass(0, "H56.14"))
	want := []string{"apology 2024-08-25 23:59:59", "result 2024-08-26 17:00:00", "return 2024-08-22 17:00:00", "step 2024-08-21 17:00:00"}
	if diff := cmp.Diff(want, paper.deadlines()); diff != "" {
		t.Errorf("deadlines (-want +got):\n%s", diff)
	}
	refusedAct(t, paper, "2024-08-20 11:00:00", act(dossier.ActDecide), dossier.RefusedEarly, "Điều 19 khoản 6 điểm a Nghị định 61/2018/NĐ-CP")
	refusedAct(t, paper, "2024-08-20 11:00:00", pass(0, "H56.14"), dossier.RefusedOnce, "Điều 19 khoản 6 điểm a Nghị định 61/2018/NĐ-CP")
	paper.do("2024-08-22 11:00:00", pass(1, "H56.15"))
	if diff := cmp.Diff([]dossier.DeadlineKind{dossier.DeadlineStep}, paper.last.Events[0].Missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
	paper.do("2024-08-22 12:00:00", act(dossier.ActDecide))

	online := newPlay(t).submit("2025-07-07 09:00:00", dossier.ChannelOnline, linked).receive("2025-07-07 09:00:00").
		do("2025-07-07 10:00:00", act(dossier.ActForward)).
		do("2025-07-07 11:00:00", pass(1, "H56.15")).do("2025-07-07 12:00:00", pass(0, "H56.14")).
		do("2025-07-07 13:00:00", act(dossier.ActDecide))
	if online.c.State != dossier.StateDone {
		t.Errorf("state %d", online.c.State)
	}
}

func TestConsultation(t *testing.T) {
	ask := until(act(dossier.ActConsult), at(t, "2024-08-21 17:00:00"))
	ask.Agency = agency(t, "H56.15")
	reply := act(dossier.ActAnswer)
	reply.By.Agency = agency(t, "h56.15")
	p := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect).receive("2024-08-19 09:00:00").
		do("2024-08-19 10:00:00", act(dossier.ActForward))
	refusedAct(t, p, "2024-08-19 11:00:00", reply, dossier.RefusedMissing, "Điều 19 khoản 5 điểm b Nghị định 61/2018/NĐ-CP")
	p.do("2024-08-19 11:00:00", ask)
	refusedAct(t, p, "2024-08-19 12:00:00", ask, dossier.RefusedOnce, "Điều 19 khoản 5 điểm a Nghị định 61/2018/NĐ-CP")
	other := ask
	other.Agency = agency(t, "H56.16")
	p.do("2024-08-19 12:00:00", other).do("2024-08-22 09:00:00", reply)
	if diff := cmp.Diff([]dossier.DeadlineKind{dossier.DeadlineConsultation}, p.last.Events[0].Missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
	if i := slices.IndexFunc(p.c.Deadlines, func(d dossier.Deadline) bool { return d.Kind == dossier.DeadlineConsultation }); i < 0 || p.c.Deadlines[i].Agency != agency(t, "H56.16") {
		t.Errorf("open: %v", p.deadlines())
	}
}

func TestCorrection(t *testing.T) {
	for _, tt := range []struct {
		day  string
		want []string
	}{
		{"2025-06-26", nil},
		{"2025-07-03", []string{"correction 2025-07-08 17:00:00"}},
	} {
		p := newPlay(t).submit(tt.day+" 09:00:00", dossier.ChannelDirect).receive(tt.day+" 09:00:00").
			do(tt.day+" 10:00:00", act(dossier.ActForward)).do(tt.day+" 11:00:00", act(dossier.ActDecide)).
			do(tt.day+" 12:00:00", act(dossier.ActHandOver)).do(tt.day+" 13:00:00", act(dossier.ActReportError))
		if diff := cmp.Diff(tt.want, p.deadlines()); diff != "" {
			t.Errorf("deadlines (-want +got):\n%s", diff)
		}
		p.do(tt.day+" 14:00:00", act(dossier.ActCorrect))
		if !p.c.Faulty.IsZero() || len(p.c.Deadlines) != 0 || p.c.State != dossier.StateReturned {
			t.Errorf("corrected: %+v", p.c)
		}
	}
}

// TestLawChanges: a dossier of the old decree is worked on under the new one. Its
// code and what it was promised stay.
func TestLawChanges(t *testing.T) {
	p := newPlay(t).submit("2025-06-26 09:00:00", dossier.ChannelDirect).receive("2025-06-26 09:00:00").
		do("2025-06-26 10:00:00", act(dossier.ActForward))
	due := p.c.Due
	refusedAct(t, p, "2025-06-30 16:00:00", act(dossier.ActWithdraw), dossier.RefusedNotInForce, "Điều 21 khoản 1 Nghị định 118/2025/NĐ-CP")
	q := *p
	q.do("2025-07-01 09:00:00", act(dossier.ActWithdraw))
	if q.c.State != dossier.StateWithdrawalRequested || len(q.c.Deadlines) != 0 {
		t.Errorf("withdrawn: state %d, %v", q.c.State, q.deadlines())
	}
	q.do("2025-07-01 10:00:00", act(dossier.ActStop))
	if q.c.State != dossier.StateStopped || papers(q.last.Papers) != "stop-notice" {
		t.Errorf("stopped: state %d, papers %s", q.c.State, papers(q.last.Papers))
	}
	p.do("2025-07-01 09:00:00", act(dossier.ActDecide))
	if p.last.Events[0].Ground.String() != "Điều 22 khoản 1 Nghị định 118/2025/NĐ-CP" || !p.c.Due.At.Equal(due.At) || p.c.Code.String() != "H56.14-250626-0001" {
		t.Errorf("decided on %s, due %v, code %s", p.last.Events[0].Ground, p.c.Due.At, p.c.Code)
	}
}
