package dossier

import (
	"slices"

	"github.com/motcua/motcua"
)

// process does the acts that follow forwarding.
func (d *deed) process() error {
	switch d.a.Kind {
	case ActConsult:
		return d.consult()
	case ActAnswer:
		return d.answer()
	case ActPassOn:
		return d.passOn()
	case ActReturn:
		return d.giveBack()
	case ActClose:
		return d.closeCase()
	case ActApologise:
		return d.apologise()
	case ActAdjust:
		if d.c.Channel != ChannelOnline {
			return d.refuse(RefusedState, motcua.Text{VI: "Chỉ áp dụng cho hồ sơ nộp trực tuyến.", EN: "It concerns dossiers handed in online."})
		}
	case ActWithdraw:
		return d.withdraw()
	case ActStop:
		d.paper(PaperStopNotice, d.event.Ground)
	case ActDecline:
		d.endWork()
		d.paper(PaperRefusal, d.event.Ground)
		return d.reasoned()
	case ActDecide:
		return d.decide()
	case ActReportError:
		return d.reportError()
	case ActCorrect:
		return d.correct()
	}
	return nil
}

func (d *deed) consult() error {
	if d.a.Agency.IsZero() || !d.a.Until.After(d.at) {
		return d.refuse(RefusedMissing, motcua.Text{
			VI: "Phải nêu cơ quan và thời hạn lấy ý kiến.", EN: "The agency and the time limit of the consultation must be named.",
		})
	}
	if d.consulting(d.a.Agency) {
		return d.refuse(RefusedOnce, motcua.Text{
			VI: "Cơ quan này đang được lấy ý kiến.", EN: "The agency is being consulted.",
		})
	}
	return d.open(Deadline{
		Kind: DeadlineConsultation, With: RoleConsulted, Agency: d.a.Agency, Ground: since(d.day, answer61(), answer118()),
	}, motcua.Due{At: motcua.VietnamTime(d.a.Until)}, nil)
}

// consulting tells whether an answer of the agency is awaited.
func (d *deed) consulting(agency motcua.AgencyID) bool {
	return slices.ContainsFunc(d.c.Deadlines, func(open Deadline) bool {
		return open.Kind == DeadlineConsultation && open.Agency.Canonical() == agency.Canonical()
	})
}

func (d *deed) answer() error {
	if !d.consulting(d.a.By.Agency) {
		return d.refuse(RefusedMissing, motcua.Text{
			VI: "Cơ quan này không được lấy ý kiến.", EN: "The agency is not being consulted.",
		})
	}
	d.close(DeadlineConsultation)
	return nil
}

func (d *deed) passOn() error {
	steps, i := d.c.Procedure.Steps, d.a.Step
	switch {
	case i < 0 || i >= len(steps) || slices.Contains(d.c.StepsDone, i):
		return d.refuse(RefusedOnce, motcua.Text{
			VI: "Bước liên thông không có hoặc đã hoàn thành.", EN: "There is no such step, or it is done.",
		})
	case d.c.Channel != ChannelOnline && i != len(d.c.StepsDone):
		return d.refuse(RefusedEarly, motcua.Text{
			VI: "Phải theo thứ tự các cơ quan đã xác định.", EN: "The agencies work in the order that was set.",
		})
	case !d.a.By.Agency.IsZero() && d.a.By.Agency.Canonical() != steps[i].Agency.Canonical():
		return d.refuse(RefusedRole, motcua.Text{
			VI: "Bước này thuộc cơ quan khác.", EN: "The step is another agency's.",
		})
	}
	d.close(DeadlineStep)
	if d.c.Channel != ChannelOnline && i+1 < len(steps) {
		return d.startStep(i + 1)
	}
	return nil
}

// giveBack returns what cannot be decided yet, in time.
func (d *deed) giveBack() error {
	for _, open := range d.c.Deadlines {
		if open.Kind == DeadlineReturn && d.at.After(open.Due.At) {
			return d.refuse(RefusedLate, motcua.Text{
				VI: "Đã hết thời hạn thông báo trả lại hồ sơ (" + open.Due.Receipt().VI + ").",
				EN: "The time for returning it is over (" + open.Due.Receipt().EN + ").",
			})
		}
	}
	d.endWork()
	d.close(DeadlineForward)
	d.paper(PaperSupplement, d.event.Ground)
	if !d.day.Before(decree118()) {
		due, err := d.closable(d.at)
		deadline := Deadline{Kind: DeadlineSupplement, With: RoleApplicant, Ground: Ground{Citation: close118()}}
		if err := d.open(deadline, due, err); err != nil {
			return err
		}
	}
	return d.reasoned()
}

// endWork closes the deadlines of those who work on the dossier.
func (d *deed) endWork() {
	d.close(DeadlineReturn, DeadlineApology, DeadlineResult, DeadlineConsultation, DeadlineStep)
}

func (d *deed) withdraw() error {
	if d.c.Channel != ChannelOnline && d.c.Code.IsZero() {
		return d.refuse(RefusedState, motcua.Text{
			VI: "Chỉ được yêu cầu dừng kể từ khi nhận Giấy tiếp nhận hồ sơ.", EN: "A stop may be asked for from the receipt on.",
		})
	}
	d.close(DeadlineNotice, DeadlineAnswer, DeadlineForward, DeadlineSupplement)
	d.endWork()
	return nil
}

// apologise apologises, and appoints another day if one is named: once, and no
// later than the day before the result is due. An apology alone is never too
// late.
func (d *deed) apologise() error {
	if err := d.reasoned(); err != nil {
		return err
	}
	d.paper(PaperApology, d.event.Ground)
	if d.a.Until.IsZero() {
		return nil
	}
	switch {
	case d.c.Reappointed:
		return d.refuse(RefusedOnce, motcua.Text{
			VI: "Chỉ được hẹn lại ngày trả kết quả một lần.", EN: "The day is appointed anew once.",
		}, d.law(reappoint61(), reappoint118()))
	case d.at.After(apologyBy(d.c.Due).At):
		return d.refuse(RefusedLate, motcua.Text{
			VI: "Phải xin lỗi và hẹn lại chậm nhất 01 ngày trước ngày hết hạn (" + motcua.DateAt(d.c.Due.At).Vietnamese() + ").",
			EN: "It must be done at least a day before the result is due (" + motcua.DateAt(d.c.Due.At).String() + ").",
		})
	case !d.a.Until.After(d.c.Due.At):
		return d.refuse(RefusedMissing, motcua.Text{
			VI: "Ngày hẹn lại phải sau ngày hẹn cũ.", EN: "The new day must be later than the one that was promised.",
		})
	}
	d.close(DeadlineApology, DeadlineResult)
	d.event.Due = motcua.Due{At: motcua.VietnamTime(d.a.Until)}
	return d.open(Deadline{
		Kind: DeadlineResult, With: RoleHandler, Agency: d.c.Procedure.Deciding, Ground: since(d.day, reappoint61(), reappoint118()),
	}, d.event.Due, nil)
}
