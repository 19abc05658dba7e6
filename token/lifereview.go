package token

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Reviewed is one case of a register's history with the findings on it.
type Reviewed struct {
	Certificate string // empty for a transfer
	Device      string
	Case        *LifeCase
	Findings    []motcua.Finding
}

// Review judges the history of a register by the rules: every issue, request,
// return and transfer of the log, as of a moment. Records that were erased by law
// are missing from it, and what an existing list brought was not seen to happen and
// is not judged. Cases come in the order in which they began.
//
// Errors: [ErrCalendar], [ErrRecord] for a payload that is none of the register's,
// those of the store.
func Review(ctx context.Context, s Store, cal *motcua.Calendar, asOf time.Time, p motcua.Profile) ([]Reviewed, error) {
	if cal == nil {
		return nil, fmt.Errorf("token: review: %w", ErrCalendar)
	}
	v := reviewer{calendar: cal, asOf: asOf, open: map[string]*history{}, devices: map[string]CustodyDevice{}}
	for d, err := range s.Devices(ctx, DeviceFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("token: review: %w", err)
		}
		v.devices[d.ID] = d
	}
	for e, err := range s.Log(ctx, LogFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("token: review: %w", err)
		}
		if e.Erased() {
			continue
		}
		payload, err := ParseLogPayload(e.Payload)
		if err != nil {
			return nil, fmt.Errorf("token: review: record %d: %w", e.Seq, err)
		}
		v.take(payload)
	}
	for i := range v.cases {
		findings, err := EvaluateLife(v.cases[i].Case, p)
		if err != nil {
			return nil, err
		}
		v.cases[i].Findings = findings
	}
	return v.cases, nil
}

// reviewer builds cases from events.
type reviewer struct {
	calendar *motcua.Calendar
	asOf     time.Time
	open     map[string]*history
	devices  map[string]CustodyDevice
	cases    []Reviewed
}

// history is what is known of one certificate so far.
type history struct {
	requests map[RequestKind]*RequestCase
	device   *ReturnCase
	notAfter time.Time
	renewals int
}

func (v *reviewer) take(p LogPayload) {
	if p.Import {
		return
	}
	for _, e := range p.Life {
		v.life(e)
	}
	for _, e := range p.Custody {
		v.custody(e)
	}
}

func (v *reviewer) add(certificate, device string, c LifeCase) {
	c.Calendar, c.AsOf = v.calendar, v.asOf
	v.cases = append(v.cases, Reviewed{Certificate: certificate, Device: device, Case: &c})
}

func (v *reviewer) life(e LifeEvent) {
	h := v.open[e.Certificate]
	if h == nil {
		h = &history{requests: map[RequestKind]*RequestCase{}}
		v.open[e.Certificate] = h
	}
	kind := ofRequest(Action{Act: e.Act, Request: e.Request})
	r := h.requests[kind]
	switch e.Act {
	case ActAsk:
		r = &RequestCase{
			Kind: e.Request, By: e.By, Revocation: e.Revocation, At: e.At, Papers: known(e.Papers), Unsigned: e.Unsigned,
			Renewals: h.renewals, Before: h.notAfter,
		}
		h.requests[kind] = r
		v.add(e.Certificate, e.Device, LifeCase{Kind: e.Kind, Request: r})
		return
	case ActIssue:
		v.add(e.Certificate, e.Device, LifeCase{Kind: e.Kind, Issue: &IssueCase{At: e.At, NotBefore: e.NotBefore, NotAfter: e.NotAfter}})
	case ActRenew:
		h.renewals++
	case ActRevoke, ActExpire:
		h.device = &ReturnCase{Ended: e.At, Papers: []PaperKind{}}
		v.add(e.Certificate, e.Device, LifeCase{Kind: e.Kind, Return: h.device})
	}
	h.notAfter = e.NotAfter
	if r != nil {
		r.answer(e)
	}
	h.back(e)
}

// known tells an empty list of papers from one that is not known.
func known(papers []PaperKind) []PaperKind { return append([]PaperKind{}, papers...) }

// answer adds what followed a request.
func (r *RequestCase) answer(e LifeEvent) {
	r.Papers = append(r.Papers, e.Papers...)
	switch e.Act {
	case ActConfirm:
	case ActReceive:
		r.Received = e.At
	case ActDecline:
		r.Done, r.DoneBy = e.At, e.By
	default:
		r.Done, r.DoneBy, r.After = e.At, e.By, e.NotAfter
	}
}

// back follows the device of a certificate that has ended, and adds the paper
// that the hand-over owes to the request.
func (h *history) back(e LifeEvent) {
	if r := h.requests[ForNew]; r != nil && e.Act == ActHandOver {
		r.Papers = append(r.Papers, e.Papers...)
	}
	if h.device == nil {
		return
	}
	switch e.Act {
	case ActRecall:
		h.device.GivenUp, h.device.Lost = e.At, false
	case ActGiveBack:
		h.device.GivenBack = e.At
	case ActReportLoss:
		h.device.Lost = true
	}
	h.device.Papers = append(h.device.Papers, e.Papers...)
}

// custody makes a case of every transfer within the agency.
func (v *reviewer) custody(e CustodyEvent) {
	if e.Kind != DevicePassed || e.To.As == KeptByManager || e.To.As == KeptByProvider {
		return
	}
	d := v.devices[e.Device]
	c := TransferCase{At: e.At, ToClerk: answer(e.To.As == KeptByClerk), ToOwner: answer(e.To.ID == d.Owner), Papers: []PaperKind{}}
	for _, p := range e.Papers {
		c.Papers = append(c.Papers, p.Kind)
	}
	c.Papers = slices.Compact(c.Papers)
	v.add("", e.Device, LifeCase{Kind: d.Kind, Transfer: &c})
}

func answer(yes bool) Known {
	if yes {
		return KnownYes
	}
	return KnownNo
}
