package lunar

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	vietnam = 7
	china   = 8
)

//go:embed testdata/pyephem.tsv
var pyephem string

// line writes a year as testdata/pyephem.tsv does.
func line(number int, y Year) string {
	lengths := strings.Trim(fmt.Sprint(y.Days), "[]")
	return fmt.Sprintf("%d\t%s\t%d\t%s", number, date(y.Start), y.Leap, lengths)
}

func date(day int) string {
	return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
}

// TestAgainstPyEphem: another program agrees on every month of 302 years but
// one, which begins within three seconds of midnight and is older than the
// official use of UTC+7.
func TestAgainstPyEphem(t *testing.T) {
	within := map[int]string{1967: "1967\t1967-02-09\t0\t30 30 29 30 29 30 29 30 29 29 30 29"}
	lines := strings.Split(strings.TrimSpace(pyephem), "\n")
	if want := LastYear - FirstYear + 1; len(lines) != want {
		t.Fatalf("testdata has %d years, want %d", len(lines), want)
	}
	for i, want := range lines {
		number := FirstYear + i
		y, ok := Of(number, vietnam)
		if !ok {
			t.Fatalf("Of(%d) is out of range", number)
		}
		got := line(number, y)
		if other, doubtful := within[number]; doubtful && got == other {
			continue
		}
		if got != want {
			t.Errorf("computed %q\n by PyEphem %q", got, want)
		}
	}
}

// TestNewYear holds known first days of the year. Sources: a: notices of
// the ministries on the holidays of the year, which give both dates; b: the
// State's calendar board as the press quoted it; c: the published table of
// Hồ Ngọc Đức, 1968–2199; d: lists of the holiday in encyclopaedias.
func TestNewYear(t *testing.T) {
	tests := []struct {
		year   int
		want   string
		source string
	}{
		{1968, "1968-01-29", "c"}, // Chinese: 30 January
		{1969, "1969-02-16", "c"}, // 17 February
		{1975, "1975-02-11", "c"},
		{1976, "1976-01-31", "c"},
		{1985, "1985-01-21", "b"}, // 20 February
		{1986, "1986-02-09", "c"},
		{1995, "1995-01-31", "c"},
		{2000, "2000-02-05", "c"},
		{2007, "2007-02-17", "c"}, // 18 February
		{2008, "2008-02-07", "c"},
		{2020, "2020-01-25", "a"},
		{2021, "2021-02-12", "a"},
		{2022, "2022-02-01", "d"},
		{2023, "2023-01-22", "d"},
		{2024, "2024-02-10", "d"},
		{2025, "2025-01-29", "a"},
		{2026, "2026-02-17", "a"},
		{2027, "2027-02-06", "d"},
		{2028, "2028-01-26", "d"},
		{2029, "2029-02-13", "d"},
		{2030, "2030-02-02", "d"}, // 3 February
		{2031, "2031-01-23", "d"},
		{2053, "2053-02-18", "c"}, // 19 February
		{2099, "2099-01-21", "c"},
		{2100, "2100-02-09", "c"},
		{2199, "2199-01-26", "c"},
	}
	for _, tt := range tests {
		y, ok := Of(tt.year, vietnam)
		if got := date(y.Start); !ok || got != tt.want {
			t.Errorf("%d begins on %s, want %s (source %s)", tt.year, got, tt.want, tt.source)
		}
	}
}

// TestChina: the same rules an hour further east give the Chinese calendar, as
// computed by lunar-go 1.4.6.
func TestChina(t *testing.T) {
	tests := []struct {
		year  int
		start string
		leap  int
	}{
		{1968, "1968-01-30", 7}, {1969, "1969-02-17", 0}, {1984, "1984-02-02", 10},
		{1985, "1985-02-20", 0}, {1987, "1987-01-29", 6}, {2007, "2007-02-18", 0},
		{2030, "2030-02-03", 0}, {2033, "2033-01-31", 11}, {2053, "2053-02-19", 0},
	}
	for _, tt := range tests {
		y, _ := Of(tt.year, china)
		if date(y.Start) != tt.start || y.Leap != tt.leap {
			t.Errorf("Chinese year %d: %s, leap %d, want %s, leap %d", tt.year, date(y.Start), y.Leap, tt.start, tt.leap)
		}
	}
}

// TestLeapMonths as the published Vietnamese table has them.
func TestLeapMonths(t *testing.T) {
	want := map[int]int{
		1968: 7, 1985: 2, 1987: 7, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9,
		2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2128: 11, 2148: 1,
	}
	for year := range want {
		y, _ := Of(year, vietnam)
		if y.Leap != want[year] || len(y.Days) != 13 {
			t.Errorf("%d repeats month %d and has %d months, want month %d and 13", year, y.Leap, len(y.Days), want[year])
		}
	}
	for _, year := range []int{1984, 2000, 2024, 2026, 2027} {
		if y, _ := Of(year, vietnam); y.Leap != 0 || len(y.Days) != 12 {
			t.Errorf("%d repeats month %d and has %d months, want none and 12", year, y.Leap, len(y.Days))
		}
	}
}

// TestYearsFollow: at any offset every year ends where the next begins.
func TestYearsFollow(t *testing.T) {
	for offset := -11.0; offset <= 12; offset += 5.75 {
		for number := FirstYear; number < LastYear; number++ {
			y, _ := Of(number, offset)
			end := y.Start
			for _, n := range y.Days {
				if n != 29 && n != 30 {
					t.Errorf("a month of %d at %+.2f h has %d days", number, offset, n)
				}
				end += n
			}
			if next, _ := Of(number+1, offset); next.Start != end {
				t.Errorf("%d at %+.2f h ends on %s, but %d begins on %s", number, offset, date(end), number+1, date(next.Start))
			}
			if (y.Leap != 0) != (len(y.Days) == 13) || y.Leap < 0 || y.Leap > 12 {
				t.Errorf("%d at %+.2f h has %d months, leap %d", number, offset, len(y.Days), y.Leap)
			}
		}
	}
}

func TestOutOfRange(t *testing.T) {
	for _, year := range []int{FirstYear - 1, LastYear + 1, 0, -1 << 62, 1<<62 - 1} {
		if y, ok := Of(year, vietnam); ok || y.Start != 0 || y.Days != nil {
			t.Errorf("Of(%d) = %v, %t, want nothing", year, y, ok)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	for b.Loop() {
		Of(2026, vietnam)
	}
}
