package motcua

// Holiday is a day off, or a run of them, that comes every year.
type Holiday struct {
	Name  Text
	Lunar bool // Month and Day are of the lunar calendar, not in a leap month
	Month int
	Day   int
	// Before is how many days before Month and Day the run begins.
	Before int
	// Length of the run in days; 0 means 1.
	Length int
	// InForce holds the day on which the run begins.
	InForce Interval
	// InLieu gives the next working day off for each day of the run that is a
	// weekly day of rest.
	InLieu bool
	// Assumed marks days that a decision places anew each year: they stand only
	// where no decision names a day off within a week of them.
	Assumed bool
	Source  Source
}

// HolidayYear is what was decided for one year.
type HolidayYear struct {
	Year int
	// Settled says that all decisions of the year are held. Answers that touch a
	// year that is not settled are provisional.
	Settled   bool
	Decisions []HolidayDecision
}

// HolidayDecision names days off and swaps, all of one document.
type HolidayDecision struct {
	Name   Text // of the days off
	Off    []Date
	Swaps  []Swap
	Source Source
}

// Swap exchanges a working day for a day of rest: “hoán đổi ngày làm việc”. The
// day worked has the hours of the weekday that is given off. An office that
// rests on that weekday anyway is not concerned.
type Swap struct {
	Off    Date
	Worked Date
}

// Source says what a day off rests on.
type Source struct {
	Citation
	Reporter string // who quotes or reports the text where it was not read itself
}
