package dossier

import (
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Case is a dossier as its events left it. It is a value: [Next] and [Rebuild]
// return new ones, and share nothing that changes.
type Case struct {
	ID        string
	Procedure Procedure
	Channel   Channel
	Elsewhere bool
	Code      Code
	State     State
	// Before is the state in which payment was asked for.
	Before    State
	Submitted time.Time
	// Arrived is when the dossier last came in to be looked at: when it was handed
	// in or supplemented.
	Arrived time.Time
	// Received is when the dossier was received complete: anew after a return.
	Received time.Time
	// Due is when the result is due: as promised on the last receipt, or appointed
	// anew. It stays as it was promised when the law or the calendar changes.
	Due motcua.Due
	// Noticed is when the last slip asked for a supplement.
	Noticed     time.Time
	Guided      bool // a supplement was asked for at the desk
	ReturnedFor bool // the last slip was that of a return after examination
	Reappointed bool
	Decided     time.Time
	Faulty      time.Time // when the fault that is being corrected was reported
	StepsDone   []int
	Deadlines   []Deadline // open
	Files       []File
	Results     []File
	Acts        int       // how many events the case has
	Last        time.Time // when the last act was done
}

// clone copies what a change could reach.
func (c Case) clone() Case {
	c.StepsDone = slices.Clone(c.StepsDone)
	c.Deadlines = slices.Clone(c.Deadlines)
	c.Files = slices.Clone(c.Files)
	c.Results = slices.Clone(c.Results)
	return c
}

// Event is an act that was done, with all that came of it: a case is rebuilt
// from its events without calendar or law.
type Event struct {
	Act    Act            `json:"act"`
	At     time.Time      `json:"at"`
	From   State          `json:"from"`
	To     State          `json:"to"`
	Ground Ground         `json:"ground"`
	Due    motcua.Due     `json:"due,omitzero"` // of the result, where the act set it
	Opened []Deadline     `json:"opened,omitempty"`
	Closed []DeadlineKind `json:"closed,omitempty"` // of steps: only that of Act.Step
	Missed []DeadlineKind `json:"missed,omitempty"` // closed after their time
	Papers []Paper        `json:"papers,omitempty"`
}

// apply returns the case after an event.
func (c Case) apply(e Event) Case {
	c = c.clone()
	a := e.Act
	switch a.Kind {
	case ActSubmit:
		c.ID, c.Procedure, c.Channel, c.Elsewhere, c.Submitted = a.Case, *a.Procedure, a.Channel, a.Elsewhere, e.At
		c.Arrived = e.At
	case ActReceive, ActGiveAtOnce:
		c.Code, c.Received = a.Code, e.At
	case ActRequestSupplement:
		c.Guided, c.ReturnedFor, c.Noticed = true, false, e.At
	case ActReturn:
		c.ReturnedFor, c.Noticed, c.Due = true, e.At, motcua.Due{}
	case ActSupplement:
		c.Arrived = e.At
		if e.To == StateReceived {
			c.Received, c.StepsDone = e.At, nil
		}
	case ActRequestPayment:
		c.Before = e.From
	case ActApologise:
		c.Reappointed = c.Reappointed || !a.Until.IsZero()
	case ActPassOn:
		c.StepsDone = append(c.StepsDone, a.Step)
	case ActReportError:
		c.Faulty = e.At
	case ActCorrect:
		c.Faulty = time.Time{}
	}
	if a.Kind == ActDecide || a.Kind == ActGiveAtOnce {
		c.Decided = e.At
	}
	if holdsResult(a.Kind) {
		c.Results = append(c.Results, a.Files...)
	} else {
		c.Files = append(c.Files, a.Files...)
	}
	if !e.Due.At.IsZero() {
		c.Due = e.Due
	}
	c.Deadlines = slices.DeleteFunc(c.Deadlines, func(d Deadline) bool { return closes(e, d) })
	c.Deadlines = append(c.Deadlines, e.Opened...)
	c.State, c.Last = e.To, e.At
	c.Acts++
	return c
}

// holdsResult tells whether an act's files are the result.
func holdsResult(k ActKind) bool { return k == ActDecide || k == ActGiveAtOnce || k == ActCorrect }

// closes tells whether an event closes an open deadline. Passing on closes that
// of its step, an answer that of its agency.
func closes(e Event, d Deadline) bool {
	switch {
	case !slices.Contains(e.Closed, d.Kind):
		return false
	case e.Act.Kind == ActPassOn:
		return d.Step == e.Act.Step
	case e.Act.Kind == ActAnswer:
		return d.Agency.Canonical() == e.Act.By.Agency.Canonical()
	}
	return true
}
