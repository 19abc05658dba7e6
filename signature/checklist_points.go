package signature

import "github.com/motcua/motcua"

// circular41SigningPoints are Thông tư 41/2017/TT-BTTTT, Điều 11. The annex of
// standards that its first point names is not held.
func circular41SigningPoints() []point {
	return []point{
		{"signing-standards", motcua.Text{VI: "Phần mềm ký số: tiêu chuẩn, quy chuẩn", EN: "Signing software: standards"},
			"Điều 11 khoản 1", "Đáp ứng các tiêu chuẩn, quy chuẩn kỹ thuật quy định tại phụ lục kèm theo Thông tư này;", false},
		{"signing-functions", motcua.Text{VI: "Phần mềm ký số: chức năng ký", EN: "Signing software: signing"},
			"Điều 11 khoản 2", "Có các chức năng ký số trên văn bản điện tử đáp ứng quy định tại khoản 2, 3 và 4 Điều 6 Thông tư này;", false},
		{"signing-certificate-check", motcua.Text{VI: "Phần mềm ký số: kiểm tra hiệu lực chứng thư số", EN: "Signing software: checks the certificate"},
			"Điều 11 khoản 3", "Có chức năng kiểm tra hiệu lực chứng thư số quy định tại Điều 8 Thông tư này;", false},
		{"signing-evidence", motcua.Text{VI: "Phần mềm ký số: quản lý thông tin lưu trữ kèm theo", EN: "Signing software: keeps the evidence"},
			"Điều 11 khoản 4", "Có chức năng quản lý thông tin lưu trữ kèm theo văn bản điện tử ký số quy định tại Điều 9 Thông tư này;", false},
		{"signing-destruction", motcua.Text{VI: "Phần mềm ký số: hủy bỏ thông tin lưu trữ", EN: "Signing software: destroys the evidence"},
			"Điều 11 khoản 5", "Có chức năng hủy bỏ thông tin lưu trữ kèm theo văn bản điện tử ký số quy định tại Điều 10 Thông tư này;", false},
		{"signing-notice", motcua.Text{VI: "Phần mềm ký số: thông báo kết quả ký", EN: "Signing software: tells success or failure"},
			"Điều 11 khoản 6", "Có chức năng thông báo (bằng chữ/bằng ký hiệu) cho người ký số biết việc ký số vào văn bản điện tử thành công hay không thành công;", false},
		{"signing-roots", motcua.Text{VI: "Phần mềm ký số: tích hợp chứng thư số gốc", EN: "Signing software: takes in root certificates"},
			"Điều 11 khoản 7", "Hỗ trợ cài đặt, tích hợp chứng thư số gốc của tổ chức chứng thực chữ ký số cấp chứng thư số để ký số văn bản điện tử vào phần mềm ký số để kiểm tra hiệu lực chứng thư số trên văn bản điện tử;", false},
		{"signing-stamps", motcua.Text{VI: "Phần mềm ký số: đóng dấu thời gian khi ký", EN: "Signing software: timestamps when signing"},
			"Điều 11 khoản 8", "Đóng dấu thời gian tại thời điểm ký số.", false},
	}
}

// circular41CheckingPoints are Thông tư 41/2017/TT-BTTTT, Điều 12.
func circular41CheckingPoints() []point {
	return []point{
		{"checking-standards", motcua.Text{VI: "Phần mềm kiểm tra: tiêu chuẩn, quy chuẩn", EN: "Checking software: standards"},
			"Điều 12 khoản 1", "Đáp ứng các tiêu chuẩn, quy chuẩn kỹ thuật quy định tại phụ lục kèm theo Thông tư này;", false},
		{"checking-functions", motcua.Text{VI: "Phần mềm kiểm tra: kiểm tra chữ ký số", EN: "Checking software: checks signatures"},
			"Điều 12 khoản 2", "Có chức năng kiểm tra chữ ký số trên văn bản điện tử quy định tại khoản 1, 2 và 3 Điều 7 Thông tư này;", false},
		{"checking-evidence", motcua.Text{VI: "Phần mềm kiểm tra: quản lý thông tin lưu trữ kèm theo", EN: "Checking software: keeps the evidence"},
			"Điều 12 khoản 3", "Có chức năng quản lý thông tin lưu trữ kèm theo văn bản điện tử ký số quy định tại Điều 9 Thông tư này;", false},
		{"checking-destruction", motcua.Text{VI: "Phần mềm kiểm tra: hủy bỏ thông tin lưu trữ", EN: "Checking software: destroys the evidence"},
			"Điều 12 khoản 4", "Có chức năng hủy bỏ thông tin kèm theo văn bản điện tử ký số quy định tại Điều 10 Thông tư này;", false},
		{"checking-roots", motcua.Text{VI: "Phần mềm kiểm tra: tích hợp chứng thư số gốc", EN: "Checking software: takes in root certificates"},
			"Điều 12 khoản 5", "Hỗ trợ cài đặt, tích hợp chứng thư số gốc của tổ chức cung cấp dịch vụ chứng thực chữ ký số cấp chứng thư số để ký số văn bản điện tử vào phần mềm kiểm tra chữ ký số để kiểm tra chữ ký số trên văn bản điện tử;", false},
		{"checking-notice", motcua.Text{VI: "Phần mềm kiểm tra: thông báo hợp lệ hay không hợp lệ", EN: "Checking software: tells valid or invalid"},
			"Điều 12 khoản 6", "Có chức năng thông báo kết quả kiểm tra chữ ký số là hợp lệ hoặc không hợp lệ cho người kiểm tra biết;", false},
		{"checking-stamps", motcua.Text{VI: "Phần mềm kiểm tra: đóng dấu thời gian khi nhận", EN: "Checking software: timestamps on receipt"},
			"Điều 12 khoản 7", "Đóng dấu thời gian tại thời điểm tiếp nhận văn bản đến.", false},
	}
}

// decree130Points are Nghị định 130/2018/NĐ-CP, Điều 80 (who develops
// applications) and Điều 81 (who provides solutions).
func decree130Points() []point {
	return []point{
		{"application-standards", motcua.Text{VI: "Ứng dụng: quy chuẩn, tiêu chuẩn bắt buộc", EN: "Applications: mandatory standards"},
			"Điều 80 khoản 1", "Đáp ứng các quy chuẩn kỹ thuật và tiêu chuẩn bắt buộc áp dụng về chữ ký số và dịch vụ chứng thực chữ ký số đang có hiệu lực.", false},
		{"application-neutrality", motcua.Text{VI: "Ứng dụng: trung lập về công nghệ", EN: "Applications: neutral as to technology"},
			"Điều 80 khoản 2", "Đảm bảo trung lập về công nghệ, không sử dụng các rào cản kỹ thuật để hạn chế việc sử dụng chữ ký số của một hoặc một số tổ chức cung cấp dịch vụ chứng thực chữ ký số.", false},
		{"application-certificates", motcua.Text{VI: "Ứng dụng: cập nhật chứng thư số của tổ chức chứng thực", EN: "Applications: keep provider certificates up to date"},
			"Điều 80 khoản 3", "Cập nhật chứng thư số của các tổ chức cung cấp dịch vụ chứng thực chữ ký số trong các ứng dụng theo yêu cầu của tổ chức này hoặc yêu cầu của cơ quan có thẩm quyền theo quy định của pháp luật để đảm bảo kết quả xác thực là chính xác.", false},
		{"application-status-check", motcua.Text{VI: "Ứng dụng: đúng quy trình kiểm tra trạng thái", EN: "Applications: check certificate states as prescribed"},
			"Điều 80 khoản 4", "Đáp ứng đúng các quy trình kiểm tra trạng thái chứng thư số được quy định tại Điều 78 và khoản 2 Điều 79 Nghị định này.", false},
		{"solution-standards", motcua.Text{VI: "Giải pháp: quy chuẩn, tiêu chuẩn bắt buộc", EN: "Solutions: mandatory standards"},
			"Điều 81 khoản 1", "Cung cấp giải pháp đáp ứng các quy chuẩn kỹ thuật và tiêu chuẩn bắt buộc áp dụng về chữ ký số và dịch vụ chứng thực chữ ký số đang có hiệu lực.", false},
		{"solution-common-standards", motcua.Text{VI: "Giải pháp: tiêu chuẩn phổ biến trên thế giới", EN: "Solutions: standards in use around the world"},
			"Điều 81 khoản 2", "Khuyến khích cung cấp các giải pháp tuân theo các tiêu chuẩn chữ ký số phổ biến và tiên tiến trên thế giới.", true},
	}
}
