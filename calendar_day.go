package motcua

import (
	"fmt"
	"slices"
	"time"
)

// Day is a day of the calendar.
type Day struct {
	Date     Date
	Sessions []Session // office hours; none on a day off
	Name     Text      // of the holiday, swap or local day; zero for a day like its weekday
	Source   Source    // what Name rests on; zero for local days
	Basis
}

// Working reports whether the office opens on the day.
func (d Day) Working() bool { return len(d.Sessions) > 0 }

// Opens returns the moment at which the office opens, zero on a day off.
func (d Day) Opens() time.Time {
	if !d.Working() {
		return time.Time{}
	}
	return moment(d.Date.number(), d.Sessions[0].Open)
}

// Closes returns the moment at which the office closes, zero on a day off.
func (d Day) Closes() time.Time {
	if !d.Working() {
		return time.Time{}
	}
	return moment(d.Date.number(), d.Sessions[len(d.Sessions)-1].Close)
}

// Day returns what the calendar says of a date.
//
// Errors: [ErrCalendarRange].
func (c *Calendar) Day(d Date) (Day, error) {
	n, err := numbered(d)
	if err != nil {
		return Day{}, fmt.Errorf("motcua: day: %w", err)
	}
	return c.day(n, n), nil
}

// day describes a day that was reached from another one.
func (c *Calendar) day(number, from int) Day {
	day := Day{Date: dateNumbered(number), Sessions: slices.Clone(c.sessions(number))}
	day.Basis = c.basis(min(number, from), max(number, from))
	if i, special := c.find(number); special {
		day.Name = c.special[i].name
		if source := c.special[i].source; source != nil {
			day.Source = *source
		}
	}
	return day
}

// WorkingDay returns the n-th working day after d, or before it for a negative
// n; d itself is not counted.
//
// Errors: [ErrTerm] for 0 and beyond [MaxTerm], [ErrCalendarRange].
func (c *Calendar) WorkingDay(d Date, n int) (Day, error) {
	from, err := numbered(d)
	if err == nil && (n == 0 || n > MaxTerm || n < -MaxTerm) {
		err = ErrTerm
	}
	if err == nil {
		var to int
		if to, err = c.stepWorking(from, n); err == nil {
			return c.day(to, from), nil
		}
	}
	return Day{}, fmt.Errorf("motcua: working day: %w", err)
}

// LastOfWeek returns the last working day of the week of d, Monday to Sunday.
//
// Errors: [ErrNoWorkingDay], as in the week of Tết; [ErrCalendarRange].
func (c *Calendar) LastOfWeek(d Date) (Day, error) {
	n, err := numbered(d)
	if err != nil {
		return Day{}, fmt.Errorf("motcua: last working day of the week: %w", err)
	}
	monday := n - (int(weekday(n))+6)%7
	return c.lastOf(monday, monday+6)
}

// LastOfMonth returns the last working day of the month of d.
//
// Errors: [ErrNoWorkingDay], [ErrCalendarRange].
func (c *Calendar) LastOfMonth(d Date) (Day, error) {
	if _, err := numbered(d); err != nil {
		return Day{}, fmt.Errorf("motcua: last working day of the month: %w", err)
	}
	first := DateOf(int(d.year), time.Month(d.month), 1)
	next := time.Date(int(d.year), time.Month(d.month)+1, 1, 0, 0, 0, 0, time.UTC)
	return c.lastOf(first.number(), DateOf(next.Date()).number()-1)
}

func (c *Calendar) lastOf(first, last int) (Day, error) {
	for n := min(last, lastCalendarDay); n >= max(first, firstCalendarDay); n-- {
		if len(c.sessions(n)) > 0 {
			return c.day(n, last), nil
		}
	}
	return Day{}, fmt.Errorf("motcua: last working day of %s to %s: %w", dateNumbered(first), dateNumbered(last), ErrNoWorkingDay)
}

// Exceptions lists the days of the interval that do not follow the week, with
// what each rests on: holidays, days in lieu, swaps, local days. With the
// interval from receipt to due date it tells what the due date rests on.
func (c *Calendar) Exceptions(i Interval) []Day {
	first, _ := slices.BinarySearch(c.numbers, i.From.number())
	var days []Day
	for _, n := range c.numbers[first:] {
		if !i.Contains(dateNumbered(n)) {
			break
		}
		days = append(days, c.day(n, n))
	}
	return days
}
