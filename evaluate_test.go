package motcua_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// form is the subject of these tests: a paper form with its dates.
type form struct {
	dates  map[motcua.Anchor]motcua.Date
	sealed motcua.Outcome
}

func (f *form) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	d, ok := f.dates[a]
	return d, ok
}

// signedOn returns a form that was signed on a day and has a good seal.
func signedOn(t testing.TB, day string) *form {
	return &form{dates: map[motcua.Anchor]motcua.Date{motcua.AnchorSigned: date(t, day)}, sealed: motcua.Satisfied}
}

// wording builds a check that answers with the form's seal, and names the
// instrument in its detail, so that a finding tells which wording spoke.
func wording(t testing.TB, id string, j motcua.Jurisdiction, from, until string) motcua.Check[*form] {
	instrument := "Văn bản từ " + from
	return motcua.Check[*form]{
		Rule: motcua.Rule{
			ID: id, Jurisdiction: j, Status: motcua.Issued, InForce: interval(t, from, until),
			Title:  motcua.Text{VI: "Con dấu", EN: "Seal"},
			Anchor: motcua.AnchorSigned, Duty: motcua.Must,
			Citation: motcua.Citation{Instrument: instrument, Provision: "Điều 1", Quote: "Phải có con dấu.", Sure: motcua.Read},
		},
		Eval: func(f *form) motcua.Verdict {
			return motcua.Verdict{Outcome: f.sealed, Detail: motcua.Text{VI: instrument, EN: instrument}}
		},
	}
}

// evaluate fails the test on an error.
func evaluate(t testing.TB, checks []motcua.Check[*form], f *form, p motcua.Profile) []motcua.Finding {
	t.Helper()
	findings, err := motcua.Evaluate(checks, f, p)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// one evaluates checks of a single rule.
func one(t testing.TB, checks []motcua.Check[*form], f *form, p motcua.Profile) motcua.Finding {
	t.Helper()
	findings := evaluate(t, checks, f, p)
	if len(findings) != 1 {
		t.Fatalf("there are %d findings, want 1: %+v", len(findings), findings)
	}
	return findings[0]
}

func TestEvaluatePicksTheWording(t *testing.T) {
	checks := []motcua.Check[*form]{ // not in order of time
		wording(t, "form/seal", motcua.National, "2022-01-01", ""),
		wording(t, "form/seal", motcua.National, "2015-01-01", "2018-01-01"),
		wording(t, "form/seal", motcua.National, "2018-01-01", "2020-01-01"),
	}
	tests := []struct {
		signed string
		want   motcua.Outcome
		cites  string // start of the wording that answers, or lies nearest before
	}{
		{"2014-12-31", motcua.NotInForce, "2015-01-01"},
		{"2015-01-01", motcua.Satisfied, "2015-01-01"},
		{"2017-12-31", motcua.Satisfied, "2015-01-01"},
		{"2018-01-01", motcua.Satisfied, "2018-01-01"},
		{"2019-12-31", motcua.Satisfied, "2018-01-01"},
		{"2020-01-01", motcua.NotInForce, "2018-01-01"},
		{"2021-12-31", motcua.NotInForce, "2018-01-01"},
		{"2022-01-01", motcua.Satisfied, "2022-01-01"},
		{"2999-12-31", motcua.Satisfied, "2022-01-01"},
	}
	for _, tt := range tests {
		t.Run(tt.signed, func(t *testing.T) {
			f := one(t, checks, signedOn(t, tt.signed), motcua.Profile{})
			if f.Outcome != tt.want {
				t.Errorf("outcome = %s, want %s", f.Outcome, tt.want)
			}
			if want := "Văn bản từ " + tt.cites; f.Citation.Instrument != want {
				t.Errorf("cites %q, want %q", f.Citation.Instrument, want)
			}
			if f.AnchorDate.String() != tt.signed {
				t.Errorf("anchor date = %v, want %s", f.AnchorDate, tt.signed)
			}
		})
	}
}

func TestEvaluateNotInForceSaysWhy(t *testing.T) {
	closed := wording(t, "form/seal", motcua.National, "2015-01-01", "2018-01-01")
	remarked := closed
	remarked.Outside = motcua.Text{VI: "Sau đó chưa rõ.", EN: "What came then is not known."}
	open := wording(t, "form/seal", motcua.National, "2015-01-01", "")
	ended := wording(t, "form/seal", motcua.National, "", "2018-01-01")
	tests := []struct {
		name   string
		check  motcua.Check[*form]
		signed string
		want   motcua.Text
	}{
		{"before", closed, "2014-12-31", motcua.Text{
			VI: "Văn bản từ 2015-01-01 có hiệu lực từ ngày 01/01/2015 đến trước ngày 01/01/2018; ngày ký là 31/12/2014.",
			EN: "Văn bản từ 2015-01-01 is in force from 2015-01-01 until before 2018-01-01; the date of signing is 2014-12-31.",
		}},
		{"after", remarked, "2018-01-01", motcua.Text{
			VI: "Văn bản từ 2015-01-01 có hiệu lực từ ngày 01/01/2015 đến trước ngày 01/01/2018; ngày ký là 01/01/2018. Sau đó chưa rõ.",
			EN: "Văn bản từ 2015-01-01 is in force from 2015-01-01 until before 2018-01-01; the date of signing is 2018-01-01. What came then is not known.",
		}},
		{"before an open wording", open, "2014-12-31", motcua.Text{
			VI: "Văn bản từ 2015-01-01 có hiệu lực từ ngày 01/01/2015; ngày ký là 31/12/2014.",
			EN: "Văn bản từ 2015-01-01 is in force from 2015-01-01; the date of signing is 2014-12-31.",
		}},
		{"after one without a start", ended, "2018-01-01", motcua.Text{
			VI: "Văn bản từ  có hiệu lực đến trước ngày 01/01/2018; ngày ký là 01/01/2018.",
			EN: "Văn bản từ  is in force until before 2018-01-01; the date of signing is 2018-01-01.",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, []motcua.Check[*form]{tt.check}, signedOn(t, tt.signed), motcua.Profile{})
			if f.Outcome != motcua.NotInForce {
				t.Errorf("outcome = %s, want %s", f.Outcome, motcua.NotInForce)
			}
			if diff := cmp.Diff(tt.want, f.Detail); diff != "" {
				t.Errorf("detail (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEvaluateWithoutAnchorDate(t *testing.T) {
	checks := []motcua.Check[*form]{
		wording(t, "form/seal", motcua.National, "2018-01-01", ""),
		wording(t, "form/seal", motcua.National, "2015-01-01", "2018-01-01"),
	}
	// Another date is known, but not the one that decides.
	s := &form{dates: map[motcua.Anchor]motcua.Date{motcua.AnchorReceived: date(t, "2019-01-01")}, sealed: motcua.Satisfied}
	f := one(t, checks, s, motcua.Profile{})
	want := motcua.Finding{
		Rule: "form/seal", Jurisdiction: motcua.National, Status: motcua.Issued, Duty: motcua.Must,
		Outcome: motcua.Indeterminate, Citation: checks[0].Citation,
		Detail: motcua.Text{
			VI: "Không biết ngày ký nên không chọn được quy định để áp dụng.",
			EN: "The date of signing is not known, so the wording to apply cannot be chosen.",
		},
	}
	if diff := cmp.Diff(want, f, cmp.Comparer(func(a, b motcua.Date) bool { return a == b })); diff != "" {
		t.Errorf("finding (-want +got):\n%s", diff)
	}
}

// TestEvaluateOthersWithoutAnchorDate: what a rule does not concern is not asked
// for its date, unless one wording of it would concern it.
func TestEvaluateOthersWithoutAnchorDate(t *testing.T) {
	for _, tt := range []struct {
		name        string
		older, only bool // does the wording apply?
		want        motcua.Outcome
	}{
		{"neither wording applies", false, false, motcua.NotApplicable},
		{"one wording applies", true, false, motcua.Indeterminate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checks := []motcua.Check[*form]{
				wording(t, "form/seal", motcua.National, "2018-01-01", ""),
				wording(t, "form/seal", motcua.National, "2015-01-01", "2018-01-01"),
			}
			checks[0].Applies = func(*form) bool { return tt.only }
			checks[1].Applies = func(*form) bool { return tt.older }
			f := one(t, checks, &form{}, motcua.Profile{})
			if f.Outcome != tt.want || f.Detail.IsZero() != (tt.want == motcua.NotApplicable) {
				t.Errorf("outcome %s (%+v), want %s", f.Outcome, f.Detail, tt.want)
			}
		})
	}
}

func TestEvaluateUsesTheRulesOwnAnchor(t *testing.T) {
	received := wording(t, "form/seal", motcua.National, "2018-01-01", "")
	received.Anchor = motcua.AnchorReceived
	s := &form{sealed: motcua.Satisfied, dates: map[motcua.Anchor]motcua.Date{
		motcua.AnchorSigned: date(t, "2010-01-01"), motcua.AnchorReceived: date(t, "2018-01-01"),
	}}
	f := one(t, []motcua.Check[*form]{received}, s, motcua.Profile{})
	if f.Outcome != motcua.Satisfied || f.AnchorDate != s.dates[motcua.AnchorReceived] {
		t.Errorf("outcome %s on %v, want satisfied on the date of receipt", f.Outcome, f.AnchorDate)
	}
}

func TestEvaluateHandsOnTheVerdict(t *testing.T) {
	check := wording(t, "form/seal", motcua.National, "2018-01-01", "")
	for _, want := range []motcua.Outcome{motcua.Satisfied, motcua.Violated, motcua.Indeterminate} {
		s := signedOn(t, "2019-01-01")
		s.sealed = want
		f := one(t, []motcua.Check[*form]{check}, s, motcua.Profile{})
		if f.Outcome != want || f.Detail.EN != check.Citation.Instrument || f.Citation != check.Citation {
			t.Errorf("finding = %+v, want outcome %s with the check's detail and citation", f, want)
		}
	}
}

func TestEvaluateNotApplicable(t *testing.T) {
	check := wording(t, "form/seal", motcua.National, "2018-01-01", "")
	check.Applies = func(f *form) bool { return f.sealed != motcua.NotApplicable }
	eval := check.Eval
	check.Eval = func(f *form) motcua.Verdict {
		if f.sealed == motcua.NotApplicable {
			t.Error("a rule that does not apply was evaluated")
		}
		return eval(f)
	}
	checks := []motcua.Check[*form]{check}
	for signed, want := range map[string]motcua.Outcome{
		"2019-01-01": motcua.NotApplicable,
		"2017-01-01": motcua.NotInForce, // the date is looked at first
	} {
		s := signedOn(t, signed)
		s.sealed = motcua.NotApplicable
		if f := one(t, checks, s, motcua.Profile{}); f.Outcome != want {
			t.Errorf("signed %s: outcome = %s, want %s", signed, f.Outcome, want)
		}
	}
	if f := one(t, checks, signedOn(t, "2019-01-01"), motcua.Profile{}); f.Outcome != motcua.Satisfied {
		t.Errorf("outcome of a subject that it applies to = %s, want satisfied", f.Outcome)
	}
}

func TestEvaluateLocalities(t *testing.T) {
	draft := wording(t, "form/seal", motcua.HaiDuong, "2018-01-01", "")
	draft.Status = motcua.Draft
	unconfirmed := wording(t, "form/seal", motcua.TuanGiao, "2018-01-01", "")
	unconfirmed.Status = motcua.Unconfirmed
	checks := []motcua.Check[*form]{
		unconfirmed, draft,
		wording(t, "form/seal", motcua.NgheAn, "2018-01-01", ""),
		wording(t, "form/seal", motcua.National, "2018-01-01", ""),
		wording(t, "form/colour", motcua.NgheAn, "2018-01-01", ""),
	}
	type who struct {
		Rule         string
		Jurisdiction motcua.Jurisdiction
		Status       motcua.Status
	}
	national := who{"form/seal", motcua.National, motcua.Issued}
	tests := []struct {
		locality motcua.Jurisdiction
		want     []who
	}{
		{"", []who{national}},
		{motcua.National, []who{national}},
		{motcua.LaiChau, []who{national}},
		{motcua.NgheAn, []who{{"form/colour", motcua.NgheAn, motcua.Issued}, national, {"form/seal", motcua.NgheAn, motcua.Issued}}},
		{motcua.HaiDuong, []who{national, {"form/seal", motcua.HaiDuong, motcua.Draft}}},
		{motcua.TuanGiao, []who{national, {"form/seal", motcua.TuanGiao, motcua.Unconfirmed}}},
	}
	for _, tt := range tests {
		t.Run(string(tt.locality), func(t *testing.T) {
			var got []who
			for _, f := range evaluate(t, checks, signedOn(t, "2019-01-01"), motcua.Profile{Locality: tt.locality}) {
				got = append(got, who{f.Rule, f.Jurisdiction, f.Status})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEvaluateLocalNeverLiftsNational: a local wording is a finding of its own.
func TestEvaluateLocalNeverLiftsNational(t *testing.T) {
	national := wording(t, "form/seal", motcua.National, "2018-01-01", "")
	national.Eval = func(*form) motcua.Verdict { return motcua.Verdict{Outcome: motcua.Violated} }
	checks := []motcua.Check[*form]{national, wording(t, "form/seal", motcua.NgheAn, "2018-01-01", "")}
	findings := evaluate(t, checks, signedOn(t, "2019-01-01"), motcua.Profile{Locality: motcua.NgheAn})
	if len(findings) != 2 || findings[0].Outcome != motcua.Violated || findings[1].Outcome != motcua.Satisfied {
		t.Errorf("findings = %+v, want the nation's violated and the locality's satisfied", findings)
	}
}

func TestEvaluateLocalInForce(t *testing.T) {
	checks := []motcua.Check[*form]{
		wording(t, "form/seal", motcua.National, "2018-01-01", ""),
		wording(t, "form/seal", motcua.NgheAn, "2016-11-15", "2023-01-01"),
	}
	tests := []struct {
		name            string
		signed          string
		local           motcua.Interval
		national, named motcua.Outcome
	}{
		{"its own", "2022-12-31", motcua.Interval{}, motcua.Satisfied, motcua.Satisfied},
		{"shortened", "2022-12-31", interval(t, "2016-11-15", "2022-07-01"), motcua.Satisfied, motcua.NotInForce},
		{"lengthened", "2023-06-01", interval(t, "2016-11-15", ""), motcua.Satisfied, motcua.Satisfied},
		{"without a start", "2017-01-01", interval(t, "", "2022-07-01"), motcua.NotInForce, motcua.Satisfied},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := motcua.Profile{Locality: motcua.NgheAn, LocalInForce: tt.local}
			f := evaluate(t, checks, signedOn(t, tt.signed), p)
			if len(f) != 2 || f[0].Outcome != tt.national || f[1].Outcome != tt.named {
				t.Errorf("findings = %+v, want %s and %s", f, tt.national, tt.named)
			}
		})
	}
	if want := interval(t, "2016-11-15", "2023-01-01"); checks[1].InForce != want {
		t.Errorf("the caller's check has the interval %v now, want %v", checks[1].InForce, want)
	}
}

func TestEvaluateNothing(t *testing.T) {
	checks := []motcua.Check[*form]{wording(t, "form/seal", motcua.National, "2018-01-01", "")}
	var none *form
	if findings, err := motcua.Evaluate(checks, none, motcua.Profile{}); !errors.Is(err, motcua.ErrSubject) || findings != nil {
		t.Errorf("Evaluate of a nil pointer = %v, %v, want ErrSubject", findings, err)
	}
	var missing motcua.Subject
	if _, err := motcua.Evaluate(nil, missing, motcua.Profile{}); !errors.Is(err, motcua.ErrSubject) {
		t.Errorf("Evaluate of a nil interface: error %v, want ErrSubject", err)
	}
	if findings, err := motcua.Evaluate(nil, signedOn(t, "2019-01-01"), motcua.Profile{}); err != nil || len(findings) > 0 {
		t.Errorf("Evaluate of no checks = %v, %v, want neither", findings, err)
	}
}

// TestEvaluateIsDeterministic: the same evidence gives the same bytes, whatever
// the order of the checks.
func TestEvaluateIsDeterministic(t *testing.T) {
	var checks []motcua.Check[*form]
	for _, id := range []string{"form/seal", "form/colour", "form/number", "paper/size"} {
		for _, j := range []motcua.Jurisdiction{motcua.National, motcua.NgheAn} {
			checks = append(checks, wording(t, id, j, "2015-01-01", "2018-01-01"), wording(t, id, j, "2018-01-01", ""))
		}
	}
	s, p := signedOn(t, "2018-06-01"), motcua.Profile{Locality: motcua.NgheAn}
	encode := func() string {
		out, err := json.Marshal(evaluate(t, checks, s, p))
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	want := encode()
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(checks), func(i, j int) { checks[i], checks[j] = checks[j], checks[i] })
		if got := encode(); got != want {
			t.Fatalf("in another order of the checks:\n%s\nwant:\n%s", got, want)
		}
	}
	var order []string
	for _, f := range evaluate(t, checks, s, p) {
		order = append(order, f.Rule+" "+string(f.Jurisdiction))
	}
	wantOrder := []string{
		"form/colour national", "form/colour nghe-an", "form/number national", "form/number nghe-an",
		"form/seal national", "form/seal nghe-an", "paper/size national", "paper/size nghe-an",
	}
	if diff := cmp.Diff(wantOrder, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
