package signature

import "github.com/motcua/motcua"

// decree130Checks gives a rule of Nghị định 130/2018/NĐ-CP its two wordings. The
// decree ruled on all certificates until 2024-08-15; from then Nghị định
// 68/2024/NĐ-CP rules on those of the state, and this one went on for public
// certificates until 2025-04-10. Which of the two a certificate is, is told by the
// purpose of the trust store that its path leads to.
func decree130Checks(applies func(subject) bool, eval func(subject) motcua.Verdict, wording func(regulation) motcua.Rule) []motcua.Check[subject] {
	forAll := decree130().during(decree130From(), decree68From())
	forPublic := decree130().during(decree68From(), decree130Until())
	return []motcua.Check[subject]{
		{Rule: wording(forAll), Applies: applies, Eval: eval},
		{Rule: wording(forPublic), Applies: applies, Eval: publicOnly(eval)},
	}
}

// publicOnly leaves signatures of the state to Nghị định 68/2024/NĐ-CP.
func publicOnly(eval func(subject) motcua.Verdict) func(subject) motcua.Verdict {
	return func(s subject) motcua.Verdict {
		switch s.signature.Trust.Purpose {
		case PurposePublic:
			return eval(s)
		case PurposeState:
			return outside(motcua.Text{
				VI: "Chữ ký số chuyên dùng công vụ ký từ ngày 15/8/2024 theo Nghị định 68/2024/NĐ-CP; điều tương ứng chưa có toàn văn nên chưa áp dụng.",
				EN: "Public-duty signatures made since 2024-08-15 are under Nghị định 68/2024/NĐ-CP, the text of whose article on this point is not held.",
			})
		}
		return unclear(motcua.Text{
			VI: "Chưa xác định được chứng thư số thuộc hệ thống chuyên dùng công vụ (Nghị định 68/2024/NĐ-CP) hay công cộng (Nghị định 130/2018/NĐ-CP), vì chưa có đường dẫn tin cậy đến gốc.",
			EN: "Whether the certificate is of the state (Nghị định 68/2024/NĐ-CP) or public (Nghị định 130/2018/NĐ-CP) is not known, since no path to a trusted root was found.",
		})
	}
}
