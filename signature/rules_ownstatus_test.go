package signature

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestBeforeSigningRules(t *testing.T) {
	public, data := purpose(PurposePublic), []ruleVectors{
		{"signature/own-status-before-signing", motcua.National, circular15().inForce.From, 0,
			append(publicCases(ownCases()), ruleCase{"purpose unknown, revoked", onPerson(func(s *Signature) {
				s.Trust.Purpose, s.Trust.Revocation = "", Condition{Met: No, Reason: ReasonLimit}
			}), motcua.Indeterminate, motcua.Text{}})},
	}
	data = append(data, onDecree130("signature/own-status-before-signing", 0, ownCases())...)
	data = append(data, onDecree130("signature/provider-status-before-signing", 0, []ruleCase{
		{"public, checked", onPerson(public), motcua.Satisfied, motcua.Text{}},
		{"public, revoked", onPerson(func(s *Signature) {
			public(s)
			s.Trust.Revocation = Condition{Met: No, Reason: ReasonLimit}
		}), motcua.Violated, forbidden(ReasonLimit)},
		{"public, not checked", onPerson(func(s *Signature) {
			public(s)
			s.Trust.Evidence = nil
		}), motcua.Indeterminate, motcua.Text{}},
		{"of the state", onPerson(purpose(PurposeState)), motcua.NotApplicable, motcua.Text{}},
		{"whose is unknown", onPerson(func(s *Signature) {
			s.Trust.Purpose, s.Trust.Chain = "", Condition{Met: Unknown, Reason: ReasonLimit}
		}), motcua.Indeterminate, motcua.Text{}},
	})...)
	vectors := vectorsOf(data, func(s *scene, v ruleVectors) subject { return s.subject(v.index) })
	rulestest.Run(t, ownStatusChecks(), vectors, redateSubject)
}

// forbidden is the detail that draws the consequence of Điều 78 khoản 3.
func forbidden(r Reason) motcua.Text {
	return motcua.Text{VI: r.Text().VI + " Không được ký số.", EN: r.Text().EN + " It must not be signed with."}
}

// ownCases are about the certificate alone: there is no signature yet.
func ownCases() []ruleCase {
	set := func(pick func(*Trust) *Condition, c Condition) func(*scene) {
		return onPerson(func(s *Signature) { *pick(&s.Trust) = c })
	}
	return []ruleCase{
		{"in force", nil, motcua.Satisfied, motcua.Text{}},
		{"expired", set(validity, Condition{Met: No, Reason: ReasonLimit}), motcua.Violated, forbidden(ReasonLimit)},
		{"revoked", set(revoking, Condition{Met: No, Reason: ReasonLimit}), motcua.Violated, forbidden(ReasonLimit)},
		{"state unknown", set(revoking, Condition{Met: Unknown, Reason: ReasonLimit}), motcua.Indeterminate, motcua.Text{
			VI: ReasonLimit.Text().VI + " Chưa nên ký số khi chưa kiểm tra được.",
			EN: ReasonLimit.Text().EN + " Do not sign before this is checked.",
		}},
		{"not evaluated", onPerson(untried), motcua.Indeterminate, motcua.Text{}},
	}
}

func TestBeforeSigning(t *testing.T) {
	if _, err := BeforeSigning(nil); !errors.Is(err, motcua.ErrSubject) {
		t.Errorf("without trust: %v", err)
	}
	const (
		own, provider = "signature/own-status-before-signing", "signature/provider-status-before-signing"
		warning       = "signature/status-warning"
		active        = "signature/certificate-active"
	)
	now := goodScene().redated(motcua.DateOf(2021, time.March, 1)).person().Trust
	now.ProofOfTime = Condition{}
	outcomes := func(spoil func(*Trust)) map[string]motcua.Outcome {
		tr := now
		spoil(&tr)
		found, err := BeforeSigning(&tr)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]motcua.Outcome{}
		for _, f := range found {
			if got[f.Rule] = f.Outcome; f.Rule != own && f.Rule != provider && f.Rule != warning && f.Rule != active {
				delete(got, f.Rule)
			}
		}
		return got
	}
	at := func(y int, m time.Month, tr *Trust) { tr.At = noon(motcua.DateOf(y, m, 1)) }
	tests := []struct {
		name  string
		spoil func(*Trust)
		want  map[string]motcua.Outcome
	}{
		{"of the state", func(*Trust) {},
			map[string]motcua.Outcome{own: motcua.Satisfied, active: motcua.Satisfied, provider: motcua.NotApplicable, warning: motcua.NotInForce}},
		{"revoked", func(tr *Trust) { tr.Revocation = Condition{Met: No, Reason: ReasonLimit} },
			map[string]motcua.Outcome{own: motcua.Violated, active: motcua.Violated, provider: motcua.NotApplicable, warning: motcua.NotInForce}},
		{"public in 2026, not checked", func(tr *Trust) {
			at(2026, time.January, tr)
			tr.Purpose, tr.Revocation = PurposePublic, Condition{Met: Unknown, Reason: ReasonLimit}
		}, map[string]motcua.Outcome{own: motcua.Indeterminate, active: motcua.Indeterminate, provider: motcua.NotInForce, warning: motcua.Indeterminate}},
		{"of the state in 2026, revoked", func(tr *Trust) {
			at(2026, time.January, tr)
			tr.Revocation = Condition{Met: No, Reason: ReasonLimit}
		}, map[string]motcua.Outcome{own: motcua.NotApplicable, active: motcua.Violated, provider: motcua.NotInForce, warning: motcua.Violated}},
		{"nothing known", func(tr *Trust) { *tr = Trust{} },
			map[string]motcua.Outcome{own: motcua.Indeterminate, active: motcua.Indeterminate, provider: motcua.Indeterminate, warning: motcua.Indeterminate}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, outcomes(tt.spoil)); diff != "" {
				t.Errorf("outcomes (-want +got):\n%s", diff)
			}
		})
	}
}
