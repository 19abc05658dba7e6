package signature

import "github.com/motcua/motcua"

// What the local texts say of checking a signature, each for itself:
//
//   - Hải Dương (draft of 2019, second regulation), Điều 12 khoản 1: four
//     elements, all of which must hold. Điều 5 khoản 5: a signature counts only in
//     electronic form, a print has no value; Nghị định 30/2020/NĐ-CP, Điều 18 khoản
//     5 and Điều 25 khoản 1 điểm b, gives prints that the agency stamps or copies
//     their value from 2020-03-05, so that point ends there.
//   - Nghệ An 65/2016, Điều 14: certificate and matching key. It names no check
//     of integrity, and demands the provider's own software, which no file shows.
//   - Tuần Giáo (2022, number and date blank), Điều 13: integrity only.
//
// Callers who know an interval better pass it in VerifyOptions.LocalInForce.
func localChecks() []motcua.Check[subject] {
	check := func(rule motcua.Rule, eval func(subject) motcua.Verdict) motcua.Check[subject] {
		return motcua.Check[subject]{Rule: rule, Applies: isSignature, Eval: eval}
	}
	prints := haiDuong().during(motcua.Date{}, decree30From())
	prints.outside = motcua.Text{
		VI: "Từ ngày 05/3/2020, Nghị định 30/2020/NĐ-CP (Điều 18 khoản 5, Điều 25 khoản 1 điểm b) và từ ngày 22/5/2020, Nghị định 45/2020/NĐ-CP (Điều 18 khoản 3) cho bản in có giá trị theo điều kiện của các nghị định đó.",
		EN: "From 2020-03-05 Nghị định 30/2020/NĐ-CP (Điều 18 khoản 5, Điều 25 khoản 1 điểm b), and from 2020-05-22 Nghị định 45/2020/NĐ-CP (Điều 18 khoản 3), give prints value on their own conditions.",
	}
	return []motcua.Check[subject]{
		check(haiDuong().rule("signature/valid-elements",
			motcua.Text{VI: "Các yếu tố của chữ ký số hợp lệ", EN: "Elements of a valid signature"},
			motcua.AnchorSigned, "Điều 12 khoản 1",
			"Kiểm tra tính hợp lệ của chữ ký số, bao gồm kiểm tra các yếu tố: Người ký, tính hợp lệ của chứng thư số, thời gian ký, tính toàn vẹn của nội dung; khi các yếu tố kiểm tra trên đều hợp lệ thì chữ ký số là hợp lệ."),
			all(matchingKey, integrity, signingTime, certificate)),
		check(prints.rule("signature/value-only-electronic",
			motcua.Text{VI: "Chữ ký số chỉ có giá trị trên văn bản điện tử", EN: "A signature counts only in electronic form"},
			motcua.AnchorSigned, "Điều 5 khoản 5 điểm b",
			"Văn bản là văn bản giấy được in hoặc photocopy từ văn bản điện tử có chữ ký số thì không có giá trị pháp lý."),
			onlyElectronic),
		check(ngheAn().rule("signature/certificate-information",
			motcua.Text{VI: "Hiệu lực, phạm vi của chứng thư số", EN: "Validity and scope of the certificate"},
			motcua.AnchorSigned, "Điều 14 khoản 1",
			"Hiệu lực, phạm vi sử dụng, giới hạn trách nhiệm và những thông tin khác liên quan đến chứng thư số của người ký;"),
			certificate),
		check(ngheAn().rule("signature/matching-key",
			motcua.Text{VI: "Khóa bí mật tương ứng với chứng thư số", EN: "Private key matches the certificate"},
			motcua.AnchorSigned, "Điều 14 khoản 2",
			"Chữ ký số phải được tạo bởi khóa bí mật tương ứng với khóa công khai trên chứng thư số của người ký."),
			matchingKey),
		check(tuanGiao().rule("signature/document-integrity",
			motcua.Text{VI: "Tính toàn vẹn của văn bản điện tử ký số", EN: "Integrity of the signed document"},
			motcua.AnchorSigned, "Điều 13",
			"Văn thư cơ quan trước khi tiếp nhận văn bản điện tử thực hiện kiểm tra tính toàn vẹn của văn bản điện tử ký số theo quy định tại Điều 7 Thông tư số 41/2017/TT-BTTTT"),
			integrity),
	}
}

func onlyElectronic(s subject) motcua.Verdict {
	if s.facts.Kind == DocumentPrint {
		return breach(motcua.Text{
			VI: "Đây là bản in hoặc bản chụp trên giấy từ văn bản điện tử có chữ ký số; theo dự thảo, bản như vậy không có giá trị pháp lý.",
			EN: "This is a paper print or photocopy of a signed electronic document; by the draft it has no legal value.",
		})
	}
	return signatureValid(s)
}
