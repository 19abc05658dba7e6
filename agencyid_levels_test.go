package motcua_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

func TestAgencyParent(t *testing.T) {
	// Each agency, then those above it.
	tests := [][]string{
		{"000.06.16.G09", "000.00.16.G09", "000.00.00.G09"},
		{"001.02.03.A99", "000.02.03.A99", "000.00.03.A99", "000.00.00.A99"},
		{"001.00.00.Y00", "000.00.00.Y00"}, // nobody is named at levels 2 and 3
		{"H15.50.05.13", "H15.50.05", "H15.50", "H15"},
		{"a01.000.b2", "A01.000", "A01"},
		{"38.98.h29", "98.H29"},
		{"00.15.H51"},
		{"18.G12"},
		{"G12"},
		{"0100000000-001"},
		{"Z01.02.03"},
	}
	for _, chain := range tests {
		t.Run(chain[0], func(t *testing.T) {
			a := agency(t, chain[0])
			got := []string{chain[0]}
			for p, ok := a.Parent(); ok; p, ok = p.Parent() {
				if p != agency(t, p.String()) {
					t.Errorf("parent %q is not what its text says", p)
				}
				got = append(got, p.String())
			}
			if diff := cmp.Diff(chain, got); diff != "" {
				t.Errorf("chain (-want +got):\n%s", diff)
			}
		})
	}
	if p, ok := (motcua.AgencyID{}).Parent(); ok || !p.IsZero() {
		t.Errorf("no code has the parent %q", p)
	}
}

func TestAgencyContains(t *testing.T) {
	tests := []struct {
		above, below string
		want         bool
	}{
		{"000.00.00.G09", "000.06.16.G09", true},
		{"000.00.16.G09", "000.06.16.G09", true},
		{"000.06.16.G09", "000.06.16.g09", true},
		{"000.06.16.G09", "000.00.16.G09", false},
		{"000.00.06.G09", "000.06.16.G09", false},
		{"000.06.00.G09", "000.06.16.G09", false},
		{"000.00.00.G10", "000.06.16.G09", false},
		{"H15", "H15.50.05.13", true},
		{"h15.50", "H15.50.05.13", true},
		{"H15.50.05.13", "H15.50", false},
		{"H15.5", "H15.50", false}, // a group, not a piece of text
		{"H15.05", "H15.50.05", false},
		{"98.H29", "38.98.H29", true},
		{"38.H29", "38.98.H29", false},
		{"0100000000", "0100000000", true},
		{"0100000000", "0100000000-001", false}, // a branch is not read out of a number
		{"Z01A", "Z01A", true},
		{"Z01A", "Z01AB", false},
		{"Z01a", "Z01A", false},
		// Forms do not mix.
		{"G12", "000.00.18.G12", false},
		{"000.00.00.G12", "G12.18", false},
		{"000.00.00.H29", "38.98.H29", false},
		{"H29", "98.H29", false},
	}
	for _, tt := range tests {
		t.Run(tt.above+" "+tt.below, func(t *testing.T) {
			if got := agency(t, tt.above).Contains(agency(t, tt.below)); got != tt.want {
				t.Errorf("Contains = %t, want %t", got, tt.want)
			}
		})
	}
	var none motcua.AgencyID
	if none.Contains(none) || none.Contains(agency(t, "G12")) || agency(t, "G12").Contains(none) {
		t.Error("no code contains, or is contained")
	}
}

// TestAgencyCompare: an agency before what is below it, whichever end level 1 is
// at.
func TestAgencyCompare(t *testing.T) {
	want := []string{
		"", "0100000000", "A01", "000.00.00.G09", "G09", "000.00.16.G09", "G09.16", "000.06.16.G09", "G09.20",
		"000.00.00.G10", "H15", "H15.50", "H15.50.05", "Z01A",
	}
	var codes []motcua.AgencyID
	for _, code := range want {
		if code == "" {
			codes = append(codes, motcua.AgencyID{})
			continue
		}
		codes = append(codes, agency(t, code))
	}
	for i, a := range codes {
		for j, b := range codes {
			if got, order := a.Compare(b), (i-j)/max(i-j, j-i, 1); got != order {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, order)
			}
		}
	}
	slices.Reverse(codes)
	slices.SortFunc(codes, motcua.AgencyID.Compare)
	var got []string
	for _, a := range codes {
		got = append(got, a.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
