package motcua_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// TestOptionsStay: a calendar does not change with what it was made from, nor
// with what it hands out.
func TestOptionsStay(t *testing.T) {
	o := motcua.CalendarOptions{
		Week:  motcua.DefaultWeek(),
		Local: []motcua.LocalDay{{Date: date(t, "2024-06-01"), Sessions: []motcua.Session{{Open: 8 * time.Hour, Close: 9 * time.Hour}}}},
	}
	c, err := motcua.NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	days := []motcua.Date{date(t, "2024-05-31"), date(t, "2024-06-01")}
	var want [][]motcua.Session
	for _, d := range days {
		day, _ := c.Day(d)
		want = append(want, slices.Clone(day.Sessions))
		day.Sessions[0].Open = 0
	}
	o.Week[time.Friday][0].Open, o.Local[0].Sessions[0].Open = time.Hour, time.Hour
	for i, d := range days {
		day, _ := c.Day(d)
		if diff := cmp.Diff(want[i], day.Sessions); diff != "" {
			t.Errorf("%s changed (-want +got):\n%s", d, diff)
		}
	}
}

func TestContradictions(t *testing.T) {
	hour := func(open, end float64) motcua.Session {
		return motcua.Session{Open: time.Duration(open * float64(time.Hour)), Close: time.Duration(end * float64(time.Hour))}
	}
	monday := func(s ...motcua.Session) motcua.CalendarOptions {
		var o motcua.CalendarOptions
		o.Week[time.Monday] = s
		return o
	}
	year := func(y motcua.HolidayYear) motcua.CalendarOptions {
		return motcua.CalendarOptions{Years: []motcua.HolidayYear{y}}
	}
	swap := func(pairs ...string) motcua.CalendarOptions {
		d := motcua.HolidayDecision{Off: []motcua.Date{date(t, "2024-06-03")}}
		for i := 0; i < len(pairs); i += 2 {
			var s motcua.Swap
			s.Off, _ = motcua.ParseDate(pairs[i])
			s.Worked, _ = motcua.ParseDate(pairs[i+1])
			d.Swaps = append(d.Swaps, s)
		}
		return year(motcua.HolidayYear{Year: 2024, Decisions: []motcua.HolidayDecision{d}})
	}
	holiday := func(h motcua.Holiday) motcua.CalendarOptions {
		return motcua.CalendarOptions{Holidays: []motcua.Holiday{h}}
	}
	local := func(d ...motcua.LocalDay) motcua.CalendarOptions { return motcua.CalendarOptions{Local: d} }
	day := motcua.LocalDay{Date: date(t, "2024-06-03")}
	noWork := motcua.CalendarOptions{}
	noWork.Week[0] = []motcua.Session{}

	tests := []struct {
		name    string
		options motcua.CalendarOptions
		option  string
	}{
		{"no work at all", noWork, "Week"},
		{"overlap", monday(hour(7, 12), hour(11, 17)), "Week[1]"},
		{"out of order", monday(hour(13, 17), hour(7, 11)), "Week[1]"},
		{"same session twice", monday(hour(7, 11), hour(7, 11)), "Week[1]"},
		{"no duration", monday(hour(7, 7)), "Week[1]"},
		{"backwards", monday(hour(17, 7)), "Week[1]"},
		{"before midnight", monday(hour(-1, 7)), "Week[1]"},
		{"until midnight", monday(hour(7, 24)), "Week[1]"},
		{"past midnight", monday(hour(22, 26)), "Week[1]"},
		{"half a minute", monday(hour(7, 11+1.0/120)), "Week[1]"},
		{"year 1899", year(motcua.HolidayYear{Year: 1899}), "Years[1899]"},
		{"year 2200", year(motcua.HolidayYear{Year: 2200}), "Years[2200]"},
		{"year twice", motcua.CalendarOptions{Years: []motcua.HolidayYear{{Year: 2024}, {Year: 2024}}}, "Years[2024]"},
		{"day off of another year", year(motcua.HolidayYear{Year: 2023, Decisions: []motcua.HolidayDecision{{Off: []motcua.Date{date(t, "2024-06-03")}}}}), "Years[2023]"},
		{"no day off", year(motcua.HolidayYear{Year: 2023, Decisions: []motcua.HolidayDecision{{Off: []motcua.Date{{}}}}}), "Years[2023]"},
		{"swap with itself", swap("2024-06-08", "2024-06-08"), "Years[2024].Swaps"},
		{"swap without a day", swap("2024-06-07", ""), "Years[2024].Swaps"},
		{"work on a day off", swap("2024-06-07", "2024-06-03"), "Years[2024].Swaps"},
		{"work on a holiday", swap("2024-06-07", "2024-09-02"), "Years[2024].Swaps"},
		{"a day swapped twice", swap("2024-06-07", "2024-06-08", "2024-06-07", "2024-06-09"), "Years[2024].Swaps"},
		{"31 April", holiday(motcua.Holiday{Month: 4, Day: 31}), "Holidays[0]"},
		{"month 13", holiday(motcua.Holiday{Month: 13, Day: 1}), "Holidays[0]"},
		{"lunar day 31", holiday(motcua.Holiday{Lunar: true, Month: 1, Day: 31}), "Holidays[0]"},
		{"endless holiday", holiday(motcua.Holiday{Month: 1, Day: 1, Length: 1 << 40}), "Holidays[0]"},
		{"before the ages", holiday(motcua.Holiday{Month: 1, Day: 1, Before: -1}), "Holidays[0]"},
		{"local day twice", local(day, day), "Local[1]"},
		{"local day without a date", local(motcua.LocalDay{}), "Local[0]"},
		{"local hours", local(motcua.LocalDay{Date: day.Date, Sessions: []motcua.Session{hour(9, 8)}}), "Local[0]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := motcua.NewCalendar(tt.options)
			var broken *motcua.CalendarError
			if c != nil || !errors.As(err, &broken) || !errors.Is(err, motcua.ErrCalendar) {
				t.Fatalf("NewCalendar = %v, %v, want a CalendarError", c, err)
			}
			if broken.Option != tt.option {
				t.Errorf("blamed %s (%s), want %s", broken.Option, broken.Problem, tt.option)
			}
		})
	}
}
