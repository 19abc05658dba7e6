package motcua_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/lunar"
)

// TestTet: the first day of the lunar year, where calendars made for China err
// and where notices of the ministries give both dates.
func TestTet(t *testing.T) {
	tests := []struct{ civil, chinese string }{
		{"1968-01-29", "1968-01-30"}, {"1969-02-16", "1969-02-17"}, {"1985-01-21", "1985-02-20"},
		{"2007-02-17", "2007-02-18"}, {"2030-02-02", "2030-02-03"}, {"2053-02-18", "2053-02-19"},
		{"2025-01-29", "2025-01-29"}, {"2026-02-17", "2026-02-17"}, {"2027-02-06", "2027-02-06"},
	}
	for _, tt := range tests {
		want := motcua.LunarDate{Year: yearOf(t, tt.civil), Month: 1, Day: 1}
		if got, err := date(t, tt.civil).Lunar(); err != nil || got != want {
			t.Errorf("%s is %+v, %v, want %+v", tt.civil, got, err, want)
		}
		if got, err := want.Date(); err != nil || got.String() != tt.civil {
			t.Errorf("%+v is %s, %v, want %s", want, got, err, tt.civil)
		}
		if other, _ := date(t, tt.chinese).Lunar(); tt.chinese != tt.civil && other == want {
			t.Errorf("the Chinese new year %s is %+v", tt.chinese, other)
		}
	}
}

func yearOf(t testing.TB, s string) int {
	t.Helper()
	parsed, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Year()
}

// TestLunarDates as notices and published calendars have them.
func TestLunarDates(t *testing.T) {
	tests := []struct {
		civil string
		want  motcua.LunarDate
	}{
		{"2020-01-23", motcua.LunarDate{Year: 2019, Month: 12, Day: 29}},
		{"2020-01-29", motcua.LunarDate{Year: 2020, Month: 1, Day: 5}},
		{"2025-01-25", motcua.LunarDate{Year: 2024, Month: 12, Day: 26}},
		{"2025-02-02", motcua.LunarDate{Year: 2025, Month: 1, Day: 5}},
		{"2026-02-14", motcua.LunarDate{Year: 2025, Month: 12, Day: 27}},
		{"2026-02-22", motcua.LunarDate{Year: 2026, Month: 1, Day: 6}},
		{"2020-04-02", motcua.LunarDate{Year: 2020, Month: 3, Day: 10}},
		{"2023-04-29", motcua.LunarDate{Year: 2023, Month: 3, Day: 10}}, // after a leap second month
		{"2023-03-22", motcua.LunarDate{Year: 2023, Month: 2, Day: 1, Leap: true}},
		{"2025-07-25", motcua.LunarDate{Year: 2025, Month: 6, Day: 1, Leap: true}},
	}
	for _, tt := range tests {
		if got, err := date(t, tt.civil).Lunar(); err != nil || got != tt.want {
			t.Errorf("%s is %+v, %v, want %+v", tt.civil, got, err, tt.want)
		}
	}
}

// TestLunarRoundTrip goes through every day from 1900 to 2199, there and back;
// the lunar day counts on or begins a month.
func TestLunarRoundTrip(t *testing.T) {
	last := motcua.LunarDate{}
	end := motcua.DateOf(2200, time.January, 1)
	for d := motcua.DateOf(1900, time.January, 1); d.Before(end); d = d.AddDays(1) {
		l, err := d.Lunar()
		if err != nil {
			t.Fatalf("%s: %v", d, err)
		}
		if back, err := l.Date(); err != nil || back != d {
			t.Fatalf("%s is %+v, which is %s, %v", d, l, back, err)
		}
		if next := last; last.Day > 0 {
			next.Day++
			if l != next && (l.Day != 1 || last.Day < 29) {
				t.Fatalf("%+v is followed by %+v", last, l)
			}
		}
		last = l
	}
}

func TestLunarErrors(t *testing.T) {
	first, beyond := date(t, "1899-02-10"), date(t, "2200-02-15")
	if l, err := first.Lunar(); err != nil || l != (motcua.LunarDate{Year: 1899, Month: 1, Day: 1}) {
		t.Errorf("%s is %+v, %v", first, l, err)
	}
	if l, err := beyond.AddDays(-1).Lunar(); err != nil || l.Month != 12 || l.Year != 2199 {
		t.Errorf("%s is %+v, %v", beyond.AddDays(-1), l, err)
	}
	for _, d := range []motcua.Date{{}, first.AddDays(-1), beyond, motcua.DateOf(2024, 2, 30), motcua.DateOf(1, 1, 1), motcua.DateOf(9999, 12, 31)} {
		if l, err := d.Lunar(); !errors.Is(err, motcua.ErrLunarDate) || l != (motcua.LunarDate{}) {
			t.Errorf("%v is %+v, %v, want ErrLunarDate", d, l, err)
		}
	}
	for _, l := range []motcua.LunarDate{
		{}, {Year: 2024, Month: 0, Day: 1}, {Year: 2024, Month: 13, Day: 1}, {Year: 2024, Month: 1, Day: 0},
		{Year: 2024, Month: 12, Day: 30}, {Year: 2024, Month: 2, Day: 1, Leap: true}, {Year: 2023, Month: 3, Day: 1, Leap: true},
		{Year: 1898, Month: 1, Day: 1}, {Year: 2200, Month: 1, Day: 1},
		{Year: math.MaxInt, Month: 1, Day: 1}, {Year: math.MinInt, Month: 1, Day: 1}, {Year: 2024, Month: 1, Day: math.MinInt},
	} {
		if d, err := l.Date(); !errors.Is(err, motcua.ErrLunarDate) || !d.IsZero() {
			t.Errorf("%+v is %v, %v, want ErrLunarDate", l, d, err)
		}
	}
}

// FuzzLunarDate: whatever is asked, an answer leads back to the question.
func FuzzLunarDate(f *testing.F) {
	f.Add(2024, 1, 1, false)
	f.Add(2023, 2, 30, true)
	f.Add(1899, 12, 30, false)
	f.Add(2199, 6, 29, true)
	f.Add(math.MinInt, -1, math.MaxInt, false)
	f.Fuzz(func(t *testing.T, year, month, day int, leap bool) {
		l := motcua.LunarDate{Year: year, Month: month, Day: day, Leap: leap}
		if d, err := l.Date(); err == nil {
			if back, err := d.Lunar(); err != nil || back != l {
				t.Errorf("%+v is %v, which is %+v, %v", l, d, back, err)
			}
		}
		d := motcua.DateOf(year, time.Month(month), day)
		if l, err := d.Lunar(); err == nil {
			if back, err := l.Date(); err != nil || back != d {
				t.Errorf("%v is %+v, which is %v, %v", d, l, back, err)
			}
		}
	})
}

// BenchmarkLunar compares the table with the computation that it stands for.
func BenchmarkLunar(b *testing.B) {
	d := motcua.DateOf(2026, time.October, 20)
	b.Run("table", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.Lunar(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("astronomy", func(b *testing.B) {
		for b.Loop() {
			lunar.Of(2026, vietnamOffset)
		}
	})
}
