package signature

import "github.com/motcua/motcua"

// Thông tư 15/2025/TT-BKHCN, Điều 6 and Phụ lục II: what checking software judges
// a certificate and a signature by.
//
// History: in force from the day it was signed, 2025-08-15; it took the place of
// Thông tư 22/2020/TT-BTTTT, which left out state agencies. It is written for public
// certification services, whose path leads to the national root. For certificates of
// the state its points are not applied, except the warning where no state could be
// checked, which is given for all.
func circular15Checks() []motcua.Check[subject] {
	check := func(id string, title motcua.Text, provision, quote string, eval func(subject) motcua.Verdict) motcua.Check[subject] {
		return motcua.Check[subject]{
			Rule:    circular15().rule(id, title, motcua.AnchorSigned, provision, quote),
			Applies: isSignature, Eval: eval,
		}
	}
	return []motcua.Check[subject]{
		check("signature/national-root",
			motcua.Text{VI: "Đường dẫn tin cậy đến gốc quốc gia (chứng thực công cộng)", EN: "Path to the national root (public certification)"},
			"Điều 6 khoản 1 điểm b",
			"Cho phép kiểm tra chứng thư chữ ký số của chủ thể ký theo đường dẫn tin cậy của chứng thư chữ ký số đó và phải liên kết đến Trung tâm Chứng thực điện tử quốc gia hoặc thuộc Danh sách tin cậy chứng thư chữ ký điện tử nước ngoài được công nhận tại Việt Nam;",
			publicService(condition(chainCondition))),
		check("signature/public-period",
			motcua.Text{VI: "Thời gian có hiệu lực (chứng thực công cộng)", EN: "Period of validity (public certification)"},
			"Phụ lục II mục 1.1",
			"Thời gian có hiệu lực của chứng thư chữ ký số tính từ thời điểm Valid from đến thời điểm Valid to.",
			publicService(all(condition(validityCondition), condition(revocationCondition), condition(proofCondition)))),
		statusWarningCheck(),
		check("signature/public-algorithms",
			motcua.Text{VI: "Thuật toán mật mã (chứng thực công cộng)", EN: "Algorithms (public certification)"},
			"Phụ lục II mục 1.3",
			"tuân thủ theo quy định về quy chuẩn, tiêu chuẩn kỹ thuật bắt buộc áp dụng về chữ ký số và dịch vụ chứng thực chữ ký số đang có hiệu lực.",
			publicService(condition(algorithmsCondition))),
		check("signature/public-scope",
			motcua.Text{VI: "Phạm vi sử dụng (chứng thực công cộng)", EN: "Scope of use (public certification)"},
			"Phụ lục II mục 1.4", "đúng phạm vi trong các quy định về chữ ký điện tử và dịch vụ tin cậy.",
			publicService(condition(scopeCondition))),
		check("signature/public-matching-key",
			motcua.Text{VI: "Cách thức tạo chữ ký số (chứng thực công cộng)", EN: "How the signature was made (public certification)"},
			"Phụ lục II mục 2.2",
			"bí mật tương ứng với khóa công khai trên chứng thư chữ ký số theo các bước tại điểm d, khoản 1, Điều 6 Thông tư này.",
			publicService(matchingKey)),
		check("signature/public-integrity",
			motcua.Text{VI: "Tính toàn vẹn (chứng thực công cộng)", EN: "Integrity (public certification)"},
			"Phụ lục II mục 2.4", "dữ liệu và mã băm có được khi giải mã chữ ký số trùng nhau",
			publicService(integrity)),
	}
}

// statusWarningCheck serves verification and BeforeSigning alike.
func statusWarningCheck() motcua.Check[subject] {
	return motcua.Check[subject]{
		Rule: circular15().rule("signature/status-warning",
			motcua.Text{VI: "Cảnh báo khi không kiểm tra được trạng thái chứng thư số", EN: "Warning where the certificate's state cannot be checked"},
			motcua.AnchorSigned, "Phụ lục II mục 1.2",
			"trạng thái chứng thư chữ ký số thông qua OCSP/CRL, phần mềm phải hiển thị cảnh báo tương ứng cho chủ thể ký."),
		Applies: isSignature,
		Eval:    statusChecked,
	}
}

func statusChecked(s subject) motcua.Verdict {
	if s.signature.Trust.Revocation.Met == Unknown {
		return unclear(statusWarning())
	}
	return condition(revocationCondition)(s)
}

// publicService leaves the state's own certificates out, with the reason.
func publicService(eval func(subject) motcua.Verdict) func(subject) motcua.Verdict {
	return func(s subject) motcua.Verdict {
		switch s.signature.Trust.Purpose {
		case PurposePublic:
			return eval(s)
		case PurposeState:
			return outside(motcua.Text{
				VI: "Thông tư 15/2025/TT-BKHCN dành cho dịch vụ chứng thực công cộng; với chứng thư số chuyên dùng công vụ chỉ để tham khảo.",
				EN: "Thông tư 15/2025/TT-BKHCN is for public certification services; for certificates of the state it only advises.",
			})
		}
		return unclear(motcua.Text{
			VI: "Chưa xác định được chứng thư số là công cộng hay chuyên dùng công vụ, vì chưa có đường dẫn tin cậy đến gốc.",
			EN: "Whether the certificate is public or of the state is not known, since no path to a trusted root was found.",
		})
	}
}
