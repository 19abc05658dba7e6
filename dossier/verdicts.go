package dossier

import (
	"time"

	"github.com/motcua/motcua"
)

// within judges whether the act was done within a term from a moment.
func (s actSubject) within(start time.Time, term motcua.Term) motcua.Verdict {
	return s.by(start, func(start time.Time) (motcua.Due, error) { return s.limits.due(start, term) })
}

// by judges whether the act was done by what is due from a moment.
func (s actSubject) by(start time.Time, due func(time.Time) (motcua.Due, error)) motcua.Verdict {
	if start.IsZero() {
		return unknown()
	}
	end, err := due(start)
	if err != nil {
		return unknown()
	}
	return s.until(end)
}

// until judges whether the act was done by a moment.
func (s actSubject) until(due motcua.Due) motcua.Verdict {
	switch {
	case due.At.IsZero() || due.At.Year() < century:
		return unknown()
	case !s.event.At.After(due.At):
		return motcua.Verdict{Outcome: motcua.Satisfied}
	case due.Provisional():
		return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: due.Why()}
	}
	done, limit := motcua.Due{At: s.event.At}.Receipt(), due.Receipt()
	return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
		VI: "Thực hiện lúc " + done.VI + "; thời hạn là " + limit.VI + ".",
		EN: "Done at " + done.EN + "; it was due by " + limit.EN + ".",
	}}
}

func unknown() motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
		VI: "Không biết thời điểm bắt đầu hoặc kết thúc thời hạn.",
		EN: "When the time limit began or ends is not known.",
	}}
}

// never judges what may be done once; a history without its beginning cannot say.
func (s actSubject) never(done bool) motcua.Verdict {
	switch {
	case done:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Đã thực hiện trước đó; chỉ được thực hiện một lần.", EN: "It had been done before; it may be done once.",
		}}
	case s.before.Submitted.IsZero():
		return incomplete()
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func incomplete() motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
		VI: "Thiếu phần đầu của quá trình giải quyết hồ sơ.", EN: "The beginning of the dossier's history is missing.",
	}}
}

func oneCode(s actSubject) motcua.Verdict {
	given := s.event.Act.Code
	switch {
	case !s.before.Code.IsZero() && given != s.before.Code:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Hồ sơ đã có mã số " + s.before.Code.String() + ".", EN: "The dossier already had the code " + s.before.Code.String() + ".",
		}}
	case s.before.Submitted.IsZero() || given.IsZero():
		return incomplete()
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func closedInTime(s actSubject) motcua.Verdict {
	if s.before.Noticed.IsZero() {
		return unknown()
	}
	const days = 15
	if end := endOfDay(s.before.Noticed, days); !s.event.At.After(end.At) {
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Đóng hồ sơ khi chưa hết thời hạn hoàn thiện (" + end.Receipt().VI + ").",
			EN: "Closed before the time for completing it was over (" + end.Receipt().EN + ").",
		}}
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func stopInTime(s actSubject) motcua.Verdict {
	switch {
	case !s.before.Decided.IsZero():
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Kết quả giải quyết đã được ban hành.", EN: "The result had been issued.",
		}}
	case s.before.Submitted.IsZero():
		return incomplete()
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

func resultSigned(s actSubject) motcua.Verdict {
	worst := motcua.Verdict{Outcome: motcua.Satisfied}
	for _, f := range s.event.Act.Files {
		switch f.Verdict.Signed {
		case motcua.Satisfied:
		case motcua.Violated:
			return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
				VI: "Kết quả điện tử không có chữ ký số hợp lệ.", EN: "An electronic result is not validly signed.",
			}}
		default:
			worst = motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
				VI: "Chữ ký số trên kết quả chưa được kiểm tra.", EN: "The signature of a result was not checked.",
			}}
		}
	}
	return worst
}

func enteredAfterOutage(s actSubject) motcua.Verdict {
	entered := s.event.Act.Entered
	switch {
	case entered.IsZero():
		return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
			VI: "Không biết thời điểm nhập vào hệ thống.", EN: "When it was entered is not known.",
		}}
	case motcua.DateAt(entered) != motcua.DateAt(s.event.At) && !s.event.Act.Outage:
		return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
			VI: "Nhập vào ngày sau mà không nêu sự cố.", EN: "Entered on a later day, and no outage is named.",
		}}
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}
