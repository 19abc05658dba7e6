package signature

import (
	"fmt"
	"strings"

	"github.com/motcua/motcua"
)

// The reasons of a legal value. Each says what was found and, where the value is
// less than that of an original, what is wanting, so that a clerk can act on it.

func unsignedText() motcua.Text {
	return motcua.Text{
		VI: "Văn bản không có chữ ký số nên chỉ để biết, tham khảo (Quyết định 28/2018/QĐ-TTg, Điều 4 khoản 2); cần bản đã ký số hoặc bản giấy.",
		EN: "The document has no digital signature, so it is for information only (Quyết định 28/2018/QĐ-TTg, Điều 4 khoản 2); ask for a signed one, or for paper.",
	}
}

func printText() motcua.Text {
	return motcua.Text{
		VI: "Đây là bản in trên giấy: giá trị của bản in do con dấu và chữ ký trên giấy quyết định (Nghị định 30/2020/NĐ-CP, Điều 18 khoản 5, Điều 25 khoản 1 điểm b; Nghị định 45/2020/NĐ-CP, Điều 18), không xét được từ tệp này.",
		EN: "This is a print on paper: its value lies in seal and signature on the paper (Nghị định 30/2020/NĐ-CP, Điều 18 khoản 5, Điều 25 khoản 1 điểm b; Nghị định 45/2020/NĐ-CP, Điều 18), and cannot be told from this file.",
	}
}

func openText() motcua.Text {
	return motcua.Text{
		VI: "Chưa xác định: chưa chữ ký số nào kiểm tra được đầy đủ cả tính toàn vẹn, thay đổi sau khi ký và chứng thư số. Hãy xem lý do ở từng chữ ký, bổ sung căn cứ rồi kiểm tra lại.",
		EN: "Not determined: no signature could be checked in full for integrity, later changes and certificate. See the reason at each signature, supply what is missing and check again.",
	}
}

func noneValidText(foreign int) motcua.Text {
	if foreign > 0 {
		return motcua.Text{
			VI: "Không có chữ ký số nào bằng chứng thư số do Ban Cơ yếu Chính phủ cấp, là loại duy nhất có giá trị theo Quyết định 65/2016/QĐ-UBND tỉnh Nghệ An, Điều 4.",
			EN: "No signature was made with a certificate of Ban Cơ yếu Chính phủ, the only kind of value under Quyết định 65/2016/QĐ-UBND of Nghệ An, Điều 4.",
		}
	}
	return motcua.Text{
		VI: "Không chữ ký số nào hợp lệ nên văn bản không có giá trị pháp lý; cần trả lại nơi gửi hoặc yêu cầu bản khác.",
		EN: "None of the signatures is valid, so the document has no legal value; send it back or ask for another.",
	}
}

func noRegisterText() motcua.Text {
	return motcua.Text{
		VI: "Chưa xác định vì thiếu danh bạ người ký: chữ ký số hợp lệ nhưng chưa biết là của người có thẩm quyền hay của cơ quan. Hãy bổ sung chứng thư số này vào danh bạ rồi kiểm tra lại.",
		EN: "Indeterminate for want of a register: there are valid signatures, but whether they are a competent person's or an agency's is not known. Add the certificates to the register and check again.",
	}
}

func undatedText() motcua.Text {
	return motcua.Text{
		VI: "Chưa xác định: chữ ký số hợp lệ không nêu thời gian ký, nên không chọn được quy định để áp dụng.",
		EN: "Not determined: the valid signatures name no time of signing, so the texts to apply cannot be chosen.",
	}
}

func beforeLawText() motcua.Text {
	return motcua.Text{
		VI: "Văn bản được ký trước ngày 01/3/2006, khi Luật Giao dịch điện tử 51/2005/QH11 chưa có hiệu lực; không có văn bản nào đã đọc cho chữ ký số giá trị.",
		EN: "It was signed before 2006-03-01, when Luật Giao dịch điện tử 51/2005/QH11 took effect; no text that was read gives a digital signature value.",
	}
}

func bothText(date motcua.Date) motcua.Text {
	if date.Before(decree30From()) {
		return cited(date,
			"Có chữ ký số hợp lệ của người có thẩm quyền và của cơ quan: đáp ứng yêu cầu về chữ ký và con dấu",
			"Validly signed by a competent person and by the agency: it meets what requires a signature and a seal")
	}
	return motcua.Text{
		VI: "Có chữ ký số hợp lệ của người có thẩm quyền và của cơ quan: có giá trị như bản gốc văn bản giấy (Nghị định 30/2020/NĐ-CP, Điều 5).",
		EN: "Validly signed by a competent person and by the agency: it has the value of a paper original (Nghị định 30/2020/NĐ-CP, Điều 5).",
	}
}

func signatureText(date motcua.Date) motcua.Text {
	if date.Before(decree30From()) {
		return cited(date,
			"Chỉ có chữ ký số hợp lệ của người có thẩm quyền: đáp ứng yêu cầu về chữ ký, chưa có con dấu",
			"Validly signed by a competent person only: it meets what requires a signature, but bears no seal")
	}
	return motcua.Text{
		VI: "Chỉ có chữ ký số hợp lệ của người có thẩm quyền; chưa có giá trị như bản gốc vì thiếu chữ ký số của cơ quan (Nghị định 30/2020/NĐ-CP, Điều 5).",
		EN: "Validly signed by a competent person only; it has not the value of an original, for want of the agency's signature (Nghị định 30/2020/NĐ-CP, Điều 5).",
	}
}

func sealText(date motcua.Date) motcua.Text {
	if date.Before(decree30From()) {
		return cited(date,
			"Chỉ có chữ ký số hợp lệ của cơ quan: đáp ứng yêu cầu về con dấu, chưa có chữ ký của người có thẩm quyền",
			"Validly signed by the agency only: it meets what requires a seal, but no competent person signed")
	}
	return motcua.Text{
		VI: "Chỉ có chữ ký số hợp lệ của cơ quan, thay con dấu; chưa có giá trị như bản gốc vì thiếu chữ ký số của người có thẩm quyền (Nghị định 30/2020/NĐ-CP, Điều 5). Nếu đây là bản sao hoặc bản số hóa, hãy cho biết loại văn bản.",
		EN: "Validly signed by the agency only, as a seal; it has not the value of an original, for want of the competent person's signature (Nghị định 30/2020/NĐ-CP, Điều 5). If it is a copy or a scan, say so.",
	}
}

func wrongOrderText(date motcua.Date) motcua.Text {
	article := "Nghị định 30/2020/NĐ-CP, Điều 32 khoản 2 điểm d"
	if date.Before(decree30From()) {
		article = "Thông tư 01/2019/TT-BNV, Điều 14 khoản 3 điểm c"
	}
	return motcua.Textf(
		"Cơ quan ký trước người có thẩm quyền nên chữ ký số của cơ quan không được tính (%s); chỉ tính chữ ký số của người có thẩm quyền. Cơ quan cần ký lại sau.",
		"The agency signed before the competent person, so its signature does not count (%s); only the person's does. The agency has to sign again, last.",
		article)
}

// cited names the text on signature and seal that was in force before Nghị định
// 30/2020/NĐ-CP.
func cited(date motcua.Date, vi, en string) motcua.Text {
	article := "Nghị định 130/2018/NĐ-CP, Điều 8"
	if date.Before(decree130From()) {
		article = "Luật Giao dịch điện tử 51/2005/QH11, Điều 24"
	}
	return motcua.Text{VI: vi + " (" + article + ").", EN: en + " (" + article + ")."}
}

// madeTexts are the reasons for what one signature makes: that it did, that it is
// missing, that no text of the day gives it value.
type madeTexts struct{ made, none, early motcua.Text }

func copyTexts() madeTexts {
	return madeTexts{
		made: motcua.Text{
			VI: "Bản sao có chữ ký số hợp lệ của cơ quan sao: có giá trị như bản chính nếu được sao đúng quy định (Nghị định 30/2020/NĐ-CP, Điều 25, Điều 26).",
			EN: "A copy with a valid signature of the agency that made it: it has the value of the main document if made as the decree says (Nghị định 30/2020/NĐ-CP, Điều 25, Điều 26).",
		},
		none: motcua.Text{
			VI: "Bản sao không có chữ ký số hợp lệ của cơ quan sao nên không có giá trị pháp lý (Nghị định 30/2020/NĐ-CP, Điều 25 khoản 1 điểm c).",
			EN: "The copy has no valid signature of the agency that made it, so it has no legal value (Nghị định 30/2020/NĐ-CP, Điều 25 khoản 1 điểm c).",
		},
		early: motcua.Text{
			VI: "Bản sao được ký trước ngày 05/3/2020; không có văn bản nào đã đọc cho bản sao điện tử giá trị trước ngày đó.",
			EN: "The copy was signed before 2020-03-05; no text that was read gives electronic copies value before that day.",
		},
	}
}

func scanTexts() madeTexts {
	return madeTexts{
		made: motcua.Text{
			VI: "Văn bản số hóa từ giấy có chữ ký số hợp lệ của cơ quan số hóa (Thông tư 01/2019/TT-BNV, Điều 3 khoản 9, Điều 14; Nghị định 30/2020/NĐ-CP, Điều 18 khoản 6).",
			EN: "A scan of paper with a valid signature of the agency that scanned it (Thông tư 01/2019/TT-BNV, Điều 3 khoản 9, Điều 14; Nghị định 30/2020/NĐ-CP, Điều 18 khoản 6).",
		},
		none: motcua.Text{
			VI: "Văn bản số hóa từ giấy không có chữ ký số hợp lệ của cơ quan số hóa nên không có giá trị pháp lý (Thông tư 01/2019/TT-BNV, Điều 3 khoản 9).",
			EN: "The scan has no valid signature of the agency that scanned it, so it has no legal value (Thông tư 01/2019/TT-BNV, Điều 3 khoản 9).",
		},
		early: motcua.Text{
			VI: "Văn bản số hóa được ký trước ngày 10/3/2019; không có văn bản toàn quốc nào đã đọc cho nó giá trị trước ngày đó.",
			EN: "The scan was signed before 2019-03-10; no national text that was read gives it value before that day.",
		},
	}
}

func localScanText() motcua.Text {
	return motcua.Text{
		VI: "Văn bản số hóa từ giấy có chữ ký số hợp lệ của cơ quan: có giá trị như văn bản giấy (Quyết định 65/2016/QĐ-UBND tỉnh Nghệ An, Điều 10 khoản 2 điểm b).",
		EN: "A scan of paper with a valid signature of the agency: it has the value of the paper (Quyết định 65/2016/QĐ-UBND of Nghệ An, Điều 10 khoản 2 điểm b).",
	}
}

func dossierScanTexts() madeTexts {
	return madeTexts{
		made: motcua.Text{
			VI: "Bản sao chụp giấy tờ hồ sơ có chữ ký số hợp lệ của người tiếp nhận, người chịu trách nhiệm về tính đầy đủ, toàn vẹn, chính xác (Nghị định 118/2025/NĐ-CP, Điều 17 khoản 1 điểm c); không thay bản sao có chữ ký số của cơ quan.",
			EN: "A scanned paper of a dossier with a valid signature of the receiving officer, who answers for its being complete, intact and exact (Nghị định 118/2025/NĐ-CP, Điều 17 khoản 1 điểm c); it does not take the place of a copy signed by the agency.",
		},
		none: motcua.Text{
			VI: "Bản sao chụp giấy tờ hồ sơ không có chữ ký số hợp lệ của người tiếp nhận ký từ ngày 01/7/2025 (Nghị định 118/2025/NĐ-CP, Điều 17 khoản 1 điểm c).",
			EN: "The scanned paper of a dossier has no valid signature of the receiving officer made since 2025-07-01 (Nghị định 118/2025/NĐ-CP, Điều 17 khoản 1 điểm c).",
		},
	}
}

// uncounted tells of signatures that were left out, and why.
func (c *signerCount) uncounted() motcua.Text {
	var vi, en []string
	for _, left := range []struct {
		n      int
		vi, en string
	}{
		{c.nobody, "%d chữ ký chưa có trong danh bạ người ký", "%d not in the register of signers"},
		{c.open, "%d chữ ký chưa kiểm tra được đầy đủ", "%d not checked in full"},
		{c.invalid, "%d chữ ký không hợp lệ", "%d invalid"},
		{c.foreign, "%d chữ ký không dùng chứng thư số do Ban Cơ yếu Chính phủ cấp", "%d not with a certificate of Ban Cơ yếu Chính phủ"},
	} {
		if left.n > 0 {
			vi = append(vi, fmt.Sprintf(left.vi, left.n))
			en = append(en, fmt.Sprintf(left.en, left.n))
		}
	}
	if len(vi) == 0 {
		return motcua.Text{}
	}
	return motcua.Text{
		VI: "Không tính: " + strings.Join(vi, "; ") + ".",
		EN: "Signatures not counted: " + strings.Join(en, "; ") + ".",
	}
}

func joined(a, b motcua.Text) motcua.Text {
	if b.IsZero() {
		return a
	}
	return motcua.Text{VI: a.VI + " " + b.VI, EN: a.EN + " " + b.EN}
}
