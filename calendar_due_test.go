package motcua_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
)

// TestDue: limits counted by hand on the default office hours 07:00–11:30 and
// 13:30–17:00. 6 November 2023 is a Monday.
func TestDue(t *testing.T) {
	days := func(n int) motcua.Term { return motcua.Term{N: n, Unit: motcua.WorkingDays} }
	hours := func(n int) motcua.Term { return motcua.Term{N: n, Unit: motcua.WorkingHours} }
	calendarDays := func(n int) motcua.Term { return motcua.Term{N: n, Unit: motcua.CalendarDays} }
	from := func(c motcua.Counting, t motcua.Term) motcua.Term { t.Counting = c; return t }
	tests := []struct {
		name, received string
		term           motcua.Term
		due            string
	}{
		// A receipt of a system in use: 27/10/2023 09:32, 5 days, 03/11/2023.
		{"a real receipt", "2023-10-27 09:32", days(5), "2023-11-03 17:00"},
		{"from the moment", "2023-10-27 09:32", from(motcua.CountFromMoment, days(5)), "2023-11-03 09:32"},
		{"receipt day counted", "2023-10-27 09:32", from(motcua.CountFromReceiptDay, days(5)), "2023-11-02 17:00"},
		{"one day, the same", "2023-11-06 09:32", from(motcua.CountFromReceiptDay, days(1)), "2023-11-06 17:00"},

		{"before opening", "2023-11-06 05:00", days(1), "2023-11-07 17:00"},
		{"last minute", "2023-11-06 16:59", days(1), "2023-11-07 17:00"},
		{"at the close", "2023-11-06 17:00", days(1), "2023-11-07 17:00"},
		{"a second late", "2023-11-06 17:00:01", days(1), "2023-11-08 17:00"},
		{"in the evening", "2023-11-06 23:59:59", days(1), "2023-11-08 17:00"},
		{"Friday evening", "2023-11-03 18:00", days(1), "2023-11-07 17:00"},
		{"on Saturday", "2023-11-04 09:00", days(1), "2023-11-07 17:00"},
		{"on Sunday", "2023-11-05 00:00", days(1), "2023-11-07 17:00"},
		{"over a weekend", "2023-11-03 08:00", days(1), "2023-11-06 17:00"},
		{"over a month's end", "2023-11-30 08:00", days(2), "2023-12-04 17:00"},
		{"on Saturday, receipt day counted", "2023-11-04 09:00", from(motcua.CountFromReceiptDay, days(1)), "2023-11-06 17:00"},

		{"moment at lunch", "2023-11-06 12:00", from(motcua.CountFromMoment, days(1)), "2023-11-07 13:30"},
		{"moment when lunch begins", "2023-11-06 11:30", from(motcua.CountFromMoment, days(1)), "2023-11-07 11:30"},
		{"moment at night", "2023-11-06 20:00", from(motcua.CountFromMoment, days(1)), "2023-11-08 07:00"},
		{"moment at the close", "2023-11-06 17:00", from(motcua.CountFromMoment, days(1)), "2023-11-07 17:00"},

		{"over Tết 2025", "2025-01-24 10:00", days(3), "2025-02-05 17:00"},
		{"received during Tết", "2025-01-29 10:00", days(1), "2025-02-04 17:00"},
		{"over Tết 2024, days in lieu", "2024-02-07 10:00", days(2), "2024-02-16 17:00"},
		{"to a Saturday worked", "2025-04-25 10:00", days(1), "2025-04-26 17:00"},
		{"on a Saturday worked", "2025-04-26 10:00", days(1), "2025-04-28 17:00"},
		{"over a day swapped off", "2025-04-29 10:00", days(1), "2025-05-05 17:00"},
		{"swap across the year's end", "2018-12-28 10:00", days(4), "2019-01-05 17:00"},
		{"three holidays on a weekend", "2023-04-28 10:00", days(1), "2023-05-04 17:00"},
		{"National Day in lieu", "2023-08-31 10:00", days(1), "2023-09-05 17:00"},
		{"Culture Day", "2026-11-23 10:00", days(1), "2026-11-25 17:00"},

		{"eight hours from opening", "2023-11-06 07:00", hours(8), "2023-11-06 17:00"},
		{"eight hours before opening", "2023-11-06 04:00", hours(8), "2023-11-06 17:00"},
		{"eight hours in the morning", "2023-11-06 09:00", hours(8), "2023-11-07 09:00"},
		{"eight hours at lunch", "2023-11-06 11:30", hours(8), "2023-11-07 11:30"},
		{"eight hours during lunch", "2023-11-06 12:00", hours(8), "2023-11-07 11:30"},
		{"eight hours at the close", "2023-11-03 17:00", hours(8), "2023-11-06 17:00"},
		{"eight hours on Saturday", "2023-11-04 10:00", hours(8), "2023-11-06 17:00"},
		{"eight hours with seconds", "2023-11-06 09:00:30", hours(8), "2023-11-07 09:00:30"},
		{"eight hours over Tết", "2025-01-24 16:00", hours(8), "2025-02-03 16:00"},
		{"one hour over lunch", "2023-11-06 11:00", hours(1), "2023-11-06 14:00"},
		{"hours to the close", "2023-11-06 13:30", hours(3), "2023-11-06 16:30"},
		{"forty hours are a week", "2023-11-06 07:00", hours(40), "2023-11-10 17:00"},

		{"fifteen days", "2023-11-06 09:00", calendarDays(15), "2023-11-21 17:00"},
		{"days to a Saturday", "2023-11-06 09:00", calendarDays(5), "2023-11-13 17:00"},
		{"days into Tết", "2025-01-15 09:00", calendarDays(15), "2025-02-03 17:00"},
		{"leap day", "2024-02-28 09:00", calendarDays(1), "2024-02-29 17:00"},
		{"no leap day", "2023-02-28 09:00", calendarDays(1), "2023-03-01 17:00"},
		{"days from Saturday", "2023-11-04 09:00", calendarDays(1), "2023-11-07 17:00"},
		{"days, receipt day counted", "2023-11-06 09:00", from(motcua.CountFromReceiptDay, calendarDays(5)), "2023-11-10 17:00"},
		{"days from the moment", "2023-11-06 09:00", from(motcua.CountFromMoment, calendarDays(4)), "2023-11-10 09:00"},
		{"days from the moment to a Saturday", "2023-11-06 09:00", from(motcua.CountFromMoment, calendarDays(5)), "2023-11-13 07:00"},

		{"two clock hours", "2023-11-06 16:00", motcua.Term{N: 2, Unit: motcua.ClockHours}, "2023-11-06 18:00"},
		{"a clock day", "2023-11-04 23:30:15", motcua.Term{N: 24, Unit: motcua.ClockHours}, "2023-11-05 23:30:15"},
	}
	c := calendar(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			received, want := at(t, tt.received), at(t, tt.due)
			for _, zone := range []*time.Location{received.Location(), time.UTC, time.FixedZone("", -11*60*60)} {
				due, err := c.Due(received.In(zone), tt.term)
				if err != nil || !due.At.Equal(want) {
					t.Errorf("due %s, %v, want %s", show(due.At), err, tt.due)
				}
				if _, offset := due.At.Zone(); offset != 7*60*60 {
					t.Errorf("due at %s, want UTC+7", show(due.At))
				}
			}
		})
	}
}

// TestDueOnHalfDays: another weekday may lack the time of day of the receipt.
func TestDueOnHalfDays(t *testing.T) {
	week := motcua.DefaultWeek()
	week[time.Saturday] = week[time.Monday][:1]
	c, err := motcua.NewCalendar(motcua.CalendarOptions{Week: week})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		received string
		counting motcua.Counting
		due      string
	}{
		{"2023-11-10 15:00", motcua.CountFromMoment, "2023-11-11 11:30"},
		{"2023-11-10 09:00", motcua.CountFromMoment, "2023-11-11 09:00"},
		{"2023-11-10 15:00", motcua.CountFromNextDay, "2023-11-11 11:30"},
		{"2023-11-11 12:00", motcua.CountFromNextDay, "2023-11-14 17:00"},
	} {
		due, err := c.Due(at(t, tt.received), motcua.Term{N: 1, Unit: motcua.WorkingDays, Counting: tt.counting})
		if err != nil || !due.At.Equal(at(t, tt.due)) {
			t.Errorf("received %s (%q), due %s, %v, want %s", tt.received, tt.counting, show(due.At), err, tt.due)
		}
	}
}

func TestDueProvisional(t *testing.T) {
	c := calendar(t)
	tests := []struct {
		received string
		term     motcua.Term
		want     []int
	}{
		{"2026-11-02 09:00", motcua.Term{N: 5, Unit: motcua.WorkingDays}, nil},
		{"2026-12-30 09:00", motcua.Term{N: 5, Unit: motcua.WorkingDays}, []int{2027}},
		{"2026-12-31 16:00", motcua.Term{N: 8, Unit: motcua.WorkingHours}, []int{2027}},
		{"2027-12-30 09:00", motcua.Term{N: 10, Unit: motcua.CalendarDays}, []int{2027, 2028}},
		{"2027-12-30 09:00", motcua.Term{N: 240, Unit: motcua.ClockHours}, nil}, // no calendar is asked
		{"2018-12-31 20:00", motcua.Term{N: 1, Unit: motcua.WorkingDays}, []int{2018}},
		{"2018-12-31 16:59:59", motcua.Term{N: 1, Unit: motcua.WorkingDays}, []int{2018}},
		{"2019-01-02 08:00", motcua.Term{N: 1, Unit: motcua.WorkingDays}, nil},
	}
	for _, tt := range tests {
		due, err := c.Due(at(t, tt.received), tt.term)
		if err != nil || !slices.Equal(due.Unsettled, tt.want) || due.Provisional() != (tt.want != nil) || due.Why().IsZero() != (tt.want == nil) {
			t.Errorf("received %s: unsettled %v (%v), %v, want %v", tt.received, due.Unsettled, due.Why(), err, tt.want)
		}
	}
	due, _ := c.Due(at(t, "2027-12-30 09:00"), motcua.Term{N: 10, Unit: motcua.CalendarDays})
	if why := due.Why(); !strings.Contains(why.VI, "2027, 2028") || !strings.Contains(why.EN, "2027, 2028") {
		t.Errorf("the reason names other years: %v", why)
	}
}

func TestDueErrors(t *testing.T) {
	c := calendar(t)
	tests := []struct {
		received string
		term     motcua.Term
		want     error
	}{
		{"2024-06-03 08:00", motcua.Term{}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: 0, Unit: motcua.WorkingDays}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: -1, Unit: motcua.WorkingDays}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: -1, Unit: motcua.ClockHours}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: motcua.MaxTerm + 1, Unit: motcua.WorkingHours}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: 1 << 62, Unit: motcua.CalendarDays}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: 1, Unit: "weeks"}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: 1, Unit: motcua.WorkingDays, Counting: "later"}, motcua.ErrTerm},
		{"2024-06-03 08:00", motcua.Term{N: 1, Unit: motcua.WorkingHours, Counting: motcua.CountFromReceiptDay}, motcua.ErrTerm},
		{"1899-12-31 23:59", motcua.Term{N: 1, Unit: motcua.WorkingDays}, motcua.ErrCalendarRange},
		{"2200-01-01 00:00", motcua.Term{N: 1, Unit: motcua.WorkingHours}, motcua.ErrCalendarRange},
		{"2199-12-31 10:00", motcua.Term{N: 1, Unit: motcua.WorkingDays}, motcua.ErrCalendarRange},
		{"2199-12-31 20:00", motcua.Term{N: 1, Unit: motcua.WorkingDays}, motcua.ErrCalendarRange},
		{"2199-12-31 16:00", motcua.Term{N: 8, Unit: motcua.WorkingHours}, motcua.ErrCalendarRange},
		{"2150-01-01 08:00", motcua.Term{N: motcua.MaxTerm, Unit: motcua.CalendarDays}, motcua.ErrCalendarRange},
	}
	for _, tt := range tests {
		due, err := c.Due(at(t, tt.received), tt.term)
		if !errors.Is(err, tt.want) || !due.At.IsZero() {
			t.Errorf("Due(%s, %+v) = %s, %v, want %v", tt.received, tt.term, show(due.At), err, tt.want)
		}
	}
	for _, far := range []time.Time{{}, time.Unix(1<<60, 0), time.Unix(-1<<60, 0)} {
		if _, err := c.Due(far, motcua.Term{N: 1, Unit: motcua.WorkingDays}); !errors.Is(err, motcua.ErrCalendarRange) {
			t.Errorf("Due(%v): %v, want ErrCalendarRange", far, err)
		}
	}
}

func TestReceipt(t *testing.T) {
	due := motcua.Due{At: at(t, "2023-11-03 09:05:59").UTC()}
	if got, want := due.Receipt(), (motcua.Text{VI: "09 giờ 05 phút, ngày 03/11/2023", EN: "09:05 on 2023-11-03"}); got != want {
		t.Errorf("Receipt() = %v, want %v", got, want)
	}
}

func TestTermLabel(t *testing.T) {
	tests := []struct {
		term motcua.Term
		want motcua.Text
	}{
		{motcua.Term{N: 5, Unit: motcua.WorkingDays}, motcua.Text{VI: "05 ngày làm việc", EN: "5 working days"}},
		{motcua.Term{N: 8, Unit: motcua.WorkingHours}, motcua.Text{VI: "08 giờ làm việc", EN: "8 working hours"}},
		{motcua.Term{N: 15, Unit: motcua.CalendarDays}, motcua.Text{VI: "15 ngày", EN: "15 days"}},
		{motcua.Term{N: 2, Unit: motcua.ClockHours}, motcua.Text{VI: "02 giờ", EN: "2 hours"}},
	}
	for _, tt := range tests {
		if got := tt.term.Label(); got != tt.want {
			t.Errorf("Label of %+v = %v, want %v", tt.term, got, tt.want)
		}
	}
}
