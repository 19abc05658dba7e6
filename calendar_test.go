package motcua_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

func calendar(t testing.TB) *motcua.Calendar {
	t.Helper()
	c, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads a moment of Vietnamese time, “2023-10-27 09:32”.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	layout := "2006-01-02 15:04:05"[:len(s)]
	moment, err := time.ParseInLocation(layout, s, time.FixedZone("", 7*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func show(moment time.Time) string { return moment.Format("2006-01-02 15:04:05 -0700") }

// TestYears holds the days off on weekdays and the weekends worked against lists
// made by others: 2021–2026 as an open list of holidays assembled them from
// the notices, 2019 and 2020 as the press printed them (plo.vn, kienthuc.net.vn).
func TestYears(t *testing.T) {
	tests := map[int]struct{ off, worked []string }{
		2019: {[]string{"01-01", "02-04", "02-05", "02-06", "02-07", "02-08", "04-15", "04-29", "04-30", "05-01", "09-02"}, []string{"01-05", "05-04"}},
		2020: {[]string{"01-01", "01-23", "01-24", "01-27", "01-28", "01-29", "04-02", "04-30", "05-01", "09-02"}, nil},
		2021: {[]string{"01-01", "02-10", "02-11", "02-12", "02-15", "02-16", "04-21", "04-30", "05-03", "09-02", "09-03"}, nil},
		2022: {[]string{"01-03", "01-31", "02-01", "02-02", "02-03", "02-04", "04-11", "05-02", "05-03", "09-01", "09-02"}, nil},
		2023: {[]string{"01-02", "01-20", "01-23", "01-24", "01-25", "01-26", "05-01", "05-02", "05-03", "09-01", "09-04"}, nil},
		2024: {[]string{"01-01", "02-08", "02-09", "02-12", "02-13", "02-14", "04-18", "04-29", "04-30", "05-01", "09-02", "09-03"}, []string{"05-04"}},
		2025: {[]string{"01-01", "01-27", "01-28", "01-29", "01-30", "01-31", "04-07", "04-30", "05-01", "05-02", "09-01", "09-02"}, []string{"04-26"}},
		2026: {[]string{"01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30", "05-01", "08-31", "09-01", "09-02", "11-24"}, []string{"01-10", "08-22"}},
	}
	c := calendar(t)
	for year, want := range tests {
		var off, worked []string
		for d := motcua.DateOf(year, time.January, 1); d.Before(motcua.DateOf(year+1, time.January, 1)); d = d.AddDays(1) {
			day, err := c.Day(d)
			if err != nil {
				t.Fatal(err)
			}
			if day.Provisional() {
				t.Errorf("%s is provisional", d)
			}
			switch weekend := isWeekend(d); {
			case !weekend && !day.Working():
				off = append(off, d.String()[5:])
			case weekend && day.Working():
				worked = append(worked, d.String()[5:])
			}
		}
		if diff := cmp.Diff(want.off, off); diff != "" {
			t.Errorf("%d, weekdays off (-want +got):\n%s", year, diff)
		}
		if diff := cmp.Diff(want.worked, worked); diff != "" {
			t.Errorf("%d, weekend days worked (-want +got):\n%s", year, diff)
		}
	}
}

func isWeekend(d motcua.Date) bool {
	parsed, _ := time.Parse(time.DateOnly, d.String())
	return parsed.Weekday() == time.Saturday || parsed.Weekday() == time.Sunday
}

// TestUnknownYear: without a decision the five days of Tết lie around the lunar
// new year, the second day of National Day is not guessed, and answers say so.
func TestUnknownYear(t *testing.T) {
	c := calendar(t)
	var off []string
	for _, day := range c.Exceptions(interval(t, "2030-01-01", "2031-01-01")) {
		if day.Working() || !day.Provisional() {
			t.Errorf("%s: working %t, provisional %t, want off and provisional", day.Date, day.Working(), day.Provisional())
		}
		off = append(off, day.Date.String()[5:]+" "+day.Name.VI)
	}
	want := []string{ // Tết 2030 is 2 February, a Saturday; 10/3 is 12 April
		"01-01 Tết Dương lịch",
		"02-01 Tết Âm lịch", "02-02 Tết Âm lịch", "02-03 Tết Âm lịch", "02-04 Tết Âm lịch", "02-05 Tết Âm lịch",
		"02-06 Tết Âm lịch (nghỉ bù)", "02-07 Tết Âm lịch (nghỉ bù)",
		"04-12 Giỗ Tổ Hùng Vương", "04-30 Ngày Chiến thắng", "05-01 Ngày Quốc tế lao động",
		"09-02 Quốc khánh", "11-24 Ngày Văn hóa Việt Nam",
	}
	if diff := cmp.Diff(want, off); diff != "" {
		t.Errorf("days off of 2030 (-want +got):\n%s", diff)
	}
	day, err := c.Day(motcua.DateOf(2030, time.June, 3))
	if err != nil || !slices.Equal(day.Unsettled, []int{2030}) || day.Why().IsZero() {
		t.Errorf("Day = %+v, %v, want a day of the unsettled year 2030", day, err)
	}
}

// TestPartlyDecided: a decision on one holiday says nothing of another.
func TestPartlyDecided(t *testing.T) {
	c, err := motcua.NewCalendar(motcua.CalendarOptions{Years: []motcua.HolidayYear{{Year: 2030, Decisions: []motcua.HolidayDecision{
		{Name: motcua.Text{VI: "Quốc khánh"}, Off: []motcua.Date{date(t, "2030-09-03")}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"2030-02-01", "2030-02-05", "2030-02-07", "2030-09-02", "2030-09-03"} {
		if day, err := c.Day(date(t, d)); err != nil || day.Working() {
			t.Errorf("%s: working %t, %v, want a day off", d, day.Working(), err)
		}
	}
}

// TestTetElsewhere: a decision that places Tết replaces the assumption, even if
// the days do not meet.
func TestTetElsewhere(t *testing.T) {
	c, err := motcua.NewCalendar(motcua.CalendarOptions{Years: []motcua.HolidayYear{{Year: 2030, Decisions: []motcua.HolidayDecision{
		{Off: []motcua.Date{date(t, "2030-02-11")}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Exceptions(interval(t, "2030-01-25", "2030-02-20")); len(got) != 1 || got[0].Date != date(t, "2030-02-11") {
		t.Errorf("days off around Tết: %v, want 11 February alone", got)
	}
}

// TestInLieuInOrder: the earlier day has the earlier day in lieu, however the
// holidays are listed.
func TestInLieuInOrder(t *testing.T) {
	name := func(s string) motcua.Text { return motcua.Text{VI: s, EN: s} }
	c, err := motcua.NewCalendar(motcua.CalendarOptions{Years: []motcua.HolidayYear{}, Holidays: []motcua.Holiday{
		{Name: name("Sunday"), Month: 4, Day: 30, InLieu: true},
		{Name: name("Saturday"), Month: 4, Day: 29, InLieu: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[string]string{"2023-05-01": "Saturday (in lieu)", "2023-05-02": "Sunday (in lieu)"} {
		if day, _ := c.Day(date(t, d)); day.Name.EN != want {
			t.Errorf("%s is %q, want %q", d, day.Name.EN, want)
		}
	}
}

func TestExceptions(t *testing.T) {
	c := calendar(t)
	for _, tt := range []struct {
		from, until string
		want        int
	}{
		{"2025-04-26", "2025-05-02", 3}, {"2025-04-27", "2025-05-03", 3}, {"2025-06-01", "2025-07-01", 0},
		{"2025-05-02", "2025-05-02", 0}, {"2025-05-02", "2025-05-01", 0}, {"2199-09-01", "", 2}, {"", "1900-01-02", 1},
	} {
		if got := c.Exceptions(interval(t, tt.from, tt.until)); len(got) != tt.want {
			t.Errorf("%s to %s: %v, want %d days", tt.from, tt.until, got, tt.want)
		}
	}
}

func TestDaySaysWhy(t *testing.T) {
	c := calendar(t)
	tests := []struct {
		date, name, instrument string
		working                bool
	}{
		{"2025-04-26", "Worked in place of 2025-05-02", "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024", true},
		{"2025-05-02", "Off, made up on 2025-04-26", "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024", false},
		{"2025-04-07", "Hùng Kings' Commemoration Day", "Bộ luật Lao động 45/2019/QH14", false},
		{"2019-04-15", "Hùng Kings' Commemoration Day (in lieu)", "Bộ luật Lao động 10/2012/QH13", false},
		{"2025-09-01", "National Day", "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024", false},
		{"2026-11-24", "Vietnamese Culture Day", "Nghị quyết 28/2026/QH16", false},
		{"2025-11-24", "", "", true},
		{"2025-04-27", "", "", false},
	}
	for _, tt := range tests {
		day, err := c.Day(date(t, tt.date))
		if err != nil {
			t.Fatal(err)
		}
		if day.Name.EN != tt.name || day.Source.Instrument != tt.instrument || day.Working() != tt.working {
			t.Errorf("%s: %q by %q, working %t, want %q by %q, %t", tt.date,
				day.Name.EN, day.Source.Instrument, day.Working(), tt.name, tt.instrument, tt.working)
		}
	}
}

// TestDataIsMarked: nothing in the data passes for a text that was read, and
// everything says whose report it is.
func TestDataIsMarked(t *testing.T) {
	check := func(what string, s motcua.Source) {
		t.Helper()
		if s.Sure != motcua.Quoted && s.Sure != motcua.Indirect {
			t.Errorf("%s is said to be %q", what, s.Sure)
		}
		if s.Instrument == "" || s.Reporter == "" || (s.Quote != "") != (s.Sure == motcua.Quoted) {
			t.Errorf("%s: incomplete source %+v", what, s)
		}
	}
	for _, h := range motcua.StatutoryHolidays() {
		check(h.Name.EN, h.Source)
	}
	for _, y := range motcua.HolidayYears() {
		for _, d := range y.Decisions {
			check(fmt.Sprint(y.Year), d.Source)
		}
	}
}

func TestHoursOfSwappedDays(t *testing.T) {
	week := motcua.DefaultWeek()
	morning := week[time.Monday][:1]
	week[time.Saturday] = morning
	week[time.Monday] = nil
	week[time.Friday] = []motcua.Session{{Open: 8 * time.Hour, Close: 15 * time.Hour}}
	c, err := motcua.NewCalendar(motcua.CalendarOptions{Week: week})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		date string
		want []motcua.Session
	}{
		{"2025-04-19", morning},           // an ordinary Saturday
		{"2025-04-26", week[time.Friday]}, // worked for Friday 2 May
		{"2025-05-02", nil},
		{"2024-05-04", morning}, // for Monday 29 April, when this office rests anyway
		{"2024-04-29", nil},
	}
	for _, tt := range tests {
		day, err := c.Day(date(t, tt.date))
		if diff := cmp.Diff(tt.want, day.Sessions); err != nil || diff != "" {
			t.Errorf("%s, %v (-want +got):\n%s", tt.date, err, diff)
		}
	}
}

func TestLocalDays(t *testing.T) {
	storm := motcua.Text{VI: "Nghỉ tránh bão", EN: "Closed for the storm"}
	noon := []motcua.Session{{Open: 7 * time.Hour, Close: 12 * time.Hour}}
	c, err := motcua.NewCalendar(motcua.CalendarOptions{Local: []motcua.LocalDay{
		{Date: date(t, "2024-09-09"), Name: storm},
		{Date: date(t, "2024-09-07"), Sessions: noon},
		{Date: date(t, "2025-05-02"), Sessions: noon}, // does not follow the swap
	}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ received, due string }{
		{"2024-09-06 08:00", "2024-09-07 12:00"},
		{"2024-09-07 12:30", "2024-09-11 17:00"}, // received on Tuesday: Monday is closed
		{"2025-04-29 08:00", "2025-05-02 12:00"},
	}
	for _, tt := range tests {
		due, err := c.Due(at(t, tt.received), motcua.Term{N: 1, Unit: motcua.WorkingDays})
		if err != nil || !due.At.Equal(at(t, tt.due)) {
			t.Errorf("received %s, due %s, %v, want %s", tt.received, show(due.At), err, tt.due)
		}
	}
	if day, _ := c.Day(date(t, "2024-09-09")); day.Name != storm || day.Working() {
		t.Errorf("the closed day is %+v", day)
	}
}

// TestHolidayOfLeapDays: a day that a year lacks does not fall on another.
func TestHolidayOfLeapDays(t *testing.T) {
	c, err := motcua.NewCalendar(motcua.CalendarOptions{
		Holidays: []motcua.Holiday{{Month: 2, Day: 29}, {Lunar: true, Month: 12, Day: 30}},
		Years:    []motcua.HolidayYear{},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, day := range c.Exceptions(interval(t, "2023-01-01", "2026-01-01")) {
		got = append(got, day.Date.String())
	}
	want := []string{"2023-01-21", "2024-02-09", "2024-02-29"} // the twelfth month of 2024 has 29 days
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("days off (-want +got):\n%s", diff)
	}
}

func TestZeroCalendar(t *testing.T) {
	var c motcua.Calendar
	if _, err := c.Due(at(t, "2024-06-03 08:00"), motcua.Term{N: 1, Unit: motcua.WorkingDays}); !errors.Is(err, motcua.ErrCalendarRange) {
		t.Errorf("Due of the zero Calendar: %v, want ErrCalendarRange", err)
	}
	if _, err := c.LastOfMonth(date(t, "2024-06-03")); !errors.Is(err, motcua.ErrNoWorkingDay) {
		t.Errorf("LastOfMonth of the zero Calendar: %v, want ErrNoWorkingDay", err)
	}
}
