package dossier

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// DeadlineKind is what must be done by a deadline.
type DeadlineKind string

// The deadlines.
const (
	DeadlineNotice       DeadlineKind = "notice"       // tell the officer of an online dossier
	DeadlineAnswer       DeadlineKind = "answer"       // answer an online dossier
	DeadlineForward      DeadlineKind = "forward"      // hand the dossier to the deciding agency
	DeadlineReturn       DeadlineKind = "return"       // return what cannot be decided yet
	DeadlineApology      DeadlineKind = "apology"      // apologise, where the result will be late
	DeadlineResult       DeadlineKind = "result"       // return the result
	DeadlineConsultation DeadlineKind = "consultation" // answer a consultation
	DeadlineStep         DeadlineKind = "step"         // do an agency's part of a linked procedure
	DeadlineSupplement   DeadlineKind = "supplement"   // complete a dossier before it is closed
	DeadlineCorrection   DeadlineKind = "correction"   // correct a faulty result
)

// Label returns the deadline in words.
func (k DeadlineKind) Label() motcua.Text {
	switch k {
	case DeadlineNotice:
		return motcua.Text{VI: "Thông báo cho cán bộ tiếp nhận", EN: "Notice to the receiving officer"}
	case DeadlineAnswer:
		return motcua.Text{VI: "Trả lời hồ sơ trực tuyến", EN: "Answer to the online dossier"}
	case DeadlineForward:
		return motcua.Text{VI: "Chuyển hồ sơ", EN: "Forwarding"}
	case DeadlineReturn:
		return motcua.Text{VI: "Trả lại hồ sơ chưa đủ điều kiện", EN: "Return of what cannot be decided yet"}
	case DeadlineApology:
		return motcua.Text{VI: "Xin lỗi, hẹn lại nếu dự kiến quá hạn", EN: "Apology, should the result be late"}
	case DeadlineResult:
		return motcua.Text{VI: "Trả kết quả", EN: "Result"}
	case DeadlineConsultation:
		return motcua.Text{VI: "Trả lời lấy ý kiến", EN: "Answer to a consultation"}
	case DeadlineStep:
		return motcua.Text{VI: "Hoàn thành bước liên thông", EN: "An agency's step"}
	case DeadlineSupplement:
		return motcua.Text{VI: "Bổ sung, hoàn thiện hồ sơ", EN: "Completion of the dossier"}
	case DeadlineCorrection:
		return motcua.Text{VI: "Đính chính kết quả", EN: "Correction of the result"}
	}
	return motcua.Text{VI: string(k), EN: string(k)}
}

// Deadline is something that must be done by a moment, and with whom it lies.
type Deadline struct {
	Kind   DeadlineKind    `json:"kind"`
	Due    motcua.Due      `json:"due"`
	With   Role            `json:"with"`
	Agency motcua.AgencyID `json:"agency,omitzero"` // zero: the one-stop unit or deciding agency
	Step   int             `json:"step,omitempty"`  // of DeadlineStep
	// Window: nothing is owed by then, but something may be done no longer.
	Window bool   `json:"window,omitempty"`
	Ground Ground `json:"ground"`
}

// Urgency is how near a deadline is.
type Urgency string

// The urgencies.
const (
	Overdue  Urgency = "overdue"
	DueToday Urgency = "due-today"
	DueSoon  Urgency = "due-soon"
)

// Label returns the urgency in words.
func (u Urgency) Label() motcua.Text {
	switch u {
	case Overdue:
		return motcua.Text{VI: "Quá hạn", EN: "Overdue"}
	case DueToday:
		return motcua.Text{VI: "Đến hạn hôm nay", EN: "Due today"}
	case DueSoon:
		return motcua.Text{VI: "Sắp đến hạn", EN: "Due soon"}
	}
	return motcua.Text{VI: string(u), EN: string(u)}
}

// Reminder is a deadline of a dossier that needs attention.
type Reminder struct {
	Case     string
	Code     Code
	Urgency  Urgency
	Deadline Deadline
}

// ReminderOptions tunes [Reminders].
type ReminderOptions struct {
	// Soon is how many days ahead a deadline is due soon; zero means 3, as a
	// system in use has it. No text sets it.
	Soon int
}

// Reminders lists the open deadlines that are overdue, due today or due soon at
// a moment, the earliest first. Windows that have closed are left out.
func Reminders(cases iter.Seq[Case], at time.Time, o ReminderOptions) []Reminder {
	if o.Soon == 0 {
		o.Soon = 3
	}
	var list []Reminder
	for c := range cases {
		for _, d := range c.Deadlines {
			if u := d.urgency(at, o.Soon); u != "" {
				list = append(list, Reminder{c.ID, c.Code, u, d})
			}
		}
	}
	slices.SortFunc(list, func(a, b Reminder) int {
		return cmp.Or(a.Deadline.Due.At.Compare(b.Deadline.Due.At), cmp.Compare(a.Case, b.Case),
			cmp.Compare(a.Deadline.Kind, b.Deadline.Kind), cmp.Compare(a.Deadline.Step, b.Deadline.Step))
	})
	return list
}

func (d Deadline) urgency(at time.Time, soon int) Urgency {
	today, due := motcua.DateAt(at), motcua.DateAt(d.Due.At)
	switch {
	case at.After(d.Due.At) && d.Window:
		return ""
	case at.After(d.Due.At):
		return Overdue
	case due == today:
		return DueToday
	case !today.AddDays(soon).Before(due):
		return DueSoon
	}
	return ""
}
