package dossier

import (
	"fmt"
	"strings"

	"github.com/motcua/motcua"
)

// maxField bounds the code of a field below its branch. The list of such codes
// is not held; the longest identifiers of this family have 35 characters.
const maxField = 35

// FieldCode is the code of a branch and field of procedures, MX1X2-LV: the
// level-1 code of a ministry or province, and letters and digits from a list
// that is not held. It is a comparable value; the zero value is no code.
//
// Source: Điều 20 khoản 1 Thông tư 01/2018/TT-VPCP.
type FieldCode struct {
	branch motcua.AgencyID
	field  string
}

// ParseFieldCode reads a code as in G15-HT. Letters are read as capitals, ASCII
// only; nothing is trimmed.
//
// Errors: [ErrFieldCode].
func ParseFieldCode(s string) (FieldCode, error) {
	first, field, ok := strings.Cut(s, "-")
	if !ok || field == "" || len(field) > maxField || strings.Trim(field, lettersAndDigits) != "" {
		return FieldCode{}, fmt.Errorf("dossier: parse field code: %w", ErrFieldCode)
	}
	branch, err := motcua.ParseAgencyID(first)
	if err != nil || branch.Form() != motcua.AgencyQD20 || branch.Level() != 1 {
		return FieldCode{}, fmt.Errorf("dossier: parse field code: %w", ErrFieldCode)
	}
	return FieldCode{branch: branch.Canonical(), field: strings.ToUpper(field)}, nil
}

const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// Branch returns the level-1 code MX1X2.
func (f FieldCode) Branch() motcua.AgencyID { return f.branch }

// Field returns the part behind the hyphen.
func (f FieldCode) Field() string { return f.field }

// IsZero reports whether there is no code.
func (f FieldCode) IsZero() bool { return f == FieldCode{} }

// String returns the code, "" for the zero FieldCode.
func (f FieldCode) String() string {
	if f.IsZero() {
		return ""
	}
	return f.branch.String() + "-" + f.field
}

// MarshalText writes the form of String.
func (f FieldCode) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the form of [ParseFieldCode]; empty text is the zero
// FieldCode.
func (f *FieldCode) UnmarshalText(b []byte) error {
	*f = FieldCode{}
	if len(b) == 0 {
		return nil
	}
	if len(b) > 3+1+maxField {
		return fmt.Errorf("dossier: parse field code: %w", ErrFieldCode)
	}
	parsed, err := ParseFieldCode(string(b))
	if err == nil {
		*f = parsed
	}
	return err
}
