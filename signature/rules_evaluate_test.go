package signature

import (
	"testing"
	"time"

	"github.com/motcua/motcua"
)

// TestSubjectDates: the time of signing is read on the clock of Việt Nam; what
// is proven counts where it is a timestamp of signing, or earlier than the claim.
func TestSubjectDates(t *testing.T) {
	lastSecond := time.Date(2018, time.February, 4, 16, 59, 59, 0, time.UTC)
	before, midnight := motcua.DateOf(2018, time.February, 4), lastSecond.Add(time.Second)
	after := motcua.DateOf(2018, time.February, 5)
	tests := []struct {
		name   string
		s      Signature
		want   motcua.Date
		proven bool
	}{
		{"before midnight", Signature{ClaimedTime: lastSecond}, before, false},
		{"midnight", Signature{ClaimedTime: midnight}, after, false},
		{"not stated", Signature{}, motcua.Date{}, false},
		{"timestamp of signing", Signature{ClaimedTime: lastSecond, ProvenTime: midnight, TimeSource: TimeSignatureTimestamp}, after, true},
		{"timestamp, no claim", Signature{ProvenTime: midnight, TimeSource: TimeSignatureTimestamp}, after, true},
		{"document timestamp after the claim", Signature{ClaimedTime: lastSecond, ProvenTime: midnight, TimeSource: TimeDocumentTimestamp}, before, false},
		{"document timestamp before the claim", Signature{ClaimedTime: midnight, ProvenTime: lastSecond, TimeSource: TimeDocumentTimestamp}, before, true},
		{"document timestamp, no claim", Signature{ProvenTime: midnight, TimeSource: TimeDocumentTimestamp}, after, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, known := subject{signature: &tt.s}.AnchorDate(motcua.AnchorSigned)
			_, proven := tt.s.signedAt()
			if got != tt.want || known == tt.want.IsZero() || proven != tt.proven {
				t.Errorf("signed on %v, known %t, proven %t, want %v, %t", got, known, proven, tt.want, tt.proven)
			}
		})
	}
}

func TestSubjectOtherDates(t *testing.T) {
	day := motcua.DateOf(2021, time.March, 1)
	facts := Facts{Issued: day, Received: day.AddDays(2)}
	s := subject{signature: &Signature{Signer: &Signer{Certificate: Certificate{NotBefore: noon(day.AddDays(-9))}}}, facts: facts}
	bare := subject{signature: &Signature{}}
	for anchor, want := range map[motcua.Anchor]motcua.Date{
		motcua.AnchorIssued: day, motcua.AnchorReceived: day.AddDays(2),
		motcua.AnchorCertificateIssued: day.AddDays(-9), motcua.AnchorRequested: {},
	} {
		if got, known := s.AnchorDate(anchor); got != want || known == want.IsZero() {
			t.Errorf("%s: %v, %t, want %v", anchor, got, known, want)
		}
		if got, known := bare.AnchorDate(anchor); known || !got.IsZero() {
			t.Errorf("%s of nothing: %v, %t", anchor, got, known)
		}
	}
}

// TestDocumentDate: the last valid signature completes the document.
func TestDocumentDate(t *testing.T) {
	day := motcua.DateOf(2021, time.March, 1)
	tests := []struct {
		name  string
		spoil func(*scene)
		want  motcua.Date
	}{
		{"the last", nil, day.AddDays(1)},
		{"the last is broken", func(s *scene) { breakIt(s.agency()) }, day},
		{"the last is open", func(s *scene) { untried(s.agency()) }, day},
		{"none is valid", eachSignature(breakIt), day.AddDays(1)},
		{"none is valid, the last names no time", spoils(eachSignature(breakIt), func(s *scene) {
			s.agency().ClaimedTime, s.agency().ProvenTime = time.Time{}, time.Time{}
		}), day},
		{"a timestamp is no signature", func(s *scene) { s.agency().Kind = KindDocumentTimestamp }, day},
		{"unsigned goes by the day of issue", unsigned, day.AddDays(7)},
		{"unsigned and nothing known", func(s *scene) { *s = scene{result: &Result{}} }, motcua.Date{}},
		{"no time named", eachSignature(func(s *Signature) { s.ClaimedTime, s.ProvenTime = time.Time{}, time.Time{} }), motcua.Date{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := goodScene().redated(day)
			s.agency().ClaimedTime, s.agency().ProvenTime = noon(day.AddDays(1)), noon(day.AddDays(1))
			s.facts.Issued = day.AddDays(7)
			if tt.spoil != nil {
				tt.spoil(s)
			}
			got, known := s.document().AnchorDate(motcua.AnchorSigned)
			if got != tt.want || known == tt.want.IsZero() {
				t.Errorf("signed on %v, %t, want %v", got, known, tt.want)
			}
		})
	}
}

// judged evaluates a scene as Verify does.
func judged(t *testing.T, s *scene, opts VerifyOptions) *Result {
	t.Helper()
	opts.Facts = s.facts
	if err := evaluate(s.result, opts); err != nil {
		t.Fatal(err)
	}
	return s.result
}

func find(t *testing.T, r *Result, rule string, j motcua.Jurisdiction, index int) Finding {
	t.Helper()
	for _, f := range r.Findings {
		if f.Rule == rule && f.Jurisdiction == j && f.Signature == index {
			return f
		}
	}
	t.Fatalf("no finding of %s (%s) about %d", rule, j, index)
	return Finding{}
}

// TestEvaluateOrder: every rule speaks of every signature, then of the document,
// local rules only when their locality is named.
func TestEvaluateOrder(t *testing.T) {
	day := motcua.DateOf(2022, time.October, 1)
	for _, locality := range []motcua.Jurisdiction{"", motcua.NgheAn, motcua.TuanGiao} {
		t.Run(string(locality), func(t *testing.T) {
			r := judged(t, goodScene().redated(day), VerifyOptions{Locality: locality})
			type place struct {
				rule  string
				j     motcua.Jurisdiction
				about int
			}
			var want, got []place
			count := func(rules []motcua.Rule, about int) {
				seen := map[place]bool{}
				for _, c := range rules {
					p := place{c.ID, c.Jurisdiction, about}
					if !seen[p] && (c.Jurisdiction == motcua.National || c.Jurisdiction == locality) {
						seen[p] = true
						want = append(want, p)
					}
				}
			}
			count(rulesOf(signatureChecks()), 0)
			count(rulesOf(signatureChecks()), 1)
			count(rulesOf(documentChecks()), -1)
			about := 0
			for _, f := range r.Findings {
				got = append(got, place{f.Rule, f.Jurisdiction, f.Signature})
				if f.Signature != about && f.Signature != about+1 && f.Signature != -1 {
					t.Errorf("a finding about %d follows one about %d", f.Signature, about)
				}
				about = f.Signature
			}
			if len(got) != len(want) {
				t.Errorf("%d findings, want %d", len(got), len(want))
			}
			for _, p := range want {
				find(t, r, p.rule, p.j, p.about)
			}
		})
	}
}

// TestManySignatures: what was not judged is not answered with a list of rules,
// and leaves the document open.
func TestManySignatures(t *testing.T) {
	s := goodScene().redated(motcua.DateOf(2021, time.March, 1))
	unjudged := Signature{Kind: KindSignature, Integrity: Integrity{Unsupported, ReasonLimit}}
	for range 2 * DefaultSignatures {
		s.result.Signatures = append(s.result.Signatures, unjudged)
	}
	last := 0
	r := judged(t, s, VerifyOptions{})
	for _, f := range r.Findings {
		last = max(last, f.Signature)
	}
	if last != DefaultSignatures-1 {
		t.Errorf("the last signature with findings is %d, want %d", last, DefaultSignatures-1)
	}
	if f := find(t, r, "signature/signatures-lawful", motcua.National, -1); f.Outcome != motcua.Indeterminate {
		t.Errorf("signatures-lawful: %s, want indeterminate", f.Outcome)
	}
}

// TestLocalInterval: who knows better when a regulation was in force says so.
func TestLocalInterval(t *testing.T) {
	opts := VerifyOptions{Locality: motcua.NgheAn, LocalInForce: motcua.Interval{
		From: motcua.DateOf(2016, time.November, 15), Until: motcua.DateOf(2022, time.September, 1),
	}}
	s := goodScene().redated(motcua.DateOf(2022, time.October, 1))
	if got := find(t, judged(t, s, opts), "signature/matching-key", motcua.NgheAn, 0).Outcome; got != motcua.NotInForce {
		t.Errorf("outcome %s, want not-in-force", got)
	}
}

// TestClaimed: findings say that the day of signing is a claim, and only those
// that go by it.
func TestClaimed(t *testing.T) {
	s := goodScene().redated(motcua.DateOf(2021, time.March, 1))
	s.person().TimeSource, s.person().ProvenTime = TimeNone, time.Time{}
	r := judged(t, s, VerifyOptions{})
	for _, tt := range []struct {
		rule  string
		about int
		want  bool
	}{
		{"signature/matching-key", 0, true},
		{"signature/matching-key", 1, false},
		{"signature/title-on-certificate", 0, false}, // by the day of issue of the certificate
		{"signature/checked-on-receipt", 0, false},   // by the day of receipt
		{"signature/both-signatures", -1, false},     // by the agency's signature, which is proven
		{"signature/exchanged-signed", -1, false},
	} {
		if got := find(t, r, tt.rule, motcua.National, tt.about).Claimed; got != tt.want {
			t.Errorf("%s about %d: claimed %t, want %t", tt.rule, tt.about, got, tt.want)
		}
	}
	s.agency().TimeSource, s.agency().ProvenTime = TimeNone, time.Time{}
	if !find(t, judged(t, s, VerifyOptions{}), "signature/both-signatures", motcua.National, -1).Claimed {
		t.Error("the document's day is a claim, and the finding does not say so")
	}
}

// TestUndated: a rule that does not concern the subject says so even where the
// date that would pick its wording is unknown.
func TestUndated(t *testing.T) {
	s := goodScene().redated(motcua.DateOf(2021, time.March, 1))
	s.facts.Received, s.facts.Direction = motcua.Date{}, Outgoing
	s.agency().Kind = KindDocumentTimestamp
	r := judged(t, s, VerifyOptions{})
	for about, rule := range map[int]string{-1: "signature/receipt-timestamp", 0: "signature/checked-on-receipt", 1: "signature/checked-on-receipt"} {
		if f := find(t, r, rule, motcua.National, about); f.Outcome != motcua.NotApplicable || !f.Detail.IsZero() {
			t.Errorf("%s: %s %v, want not-applicable", rule, f.Outcome, f.Detail)
		}
	}
	s.facts.Direction = Incoming
	if f := find(t, judged(t, s, VerifyOptions{}), "signature/checked-on-receipt", motcua.National, 0); f.Outcome != motcua.Indeterminate {
		t.Errorf("incoming on an unknown day: %s, want indeterminate", f.Outcome)
	}
}

// TestExchangeDate: the day of signing picks the wording on exchange, as long as
// anyone signed.
func TestExchangeDate(t *testing.T) {
	s := goodScene().redated(motcua.DateOf(2021, time.March, 1))
	s.facts.Issued = motcua.Date{}
	outcome := func() motcua.Outcome {
		return find(t, judged(t, s, VerifyOptions{}), "signature/exchanged-signed", motcua.National, -1).Outcome
	}
	if got := outcome(); got != motcua.Satisfied {
		t.Errorf("signed: %s, want satisfied", got)
	}
	unsigned(s)
	if got := outcome(); got != motcua.Indeterminate {
		t.Errorf("unsigned, issued on an unknown day: %s, want indeterminate", got)
	}
	s.facts.Issued = motcua.DateOf(2021, time.March, 1)
	if got := outcome(); got != motcua.Violated {
		t.Errorf("unsigned: %s, want violated", got)
	}
}

// TestStateSecret: no rule judges a state secret, whatever is known of it.
func TestStateSecret(t *testing.T) {
	for _, s := range []*scene{goodScene().redated(motcua.DateOf(2021, time.March, 1)), goodScene(), {result: &Result{}}} {
		s.facts.StateSecret = true
		r := judged(t, s, VerifyOptions{Locality: motcua.NgheAn})
		for _, f := range r.Findings {
			if f.Outcome != motcua.NotApplicable || f.Detail != secretText() {
				t.Errorf("%s: %s %v", f.Rule, f.Outcome, f.Detail)
			}
		}
		if r.LegalValue != ValueNone || r.LegalValueReason != secretText() {
			t.Errorf("legal value %s: %v", r.LegalValue, r.LegalValueReason)
		}
	}
}

// TestEndOfCircular41: on 2026-11-14 it judges, on 2026-11-15 it does not, and
// says what is not known; the other texts judge on.
func TestEndOfCircular41(t *testing.T) {
	last := motcua.DateOf(2026, time.November, 14)
	for _, day := range []motcua.Date{last, last.AddDays(1)} {
		t.Run(day.String(), func(t *testing.T) {
			s := goodScene().redated(day)
			r := judged(t, s, VerifyOptions{})
			for _, c := range rulesOf(signatureChecks()) {
				if c.Citation.Instrument != circular41().instrument {
					continue
				}
				f := find(t, r, c.ID, motcua.National, 0)
				want := motcua.Satisfied
				if day != last {
					want = motcua.NotInForce
				}
				if f.Outcome != want {
					t.Errorf("%s: %s, want %s", f.Rule, f.Outcome, want)
				}
			}
			for _, rule := range []string{"signature/both-signatures", "signature/signatures-lawful", "signature/incoming-authentic"} {
				if f := find(t, r, rule, motcua.National, -1); f.Outcome != motcua.Satisfied {
					t.Errorf("%s: %s, want satisfied", rule, f.Outcome)
				}
			}
			if r.LegalValue != ValueBoth {
				t.Errorf("legal value %s, want both", r.LegalValue)
			}
		})
	}
}

// TestVerifyWithoutTrust: what Verify comes to as long as nothing is trusted.
func TestVerifyWithoutTrust(t *testing.T) {
	s := goodScene().redated(motcua.DateOf(2025, time.March, 1))
	s.each(func(g *Signature) {
		*g = Signature{
			Kind: g.Kind, Integrity: g.Integrity, Changes: g.Changes, Signer: g.Signer, ClaimedTime: g.ClaimedTime,
			Role: RoleUnknown, TimeSource: TimeNone, Trust: Trust{Status: TrustIndeterminate, Reason: ReasonTrustNotEvaluated},
		}
	})
	r := judged(t, s, VerifyOptions{})
	for _, f := range r.Findings {
		if f.Outcome == motcua.Violated {
			t.Errorf("%s is violated without any evidence: %v", f.Rule, f.Detail)
		}
	}
	if r.LegalValue != ValueNone || r.LegalValueReason != openText() {
		t.Errorf("legal value %s: %v", r.LegalValue, r.LegalValueReason)
	}
}

// BenchmarkEvaluate is what the rules cost beside verifying two signatures.
func BenchmarkEvaluate(b *testing.B) {
	s := goodScene().redated(motcua.DateOf(2025, time.March, 1))
	for b.Loop() {
		if err := evaluate(s.result, VerifyOptions{Facts: s.facts, Locality: motcua.NgheAn}); err != nil {
			b.Fatal(err)
		}
	}
}
