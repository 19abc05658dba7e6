package token

import (
	"context"
	"errors"
	"fmt"
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
