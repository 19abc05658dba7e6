package paper

import "github.com/motcua/motcua"

// Form is an official form.
type Form struct {
	Instrument string
	Number     string // as the text writes it
	Purpose    motcua.Text
	// Held reports whether its layout is known. None is, so far: the annexes of the
	// texts are not at hand.
	Held bool
}

const (
	circular185 = "Thông tư 185/2019/TT-BQP"
	decree68    = "Nghị định 68/2024/NĐ-CP"
	haiDuong    = "Quy chế quản lý, sử dụng chứng thư số, chữ ký số chuyên dùng tỉnh Hải Dương (dự thảo 2019)"
)

// Forms lists the forms that the texts name: those of Thông tư 185/2019/TT-BQP by
// Điều 8 to 11, those of Nghị định 68/2024/NĐ-CP as others quote it, and Mẫu 01 of
// the draft of Hải Dương. The slice is fresh.
func Forms() []Form {
	form := func(instrument, number, vi, en string) Form {
		return Form{Instrument: instrument, Number: number, Purpose: motcua.Text{VI: vi, EN: en}}
	}
	return []Form{
		form(circular185, "Mẫu 01", "đề nghị cấp mới chứng thư số cho cá nhân", "request of a person for a new certificate"),
		form(circular185, "Mẫu 02", "cơ quan quản lý đề nghị cấp mới cho cá nhân", "managing agency: new certificate for persons"),
		form(circular185, "Mẫu 03", "đề nghị cấp chứng thư số cho cơ quan, tổ chức", "request for an agency's certificate"),
		form(circular185, "Mẫu 04", "cơ quan quản lý đề nghị cấp mới cho cơ quan, tổ chức", "managing agency: new certificate for agencies"),
		form(circular185, "Mẫu 05", "đề nghị cấp chứng thư số cho thiết bị, dịch vụ, phần mềm", "request for a device, service or software"),
		form(circular185, "Mẫu 06", "cơ quan quản lý đề nghị cấp mới cho thiết bị, dịch vụ, phần mềm", "managing agency: device, service or software"),
		form(circular185, "Mẫu 07", "thuê bao đề nghị gia hạn, thay đổi thông tin", "subscriber: renewal or change"),
		form(circular185, "Mẫu 08", "cơ quan quản lý đề nghị gia hạn, thay đổi thông tin", "managing agency: renewal or change"),
		form(circular185, "Mẫu 09", "thuê bao đề nghị thu hồi chứng thư số", "subscriber: revocation"),
		form(circular185, "Mẫu 10", "cơ quan quản lý đề nghị thu hồi chứng thư số", "managing agency: revocation"),
		form(circular185, "Mẫu 11", "thuê bao đề nghị khôi phục thiết bị", "subscriber: unlocking"),
		form(circular185, "Mẫu 12", "cơ quan quản lý đề nghị khôi phục thiết bị", "managing agency: unlocking"),
		form(circular185, "Mẫu 13", "đề nghị thời điểm có hiệu lực của chứng thư số", "moment of effect"),
		form(circular185, "Mẫu 14", "biên bản giao, nhận thiết bị sau khi hết hạn hoặc thu hồi", "minutes of a device's return"),
		form(circular185, "Mẫu 15", "biên bản xác nhận thiết bị thất lạc", "minutes that confirm a loss"),
		form(decree68, "Mẫu số 01", "cơ quan quản lý đề nghị cấp cho cá nhân", "managing agency: person"),
		form(decree68, "Mẫu số 02", "cơ quan quản lý đề nghị cấp mới cho cơ quan, tổ chức", "managing agency: agency"),
		form(decree68, "Mẫu số 03", "cơ quan quản lý đề nghị cấp mới cho thiết bị, dịch vụ, phần mềm", "managing agency: device, service or software"),
		form(decree68, "Mẫu số 04", "gia hạn, thay đổi nội dung thông tin", "renewal or change"),
		form(decree68, "Mẫu số 05", "thu hồi chứng thư chữ ký số", "revocation"),
		form(decree68, "Mẫu số 06", "khôi phục thiết bị", "unlocking"),
		form(decree68, "Mẫu số 07", "bàn giao thiết bị cho thuê bao", "hand-over of a device to the subscriber"),
		form(decree68, "Mẫu số 08", "biên bản giao, nhận thiết bị thu hồi", "minutes of a device's return"),
		form(decree68, "Mẫu số 09", "biên bản xác nhận thiết bị thất lạc", "minutes that confirm a loss"),
		form(haiDuong, "Mẫu 01", "biên bản bàn giao thiết bị của cơ quan", "minutes of an agency's device"),
	}
}
