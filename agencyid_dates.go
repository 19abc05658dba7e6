package motcua

// InForce returns the days on which the form is the one that the texts ask for:
// from 2016-04-01, the issue of QCVN 102:2016/BTTTT (Thông tư
// 10/2016/TT-BTTTT), to 2020-09-15, when Điều 12.1 Quyết định 20/2020/QĐ-TTg
// brought its forms. It returns false for the short form, which no text knows.
// QCVN 102 is known by the texts that quote it (Điều 19 Thông tư
// 01/2018/TT-VPCP; Điều 10.2a Quyết định 28/2018/QĐ-TTg).
func (f AgencyForm) InForce() (Interval, bool) {
	decision := DateOf(2020, 9, 15)
	switch f {
	case AgencyQCVN102:
		return Interval{From: DateOf(2016, 4, 1), Until: decision}, true
	case AgencyQD20, AgencyEnterprise, AgencyScheme:
		return Interval{From: decision}, true
	}
	return Interval{}, false
}

// agencyAdapting is the 24 months in which systems are brought from the old form
// to the new one (Điều 11.1 Quyết định 20/2020/QĐ-TTg).
func agencyAdapting() Interval {
	return Interval{From: DateOf(2020, 9, 15), Until: DateOf(2022, 9, 15)}
}

// AgencyStanding says where a form of code stands on a day.
type AgencyStanding string

// The standings.
const (
	// AgencyFormUnknown: no text knows the form, or the day is not known.
	AgencyFormUnknown AgencyStanding = "unknown"
	// AgencyFormEarly: the form did not exist yet.
	AgencyFormEarly AgencyStanding = "early"
	// AgencyFormDue: the texts ask for this form.
	AgencyFormDue AgencyStanding = "due"
	// AgencyFormAdapting: superseded, within the 24 months that systems have.
	AgencyFormAdapting AgencyStanding = "adapting"
	// AgencyFormSuperseded: superseded, and the 24 months are over.
	AgencyFormSuperseded AgencyStanding = "superseded"
)

// Standing tells where the form stands on a day, so that a checker can say which
// form was due.
//
// It is about connecting and sharing data between systems. A system that
// connects only inside its sector need not follow Quyết định 20/2020/QĐ-TTg
// (Điều 11.2), so AgencyFormSuperseded is a finding only where that is known not
// to be so. Codes longer than 13 characters are right even where Phụ lục VI Nghị
// định 30/2020/NĐ-CP gives the field 13. A dossier's number is for its own
// rules, which named QCVN 102 longer (Điều 26.2a Nghị định 61/2018/NĐ-CP).
func (f AgencyForm) Standing(on Date) AgencyStanding {
	inForce, known := f.InForce()
	switch {
	case !known || on.IsZero():
		return AgencyFormUnknown
	case inForce.Contains(on):
		return AgencyFormDue
	case on.Before(inForce.From):
		return AgencyFormEarly
	case agencyAdapting().Contains(on):
		return AgencyFormAdapting
	}
	return AgencyFormSuperseded
}

// Label returns the standing in words.
func (s AgencyStanding) Label() Text {
	switch s {
	case AgencyFormUnknown:
		return Text{VI: "không xác định", EN: "not known"}
	case AgencyFormEarly:
		return Text{VI: "chưa được quy định", EN: "not yet provided for"}
	case AgencyFormDue:
		return Text{VI: "đúng dạng mã theo quy định", EN: "the form that is due"}
	case AgencyFormAdapting:
		return Text{VI: "dạng mã cũ, còn trong 24 tháng chuyển tiếp", EN: "superseded, within the 24 months to adapt"}
	case AgencyFormSuperseded:
		return Text{VI: "dạng mã cũ, đã hết 24 tháng chuyển tiếp", EN: "superseded, the 24 months to adapt are over"}
	}
	return Text{VI: string(s), EN: string(s)}
}
