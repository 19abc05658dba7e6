// Package lunar computes the Vietnamese lunisolar calendar from the motions of
// sun and moon. A month begins on the civil day of the new moon; the month of
// the winter solstice is the eleventh; where thirteen months lie between two
// solstice months, the first one in which the sun enters no sign (30° of
// longitude) repeats the number of the month before it.
//
// The civil day is a parameter: the same rules at UTC+7 give the calendar of
// Việt Nam, at UTC+8 that of China. New moons follow Meeus, Astronomical
// Algorithms, 2nd edition, chapter 49; the sun's longitude is VSOP87 as
// abridged in its appendix III with nutation (chapter 22) and aberration
// (chapter 25). Against PyEphem the new moons of 1899–2200 differ by at most
// 18 s, against ERFA the longitudes of 1900–2100 by at most 1″, which the sun
// takes 25 s for. Clock time adds the uncertainty of the earth's rotation:
// seconds until about 2050, minutes by 2200, when a new moon that close to
// midnight may fall on the other day.
package lunar

import "math"

// FirstYear and LastYear bound what [Of] computes. The series hold longer, but
// the rotation of the earth cannot be foretold.
const (
	FirstYear = 1899
	LastYear  = 2200
)

// Year is one lunar year.
type Year struct {
	Start int   // its first day, in days since 1970-01-01
	Leap  int   // the month that is followed by a leap month of its number, 0 for none
	Days  []int // lengths of the 12 or 13 months in order, 29 or 30
}

// Of computes the lunar year that begins in the Gregorian year, for civil days
// that begin offset hours before those of Greenwich. It reports false outside
// [FirstYear, LastYear].
func Of(year int, offset float64) (Year, bool) {
	if year < FirstYear || year > LastYear {
		return Year{}, false
	}
	c := civil{offset}
	before, within, after := c.solsticeMoon(year-1), c.solsticeMoon(year), c.solsticeMoon(year+1)
	leap1, leap2 := c.leapMoon(before, within), c.leapMoon(within, after)

	// The solstice month is the eleventh; the first month is two further on, or
	// three if the eleventh or twelfth is repeated.
	first, end := before+2, within+2
	if leap1 != none && leap1 <= first {
		first++
	}
	if leap2 != none && leap2 <= end {
		end++
	}
	y := Year{Start: c.day(newMoon(first))}
	for k := first; k < end; k++ {
		if k == leap1 || k == leap2 {
			y.Leap = k - first
		}
		y.Days = append(y.Days, c.day(newMoon(k+1))-c.day(newMoon(k)))
	}
	return y, true
}

// civil is a reckoning of days by a clock that is offset hours ahead of UT.
type civil struct{ offset float64 }

const unixEpoch = 2440587.5 // Julian date of 1970-01-01T00:00Z

// day returns the civil day, since 1970-01-01, of a moment in terrestrial time.
func (c civil) day(jde float64) int {
	return int(math.Floor(jde - deltaT(jde)/86400 - unixEpoch + c.offset/24))
}

// sign returns which of the twelve signs, counted from the March equinox, the
// sun is in when the day begins.
func (c civil) sign(day int) int {
	jd := float64(day) + unixEpoch - c.offset/24
	return int(math.Floor(solarLongitude(jd+deltaT(jd)/86400) / 30))
}

// solsticeMoon returns the new moon whose month holds the December solstice,
// when the sun enters the tenth sign.
func (c civil) solsticeMoon(year int) int {
	past := func(k int) bool {
		sign := c.sign(c.day(newMoon(k)))
		return sign >= 9 || sign < 3
	}
	k := int((float64(year) + 0.97 - 2000) * 12.3685)
	for past(k) {
		k--
	}
	for !past(k + 1) {
		k++
	}
	return k
}

// none stands for no new moon; 0 is that of January 2000.
const none = math.MinInt

// leapMoon returns the new moon of the month without entry into a sign, none if
// the months from one solstice month to the next are twelve.
func (c civil) leapMoon(from, to int) int {
	if to-from < 13 {
		return none
	}
	for k := from + 1; k < to; k++ {
		if c.sign(c.day(newMoon(k))) == c.sign(c.day(newMoon(k+1))) {
			return k
		}
	}
	return none
}
