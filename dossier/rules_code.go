package dossier

import "github.com/motcua/motcua"

// What the texts say of a dossier's code.
//
//   - Structure: Điều 26 khoản 2 Nghị định 61/2018/NĐ-CP, from 2018-06-21; Điều
//     28 khoản 2 Nghị định 118/2025/NĐ-CP from 2025-07-01. They differ in the
//     agency: competent to receive, then competent to decide.
//   - Form: Điều 19 khoản 1 Thông tư 01/2018/TT-VPCP from 2019-01-06. Its decree
//     ended on 2025-07-01; no text that says so of the circular is held, and the
//     article of Thông tư 03/2025/TT-VPCP that follows it is not held either, so
//     the rule ends with the decree. Where it names the agency codes of QCVN
//     102:2016/BTTTT, those of Quyết định 20/2020/QĐ-TTg, which superseded
//     them on 2020-09-15, are read since.
func codeChecks() []motcua.Check[codeSubject] {
	check := func(rule motcua.Rule, eval func(codeSubject) motcua.Verdict) motcua.Check[codeSubject] {
		return motcua.Check[codeSubject]{Rule: rule, Eval: eval}
	}
	agency := motcua.Text{VI: "Mã định danh trong mã số hồ sơ", EN: "Agency in the dossier code"}
	day := motcua.Text{VI: "Ngày tiếp nhận trong mã số hồ sơ", EN: "Day of receipt in the dossier code"}
	return []motcua.Check[codeSubject]{
		check(national("code-agency", agency, inDecree61(), motcua.AnchorReceived, receivingAgency()), agencyInCode),
		check(national("code-agency", agency, inDecree118(), motcua.AnchorReceived, decidingAgency()), agencyInCode),
		check(national("code-date", day, inDecree61(), motcua.AnchorReceived, ordinal61()), dayInCode),
		check(national("code-date", day, inDecree118(), motcua.AnchorReceived, ordinal118()), dayInCode),
		check(formRule(), formOfCode),
	}
}

func formRule() motcua.Rule {
	r := national("code-form", motcua.Text{VI: "Hình thức mã số hồ sơ", EN: "Form of the dossier code"},
		circular(), motcua.AnchorReceived,
		read(instrumentCircular1, "Điều 19 khoản 1", "Mã số hồ sơ gồm các ký tự chữ và số, có cấu trúc như sau: V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX"))
	r.Outside = motcua.Text{
		VI: "Trước ngày 06/01/2019 và từ ngày 01/07/2025, các văn bản hiện có không quy định số ký tự và dấu phân cách; điều về mã số hồ sơ của Thông tư 03/2025/TT-VPCP chưa có để áp dụng.",
		EN: "Before 2019-01-06 and from 2025-07-01 the texts held fix neither width nor separators; the article of Thông tư 03/2025/TT-VPCP is not held.",
	}
	return r
}

func ordinal61() motcua.Citation {
	return read(instrumentDecree61, "Điều 26 khoản 2 điểm b", "Dãy số tự nhiên gồm ngày, tháng, năm tiếp nhận, số thứ tự hồ sơ tiếp nhận trong ngày.")
}

func ordinal118() motcua.Citation {
	return read(instrumentDecree118, "Điều 28 khoản 2 điểm b", "Dãy số tự nhiên gồm ngày, tháng, năm tiếp nhận, số thứ tự hồ sơ tiếp nhận trong ngày.")
}

// codeSubject is a code as evidence, beside what is known of its dossier.
type codeSubject struct {
	code     Code
	received motcua.Date // zero: not known
	parties  CodeParties
}

// AnchorDate gives the day of receipt.
func (s codeSubject) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	return s.received, a == motcua.AnchorReceived && !s.received.IsZero()
}

// JudgeCode evaluates the rules on codes for the code of a dossier received on
// a day; what the caller does not know of the parties stays zero and leaves the
// rule on the agency indeterminate.
func JudgeCode(c Code, received motcua.Date, parties CodeParties) ([]motcua.Finding, error) {
	return motcua.Evaluate(codeChecks(), codeSubject{c, received, parties}, motcua.Profile{})
}

func agencyInCode(s codeSubject) motcua.Verdict {
	want, _, err := CodeAgency(s.received, s.parties)
	switch {
	case s.code.IsZero():
		return noCode()
	case err != nil:
		return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
			VI: "Không biết mã định danh của cơ quan phải có trong mã số hồ sơ.",
			EN: "The identifier of the agency that belongs into the code is not known.",
		}}
	case want.Canonical() != s.code.agency.Canonical():
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Textf(
			"Mã số hồ sơ có mã định danh %s; phải là %s.",
			"The code has the agency %s; it must be %s.", s.code.agency, want)}
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func dayInCode(s codeSubject) motcua.Verdict {
	switch {
	case s.code.IsZero():
		return noCode()
	case s.code.received != s.received:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Mã số hồ sơ ghi ngày " + s.code.received.Vietnamese() + "; hồ sơ được tiếp nhận ngày " + s.received.Vietnamese() + ".",
			EN: "The code has the day " + s.code.received.String() + "; the dossier was received on " + s.received.String() + ".",
		}}
	case s.code.sequence == 0:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: WarnSequenceZero.Label()}
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func formOfCode(s codeSubject) motcua.Verdict {
	switch {
	case s.code.IsZero():
		return noCode()
	case s.code.Form() != CodeStrict:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: s.code.Warnings()[0].Label()}
	case s.code.agency.Form() == motcua.AgencyQD20 && motcua.AgencyQD20.Standing(s.received) == motcua.AgencyFormEarly:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Mã cơ quan theo Quyết định 20/2020/QĐ-TTg có trước khi Quyết định có hiệu lực (15/09/2020).",
			EN: "The agency's code is of Quyết định 20/2020/QĐ-TTg, before that took effect (2020-09-15).",
		}}
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func noCode() motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
		VI: "Không có mã số hồ sơ để xem xét.",
		EN: "There is no code to judge.",
	}}
}
