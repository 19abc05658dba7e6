package signature

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

// TestSoftwareRules: every point is satisfied, violated or open as declared, and
// concerns the kind of software that its article names.
func TestSoftwareRules(t *testing.T) {
	var vectors []rulestest.Vector[Declaration]
	for _, c := range softwareChecks() {
		for answer, want := range map[Tristate]motcua.Outcome{
			Yes: motcua.Satisfied, No: motcua.Violated, Unknown: motcua.Indeterminate,
		} {
			d := Declaration{On: c.InForce.From.AddDays(100), Signs: true, Checks: true, Does: map[string]Tristate{c.ID: answer}}
			vectors = append(vectors, rulestest.Vector[Declaration]{
				Name: string(want), ID: c.ID, From: c.InForce.From, Subject: d, Want: want,
			})
		}
		vectors = append(vectors, rulestest.Vector[Declaration]{
			Name: "neither signs nor checks", ID: c.ID, From: c.InForce.From,
			Subject: Declaration{On: c.InForce.From}, Want: motcua.NotApplicable,
		})
	}
	rulestest.Run(t, softwareChecks(), vectors, func(d Declaration, on motcua.Date) Declaration {
		d.On = on
		return d
	})
}

// TestCheckSoftware counts what each article asks of whom, by construction from
// the articles: 8 and 7 points, 4 and 2, and 14 with 10 of the annex.
func TestCheckSoftware(t *testing.T) {
	tests := []struct {
		name string
		d    Declaration
		want map[motcua.Outcome]int
	}{
		{"signs, 2020", Declaration{On: motcua.DateOf(2020, time.June, 1), Signs: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 8 + 6, motcua.NotApplicable: 7, motcua.NotInForce: 24}},
		{"checks, 2020", Declaration{On: motcua.DateOf(2020, time.June, 1), Checks: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 7 + 6, motcua.NotApplicable: 8, motcua.NotInForce: 24}},
		{"checks, 2026", Declaration{On: motcua.DateOf(2026, time.June, 1), Checks: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 7 + 24, motcua.NotApplicable: 8, motcua.NotInForce: 6}},
		{"checks, after Thông tư 41", Declaration{On: motcua.DateOf(2026, time.November, 15), Checks: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 24, motcua.NotInForce: 8 + 7 + 6}},
		{"older than Thông tư 41, in transition", Declaration{On: motcua.DateOf(2019, time.February, 4), Since: motcua.DateOf(2018, time.February, 4), Checks: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 6, motcua.NotApplicable: 15, motcua.NotInForce: 24}},
		{"older, after the transition", Declaration{On: motcua.DateOf(2019, time.February, 5), Since: motcua.DateOf(2018, time.February, 4), Checks: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 7 + 6, motcua.NotApplicable: 8, motcua.NotInForce: 24}},
		{"newer than Thông tư 41", Declaration{On: motcua.DateOf(2019, time.February, 4), Since: motcua.DateOf(2018, time.February, 5), Checks: true},
			map[motcua.Outcome]int{motcua.Indeterminate: 7 + 6, motcua.NotApplicable: 8, motcua.NotInForce: 24}},
		{"no day", Declaration{Checks: true}, map[motcua.Outcome]int{motcua.Indeterminate: 45 - 8, motcua.NotApplicable: 8}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, err := CheckSoftware(tt.d)
			if err != nil {
				t.Fatal(err)
			}
			got := map[motcua.Outcome]int{}
			for _, f := range found {
				got[f.Outcome]++
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("outcomes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckSoftwareRefusesStrayAnswers(t *testing.T) {
	d := Declaration{On: motcua.DateOf(2020, time.June, 1), Checks: true, Does: map[string]Tristate{"signature/matching-key": Yes}}
	if _, err := CheckSoftware(d); !errors.Is(err, ErrChecklist) {
		t.Errorf("an answer to a rule that is no point: %v", err)
	}
}

// TestEncouraged: what the texts call encouraged or optional is no duty.
func TestEncouraged(t *testing.T) {
	var got []string
	for _, r := range rulesOf(softwareChecks()) {
		if r.Duty == motcua.Should {
			got = append(got, r.Citation.Provision)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"Phụ lục II mục 1.5", "Phụ lục II mục 1.6", "Điều 81 khoản 2"}, got); diff != "" {
		t.Errorf("points that are no duty (-want +got):\n%s", diff)
	}
}
