package token

import (
	"context"
	"errors"
	"fmt"

	"github.com/motcua/motcua/internal/hashlog"
)

// pass does an event to a device and writes it down.
func (e *entry) pass(d *CustodyDevice, v CustodyEvent) error {
	after, err := Pass(*d, v)
	if err != nil {
		return err
	}
	*d = after
	e.payload.Custody = append(e.payload.Custody, v)
	return nil
}

// custody does to the device what an act of its certificate brings.
func (e *entry) custody(ctx context.Context, r CertificateRecord, s Subscriber, a Action) error {
	switch a.Act {
	case ActIssue, ActHandOver, ActReportLoss, ActRecall, ActGiveBack, ActDestroy:
	default:
		return nil
	}
	d, err := first(e.register.store.Devices(ctx, DeviceFilter{IDs: []string{r.Device}}))
	if err != nil && !(a.Act == ActIssue && errors.Is(err, ErrNoRecord)) {
		return err
	}
	version := d.Version
	if err := e.custodyOf(&d, r, s, a); err != nil {
		return err
	}
	d.Version = version + 1
	e.change.Devices = []CustodyDevice{d}
	return nil
}

func (e *entry) custodyOf(d *CustodyDevice, r CertificateRecord, s Subscriber, a Action) error {
	provider := Holder{KeptByProvider, e.register.options.Provider}
	manager := Holder{KeptByManager, s.Manager}
	event := func(k CustodyKind, from, to Holder) CustodyEvent {
		return CustodyEvent{Device: r.Device, Kind: k, From: from, To: to, At: a.At, Actor: a.Actor, Papers: a.refs()}
	}
	switch a.Act {
	case ActIssue:
		return e.enter(d, r, s, event(DeviceEntered, Holder{}, provider))
	case ActHandOver:
		if holds(*d, provider) {
			if err := e.pass(d, event(DevicePassed, provider, manager)); err != nil {
				return err
			}
		}
		return e.pass(d, event(DevicePassed, manager, receiver(r, a)))
	case ActReportLoss:
		return e.pass(d, event(DeviceMissing, Holder{}, Holder{}))
	case ActRecall:
		return e.recall(d, manager, event)
	case ActGiveBack:
		return e.pass(d, event(DevicePassed, manager, provider))
	}
	return e.pass(d, event(DeviceDestroyed, provider, Holder{}))
}

// enter writes a device down when its certificate is issued: a new one, or one
// that came back to the provider.
func (e *entry) enter(d *CustodyDevice, r CertificateRecord, s Subscriber, v CustodyEvent) error {
	known := d.ID != ""
	d.ID, d.Kind, d.Owner = r.Device, s.Kind, s.ID
	switch {
	case !known || len(d.Holders) == 0:
		return e.pass(d, v)
	case holds(*d, v.To):
		return nil
	}
	return fmt.Errorf("%w: the device is with someone else", ErrRecord)
}

// recall brings the device back to the managing agency, from whoever has it.
func (e *entry) recall(d *CustodyDevice, manager Holder, event func(CustodyKind, Holder, Holder) CustodyEvent) error {
	switch {
	case holds(*d, manager):
		return nil
	case d.Lost:
		return e.pass(d, event(DeviceFound, Holder{}, manager))
	case len(d.Holders) != 1:
		return fmt.Errorf("%w: the device has no holder, or several; settle that first", ErrRecord)
	}
	return e.pass(d, event(DevicePassed, d.Holders[0], manager))
}

// holds reports whether someone is the only holder.
func holds(d CustodyDevice, h Holder) bool { return len(d.Holders) == 1 && d.Holders[0] == h }

// receiver is who takes the device from the managing agency.
func receiver(r CertificateRecord, a Action) Holder {
	to := Holder{KeptBySubscriber, r.Subscriber}
	switch r.Kind {
	case ForAgency:
		to.As = KeptByClerk
	case ForThing:
		to.As = KeptBySteward
	}
	if a.Receiver != "" {
		to.ID = a.Receiver
	}
	return to
}

// refs names the papers of an act for the custody log.
func (a Action) refs() []PaperRef {
	refs := append([]PaperRef(nil), a.Refs...)
	named := func(k PaperKind) bool { return CustodyEvent{Papers: refs}.has(k) }
	for _, k := range a.Papers {
		if !named(k) {
			refs = append(refs, PaperRef{Kind: k})
		}
	}
	return refs
}

// AuditOptions says what an audit compares the log with. The zero value compares
// it with itself and the stored records.
type AuditOptions struct {
	// Anchors are heads that were kept elsewhere.
	Anchors []LogHead
	// ChainOnly leaves the comparison with the stored records out.
	ChainOnly bool
}

// LogFlaw is a kind of damage to the log.
type LogFlaw = hashlog.Flaw

// LogProblem locates a flaw of the log: the records From to Seq.
type LogProblem = hashlog.Problem

// AuditReport is what an audit found.
type AuditReport struct {
	Head     LogHead
	Records  uint64 // of the log
	Erased   uint64 // erased by law
	Problems []LogProblem
	Found    int    // problems in all; Problems lists at most 1000
	Anchored uint64 // the last record that an anchor vouches for; 0: none
	// Unanchored counts the records behind it: nothing outside the store would
	// show that they were rewritten, or others cut off behind them.
	Unanchored uint64
	// Unread are the records whose payload cannot be read.
	Unread []uint64
	// Devices and Certificates are those whose stored record says something else
	// than the log, where none of its records were erased.
	Devices, Certificates []string
}

// Sound reports whether nothing was found.
func (r AuditReport) Sound() bool {
	return r.Found == 0 && len(r.Unread) == 0 && len(r.Devices) == 0 && len(r.Certificates) == 0
}

// AuditLog recomputes the chain of a store's log and, unless told otherwise,
// replays it and compares what it comes to with the stored records.
//
// Errors: those of the store. What is wrong with the register is in the report.
func AuditLog(ctx context.Context, s Store, o AuditOptions) (AuditReport, error) {
	heads := make([]hashlog.Head, 0, len(o.Anchors))
	for _, a := range o.Anchors {
		heads = append(heads, a.head())
	}
	chain, replayed := hashlog.NewAuditor(LogName, heads), newReplayed()
	for e, err := range s.Log(ctx, LogFilter{}) {
		if err != nil {
			return AuditReport{}, fmt.Errorf("token: audit: %w", err)
		}
		chain.Add(e)
		if !o.ChainOnly && !e.Erased() {
			replayed.add(e)
		}
	}
	found := chain.Report()
	report := AuditReport{
		Head:    LogHead{Seq: found.Head.Seq, Hash: found.Head.Hash, At: found.Head.At},
		Records: found.Entries, Erased: found.Erased, Problems: found.Problems, Found: found.Found,
		Anchored: found.Anchored, Unanchored: found.Unanchored(), Unread: replayed.unread,
	}
	if o.ChainOnly || found.Erased > 0 {
		return report, nil
	}
	if err := replayed.compare(ctx, s, &report); err != nil {
		return AuditReport{}, fmt.Errorf("token: audit: %w", err)
	}
	return report, nil
}
