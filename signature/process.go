package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// Process is a way in which a text has documents signed: its steps in order, and
// the rule that a finished file follows them. Processes of drafts and of
// unconfirmed texts are advisory.
//
// A Process is a value without state: what was done is in a [Progress].
type Process struct {
	// Rule names the process and says where it stands, from when until when, and how
	// firm the text is.
	motcua.Rule
	// Steps are taken in this order.
	Steps []ProcessStep

	finished []processCheck // on the finished file; they stand in the way of no step
	profile  motcua.Profile // that of the rules that go with the process
}

// ProcessStep is one step of a process.
type ProcessStep struct {
	ID    StepID
	Title motcua.Text
	By    Actor // who takes it
	// Signs is the role of the signature that the step leaves in the file: RoleUnknown
	// where a person and an agency may take it, "" for a step that signs nothing.
	Signs Role
	// Many: the step may be taken several times in a row, by several people or, for
	// an agency, in several fields (number, date and seal).
	Many bool

	parties       bool // it is over when each of Progress.Parties took it
	before, after []processCheck
}

type processCheck = motcua.Check[undertaking]

// Before lists the rules that must be satisfied before the step is taken.
func (s *ProcessStep) Before() []motcua.Rule { return rulesOf(s.before) }

// After lists the rules that must be satisfied once it was taken, and so before
// any later step.
func (s *ProcessStep) After() []motcua.Rule { return rulesOf(s.after) }

// StepID names a kind of step.
type StepID string

// The steps. Within one process each occurs once.
const (
	StepDraft      StepID = "draft"       // soạn văn bản, trình ký
	StepSignPaper  StepID = "sign-paper"  // ký, lấy số, đóng dấu trên giấy
	StepSendPaper  StepID = "send-paper"  // gửi bản giấy
	StepRepair     StepID = "repair"      // khắc phục hệ thống
	StepScan       StepID = "scan"        // số hóa văn bản giấy
	StepExtract    StepID = "extract"     // tạo lập lại phần cần trích sao
	StepAgree      StepID = "agree"       // thống nhất nội dung
	StepAuthorise  StepID = "authorise"   // giao ký thừa lệnh, thừa ủy quyền
	StepPersonSign StepID = "person-sign" // người có thẩm quyền ký số
	StepPartySign  StepID = "party-sign"  // từng bên ký số
	StepNumber     StepID = "number"      // cấp số, thời gian ban hành
	StepRegister   StepID = "register"    // đăng ký văn bản
	StepAgencySign StepID = "agency-sign" // văn thư ký số của cơ quan
	StepPrint      StepID = "print"       // in để lưu
	StepIssue      StepID = "issue"       // phát hành
	StepFile       StepID = "file"        // lưu, cập nhật vào hệ thống
)

// Actor tells who takes a step.
type Actor string

// The actors.
const (
	ActorDrafter Actor = "drafter" // người soạn thảo
	ActorHead    Actor = "head"    // người đứng đầu
	ActorPerson  Actor = "person"  // người có thẩm quyền ký
	ActorClerk   Actor = "clerk"   // văn thư cơ quan
	ActorParty   Actor = "party"   // từng bên có trách nhiệm
)

// Label returns the actor in words.
func (a Actor) Label() motcua.Text {
	switch a {
	case ActorDrafter:
		return motcua.Text{VI: "người soạn thảo", EN: "the drafter"}
	case ActorHead:
		return motcua.Text{VI: "người đứng đầu cơ quan", EN: "the head of the agency"}
	case ActorPerson:
		return motcua.Text{VI: "người có thẩm quyền ký", EN: "the competent person"}
	case ActorClerk:
		return motcua.Text{VI: "văn thư cơ quan", EN: "the agency's clerk"}
	case ActorParty:
		return motcua.Text{VI: "từng bên có trách nhiệm", EN: "each responsible party"}
	}
	return motcua.Text{VI: string(a), EN: string(a)}
}

// Processes lists the processes that are in force on a day: the nation's, and
// those of the locality that the profile names. Without a day it lists them
// whatever their time. The slice is fresh.
func Processes(p motcua.Profile, on motcua.Date) []Process {
	var list []Process
	for _, process := range processes() {
		if process.Jurisdiction != motcua.National {
			if process.Jurisdiction != p.Locality {
				continue
			}
			if p.LocalInForce != (motcua.Interval{}) {
				process.InForce = p.LocalInForce
			}
		}
		process.profile = p
		if on.IsZero() || process.InForce.Contains(on) {
			list = append(list, process)
		}
	}
	return list
}

// Check compares a file as it stands with the process: one finding for the
// process itself, and one for each rule that its steps demand before or after
// them or that is about the finished file, sorted by ID, then jurisdiction. The
// order of signatures in the file decides; Progress.Done is not read.
func (p *Process) Check(g Progress) []motcua.Finding {
	checks := append([]processCheck{p.check()}, p.finished...)
	for i := range p.Steps {
		checks = append(checks, p.Steps[i].before...)
		checks = append(checks, p.Steps[i].after...)
	}
	return p.judge(checks, g)
}

// judge evaluates checks, each once. A state secret is outside the scope of all.
func (p *Process) judge(checks []processCheck, g Progress) []motcua.Finding {
	checks = slices.CompactFunc(inOrder(checks), func(a, b processCheck) bool {
		return a.ID == b.ID && a.Jurisdiction == b.Jurisdiction && a.InForce == b.InForce
	})
	found, err := motcua.Evaluate(checks, undertaking{g}, p.profile)
	if err != nil {
		return nil // only for a nil subject
	}
	if g.Facts.StateSecret {
		for i := range found {
			found[i].Outcome, found[i].Detail = motcua.NotApplicable, secretText()
		}
	}
	return found
}

// check is the rule that a finished file follows the process.
func (p *Process) check() processCheck {
	return processCheck{Rule: p.Rule, Eval: func(u undertaking) motcua.Verdict { return p.fits(u) }}
}
