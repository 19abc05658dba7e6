package rulestest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

func TestMissing(t *testing.T) {
	checks := []motcua.Check[paper]{goodCheck(), nextCheck()}
	both := append(vectorsFor(goodRule()), vectorsFor(nextCheck().Rule)...)
	stray := vectorsFor(goodRule())[0]
	stray.From = day(2018, 2, 6)
	tests := []struct {
		name    string
		vectors []Vector[paper]
		want    []string
	}{
		{"complete", both, nil},
		{"one outcome missing", append(both[:1:1], both[2:]...),
			[]string{"paper/round-seal (national, from 2018-02-05): no vector is violated"}},
		{"one wording missing", both[:3], []string{
			"paper/round-seal (national, from 2020-01-01): no vector is satisfied",
			"paper/round-seal (national, from 2020-01-01): no vector is violated",
			"paper/round-seal (national, from 2020-01-01): no vector is indeterminate",
		}},
		{"vector for nothing", append(both[:6:6], stray),
			[]string{`paper/round-seal (national, from 2018-02-06): vector "satisfied" is for a wording that does not exist`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Missing(checks, tt.vectors)); diff != "" {
				t.Errorf("Missing (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMissingReadsNoJurisdictionAsNational(t *testing.T) {
	vectors := vectorsFor(goodRule())
	for i := range vectors {
		vectors[i].Jurisdiction = ""
	}
	if got := Missing([]motcua.Check[paper]{goodCheck()}, vectors); got != nil {
		t.Errorf("Missing = %q, want none", got)
	}
}

// TestRun runs what must pass; TestFailures spoils it in every way.
func TestRun(t *testing.T) {
	local := goodCheck()
	local.Jurisdiction = motcua.NgheAn
	checks := []motcua.Check[paper]{goodCheck(), nextCheck(), local}
	var vectors []Vector[paper]
	for _, c := range checks {
		vectors = append(vectors, vectorsFor(c.Rule)...)
	}
	Run(t, checks, vectors, redated)
}

func TestFailures(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(r *runner[paper], v *Vector[paper])
	}{
		{"another outcome", func(_ *runner[paper], v *Vector[paper]) { v.Want = motcua.NotApplicable }},
		{"another detail", func(_ *runner[paper], v *Vector[paper]) { v.Detail = motcua.Text{VI: "Khác.", EN: "Other."} }},
		{"signed before", func(r *runner[paper], v *Vector[paper]) { v.Subject.signed = r.rule.InForce.From.AddDays(-1) }},
		{"signed after", func(r *runner[paper], v *Vector[paper]) { v.Subject.signed = r.rule.InForce.Until }},
		{"not signed", func(_ *runner[paper], v *Vector[paper]) { v.Subject.signed = motcua.Date{} }},
		{"not redated", func(r *runner[paper], _ *Vector[paper]) {
			r.redate = func(p paper, _ motcua.Date) paper { return p }
		}},
		{"redating changes the answer", func(r *runner[paper], _ *Vector[paper]) {
			r.redate = func(p paper, d motcua.Date) paper { return paper{signed: d, seal: motcua.Violated} }
		}},
		{"interval too long", func(r *runner[paper], _ *Vector[paper]) { r.checks[0].InForce.Until = day(2020, 1, 2) }},
		{"interval too short", func(r *runner[paper], _ *Vector[paper]) { r.checks[0].InForce.Until = day(2019, 12, 31) }},
		{"interval starts early", func(r *runner[paper], _ *Vector[paper]) { r.checks[0].InForce.From = day(2018, 2, 4) }},
		{"interval starts late", func(r *runner[paper], _ *Vector[paper]) { r.checks[0].InForce.From = day(2018, 2, 6) }},
		{"interval without end", func(r *runner[paper], _ *Vector[paper]) { r.checks[0].InForce.Until = motcua.Date{} }},
		{"another article", func(r *runner[paper], _ *Vector[paper]) { r.checks[0].Citation.Provision = "Điều 8" }},
		{"no such rule", func(r *runner[paper], _ *Vector[paper]) { r.checks = nil }},
		{"answers change", func(r *runner[paper], _ *Vector[paper]) {
			turn := 0
			r.checks[0].Eval = func(p paper) motcua.Verdict {
				turn++
				return motcua.Verdict{Outcome: demanded()[turn%2]}
			}
		}},
		{"asked without being named", func(r *runner[paper], v *Vector[paper]) {
			// The check is national, the rule under test says that it is local.
			r.rule.Jurisdiction, v.Jurisdiction = motcua.NgheAn, motcua.NgheAn
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := runner[paper]{checks: []motcua.Check[paper]{goodCheck()}, rule: goodRule(), redate: redated}
			v := vectorsFor(goodRule())[0]
			if got := r.failures([]Vector[paper]{v}); got != nil {
				t.Fatalf("the good vector fails: %q", got)
			}
			tt.spoil(&r, &v)
			if got := r.failures([]Vector[paper]{v}); len(got) == 0 {
				t.Error("nothing failed")
			}
		})
	}
}

func TestFailuresDemandDetail(t *testing.T) {
	for _, want := range []motcua.Outcome{motcua.Violated, motcua.Indeterminate} {
		for name, detail := range map[string]motcua.Text{
			"none": {}, "Vietnamese only": {VI: "Có."}, "English only": {EN: "Yes."},
		} {
			t.Run(string(want)+"/"+name, func(t *testing.T) {
				c := goodCheck()
				c.Eval = func(p paper) motcua.Verdict { return motcua.Verdict{Outcome: p.seal, Detail: detail} }
				r := runner[paper]{checks: []motcua.Check[paper]{c}, rule: goodRule(), redate: redated}
				v := vectorsFor(goodRule())[0]
				v.Subject.seal, v.Want = want, want
				if got := r.failures([]Vector[paper]{v}); len(got) == 0 {
					t.Error("a finding without detail was let pass")
				}
			})
		}
	}
}

// TestFailuresAtAdjoiningWordings spoils only the neighbour.
func TestFailuresAtAdjoiningWordings(t *testing.T) {
	r := runner[paper]{checks: []motcua.Check[paper]{goodCheck(), nextCheck()}, rule: goodRule(), redate: redated}
	vectors := vectorsFor(goodRule())
	if got := r.failures(vectors); got != nil {
		t.Fatalf("adjoining wordings fail: %q", got)
	}
	r.checks[0].InForce.Until = day(2020, 1, 2) // now it reaches into the neighbour
	if got := r.failures(vectors); len(got) != 1 {
		t.Errorf("failures = %q, want one", got)
	}
}

func TestEdgesOf(t *testing.T) {
	type pair struct {
		Date string
		Want motcua.Outcome
	}
	tests := []struct {
		name     string
		interval motcua.Interval
		want     []pair
	}{
		{"closed", motcua.Interval{From: day(2020, 3, 1), Until: day(2021, 1, 1)}, []pair{
			{"", motcua.Indeterminate}, {"2020-02-29", motcua.NotInForce}, {"2020-03-01", motcua.Satisfied},
			{"2020-12-31", motcua.Satisfied}, {"2021-01-01", motcua.NotInForce},
		}},
		{"open", motcua.Interval{From: day(2021, 3, 1)}, []pair{
			{"", motcua.Indeterminate}, {"2021-02-28", motcua.NotInForce}, {"2021-03-01", motcua.Satisfied},
			{"2999-12-31", motcua.Satisfied},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []pair
			for _, e := range edgesOf(tt.interval) {
				got = append(got, pair{e.date.String(), e.want})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("edgesOf (-want +got):\n%s", diff)
			}
		})
	}
}
