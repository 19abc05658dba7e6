package dossier

import (
	"cmp"
	"fmt"

	"github.com/motcua/motcua"
)

// Code is a dossier code (mã số hồ sơ): the identifier of an agency, the day of
// receipt and the ordinal of the dossier on that day, as in
// 000.00.06.H56-231027-0361. It is made by [NewCode] or read by [ParseCode],
// keeps the text as it was written, and is a comparable value: == tells codes
// apart as they are written, [Code.Number] as what they say. The zero value is
// no code.
//
// Source: Điều 26 Nghị định 61/2018/NĐ-CP and Điều 19 Thông tư 01/2018/TT-VPCP;
// from 2025-07-01 Điều 28 Nghị định 118/2025/NĐ-CP, which fixes neither width
// nor separators: the same shape is practice since.
type Code struct {
	text     string
	agency   motcua.AgencyID
	received motcua.Date
	sequence int
	warnings warningSet
}

// CodeNumber is what a code says, however it is written.
type CodeNumber struct {
	Agency   motcua.AgencyID // canonical
	Received motcua.Date
	Sequence int
}

// The ordinals that a day has.
const (
	// MaxStrictSequence is the last ordinal of the four digits of Điều 19 khoản 1
	// Thông tư 01/2018/TT-VPCP.
	MaxStrictSequence = 9_999
	// MaxSequence is the last ordinal of seven digits, the widest in use.
	MaxSequence = 9_999_999
)

// NewCode makes the code of the dossier that is the sequence-th of a day, from
// 1. The agency's identifier is written in capitals; which agency's it is,
// [CodeAgency] tells. Ordinals have four digits; from 2025-07-01, when no text
// fixes their width, those beyond [MaxStrictSequence] have as many as they need.
//
// Errors: [*CodeError] for an agency without a code of QCVN 102 or QĐ 20, a day
// that no code of two digits for the year can name, and an ordinal below 1;
// with the cause [ErrDayFull] for an ordinal beyond the last of the day.
func NewCode(agency motcua.AgencyID, received motcua.Date, sequence int) (Code, error) {
	day, ok := sixDigits(received)
	switch form := agency.Form(); {
	case form != motcua.AgencyQCVN102 && form != motcua.AgencyQD20:
		return Code{}, &CodeError{Reason: CodeAgencyPart}
	case !ok:
		return Code{}, &CodeError{Reason: CodeDatePart}
	case sequence < 1:
		return Code{}, &CodeError{Reason: CodeSequencePart}
	case sequence > LastSequence(received):
		return Code{}, &CodeError{Reason: CodeSequencePart, Cause: ErrDayFull}
	}
	agency = agency.Canonical()
	c := Code{agency: agency, received: received, sequence: sequence}
	c.text = fmt.Sprintf("%s-%s-%04d", agency, day, sequence)
	if sequence > MaxStrictSequence {
		c.warnings = c.warnings.with(WarnSequenceWidth)
	}
	return c, nil
}

// LastSequence returns the last ordinal that may be given out on a day.
func LastSequence(received motcua.Date) int {
	if received.Before(decree118()) {
		return MaxStrictSequence
	}
	return MaxSequence
}

// IsZero reports whether there is no code.
func (c Code) IsZero() bool { return c == Code{} }

// String returns the code as it was written.
func (c Code) String() string { return c.text }

// Agency returns the agency's identifier as it was written.
func (c Code) Agency() motcua.AgencyID { return c.agency }

// Received returns the day of receipt, a civil date of Việt Nam.
func (c Code) Received() motcua.Date { return c.received }

// Sequence returns the ordinal on the day.
func (c Code) Sequence() int { return c.sequence }

// Number returns what the code says; two codes with one number are the same
// dossier, or a fault.
func (c Code) Number() CodeNumber {
	return CodeNumber{Agency: c.agency.Canonical(), Received: c.received, Sequence: c.sequence}
}

// Form tells whether the code has the form in which codes are issued.
func (c Code) Form() CodeForm {
	switch {
	case c.IsZero():
		return ""
	case c.warnings == 0:
		return CodeStrict
	}
	return CodeTolerant
}

// Warnings lists what keeps the code from being strict, in the order of
// [CodeWarnings].
func (c Code) Warnings() []CodeWarning { return c.warnings.list() }

// Compare orders codes by agency, day and ordinal, then by what is written.
func (c Code) Compare(d Code) int {
	return cmp.Or(c.agency.Compare(d.agency), c.received.Compare(d.received),
		cmp.Compare(c.sequence, d.sequence), cmp.Compare(c.text, d.text))
}

// MarshalText writes the code as it was written.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.text), nil }

// UnmarshalText reads the form of [ParseCode]; empty text is the zero Code.
func (c *Code) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*c = Code{}
		return nil
	}
	if len(b) > maxCode {
		return &CodeError{Reason: CodeTooLong}
	}
	parsed, err := ParseCode(string(b))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// CodeForm is how far a code has the form in which codes are issued.
type CodeForm string

// The forms.
const (
	// CodeStrict is an agency's full code of QCVN 102 or QĐ 20/2020 in capitals,
	// six digits for the day and four for the ordinal.
	CodeStrict CodeForm = "strict"
	// CodeTolerant is what systems write beside it.
	CodeTolerant CodeForm = "tolerant"
)

// decree61 and decree118 are the days on which the two decrees took effect;
// decree45 that of Nghị định 45/2020/NĐ-CP, circular1 that of Thông tư
// 01/2018/TT-VPCP.
func decree61() motcua.Date  { return motcua.DateOf(2018, 6, 21) }
func decree45() motcua.Date  { return motcua.DateOf(2020, 5, 22) }
func circular1() motcua.Date { return motcua.DateOf(2019, 1, 6) }
func decree118() motcua.Date { return motcua.DateOf(2025, 7, 1) }
