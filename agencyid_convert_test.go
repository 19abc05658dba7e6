package motcua_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

func pair(t testing.TB, from, to string) motcua.AgencyPair {
	t.Helper()
	return motcua.AgencyPair{Old: agency(t, from), New: agency(t, to), Source: "danh sách thử nghiệm"}
}

func TestAgencyTable(t *testing.T) {
	table, err := motcua.NewAgencyTable([]motcua.AgencyPair{
		pair(t, "000.00.18.G12", "G12.18"),
		pair(t, "000.00.07.H22", "H60.31"), // not the reversal: issued anew
		pair(t, "000.00.09.H60", "h60.31"), // merged into the same
		pair(t, "98.H29", "H29.98"),
		pair(t, "000.00.18.g12", "g12.18"), // said twice
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ from, to string }{
		{"000.00.18.G12", "G12.18"}, {"000.00.18.g12", "G12.18"}, {"000.00.07.H22", "H60.31"}, {"000.00.09.H60", "h60.31"},
		{"98.H29", "H29.98"}, {"000.00.98.H29", ""}, {"000.00.00.G12", ""}, {"G12.18", ""},
	} {
		got, ok := table.Successor(agency(t, tt.from))
		if got.New.String() != tt.to || ok != (tt.to != "") {
			t.Errorf("Successor(%s) = %v, %t, want %q", tt.from, got, ok, tt.to)
		}
	}
	var from []string
	for _, p := range table.Predecessors(agency(t, "H60.31")) {
		from = append(from, p.Old.String())
	}
	if diff := cmp.Diff([]string{"000.00.07.H22", "000.00.09.H60"}, from); diff != "" {
		t.Errorf("predecessors (-want +got):\n%s", diff)
	}
	if got := table.Predecessors(agency(t, "G12.18")); len(got) != 1 {
		t.Errorf("a pair said twice counts %d times", len(got))
	}
	clear(table.Predecessors(agency(t, "H60.31")))
	if got := table.Predecessors(agency(t, "H60.31")); got[0].Old.IsZero() {
		t.Error("changing the returned slice changed the table")
	}
	if _, ok := (motcua.AgencyTable{}).Successor(agency(t, "000.00.18.G12")); ok {
		t.Error("the zero table converts")
	}
}

func TestAgencyTableRefuses(t *testing.T) {
	tests := map[string][]motcua.AgencyPair{
		"turned around":     {pair(t, "G12.18", "000.00.18.G12")},
		"old to old":        {pair(t, "000.00.18.G12", "000.00.18.G12")},
		"an enterprise":     {pair(t, "0100000000", "G12")},
		"into a scheme":     {pair(t, "000.00.18.G12", "Z01A")},
		"nothing":           {{}},
		"a second follower": {pair(t, "000.00.18.G12", "G12.18"), pair(t, "000.00.18.g12", "G12.19")},
	}
	for name, pairs := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := motcua.NewAgencyTable(pairs); !errors.Is(err, motcua.ErrAgencyTable) {
				t.Errorf("error %v, want ErrAgencyTable", err)
			}
		})
	}
}

func TestAgencySuggestions(t *testing.T) {
	const (
		always, four, short, closed = motcua.AgencyDoubtReissued, motcua.AgencyDoubtLevelFour,
			motcua.AgencyDoubtShort, motcua.AgencyDoubtClosed
	)
	doubts := func(d ...motcua.AgencyDoubt) []motcua.AgencyDoubt { return d }
	tests := []struct {
		from   string
		qd20   string // "": none
		qcvn   string
		doubts []motcua.AgencyDoubt
	}{
		{"000.00.00.H49", "H49", "", doubts(always)},
		{"000.00.18.G12", "G12.18", "", doubts(always)}, // Tổng cục Thuế, both seen in use
		{"000.06.16.g09", "G09.16.06", "", doubts(always)},
		{"001.02.03.A99", "A99.03.02.001", "", doubts(always, four)},
		{"000.17.22.H22", "H22.22.17", "", doubts(always, closed)},
		{"000.00.01.G36", "G36.01", "", doubts(always, closed)},
		{"001.00.00.Y00", "", "", nil}, // dropping zeros would name someone else
		{"000.17.00.H56", "", "", nil},
		{"G12.18", "", "000.00.18.G12", doubts(always)},
		{"h49", "", "000.00.00.H49", doubts(always)},
		{"A99.03.02.001", "", "001.02.03.A99", doubts(always, four)},
		{"G13.01", "", "000.00.01.G13", doubts(always, closed)},
		{"H15.50.05.13", "", "", nil}, // two digits at level 4
		{"H15.500", "", "", nil},
		{"H15.5A", "", "", nil},
		{"H15.00", "", "", nil},
		{"H15.01.02.003.04", "", "", nil},
		{"38.98.H29", "H29.98.38", "000.38.98.H29", doubts(always, short)},
		{"18.G12", "G12.18", "000.00.18.G12", doubts(always, short)},
		{"38.00.H29", "", "000.38.00.H29", doubts(always, short)},
		{"00.H04", "H04", "000.00.00.H04", doubts(always, short, closed)},
		{"0100000000", "", "", nil},
		{"Z01A", "", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.from, func(t *testing.T) {
			a := agency(t, tt.from)
			for _, way := range []struct {
				name, want string
				suggest    func() (motcua.AgencySuggestion, bool)
			}{
				{"SuggestQD20", tt.qd20, a.SuggestQD20},
				{"SuggestQCVN102", tt.qcvn, a.SuggestQCVN102},
			} {
				got, ok := way.suggest()
				if got.To.String() != way.want || ok != (way.want != "") {
					t.Errorf("%s = %v, %t, want %q", way.name, got, ok, way.want)
				}
				if !ok {
					continue
				}
				if diff := cmp.Diff(tt.doubts, got.Doubts); diff != "" || got.From != a || got.To != agency(t, got.To.String()) {
					t.Errorf("%s from %q to %q, doubts (-want +got):\n%s", way.name, got.From, got.To, diff)
				}
			}
		})
	}
	var none motcua.AgencyID
	if _, ok := none.SuggestQD20(); ok {
		t.Error("no code suggests one of QĐ 20")
	}
	if _, ok := none.SuggestQCVN102(); ok {
		t.Error("no code suggests one of QCVN 102")
	}
}
