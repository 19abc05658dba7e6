package dossier

import (
	"time"

	"github.com/motcua/motcua"
)

// What the texts say of the acts on a dossier, for judging what was done: by
// this package, or by another system whose history was imported.
//
//   - Nghị định 61/2018/NĐ-CP from 2018-06-21 until before 2025-07-01, Nghị định
//     118/2025/NĐ-CP since. Where only the latter has a rule (notice to the
//     officer, closing, stopping, the time for a correction), there is one wording.
//   - The answer to online dossiers: Điều 11 khoản 4 Nghị định 45/2020/NĐ-CP from
//     2020-05-22, taken over by Điều 17 khoản 2 điểm c Nghị định 118/2025/NĐ-CP.
//
// The anchor is the day of receipt for what follows from receipt, otherwise the
// day of the act: every act by the text in force on its own day.
func actChecks() []motcua.Check[actSubject] {
	var checks []motcua.Check[actSubject]
	for _, r := range actRules() {
		for _, w := range []struct {
			in    motcua.Interval
			cited motcua.Citation
		}{{r.oldIn, r.old}, {inDecree118(), r.current}} {
			if w.cited == (motcua.Citation{}) {
				continue
			}
			checks = append(checks, motcua.Check[actSubject]{
				Rule:    national(r.id, r.title, w.in, r.anchor, w.cited),
				Applies: r.applies, Eval: r.eval,
			})
		}
	}
	return append(checks, outageCheck())
}

// actRule is a rule in its wordings of before and since 2025-07-01.
type actRule struct {
	id           string
	title        motcua.Text
	anchor       motcua.Anchor
	oldIn        motcua.Interval
	old, current motcua.Citation
	applies      func(actSubject) bool
	eval         func(actSubject) motcua.Verdict
}

func actRules() []actRule {
	in61 := inDecree61()
	in45 := motcua.Interval{From: decree45(), Until: decree118()}
	return []actRule{
		{"forwarding-in-time", motcua.Text{VI: "Chuyển hồ sơ đúng thời hạn", EN: "Forwarded in time"},
			motcua.AnchorReceived, in61, forward61(), forward118(),
			func(s actSubject) bool {
				return s.is(ActForward) && s.before.Channel != ChannelOnline && !s.before.Elsewhere
			},
			func(s actSubject) motcua.Verdict {
				return s.by(s.before.Received, s.limits.forwardBy)
			}},
		{"online-answer", motcua.Text{VI: "Trả lời hồ sơ trực tuyến trong 8 giờ làm việc", EN: "Online dossier answered within eight working hours"},
			motcua.AnchorReceived, in45, answerOnline45(), answerOnline118(), isOnlineAnswer,
			func(s actSubject) motcua.Verdict { return s.within(s.before.Arrived, s.answerTerm()) }},
		{"officer-notice", motcua.Text{VI: "Thông báo cho cán bộ trong 2 giờ", EN: "Officer notified within two hours"},
			motcua.AnchorReceived, in61, motcua.Citation{}, officerNotice118(),
			func(s actSubject) bool { return s.is(ActNotifyOfficer) },
			func(s actSubject) motcua.Verdict {
				return s.within(s.before.Arrived, motcua.Term{N: 2, Unit: motcua.ClockHours})
			}},
		{"one-code", motcua.Text{VI: "Mỗi hồ sơ một mã số", EN: "One code for each dossier"},
			motcua.AnchorReceived, in61, oneCode61(), oneCode118(),
			func(s actSubject) bool { return s.is(ActReceive) || s.is(ActGiveAtOnce) }, oneCode},
		{"supplement-once", motcua.Text{VI: "Hướng dẫn bổ sung một lần", EN: "Supplement asked for once"},
			motcua.AnchorRequested, in61, once61(), once118(),
			func(s actSubject) bool { return s.is(ActRequestSupplement) },
			func(s actSubject) motcua.Verdict { return s.never(s.before.Guided) }},
		{"return-in-time", motcua.Text{VI: "Thông báo trả lại hồ sơ trong 3 ngày làm việc", EN: "Returned within three working days"},
			motcua.AnchorRequested, in61, return61(), return118(),
			func(s actSubject) bool { return s.is(ActReturn) && s.before.Procedure.ReturnTerm.IsZero() },
			func(s actSubject) motcua.Verdict {
				return s.within(s.before.Received, motcua.Term{N: 3, Unit: motcua.WorkingDays})
			}},
		{"closing-after-15-days", motcua.Text{VI: "Đóng hồ sơ sau 15 ngày", EN: "Closed after fifteen days"},
			motcua.AnchorRequested, in61, motcua.Citation{}, close118(),
			func(s actSubject) bool { return s.is(ActClose) && s.before.Procedure.CloseTerm.IsZero() }, closedInTime},
		{"stop-before-result", motcua.Text{VI: "Yêu cầu dừng trước khi có kết quả", EN: "Stop asked for before the result"},
			motcua.AnchorRequested, in61, motcua.Citation{}, withdraw118(),
			func(s actSubject) bool { return s.is(ActWithdraw) }, stopInTime},
		{"apology-in-time", motcua.Text{VI: "Xin lỗi chậm nhất 1 ngày trước ngày hết hạn", EN: "Apology at least a day before the result is due"},
			motcua.AnchorIssued, in61, apology61(), apology118(), isReappointment,
			func(s actSubject) motcua.Verdict { return s.until(apologyBy(s.before.Due)) }},
		{"appointed-anew-once", motcua.Text{VI: "Hẹn lại không quá một lần", EN: "Appointed anew once"},
			motcua.AnchorIssued, in61, reappoint61(), reappoint118(), isReappointment,
			func(s actSubject) motcua.Verdict { return s.never(s.before.Reappointed) }},
		{"result-in-time", motcua.Text{VI: "Kết quả đúng hẹn", EN: "Result as appointed"},
			motcua.AnchorIssued, in61, handOver61(), handOver118(),
			func(s actSubject) bool { return s.is(ActDecide) || s.is(ActDecline) },
			func(s actSubject) motcua.Verdict { return s.until(s.before.Due) }},
		{"result-signed", motcua.Text{VI: "Kết quả điện tử được ký số", EN: "Electronic result signed"},
			motcua.AnchorIssued, motcua.Interval{From: decree45()}, signed45(), motcua.Citation{},
			func(s actSubject) bool { return holdsResult(s.event.Act.Kind) && len(s.event.Act.Files) > 0 }, resultSigned},
		{"correction-in-time", motcua.Text{VI: "Đính chính trong 3 ngày làm việc", EN: "Corrected within three working days"},
			motcua.AnchorIssued, in61, motcua.Citation{}, error118(),
			func(s actSubject) bool { return s.is(ActCorrect) },
			func(s actSubject) motcua.Verdict {
				return s.within(s.before.Faulty, motcua.Term{N: 3, Unit: motcua.WorkingDays})
			}},
	}
}

// outageCheck is the local rule on what was done by hand.
func outageCheck() motcua.Check[actSubject] {
	return motcua.Check[actSubject]{
		Rule: motcua.Rule{
			ID:           "dossier/outage-entry",
			Title:        motcua.Text{VI: "Nhập lại sau sự cố", EN: "Entered after an outage"},
			Jurisdiction: motcua.HaiDuong, Status: motcua.Draft,
			InForce: motcua.Interval{From: motcua.DateOf(2019, 4, 9)},
			Anchor:  motcua.AnchorIssued, Duty: motcua.Must,
			Citation: read(instrumentHaiDuong, "Điều 13 khoản 2",
				"đồng thời giải quyết công việc bằng biện pháp thủ công và nhập đầy đủ thông tin vào hệ thống một cửa điện tử, dịch vụ công trực tuyến sau khi hệ thống hoạt động trở lại."),
		},
		Applies: func(s actSubject) bool { return s.event.Act.Outage || !s.event.Act.Entered.IsZero() },
		Eval:    enteredAfterOutage,
	}
}

// actSubject is an event as evidence: with the case before it, and the time
// limits of the office.
type actSubject struct {
	before Case
	event  Event
	limits limits
}

// limits computes when time limits end; an [Office] does.
type limits interface {
	due(from time.Time, t motcua.Term) (motcua.Due, error)
	forwardBy(received time.Time) (motcua.Due, error)
}

// AnchorDate gives the day on which the dossier came in or was received for
// rules on what follows from that, and the day of the act for others.
func (s actSubject) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	var at time.Time
	switch {
	case a == motcua.AnchorRequested || a == motcua.AnchorIssued || s.is(ActReceive) || s.is(ActGiveAtOnce):
		at = s.event.At
	case a == motcua.AnchorReceived && s.is(ActForward):
		at = s.before.Received
	case a == motcua.AnchorReceived:
		at = s.before.Arrived
	}
	if at.IsZero() {
		return motcua.Date{}, false
	}
	return motcua.DateAt(at), true
}

func (s actSubject) is(k ActKind) bool { return s.event.Act.Kind == k }

func isReappointment(s actSubject) bool { return s.is(ActApologise) && !s.event.Act.Until.IsZero() }

// isOnlineAnswer: the first answer to an online dossier that came in.
func isOnlineAnswer(s actSubject) bool {
	switch s.event.Act.Kind {
	case ActReceive, ActGiveAtOnce, ActRequestSupplement, ActRefuse:
		return s.before.Channel == ChannelOnline
	}
	return false
}

func (s actSubject) answerTerm() motcua.Term {
	if sector := s.before.Procedure.AnswerTerm; !sector.IsZero() && !motcua.DateAt(s.before.Arrived).Before(decree118()) {
		return sector.Term
	}
	return motcua.Term{N: 8, Unit: motcua.WorkingHours}
}

// EventFinding is what a rule says of one event.
type EventFinding struct {
	motcua.Finding
	Event int // index of the event
}

// JudgeEvents evaluates the rules on acts for each event of a dossier, whoever
// did it. Rules that do not concern an event give no finding.
//
// Errors: [ErrEvents], [ErrOffice].
func JudgeEvents(events []Event, o Office, p motcua.Profile) ([]EventFinding, error) {
	if o.Calendar == nil {
		return nil, ErrOffice
	}
	if _, err := Rebuild(events); err != nil {
		return nil, err
	}
	checks := actChecks()
	var list []EventFinding
	var c Case
	for i, e := range events {
		found, err := motcua.Evaluate(checksOn(checks, actSubject{c, e, o}), actSubject{c, e, o}, p)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			list = append(list, EventFinding{f, i})
		}
		c = c.apply(e)
	}
	return list, nil
}

// checksOn keeps the checks that concern an event.
func checksOn(checks []motcua.Check[actSubject], s actSubject) []motcua.Check[actSubject] {
	var list []motcua.Check[actSubject]
	for _, c := range checks {
		if c.Applies(s) {
			list = append(list, c)
		}
	}
	return list
}
