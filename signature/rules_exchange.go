package signature

import "github.com/motcua/motcua"

// Documents that agencies exchange: what is not signed is for information only,
// and some must be signed. Documents are sent on the day on which they are signed
// and issued (Điều 6 khoản 2), so that day picks the wording; for one that nobody
// signed it is the day of issue alone.
//
// History: Quyết định 28/2018/QĐ-TTg, Điều 4 (in official use from 2019-01-01, see
// decision28). Its deadlines of 2019-06-30 and 2020-06-30 are for connecting
// systems and change nothing about the value of a document. Locally: Nghệ An
// 65/2016, Điều 5 khoản 1 điểm i (what is kept or moved in the agencies' systems);
// Lai Châu, Điều 13 khoản 2. The other kinds of Nghệ An's list cannot be told from
// a file.
func exchangeChecks() []motcua.Check[document] {
	must := motcua.Text{VI: "Văn bản bắt buộc ký số", EN: "Document that must be signed"}
	return []motcua.Check[document]{
		{
			Rule: decision28().rule("signature/exchanged-signed",
				motcua.Text{VI: "Văn bản gửi, nhận chưa ký số chỉ để biết, tham khảo", EN: "Unsigned exchanged documents are for information only"},
				motcua.AnchorSigned, "Điều 4 khoản 2",
				"Văn bản điện tử không thuộc khoản 1 Điều này được gửi, nhận qua hệ thống quản lý văn bản và điều hành có giá trị để biết, tham khảo, không thay cho việc gửi, nhận văn bản giấy."),
			Eval: signedAtAll,
		},
		{
			Rule: ngheAn().rule("signature/must-be-signed", must, motcua.AnchorSigned, "Điều 5 khoản 1 điểm i",
				"Các văn bản số được lưu trữ, luân chuyển, khai thác, sử dụng trên các hệ thống: Thư điện tử công vụ tỉnh Nghệ An, Cổng Thông tin điện tử Nghệ An, hệ thống HCM Egov Framerwork, hệ thống kết nối chuyển nhận văn bản liên thông, hệ thống một cửa điện tử và các dịch vụ hành chính công trực tuyến."),
			Eval: signedIfExchanged,
		},
		{
			Rule: laiChau().rule("signature/must-be-signed", must, motcua.AnchorSigned, "Điều 13 khoản 2",
				"Tất cả các văn bản điện tử thuộc thẩm quyền ban hành của Sở phải được ký số trước khi phát hành."),
			Applies: func(d document) bool { return d.facts.Direction != Incoming },
			Eval:    signedIfExchanged,
		},
	}
}

// signedAtAll asks for one valid signature, whoever made it.
func signedAtAll(d document) motcua.Verdict {
	signatures := d.signatures()
	switch best(signatures) {
	case Yes:
		return satisfied()
	case Unknown:
		return unclear(motcua.Text{
			VI: "Chưa chữ ký số nào trên văn bản kiểm tra được đầy đủ, nên chưa biết văn bản có thay được bản giấy hay không.",
			EN: "None of the signatures could be checked in full, so whether the document takes the place of paper is not known.",
		})
	}
	if len(signatures) == 0 {
		return breach(motcua.Text{
			VI: "Văn bản không có chữ ký số, nên chỉ có giá trị để biết, tham khảo; văn bản thay cho bản giấy phải được ký số.",
			EN: "The document has no digital signature, so it is for information only; one that takes the place of paper must be signed.",
		})
	}
	return breach(motcua.Text{
		VI: "Không chữ ký số nào trên văn bản hợp lệ, nên văn bản chỉ có giá trị để biết, tham khảo.",
		EN: "None of the signatures on the document is valid, so it is for information only.",
	})
}

// signedIfExchanged needs to know that the document moves between agencies.
func signedIfExchanged(d document) motcua.Verdict {
	v := signedAtAll(d)
	if v.Outcome == motcua.Violated && d.facts.Direction == "" {
		return unclear(motcua.Text{
			VI: "Văn bản chưa được ký số hợp lệ; chưa biết văn bản có được gửi, nhận trên hệ thống của cơ quan hay không.",
			EN: "The document has no valid signature; whether it is exchanged in the agencies' systems is not known.",
		})
	}
	return v
}
