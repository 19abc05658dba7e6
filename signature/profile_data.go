package signature

import "github.com/motcua/motcua"

// The quotations that profiles and rules share.
const (
	annexPerson      = "Phụ lục I Phần I mục II khoản 7 điểm d"
	annexAgency      = "Phụ lục I Phần I mục II khoản 8 điểm a"
	annexAttachment  = "Phụ lục I Phần I mục II khoản 8 điểm b"
	annexCopy        = "Phụ lục I Phần II mục I khoản 3"
	quotePerson      = "Hình ảnh, vị trí chữ ký số của người có thẩm quyền là hình ảnh chữ ký của người có thẩm quyền trên văn bản giấy, màu xanh, định dạng Portable Network Graphics (.png) nền trong suốt; đặt canh giữa chức vụ của người ký và họ tên người ký."
	quoteAgency      = "Hình ảnh, vị trí chữ ký số của cơ quan, tổ chức là hình ảnh dấu của cơ quan, tổ chức ban hành văn bản trên văn bản, màu đỏ, kích thước bằng kích thước thực tế của dấu, định dạng (.png) nền trong suốt, trùm lên khoảng 1/3 hình ảnh chữ ký số của người có thẩm quyền về bên trái."
	quoteAttachPlace = "Vị trí: Góc trên, bên phải, trang đầu của văn bản kèm theo."
	quoteAttachText  = "Thông tin: Số và ký hiệu văn bản; thời gian ký (ngày tháng năm; giờ phút giây; múi giờ Việt Nam theo tiêu chuẩn ISO 8601) được trình bày bằng phông chữ Times New Roman, chữ in thường, kiểu chữ đứng, cỡ chữ 10, màu đen."
	quoteNoImage     = "Hình ảnh chữ ký số của cơ quan, tổ chức: Không hiển thị."
	quoteCopyPlace   = "Vị trí: Góc trên, bên phải, trang đầu của văn bản, trình bày tại ô số 14 Mục IV Phần I Phụ lục này."
	quoteCopyText    = "Thông tin: Hình thức sao, tên cơ quan, tổ chức sao văn bản, thời gian ký (ngày tháng năm; giờ phút giây; múi giờ Việt Nam theo tiêu chuẩn ISO 8601) được trình bày bằng phông chữ Times New Roman, chữ in thường, kiểu chữ đứng, cỡ chữ 10, màu đen."

	quoteNumber = "Số, ký hiệu của văn bản được đặt canh giữa dưới tên cơ quan, tổ chức ban hành văn bản. Từ “Số” được trình bày bằng chữ in thường, cỡ chữ 13, kiểu chữ đứng; sau từ “Số” có dấu hai chấm (:); với những số nhỏ hơn 10 phải ghi thêm số 0 phía trước."
	quoteDate   = "Thời gian ban hành văn bản phải được viết đầy đủ; các số thể hiện ngày, tháng, năm dùng chữ số Ả Rập; đối với những số thể hiện ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước."

	circularPersonPlace = "Vị trí: tại vị trí ký của người có thẩm quyền ký ban hành văn bản trên văn bản giấy."
	circularPersonImage = "Hình ảnh: chữ ký của người có thẩm quyền trên văn bản giấy, màu xanh, định dạng (.png)."
	circularSealPlace   = "Vị trí: trùm lên khoảng 1/3 chữ ký của người có thẩm quyền về phía bên trái;"
	circularSealImage   = "Hình ảnh: dấu của cơ quan, tổ chức ban hành văn bản, màu đỏ, kích thước bằng kích thước thực tế của dấu, định dạng (.png);"
	circularSealText    = "Thông tin: Tên cơ quan, tổ chức, thời gian ký (ngày, tháng, năm; giờ, phút, giây; múi giờ Việt Nam theo Tiêu chuẩn ISO 8601)."
	circularScanPlace   = "Vị trí: Góc trên, bên phải, trang đầu văn bản;"
	circularScanImage   = "Hình ảnh: Dấu của cơ quan, tổ chức số hóa văn bản, màu đỏ, kích thước bằng kích thước thực tế của dấu, định dạng Portable Network Graphics (.png);"

	ngheAnRow    = "Vị trí chữ ký số của cá nhân người ký và vị trí chữ ký số của cơ quan nằm trên cùng một hàng ngay dưới vị trí ghi quyền hạn, chức vụ của người ký. Chữ ký số của cá nhân nằm ở phía bên trái và chữ ký số của cơ quan nằm ở phía bên phải."
	ngheAnMargin = "Vị trí chữ ký số của cơ quan nằm ở khoảng trắng lề trên của văn bản."

	laiChauSealPlace   = "Vị trí ký số của Sở (thông qua chứng thư số): trùm lên khoảng 1/3 chữ ký của người có thẩm quyền về phía bên trái, đảm bảo không che khuất phần chữ ký bị trùm."
	laiChauPersonPlace = "Vị trí ký số của cá nhân (thông qua chữ ký số): Là vị trí ký trên văn bản giấy."
	laiChauSealForm    = "Mẫu chữ ký của tổ chức bao gồm 02 phần: Hình ảnh và thông tin (như hình vẽ)"
	laiChauTime        = "Thời gian ký: Hiển thị thời gian ký theo xác thực từ máy chủ cấp dấu thời gian của hệ thống chứng thực do Ban Cơ yếu Chính phủ cung cấp."
	laiChauPersonForm  = "Mẫu chữ ký của cá nhân bao gồm 01 phần: Hình ảnh (như hình vẽ)"

	haiDuongRefers = "Vị trí và hình thức ký số: được thực hiện theo Điều 12 và Điều 13 Thông tư 01/2019/TT-BNV ngày 24/01/2019 của Bộ Nội vụ quy định quy trình trao đổi, lưu trữ, xử lý tài liệu điện tử trong công tác văn thư, các chức năng cơ bản của hệ thống quản lý tài liệu điện tử trong quá trình xử lý công việc của các cơ quan, tổ chức."
	tuanGiaoRefers = "Chữ ký số của người có thẩm quyền và chữ ký số của cơ quan, tổ chức thực hiện theo quy định tại Phụ lục I, Nghị định số 30/2020/NĐ-CP."
)

func personTitle() motcua.Text {
	return motcua.Text{VI: "Chữ ký số của người có thẩm quyền", EN: "Signature of the competent person"}
}

func agencyTitle() motcua.Text {
	return motcua.Text{VI: "Chữ ký số của cơ quan, tổ chức", EN: "Signature of the agency"}
}

// The shapes that several texts describe in the same way.
func personShape(name string) AppearanceProfile {
	return AppearanceProfile{Name: name, Title: personTitle(), Role: RolePerson, Spot: SpotSigner, Image: ImageHandwriting}
}

func sealShape(name string, lines ...LineKind) AppearanceProfile {
	return AppearanceProfile{Name: name, Title: agencyTitle(), Role: RoleAgency, Spot: SpotSeal, Image: ImageSeal, Lines: lines}
}

func attachmentShape(name string) AppearanceProfile {
	return AppearanceProfile{Name: name, Role: RoleAgency, Use: UseAttachment, Spot: SpotCorner,
		Title:    motcua.Text{VI: "Chữ ký số của cơ quan trên tệp kèm theo", EN: "Signature of the agency on an attached file"},
		Lines:    []LineKind{LineNumber, LineTime},
		FontSize: 10, TimesNewRoman: true}
}

func copyShape(name string) AppearanceProfile {
	return AppearanceProfile{Name: name, Role: RoleAgency, Use: UseCopy, Spot: SpotCorner,
		Title:    motcua.Text{VI: "Chữ ký số của cơ quan trên bản sao điện tử", EN: "Signature of the agency on an electronic copy"},
		Lines:    []LineKind{LineCopyForm, LineAgency, LineTime},
		FontSize: 10, TimesNewRoman: true}
}

// decree30Profiles: from 2020-03-05.
func decree30Profiles() []AppearanceProfile {
	t := decree30()
	return []AppearanceProfile{
		t.profile(personShape("nd30-person"), t.cited(annexPerson, quotePerson)),
		t.profile(sealShape("nd30-agency"), t.cited(annexAgency, quoteAgency)),
		t.profile(attachmentShape("nd30-attachment"), t.cited(annexAttachment, quoteAttachPlace),
			t.cited(annexAttachment, quoteNoImage), t.cited(annexAttachment, quoteAttachText)),
		t.profile(copyShape("nd30-copy"), t.cited(annexCopy, quoteCopyPlace),
			t.cited(annexCopy, quoteNoImage), t.cited(annexCopy, quoteCopyText)),
		t.profile(AppearanceProfile{Name: "nd30-number", Role: RoleAgency, Use: UseNumber, Spot: SpotNumber, Lines: []LineKind{LineNumber},
			Title:    motcua.Text{VI: "Số của văn bản do văn thư ghi khi phát hành", EN: "Number of the document, put in when it is issued"},
			FontSize: 13, TimesNewRoman: true}, t.cited("Phụ lục I Phần I mục II khoản 3 điểm c", quoteNumber)),
		t.profile(AppearanceProfile{Name: "nd30-date", Role: RoleAgency, Use: UseDate, Spot: SpotGiven, Lines: []LineKind{LineDate},
			Title:    motcua.Text{VI: "Thời gian ban hành văn bản do văn thư ghi khi phát hành", EN: "Date of issue, put in when the document is issued"},
			FontSize: 13, TimesNewRoman: true}, t.cited("Phụ lục I Phần I mục II khoản 4 điểm b", quoteDate)),
	}
}

// circular1Documents is the circular for what Nghị định 30/2020/NĐ-CP rules anew;
// scanned papers stay with the circular.
func circular1Documents() regulation { return circular1().during(motcua.Date{}, decree30From()) }

func circular1Profiles() []AppearanceProfile {
	t, scans := circular1Documents(), circular1()
	scan := AppearanceProfile{Name: "tt01-scan", Role: RoleAgency, Use: UseScan, Spot: SpotCorner, Image: ImageSeal,
		Title: motcua.Text{VI: "Chữ ký số của cơ quan trên văn bản số hóa", EN: "Signature of the agency on scanned paper"},
		Lines: []LineKind{LineAgency, LineTime}}
	return []AppearanceProfile{
		t.profile(personShape("tt01-person"), t.cited("Điều 12 khoản 1", circularPersonPlace), t.cited("Điều 12 khoản 2", circularPersonImage)),
		t.profile(sealShape("tt01-agency", LineAgency, LineTime), t.cited("Điều 13 khoản 1", circularSealPlace),
			t.cited("Điều 13 khoản 2", circularSealImage), t.cited("Điều 13 khoản 3", circularSealText)),
		scans.profile(scan, scans.cited("Điều 6 khoản 2 điểm c", circularScanPlace), scans.cited("Điều 6 khoản 2 điểm c", circularScanImage),
			scans.cited("Điều 6 khoản 2 điểm c", circularSealText)),
	}
}

// ngheAnProfiles: the text says where, not what is shown.
func ngheAnProfiles() []AppearanceProfile {
	t := ngheAn()
	row := t.cited("Điều 10 khoản 1 điểm c", ngheAnRow)
	return []AppearanceProfile{
		t.profile(AppearanceProfile{Name: "nghe-an-person", Title: personTitle(), Role: RolePerson, Spot: SpotRowLeft, Image: ImageFree}, row),
		t.profile(AppearanceProfile{Name: "nghe-an-agency", Title: agencyTitle(), Role: RoleAgency, Spot: SpotRowRight, Image: ImageFree}, row),
		t.profile(AppearanceProfile{Name: "nghe-an-scan", Title: agencyTitle(), Role: RoleAgency, Use: UseScan, Spot: SpotTopMargin, Image: ImageFree},
			t.cited("Điều 10 khoản 2 điểm c", ngheAnMargin)),
	}
}

// laiChauProfiles: the time shown is the timestamp authority's.
func laiChauProfiles() []AppearanceProfile {
	t := laiChau()
	return []AppearanceProfile{
		t.profile(personShape("lai-chau-person"), t.cited("Điều 13 khoản 4 điểm b", laiChauPersonPlace), t.cited("Phụ lục Mẫu 02", laiChauPersonForm)),
		t.profile(sealShape("lai-chau-agency", LineAgency, LineTime), t.cited("Điều 13 khoản 4 điểm a", laiChauSealPlace),
			t.cited("Phụ lục Mẫu 01", laiChauSealForm), t.cited("Phụ lục Mẫu 01", laiChauTime)),
	}
}

// haiDuongProfiles: the draft refers to Thông tư 01/2019/TT-BNV, and goes on
// doing so after Nghị định 30/2020/NĐ-CP.
func haiDuongProfiles() []AppearanceProfile {
	t, of := haiDuong(), circular1()
	refers := t.cited("Điều 11 khoản 2", haiDuongRefers)
	return []AppearanceProfile{
		t.profile(personShape("hai-duong-person"), refers, of.cited("Điều 12 khoản 1", circularPersonPlace), of.cited("Điều 12 khoản 2", circularPersonImage)),
		t.profile(sealShape("hai-duong-agency", LineAgency, LineTime), refers, of.cited("Điều 13 khoản 1", circularSealPlace),
			of.cited("Điều 13 khoản 2", circularSealImage), of.cited("Điều 13 khoản 3", circularSealText)),
	}
}

// tuanGiaoProfiles: the text refers to Nghị định 30/2020/NĐ-CP.
func tuanGiaoProfiles() []AppearanceProfile {
	t, of := tuanGiao(), decree30()
	refers := t.cited("Điều 10 khoản 6", tuanGiaoRefers)
	return []AppearanceProfile{
		t.profile(personShape("tuan-giao-person"), refers, of.cited(annexPerson, quotePerson)),
		t.profile(sealShape("tuan-giao-agency"), refers, of.cited(annexAgency, quoteAgency)),
		t.profile(attachmentShape("tuan-giao-attachment"), refers, of.cited(annexAttachment, quoteAttachText)),
		t.profile(copyShape("tuan-giao-copy"), refers, of.cited(annexCopy, quoteCopyText)),
	}
}
