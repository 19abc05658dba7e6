package dossier

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

// TestTransitionsQuote holds what transitions and deadlines cite against the
// texts of the law.
func TestTransitionsQuote(t *testing.T) {
	cited := []motcua.Citation{
		linkedAgency(), clock118(), oneCode61(), oneCode118(), answerOnline45(), answerOnline118(), forwardOther61(),
		forwardOther118(), step61(), step118(), reappoint61(), reappoint118(), signed45(), controlSlip(), approved(), close118(),
	}
	for _, tr := range transitions() {
		for _, c := range []motcua.Citation{tr.old.direct, tr.old.online, tr.new.direct, tr.new.online} {
			if c != (motcua.Citation{}) {
				cited = append(cited, c)
			}
		}
	}
	var rules []motcua.Rule
	for _, c := range cited {
		r := national("cited", motcua.Text{VI: "x", EN: "y"}, inDecree61(), motcua.AnchorReceived, c)
		rules = append(rules, r)
		for _, what := range rulestest.Problems([]motcua.Rule{r}) {
			t.Error(c.String(), what)
		}
	}
	rulestest.Quotes(t, rules, lawFiles())
}

// TestTransitions lists by hand which states follow which.
func TestTransitions(t *testing.T) {
	want := map[State][]State{
		0:                        {StateRegistered},
		StateRegistered:          {StateReceived, StateNotReceived, StateSupplementRequested, StateWithdrawalRequested, StateReturned},
		StateReceived:            {StateProcessing, StatePaymentRequested, StateWithdrawalRequested},
		StateProcessing:          {StateSupplementRequested, StatePaymentRequested, StateWithdrawalRequested, StateStopped, StateDone},
		StateSupplementRequested: {StateRegistered, StateWithdrawalRequested, StateStopped},
		StatePaymentRequested:    {StateWithdrawalRequested},
		StateWithdrawalRequested: {StateStopped},
		StateDone:                {StateReturned},
	}
	got := map[State][]State{}
	for _, tr := range transitions() {
		for _, from := range tr.from {
			if tr.to > 0 && !slices.Contains(got[from], tr.to) {
				got[from] = append(got[from], tr.to)
			}
		}
	}
	for _, list := range got {
		slices.Sort(list)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("transitions (-want +got):\n%s", diff)
	}
}

// TestTransitionsAreComplete: every act has a label, someone who may do it, and
// a text or the mark of practice under either decree, or under the later one.
func TestTransitionsAreComplete(t *testing.T) {
	labels := actLabels()
	seen := map[ActKind]bool{}
	for _, tr := range transitions() {
		if seen[tr.act] {
			t.Errorf("%s has two transitions", tr.act)
		}
		seen[tr.act] = true
		if label := labels[tr.act]; label.VI == "" || label.EN == "" {
			t.Errorf("%s has no label", tr.act)
		}
		if len(tr.by) == 0 || len(tr.from) == 0 || tr.new.direct == (motcua.Citation{}) && !tr.practice {
			t.Errorf("%s: %+v", tr.act, tr)
		}
		for _, s := range tr.from {
			if s.Final() && tr.to != stay {
				t.Errorf("%s leads out of the final state %d", tr.act, s)
			}
		}
	}
	if len(seen) != len(labels) {
		t.Errorf("%d acts have transitions, %d a label", len(seen), len(labels))
	}
}
