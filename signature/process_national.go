package signature

import (
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// processes are put together once; callers get copies.
func processes() []Process {
	list := slices.Clone(allProcesses())
	for i := range list {
		list[i].Steps = slices.Clone(list[i].Steps)
	}
	return list
}

var allProcesses = sync.OnceValue(func() []Process {
	return slices.Concat(
		issuingProcesses(), forAnotherProcesses(), copyProcesses(), scanProcesses(),
		haiDuongProcesses(), ngheAnProcesses(), otherLocalProcesses(), attachmentProcesses(),
	)
})

// processOf makes a process of a text.
func processOf(text regulation, id string, title motcua.Text, provision, quote string, steps ...[]ProcessStep) Process {
	return Process{
		Rule:     text.rule(id, title, motcua.AnchorSigned, provision, quote),
		Steps:    slices.Concat(steps...),
		finished: slices.Concat(attachmentChecks(), pagesChecks()),
	}
}

func personThenAgencyTitle() motcua.Text {
	return motcua.Text{VI: "Người có thẩm quyền ký số, rồi cơ quan ký số", EN: "Competent person signs, then the agency"}
}

func agencyAloneTitle() motcua.Text {
	return motcua.Text{VI: "Số hóa văn bản giấy đã ký, cơ quan ký số", EN: "Signed paper scanned, agency signs"}
}

// issuingProcesses are the ways of issuing a document electronically.
//
// History: Thông tư 01/2019/TT-BNV, Điều 11 (2019-03-10); Nghị định 30/2020/NĐ-CP,
// Điều 14 and Điều 18 khoản 6 (2020-03-05). The decree does not say whether an
// electronic document is numbered before or after the person signs; the order of
// the circular, which was not repealed, is kept.
func issuingProcesses() []Process {
	circular := circular1().during(motcua.Date{}, decree30From())
	return []Process{
		processOf(circular, "signature/process-person-then-agency", personThenAgencyTitle(), "Điều 11 khoản 1 điểm a",
			"Người có thẩm quyền ký ban hành văn bản ký số trên văn bản điện tử theo quy định tại Điều 12 Thông tư này, chuyển văn thư cơ quan để làm thủ tục phát hành văn bản.",
			one(draft(), personSigns(true)), clerk(StepNumber, StepPrint),
			one(agencySigns(personSignedChecks())), clerk(StepIssue, StepFile)),
		processOf(decree30(), "signature/process-person-then-agency", personThenAgencyTitle(), "Điều 14 khoản 3",
			"Nhân bản, đóng dấu cơ quan, tổ chức, dấu chỉ độ mật, mức độ khẩn, (đối với văn bản giấy); ký số của cơ quan, tổ chức (đối với văn bản điện tử).",
			one(draft(), personSigns(true)), issuedUnderDecree30()),
		processOf(circular, "signature/process-agency-alone", agencyAloneTitle(), "Điều 11 khoản 2",
			"Trường hợp cơ quan, tổ chức ban hành văn bản giấy, văn thư cơ quan thực hiện số hóa văn bản giấy theo quy định tại Điểm b Khoản 2 Điều 6 Thông tư này, ký số của cơ quan, tổ chức theo quy định tại Điểm c Khoản 2 Điều 6 Thông tư này và phát hành văn bản số hóa.",
			one(step(StepSignPaper, ActorPerson), scanByClerk()), one(agencySigns()), clerk(StepIssue)),
		processOf(decree30(), "signature/process-agency-alone", agencyAloneTitle(), "Điều 18 khoản 6",
			"Trường hợp cần phát hành văn bản điện tử từ văn bản giấy: Văn thư cơ quan thực hiện theo quy định tại điểm c khoản 1 Điều 25 Nghị định này.",
			one(step(StepSignPaper, ActorPerson), scanByClerk()), one(agencySigns()), clerk(StepIssue)),
	}
}

// issuedUnderDecree30 is what the clerk does after the person signed, Điều 14 of
// the decree.
func issuedUnderDecree30(agencyAfter ...[]processCheck) []ProcessStep {
	return slices.Concat(clerk(StepNumber, StepRegister),
		one(agencySigns(personSignedChecks()).afterwards(agencyAfter...)), clerk(StepIssue, StepFile))
}

func scanByClerk() ProcessStep { return step(StepScan, ActorClerk).afterwards(scanChecks()) }

// forAnotherProcesses: who signs is not the head (Nghị định 30/2020/NĐ-CP, Điều
// 13).
func forAnotherProcesses() []Process {
	authorise := func() ProcessStep { return step(StepAuthorise, ActorHead) }
	return []Process{
		processOf(decree30(), "signature/process-in-place",
			motcua.Text{VI: "Ký thay", EN: "Signing in place of the head"}, "Điều 13 khoản 1",
			"có thể giao cấp phó ký thay các văn bản thuộc lĩnh vực được phân công phụ trách và một số văn bản thuộc thẩm quyền của người đứng đầu.",
			one(authorise(), draft(), personSigns(false, ownCertificateChecks())), issuedUnderDecree30()),
		processOf(decree30(), "signature/process-by-order",
			motcua.Text{VI: "Ký thừa lệnh", EN: "Signing by order"}, "Điều 13 khoản 4",
			"Người đứng đầu cơ quan, tổ chức có thể giao người đứng đầu đơn vị thuộc cơ quan, tổ chức ký thừa lệnh một số loại văn bản.",
			one(authorise().afterwards(byOrderChecks()), draft(), personSigns(false, ownCertificateChecks())), issuedUnderDecree30()),
		processOf(decree30(), "signature/process-by-delegation",
			motcua.Text{VI: "Ký thừa ủy quyền", EN: "Signing by delegation"}, "Điều 13 khoản 3",
			"Trong trường hợp đặc biệt, người đứng đầu cơ quan, tổ chức có thể ủy quyền cho người đứng đầu cơ quan, tổ chức, đơn vị thuộc cơ cấu tổ chức của mình ký thừa ủy quyền một số văn bản mà mình phải ký.",
			one(authorise().afterwards(delegationChecks()), draft(), personSigns(false, delegateSignsChecks())),
			issuedUnderDecree30(delegatingAgencyChecks())),
	}
}

// copyProcesses make electronic copies, which the agency alone signs.
func copyProcesses() []Process {
	extract := step(StepExtract, ActorClerk)
	return []Process{
		processOf(decree30(), "signature/process-true-copy",
			motcua.Text{VI: "Sao y sang văn bản điện tử", EN: "Electronic copy"}, "Điều 25 khoản 1 điểm c",
			"Sao y từ văn bản giấy sang văn bản điện tử được thực hiện bằng việc số hóa văn bản giấy và ký số của cơ quan, tổ chức.",
			one(scanByClerk().beforehand(trueCopyChecks()), agencySigns()), clerk(StepIssue)),
		processOf(decree30(), "signature/process-recopy",
			motcua.Text{VI: "Sao lục sang văn bản điện tử", EN: "Electronic copy of a copy"}, "Điều 25 khoản 2 điểm b",
			"Sao lục được thực hiện bằng việc in, chụp từ bản sao y.",
			one(scanByClerk().beforehand(recopyChecks()), agencySigns()), clerk(StepIssue)),
		processOf(decree30(), "signature/process-extract",
			motcua.Text{VI: "Trích sao sang văn bản điện tử", EN: "Electronic extract"}, "Điều 25 khoản 3 điểm b",
			"Bản trích sao được thực hiện bằng việc tạo lập lại đầy đủ thể thức, phần nội dung văn bản cần trích sao.",
			one(extract, agencySigns()), clerk(StepIssue)),
		processOf(tuanGiao(), "signature/process-true-copy",
			motcua.Text{VI: "Sao y sang văn bản điện tử", EN: "Electronic copy"}, "Điều 10 khoản 5",
			"Trường hợp phát hành văn bản sao y từ văn bản giấy sang văn bản điện tử, văn thư cơ quan thực hiện số hóa văn bản giấy và ký số của cơ quan, đơn vị.",
			one(scanByClerk().beforehand(trueCopyChecks()), agencySigns()), clerk(StepIssue)),
	}
}

// scanProcesses digitise incoming paper.
//
// History: Thông tư 01/2019/TT-BNV, Điều 6 khoản 2 (2019-03-10); Nghị định
// 30/2020/NĐ-CP, Điều 22 khoản 3 điểm b (2020-03-05), where it is needed.
func scanProcesses() []Process {
	title := motcua.Text{VI: "Số hóa văn bản giấy đến", EN: "Incoming paper digitised"}
	steps := func() []ProcessStep {
		return slices.Concat(one(scanByClerk(), agencySigns()), clerk(StepFile))
	}
	return []Process{
		processOf(circular1().during(motcua.Date{}, decree30From()), "signature/process-incoming-scan", title, "Điều 6 khoản 2 điểm a",
			"Văn thư cơ quan thực hiện số hóa văn bản đến định dạng giấy, ký số của cơ quan tổ chức theo quy định tại Điểm c Khoản này;", steps()),
		processOf(decree30(), "signature/process-incoming-scan", title, "Điều 22 khoản 3 điểm b",
			"Trường hợp cần thiết, Văn thư cơ quan thực hiện số hóa văn bản đến theo quy định tại Phụ lục I Nghị định này.", steps()),
	}
}
