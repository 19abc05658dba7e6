package dossier

import "github.com/motcua/motcua"

// PaperForm is the form that a circular prescribes for a paper. Forms are known
// by paper and circular, never by their number alone: the refusal is Mẫu số 03 of
// both, the control slip 05 of one and 06 of the other. The layouts are in annexes
// that are not held.
type PaperForm struct {
	Kind     PaperKind
	Number   string      // as in “Mẫu số 01”
	Title    motcua.Text // the circular's
	Citation motcua.Citation
}

// instrumentCircular3 is the circular of the second decree.
const instrumentCircular3 = "Thông tư 03/2025/TT-VPCP"

// circular3 is the day of Thông tư 03/2025/TT-VPCP, which is reported and not
// read.
func circular3() motcua.Date { return motcua.DateOf(2025, 9, 15) }

// PaperFormOn returns the form that was prescribed for a paper on a day; none
// before 2019-01-06 and from 2025-07-01 until before 2025-09-15, when no circular
// that is held or reported applies.
func PaperFormOn(kind PaperKind, day motcua.Date) (PaperForm, bool) {
	var forms []PaperForm
	switch {
	case circular().Contains(day):
		forms = formsOfCircular1()
	case !day.Before(circular3()):
		forms = formsOfCircular3()
	}
	for _, f := range forms {
		if f.Kind == kind {
			return f, true
		}
	}
	return PaperForm{}, false
}

// PaperForms lists the forms of both circulars, in their order.
func PaperForms() []PaperForm { return append(formsOfCircular1(), formsOfCircular3()...) }

func formsOfCircular1() []PaperForm {
	form := func(kind PaperKind, number, quote, title, en string) PaperForm {
		return PaperForm{kind, number, motcua.Text{VI: title, EN: en}, read(instrumentCircular1, "Điều 9 khoản 1", quote)}
	}
	return []PaperForm{
		form(PaperReceipt, "Mẫu số 01", "Mẫu giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment"),
		form(PaperSupplement, "Mẫu số 02", "Mẫu phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request for a supplement"),
		form(PaperRefusal, "Mẫu số 03", "Mẫu phiếu từ chối tiếp nhận giải quyết hồ sơ", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal"),
		form(PaperApology, "Mẫu số 04", "Mẫu phiếu xin lỗi và hẹn lại ngày trả kết quả", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new appointment"),
		form(PaperControlSlip, "Mẫu số 05", "Mẫu phiếu kiểm soát quá trình giải quyết hồ sơ", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control slip"),
		form(PaperRegister, "Mẫu số 06", "Mẫu sổ theo dõi hồ sơ", "Sổ theo dõi hồ sơ", "Register of dossiers"),
	}
}

// formsOfCircular3 are reported by others; the circular is not held.
func formsOfCircular3() []PaperForm {
	form := func(kind PaperKind, number, title, en string) PaperForm {
		return PaperForm{kind, number, motcua.Text{VI: title, EN: en},
			motcua.Citation{Instrument: instrumentCircular3, Provision: "Phụ lục I", Sure: motcua.Indirect}}
	}
	return []PaperForm{
		form(PaperReceipt, "Mẫu số 01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment"),
		form(PaperSupplement, "Mẫu số 02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request for a supplement"),
		form(PaperRefusal, "Mẫu số 03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal"),
		form(PaperApology, "Mẫu số 04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "Apology and request for more time"),
		form(PaperStopNotice, "Mẫu số 05", "Thông báo dừng giải quyết hồ sơ", "Stop notice"),
		form(PaperControlSlip, "Mẫu số 06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control slip"),
		form(PaperRegister, "Mẫu số 07", "Sổ theo dõi hồ sơ", "Register of dossiers"),
	}
}
