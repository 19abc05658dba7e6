package dossier

import (
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua"
)

// Widths of a code's parts.
const (
	maxAgency        = 35 // Điều 4 khoản 1 Quyết định 20/2020/QĐ-TTg
	dateWidth        = 6
	longDateWidth    = 8
	minSequenceWidth = 4
	maxSequenceWidth = 7
	// maxCode is the longest text that can be a code.
	maxCode = maxAgency + 1 + longDateWidth + 1 + maxSequenceWidth
)

// century is that of all codes: the first decree on them is of 2018.
const century = 2000

// ParseCode reads a code as systems write it: an agency's code of QCVN 102
// (with or without its leading groups) or of QĐ 20/2020, a day of six digits
// (or eight), an ordinal of four to seven, joined by hyphens. What the texts do
// not know is in [Code.Warnings]. Nothing is padded, trimmed or mended: the
// code is all of s.
//
// Errors: [*CodeError].
func ParseCode(s string) (Code, error) {
	switch {
	case s == "":
		return Code{}, &CodeError{Reason: CodeEmpty}
	case len(s) > maxCode:
		return Code{}, &CodeError{Reason: CodeTooLong}
	}
	parts := strings.Split(s, "-")
	if len(parts) != 3 {
		return Code{}, &CodeError{Reason: CodeShape}
	}
	c := Code{text: s}
	for _, read := range []func(*Code, []string) error{readAgency, readDay, readSequence} {
		if err := read(&c, parts); err != nil {
			return Code{}, err
		}
	}
	return c, nil
}

func readAgency(c *Code, parts []string) error {
	agency, err := motcua.ParseAgencyID(parts[0])
	if err != nil {
		return &CodeError{Reason: CodeAgencyPart, Cause: err}
	}
	switch agency.Form() {
	case motcua.AgencyQCVN102, motcua.AgencyQD20:
	case motcua.AgencyShort:
		c.warnings = c.warnings.with(WarnAgencyShort)
	default:
		return &CodeError{Reason: CodeAgencyPart}
	}
	if agency != agency.Canonical() {
		c.warnings = c.warnings.with(WarnLowerCase)
	}
	c.agency = agency
	return nil
}

func readDay(c *Code, parts []string) error {
	digits := parts[1]
	if !isDigits(digits) || len(digits) != dateWidth && len(digits) != longDateWidth {
		return &CodeError{Reason: CodeDatePart}
	}
	year, rest := century, digits[2:]
	if len(digits) == longDateWidth {
		c.warnings = c.warnings.with(WarnDateWidth)
		year, rest = number(digits[:4]), digits[4:]
	} else {
		year += number(digits[:2])
	}
	c.received = motcua.DateOf(year, time.Month(number(rest[:2])), number(rest[2:]))
	if !c.received.Valid() || year < century || year >= century+100 {
		return &CodeError{Reason: CodeDatePart}
	}
	if c.received.Before(decree61()) {
		c.warnings = c.warnings.with(WarnEarly)
	}
	return nil
}

func readSequence(c *Code, parts []string) error {
	digits := parts[2]
	if !isDigits(digits) || len(digits) < minSequenceWidth || len(digits) > maxSequenceWidth {
		return &CodeError{Reason: CodeSequencePart}
	}
	if len(digits) > minSequenceWidth {
		c.warnings = c.warnings.with(WarnSequenceWidth)
	}
	c.sequence = number(digits)
	if c.sequence == 0 {
		c.warnings = c.warnings.with(WarnSequenceZero)
	}
	return nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// number reads a few decimal digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most seven of them, all digits
	return n
}

// sixDigits returns YYMMDD.
func sixDigits(d motcua.Date) (string, bool) {
	s := d.String()
	if !d.Valid() || s < "2000" || s >= "2100" {
		return "", false
	}
	return s[2:4] + s[5:7] + s[8:10], true
}
