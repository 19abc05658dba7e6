package motcua

import (
	"fmt"
	"time"
)

// Span is the working time between two moments; negative if the second is
// earlier.
type Span struct {
	// Days counts the working days after the day of the first moment, up to
	// that of the second.
	Days int
	// Time is the time within office hours.
	Time time.Duration
	Basis
}

// Between measures from one moment to another.
//
// Errors: [ErrCalendarRange].
func (c *Calendar) Between(from, to time.Time) (Span, error) {
	if to.Before(from) {
		span, err := c.Between(to, from)
		span.Days, span.Time = -span.Days, -span.Time
		return span, err
	}
	first, begun, err := clock(from)
	if err != nil {
		return Span{}, fmt.Errorf("motcua: between: %w", err)
	}
	last, ended, err := clock(to)
	if err != nil {
		return Span{}, fmt.Errorf("motcua: between: %w", err)
	}
	span := Span{Basis: c.basis(first, last)}
	for day := first; day <= last; day++ {
		hours := c.sessions(day)
		if day > first && len(hours) > 0 {
			span.Days++
		}
		for _, s := range hours {
			open, end := s.Open, s.Close
			if day == first {
				open = max(open, begun)
			}
			if day == last {
				end = min(end, ended)
			}
			span.Time += max(end-open, 0)
		}
	}
	return span, nil
}
