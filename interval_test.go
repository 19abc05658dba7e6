package motcua_test

import (
	"testing"

	"github.com/motcua/motcua"
)

// interval reads “2018-02-05/2026-11-15”, either side may be empty.
func interval(t testing.TB, from, until string) motcua.Interval {
	t.Helper()
	var i motcua.Interval
	if from != "" {
		i.From = date(t, from)
	}
	if until != "" {
		i.Until = date(t, until)
	}
	return i
}

func TestIntervalContains(t *testing.T) {
	tests := []struct {
		from, until, day string
		want             bool
	}{
		{"2018-02-05", "2026-11-15", "2018-02-04", false},
		{"2018-02-05", "2026-11-15", "2018-02-05", true},
		{"2018-02-05", "2026-11-15", "2022-06-01", true},
		{"2018-02-05", "2026-11-15", "2026-11-14", true},
		{"2018-02-05", "2026-11-15", "2026-11-15", false},
		{"2018-02-05", "", "2018-02-04", false},
		{"2018-02-05", "", "2018-02-05", true},
		{"2018-02-05", "", "9999-12-31", true},
		{"", "2018-02-05", "0001-01-01", true},
		{"", "2018-02-05", "2018-02-05", false},
		{"", "", "2018-02-05", true},
		{"2018-02-05", "2018-02-05", "2018-02-05", false}, // empty
		{"2018-02-05", "2018-02-06", "2018-02-05", true},  // a single day
	}
	for _, tt := range tests {
		if got := interval(t, tt.from, tt.until).Contains(date(t, tt.day)); got != tt.want {
			t.Errorf("[%s, %s).Contains(%s) = %t, want %t", tt.from, tt.until, tt.day, got, tt.want)
		}
	}
}

func TestIntervalOverlaps(t *testing.T) {
	tests := []struct {
		name          string
		from1, until1 string
		from2, until2 string
		want          bool
	}{
		{"same", "2018-01-01", "2019-01-01", "2018-01-01", "2019-01-01", true},
		{"adjoining", "2018-01-01", "2019-01-01", "2019-01-01", "2020-01-01", false},
		{"by a day", "2018-01-01", "2019-01-02", "2019-01-01", "2020-01-01", true},
		{"apart", "2018-01-01", "2019-01-01", "2020-01-01", "2021-01-01", false},
		{"inside", "2018-01-01", "2022-01-01", "2019-01-01", "2020-01-01", true},
		{"open, adjoining", "2018-01-01", "2019-01-01", "2019-01-01", "", false},
		{"open, by a day", "2018-01-01", "2019-01-02", "2019-01-01", "", true},
		{"both open", "2018-01-01", "", "2030-01-01", "", true},
		{"open at the start", "", "2019-01-01", "2018-01-01", "", true},
		{"open at the start, adjoining", "", "2019-01-01", "2019-01-01", "", false},
		{"empty inside another", "2019-01-01", "2019-01-01", "2018-01-01", "2020-01-01", false},
		{"empty inside an open one", "2019-01-01", "2019-01-01", "2018-01-01", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i, j := interval(t, tt.from1, tt.until1), interval(t, tt.from2, tt.until2)
			if got := i.Overlaps(j); got != tt.want {
				t.Errorf("Overlaps = %t, want %t", got, tt.want)
			}
			if got := j.Overlaps(i); got != tt.want {
				t.Errorf("in the other order Overlaps = %t, want %t", got, tt.want)
			}
		})
	}
}

// TestOverlapsMeansACommonDay holds Overlaps against Contains, day by day.
func TestOverlapsMeansACommonDay(t *testing.T) {
	first := date(t, "2024-02-27")
	var all []motcua.Interval
	for from := range 5 {
		all = append(all, motcua.Interval{From: first.AddDays(from)})
		for until := range 5 {
			all = append(all, motcua.Interval{From: first.AddDays(from), Until: first.AddDays(until)})
		}
	}
	for _, i := range all {
		for _, j := range all {
			common := false
			for day := range 6 {
				d := first.AddDays(day)
				common = common || i.Contains(d) && j.Contains(d)
			}
			if got := i.Overlaps(j); got != common {
				t.Errorf("%v.Overlaps(%v) = %t, want %t", i, j, got, common)
			}
		}
	}
}
