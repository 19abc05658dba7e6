package motcua

import (
	"fmt"
	"math"
	"time"
)

// vietnamOffset is the legal time of Việt Nam, UTC+7 all year. It is fixed
// here, so that no verdict depends on a machine's zone or on tzdata.
const vietnamOffset = 7 * 60 * 60

// VietnamTime returns t on the clock of Việt Nam (UTC+7, no summer time).
func VietnamTime(t time.Time) time.Time {
	return t.In(time.FixedZone("+07", vietnamOffset))
}

// Date is a civil date of Việt Nam (UTC+7). The zero Date means “unknown”, or
// “open” at the end of an [Interval].
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// DateOf builds a date from its parts. Parts out of range give a date for
// which Valid is false; they are not normalised.
func DateOf(year int, month time.Month, day int) Date {
	if d := (Date{year: int16(year), month: uint8(month), day: uint8(day)}); d.is(year, month, day) {
		return d
	}
	return Date{month: math.MaxUint8} // what does not fit must not wrap into a date
}

func (d Date) is(year int, month time.Month, day int) bool {
	return int(d.year) == year && time.Month(d.month) == month && int(d.day) == day
}

// DateAt returns the civil date in Việt Nam at the instant t.
func DateAt(t time.Time) Date {
	y, m, d := VietnamTime(t).Date()
	return DateOf(y, m, d)
}

// ParseDate reads an ISO 8601 calendar date, YYYY-MM-DD.
//
// Errors: [ErrDate].
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("motcua: parse date: %w", ErrDate)
	}
	return DateOf(t.Year(), t.Month(), t.Day()), nil
}

// IsZero reports whether the date is unknown (or open).
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether d is a day of the calendar.
func (d Date) Valid() bool {
	return d.is(d.utc().Date())
}

// Compare returns -1, 0 or +1 as d is before, on or after e.
func (d Date) Compare(e Date) int { return d.utc().Compare(e.utc()) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// AddDays returns the date n days later (earlier for a negative n).
func (d Date) AddDays(n int) Date {
	t := d.utc().AddDate(0, 0, n)
	return DateOf(t.Year(), t.Month(), t.Day())
}

// String returns the date as ISO 8601, YYYY-MM-DD, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Vietnamese returns the date as the country writes it, dd/mm/yyyy, or "" for
// the zero Date.
func (d Date) Vietnamese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.day, d.month, d.year)
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of ParseDate; empty text is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func (d Date) utc() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// Interval is a half-open span of civil dates [From, Until). A zero Until
// means that no end is known.
type Interval struct {
	From  Date
	Until Date
}

// Contains reports whether d lies in the interval.
func (i Interval) Contains(d Date) bool {
	return !d.Before(i.From) && (i.Until.IsZero() || d.Before(i.Until))
}

// Overlaps reports whether the two intervals share a day.
func (i Interval) Overlaps(j Interval) bool {
	from, until := i.From, i.Until
	if from.Before(j.From) {
		from = j.From
	}
	if until.IsZero() || !j.Until.IsZero() && j.Until.Before(until) {
		until = j.Until
	}
	return until.IsZero() || from.Before(until)
}
