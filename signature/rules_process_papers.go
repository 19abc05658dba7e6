package signature

import "github.com/motcua/motcua"

// trueCopyChecks and recopyChecks: an electronic document is neither copied (sao
// y) nor copied again (sao lục) into an electronic one; it is only extracted
// from (trích sao).
func trueCopyChecks() []processCheck {
	return []processCheck{processRule(decree30(), "signature/true-copy-from-paper",
		motcua.Text{VI: "Sao y sang văn bản điện tử chỉ từ văn bản giấy", EN: "Electronic copies only of paper"},
		"Điều 25 khoản 1",
		"Sao y gồm: Sao y từ văn bản giấy sang văn bản giấy, sao y từ văn bản điện tử sang văn bản giấy, sao y từ văn bản giấy sang văn bản điện tử.",
		fromPaper)}
}

func recopyChecks() []processCheck {
	return []processCheck{processRule(decree30(), "signature/recopy-from-paper",
		motcua.Text{VI: "Sao lục sang văn bản điện tử chỉ từ văn bản giấy", EN: "Electronic copies of copies only of paper"},
		"Điều 25 khoản 2 điểm a",
		"Sao lục gồm: Sao lục từ văn bản giấy sang văn bản giấy, sao lục từ văn bản giấy sang văn bản điện tử, sao lục từ văn bản điện tử sang văn bản giấy.",
		fromPaper)}
}

func fromPaper(u undertaking) motcua.Verdict {
	switch u.CopyOf {
	case Paper:
		return satisfied()
	case Electronic:
		return breach(motcua.Text{
			VI: "Từ văn bản điện tử sang văn bản điện tử không có sao y, sao lục; chỉ có trích sao.",
			EN: "From electronic to electronic there is no copy and no copy of a copy, only an extract.",
		})
	}
	return unclear(motcua.Text{
		VI: "Chưa biết bản được sao là văn bản giấy hay văn bản điện tử.",
		EN: "Whether the source is paper or electronic is not known.",
	})
}

// scanChecks: how paper is scanned.
//
// History: Thông tư 01/2019/TT-BNV, Điều 6 khoản 2 điểm b (2019-03-10); Nghị định
// 30/2020/NĐ-CP, Phụ lục I Phần II (2020-03-05), in the same terms.
func scanChecks() []processCheck {
	title := motcua.Text{VI: "Tiêu chuẩn số hóa", EN: "Standard of scans"}
	id := "signature/scan-standard"
	return []processCheck{
		processRule(circular1().during(motcua.Date{}, decree30From()), id, title, "Điều 6 khoản 2 điểm b",
			"- Định dạng Portable Document Format (.pdf), phiên bản 1.4 trở lên; - Ảnh màu; - Độ phân giải tối thiểu: 200 dpi; - Tỷ lệ số hóa: 100%.", scanned),
		processRule(decree30(), id, title, "Phụ lục I Phần II Mục I khoản 2",
			"Định dạng Portable Document Format (.pdf), phiên bản 1.4 trở lên. b) Ảnh màu. c) Độ phân giải tối thiểu: 200dpi. d) Tỷ lệ số hóa: 100%.", scanned),
	}
}

// minScanDPI is the resolution that both texts ask for.
const minScanDPI = 200

func scanned(u undertaking) motcua.Verdict {
	s := u.Scan
	none := PDFVersion{}
	switch {
	case s.PDF != none && (s.PDF.Major < 1 || s.PDF.Major == 1 && s.PDF.Minor < 4):
		return breach(motcua.Textf("Tệp là PDF %d.%d; phải từ 1.4 trở lên.", "The file is PDF %d.%d; it must be 1.4 or newer.", s.PDF.Major, s.PDF.Minor))
	case s.DPI != 0 && s.DPI < minScanDPI:
		return breach(motcua.Textf("Độ phân giải %d dpi; tối thiểu %d dpi.", "The resolution is %d dpi; at least %d dpi are required.", s.DPI, minScanDPI))
	case s.Colour == No:
		return breach(motcua.Text{VI: "Ảnh số hóa không phải ảnh màu; phải là ảnh màu.", EN: "The scan is not in colour; it must be."})
	case s.FullSize == No:
		return breach(motcua.Text{VI: "Tỷ lệ số hóa khác 100%; phải là 100%.", EN: "The scan is not at 100 %; it must be."})
	case s.PDF == none || s.DPI == 0 || s.Colour == Unknown || s.FullSize == Unknown:
		return unclear(motcua.Text{
			VI: "Chưa biết đủ về bản số hóa (phiên bản PDF, độ phân giải, ảnh màu, tỷ lệ).",
			EN: "Not all is known of the scan (version of PDF, resolution, colour, scale).",
		})
	}
	return satisfied()
}

// attachmentChecks: an attachment in the file of the main document needs no
// signature of its own (dấu treo); one in another file needs the agency's.
//
// History: Nghệ An 65/2016, Điều 13 khoản 2 (2016-11-15); Hải Dương (draft), Điều
// 11 khoản 6 điểm b; Lai Châu, Điều 6 khoản 2 điểm b (2019-10-02); nationally Nghị
// định 30/2020/NĐ-CP, Phụ lục I Phần I Mục II khoản 8 điểm b (2020-03-05).
func attachmentChecks() []processCheck {
	title := motcua.Text{VI: "Tài liệu kèm theo được ký số", EN: "Attachments bound by a signature"}
	id := "signature/attachment-bound"
	check := func(text regulation, provision, quote string) processCheck {
		c := processRule(text, id, title, provision, quote, attached)
		c.Applies = func(u undertaking) bool { return u.Attached != AttachedNone }
		return c
	}
	return []processCheck{
		check(decree30(), "Phụ lục I Phần I Mục II khoản 8 điểm b",
			"Văn bản kèm theo cùng tệp tin với nội dung văn bản điện tử, Văn thư cơ quan chỉ thực hiện ký số văn bản và không thực hiện ký số lên văn bản kèm theo; văn bản không cùng tệp tin với nội dung văn bản điện tử, Văn thư cơ quan thực hiện ký số của cơ quan, tổ chức trên văn bản kèm theo."),
		check(ngheAn(), "Điều 13 khoản 2",
			"Nếu tài liệu đi kèm với văn bản chính không thuộc cùng một tệp điện tử thì tài liệu đi kèm cần được ký số bởi chữ ký số cơ quan."),
		check(laiChau(), "Điều 6 khoản 2 điểm b",
			"Nếu tài liệu đi kèm với văn bản chính không thuộc cùng một tệp điện tử thì tài liệu đi kèm cần được ký số bởi Khóa bí mật con dấu."),
		check(haiDuong(), "Điều 11 khoản 6 điểm b",
			"Nếu các tài liệu, phụ lục kèm theo không cùng nằm trong một tệp (file) với văn bản chính thì các tài liệu, phụ lục đi kèm phải được ký số bởi chữ ký số hợp pháp của cơ quan, tổ chức ban hành văn bản mới đảm bảo giá trị pháp lý tương đương văn bản giấy có dấu treo của cơ quan, tổ chức ban hành."),
	}
}

func attached(u undertaking) motcua.Verdict {
	switch {
	case u.Result == nil:
		return unclear(unverifiedText())
	case u.Attached == AttachedInside:
		return pagesBound(u)
	case u.Attached == AttachedSeparate:
		return signedBy(RoleAgency)(u.document())
	}
	return unclear(motcua.Text{
		VI: "Chưa biết văn bản có tài liệu kèm theo hay không và tài liệu nằm ở tệp nào.",
		EN: "Whether the document has attachments, and in which file, is not known.",
	})
}

// pagesChecks: a lawful signature does what a seal across the pages (dấu giáp
// lai) does on paper.
func pagesChecks() []processCheck {
	title := motcua.Text{VI: "Chữ ký số thay dấu giáp lai", EN: "A signature binds the pages"}
	id := "signature/pages-bound"
	return []processCheck{
		processRule(ngheAn(), id, title, "Điều 13 khoản 1",
			"Văn bản điện tử khi có chữ ký số hợp pháp không cần dấu giáp lai để bảo đảm tính toàn vẹn.", pagesBound),
		processRule(laiChau(), id, title, "Điều 6 khoản 2 điểm a",
			"Văn bản điện tử có chữ ký số hợp pháp không cần cơ chế đảm bảo tính toàn vẹn bổ sung tương ứng với dấu giáp lai.", pagesBound),
		processRule(haiDuong(), id, title, "Điều 11 khoản 6 điểm a",
			"được ký số bởi chữ ký số hợp pháp thì có giá trị bao gồm giá trị tương ứng của dấu giáp lai trên văn bản giấy.", pagesBound),
	}
}

func pagesBound(u undertaking) motcua.Verdict {
	if u.Result == nil {
		return unclear(unverifiedText())
	}
	switch best(u.document().signatures()) {
	case Yes:
		return satisfied()
	case No:
		return breach(motcua.Text{
			VI: "Tệp không có chữ ký số hợp lệ nào, nên không có gì thay dấu giáp lai, dấu treo.",
			EN: "The file has no valid signature, so nothing stands for the seals that bind pages and attachments.",
		})
	}
	return unclear(whyOpen(u.signatures()))
}
