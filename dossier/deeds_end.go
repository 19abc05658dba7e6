package dossier

import (
	"time"

	"github.com/motcua/motcua"
)

// closeCase closes what was returned and not completed in time.
func (d *deed) closeCase() error {
	if !d.c.ReturnedFor {
		return d.refuse(RefusedState, motcua.Text{
			VI: "Chỉ đóng hồ sơ đã được trả lại sau thẩm tra, thẩm định.", EN: "Only dossiers that were returned after examination are closed.",
		})
	}
	due, err := d.closable(d.c.Noticed)
	if err != nil {
		return err
	}
	if !d.at.After(due.At) {
		return d.refuse(RefusedEarly, motcua.Text{
			VI: "Chưa hết thời hạn hoàn thiện hồ sơ (" + due.Receipt().VI + ").",
			EN: "The time for completing it is not over (" + due.Receipt().EN + ").",
		})
	}
	d.event.Closed = append(d.event.Closed, DeadlineSupplement)
	d.paper(PaperStopNotice, Ground{Citation: d.event.Ground.Citation, Practice: true})
	return d.reasoned()
}

// closable returns until when a dossier returned at a moment may be completed:
// 15 days of the calendar, or what the law of the sector sets.
func (d *deed) closable(noticed time.Time) (motcua.Due, error) {
	const days = 15
	if sector := d.c.Procedure.CloseTerm; !sector.IsZero() {
		return d.o.Calendar.Due(noticed, sector.Term)
	}
	return endOfDay(noticed, days), nil
}

func (d *deed) decide() error {
	if len(d.c.StepsDone) < len(d.c.Procedure.Steps) {
		return d.refuse(RefusedEarly, motcua.Text{
			VI: "Chưa hoàn thành các bước liên thông.", EN: "Agencies of the linked procedure have not done their part.",
		}, d.law(step61(), step118()))
	}
	d.endWork()
	return d.signed()
}

// signed refuses electronic results that are not validly signed; without
// evidence they are not.
func (d *deed) signed() error {
	if d.day.Before(decree45()) {
		return nil
	}
	for _, f := range d.a.Files {
		if f.Verdict.Signed != motcua.Satisfied {
			return d.refuse(RefusedMissing, motcua.Text{
				VI: "Kết quả điện tử phải có chữ ký số hợp lệ của cơ quan có thẩm quyền.",
				EN: "An electronic result must be validly signed by the competent agency.",
			}, signed45())
		}
	}
	return nil
}

func (d *deed) reportError() error {
	if !d.c.Faulty.IsZero() {
		return d.refuse(RefusedOnce, motcua.Text{VI: "Kết quả đang được đính chính.", EN: "The result is being corrected."})
	}
	if err := d.reasoned(); err != nil || d.day.Before(decree118()) {
		return err // Nghị định 61/2018/NĐ-CP sets no time limit
	}
	due, err := d.o.Calendar.Due(d.at, motcua.Term{N: 3, Unit: motcua.WorkingDays})
	return d.open(Deadline{
		Kind: DeadlineCorrection, With: RoleHandler, Agency: d.c.Procedure.Deciding, Ground: d.event.Ground,
	}, due, err)
}

func (d *deed) correct() error {
	if d.c.Faulty.IsZero() {
		return d.refuse(RefusedMissing, motcua.Text{VI: "Không có sai sót nào được thông báo.", EN: "No fault was reported."})
	}
	d.close(DeadlineCorrection)
	return d.signed()
}
