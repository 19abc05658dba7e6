package motcua

import (
	"errors"
	"fmt"
)

var (
	// ErrCalendar reports calendar options that contradict one another; the
	// error is a [CalendarError].
	ErrCalendar = errors.New("contradictory calendar")
	// ErrCalendarRange reports a moment or day outside 1900 to 2199.
	ErrCalendarRange = errors.New("outside the years 1900 to 2199")
	// ErrNoWorkingDay reports a span of days without a working day.
	ErrNoWorkingDay = errors.New("no working day")
	// ErrTerm reports a term that names no time limit.
	ErrTerm = errors.New("not a time limit")
	// ErrLunarDate reports a day that the lunar calendar does not have.
	ErrLunarDate = errors.New("not a day of the lunar years 1899 to 2199")
)

// CalendarError says which option of a calendar contradicts what.
type CalendarError struct {
	Option  string // as “Week[1]” or “Years[2027].Swaps”
	Problem string // in English
}

// Error returns option and problem.
func (e *CalendarError) Error() string {
	return fmt.Sprintf("motcua: new calendar: %s: %s", e.Option, e.Problem)
}

// Unwrap returns [ErrCalendar].
func (e *CalendarError) Unwrap() error { return ErrCalendar }
