package token

import (
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Next does one act to a certificate. It is pure: the record is not changed, and
// the answer depends on the arguments alone. For the first act, ActAsk for
// ForNew, the record holds ID, Subscriber and Kind.
//
// Each act is judged by the national texts of its own day; the acts that answer a
// request by those of the day of the request. Where these are not held, only the
// order of the steps is checked, and Step.Unheld says so.
//
// Errors: [RefusalError] with the article where the act may not be done;
// [ErrRecord] for an act that lacks what it needs, contradicts the record or lies
// before its last act; [ErrCalendar].
func Next(r CertificateRecord, a Action, cal *motcua.Calendar, o LifeOptions) (Step, error) {
	if cal == nil {
		return Step{}, fmt.Errorf("token: %s: %w", a.Act, ErrCalendar)
	}
	if problem := incoherent(r, a); problem != "" {
		return Step{}, fmt.Errorf("token: %s: %w: %s", a.Act, ErrRecord, problem)
	}
	m := move{
		r: r, a: a, regime: RegimeOn(governing(r, a)),
		step: Step{Record: r},
	}
	m.r.Pending = slices.Clone(r.Pending)
	if err := m.judge(); err != nil {
		return Step{}, err
	}
	m.apply()
	var err error
	if m.step.Deadlines, err = deadlines(m.r, cal, o); err != nil {
		return Step{}, fmt.Errorf("token: %s: %w", a.Act, err)
	}
	m.step.Papers = append(m.step.Papers, localDemands(m.r.Kind, a, o.Locality)...)
	m.step.Record, m.step.Unheld = m.r, m.regime.Unheld()
	return m.step, nil
}

// move is one act under way.
type move struct {
	r      CertificateRecord
	a      Action
	regime Regime
	row    Transition
	step   Step
}

// incoherent says what is missing or contradictory, "" when nothing is.
func incoherent(r CertificateRecord, a Action) string {
	switch {
	case r.ID == "" || r.Subscriber == "":
		return "the record has no identifier or no subscriber"
	case !slices.Contains(SubscriberKinds(), r.Kind):
		return "unknown kind of subscriber"
	case !slices.Contains(Acts(), a.Act):
		return "unknown act"
	case !slices.Contains(Roles(), a.By):
		return "unknown role"
	case a.At.IsZero():
		return "the act has no time"
	case a.At.Before(r.At):
		return "the act lies before the last one"
	}
	return ""
}

// ofRequest returns the request that an act is part of, or answers.
func ofRequest(a Action) RequestKind {
	switch a.Act {
	case ActIssue:
		return ForNew
	case ActPublish:
		return ForEffect
	case ActRenew:
		return ForRenewal
	case ActChange:
		return ForChange
	case ActRevoke:
		return ForRevocation
	case ActUnlock:
		return ForUnlock
	}
	return a.Request
}

// governing is the day whose law judges the act.
func governing(r CertificateRecord, a Action) motcua.Date {
	if p := r.pending(ofRequest(a)); p != nil && a.Act != ActAsk {
		return motcua.DateAt(p.RequestedAt)
	}
	return motcua.DateAt(a.At)
}

// refuse makes the refusal.
func (m *move) refuse(basis motcua.Citation, vi, en string) error {
	if !m.regime.decree130() && basis.Instrument == decree130 {
		basis = motcua.Citation{}
	}
	return &RefusalError{
		Act: m.a.Act, Request: m.a.Request, State: m.r.State,
		Why: motcua.Text{VI: vi, EN: en}, Basis: basis,
	}
}

// judge decides whether the act may be done.
func (m *move) judge() error {
	if err := m.find(); err != nil {
		return err
	}
	if err := m.inTime(); err != nil {
		return err
	}
	if err := m.asked(); err != nil {
		return err
	}
	if err := m.conditions(); err != nil {
		return err
	}
	return m.papers()
}

// find looks up the transition: order first, then who.
func (m *move) find() error {
	var known *Transition
	for _, t := range transitions(m.regime, m.r.Kind) {
		if t.Act != m.a.Act || t.Request != m.a.Request {
			continue
		}
		known = &t
		if slices.Contains(t.From, m.r.State) {
			m.row = t
			break
		}
	}
	switch {
	case known == nil:
		return m.refuse(motcua.Citation{}, "không có bước này", "there is no such step")
	case m.row.Act == "":
		return m.refuse(known.Basis,
			fmt.Sprintf("không thể thực hiện khi chứng thư số ở trạng thái “%s”", m.r.State.Label().VI),
			fmt.Sprintf("it cannot follow the state “%s”", m.r.State.Label().EN))
	case len(m.row.By) > 0 && !slices.Contains(m.row.By, m.a.By):
		return m.refuse(m.row.Basis,
			fmt.Sprintf("%s không có thẩm quyền thực hiện", m.a.By.Label().VI),
			fmt.Sprintf("it is not for the %s to do", m.a.By.Label().EN))
	}
	return nil
}

// inTime refuses what comes after the end of the term: the certificate has
// expired by itself, which is to be entered first.
func (m *move) inTime() error {
	over := slices.Contains(revocableStates(), m.r.State) && m.a.At.After(m.r.NotAfter)
	switch {
	case over && m.a.Act != ActExpire && m.a.Act != ActReportLoss:
		return m.refuse(expiryClause().citation(), "chứng thư số đã hết hạn sử dụng", "the certificate has expired")
	case m.a.Act == ActExpire && !over:
		return m.refuse(expiryClause().citation(), "chứng thư số chưa hết hạn sử dụng", "the certificate has not expired yet")
	}
	return nil
}

// asked checks that an answer has its request, confirmed where that is needed.
func (m *move) asked() error {
	kind := ofRequest(m.a)
	p := m.r.pending(kind)
	switch m.a.Act {
	case ActAsk:
		if p != nil {
			return m.refuse(motcua.Citation{}, "đã có đề nghị cùng loại đang chờ giải quyết", "a request of the kind is open already")
		}
		return nil
	case ActConfirm:
		if p != nil && !p.ConfirmedAt.IsZero() {
			return m.refuse(motcua.Citation{}, "đề nghị đã được xác nhận", "the request is confirmed already")
		}
	case ActReceive:
		if p != nil && !p.ReceivedAt.IsZero() {
			return m.refuse(motcua.Citation{}, "đề nghị đã được tiếp nhận", "the request was received already")
		}
	}
	if kind == "" {
		return nil
	}
	if p == nil {
		return m.refuse(m.row.Basis, "chưa có đề nghị", "nobody asked for it")
	}
	needed := m.a.Act != ActConfirm && m.a.Act != ActDecline
	if needed && p.ConfirmedAt.IsZero() && p.By != AsAuthority {
		return m.refuse(m.row.Basis,
			"đề nghị chưa được cơ quan, tổ chức quản lý trực tiếp xác nhận", "the managing agency has not confirmed the request")
	}
	return nil
}

func (m *move) papers() error {
	m.step.Papers = demands(m.regime, m.r.Kind, m.a, m.r.OriginalDue)
	for i := range m.step.Papers {
		d := &m.step.Papers[i]
		d.Held = m.a.has(d.Kind)
		if d.refuses() {
			return m.refuse(d.Basis, "thiếu giấy tờ: "+d.label().VI, "a paper is missing: "+d.label().EN)
		}
	}
	return nil
}

// apply changes the record and tells what happened.
func (m *move) apply() {
	before := m.r.State
	m.r.At = m.a.At
	m.enter()
	m.settle()
	if m.row.To != noState && !(before == LifeLocked && (m.row.To == LifeRenewed || m.row.To == LifeChanged)) {
		m.r.State = m.row.To // a locked device stays locked while its certificate is amended
	}
	revocation := m.a.Revocation
	if m.a.Act == ActRevoke {
		revocation = m.r.EndedBy
	}
	m.step.Events = append([]LifeEvent{{
		Certificate: m.r.ID, Kind: m.r.Kind, Act: m.a.Act, Request: m.a.Request, From: before, To: m.r.State,
		By: m.a.By, Actor: m.a.Actor, At: m.a.At, Device: m.r.Device, Serial: m.r.Serial,
		NotBefore: m.r.NotBefore, NotAfter: m.r.NotAfter, Revocation: revocation, Change: m.a.Change,
		Papers: slices.Clone(m.a.Papers), Unsigned: m.a.Unsigned, Regime: m.regime,
	}}, m.step.Events...)
}

// enter writes what the act itself brings.
func (m *move) enter() {
	a, r := m.a, &m.r
	switch a.Act {
	case ActAsk:
		p := PendingRequest{Kind: a.Request, By: a.By, RequestedAt: a.At, Case: a.Revocation}
		if a.By == AsManager {
			p.ConfirmedAt = a.At
		}
		if a.Request == ForNew {
			r.RequestedAt, r.OriginalDue = a.At, a.Unsigned
		}
		r.Pending = append(r.Pending, p)
	case ActConfirm:
		r.pending(a.Request).ConfirmedAt = a.At
	case ActReceive:
		r.pending(a.Request).ReceivedAt = a.At
	case ActIssue:
		r.Device, r.Serial, r.IssuedAt = a.Device, a.Serial, a.At
		r.NotBefore, r.NotAfter = a.NotBefore, a.NotAfter
	case ActHandOver:
		r.OriginalDue = false
	case ActPublish:
		r.PublishedAt = a.At
	case ActRenew:
		r.Renewals++
		r.NotAfter = a.NotAfter
	case ActExpire:
		r.EndedAt = a.At
	case ActRevoke:
		r.EndedAt, r.EndedBy = a.At, r.pending(ForRevocation).Case
	case ActReportLoss:
		r.LostAt = a.At
	case ActRecall:
		r.LostAt = time.Time{} // found
	}
	if (a.Act == ActRenew || a.Act == ActChange) && a.Serial != "" {
		r.Serial = a.Serial
	}
}

// settle closes the request that the act answers, and all of them where the
// certificate ends.
func (m *move) settle() {
	ends := m.row.To == LifeRevoked || m.row.To == LifeExpired
	answered := RequestKind("")
	switch m.a.Act {
	case ActDecline, ActIssue, ActPublish, ActRenew, ActChange, ActRevoke, ActUnlock:
		answered = ofRequest(m.a)
	}
	var open []PendingRequest
	for _, p := range m.r.Pending {
		switch {
		case p.Kind == answered:
		case ends:
			m.step.Events = append(m.step.Events, LifeEvent{
				Certificate: m.r.ID, Kind: m.r.Kind, Act: ActDecline, Request: p.Kind, From: m.row.To, To: m.row.To,
				By: m.a.By, Actor: m.a.Actor, At: m.a.At, Regime: m.regime,
			})
		default:
			open = append(open, p)
		}
	}
	m.r.Pending = open
}
