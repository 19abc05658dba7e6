package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// Nghị định 130/2018/NĐ-CP, Điều 9: the three conditions of a secure digital
// signature, which is the one that has legal value under its Điều 8; and Điều 57,
// that agencies of party and state use the government's certification service.
//
// History: see decree130Checks. On the second point Luật 20/2023/QH15, Điều 22,
// follows for the state; it is known from a question-and-answer page that quotes
// it. The law is in force from 2024-07-01, but until Nghị định 68/2024/NĐ-CP came
// the decree's own words are taken.
func secureChecks() []motcua.Check[subject] {
	return slices.Concat(
		decree130Checks(isSignature, all(matchingKey, condition(validityCondition), condition(revocationCondition), condition(proofCondition)),
			func(text regulation) motcua.Rule {
				return text.rule("signature/secure-in-force",
					motcua.Text{VI: "An toàn: tạo khi chứng thư số có hiệu lực", EN: "Secure: made while the certificate was in force"},
					motcua.AnchorSigned, "Điều 9 khoản 1",
					"Chữ ký số được tạo ra trong thời gian chứng thư số có hiệu lực và kiểm tra được bằng khóa công khai ghi trên chứng thư số đó.")
			}),
		decree130Checks(isSignature, condition(chainCondition), func(text regulation) motcua.Rule {
			return text.rule("signature/secure-provider",
				motcua.Text{VI: "An toàn: chứng thư số do tổ chức được phép cấp", EN: "Secure: certificate of an admitted provider"},
				motcua.AnchorSigned, "Điều 9 khoản 2",
				"Chữ ký số được tạo ra bằng việc sử dụng khóa bí mật tương ứng với khóa công khai ghi trên chứng thư số do một trong các tổ chức sau đây cấp:")
		}),
		decree130Checks(isSignature, soleControl, func(text regulation) motcua.Rule {
			return text.rule("signature/secure-sole-control",
				motcua.Text{VI: "An toàn: khóa bí mật chỉ do người ký kiểm soát", EN: "Secure: key under the signer's sole control"},
				motcua.AnchorSigned, "Điều 9 khoản 3",
				"Khóa bí mật chỉ thuộc sự kiểm soát của người ký tại thời điểm ký.")
		}),
		stateServiceChecks(),
	)
}

// soleControl goes by Luật 51/2005/QH11, Điều 22 khoản 2: a certified signature is
// taken to meet the conditions of safety, sole control among them, unless the
// contrary is known. No file can prove it.
func soleControl(s subject) motcua.Verdict {
	if s.facts.ToldOfDistrust == Yes {
		return breach(distrustText())
	}
	return all(condition(chainCondition), condition(revocationCondition))(s)
}

func distrustText() motcua.Text {
	return motcua.Text{
		VI: "Bên nhận đã biết hoặc được thông báo rằng chứng thư số hoặc khóa bí mật của người ký không còn tin cậy; bên nhận phải chịu trách nhiệm nếu vẫn chấp nhận.",
		EN: "The receiver knew or was told that the signer's certificate or key is no longer to be trusted, and is responsible for accepting it all the same.",
	}
}

// stateServiceChecks: the state signs with certificates of the state.
func stateServiceChecks() []motcua.Check[subject] {
	title := motcua.Text{VI: "Cơ quan nhà nước dùng chứng thư số chuyên dùng", EN: "State agencies use certificates of the state"}
	check := func(rule motcua.Rule) motcua.Check[subject] {
		return motcua.Check[subject]{Rule: rule, Applies: isSignature, Eval: stateService}
	}
	law := regulation{
		instrument: "Luật Giao dịch điện tử 20/2023/QH15", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: decree68From()},
	}
	quoted := law.rule("signature/state-certificate", title, motcua.AnchorSigned, "Điều 22 khoản 1 điểm c",
		"Chữ ký số chuyên dùng công vụ là chữ ký số được sử dụng trong hoạt động công vụ và được bảo đảm bởi chứng thư chữ ký số chuyên dùng công vụ.")
	quoted.Citation.Sure = motcua.Quoted
	return []motcua.Check[subject]{
		check(decree130().during(motcua.Date{}, decree68From()).rule("signature/state-certificate", title, motcua.AnchorSigned, "Điều 57",
			"Các loại hình giao dịch điện tử của cơ quan Đảng, Nhà nước nếu áp dụng chữ ký số thì sử dụng dịch vụ chứng thực chữ ký số do tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ cung cấp.")),
		check(quoted),
		check(laiChau().rule("signature/state-certificate", title, motcua.AnchorSigned, "Điều 13 khoản 3",
			"Chữ ký số được sử dụng để ký số văn bản điện tử thuộc thẩm quyền ban hành của Sở Công Thương là chữ ký số chuyên dùng do Cục Chứng thực số và Bảo mật thông tin, thuộc Ban Cơ yếu Chính phủ cấp.")),
	}
}

// stateService concerns who signs for the state, which only the register tells.
func stateService(s subject) motcua.Verdict {
	switch {
	case !knownRole(s.signature):
		return unclear(unknownSigner())
	case s.signature.Trust.Purpose == PurposeState:
		return satisfied()
	case s.signature.Trust.Purpose == PurposePublic:
		return breach(motcua.Text{
			VI: "Người ký cho cơ quan nhà nước dùng chứng thư số công cộng; phải dùng chứng thư số chuyên dùng do Ban Cơ yếu Chính phủ cấp.",
			EN: "Who signed for a state agency used a public certificate; one of the state, issued by Ban Cơ yếu Chính phủ, must be used.",
		})
	}
	return indeterminate(trustReason(s, s.signature.Trust.Chain))
}
