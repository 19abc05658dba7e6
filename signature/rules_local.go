package signature

import "github.com/motcua/motcua"

// What the local texts say of checking a signature, each for itself:
//
//   - Hải Dương (draft of 2019, second regulation), Điều 12 khoản 1: four
//     elements, all of which must hold. No date was ever settled; the interval
//     starts with the letter that sent the draft for comment.
//   - Nghệ An 65/2016, Điều 14: certificate and matching key. It names no check
//     of integrity. In force from 2016-11-15; repealed in the course of 2022 by
//     Quyết định 36/2022/QĐ-UBND, known from listings only.
//   - Tuần Giáo (2022, number and date blank), Điều 13: integrity only.
//
// Callers who know an interval better pass it in VerifyOptions.LocalInForce.
func localChecks() []motcua.Check[subject] {
	return []motcua.Check[subject]{haiDuongCheck(), ngheAnCertificate(), ngheAnKey(), tuanGiaoCheck()}
}

func haiDuongCheck() motcua.Check[subject] {
	return motcua.Check[subject]{
		Rule: motcua.Rule{
			ID:           "signature/valid-elements",
			Title:        motcua.Text{VI: "Các yếu tố của chữ ký số hợp lệ", EN: "Elements of a valid signature"},
			Jurisdiction: motcua.HaiDuong, Status: motcua.Draft,
			InForce: motcua.Interval{From: motcua.DateOf(2019, 4, 9)},
			Anchor:  motcua.AnchorSigned, Duty: motcua.Must,
			Citation: motcua.Citation{
				Instrument: "Quy chế quản lý, sử dụng chứng thư số, chữ ký số chuyên dùng tỉnh Hải Dương (dự thảo 2019)",
				Provision:  "Điều 12 khoản 1",
				Quote:      "Kiểm tra tính hợp lệ của chữ ký số, bao gồm kiểm tra các yếu tố: Người ký, tính hợp lệ của chứng thư số, thời gian ký, tính toàn vẹn của nội dung; khi các yếu tố kiểm tra trên đều hợp lệ thì chữ ký số là hợp lệ.",
				Sure:       motcua.Read,
			},
		},
		Applies: isSignature,
		Eval:    all(matchingKey, integrity, signingTime, certificate),
	}
}

func ngheAnCertificate() motcua.Check[subject] {
	return ngheAn("signature/certificate-information",
		motcua.Text{VI: "Hiệu lực, phạm vi của chứng thư số", EN: "Validity and scope of the certificate"},
		"Điều 14 khoản 1",
		"Hiệu lực, phạm vi sử dụng, giới hạn trách nhiệm và những thông tin khác liên quan đến chứng thư số của người ký;",
		certificate)
}

func ngheAnKey() motcua.Check[subject] {
	return ngheAn("signature/matching-key",
		motcua.Text{VI: "Khóa bí mật tương ứng với chứng thư số", EN: "Private key matches the certificate"},
		"Điều 14 khoản 2",
		"Chữ ký số phải được tạo bởi khóa bí mật tương ứng với khóa công khai trên chứng thư số của người ký.",
		matchingKey)
}

func ngheAn(id string, title motcua.Text, provision, quote string, eval func(subject) motcua.Verdict) motcua.Check[subject] {
	return motcua.Check[subject]{
		Rule: motcua.Rule{
			ID: id, Title: title, Jurisdiction: motcua.NgheAn, Status: motcua.Issued,
			InForce: motcua.Interval{From: motcua.DateOf(2016, 11, 15), Until: motcua.DateOf(2023, 1, 1)},
			Anchor:  motcua.AnchorSigned, Duty: motcua.Must,
			Citation: motcua.Citation{
				Instrument: "Quyết định 65/2016/QĐ-UBND tỉnh Nghệ An", Provision: provision, Quote: quote, Sure: motcua.Read,
			},
			Outside: motcua.Text{
				VI: "Văn bản này bị bãi bỏ trong năm 2022 bởi Quyết định 36/2022/QĐ-UBND; ngày chính xác chưa xác định.",
				EN: "It was repealed in 2022 by Quyết định 36/2022/QĐ-UBND; the exact day is not known.",
			},
		},
		Applies: isSignature,
		Eval:    eval,
	}
}

func tuanGiaoCheck() motcua.Check[subject] {
	return motcua.Check[subject]{
		Rule: motcua.Rule{
			ID:           "signature/document-integrity",
			Title:        motcua.Text{VI: "Tính toàn vẹn của văn bản điện tử ký số", EN: "Integrity of the signed document"},
			Jurisdiction: motcua.TuanGiao, Status: motcua.Unconfirmed,
			InForce: motcua.Interval{From: motcua.DateOf(2022, 1, 1)},
			Anchor:  motcua.AnchorSigned, Duty: motcua.Must,
			Citation: motcua.Citation{
				Instrument: "Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử có sử dụng chữ ký số huyện Tuần Giáo (2022)",
				Provision:  "Điều 13",
				Quote:      "Văn thư cơ quan trước khi tiếp nhận văn bản điện tử thực hiện kiểm tra tính toàn vẹn của văn bản điện tử ký số theo quy định tại Điều 7 Thông tư số 41/2017/TT-BTTTT",
				Sure:       motcua.Read,
			},
		},
		Applies: isSignature,
		Eval:    integrity,
	}
}
