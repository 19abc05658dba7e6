package signature

import (
	"slices"

	"github.com/motcua/motcua"
)

// inTheWay says why a step whose turn it is must not be taken; nil if it may be.
func (p *Process) inTheWay(g Progress, at int) *ProcessError {
	step := &p.Steps[at]
	if signed := p.signed(g.Done); signed > 0 || step.Signs != "" && g.Result != nil {
		if !p.shown(g.Result, signed) {
			return p.refuse(StepFileDiffers, step.ID, fileText())
		}
	}
	checks := slices.Clone(step.before)
	for i := range p.Steps[:at] {
		checks = append(checks, p.Steps[i].after...)
	}
	var undecided, violated []motcua.Finding
	for _, f := range p.judge(checks, g) {
		switch {
		case p.Status == motcua.Issued && f.Status != motcua.Issued:
			// a draft advises on its own processes, and stands in the way of no other
		case f.Outcome == motcua.Violated:
			violated = append(violated, f)
		case f.Outcome == motcua.Indeterminate:
			undecided = append(undecided, f)
		}
	}
	switch {
	case len(violated) > 0:
		return p.refuseFor(StepRuleViolated, step.ID, violated)
	case len(undecided) > 0:
		return p.refuseFor(StepRuleUndecided, step.ID, undecided)
	}
	return nil
}

// signed counts the signing steps in the log, each once.
func (p *Process) signed(done []StepTaken) int {
	n := 0
	for _, s := range p.signing() {
		if slices.ContainsFunc(done, func(d StepTaken) bool { return d.Step == s.ID }) {
			n++
		}
	}
	return n
}

// shown tells whether the file can be one on which so many signing steps were
// taken.
func (p *Process) shown(r *Result, signed int) bool {
	if r == nil {
		return false
	}
	return p.states(r.Signatures)[signed]
}

func (p *Process) index(step StepID) int {
	return slices.IndexFunc(p.Steps, func(s ProcessStep) bool { return s.ID == step })
}

func (p *Process) refuse(why ProcessRefusal, step StepID, text motcua.Text) *ProcessError {
	return &ProcessError{Why: why, Step: step, Citation: p.Citation, Status: p.Status, Text: text}
}

// refuseFor cites the first of the findings.
func (p *Process) refuseFor(why ProcessRefusal, step StepID, found []motcua.Finding) *ProcessError {
	f := found[0]
	return &ProcessError{Why: why, Step: step, Citation: f.Citation, Status: f.Status, Text: f.Detail, Findings: found}
}

func orderText(asked, due *ProcessStep) motcua.Text {
	return motcua.Text{
		VI: "Chưa đến lượt bước “" + asked.Title.VI + "”: bước phải làm là “" + due.Title.VI + "”, do " + due.By.Label().VI + " thực hiện.",
		EN: "It is not the turn of the step “" + asked.Title.EN + "”: the step due is “" + due.Title.EN + "”, by " + due.By.Label().EN + ".",
	}
}

func actorText(s *ProcessStep) motcua.Text {
	return motcua.Text{
		VI: "Bước “" + s.Title.VI + "” chỉ do " + s.By.Label().VI + " thực hiện.",
		EN: "The step “" + s.Title.EN + "” is taken only by " + s.By.Label().EN + ".",
	}
}

func fileText() motcua.Text {
	return motcua.Text{
		VI: "Các chữ ký số hợp lệ trên tệp không khớp với các bước ký đã ghi nhận; cần kiểm tra lại tệp trước khi làm tiếp.",
		EN: "The valid signatures of the file are not those of the signing steps on record; the file must be checked before going on.",
	}
}

func unknownStepText() motcua.Text {
	return motcua.Text{VI: "Quy trình không có bước này.", EN: "The process has no such step."}
}

func finishedText() motcua.Text {
	return motcua.Text{VI: "Quy trình đã kết thúc.", EN: "The process is at its end."}
}

func undatedStepText() motcua.Text {
	return motcua.Text{
		VI: "Chưa biết ngày thực hiện nên không biết quy trình có hiệu lực hay không.",
		EN: "The day is not known, so whether the process is in force is not either.",
	}
}
