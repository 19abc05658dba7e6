package signature

import (
	"errors"
	"slices"

	"github.com/motcua/motcua"
)

// ErrProcess reports a step that must not be taken, or a log that cannot be. It
// comes as a [ProcessError], which says why.
var ErrProcess = errors.New("step refused")

// ProcessRefusal says why a step must not be taken.
type ProcessRefusal string

// Why steps are refused.
const (
	StepOutsideScope   ProcessRefusal = "state-secret"
	StepUndated        ProcessRefusal = "no-date"
	StepNotInForce     ProcessRefusal = "not-in-force" // the process is not, on that day
	StepUnknown        ProcessRefusal = "unknown-step" // the process has no such step
	StepOutOfOrder     ProcessRefusal = "out-of-order"
	StepWrongActor     ProcessRefusal = "wrong-actor"
	StepFileDiffers    ProcessRefusal = "file-differs" // the file's signatures are not those of the steps taken
	StepRuleViolated   ProcessRefusal = "rule-violated"
	StepRuleUndecided  ProcessRefusal = "rule-undecided" // something that must hold cannot be told
	StepProcessAtAnEnd ProcessRefusal = "finished"
)

// ProcessError says why a step must not be taken. It matches [ErrProcess].
type ProcessError struct {
	Why  ProcessRefusal
	Step StepID // the step that was asked for, or that stands wrongly in the log
	// Citation is the article that is in the way, and Text what it comes to.
	Citation motcua.Citation
	Status   motcua.Status // drafts and unconfirmed texts only advise
	Text     motcua.Text
	// Findings are those of the rules that are violated or undecided.
	Findings []motcua.Finding
}

// Error names the step and the refusal by their codes; the sentence for people is
// Text.
func (e *ProcessError) Error() string {
	text := "signature: take step: refused: " + string(e.Why)
	if e.Step != "" && e.Why != StepUnknown { // an unknown step is anyone's text
		text += ": " + string(e.Step)
	}
	return text
}

// Is matches [ErrProcess].
func (e *ProcessError) Is(target error) bool { return target == ErrProcess }

// NextStep is a step whose turn it is.
type NextStep struct {
	Step ProcessStep
	// Refused is nil when the step may be taken; otherwise it says what is in the
	// way.
	Refused *ProcessError
}

// Next tells what may be done next, and by whom: the steps whose turn it is, with
// what is in their way. It is empty at the end of the process.
//
// Errors: a [ProcessError] where nothing may be done at all, or the log of steps
// taken is not one of this process.
func (p *Process) Next(g Progress) ([]NextStep, error) {
	turn, refused := p.turn(g)
	if refused != nil {
		return nil, refused
	}
	var list []NextStep
	for _, i := range turn {
		list = append(list, NextStep{Step: p.Steps[i], Refused: p.inTheWay(g, i)})
	}
	return list, nil
}

// Allow tells whether an actor may take a step now. Everything that must hold is
// checked again; in particular, the agency signs only what was verified.
//
// Errors: a [ProcessError].
func (p *Process) Allow(g Progress, step StepID, by Actor) error {
	turn, refused := p.turn(g)
	if refused != nil {
		return refused
	}
	at := p.index(step)
	switch {
	case at < 0:
		return p.refuse(StepUnknown, step, unknownStepText())
	case len(turn) == 0:
		return p.refuse(StepProcessAtAnEnd, step, finishedText())
	case !slices.Contains(turn, at):
		return p.refuse(StepOutOfOrder, step, orderText(&p.Steps[at], &p.Steps[turn[len(turn)-1]]))
	case p.Steps[at].By != by:
		return p.refuse(StepWrongActor, step, actorText(&p.Steps[at]))
	}
	if refused := p.inTheWay(g, at); refused != nil {
		return refused
	}
	return nil
}

// turn reads the log and returns the indices of the steps whose turn it is.
func (p *Process) turn(g Progress) ([]int, *ProcessError) {
	on, dated := undertaking{g}.AnchorDate(p.Anchor)
	switch {
	case g.Facts.StateSecret:
		return nil, p.refuse(StepOutsideScope, "", secretText())
	case !dated:
		return nil, p.refuse(StepUndated, "", undatedStepText())
	case !p.InForce.Contains(on):
		return nil, p.refuse(StepNotInForce, "", p.judge([]processCheck{p.check()}, g)[0].Detail)
	}
	last := -1
	for _, d := range g.Done {
		at := p.index(d.Step)
		switch {
		case at < 0:
			return nil, p.refuse(StepUnknown, d.Step, unknownStepText())
		case at != last+1 && (at != last || !p.Steps[at].Many):
			return nil, p.refuse(StepOutOfOrder, d.Step, orderText(&p.Steps[at], &p.Steps[min(last+1, len(p.Steps)-1)]))
		case p.Steps[at].By != d.By:
			return nil, p.refuse(StepWrongActor, d.Step, actorText(&p.Steps[at]))
		}
		last = at
	}
	var turn []int
	if last >= 0 && p.Steps[last].Many && !(p.Steps[last].parties && allSigned(g)) {
		turn = append(turn, last)
	}
	if last+1 < len(p.Steps) {
		turn = append(turn, last+1)
	}
	return turn, nil
}
