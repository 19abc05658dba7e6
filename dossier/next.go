package dossier

import (
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Outcome is what came of an act.
type Outcome struct {
	Case      Case
	Events    []Event
	Papers    []Paper    // to be made out
	Deadlines []Deadline // all that are open now
}

// Next does an act on a case at a moment, or refuses it by name of the article.
// It is pure: the case is not changed, and the same arguments give the same
// answer. The zero Case is that before a dossier is handed in.
//
// The text in force on the day of the act decides; before 2018-06-21 none is
// held. Acts that are late but still owed are done, and the event says what was
// missed.
//
// Errors: [*RefusalError]; [ErrAct] for an act that is incomplete or lies before
// the last one; [ErrProcedure]; [ErrOffice]; [motcua.ErrCalendarRange].
func Next(c Case, a Act, at time.Time, o Office) (Outcome, error) {
	if o.Calendar == nil {
		return Outcome{}, fmt.Errorf("dossier: next: %w", ErrOffice)
	}
	if err := a.check(c, at); err != nil {
		return Outcome{}, err
	}
	d := deed{c: c, a: a, o: o, at: at, day: motcua.DateAt(at)}
	if err := d.permit(); err != nil {
		return Outcome{}, err
	}
	if err := d.do(); err != nil {
		return Outcome{}, err
	}
	next := c.apply(d.event)
	return Outcome{
		Case: next, Events: []Event{d.event}, Papers: d.event.Papers,
		Deadlines: slices.Clone(next.Deadlines),
	}, nil
}

// Bounds of an act.
const (
	maxCaseID = 128
	maxFiles  = 500
)

// check refuses acts that no text needs to refuse.
func (a Act) check(c Case, at time.Time) error {
	wrong := func(what string) error { return fmt.Errorf("dossier: %s: %w: %s", a.Kind, ErrAct, what) }
	_, known := transitionOf(a.Kind)
	switch {
	case !known:
		return fmt.Errorf("dossier: next: %w: unknown kind", ErrAct)
	case at.IsZero() || at.Before(c.Last):
		return wrong("it lies before the last act")
	case !a.Entered.IsZero() && a.Entered.Before(at):
		return wrong("it was entered before it was done")
	case !a.Entered.IsZero() && !a.Outage && motcua.DateAt(a.Entered) != motcua.DateAt(at):
		return wrong("it was entered on a later day, and no outage is named")
	case len(a.Reason) > maxText || len(a.By.ID) > maxText || len(a.Files) > maxFiles:
		return wrong("too long")
	case slices.ContainsFunc(a.Files, func(f File) bool { return !f.check() }):
		return wrong("a file has no hash")
	case a.Kind != ActSubmit:
		return nil
	case a.Case == "" || len(a.Case) > maxCaseID || a.Procedure == nil:
		return wrong("it names no dossier or procedure")
	case a.Channel != ChannelDirect && a.Channel != ChannelOnline && a.Channel != ChannelPost:
		return wrong("unknown channel")
	}
	return a.Procedure.Check()
}

// clone copies what the caller could change.
func (a Act) clone() Act {
	a.Files = slices.Clone(a.Files)
	if a.Procedure != nil {
		p := *a.Procedure
		p.Parts, p.Steps = slices.Clone(p.Parts), slices.Clone(p.Steps)
		a.Procedure = &p
	}
	return a
}

// deed is an act while it is being done.
type deed struct {
	c     Case
	a     Act
	o     Office
	at    time.Time
	day   motcua.Date
	event Event
}

// channel is that of the dossier, also while it is handed in.
func (d *deed) channel() Channel {
	if d.a.Kind == ActSubmit {
		return d.a.Channel
	}
	return d.c.Channel
}

// permit looks for the transition: by the law of the day, the state, the role.
func (d *deed) permit() error {
	t, _ := transitionOf(d.a.Kind) // which a.check looked for
	var known bool
	d.event.Ground, known = t.ground(d.channel(), d.day)
	if !known {
		return d.refuse(RefusedNotInForce, motcua.Text{
			VI: "Ngày " + d.day.Vietnamese() + " chưa có quy định cho phép việc này.",
			EN: "No text in force on " + d.day.String() + " provides for it.",
		})
	}
	if !slices.Contains(t.from, d.c.State) {
		return d.refuse(RefusedState, motcua.Text{
			VI: "Không thực hiện được khi hồ sơ ở trạng thái “" + d.c.State.Label().VI + "”.",
			EN: "It is not done in the state “" + d.c.State.Label().EN + "”.",
		})
	}
	if !slices.Contains(t.by, d.a.By.Role) {
		return d.refuse(RefusedRole, motcua.Text{
			VI: "Việc này không thuộc trách nhiệm của " + d.a.By.Role.Label().VI + ".",
			EN: "It is not for " + d.a.By.Role.Label().EN + " to do.",
		})
	}
	d.event.Act, d.event.At, d.event.From, d.event.To = d.a.clone(), d.at, d.c.State, t.to
	switch t.to {
	case stay:
		d.event.To = d.c.State
	case resume:
		d.event.To = d.c.Before
	}
	return nil
}

// refuse builds the refusal, on the act's ground unless another is given.
func (d *deed) refuse(reason RefusalReason, detail motcua.Text, other ...motcua.Citation) error {
	ground := d.event.Ground
	for _, cited := range other {
		ground = Ground{Citation: cited}
	}
	return &RefusalError{Act: d.a.Kind, State: d.c.State, Reason: reason, Ground: ground, Detail: detail}
}

// law picks a text by the day of the act.
func (d *deed) law(old, current motcua.Citation) motcua.Citation {
	return since(d.day, old, current).Citation
}

func (d *deed) paper(kind PaperKind, g Ground) {
	d.event.Papers = append(d.event.Papers, Paper{kind, g})
}

// close closes open deadlines, and notes which of them were missed.
func (d *deed) close(kinds ...DeadlineKind) {
	d.event.Closed = append(d.event.Closed, kinds...)
	for _, open := range d.c.Deadlines {
		if slices.Contains(kinds, open.Kind) && closes(d.event, open) && !open.Window && d.at.After(open.Due.At) {
			d.event.Missed = append(d.event.Missed, open.Kind)
		}
	}
}

// open adds a deadline; the error is that of computing it.
func (d *deed) open(deadline Deadline, due motcua.Due, err error) error {
	if err != nil {
		return fmt.Errorf("dossier: %s: %w", d.a.Kind, err)
	}
	deadline.Due = due
	d.event.Opened = append(d.event.Opened, deadline)
	return nil
}

// reasoned refuses an act without the reason that its slip must give.
func (d *deed) reasoned() error {
	if d.a.Reason == "" {
		return d.refuse(RefusedMissing, motcua.Text{VI: "Phải nêu rõ lý do.", EN: "The reason must be given."})
	}
	return nil
}
