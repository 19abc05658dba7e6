package signature

import "github.com/motcua/motcua"

// Who signs when: an agency signs only what the competent person has signed, or
// what it copied or scanned itself.
//
// History: Thông tư 01/2019/TT-BNV, Điều 14 khoản 3 điểm c (2019-03-10), then Nghị
// định 30/2020/NĐ-CP, Điều 32 khoản 2 điểm d (2020-03-05), which speaks of the
// signature of the competent person whatever its form. Locally: Hòa Bình 13/2020,
// Điều 7 khoản 3 điểm b; Hải Dương (draft), Điều 11 khoản 3 điểm c; Lai Châu, Điều
// 12 khoản 1, and khoản 2 on the day of signing.
func orderChecks() []motcua.Check[subject] {
	title := motcua.Text{VI: "Cơ quan chỉ ký sau người có thẩm quyền", EN: "Agency signs only after the competent person"}
	order := func(text regulation, provision, quote string) motcua.Check[subject] {
		return motcua.Check[subject]{
			Rule:    text.rule("signature/agency-after-person", title, motcua.AnchorSigned, provision, quote),
			Applies: func(s subject) bool { return mayBe(RoleAgency)(s) && s.facts.Kind.drawnUp() },
			Eval:    asRole(RoleAgency, afterPerson),
		}
	}
	return []motcua.Check[subject]{
		order(circular1().during(motcua.Date{}, decree30From()), "Điều 14 khoản 3 điểm c",
			"Chỉ được ký số của cơ quan, tổ chức vào văn bản do cơ quan, tổ chức ban hành sau khi đã có chữ ký số của người có thẩm quyền và văn bản do cơ quan, tổ chức trực tiếp số hóa."),
		order(decree30(), "Điều 32 khoản 2 điểm d",
			"Chỉ được đóng dấu, ký số của cơ quan, tổ chức vào văn bản đã có chữ ký của người có thẩm quyền và bản sao văn bản do cơ quan, tổ chức trực tiếp thực hiện."),
		order(hoaBinh(), "Điều 7 khoản 3 điểm b",
			"chỉ được ký số của cơ quan, tổ chức vào văn bản do cơ quan, tổ chức ban hành sau khi đã có chữ ký số của người có thẩm quyền và văn bản do cơ quan, tổ chức trực tiếp số hóa."),
		order(haiDuong(), "Điều 11 khoản 3 điểm c",
			"Khi văn bản có sử dụng nhiều chữ ký số thì chữ ký số của cá nhân được thực hiện trước, chữ ký số của cơ quan, tổ chức được thực hiện sau và trước khi phát hành văn bản, văn thư có trách nhiệm kiểm tra, xác thực tính đúng đắn, hợp lệ của từng chữ ký."),
		order(laiChau(), "Điều 12 khoản 1 điểm c",
			"Văn thư lấy số văn bản, cập nhật vào tập tin văn bản trình ký, sử dụng chứng thư số của Sở, ký số lên văn bản điện tử đã được ký duyệt."),
		{
			Rule: laiChau().rule("signature/signed-on-day-of-issue",
				motcua.Text{VI: "Ngày ký số là ngày ban hành văn bản", EN: "Signed on the day of issue"},
				motcua.AnchorSigned, "Điều 12 khoản 2",
				"Ngày ký số (khóa bí mật ký và khóa bí mật con dấu) trên văn bản điện tử phải ký đúng theo ngày ban hành văn bản."),
			Applies: isSignature, Eval: signedOnIssue,
		},
	}
}

// afterPerson looks for a competent person's signature under the agency's.
func afterPerson(s subject) motcua.Verdict {
	switch signedAs(RolePerson, s.earlier()) {
	case Yes:
		return satisfied()
	case No:
		return breach(motcua.Text{
			VI: "Cơ quan đã ký số khi văn bản chưa có chữ ký số hợp lệ của người có thẩm quyền; người có thẩm quyền phải ký trước, cơ quan ký sau.",
			EN: "The agency signed before the document had a valid signature of a competent person; the person must sign first, the agency afterwards.",
		})
	}
	return unclear(whyOpen(s.earlier()))
}

func signedOnIssue(s subject) motcua.Verdict {
	signed, _ := s.AnchorDate(motcua.AnchorSigned)
	issued := s.facts.Issued
	switch {
	case issued.IsZero():
		return unclear(motcua.Text{
			VI: "Chưa biết ngày ban hành ghi trên văn bản nên không đối chiếu được với ngày ký số.",
			EN: "The day of issue that the document states is not known, so it cannot be compared with the day of signing.",
		})
	case signed != issued:
		return breach(motcua.Text{
			VI: "Ngày ký số là " + signed.Vietnamese() + ", khác với ngày ban hành " + issued.Vietnamese() + "; hai ngày phải là một.",
			EN: "It was signed on " + signed.String() + ", not on the day of issue, " + issued.String() + "; they must be the same.",
		})
	}
	return satisfied()
}
