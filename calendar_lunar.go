package motcua

import (
	"fmt"
	"time"
)

// LunarDate is a day of the Vietnamese lunar calendar, reckoned at UTC+7 with
// the numbers of the Gregorian year in which its year begins. The rule is
// official since 1968; for earlier days it is carried back, while calendars of
// their time followed others.
type LunarDate struct {
	Year  int
	Month int  // 1 to 12
	Day   int  // 1 to 30
	Leap  bool // in the month that repeats the number Month
}

// Lunar returns the lunar date of d. The table covers the lunar years 1899 to
// 2199.
//
// Errors: [ErrLunarDate] before 1899-02-10 and from 2200-02-15 on.
func (d Date) Lunar() (LunarDate, error) {
	n := d.number()
	year, ok := lunarYearOf(int(d.year))
	if !ok || n < year.start() {
		year, ok = lunarYearOf(int(d.year) - 1)
	}
	if !ok || !d.Valid() {
		return LunarDate{}, fmt.Errorf("motcua: lunar date: %w", ErrLunarDate)
	}
	left := n - year.start()
	for i := range year.months() {
		if length := year.days(i); left >= length {
			left -= length
			continue
		}
		month, leap := year.month(i)
		return LunarDate{Year: year.number, Month: month, Day: left + 1, Leap: leap}, nil
	}
	return LunarDate{}, fmt.Errorf("motcua: lunar date: %w", ErrLunarDate)
}

// Date returns the civil date of l.
//
// Errors: [ErrLunarDate] if the lunar calendar has no such day or the year is
// not between 1899 and 2199.
func (l LunarDate) Date() (Date, error) {
	n, ok := l.dayNumber()
	if !ok {
		return Date{}, fmt.Errorf("motcua: civil date of a lunar day: %w", ErrLunarDate)
	}
	return dateNumbered(n), nil
}

func (l LunarDate) dayNumber() (int, bool) {
	year, ok := lunarYearOf(l.Year)
	if !ok {
		return 0, false
	}
	n := year.start()
	for i := range year.months() {
		if month, leap := year.month(i); month == l.Month && leap == l.Leap {
			return n + l.Day - 1, l.Day >= 1 && l.Day <= year.days(i)
		}
		n += year.days(i)
	}
	return 0, false
}

// lunarYear is an entry of lunarTable: bits 0 to 12 say which months have 30
// days and not 29, in order; bits 13 to 16 are the number that a leap month
// repeats, 0 for none; the rest are the days from 1 January to the first day.
type lunarYear struct {
	number int
	code   uint32
}

func lunarYearOf(number int) (lunarYear, bool) {
	i := number - firstLunarYear
	if i < 0 || i >= len(lunarTable) {
		return lunarYear{}, false
	}
	return lunarYear{number, lunarTable[i]}, true
}

func (y lunarYear) start() int {
	return DateOf(y.number, time.January, 1).number() + int(y.code>>17)
}

func (y lunarYear) leap() int { return int(y.code >> 13 & 0xf) }

func (y lunarYear) months() int {
	if y.leap() > 0 {
		return 13
	}
	return 12
}

func (y lunarYear) days(i int) int { return 29 + int(y.code>>i&1) }

// month returns the number of the i-th month, from 0, and whether it is leap.
func (y lunarYear) month(i int) (int, bool) {
	leap := y.leap()
	if leap == 0 || i < leap {
		return i + 1, false
	}
	return i, i == leap
}

// number counts the days since 1970-01-01.
func (d Date) number() int {
	return int(d.utc().Unix() / secondsPerDay)
}

func dateNumbered(n int) Date {
	return DateOf(time.Unix(int64(n)*secondsPerDay, 0).UTC().Date())
}
