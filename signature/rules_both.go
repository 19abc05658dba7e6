package signature

import "github.com/motcua/motcua"

// An electronic document with the value of an original bears the signatures of
// the competent person and of the agency, and each meets the law.
//
// History: Nghị định 30/2020/NĐ-CP, Điều 5 (2020-03-05); not applied to copies and
// scans, which the agency alone signs (Điều 25, 32). Locally: Nghệ An 65/2016, Điều 4
// khoản 2; Hải Dương (draft), Điều 5 khoản 3; Lai Châu, Điều 12 khoản 1; Tuần Giáo,
// Điều 3.
func bothSignaturesChecks() []motcua.Check[document] {
	title := motcua.Text{VI: "Đủ chữ ký số của người có thẩm quyền và của cơ quan", EN: "Signed by the competent person and by the agency"}
	both := func(text regulation, provision, quote string, eval func(document) motcua.Verdict) motcua.Check[document] {
		return motcua.Check[document]{
			Rule:    text.rule("signature/both-signatures", title, motcua.AnchorSigned, provision, quote),
			Applies: drawnUp, Eval: eval,
		}
	}
	return []motcua.Check[document]{
		both(decree30(), "Điều 5 khoản 1",
			"Văn bản điện tử được ký số bởi người có thẩm quyền và ký số của cơ quan, tổ chức theo quy định của pháp luật có giá trị pháp lý như bản gốc văn bản giấy.",
			bothSigned),
		both(ngheAn(), "Điều 4 khoản 2",
			"Văn bản điện tử được ký số bằng chứng thư số cá nhân và chứng thư số cơ quan do Ban Cơ yếu Chính phủ cấp trong thời gian còn hiệu lực thì có giá trị pháp lý như văn bản giấy được ký tay và đóng dấu.",
			bothSignedWithStateCertificates),
		both(haiDuong(), "Điều 5 khoản 3",
			"Văn bản điện tử được ký số với loại chữ ký số của cá nhân và chữ ký số của cơ quan đã được xác thực hợp lệ thì có giá trị tương đương với văn bản giấy có chữ ký tay và đóng dấu của cơ quan đó.",
			bothSigned),
		both(laiChau(), "Điều 12 khoản 1",
			"Các loại văn bản thuộc Điều 8, Điều 9 của Quy chế này sử dụng hai chữ ký số (01 chữ ký số của cá nhân, 01 chữ ký số của tổ chức) để phát hành văn bản được thực hiện ký số theo trình tự như sau:",
			bothSigned),
		both(tuanGiao(), "Điều 3",
			"Văn bản điện tử được ký số bởi người có thẩm quyền và ký số của cơ quan, tổ chức theo quy định của pháp luật được gửi, nhận qua nền tảng quản lý văn bản và điều hành của UBND tỉnh Điện Biên có giá trị pháp lý như bản gốc văn bản giấy và thay cho việc gửi, nhận văn bản giấy.",
			bothSigned),
		{
			Rule: decree30().rule("signature/signatures-lawful",
				motcua.Text{VI: "Mọi chữ ký số trên văn bản đáp ứng quy định", EN: "Every signature on the document meets the law"},
				motcua.AnchorSigned, "Điều 5 khoản 2",
				"Chữ ký số trên văn bản điện tử phải đáp ứng đầy đủ các quy định của pháp luật."),
			Eval: everySignatureValid,
		},
	}
}

func drawnUp(d document) bool { return d.facts.Kind.drawnUp() }

func bothSigned(d document) motcua.Verdict { return signedByBoth(d.result.Signatures) }

// bothSignedWithStateCertificates counts only certificates that Ban Cơ yếu Chính
// phủ issued.
func bothSignedWithStateCertificates(d document) motcua.Verdict {
	var list []Signature
	for _, s := range d.result.Signatures {
		if s.Trust.Purpose != PurposePublic {
			list = append(list, s)
		}
	}
	return signedByBoth(list)
}

func signedByBoth(signatures []Signature) motcua.Verdict {
	person, agency := signedAs(RolePerson, signatures), signedAs(RoleAgency, signatures)
	switch {
	case person == Yes && agency == Yes:
		return satisfied()
	case person == No && agency == No:
		return breach(motcua.Text{
			VI: "Không có chữ ký số hợp lệ của người có thẩm quyền và của cơ quan; phải có cả hai.",
			EN: "There is no valid signature of a competent person and none of the agency; both are required.",
		})
	case person == No:
		return breach(motcua.Text{
			VI: "Không có chữ ký số hợp lệ của người có thẩm quyền; phải có chữ ký số của người có thẩm quyền và của cơ quan.",
			EN: "There is no valid signature of a competent person; both that and the agency's are required.",
		})
	case agency == No:
		return breach(motcua.Text{
			VI: "Không có chữ ký số hợp lệ của cơ quan; phải có chữ ký số của người có thẩm quyền và của cơ quan.",
			EN: "There is no valid signature of the agency; both that and the competent person's are required.",
		})
	}
	return unclear(whyOpen(signatures))
}
