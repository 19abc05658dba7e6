package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// haiDuongProcesses are those of the second draft of 2019, Điều 11 khoản 3 and
// khoản 6 điểm c.
func haiDuongProcesses() []Process {
	text := haiDuong()
	return []Process{
		processOf(text, "signature/process-agency-alone", agencyAloneTitle(), "Điều 11 khoản 3 điểm a",
			"Sử dụng một chữ ký số của cơ quan, tổ chức để phát hành văn bản:",
			one(draft(), step(StepSignPaper, ActorPerson)), clerk(StepScan), one(agencySigns()), clerk(StepIssue)),
		processOf(text, "signature/process-person-then-agency", personThenAgencyTitle(), "Điều 11 khoản 3 điểm b",
			"Sử dụng hai chữ ký số (01 chữ ký số của cá nhân, 01 chữ ký số của cơ quan, tổ chức) để phát hành văn bản được thực hiện ký số theo trình tự như sau:",
			one(draft(), personSigns(false)), clerk(StepNumber), one(agencySigns(personSignedChecks())), clerk(StepIssue)),
		processOf(text, "signature/process-several-then-agency",
			motcua.Text{VI: "Nhiều cá nhân ký số, rồi cơ quan ký số và phát hành", EN: "Several persons sign, then the agency, which issues"}, "Điều 11 khoản 3 điểm c",
			"Khi văn bản có sử dụng nhiều chữ ký số thì chữ ký số của cá nhân được thực hiện trước, chữ ký số của cơ quan, tổ chức được thực hiện sau và trước khi phát hành văn bản, văn thư có trách nhiệm kiểm tra, xác thực tính đúng đắn, hợp lệ của từng chữ ký.",
			one(draft(), personSigns(true), agencySigns(personSignedChecks())), clerk(StepIssue)),
		processOf(text, "signature/process-persons-only",
			motcua.Text{VI: "Nhiều cá nhân ký số, không phát hành", EN: "Several persons sign, nothing is issued"}, "Điều 11 khoản 3 điểm d",
			"Khi cần xác thực nội dung văn bản trong quá trình trao đổi tài liệu hoặc xử lý công việc nhưng không cần phải phát hành văn bản thì có thể sử dụng nhiều chữ ký số loại của cá nhân để ký trên văn bản đó.",
			one(draft(), personSigns(true))),
		processOf(text, "signature/process-joint-document",
			motcua.Text{VI: "Văn bản liên ngành", EN: "Document of several agencies"}, "Điều 11 khoản 3 điểm e",
			"Sau khi thống nhất nội dung văn bản liên ngành, cơ quan, tổ chức chủ trì ký số trước rồi chuyển văn bản trên trục văn bản liên thông cho cơ quan, tổ chức tiếp theo; khi tiếp nhận văn bản điện tử đã ký của cơ quan, tổ chức ban hành, cơ quan, tổ chức tiếp theo tiến hành ký số vào văn bản và chuyển lại cho cơ quan, tổ chức phát hành văn bản.",
			one(step(StepAgree, ActorParty), agencySigns(leadFirstChecks()).afterwards(leadFirstChecks()).byParties()), clerk(StepIssue)),
		processOf(text, "signature/process-technical-failure",
			motcua.Text{VI: "Lỗi kỹ thuật: phát hành giấy trước, ký số sau", EN: "Technical failure: paper first, signed electronically later"}, "Điều 11 khoản 6 điểm c",
			"Sau khi hệ thống được khắc phục, văn thư quét văn bản truyền thống đã được ký và đóng dấu, sau đó ký số vào văn bản và cập nhật vào hệ thống.",
			one(step(StepSignPaper, ActorPerson)), clerk(StepSendPaper, StepRepair, StepScan), one(agencySigns()), clerk(StepFile)),
	}
}

// ngheAnProcesses are those of Nghệ An 65/2016, Điều 9 khoản 3, Điều 10 and 12.
func ngheAnProcesses() []Process {
	text := ngheAn()
	party := step(StepPartySign, ActorParty)
	party.Signs, party.Many = RoleUnknown, true
	return []Process{
		processOf(text, "signature/process-agency-alone", agencyAloneTitle(), "Điều 10 khoản 2 điểm a",
			"văn thư dùng chữ ký số cơ quan để ký lên văn bản điện tử được tạo ra (bước này tương đương với bước đóng dấu theo quy trình truyền thống).",
			one(step(StepSignPaper, ActorPerson)), clerk(StepScan), one(agencySigns())),
		processOf(text, "signature/process-parties-in-turn",
			motcua.Text{VI: "Các bên có trách nhiệm tương đương ký số tuần tự", EN: "Parties of equal responsibility sign in turn"}, ngheAnTwelve,
			"khi chuyển đổi sang môi trường điện tử, văn bản điện tử sẽ được ký tuần tự với các chữ ký số tương ứng.",
			one(draft(), party.byParties())),
		processOf(text, "signature/process-in-place",
			motcua.Text{VI: "Ký thay, ký thừa lệnh", EN: "Signing in place or by order of another"}, "Điều 9 khoản 3",
			"Việc ký thay, ký thừa lệnh theo quy định của pháp luật được thực hiện bởi người có thẩm quyền và người ký thay, người ký thừa lệnh phải sử dụng chứng thư số cá nhân của mình để ký.",
			one(draft(), personSigns(false, ownCertificateChecks()), agencySigns(personSignedChecks()))),
	}
}

// otherLocalProcesses are Lai Châu, Điều 12 khoản 1, and Tuần Giáo, Điều 10.
func otherLocalProcesses() []Process {
	return []Process{
		processOf(laiChau(), "signature/process-person-then-agency", personThenAgencyTitle(), "Điều 12 khoản 1",
			"Văn thư lấy số văn bản, cập nhật vào tập tin văn bản trình ký, sử dụng chứng thư số của Sở, ký số lên văn bản điện tử đã được ký duyệt.",
			one(draft(), personSigns(false)), clerk(StepNumber), one(agencySigns(personSignedChecks())), clerk(StepPrint, StepIssue)),
		processOf(tuanGiao(), "signature/process-person-then-agency", personThenAgencyTitle(), "Điều 10 khoản 2",
			"Văn thư cơ quan cấp số, thời gian ban hành văn bản bằng chức năng của nền tảng quản lý văn bản và điều hành; ký số của cơ quan, tổ chức theo quy định và phát hành văn bản điện tử đến bên nhận.",
			one(draft(), personSigns(true)), clerk(StepNumber), one(agencySigns(personSignedChecks())), clerk(StepIssue)),
	}
}

// attachmentProcesses sign an attachment that is a file of its own.
func attachmentProcesses() []Process {
	title := motcua.Text{VI: "Tài liệu kèm theo ở tệp riêng", EN: "Attachment in a separate file"}
	id := "signature/process-separate-attachment"
	var list []Process
	for _, c := range attachmentChecks() {
		p := Process{Rule: c.Rule, Steps: slices.Concat(one(agencySigns()), clerk(StepIssue)), finished: attachmentChecks()}
		p.ID, p.Title = id, title
		list = append(list, p)
	}
	return list
}
