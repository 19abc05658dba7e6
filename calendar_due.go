package motcua

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Basis says how firm an answer is.
type Basis struct {
	// Unsettled lists the years touched whose decisions on days off and swaps
	// are not all held; none if the answer is firm.
	Unsettled []int
}

// Provisional reports whether decisions not held may change the answer.
func (b Basis) Provisional() bool { return len(b.Unsettled) > 0 }

// Why says why the answer is provisional; zero if it is not.
func (b Basis) Why() Text {
	if !b.Provisional() {
		return Text{}
	}
	years := make([]string, len(b.Unsettled))
	for i, y := range b.Unsettled {
		years[i] = strconv.Itoa(y)
	}
	return Textf(
		"Chưa nắm đủ quyết định về ngày nghỉ và hoán đổi ngày làm việc của năm %s; kết quả có thể thay đổi.",
		"The decisions on days off and swapped working days of %s are not all known; the answer may change.",
		strings.Join(years, ", "),
	)
}

// Due is the moment at which a time limit ends.
type Due struct {
	At time.Time // on the clock of Việt Nam
	Basis
}

// Receipt returns the moment as a receipt prints it, “17 giờ 00 phút, ngày
// 03/11/2023”. Seconds are dropped: the paper never promises less haste.
func (d Due) Receipt() Text {
	at, date := VietnamTime(d.At), DateAt(d.At)
	return Text{
		VI: fmt.Sprintf("%02d giờ %02d phút, ngày %s", at.Hour(), at.Minute(), date.Vietnamese()),
		EN: fmt.Sprintf("%02d:%02d on %s", at.Hour(), at.Minute(), date),
	}
}

// Due returns when the limit ends for a dossier that came in at the moment.
// Except for clock hours that is within office hours: limits in days end when
// the last day closes, and calendar days that end on a day off run to the next
// working day (with [CountFromMoment] to its opening).
//
// Errors: [ErrTerm], [ErrCalendarRange].
func (c *Calendar) Due(received time.Time, t Term) (Due, error) {
	due, err := c.due(received, t)
	if err != nil {
		return Due{}, fmt.Errorf("motcua: due: %w", err)
	}
	return due, nil
}

func (c *Calendar) due(received time.Time, t Term) (Due, error) {
	if err := t.check(); err != nil {
		return Due{}, err
	}
	day, since, err := clock(received)
	if err != nil {
		return Due{}, err
	}
	var last int
	switch t.Unit {
	case ClockHours:
		return Due{At: VietnamTime(received).Add(time.Duration(t.N) * time.Hour)}, nil
	case WorkingHours:
		last, since, err = c.afterWork(day, since, time.Duration(t.N)*time.Hour)
	default:
		last, since, err = c.afterDays(day, since, t)
	}
	if err != nil {
		return Due{}, err
	}
	return Due{At: moment(last, since), Basis: c.basis(day, last)}, nil
}

// afterDays returns when a limit in days ends.
func (c *Calendar) afterDays(day int, since time.Duration, t Term) (int, time.Duration, error) {
	received, since, err := c.receipt(day, since)
	if err != nil {
		return 0, 0, err
	}
	last, rolled, err := c.lastDay(received, t)
	if err != nil {
		return 0, 0, err
	}
	hours := c.sessions(last)
	switch {
	case t.Counting != CountFromMoment:
		return last, hours[len(hours)-1].Close, nil
	case rolled:
		return last, hours[0].Open, nil
	}
	return last, within(since, hours), nil
}

// receipt returns when a dossier counts as received: at once while the office
// is open, otherwise at its next opening.
func (c *Calendar) receipt(day int, since time.Duration) (int, time.Duration, error) {
	hours := c.sessions(day)
	if len(hours) == 0 || since > hours[len(hours)-1].Close {
		next, err := c.nextWorking(day+1, 1)
		if err != nil {
			return 0, 0, err
		}
		return next, c.sessions(next)[0].Open, nil
	}
	return day, within(since, hours), nil
}

// within moves a time of day into office hours: on to the next opening, or back
// to the last closing.
func within(since time.Duration, hours []Session) time.Duration {
	for _, s := range hours {
		if since <= s.Close {
			return max(since, s.Open)
		}
	}
	return hours[len(hours)-1].Close
}

// lastDay returns the last day of a limit in days, and whether it was moved on
// because the limit ends on a day off.
func (c *Calendar) lastDay(received int, t Term) (day int, rolled bool, err error) {
	n := t.N
	if t.Counting == CountFromReceiptDay {
		n--
	}
	if t.Unit == WorkingDays {
		day, err = c.stepWorking(received, n)
		return day, false, err
	}
	day, err = c.nextWorking(received+n, 1)
	return day, day != received+n, err
}

// afterWork returns when so much working time has passed.
func (c *Calendar) afterWork(day int, since, work time.Duration) (int, time.Duration, error) {
	for ; inRange(day); day++ {
		for _, s := range c.sessions(day) {
			start := max(since, s.Open)
			if start >= s.Close {
				continue
			}
			if work <= s.Close-start {
				return day, start + work, nil
			}
			work -= s.Close - start
		}
		since = 0
	}
	return 0, 0, ErrCalendarRange
}
