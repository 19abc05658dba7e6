package signature

import "github.com/motcua/motcua"

// circular15Points are Thông tư 15/2025/TT-BKHCN, Điều 6, and what software must
// evaluate by its Phụ lục II. The annex is quoted as far as the columns of its table
// stayed whole in the copy that was read.
func circular15Points() []point {
	const clause1 = "Điều 6 khoản 1 điểm "
	return []point{
		{"verifier-key", motcua.Text{VI: "Kiểm tra: chữ ký khớp khóa công khai trên chứng thư", EN: "Verifier: signature matches the public key"},
			clause1 + "a", "Cho phép xác thực chữ ký số trên thông điệp dữ liệu theo nguyên tắc chữ ký số được tạo ra đúng với khóa bí mật tương ứng với khóa công khai trên chứng thư chữ ký số gắn kèm chữ ký số;", false},
		{"verifier-path", motcua.Text{VI: "Kiểm tra: đường dẫn tin cậy đến gốc", EN: "Verifier: path of trust to the root"},
			clause1 + "b", "Cho phép kiểm tra chứng thư chữ ký số của chủ thể ký theo đường dẫn tin cậy của chứng thư chữ ký số đó và phải liên kết đến Trung tâm Chứng thực điện tử quốc gia hoặc thuộc Danh sách tin cậy chứng thư chữ ký điện tử nước ngoài được công nhận tại Việt Nam;", false},
		{"verifier-annex", motcua.Text{VI: "Kiểm tra: yêu cầu về hiệu lực tại Phụ lục II", EN: "Verifier: demands on validity of Phụ lục II"},
			clause1 + "c", "Bảo đảm chứng thư chữ ký số phải đáp ứng các yêu cầu về tính hiệu lực của chứng thư chữ ký số và tính hợp lệ của chữ ký số tại Phụ lục II ban hành kèm theo Thông tư này;", false},
		{"verifier-integrity-steps", motcua.Text{VI: "Kiểm tra: các bước kiểm tra tính toàn vẹn", EN: "Verifier: steps of the check of integrity"},
			clause1 + "d", "để thực hiện tạo mã băm cho thông điệp dữ liệu nhận được; so sánh sự trùng khớp của hai mã băm để kiểm tra tính toàn vẹn của thông điệp dữ liệu ký số;", false},
		{"verifier-validity", motcua.Text{VI: "Kiểm tra: tính hợp lệ theo Phụ lục II", EN: "Verifier: validity by Phụ lục II"},
			clause1 + "đ", "Đảm bảo kiểm tra được tính hợp lệ của chữ ký số trên thông điệp dữ liệu đã ký theo các yêu cầu về tính hợp lệ của chữ ký số tại Phụ lục II ban hành kèm theo Thông tư này;", false},
		{"verifier-roots", motcua.Text{VI: "Kiểm tra: cài đặt, cập nhật chứng thư gốc", EN: "Verifier: root certificates installed and updated"},
			clause1 + "e", "Hỗ trợ cài đặt, tích hợp, cập nhật chứng thư chữ ký số của Trung tâm Chứng thực điện tử quốc gia, các Tổ chức cung cấp dịch vụ chứng thực chữ ký số công cộng và chứng thư chữ ký số thuộc Danh sách tin cậy chứng thư chữ ký điện tử nước ngoài được công nhận tại Việt Nam;", false},
		{"verifier-timestamps", motcua.Text{VI: "Kiểm tra: tính hợp lệ của dấu thời gian", EN: "Verifier: validity of timestamps"},
			clause1 + "g", "Đảm bảo tính hợp lệ của dấu thời gian gắn kèm với chữ ký số trong trường hợp chữ ký số được gắn dấu thời gian;", false},
		{"verifier-message-integrity", motcua.Text{VI: "Kiểm tra: không làm thay đổi thông điệp đã ký", EN: "Verifier: leaves the signed message intact"},
			clause1 + "h", "Đảm bảo tính toàn vẹn của thông điệp dữ liệu đã ký.", false},
		{"verifier-keeps-certificates", motcua.Text{VI: "Kiểm tra: lưu, hủy chứng thư của chữ ký", EN: "Verifier: keeps and destroys certificates"},
			"Điều 6 khoản 2 điểm a", "Chứng thư chữ ký số tương ứng với chữ ký số trên thông điệp dữ liệu đã ký;", false},
		{"verifier-keeps-lists", motcua.Text{VI: "Kiểm tra: lưu, hủy danh sách thu hồi", EN: "Verifier: keeps and destroys revocation lists"},
			"Điều 6 khoản 2 điểm b", "Danh sách chứng thư chữ ký số thu hồi tại thời điểm ký được thể hiện trong chứng thư chữ ký số đính kèm thông điệp dữ liệu đã ký;", false},
		{"verifier-keeps-results", motcua.Text{VI: "Kiểm tra: lưu, hủy kết quả kiểm tra trạng thái", EN: "Verifier: keeps and destroys results"},
			"Điều 6 khoản 2 điểm c", "Kết quả kiểm tra trạng thái chứng thư chữ ký số tương ứng với chữ ký số trên thông điệp dữ liệu đã ký.", false},
		{"verifier-authorities", motcua.Text{VI: "Kiểm tra: thêm, bớt chứng thư của tổ chức chứng thực", EN: "Verifier: provider certificates added and removed"},
			"Điều 6 khoản 3", "Chức năng thay đổi (thêm, bớt) chứng thư chữ ký số của cơ quan, tổ chức tạo lập, cấp, phát hành chứng thư chữ ký số.", false},
		{"verifier-notice", motcua.Text{VI: "Kiểm tra: thông báo hợp lệ hay không bằng tiếng Việt", EN: "Verifier: tells valid or invalid in Vietnamese"},
			"Điều 6 khoản 4 điểm a", "Hiển thị thông báo chữ ký số trên thông điệp dữ liệu đã ký hợp lệ hay không hợp lệ bằng tiếng Việt;", false},
		{"verifier-display", motcua.Text{VI: "Kiểm tra: các trường thông tin phải hiển thị", EN: "Verifier: the fields that must be shown"},
			"Điều 6 khoản 4 điểm b", "Hiển thị các thông tin về chữ ký số và chứng thư chữ ký số trên thông điệp dữ liệu đã ký, với tối thiểu các trường thông tin sau: thông tin về cơ quan, tổ chức tạo lập, cấp, phát hành chứng thư chữ ký số; thông tin về chủ thể ký; thông tin về đơn vị quản lý chứng thư chữ ký số; thông tin về thời điểm ký số hoặc dấu thời gian (nếu có); tính toàn vẹn của thông điệp dữ liệu đã ký; tính hợp lệ của chữ ký số tại thời điểm ký; thời hạn có hiệu lực của chứng thư chữ ký số.", false},
		{"verifier-period", motcua.Text{VI: "Phụ lục II: thời gian có hiệu lực", EN: "Phụ lục II: period of validity"},
			"Phụ lục II mục 1.1", "Thời gian có hiệu lực của chứng thư chữ ký số tính từ thời điểm Valid from đến thời điểm Valid to.", false},
		{"verifier-status", motcua.Text{VI: "Phụ lục II: trạng thái và cảnh báo", EN: "Phụ lục II: state, and the warning"},
			"Phụ lục II mục 1.2", "trạng thái chứng thư chữ ký số thông qua OCSP/CRL, phần mềm phải hiển thị cảnh báo tương ứng cho chủ thể ký.", false},
		{"verifier-algorithms", motcua.Text{VI: "Phụ lục II: thuật toán mật mã", EN: "Phụ lục II: algorithms"},
			"Phụ lục II mục 1.3", "tuân thủ theo quy định về quy chuẩn, tiêu chuẩn kỹ thuật bắt buộc áp dụng về chữ ký số và dịch vụ chứng thực chữ ký số đang có hiệu lực.", false},
		{"verifier-scope", motcua.Text{VI: "Phụ lục II: phạm vi sử dụng", EN: "Phụ lục II: scope of use"},
			"Phụ lục II mục 1.4", "đúng phạm vi trong các quy định về chữ ký điện tử và dịch vụ tin cậy.", false},
		{"verifier-key-usage", motcua.Text{VI: "Phụ lục II: mục đích sử dụng (tùy chọn)", EN: "Phụ lục II: purpose of use (optional)"},
			"Phụ lục II mục 1.5", "số tại các trường thông tin Key Usage, Extended Key Usage.", true},
		{"verifier-statements", motcua.Text{VI: "Phụ lục II: tuyên bố khác của tổ chức chứng thực (tùy chọn)", EN: "Phụ lục II: other statements of the provider (optional)"},
			"Phụ lục II mục 1.6", "chứng thực chữ ký số tại mục Issuer Statement.", true},
		{"verifier-signer", motcua.Text{VI: "Phụ lục II: thông tin về chủ thể ký", EN: "Phụ lục II: who signed"},
			"Phụ lục II mục 2.1", "thông tin chủ thể ký số trên thông điệp dữ liệu", false},
		{"verifier-creation", motcua.Text{VI: "Phụ lục II: cách thức tạo chữ ký", EN: "Phụ lục II: how the signature was made"},
			"Phụ lục II mục 2.2", "bí mật tương ứng với khóa công khai trên chứng thư chữ ký số theo các bước tại điểm d, khoản 1, Điều 6 Thông tư này.", false},
		{"verifier-certificate-then", motcua.Text{VI: "Phụ lục II: chứng thư có hiệu lực tại thời điểm ký", EN: "Phụ lục II: certificate in force at signing"},
			"Phụ lục II mục 2.3", "Chứng thư chữ ký số có hiệu lực tại", false},
		{"verifier-digests", motcua.Text{VI: "Phụ lục II: mã băm trùng nhau", EN: "Phụ lục II: digests agree"},
			"Phụ lục II mục 2.4", "dữ liệu và mã băm có được khi giải mã chữ ký số trùng nhau", false},
	}
}
