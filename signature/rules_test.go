package signature

import (
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestRuleMetadata(t *testing.T) {
	for _, what := range rulestest.Problems(Rules()) {
		t.Error(what)
	}
}

func TestRuleVectors(t *testing.T) {
	var vectors []ruleVector
	for _, rule := range []struct {
		id           string
		jurisdiction motcua.Jurisdiction
		from         motcua.Date
		cases        []ruleCase
	}{
		{"signature/matching-key", motcua.National, motcua.DateOf(2018, time.February, 5), keyCases()},
		{"signature/document-integrity", motcua.National, motcua.DateOf(2018, time.February, 5), integrityCases()},
		{"signature/valid-elements", motcua.HaiDuong, motcua.DateOf(2019, time.April, 9), elementCases()},
		{"signature/certificate-information", motcua.NgheAn, motcua.DateOf(2016, time.November, 15), certificateCases()},
		{"signature/matching-key", motcua.NgheAn, motcua.DateOf(2016, time.November, 15), keyCases()},
		{"signature/document-integrity", motcua.TuanGiao, motcua.DateOf(2022, time.January, 1), integrityCases()},
	} {
		for _, c := range rule.cases {
			vectors = append(vectors, ruleVector{
				Name: c.name, ID: rule.id, Jurisdiction: rule.jurisdiction, From: rule.from,
				Subject: subjectOn(c, rule.from.AddDays(100)), Want: c.want, Detail: c.detail(),
			})
		}
	}
	rulestest.Run(t, checks(), vectors, redateSubject)
}

type ruleVector = rulestest.Vector[subject]

// ruleCase is a spoiled good signature and what a rule must say of it.
type ruleCase struct {
	name   string
	spoil  func(*Signature)
	want   motcua.Outcome
	reason Reason // the reason that the detail must give
}

func (c ruleCase) detail() motcua.Text {
	if c.reason == "" {
		return motcua.Text{}
	}
	return c.reason.Text()
}

// subjectOn builds the case's subject: a signature without fault, then spoiled.
func subjectOn(c ruleCase, signed motcua.Date) subject {
	s := &Signature{
		Kind:      KindSignature,
		Integrity: Integrity{Status: Intact},
		Changes:   Changes{Level: LevelForm, Permitted: Yes, Details: []Change{{Code: "signature-added", Level: LevelForm, Permitted: Yes}}},
		Trust:     Trust{Status: Trusted},
	}
	if c.spoil != nil {
		c.spoil(s)
	}
	return redateSubject(subject{s}, signed)
}

// redateSubject gives a copy of the subject another day of signing, at noon in
// Việt Nam; the zero Date takes it away.
func redateSubject(s subject, d motcua.Date) subject {
	copied := *s.signature
	copied.ClaimedTime = time.Time{}
	if at, err := time.Parse(time.RFC3339, d.String()+"T12:00:00+07:00"); err == nil {
		copied.ClaimedTime = at
	}
	return subject{&copied}
}

func broken(r Reason) func(*Signature) {
	return func(s *Signature) { s.Integrity = Integrity{Broken, r} }
}

func unsupported(r Reason) func(*Signature) {
	return func(s *Signature) { s.Integrity = Integrity{Unsupported, r} }
}

func trust(status TrustStatus, r Reason) func(*Signature) {
	return func(s *Signature) { s.Trust = Trust{Status: status, Reason: r} }
}

// later appends a change made after signing, and its effect on the verdict.
func later(code Reason, p Tristate) func(*Signature) {
	return func(s *Signature) {
		s.Changes.Permitted = p
		s.Changes.Details = append(s.Changes.Details, Change{Code: code, Level: LevelContent, Permitted: p})
	}
}

func both(spoils ...func(*Signature)) func(*Signature) {
	return func(s *Signature) {
		for _, spoil := range spoils {
			spoil(s)
		}
	}
}

// otherKinds are what the texts do not speak of.
func otherKinds() []ruleCase {
	return []ruleCase{
		{"document timestamp", func(s *Signature) { s.Kind = KindDocumentTimestamp }, motcua.NotApplicable, ""},
		{"usage rights", func(s *Signature) { s.Kind = KindUsageRights }, motcua.NotApplicable, ""},
	}
}

// keyCases: was the signature made with the certificate's key? A signature that
// is broken for another reason never put the key to the test.
func keyCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"intact", nil, motcua.Satisfied, ""},
		{"changed later", later("page-changed", No), motcua.Satisfied, ""},
		{"untrusted", trust(Untrusted, ReasonTrustNotEvaluated), motcua.Satisfied, ""},
		{"another key", broken(ReasonSignatureInvalid), motcua.Violated, ReasonSignatureInvalid},
		{"another certificate", broken(ReasonSigningCertificate), motcua.Violated, ReasonSigningCertificate},
		{"attributes taken for content", broken(ReasonContentConfusion), motcua.Violated, ReasonContentConfusion},
		{"content changed", broken(ReasonDigestMismatch), motcua.Indeterminate, ReasonDigestMismatch},
		{"no value", broken(ReasonEmptyContents), motcua.Indeterminate, ReasonEmptyContents},
		{"unknown algorithm", unsupported(ReasonAlgorithm), motcua.Indeterminate, ReasonAlgorithm},
		{"no certificate", unsupported(ReasonNoCertificate), motcua.Indeterminate, ReasonNoCertificate},
	}...)
}

// integrityCases: is the document as it was signed?
func integrityCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"intact", nil, motcua.Satisfied, ""},
		{"untrusted", trust(Untrusted, ReasonTrustNotEvaluated), motcua.Satisfied, ""},
		{"content changed", broken(ReasonDigestMismatch), motcua.Violated, ReasonDigestMismatch},
		{"range with a hole", broken(ReasonByteRangeGap), motcua.Violated, ReasonByteRangeGap},
		{"page changed later", later("page-changed", No), motcua.Violated, "page-changed"},
		{"unreadable change", later("object-unreadable", Unknown), motcua.Indeterminate, "object-unreadable"},
		{"unknown algorithm", unsupported(ReasonAlgorithm), motcua.Indeterminate, ReasonAlgorithm},
		{"unknown algorithm and page changed", both(unsupported(ReasonAlgorithm), later("page-changed", No)),
			motcua.Violated, "page-changed"},
		{"content changed and unreadable change", both(broken(ReasonDigestMismatch), later("object-unreadable", Unknown)),
			motcua.Violated, ReasonDigestMismatch},
		{"permitted and unpermitted changes", both(later("object-unreadable", Unknown), later("page-changed", No)),
			motcua.Violated, "page-changed"},
		{"nothing known of what was signed", func(s *Signature) { s.Changes = Changes{Level: LevelContent} },
			motcua.Indeterminate, ReasonNothingCovered},
	}...)
}

// certificateCases: is the certificate in force and fit?
func certificateCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"trusted", nil, motcua.Satisfied, ""},
		{"trusted, content changed", broken(ReasonDigestMismatch), motcua.Satisfied, ""},
		{"untrusted", trust(Untrusted, ReasonNoCertificate), motcua.Violated, ReasonNoCertificate},
		{"not evaluated", trust(TrustIndeterminate, ReasonTrustNotEvaluated), motcua.Indeterminate, ReasonTrustNotEvaluated},
		{"no verdict", trust("", ReasonTrustNotEvaluated), motcua.Indeterminate, ReasonTrustNotEvaluated},
	}...)
}

// elementCases: all four elements must hold; one that fails outweighs one that
// is not known, whatever their order.
func elementCases() []ruleCase {
	notEvaluated := trust(TrustIndeterminate, ReasonTrustNotEvaluated)
	return append(otherKinds(), []ruleCase{
		{"all hold", nil, motcua.Satisfied, ""},
		{"another key", broken(ReasonSignatureInvalid), motcua.Violated, ReasonSignatureInvalid},
		{"content changed", broken(ReasonDigestMismatch), motcua.Violated, ReasonDigestMismatch},
		{"page changed later", later("page-changed", No), motcua.Violated, "page-changed"},
		{"untrusted", trust(Untrusted, ReasonNoCertificate), motcua.Violated, ReasonNoCertificate},
		{"trust not evaluated", notEvaluated, motcua.Indeterminate, ReasonTrustNotEvaluated},
		{"unknown algorithm", unsupported(ReasonAlgorithm), motcua.Indeterminate, ReasonAlgorithm},
		{"unknown algorithm, untrusted", both(unsupported(ReasonAlgorithm), trust(Untrusted, ReasonNoCertificate)),
			motcua.Violated, ReasonNoCertificate},
		{"page changed, trust not evaluated", both(notEvaluated, later("page-changed", No)), motcua.Violated, "page-changed"},
		{"unknown algorithm, trust not evaluated", both(notEvaluated, unsupported(ReasonAlgorithm)),
			motcua.Indeterminate, ReasonAlgorithm},
	}...)
}

// TestAnchorDate: the claimed time is read on the clock of Việt Nam.
func TestAnchorDate(t *testing.T) {
	lastSecond := time.Date(2018, time.February, 4, 16, 59, 59, 0, time.UTC)
	tests := []struct {
		name   string
		signed time.Time
		anchor motcua.Anchor
		want   motcua.Date
		known  bool
	}{
		{"before midnight", lastSecond, motcua.AnchorSigned, motcua.DateOf(2018, time.February, 4), true},
		{"midnight", lastSecond.Add(time.Second), motcua.AnchorSigned, motcua.DateOf(2018, time.February, 5), true},
		{"not stated", time.Time{}, motcua.AnchorSigned, motcua.Date{}, false},
		{"another anchor", lastSecond, motcua.AnchorReceived, motcua.Date{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, known := subject{&Signature{ClaimedTime: tt.signed}}.AnchorDate(tt.anchor)
			if got != tt.want || known != tt.known {
				t.Errorf("AnchorDate = %v, %t, want %v, %t", got, known, tt.want, tt.known)
			}
		})
	}
}

// TestEvaluateOptions: every signature is judged, local rules only when their
// locality is named, and by the interval that the caller knows.
func TestEvaluateOptions(t *testing.T) {
	signed := motcua.DateOf(2022, time.October, 1)
	result := &Result{Signatures: []Signature{
		*subjectOn(ruleCase{}, signed).signature,
		*subjectOn(ruleCase{spoil: broken(ReasonSignatureInvalid)}, signed).signature,
	}}
	shortened := motcua.Interval{From: motcua.DateOf(2016, time.November, 15), Until: motcua.DateOf(2022, time.September, 1)}
	tests := []struct {
		name  string
		opts  VerifyOptions
		local motcua.Outcome // of the locality's matching-key on signature 0
		count int            // findings per signature
	}{
		{"national", VerifyOptions{}, "", 2},
		{"Nghệ An", VerifyOptions{Locality: motcua.NgheAn}, motcua.Satisfied, 4},
		{"Nghệ An, ended before", VerifyOptions{Locality: motcua.NgheAn, LocalInForce: shortened}, motcua.NotInForce, 4},
		{"without rules here", VerifyOptions{Locality: motcua.LaiChau}, "", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			findings, err := evaluate(result, tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			if len(findings) != tt.count*len(result.Signatures) {
				t.Errorf("there are %d findings, want %d for each signature", len(findings), tt.count)
			}
			for i, f := range findings {
				if f.Signature != i/tt.count {
					t.Errorf("finding %d is about signature %d, want %d", i, f.Signature, i/tt.count)
				}
			}
			if got := outcomeOf(findings, "signature/matching-key", tt.opts.Locality, 0); got != tt.local {
				t.Errorf("local outcome = %q, want %q", got, tt.local)
			}
			if got := outcomeOf(findings, "signature/matching-key", motcua.National, 1); got != motcua.Violated {
				t.Errorf("national outcome of the forged signature = %q, want violated", got)
			}
		})
	}
}

func outcomeOf(findings []Finding, rule string, j motcua.Jurisdiction, signature int) motcua.Outcome {
	for _, f := range findings {
		if f.Rule == rule && f.Jurisdiction == j && f.Signature == signature {
			return f.Outcome
		}
	}
	return ""
}

// TestQuotes holds the quotations against the texts of the law.
func TestQuotes(t *testing.T) {
	rulestest.Quotes(t, Rules(), map[string]string{
		"Thông tư 41/2017/TT-BTTTT": "texts/tt41-2017-btttt.txt",
		"Quy chế quản lý, sử dụng chứng thư số, chữ ký số chuyên dùng tỉnh Hải Dương (dự thảo 2019)":                 "../seeds/hai-duong-2019-draft.txt",
		"Quyết định 65/2016/QĐ-UBND tỉnh Nghệ An":                                                                    "../seeds/nghe-an-65-2016.txt",
		"Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử có sử dụng chữ ký số huyện Tuần Giáo (2022)": "../seeds/tuan-giao-2022.txt",
	})
}
