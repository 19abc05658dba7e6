package der

import "time"

// maxTime bounds the characters of a time string.
const maxTime = 40

// parseTime reads a time whose year has the given number of digits.
func parseTime(b []byte, yearDigits int) (time.Time, bool) {
	if len(b) > maxTime {
		return time.Time{}, false
	}
	year, b, ok := digits(b, yearDigits)
	if !ok {
		return time.Time{}, false
	}
	if yearDigits == 2 { // RFC 5280, 4.1.2.5.1
		year += 1900
		if year < 1950 {
			year += 100
		}
	}
	var part [4]int // month, day, hour, minute
	for i := range part {
		if part[i], b, ok = digits(b, 2); !ok {
			return time.Time{}, false
		}
	}
	second, rest, hasSeconds := digits(b, 2)
	if hasSeconds {
		b = rest
	}
	nanos, b, ok := fraction(b)
	if !ok {
		return time.Time{}, false
	}
	offset, ok := zone(b)
	if !ok || part[2] > 23 || part[3] > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(part[0]), part[1], part[2], part[3], second, nanos, time.UTC)
	if int(t.Month()) != part[0] || t.Day() != part[1] {
		return time.Time{}, false
	}
	return t.Add(-offset), true
}

// digits takes an n-digit number off the front of b.
func digits(b []byte, n int) (int, []byte, bool) {
	if len(b) < n {
		return 0, b, false
	}
	v := 0
	for _, c := range b[:n] {
		if c < '0' || c > '9' {
			return 0, b, false
		}
		v = v*10 + int(c-'0')
	}
	return v, b[n:], true
}

// fraction takes an optional fraction of a second, in nanoseconds.
func fraction(b []byte) (int, []byte, bool) {
	if len(b) == 0 || (b[0] != '.' && b[0] != ',') {
		return 0, b, true
	}
	b = b[1:]
	nanos, scale, n := 0, 100_000_000, 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		nanos += int(b[n]-'0') * scale
		scale /= 10
		n++
	}
	return nanos, b[n:], n > 0
}

// zone reads the whole of b as Z or a numeric offset from UTC.
func zone(b []byte) (time.Duration, bool) {
	if len(b) == 1 && b[0] == 'Z' {
		return 0, true
	}
	if len(b) != 5 || (b[0] != '+' && b[0] != '-') {
		return 0, false
	}
	hours, rest, ok := digits(b[1:], 2)
	if !ok {
		return 0, false
	}
	minutes, _, ok := digits(rest, 2)
	if !ok || hours > 14 || minutes > 59 {
		return 0, false
	}
	d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if b[0] == '-' {
		d = -d
	}
	return d, true
}
