package token

import (
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Deadline is a time limit that runs.
type Deadline struct {
	Act  Act  // what must be done
	By   Role // by whom
	From time.Time
	Term motcua.Term
	Due  motcua.Due
	// Basis that is only Indirect gives a date to watch, no breach.
	Basis        motcua.Citation
	Jurisdiction motcua.Jurisdiction
	Status       motcua.Status
}

// Advisory reports whether missing the deadline would be no finding of law: the
// text is a draft, unconfirmed, or known only from another.
func (d Deadline) Advisory() bool {
	return d.Status != motcua.Issued || d.Basis.Sure == motcua.Indirect
}

// limit is a time limit of the law.
type limit struct {
	term  motcua.Term
	basis motcua.Citation
}

func (l limit) none() bool { return l.term == motcua.Term{} }

func workingDays(n int, c clause) limit {
	return limit{motcua.Term{N: n, Unit: motcua.WorkingDays}, c.citation()}
}

// clockHours are hours of the clock: the provider keeps its channel open day and
// night (Thông tư 185/2019/TT-BQP, Điều 14 khoản 4).
func clockHours(n int, c clause) limit {
	return limit{motcua.Term{N: n, Unit: motcua.ClockHours}, c.citation()}
}

// answerLimit is how long a received request may wait.
func answerLimit(g Regime, r RequestKind) limit {
	switch {
	case r == ForNew && g == UnderDecree68:
		return workingDays(3, issue68Clause())
	case !g.decree130():
		return limit{}
	}
	switch r {
	case ForNew:
		return workingDays(3, issueClause())
	case ForEffect:
		l := workingDays(1, publishClause())
		l.term.Counting = motcua.CountFromMoment // “kể từ khi nhận được”
		return l
	case ForRenewal:
		return workingDays(3, renewClause())
	case ForChange:
		return workingDays(3, changeClause())
	case ForRevocation:
		return clockHours(12, revokeClause())
	case ForUnlock:
		return clockHours(24, unlockClause())
	}
	return limit{}
}

// giveBackLimit is how long the managing agency may keep the device of a
// certificate that has ended. Of Nghị định 68 only what a province wrote from it
// is known: the same days, from the notice of the revocation.
func giveBackLimit(g Regime) limit {
	switch {
	case g.decree130():
		return workingDays(5, giveBackClause())
	case g == UnderDecree68:
		l := workingDays(5, clause{decree68,
			"theo Điều 10 khoản 6 điểm c Quyết định 165/2025/QĐ-UBND tỉnh Ninh Bình",
			"Trong thời hạn 05 ngày làm việc, kể từ ngày nhận được thông báo thu hồi chứng thư chữ ký số chuyên dùng công vụ, cơ quan, tổ chức quản lý trực tiếp có trách nhiệm thu hồi thiết bị lưu khóa bí mật của thuê bao và bàn giao cho Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng công vụ.",
		})
		l.basis.Sure = motcua.Indirect
		return l
	}
	return limit{}
}

// answerOf is the act that answers a request.
func answerOf(r RequestKind) Act {
	switch r {
	case ForNew:
		return ActIssue
	case ForEffect:
		return ActPublish
	case ForRenewal:
		return ActRenew
	case ForChange:
		return ActChange
	case ForRevocation:
		return ActRevoke
	}
	return ActUnlock
}

// Deadlines lists the time limits that run on a certificate, in order of time.
//
// Errors: [ErrCalendar], and those of the calendar.
func Deadlines(r CertificateRecord, cal *motcua.Calendar, o LifeOptions) ([]Deadline, error) {
	list, err := deadlines(r, cal, o)
	if err != nil {
		return nil, fmt.Errorf("token: deadlines: %w", err)
	}
	return list, nil
}

func deadlines(r CertificateRecord, cal *motcua.Calendar, o LifeOptions) ([]Deadline, error) {
	if cal == nil {
		return nil, ErrCalendar
	}
	var list []Deadline
	for _, p := range r.Pending {
		if p.ReceivedAt.IsZero() {
			continue
		}
		l := answerLimit(RegimeOn(motcua.DateAt(p.RequestedAt)), p.Kind)
		if !l.none() {
			list = append(list, national(answerOf(p.Kind), AsProvider, p.ReceivedAt, l))
		}
	}
	list = append(list, deviceDeadlines(r, o)...)
	for i := range list {
		due, err := cal.Due(list[i].From, list[i].Term)
		if err != nil {
			return nil, err
		}
		list[i].Due = due
	}
	slices.SortStableFunc(list, func(a, b Deadline) int { return a.Due.At.Compare(b.Due.At) })
	return list, nil
}

func national(a Act, by Role, from time.Time, l limit) Deadline {
	return Deadline{
		Act: a, By: by, From: from, Term: l.term, Basis: l.basis,
		Jurisdiction: motcua.National, Status: motcua.Issued,
	}
}

// deviceDeadlines are those for the device of a certificate that has ended.
func deviceDeadlines(r CertificateRecord, o LifeOptions) []Deadline {
	if r.EndedAt.IsZero() || !slices.Contains([]LifeState{LifeExpired, LifeRevoked, LifeRecalled}, r.State) {
		return nil
	}
	ended := motcua.DateAt(r.EndedAt)
	var list []Deadline
	if l := giveBackLimit(RegimeOn(ended)); !l.none() {
		list = append(list, national(ActGiveBack, AsManager, r.EndedAt, l))
	}
	if o.Locality == motcua.TuanGiao && r.State != LifeRecalled && tuanGiaoInForce().Contains(ended) {
		d := national(ActRecall, asker(r.Kind), r.EndedAt, workingDays(3, tuanGiaoRecallClause()))
		d.Jurisdiction, d.Status = motcua.TuanGiao, motcua.Unconfirmed
		list = append(list, d)
	}
	return list
}

// renewalWindow is how many days must be left when a renewal is asked for.
const renewalWindow = 60

// RenewBy returns the last day on which a renewal may be asked for: renewal
// needs at least 60 days left (Nghị định 130/2018/NĐ-CP, Điều 63 khoản 1), counted
// from the day of the request to the last day of the term. It is false where the
// certificate is not in force at the moment, or was renewed before.
//
// Nghị định 68/2024/NĐ-CP has a window that is not known; from its start the day
// is a precaution, and the last result false.
func RenewBy(r CertificateRecord, at time.Time) (last motcua.Date, renewable, sure bool) {
	if !r.Live(at) || r.Renewals > 0 {
		return motcua.Date{}, false, false
	}
	last = motcua.DateAt(r.NotAfter).AddDays(-renewalWindow)
	return last, true, RegimeOn(last).decree130()
}
