package motcua

import (
	"slices"
	"time"
)

// Session is a stretch of office hours: times since midnight in Việt Nam, in
// whole minutes, both ends within office hours.
type Session struct {
	Open  time.Duration
	Close time.Duration
}

// CalendarOptions says when an office works. The zero value is the calendar of
// state agencies as far as it is known here: [DefaultWeek],
// [StatutoryHolidays] and [HolidayYears].
type CalendarOptions struct {
	// Week holds the sessions of each weekday, Sunday first, in order of time; a
	// day without any is a weekly day of rest. The zero value is DefaultWeek.
	Week [7][]Session
	// Holidays fall in every year; nil means StatutoryHolidays, empty none.
	Holidays []Holiday
	// Years holds what is decided year by year; nil means HolidayYears. Days of
	// years that are missing here or not settled give provisional answers.
	Years []HolidayYear
	// Local overrides single days for this office.
	Local []LocalDay
}

// LocalDay replaces a day of one office: a closure without sessions, a half
// day, or a day of rest that is worked.
type LocalDay struct {
	Date     Date
	Sessions []Session // in order of time; none: closed
	Name     Text
}

// DefaultWeek returns the office hours 07:00–11:30 and 13:30–17:00, Monday to
// Friday, eight hours a day. They are those of a one-stop system in use, not of
// any text: hours are set by each province, and many open at 07:30 or work on
// Saturday mornings.
func DefaultWeek() [7][]Session {
	var week [7][]Session
	for day := time.Monday; day <= time.Friday; day++ {
		week[day] = []Session{
			{Open: 7 * time.Hour, Close: 11*time.Hour + 30*time.Minute},
			{Open: 13*time.Hour + 30*time.Minute, Close: 17 * time.Hour},
		}
	}
	return week
}

// Calendar counts the working time of an office from 1900 to 2199. Make it with
// [NewCalendar]; the zero value never works. It does not change after that and
// may be used by many goroutines. It has no clock: every moment is passed in,
// and answers are on the clock of Việt Nam.
type Calendar struct {
	week    [7][]Session
	numbers []int        // of the days in special
	special []specialDay // in order of days
	settled []int        // years, in order
}

// usualDays is about how many days are special in three centuries.
const usualDays = 4800

// specialDay is a day that does not follow the week.
type specialDay struct {
	number   int
	sessions []Session
	name     Text
	source   *Source // nil for local days
}

// NewCalendar builds a calendar.
//
// Errors: [CalendarError] where the options contradict one another: sessions
// that overlap, are empty, out of order or reach midnight; a week without work;
// dates that do not exist; a year given twice; a day both swapped to work and off.
func NewCalendar(o CalendarOptions) (*Calendar, error) {
	b := calendarBuilder{week: o.Week, days: make(map[int]specialDay, usualDays), decided: map[int]bool{}}
	if !slices.ContainsFunc(o.Week[:], func(s []Session) bool { return len(s) > 0 }) {
		if slices.ContainsFunc(o.Week[:], func(s []Session) bool { return s != nil }) {
			return nil, &CalendarError{"Week", "no day has office hours"}
		}
		b.week = DefaultWeek()
	}
	if o.Holidays == nil {
		o.Holidays = StatutoryHolidays()
	}
	if o.Years == nil {
		o.Years = HolidayYears()
	}
	return b.build(o)
}

// sessions returns the office hours of a day; the caller must not change them.
func (c *Calendar) sessions(number int) []Session {
	if i, found := c.find(number); found {
		return c.special[i].sessions
	}
	return c.week[weekday(number)]
}

func (c *Calendar) find(number int) (int, bool) {
	return slices.BinarySearch(c.numbers, number)
}

// nextWorking returns the first working day on or after a day, in steps of 1,
// or on or before it, in steps of -1.
func (c *Calendar) nextWorking(number, step int) (int, error) {
	for ; inRange(number); number += step {
		if len(c.sessions(number)) > 0 {
			return number, nil
		}
	}
	return 0, ErrCalendarRange
}

// stepWorking goes n working days on, or back if n is negative.
func (c *Calendar) stepWorking(number, n int) (int, error) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for range n {
		next, err := c.nextWorking(number+step, step)
		if err != nil {
			return 0, err
		}
		number = next
	}
	return number, nil
}

// basis lists the years of a span of days that are not settled.
func (c *Calendar) basis(from, to int) Basis {
	var b Basis
	for year := int(dateNumbered(from).year); year <= int(dateNumbered(to).year); year++ {
		if _, found := slices.BinarySearch(c.settled, year); !found {
			b.Unsettled = append(b.Unsettled, year)
		}
	}
	return b
}

// The days that a calendar covers: 1900-01-01 to 2199-12-31.
const (
	firstCalendarYear = 1900
	lastCalendarYear  = 2199
	firstCalendarDay  = -25567
	lastCalendarDay   = 84005
)

func inRange(number int) bool {
	return number >= firstCalendarDay && number <= lastCalendarDay
}

func weekday(number int) time.Weekday {
	const thursday = 4 // 1970-01-01
	return time.Weekday(((number+thursday)%7 + 7) % 7)
}

// numbered returns the number of a day that the calendar covers.
func numbered(d Date) (int, error) {
	if n := d.number(); d.Valid() && inRange(n) {
		return n, nil
	}
	return 0, ErrCalendarRange
}

const secondsPerDay = 24 * 60 * 60

// clock splits a moment into the day in Việt Nam and the time since midnight.
func clock(t time.Time) (int, time.Duration, error) {
	seconds := t.Unix() - firstCalendarDay*secondsPerDay + vietnamOffset
	if days := seconds / secondsPerDay; seconds >= 0 && days <= lastCalendarDay-firstCalendarDay {
		since := time.Duration(seconds%secondsPerDay)*time.Second + time.Duration(t.Nanosecond())
		return int(days) + firstCalendarDay, since, nil
	}
	return 0, 0, ErrCalendarRange
}

// moment joins a day and a time since midnight.
func moment(number int, since time.Duration) time.Time {
	return VietnamTime(time.Unix(int64(number)*secondsPerDay-vietnamOffset, 0).Add(since))
}
