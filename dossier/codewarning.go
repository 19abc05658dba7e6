package dossier

import "github.com/motcua/motcua"

// CodeWarning is something in a code that the form of issue does not have.
type CodeWarning string

// The warnings.
const (
	WarnAgencyShort   CodeWarning = "agency-short"
	WarnLowerCase     CodeWarning = "lower-case"
	WarnDateWidth     CodeWarning = "date-width"
	WarnSequenceWidth CodeWarning = "sequence-width"
	WarnSequenceZero  CodeWarning = "sequence-zero"
	WarnEarly         CodeWarning = "early"
)

// CodeWarnings lists all warnings.
func CodeWarnings() []CodeWarning {
	return []CodeWarning{WarnAgencyShort, WarnLowerCase, WarnDateWidth, WarnSequenceWidth, WarnSequenceZero, WarnEarly}
}

// Label returns the warning in words.
func (w CodeWarning) Label() motcua.Text {
	switch w {
	case WarnAgencyShort:
		return motcua.Text{VI: "Mã cơ quan bị viết tắt.", EN: "The agency's code is shortened."}
	case WarnLowerCase:
		return motcua.Text{VI: "Mã cơ quan có chữ viết thường.", EN: "The agency's code is not in capitals."}
	case WarnDateWidth:
		return motcua.Text{VI: "Ngày tiếp nhận có 8 chữ số thay vì 6.", EN: "The day has eight digits instead of six."}
	case WarnSequenceWidth:
		return motcua.Text{VI: "Số thứ tự có nhiều hơn 4 chữ số.", EN: "The ordinal has more than four digits."}
	case WarnSequenceZero:
		return motcua.Text{VI: "Số thứ tự là 0.", EN: "The ordinal is zero."}
	case WarnEarly:
		return motcua.Text{
			VI: "Ngày tiếp nhận trước ngày 21/06/2018, khi chưa có quy định về mã số hồ sơ.",
			EN: "The day is before 2018-06-21, when no text held knew dossier codes.",
		}
	}
	return motcua.Text{VI: string(w), EN: string(w)}
}

// warningSet keeps codes comparable.
type warningSet uint8

func (s warningSet) with(w CodeWarning) warningSet {
	for i, known := range CodeWarnings() {
		if known == w {
			s |= 1 << i
		}
	}
	return s
}

func (s warningSet) list() []CodeWarning {
	var list []CodeWarning
	for i, w := range CodeWarnings() {
		if s&(1<<i) != 0 {
			list = append(list, w)
		}
	}
	return list
}

// CodeReason says why text is no dossier code.
type CodeReason string

// The reasons.
const (
	CodeEmpty        CodeReason = "empty"
	CodeTooLong      CodeReason = "too-long"
	CodeShape        CodeReason = "shape"
	CodeAgencyPart   CodeReason = "agency"
	CodeDatePart     CodeReason = "date"
	CodeSequencePart CodeReason = "sequence"
)

// Label returns the reason in words.
func (r CodeReason) Label() motcua.Text {
	switch r {
	case CodeEmpty:
		return motcua.Text{VI: "không có ký tự nào", EN: "it is empty"}
	case CodeTooLong:
		return motcua.Text{VI: "dài quá 52 ký tự", EN: "it is longer than 52 characters"}
	case CodeShape:
		return motcua.Text{VI: "không gồm ba phần nối bằng dấu “-”", EN: "it is not three parts joined by hyphens"}
	case CodeAgencyPart:
		return motcua.Text{VI: "phần đầu không phải mã định danh của cơ quan nhà nước", EN: "its first part is no code of a state agency"}
	case CodeDatePart:
		return motcua.Text{VI: "phần giữa không phải ngày tiếp nhận", EN: "its middle part is no day of receipt"}
	case CodeSequencePart:
		return motcua.Text{VI: "phần cuối không phải số thứ tự trong ngày", EN: "its last part is no ordinal of a day"}
	}
	return motcua.Text{VI: string(r), EN: string(r)}
}
