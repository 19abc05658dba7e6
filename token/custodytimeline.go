package token

import (
	"fmt"
	"iter"
	"slices"
	"time"
)

// Tenure is a stretch of time in which a device had the same holders.
type Tenure struct {
	From    time.Time
	Holders []Holder
	Lost    bool
}

// Timeline follows the custody of one device through the log, in order of the
// events' times. Payloads that were erased by law leave a hole: Holes counts them.
type Timeline struct {
	Device  string
	Tenures []Tenure
	// Holes are the log records that were erased; any of them may have concerned
	// the device.
	Holes []uint64
}

// TimelineOf reads the custody of a device from the log.
//
// Errors: those of the sequence; [ErrRecord] for a payload that is none of the
// register's.
func TimelineOf(device string, log iter.Seq2[LogRecord, error]) (Timeline, error) {
	t := Timeline{Device: device}
	var events []CustodyEvent
	for e, err := range log {
		if err != nil {
			return Timeline{}, fmt.Errorf("token: timeline: %w", err)
		}
		if e.Erased() {
			t.Holes = append(t.Holes, e.Seq)
			continue
		}
		p, err := ParseLogPayload(e.Payload)
		if err != nil {
			return Timeline{}, fmt.Errorf("token: timeline: record %d: %w", e.Seq, err)
		}
		for _, c := range p.Custody {
			if c.Device == device {
				events = append(events, c)
			}
		}
	}
	slices.SortStableFunc(events, func(a, b CustodyEvent) int { return a.At.Compare(b.At) })
	d := CustodyDevice{ID: device}
	for _, e := range events {
		d = replay(d, e)
		t.Tenures = append(t.Tenures, Tenure{From: e.At, Holders: slices.Clone(d.Holders), Lost: d.Lost})
	}
	return t, nil
}

// replay does what was logged, whatever it was: the rules were asked before.
func replay(d CustodyDevice, e CustodyEvent) CustodyDevice {
	e.Claimed = true
	after, err := Pass(d, e)
	if err != nil && e.Kind == DeviceEntered && e.To.valid() {
		after = d.clone()
		after.Holders = append(after.Holders, e.To) // entered twice: held twice
	}
	return after
}

// At returns who held the device at a moment; none before it was entered.
func (t Timeline) At(at time.Time) Tenure {
	var found Tenure
	for _, x := range t.Tenures {
		if !x.From.After(at) {
			found = x
		}
	}
	return found
}
