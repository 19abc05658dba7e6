package dossier

import (
	"slices"

	"github.com/motcua/motcua"
)

// do does what is special about an act: what it needs, which deadlines it opens
// and closes, which papers it calls for.
func (d *deed) do() error {
	switch d.a.Kind {
	case ActSubmit:
		return d.submit()
	case ActNotifyOfficer:
		return d.notifyOfficer()
	case ActReceive:
		return d.receive()
	case ActGiveAtOnce:
		return d.giveAtOnce()
	case ActRequestSupplement:
		return d.requestSupplement()
	case ActSupplement:
		return d.supplement()
	case ActRefuse:
		d.close(DeadlineNotice, DeadlineAnswer)
		d.paper(PaperRefusal, d.event.Ground)
		return d.reasoned()
	case ActForward:
		return d.forward()
	}
	return d.process()
}

func (d *deed) submit() error {
	if d.a.Channel != ChannelOnline {
		return nil
	}
	return d.awaitAnswer(d.a.Procedure.AnswerTerm)
}

// awaitAnswer opens the deadlines of an online dossier that came in.
func (d *deed) awaitAnswer(sector SectorTerm) error {
	if !d.day.Before(decree118()) {
		due, err := d.o.Calendar.Due(d.at, motcua.Term{N: 2, Unit: motcua.ClockHours})
		if err := d.open(Deadline{Kind: DeadlineNotice, With: RoleSystem, Ground: Ground{Citation: officerNotice118()}}, due, err); err != nil {
			return err
		}
	}
	if d.day.Before(decree45()) {
		return nil
	}
	term := motcua.Term{N: 8, Unit: motcua.WorkingHours}
	if !sector.IsZero() && !d.day.Before(decree118()) {
		term = sector.Term
	}
	due, err := d.o.Calendar.Due(d.at, term)
	return d.open(Deadline{Kind: DeadlineAnswer, With: RoleOneStop, Ground: since(d.day, answerOnline45(), answerOnline118())}, due, err)
}

func (d *deed) notifyOfficer() error {
	if d.c.Channel != ChannelOnline {
		return d.refuse(RefusedState, motcua.Text{VI: "Chỉ áp dụng cho hồ sơ nộp trực tuyến.", EN: "It concerns dossiers handed in online."})
	}
	if !slices.ContainsFunc(d.c.Deadlines, func(open Deadline) bool { return open.Kind == DeadlineNotice }) {
		return d.refuse(RefusedOnce, motcua.Text{VI: "Không còn thông báo nào phải gửi.", EN: "No notice is awaited."})
	}
	d.close(DeadlineNotice)
	return nil
}

func (d *deed) receive() error {
	if d.c.Procedure.Term.N < 1 {
		return d.refuse(RefusedState, motcua.Text{
			VI: "Thủ tục phải trả kết quả ngay sau khi tiếp nhận, không có thời hạn giải quyết để hẹn.",
			EN: "The procedure's result is given at once: there is no time limit to appoint.",
		})
	}
	if err := d.number(); err != nil {
		return err
	}
	d.close(DeadlineNotice, DeadlineAnswer)
	return d.startClock()
}

// number checks the code that receiving gives the dossier: one for its whole
// life, with the day of receipt and the agency that belongs into it.
func (d *deed) number() error {
	if !d.c.Code.IsZero() {
		if d.a.Code.IsZero() || d.a.Code == d.c.Code {
			d.event.Act.Code = d.c.Code
			return nil
		}
		return d.refuse(RefusedCode, motcua.Text{VI: "Hồ sơ đã có mã số.", EN: "The dossier has a code already."},
			d.law(oneCode61(), oneCode118()))
	}
	if d.a.Code.IsZero() {
		return d.refuse(RefusedCode, motcua.Text{VI: "Hồ sơ chưa được cấp mã số.", EN: "The dossier was given no code."},
			d.law(oneCode61(), oneCode118()))
	}
	if d.a.Code.Received() != d.day {
		return d.refuse(RefusedCode, motcua.Text{
			VI: "Ngày trong mã số hồ sơ khác ngày tiếp nhận.", EN: "The day in the code is not that of receipt.",
		}, d.law(ordinal61(), ordinal118()))
	}
	p := d.c.Procedure
	agency, cited, err := CodeAgency(d.day, CodeParties{
		Receiving: p.Receiving, Deciding: p.Deciding, LinkedGroup: p.LinkedGroup,
		Online: d.c.Channel == ChannelOnline, OneStop: d.a.By.Agency, Portal: d.o.Portal,
	})
	if err == nil && agency.Canonical() != d.a.Code.Agency().Canonical() {
		return d.refuse(RefusedCode, motcua.Text{
			VI: "Mã định danh trong mã số hồ sơ phải là " + agency.String() + ".",
			EN: "The agency in the code must be " + agency.String() + ".",
		}, cited)
	}
	return nil // which agency's belongs there may not be known
}

// startClock promises the result and opens what follows from receipt.
func (d *deed) startClock() error {
	p := d.c.Procedure
	due, err := d.o.Calendar.Due(d.at, p.Term)
	result := Deadline{Kind: DeadlineResult, With: RoleHandler, Agency: p.Deciding, Ground: since(d.day, handOver61(), clock118())}
	if err := d.open(result, due, err); err != nil {
		return err
	}
	d.event.Due = due
	apology := Deadline{Kind: DeadlineApology, With: RoleHandler, Agency: p.Deciding, Window: true, Ground: since(d.day, apology61(), apology118())}
	if err := d.open(apology, apologyBy(due), nil); err != nil {
		return err
	}
	back := motcua.Term{N: 3, Unit: motcua.WorkingDays}
	if !p.ReturnTerm.IsZero() {
		back = p.ReturnTerm.Term
	}
	due, err = d.o.Calendar.Due(d.at, back)
	window := Deadline{Kind: DeadlineReturn, With: RoleHandler, Agency: p.Deciding, Window: true, Ground: since(d.day, return61(), return118())}
	if err := d.open(window, due, err); err != nil {
		return err
	}
	d.paper(PaperReceipt, d.event.Ground)
	return d.awaitForwarding()
}

// awaitForwarding opens the deadline of handing the dossier over. The texts
// set one for paper only; “ngay sau khi tiếp nhận” has no measure, so the same is
// practice for online dossiers.
func (d *deed) awaitForwarding() error {
	forward := Deadline{Kind: DeadlineForward, With: RoleOneStop, Ground: since(d.day, forward61(), forward118())}
	due, err := d.o.forwardBy(d.at)
	switch {
	case d.c.Channel == ChannelOnline:
		forward.Ground.Practice = true
	case d.c.Elsewhere && d.day.Before(decree118()):
		forward.Ground.Citation = forwardOther61()
	case d.c.Elsewhere:
		forward.Ground.Citation = forwardOther118()
		due, err = d.o.Calendar.Due(d.at, motcua.Term{N: 1, Unit: motcua.WorkingDays, Counting: motcua.CountFromMoment})
	}
	return d.open(forward, due, err)
}

func (d *deed) giveAtOnce() error {
	if !d.c.Procedure.Immediate {
		return d.refuse(RefusedState, motcua.Text{
			VI: "Thủ tục không có quy định trả kết quả ngay.", EN: "The procedure does not provide for a result at once.",
		})
	}
	if err := d.number(); err != nil {
		return err
	}
	d.close(DeadlineNotice, DeadlineAnswer)
	if d.a.ReceiptWanted {
		d.paper(PaperReceipt, d.event.Ground)
	}
	return d.signed()
}

func (d *deed) requestSupplement() error {
	if d.c.Guided {
		once := d.law(once61(), once118())
		if d.c.Channel == ChannelOnline {
			once = d.event.Ground.Citation
		}
		return d.refuse(RefusedOnce, motcua.Text{
			VI: "Chỉ được yêu cầu bổ sung một lần.", EN: "A supplement is asked for once.",
		}, once)
	}
	d.close(DeadlineNotice, DeadlineAnswer)
	d.paper(PaperSupplement, d.event.Ground)
	return d.reasoned()
}

// supplement takes what was missing. A dossier that has a code and is completed
// at the desk is received again, and its clock starts anew; online it waits to
// be looked at, as when it was handed in.
func (d *deed) supplement() error {
	d.close(DeadlineSupplement)
	if d.c.ReturnedFor {
		d.event.Ground = since(d.day, return61(), return118())
	}
	if !d.c.Code.IsZero() && d.a.By.Role == RoleOneStop {
		d.event.To = StateReceived
		return d.startClock()
	}
	if d.c.Channel == ChannelOnline {
		return d.awaitAnswer(d.c.Procedure.AnswerTerm)
	}
	return nil
}

func (d *deed) forward() error {
	d.close(DeadlineForward)
	d.paper(PaperControlSlip, Ground{Citation: controlSlip(), Practice: !circular().Contains(d.day)})
	for i := range d.c.Procedure.Steps {
		if d.c.Channel != ChannelOnline && i > 0 {
			break // paper goes from one agency to the next
		}
		if err := d.startStep(i); err != nil {
			return err
		}
	}
	return nil
}

// startStep opens an agency's deadline in a linked procedure, if it has one.
func (d *deed) startStep(i int) error {
	step := d.c.Procedure.Steps[i]
	if step.Term.N == 0 {
		return nil
	}
	due, err := d.o.Calendar.Due(d.at, step.Term)
	return d.open(Deadline{Kind: DeadlineStep, With: RoleHandler, Agency: step.Agency, Step: i, Ground: since(d.day, step61(), step118())}, due, err)
}
