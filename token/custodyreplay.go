package token

import (
	"context"
	"slices"
)

// replayed is what the log comes to.
type replayed struct {
	devices map[string]CustodyDevice
	states  map[string]LifeState
	unread  []uint64
}

func newReplayed() *replayed {
	return &replayed{devices: map[string]CustodyDevice{}, states: map[string]LifeState{}}
}

func (r *replayed) add(e LogRecord) {
	p, err := ParseLogPayload(e.Payload)
	if err != nil {
		r.unread = append(r.unread, e.Seq)
		return
	}
	for _, v := range p.Life {
		r.states[v.Certificate] = v.To
	}
	for _, v := range p.Custody {
		d := r.devices[v.Device]
		d.ID = v.Device
		r.devices[v.Device] = replay(d, v)
	}
}

// compare lists the records that say something else than the log.
func (r *replayed) compare(ctx context.Context, s Store, report *AuditReport) error {
	for d, err := range s.Devices(ctx, DeviceFilter{}) {
		if err != nil {
			return err
		}
		logged, ok := r.devices[d.ID]
		delete(r.devices, d.ID)
		if !ok || logged.Lost != d.Lost || !slices.Equal(logged.Holders, d.Holders) {
			report.Devices = append(report.Devices, d.ID)
		}
	}
	for c, err := range s.Certificates(ctx, CertificateFilter{}) {
		if err != nil {
			return err
		}
		if r.states[c.ID] != c.State {
			report.Certificates = append(report.Certificates, c.ID)
		}
		delete(r.states, c.ID)
	}
	for id := range r.devices {
		report.Devices = append(report.Devices, id) // logged, and gone
	}
	for id := range r.states {
		report.Certificates = append(report.Certificates, id)
	}
	slices.Sort(report.Devices)
	slices.Sort(report.Certificates)
	return nil
}
