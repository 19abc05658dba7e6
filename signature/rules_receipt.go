package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// What the receiver of a signed document must check before accepting it, and what
// makes it answer for accepting.
//
// History: of each signature, Nghị định 130/2018/NĐ-CP, Điều 79 (see
// decree130Checks). Of the document, Quyết định 28/2018/QĐ-TTg, Điều 9 khoản 1
// (in official use from 2019-01-01), then Nghị định 30/2020/NĐ-CP, Điều 21 khoản 2
// (2020-03-05), which says the same and sends back what fails; locally Tuần Giáo,
// Điều 8 khoản 1. The timestamp of receipt is Thông tư 41/2017/TT-BTTTT, Điều 9 and
// 12 khoản 7. Rules go by the day of receipt.
func receiptChecks() []motcua.Check[subject] {
	notOutgoing := func(s subject) bool { return isSignature(s) && s.facts.Direction != Outgoing }
	return slices.Concat(
		decree130Checks(notOutgoing,
			all(matchingKey, condition(validityCondition), condition(scopeCondition), condition(revocationCondition),
				condition(proofCondition), issuerChecked),
			func(text regulation) motcua.Rule {
				return text.rule("signature/checked-on-receipt",
					motcua.Text{VI: "Kiểm tra chữ ký số khi nhận", EN: "Signature checked on receipt"},
					motcua.AnchorReceived, "Điều 79 khoản 2 điểm c",
					"Chữ ký số trên thông điệp dữ liệu chỉ có hiệu lực khi kết quả kiểm tra tại các khoản 1 và 2 Điều này đồng thời có hiệu lực.")
			}),
		decree130Checks(notOutgoing, toldOfDistrust, func(text regulation) motcua.Rule {
			return text.rule("signature/distrust-on-receipt",
				motcua.Text{VI: "Bên nhận không biết chữ ký đã mất tin cậy", EN: "Receiver not told of distrust"},
				motcua.AnchorReceived, "Điều 79 khoản 3 điểm b",
				"Đã biết hoặc được thông báo về sự không còn tin cậy của chứng thư số và khóa bí mật của người ký.")
		}),
	)
}

// issuerChecked: a public provider's own certificate is checked as well (Điều 79
// khoản 2 điểm b). A provider whose certificate is the chosen root has no one
// above it to ask.
func issuerChecked(s subject) motcua.Verdict {
	t := &s.signature.Trust
	switch {
	case t.Purpose != PurposePublic, len(t.Path) == 2:
		return satisfied()
	case len(t.Path) < 2:
		return indeterminate(trustReason(s, t.Chain))
	case t.Revocation.Met == No:
		return violated(trustReason(s, t.Revocation))
	}
	for _, e := range t.Evidence {
		if e.Certificate == t.Path[1].CertificateSHA256 && e.Decisive {
			return satisfied()
		}
	}
	return unclear(motcua.Text{
		VI: "Chưa kiểm tra được trạng thái chứng thư số của tổ chức cung cấp dịch vụ đã cấp chứng thư số cho người ký.",
		EN: "The state of the certificate of the provider that issued the signer's could not be checked.",
	})
}

func toldOfDistrust(s subject) motcua.Verdict {
	switch s.facts.ToldOfDistrust {
	case No:
		return satisfied()
	case Yes:
		return breach(distrustText())
	}
	return unclear(motcua.Text{
		VI: "Chưa biết bên nhận có được thông báo về việc chứng thư số hoặc khóa bí mật của người ký không còn tin cậy hay không; cần xác nhận trước khi chấp nhận.",
		EN: "Whether the receiver was told that the signer's certificate or key is no longer to be trusted is not known; confirm it before accepting.",
	})
}

// incomingChecks are those on the whole document.
func incomingChecks() []motcua.Check[document] {
	title := motcua.Text{VI: "Văn bản đến xác thực và toàn vẹn", EN: "Incoming document authentic and intact"}
	authentic := func(text regulation, provision, quote string) motcua.Check[document] {
		return motcua.Check[document]{
			Rule:    text.rule("signature/incoming-authentic", title, motcua.AnchorReceived, provision, quote),
			Applies: incoming, Eval: everySignatureValid,
		}
	}
	return []motcua.Check[document]{
		authentic(decision28().during(motcua.Date{}, decree30From()), "Điều 9 khoản 1",
			"Trước khi tiếp nhận, Bên nhận phải kiểm tra tính đầy đủ, toàn vẹn, tính xác thực của văn bản điện tử và tiến hành tiếp nhận trên hệ thống quản lý văn bản và điều hành."),
		authentic(decree30(), "Điều 21 khoản 2 điểm a",
			"Văn thư cơ quan phải kiểm tra tính xác thực và toàn vẹn của văn bản điện tử và thực hiện tiếp nhận trên Hệ thống."),
		authentic(tuanGiao(), "Điều 8 khoản 1",
			"Trước khi tiếp nhận, văn thư cơ quan kiểm tra tính đầy đủ, xác thực, toàn vẹn của văn bản điện tử, trường hợp đủ điều kiện thì thực hiện tiếp nhận trên nền tảng quản lý văn bản và điều hành."),
		{
			Rule: circular41().during(circular41Software(), motcua.Date{}).rule("signature/receipt-timestamp",
				motcua.Text{VI: "Dấu thời gian tại thời điểm nhận (văn bản đến)", EN: "Timestamp at the time of receipt (incoming documents)"},
				motcua.AnchorReceived, "Điều 9 khoản 1 điểm b", "Chứng thực dấu thời gian hợp lệ vào thời điểm nhận."),
			Applies: incoming, Eval: receiptTimestamp,
		},
	}
}

func incoming(d document) bool { return d.facts.Direction != Outgoing }

// everySignatureValid: what has no signature offers nothing to check.
func everySignatureValid(d document) motcua.Verdict {
	signatures := d.signatures()
	if len(signatures) == 0 {
		return unclear(motcua.Text{
			VI: "Văn bản không có chữ ký số nên không kiểm tra được tính xác thực và toàn vẹn.",
			EN: "The document has no digital signature, so authenticity and integrity cannot be checked.",
		})
	}
	open := false
	for _, s := range signatures {
		switch standing(s) {
		case No:
			return breach(motcua.Text{
				VI: "Có chữ ký số không hợp lệ, hoặc văn bản đã bị thay đổi sau khi ký; mọi chữ ký số trên văn bản phải hợp lệ. Văn bản đến như vậy phải trả lại nơi gửi.",
				EN: "A signature is invalid, or the document was changed after signing; every signature must be valid. Such an incoming document is sent back.",
			})
		case Unknown:
			open = true
		}
	}
	if open {
		return unclear(motcua.Text{
			VI: "Có chữ ký số chưa kiểm tra được đầy đủ (tính toàn vẹn, thay đổi sau khi ký hoặc chứng thư số).",
			EN: "A signature could not be checked in full (integrity, later changes or certificate).",
		})
	}
	return satisfied()
}

// receiptTimestamp looks in the file, and at what the agency keeps beside it, for
// a timestamp over the whole document of the day of receipt.
func receiptTimestamp(d document) motcua.Verdict {
	late := false
	for _, day := range d.timestampDays() {
		switch day.Compare(d.facts.Received) {
		case 0:
			return satisfied()
		case +1:
			late = true
		}
	}
	if late {
		return breach(motcua.Text{
			VI: "Dấu thời gian trên văn bản đến được đóng sau ngày tiếp nhận; phải đóng dấu thời gian tại thời điểm tiếp nhận (Điều 12 khoản 7).",
			EN: "The incoming document was timestamped after the day of receipt; it must be stamped when it is received (Điều 12 khoản 7).",
		})
	}
	return unclear(motcua.Text{
		VI: "Chưa thấy dấu thời gian tại thời điểm tiếp nhận, trong tệp hay trong thông tin lưu trữ kèm theo; phần mềm kiểm tra phải đóng dấu thời gian khi tiếp nhận (Điều 12 khoản 7).",
		EN: "No timestamp of the time of receipt was found in the file or in what is kept beside it; checking software must add one on receipt (Điều 12 khoản 7).",
	})
}

func (d document) timestampDays() []motcua.Date {
	var days []motcua.Date
	if day, ok := dateAt(d.facts.ReceiptTimestamp); ok {
		days = append(days, day)
	}
	for i := range d.result.Signatures {
		s := &d.result.Signatures[i]
		if day, ok := dateAt(s.ClaimedTime); ok && s.Kind == KindDocumentTimestamp && standing(s) == Yes {
			days = append(days, day)
		}
	}
	return days
}
