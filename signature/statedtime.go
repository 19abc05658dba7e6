package signature

import (
	"strings"
	"time"

	"github.com/motcua/motcua/internal/pdf"
)

// statedTime reads M of the signature dictionary; zero when there is none that
// makes sense.
func (c *candidate) statedTime() time.Time {
	if c.dict == nil {
		return time.Time{}
	}
	s, ok := c.resolve(c.dict.Get("M")).(pdf.String)
	if !ok {
		return time.Time{}
	}
	t, _ := parseDate(s.Value)
	return t
}

// parseDate reads a PDF date, D:YYYYMMDDHHmmSSOHH'mm' (7.9.4). Parts from the
// month on may be left out; without a zone the time counts as that of Việt Nam.
func parseDate(s string) (time.Time, bool) {
	s = strings.TrimPrefix(s, "D:")
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	const layout = "20060102150405"
	if digits < 4 || digits > len(layout) || digits%2 != 0 {
		return time.Time{}, false
	}
	zone, ok := dateZone(s[digits:])
	if !ok {
		return time.Time{}, false
	}
	t, err := time.ParseInLocation(layout[:digits], s[:digits], zone)
	return t, err == nil
}

// dateZone reads Z, or an offset with or without apostrophes.
func dateZone(s string) (*time.Location, bool) {
	s = strings.ReplaceAll(s, "'", "")
	if s == "" {
		return vietnamZone(), true
	}
	if s[0] == 'Z' {
		return time.UTC, true
	}
	sign := map[byte]int{'+': 1, '-': -1}[s[0]]
	if len(s) == 3 {
		s += "00"
	}
	if len(s) != 5 || sign == 0 {
		return nil, false
	}
	at, err := time.Parse("1504", s[1:])
	if err != nil {
		return nil, false
	}
	return time.FixedZone("", sign*(at.Hour()*3600+at.Minute()*60)), true
}

func vietnamZone() *time.Location { return time.FixedZone("+07", 7*60*60) }
