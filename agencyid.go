package motcua

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxAgencyID is the longest code that any text admits: 35 characters for an
// agency (Điều 4.1), and 3 + 32 within a scheme (Điều 6.2–6.3 Quyết định
// 20/2020/QĐ-TTg).
const maxAgencyID = 35

// AgencyID is the electronic identification code of an agency or organisation
// (mã định danh điện tử). It is read by [ParseAgencyID], keeps the code as it
// was written, and is a comparable value: == tells codes apart as they are
// written, so use [AgencyID.Canonical] as the key of a map. The zero value is
// no code.
//
// A code of one form never equals, contains or parents a code of another: that
// 000.00.18.G12 and G12.18 are the same agency is for an [AgencyTable] to say.
type AgencyID struct {
	written   string
	canonical string
	form      AgencyForm
}

// ParseAgencyID reads a code in any of the forms of [AgencyForm]. The code is
// all of s: white space is not trimmed, and everything but ASCII is refused, so
// that every code is NFC and no letter looks like another.
//
// The texts write codes in capitals. ASCII letters that are not are read as
// capitals, and String still shows them as written. The part of a scheme's code
// that follows Zxy keeps its case, since the scheme defines it.
//
// Errors: [ErrAgencyID], as an [*AgencyIDError] that holds the reason and not
// the text, which may be a person's number.
func ParseAgencyID(s string) (AgencyID, error) {
	canonical, form, reason := readAgencyID(s)
	if reason != "" {
		return AgencyID{}, &AgencyIDError{Reason: reason}
	}
	return AgencyID{written: s, canonical: canonical, form: form}, nil
}

// Form tells by which text the code is built, "" for the zero AgencyID.
func (a AgencyID) Form() AgencyForm { return a.form }

// IsZero reports whether there is no code.
func (a AgencyID) IsZero() bool { return a == AgencyID{} }

// String returns the code as it was written, "" for the zero AgencyID.
func (a AgencyID) String() string { return a.written }

// Canonical returns the code in capitals. Two codes are the same if their
// canonical codes are ==. Groups are neither added nor taken away.
func (a AgencyID) Canonical() AgencyID {
	a.written = a.canonical
	return a
}

// MarshalText writes the code as it was written: codes are keys in other
// systems.
func (a AgencyID) MarshalText() ([]byte, error) { return []byte(a.written), nil }

// UnmarshalText reads the form of [ParseAgencyID]; empty text is the zero
// AgencyID.
//
// Errors: [ErrAgencyID].
func (a *AgencyID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*a = AgencyID{}
		return nil
	}
	if len(b) > maxAgencyID {
		return &AgencyIDError{Reason: AgencyIDTooLong}
	}
	parsed, err := ParseAgencyID(string(b))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// Compare returns -1, 0 or +1 as a comes before b, is the same code, or comes
// after it. Codes are ordered level by level, each agency before what is below
// it, whichever end the form writes level 1 at.
func (a AgencyID) Compare(b AgencyID) int {
	return cmp.Or(
		slices.Compare(a.order(), b.order()),
		strings.Compare(a.canonical, b.canonical),
	)
}

// order returns what Compare goes by.
func (a AgencyID) order() []string {
	if levels := a.levels(); levels != nil {
		return levels
	}
	return []string{a.canonical}
}

// AgencyForm is the way in which a code is built.
type AgencyForm string

// The forms. What the code looks like decides, and no code looks like two of
// them: a state agency's code begins (QĐ 20) or ends (QCVN 102) with its level-1
// group MX1X2, M from A to Y; M is never Z, which begins a scheme's code.
const (
	// AgencyQCVN102 is V1V2V3.Z1Z2.Y1Y2.MX1X2 of QCVN 102:2016/BTTTT, 13
	// characters in four groups with level 1 last, as in 000.00.15.H51.
	AgencyQCVN102 AgencyForm = "qcvn-102"
	// AgencyShort is a code of QCVN 102 without its first group or first two, as
	// some systems write it: 38.98.H29. No text knows it.
	AgencyShort AgencyForm = "short"
	// AgencyQD20 is MX1X2 and any number of further groups of capitals and
	// digits, level 1 first, 35 characters at most: H56.14 (Điều 4 Quyết định
	// 20/2020/QĐ-TTg). MX1X2 alone is taken for it too.
	AgencyQD20 AgencyForm = "qd-20"
	// AgencyEnterprise is the number of an enterprise, co-operative or household
	// business (Điều 5): digits, with at most one hyphen between them. How such
	// numbers are built is for other law: only the look is checked.
	AgencyEnterprise AgencyForm = "enterprise"
	// AgencyScheme is the code of another organisation (Điều 6): its scheme, Z01
	// to Z99, followed without a separator by 1 to 32 characters that the scheme
	// defines; here any visible ASCII.
	AgencyScheme AgencyForm = "scheme"
)

// Label returns the form in words.
func (f AgencyForm) Label() Text {
	switch f {
	case AgencyQCVN102:
		return Text{VI: "mã 13 ký tự theo QCVN 102:2016/BTTTT", EN: "13-character code of QCVN 102:2016/BTTTT"}
	case AgencyShort:
		return Text{VI: "mã 13 ký tự viết tắt", EN: "13-character code, shortened"}
	case AgencyQD20:
		return Text{VI: "mã của bộ, ngành, địa phương theo Quyết định 20/2020/QĐ-TTg", EN: "state agency's code of Decision 20/2020/QĐ-TTg"}
	case AgencyEnterprise:
		return Text{VI: "mã số doanh nghiệp, hợp tác xã, hộ kinh doanh", EN: "number of an enterprise, co-operative or household business"}
	case AgencyScheme:
		return Text{VI: "mã theo lược đồ định danh", EN: "code within an identification scheme"}
	}
	return Text{VI: string(f), EN: string(f)}
}

// AgencyIDReason says what is wrong with a code.
type AgencyIDReason string

// The reasons.
const (
	AgencyIDEmpty     AgencyIDReason = "empty"
	AgencyIDTooLong   AgencyIDReason = "too-long"  // more than 35 characters
	AgencyIDCharacter AgencyIDReason = "character" // one that no form admits
	AgencyIDLevelOne  AgencyIDReason = "level-1"   // no group MX1X2, M from A to Y, at either end
	AgencyIDGroup     AgencyIDReason = "group"     // a group that is empty or of the wrong width
	AgencyIDSchemeNo  AgencyIDReason = "scheme"    // Z without a number from 01 to 99
	AgencyIDNoMember  AgencyIDReason = "no-member" // a scheme, and no organisation in it
)

// Label returns the reason in words.
func (r AgencyIDReason) Label() Text {
	switch r {
	case AgencyIDEmpty:
		return Text{VI: "không có ký tự nào", EN: "it is empty"}
	case AgencyIDTooLong:
		return Text{VI: "dài quá 35 ký tự", EN: "it is longer than 35 characters"}
	case AgencyIDCharacter:
		return Text{VI: "có ký tự không được dùng trong mã", EN: "it holds a character that no code may hold"}
	case AgencyIDLevelOne:
		return Text{VI: "không có mã cấp 1 ở đầu hoặc cuối", EN: "it has no level-1 code at its beginning or end"}
	case AgencyIDGroup:
		return Text{VI: "có nhóm ký tự trống hoặc sai độ dài", EN: "a group is empty or of the wrong width"}
	case AgencyIDSchemeNo:
		return Text{VI: "mã xác định lược đồ định danh không thuộc Z01–Z99", EN: "its scheme is not one of Z01–Z99"}
	case AgencyIDNoMember:
		return Text{VI: "có lược đồ định danh nhưng thiếu mã cơ quan, tổ chức", EN: "it names a scheme and no organisation in it"}
	}
	return Text{VI: string(r), EN: string(r)}
}

// AgencyIDError says why text is no agency code. It matches [ErrAgencyID] and
// does not hold the text.
type AgencyIDError struct {
	Reason AgencyIDReason
}

// Error names the reason.
func (e *AgencyIDError) Error() string {
	return fmt.Sprintf("motcua: parse agency code: %v: %s", ErrAgencyID, e.Reason.Label().EN)
}

// Unwrap returns [ErrAgencyID].
func (e *AgencyIDError) Unwrap() error { return ErrAgencyID }
