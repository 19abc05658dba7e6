package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// stepTexts is data: the steps in words.
var stepTexts = [...]struct {
	id   StepID
	text motcua.Text
}{
	{StepDraft, motcua.Text{VI: "Soạn văn bản, trình ký", EN: "Draft the document and submit it"}},
	{StepSignPaper, motcua.Text{VI: "Ký, lấy số, đóng dấu văn bản giấy", EN: "Sign, number and seal the paper"}},
	{StepSendPaper, motcua.Text{VI: "Gửi văn bản giấy", EN: "Send the paper"}},
	{StepRepair, motcua.Text{VI: "Hệ thống được khắc phục", EN: "The system works again"}},
	{StepScan, motcua.Text{VI: "Số hóa văn bản giấy", EN: "Scan the paper"}},
	{StepExtract, motcua.Text{VI: "Tạo lập lại thể thức và phần nội dung cần trích sao", EN: "Draw up the form and the part to be extracted anew"}},
	{StepAgree, motcua.Text{VI: "Thống nhất nội dung văn bản", EN: "Agree on the content"}},
	{StepAuthorise, motcua.Text{VI: "Giao ký thay, thừa lệnh hoặc thừa ủy quyền", EN: "Entrust the signing"}},
	{StepPersonSign, motcua.Text{VI: "Cá nhân ký số", EN: "Personal signature"}},
	{StepPartySign, motcua.Text{VI: "Từng bên ký số", EN: "Signature of each party"}},
	{StepNumber, motcua.Text{VI: "Cấp số, thời gian ban hành", EN: "Give number and date of issue"}},
	{StepRegister, motcua.Text{VI: "Đăng ký văn bản đi", EN: "Register the outgoing document"}},
	{StepAgencySign, motcua.Text{VI: "Ký số của cơ quan, tổ chức", EN: "Signature of the agency"}},
	{StepPrint, motcua.Text{VI: "In bản giấy để lưu", EN: "Print a copy to keep"}},
	{StepIssue, motcua.Text{VI: "Phát hành văn bản", EN: "Issue the document"}},
	{StepFile, motcua.Text{VI: "Lưu, cập nhật vào hệ thống", EN: "Keep it in the system"}},
}

// step makes a step that signs nothing.
func step(id StepID, by Actor) ProcessStep {
	s := ProcessStep{ID: id, By: by}
	for _, t := range stepTexts {
		if t.id == id {
			s.Title = t.text
		}
	}
	return s
}

func clerk(ids ...StepID) []ProcessStep {
	list := make([]ProcessStep, len(ids))
	for i, id := range ids {
		list[i] = step(id, ActorClerk)
	}
	return list
}

func draft() ProcessStep { return step(StepDraft, ActorDrafter) }

// personSigns leaves one signature of a person; many allows more.
func personSigns(many bool, after ...[]processCheck) ProcessStep {
	s := step(StepPersonSign, ActorPerson)
	s.Signs, s.Many = RolePerson, many
	s.after = slices.Concat(after...)
	return s
}

// agencySigns comes with the check of every earlier signature. The clerk signs in
// as many fields as number, date and seal take.
func agencySigns(before ...[]processCheck) ProcessStep {
	s := step(StepAgencySign, ActorClerk)
	s.Signs, s.Many = RoleAgency, true
	s.before = append(earlierValidChecks(), slices.Concat(before...)...)
	return s
}

// afterwards adds what must hold once a step was taken.
func (s ProcessStep) afterwards(checks ...[]processCheck) ProcessStep {
	s.after = append(slices.Clone(s.after), slices.Concat(checks...)...)
	return s
}

// byParties makes it a step that each of the parties takes.
func (s ProcessStep) byParties() ProcessStep {
	s.parties = true
	return s.afterwards(partiesSignedChecks())
}

// beforehand adds what must hold before a step is taken.
func (s ProcessStep) beforehand(checks ...[]processCheck) ProcessStep {
	s.before = append(slices.Clone(s.before), slices.Concat(checks...)...)
	return s
}

func one(steps ...ProcessStep) []ProcessStep { return steps }
