package signature

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestRuleMetadata(t *testing.T) {
	for _, what := range rulestest.Problems(Rules()) {
		t.Error(what)
	}
}

// TestQuotes holds the quotations against the texts of the law.
func TestQuotes(t *testing.T) {
	rulestest.Quotes(t, Rules(), map[string]string{
		circular41().instrument:               "texts/tt41-2017-btttt.txt",
		decree130().instrument:                "texts/nd130-2018.txt",
		decree30().instrument:                 "texts/nd30-2020-congbao.txt",
		decision28().instrument:               "texts/qd28-2018-congbao.txt",
		circular1().instrument:                "texts/tt01-2019-bnv.txt",
		circular15().instrument:               "texts/tt15-2025-bkhcn.txt",
		"Nghị định 45/2020/NĐ-CP":             "texts/nd45-2020.txt",
		"Nghị định 118/2025/NĐ-CP":            "texts/nd118-2025.txt",
		"Luật Giao dịch điện tử 20/2023/QH15": "secondary/nd68-2024-hoi-dap.md",
		haiDuong().instrument:                 "../seeds/hai-duong-2019-draft.txt",
		ngheAn().instrument:                   "../seeds/nghe-an-65-2016.txt",
		hoaBinh().instrument:                  "../seeds/hoa-binh-13-2020.txt",
		laiChau().instrument:                  "../seeds/lai-chau-sct-2019.txt",
		tuanGiao().instrument:                 "../seeds/tuan-giao-2022.txt",
	})
}

// TestIntervals states the life of every text as its own last article, or the
// article named, gives it; the vectors take the intervals from the rules.
func TestIntervals(t *testing.T) {
	want := map[string][]string{
		"Thông tư 41/2017/TT-BTTTT": { // Điều 18; software by Điều 16
			"2018-02-05 2026-11-15", "2019-02-05 2026-11-15",
		},
		"Nghị định 130/2018/NĐ-CP": { // Điều 83; parted where Nghị định 68/2024 starts
			"2018-11-15 2024-08-15", "2018-11-15 2025-04-10", "2024-08-15 2025-04-10",
		},
		"Quyết định 28/2018/QĐ-TTg":           {"2019-01-01 ", "2019-01-01 2020-03-05"}, // Điều 21
		"Thông tư 01/2019/TT-BNV":             {"2019-03-10 ", "2019-03-10 2020-03-05"}, // Điều 23
		"Nghị định 30/2020/NĐ-CP":             {"2020-03-05 "},                          // Điều 37
		"Nghị định 45/2020/NĐ-CP":             {"2020-05-22 "},                          // Điều 31
		"Luật Giao dịch điện tử 20/2023/QH15": {"2024-08-15 "},                          // taken from Nghị định 68/2024 on
		"Nghị định 118/2025/NĐ-CP":            {"2025-07-01 "},                          // Điều 40
		"Thông tư 15/2025/TT-BKHCN":           {"2025-08-15 "},                          // the day of signing
		haiDuong().instrument:                 {"2019-04-09 ", "2019-04-09 2020-03-05"}, // the letter; prints until NĐ 30
		ngheAn().instrument:                   {"2016-11-15 2023-01-01"},                // Điều 2 of the decision; some day in 2022
		hoaBinh().instrument:                  {"2020-08-21 "},                          // Điều 2 of the decision
		laiChau().instrument:                  {"2019-10-02 "},                          // the day of signing
		tuanGiao().instrument:                 {"2022-01-01 "},                          // the year is all that is known
	}
	got := map[string][]string{}
	for _, r := range Rules() {
		i, name := r.InForce.From.String()+" "+r.InForce.Until.String(), r.Citation.Instrument
		if !slices.Contains(got[name], i) {
			got[name] = append(got[name], i)
			slices.Sort(got[name])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("intervals by instrument (-want +got):\n%s", diff)
	}
}

// scene is a document without fault that cases spoil: a competent person signed
// it, then the agency, each with a timestamp and a certificate that holds.
type scene struct {
	result *Result
	facts  Facts
}

// The certificates of the scene, by the first byte of their fingerprints.
func fingerprint(n byte) [32]byte { return [32]byte{n} }

func goodScene() *scene {
	sign := func(n byte, cn, org, title string, entry Registration) Signature {
		path := []Certificate{
			{CommonName: cn, Organization: org, CertificateSHA256: fingerprint(n)},
			{CommonName: "CA", CertificateSHA256: fingerprint(100)},
			{CommonName: "Root", CertificateSHA256: fingerprint(101)},
		}
		met := Condition{Met: Yes}
		return Signature{
			Kind:      KindSignature,
			Integrity: Integrity{Status: Intact},
			Changes:   Changes{Level: LevelForm, Permitted: Yes, Details: []Change{{Code: "signature-added", Level: LevelForm, Permitted: Yes}}},
			Trust: Trust{
				Status: Trusted, Chain: met, Validity: met, Scope: met, Revocation: met, Algorithms: met, ProofOfTime: met,
				Path: path, Store: "test", Purpose: PurposeState,
				Evidence: []RevocationEvidence{
					{Certificate: fingerprint(n), Kind: EvidenceOCSP, Decisive: true},
					{Certificate: fingerprint(100), Kind: EvidenceCRL, Decisive: true},
				},
			},
			Signer: &Signer{Certificate: path[0], Title: title},
			Role:   entry.Role, Registered: &entry, TimeSource: TimeSignatureTimestamp,
		}
	}
	return &scene{
		result: &Result{Signatures: []Signature{
			sign(1, "Nguyễn Văn An", "Sở Tư pháp", "Giám đốc", Registration{
				Role: RolePerson, Holder: "Nguyễn Văn An", Agency: "Sở Tư pháp", Title: "Giám đốc Sở Tư pháp",
			}),
			sign(2, "SỞ TƯ PHÁP", "UBND tỉnh", "", Registration{Role: RoleAgency, Holder: "Sở Tư pháp", Agency: "Sở Tư pháp"}),
		}},
		facts: Facts{ToldOfDistrust: No},
	}
}

func (s *scene) person() *Signature { return &s.result.Signatures[0] }
func (s *scene) agency() *Signature { return &s.result.Signatures[1] }

// each spoils both signatures.
func (s *scene) each(spoil func(*Signature)) {
	for i := range s.result.Signatures {
		spoil(&s.result.Signatures[i])
	}
}

// redated gives a copy in which everything happened on a day, at noon in Việt
// Nam; the zero Date takes the dates away. What a case has set already to another
// moment on purpose it sets after redating.
func (s *scene) redated(d motcua.Date) *scene {
	at := noon(d)
	out := &scene{result: &Result{Revisions: s.result.Revisions}, facts: s.facts}
	for _, sig := range s.result.Signatures {
		sig.ClaimedTime, sig.Trust.At = at, at
		sig.ProvenTime = time.Time{}
		if sig.TimeSource == TimeSignatureTimestamp || sig.TimeSource == TimeDocumentTimestamp {
			sig.ProvenTime = at
		}
		if sig.Signer != nil {
			signer := *sig.Signer
			signer.NotBefore = at
			sig.Signer = &signer
		}
		out.result.Signatures = append(out.result.Signatures, sig)
	}
	out.facts.Issued, out.facts.Received, out.facts.ReceiptTimestamp = d, d, at
	return out
}

func noon(d motcua.Date) time.Time {
	at, err := time.Parse(time.RFC3339, d.String()+"T12:00:00+07:00")
	if err != nil {
		return time.Time{}
	}
	return at
}

func (s *scene) subject(index int) subject {
	return subject{signature: &s.result.Signatures[index], index: index, result: s.result, facts: s.facts}
}

func (s *scene) document() document { return document{result: s.result, facts: s.facts} }

func redateSubject(s subject, d motcua.Date) subject {
	return (&scene{s.result, s.facts}).redated(d).subject(s.index)
}

func redateDocument(s document, d motcua.Date) document {
	return (&scene{s.result, s.facts}).redated(d).document()
}

// ruleCase is a spoiled scene and what a rule must say of it.
type ruleCase struct {
	name   string
	spoil  func(*scene) // nil: nothing
	want   motcua.Outcome
	detail motcua.Text // compared unless zero
}

// ruleVectors is a dated wording with its cases; index is the signature that
// rules on signatures are put to.
type ruleVectors struct {
	id           string
	jurisdiction motcua.Jurisdiction
	from         motcua.Date
	index        int
	cases        []ruleCase
}

// scenes builds the cases on a day well inside the wording's interval.
func (v ruleVectors) scenes() []*scene {
	out := make([]*scene, len(v.cases))
	for i, c := range v.cases {
		out[i] = goodScene().redated(v.from.AddDays(100))
		if c.spoil != nil {
			c.spoil(out[i])
		}
	}
	return out
}

func vectorsOf[S motcua.Subject](all []ruleVectors, subject func(*scene, ruleVectors) S) []rulestest.Vector[S] {
	var out []rulestest.Vector[S]
	for _, v := range all {
		for i, s := range v.scenes() {
			out = append(out, rulestest.Vector[S]{
				Name: v.cases[i].name, ID: v.id, Jurisdiction: v.jurisdiction, From: v.from,
				Subject: subject(s, v), Want: v.cases[i].want, Detail: v.cases[i].detail,
			})
		}
	}
	return out
}

// onDecree130 gives a rule of Nghị định 130 its cases for both wordings; in the
// second they are about public certificates, and others are added.
func onDecree130(id string, index int, cases []ruleCase) []ruleVectors {
	later := []ruleCase{
		{"certificate of the state", func(s *scene) { s.each(purpose(PurposeState)) }, motcua.NotApplicable, motcua.Text{}},
		{"purpose unknown", func(s *scene) { s.each(purpose("")) }, motcua.Indeterminate, motcua.Text{}},
	}
	for _, c := range cases {
		later = append(later, ruleCase{c.name, func(s *scene) {
			s.each(purpose(PurposePublic))
			if c.spoil != nil {
				c.spoil(s)
			}
		}, c.want, c.detail})
	}
	return []ruleVectors{
		{id, motcua.National, decree130From(), index, cases},
		{id, motcua.National, decree68From(), index, later},
	}
}

func purpose(p Purpose) func(*Signature) { return func(s *Signature) { s.Trust.Purpose = p } }
