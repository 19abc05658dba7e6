package motcua_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

func TestWorkingDay(t *testing.T) {
	c := calendar(t)
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2023-11-06", 1, "2023-11-07"},
		{"2023-11-06", -1, "2023-11-03"},
		{"2023-11-04", 1, "2023-11-06"},
		{"2023-11-04", -1, "2023-11-03"},
		{"2025-02-03", -1, "2025-01-24"}, // the day before, over Tết
		{"2025-04-25", 1, "2025-04-26"},  // a Saturday worked
		{"2025-05-05", -2, "2025-04-28"},
		{"2024-01-02", -1, "2023-12-29"},
	}
	for _, tt := range tests {
		day, err := c.WorkingDay(date(t, tt.from), tt.n)
		if err != nil || day.Date.String() != tt.want || !day.Working() {
			t.Errorf("working day %+d of %s = %s, %v, want %s", tt.n, tt.from, day.Date, err, tt.want)
		}
	}
	day, err := c.WorkingDay(date(t, "2027-01-04"), -1)
	if diff := cmp.Diff([]int{2026, 2027}[1:], day.Unsettled); err != nil || diff != "" {
		t.Errorf("unsettled years, %v (-want +got):\n%s", err, diff)
	}
	for _, tt := range []struct {
		from motcua.Date
		n    int
		want error
	}{
		{date(t, "2024-01-01"), 0, motcua.ErrTerm},
		{date(t, "2024-01-01"), motcua.MaxTerm + 1, motcua.ErrTerm},
		{date(t, "2024-01-01"), -1 << 62, motcua.ErrTerm},
		{date(t, "1900-01-02"), -3, motcua.ErrCalendarRange},
		{date(t, "2199-12-30"), 3, motcua.ErrCalendarRange},
		{motcua.DateOf(2023, time.February, 29), 1, motcua.ErrCalendarRange},
		{motcua.Date{}, 1, motcua.ErrCalendarRange},
	} {
		if _, err := c.WorkingDay(tt.from, tt.n); !errors.Is(err, tt.want) {
			t.Errorf("WorkingDay(%v, %d): %v, want %v", tt.from, tt.n, err, tt.want)
		}
	}
}

func TestLastWorkingDays(t *testing.T) {
	c := calendar(t)
	tests := []struct{ of, week, month string }{
		{"2023-11-06", "2023-11-10", "2023-11-30"},
		{"2023-11-12", "2023-11-10", "2023-11-30"}, // a Sunday belongs to the week before
		{"2024-02-29", "2024-03-01", "2024-02-29"},
		{"2024-08-15", "2024-08-16", "2024-08-30"}, // the 31st is a Saturday
		{"2025-04-22", "2025-04-26", "2025-04-29"}, // a Saturday worked; the 30th is a holiday
		{"2024-12-31", "2025-01-03", "2024-12-31"},
		{"2018-12-05", "2018-12-07", "2018-12-28"}, // the 31st was swapped off
		{"2025-01-28", "", "2025-01-24"},           // the week of Tết
		{"2199-12-31", "2199-12-31", "2199-12-31"},
	}
	for _, tt := range tests {
		week, err := c.LastOfWeek(date(t, tt.of))
		if week.Date.String() != tt.week || errors.Is(err, motcua.ErrNoWorkingDay) != (tt.week == "") {
			t.Errorf("last of the week of %s: %s, %v, want %q", tt.of, week.Date, err, tt.week)
		}
		month, err := c.LastOfMonth(date(t, tt.of))
		if month.Date.String() != tt.month || err != nil {
			t.Errorf("last of the month of %s: %s, %v, want %s", tt.of, month.Date, err, tt.month)
		}
	}
	for _, d := range []motcua.Date{{}, motcua.DateOf(2200, 1, 1), motcua.DateOf(2024, 2, 30)} {
		_, err1 := c.LastOfWeek(d)
		_, err2 := c.LastOfMonth(d)
		_, err3 := c.Day(d)
		for _, err := range []error{err1, err2, err3} {
			if !errors.Is(err, motcua.ErrCalendarRange) {
				t.Errorf("%v: %v, want ErrCalendarRange", d, err)
			}
		}
	}
}

func TestDayOpens(t *testing.T) {
	c := calendar(t)
	day, _ := c.Day(date(t, "2023-11-06"))
	if got, want := show(day.Opens()), "2023-11-06 07:00:00 +0700"; got != want {
		t.Errorf("Opens() = %s, want %s", got, want)
	}
	if got, want := show(day.Closes()), "2023-11-06 17:00:00 +0700"; got != want {
		t.Errorf("Closes() = %s, want %s", got, want)
	}
	sunday, _ := c.Day(date(t, "2023-11-05"))
	if !sunday.Opens().IsZero() || !sunday.Closes().IsZero() {
		t.Errorf("a Sunday opens at %v and closes at %v", sunday.Opens(), sunday.Closes())
	}
}

func TestBetween(t *testing.T) {
	c := calendar(t)
	tests := []struct {
		from, to string
		days     int
		work     time.Duration
	}{
		{"2023-11-06 07:00", "2023-11-06 17:00", 0, 8 * time.Hour},
		{"2023-11-06 00:00", "2023-11-07 00:00", 1, 8 * time.Hour},
		{"2023-11-06 11:00", "2023-11-06 14:00", 0, time.Hour},
		{"2023-11-06 11:40", "2023-11-06 13:00", 0, 0},
		{"2023-11-03 16:00", "2023-11-06 08:00", 1, 2 * time.Hour},
		{"2023-11-04 08:00", "2023-11-05 08:00", 0, 0},
		{"2023-11-06 09:00:30", "2023-11-06 09:01", 0, 30 * time.Second},
		{"2023-10-27 09:32", "2023-11-03 09:32", 5, 40 * time.Hour},
		{"2025-01-24 17:00", "2025-02-05 17:00", 3, 24 * time.Hour},
		{"2025-04-25 17:00", "2025-05-05 17:00", 4, 32 * time.Hour}, // Saturday 26, 28, 29 April, 5 May
		{"2023-11-06 09:00", "2023-11-06 09:00", 0, 0},
	}
	for _, tt := range tests {
		for sign, moments := range map[int][2]time.Time{
			1:  {at(t, tt.from), at(t, tt.to).UTC()},
			-1: {at(t, tt.to).UTC(), at(t, tt.from)},
		} {
			got, err := c.Between(moments[0], moments[1])
			want := motcua.Span{Days: sign * tt.days, Time: time.Duration(sign) * tt.work}
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s to %s, sign %d: %v (-want +got):\n%s", tt.from, tt.to, sign, err, diff)
			}
		}
	}
	if span, err := c.Between(at(t, "2026-12-31 08:00"), at(t, "2028-01-01 08:00")); err != nil || !cmp.Equal(span.Unsettled, []int{2027, 2028}) {
		t.Errorf("unsettled years %v, %v, want 2027 and 2028", span.Unsettled, err)
	}
	for _, far := range []time.Time{{}, time.Unix(1<<60, 0)} {
		_, err1 := c.Between(at(t, "2026-12-31 08:00"), far)
		_, err2 := c.Between(far, at(t, "2026-12-31 08:00"))
		if !errors.Is(err1, motcua.ErrCalendarRange) || !errors.Is(err2, motcua.ErrCalendarRange) {
			t.Errorf("Between with %v: %v, %v, want ErrCalendarRange", far, err1, err2)
		}
	}
}
