package motcua

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// calendarBuilder collects the days that do not follow the week.
type calendarBuilder struct {
	week    [7][]Session
	days    map[int]specialDay
	settled []int
	decided map[int]bool // days off that decisions name
	owed    []specialDay // days off in lieu, under the number of the holiday
}

func (b *calendarBuilder) build(o CalendarOptions) (*Calendar, error) {
	for day, sessions := range b.week {
		b.week[day] = slices.Clone(sessions)
		if problem := sessionProblem(sessions); problem != "" {
			return nil, &CalendarError{fmt.Sprintf("Week[%d]", day), problem}
		}
	}
	if err := b.years(o.Years); err != nil {
		return nil, err
	}
	if err := b.holidays(o.Holidays); err != nil {
		return nil, err
	}
	if err := b.swaps(o.Years); err != nil {
		return nil, err
	}
	b.inLieu()
	if err := b.local(o.Local); err != nil {
		return nil, err
	}
	c := &Calendar{week: b.week, settled: b.settled, special: make([]specialDay, 0, len(b.days)), numbers: make([]int, 0, len(b.days))}
	for _, day := range b.days {
		c.special = append(c.special, day)
	}
	slices.SortFunc(c.special, func(x, y specialDay) int { return cmp.Compare(x.number, y.number) })
	for _, day := range c.special {
		c.numbers = append(c.numbers, day.number)
	}
	return c, nil
}

func sessionProblem(sessions []Session) string {
	end := time.Duration(0)
	for _, s := range sessions {
		switch {
		case s.Open < 0 || s.Close >= 24*time.Hour:
			return "office hours outside 00:00 to 23:59"
		case s.Open >= s.Close:
			return "a session without duration"
		case s.Open < end:
			return "sessions overlap or are out of order"
		case s.Open%time.Minute != 0 || s.Close%time.Minute != 0:
			return "office hours are not in whole minutes"
		}
		end = s.Close
	}
	return ""
}

// off gives a day off; the first reason stays.
func (b *calendarBuilder) off(number int, name Text, source *Source) {
	if _, taken := b.days[number]; !taken && inRange(number) {
		b.days[number] = specialDay{number: number, name: name, source: source}
	}
}

// rests reports whether a day is a weekly day of rest.
func (b *calendarBuilder) rests(number int) bool {
	return len(b.week[weekday(number)]) == 0
}

// years enters the days off that decisions name.
func (b *calendarBuilder) years(years []HolidayYear) error {
	seen := map[int]bool{}
	for _, y := range years {
		option := fmt.Sprintf("Years[%d]", y.Year)
		switch {
		case y.Year < firstCalendarYear || y.Year > lastCalendarYear:
			return &CalendarError{option, "the year is outside 1900 to 2199"}
		case seen[y.Year]:
			return &CalendarError{option, "the year is given twice"}
		}
		seen[y.Year] = true
		if y.Settled {
			b.settled = append(b.settled, y.Year)
		}
		for _, d := range y.Decisions {
			source := d.Source
			for _, date := range d.Off {
				n, err := numbered(date)
				if err != nil || int(date.year) != y.Year {
					return &CalendarError{option, "a day off is not of the year"}
				}
				b.off(n, d.Name, &source)
				b.decided[n] = true
			}
		}
	}
	slices.Sort(b.settled)
	return nil
}

func (b *calendarBuilder) holidays(holidays []Holiday) error {
	for i, h := range holidays {
		if problem := h.problem(); problem != "" {
			return &CalendarError{fmt.Sprintf("Holidays[%d]", i), problem}
		}
		b.occur(h)
	}
	return nil
}

// maxHoliday bounds the run of a holiday and its days before, in days.
const maxHoliday = 31

func (h Holiday) problem() string {
	longest := 30
	if !h.Lunar && h.Month >= 1 && h.Month <= 12 {
		longest = time.Date(2000, time.Month(h.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	switch {
	case h.Month < 1 || h.Month > 12 || h.Day < 1 || h.Day > longest:
		return "no year has such a day"
	case h.Before < 0 || h.Before > maxHoliday || h.Length < 0 || h.Length > maxHoliday:
		return "the run of days is longer than a month"
	}
	return ""
}

// occur enters a holiday in all years.
func (b *calendarBuilder) occur(h Holiday) {
	source := h.Source
	inLieu := Text{VI: h.Name.VI + " (nghỉ bù)", EN: h.Name.EN + " (in lieu)"}
	from, until := h.InForce.From.number(), lastCalendarDay+1
	if !h.InForce.Until.IsZero() {
		until = h.InForce.Until.number()
	}
	for year := firstLunarYear; year <= lastCalendarYear; year++ {
		n, ok := h.in(year)
		n -= h.Before
		end := n + max(h.Length, 1)
		if !ok || n < from || n >= until || h.Assumed && b.decidedAround(n, end) {
			continue
		}
		for day := n; day < end; day++ {
			b.off(day, h.Name, &source)
			if h.InLieu && b.rests(day) {
				b.owed = append(b.owed, specialDay{number: day, name: inLieu, source: &source})
			}
		}
	}
}

// decidedAround reports whether a decision names a day within a week of a run.
func (b *calendarBuilder) decidedAround(first, end int) bool {
	for day := first - 7; day < end+7; day++ {
		if b.decided[day] {
			return true
		}
	}
	return false
}

// in returns the day in a year, if the year has it.
func (h Holiday) in(year int) (int, bool) {
	if h.Lunar {
		return LunarDate{Year: year, Month: h.Month, Day: h.Day}.dayNumber()
	}
	d := DateOf(year, time.Month(h.Month), h.Day)
	return d.number(), d.Valid()
}

func (b *calendarBuilder) swaps(years []HolidayYear) error {
	for _, y := range years {
		for _, d := range y.Decisions {
			source := d.Source
			for _, s := range d.Swaps {
				if problem := b.swap(s, &source); problem != "" {
					return &CalendarError{fmt.Sprintf("Years[%d].Swaps", y.Year), problem}
				}
			}
		}
	}
	return nil
}

func (b *calendarBuilder) swap(s Swap, source *Source) string {
	off, err := numbered(s.Off)
	worked, err2 := numbered(s.Worked)
	if err != nil || err2 != nil {
		return "a swapped day is outside 1900 to 2199"
	}
	if off == worked {
		return "a day is swapped for itself"
	}
	for _, n := range []int{off, worked} {
		if _, taken := b.days[n]; taken {
			return dateNumbered(n).String() + " is a holiday or swapped already"
		}
	}
	if b.rests(off) {
		return ""
	}
	b.off(off, Text{
		VI: "Nghỉ, làm bù ngày " + s.Worked.Vietnamese(), EN: "Off, made up on " + s.Worked.String(),
	}, source)
	b.days[worked] = specialDay{
		number: worked, sessions: b.week[weekday(off)], source: source,
		name: Text{VI: "Làm bù cho ngày " + s.Off.Vietnamese(), EN: "Worked in place of " + s.Off.String()},
	}
	return ""
}

// inLieu pays the days owed, in their order, so that no two share one.
func (b *calendarBuilder) inLieu() {
	slices.SortStableFunc(b.owed, func(x, y specialDay) int { return cmp.Compare(x.number, y.number) })
	for _, o := range b.owed {
		n := o.number + 1
		for inRange(n) && !b.works(n) {
			n++
		}
		b.off(n, o.name, o.source)
	}
}

func (b *calendarBuilder) works(number int) bool {
	if day, special := b.days[number]; special {
		return len(day.sessions) > 0
	}
	return !b.rests(number)
}

func (b *calendarBuilder) local(days []LocalDay) error {
	seen := map[int]bool{}
	for i, d := range days {
		option := fmt.Sprintf("Local[%d]", i)
		n, err := numbered(d.Date)
		switch {
		case err != nil:
			return &CalendarError{option, "the day is outside 1900 to 2199"}
		case seen[n]:
			return &CalendarError{option, "the day is given twice"}
		}
		if problem := sessionProblem(d.Sessions); problem != "" {
			return &CalendarError{option, problem}
		}
		seen[n] = true
		b.days[n] = specialDay{number: n, sessions: slices.Clone(d.Sessions), name: d.Name}
	}
	return nil
}
