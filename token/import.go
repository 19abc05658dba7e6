package token

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// ImportRow is one line of an existing list: a certificate, its subscriber, its
// device and who has it. Package token/importlist reads such lists.
type ImportRow struct {
	Line        int // in the list, for reports
	Certificate string
	Serial      string
	State       LifeState // LifeInUse, LifeLocked, LifeExpired, LifeRevoked, LifeRecalled, LifeReturned or LifeDestroyed
	NotBefore   time.Time
	NotAfter    time.Time
	Ended       time.Time // of a certificate that has ended
	Renewals    int
	Subscriber  Subscriber
	Device      string // may be empty
	Model       string
	Holder      Holder // zero: as the state has it
}

// ImportProblem says why a row was not imported.
type ImportProblem struct {
	Line   int
	Reason motcua.Text
}

// importBatch is how many rows go into one record of the log.
const importBatch = 500

// Import enters the rows of an existing list, a batch of 500 at a time; each batch
// wholly or not at all. What a list says was not seen to happen: the log marks it,
// and it is not judged by the rules. A device that two rows have is entered with
// both holders, for [Watch] to show.
//
// It returns the rows that were refused, in order of their lines; every other row
// was entered. A list may be imported again: what is there already is refused.
//
// Errors: those of the store; the batches before the error are entered.
func (g *Register) Import(ctx context.Context, rows []ImportRow, actor string) ([]ImportProblem, error) {
	var refused []ImportProblem
	for batch := range slices.Chunk(rows, importBatch) {
		var problems []ImportProblem
		err := g.write(ctx, "import", func(e *entry) error {
			m := &importing{entry: e, actor: actor, devices: map[string]*CustodyDevice{}, subscribers: map[string]*Subscriber{}, certificates: map[string]bool{}}
			if err := m.load(ctx, batch); err != nil {
				return err
			}
			for _, r := range batch {
				m.row(r)
			}
			problems = m.problems
			return m.finish()
		})
		if err != nil && !errors.Is(err, errNothing) {
			return refused, err
		}
		refused = append(refused, problems...)
	}
	return refused, nil
}

// errNothing ends a batch of which every row was refused.
var errNothing = errors.New("nothing to import")

// importing is one batch under way.
type importing struct {
	entry        *entry
	actor        string
	devices      map[string]*CustodyDevice
	subscribers  map[string]*Subscriber
	certificates map[string]bool // that are there already
	problems     []ImportProblem
	touched      []string // devices, in order
	failed       error
}

// load reads what the store has of the batch.
func (m *importing) load(ctx context.Context, rows []ImportRow) error {
	var certificates, devices, subscribers []string
	for _, r := range rows {
		certificates = append(certificates, r.Certificate)
		subscribers = append(subscribers, r.Subscriber.ID)
		if r.Device != "" {
			devices = append(devices, r.Device)
		}
	}
	store := m.entry.register.store
	for c, err := range store.Certificates(ctx, CertificateFilter{IDs: certificates}) {
		if err != nil {
			return err
		}
		m.certificates[c.ID] = true
	}
	for s, err := range store.Subscribers(ctx, SubscriberFilter{IDs: subscribers}) {
		if err != nil {
			return err
		}
		m.subscribers[s.ID] = &s
	}
	if len(devices) == 0 {
		return nil
	}
	for d, err := range store.Devices(ctx, DeviceFilter{IDs: devices}) {
		if err != nil {
			return err
		}
		m.devices[d.ID] = &d
	}
	return nil
}

func (m *importing) refuse(r ImportRow, vi, en string) {
	m.problems = append(m.problems, ImportProblem{r.Line, motcua.Text{VI: vi, EN: en}})
}

// row enters one row, or says why not.
func (m *importing) row(r ImportRow) {
	old := m.subscribers[r.Subscriber.ID]
	switch problem := r.problem(); {
	case !problem.IsZero():
		m.refuse(r, problem.VI, problem.EN)
		return
	case m.certificates[r.Certificate]:
		m.refuse(r, "chứng thư số đã có trong sổ", "the certificate is in the register already")
		return
	case old != nil && old.Kind != r.Subscriber.Kind:
		m.refuse(r, "thuê bao đã có với loại khác", "the subscriber is there with another kind")
		return
	}
	m.certificates[r.Certificate] = true
	c := &m.entry.change
	if old == nil {
		s := r.Subscriber
		s.Version = 1
		m.subscribers[s.ID] = &s
		c.Subscribers = append(c.Subscribers, s)
	}
	record := CertificateRecord{
		ID: r.Certificate, Subscriber: r.Subscriber.ID, Kind: r.Subscriber.Kind, Device: r.Device, Serial: r.Serial,
		State: r.State, NotBefore: r.NotBefore.UTC(), NotAfter: r.NotAfter.UTC(), PublishedAt: r.NotBefore.UTC(), IssuedAt: r.NotBefore.UTC(),
		Renewals: r.Renewals, EndedAt: r.Ended.UTC(), Version: 1,
	}
	if r.Ended.IsZero() {
		record.EndedAt = time.Time{}
	}
	c.Certificates = append(c.Certificates, record)
	m.entry.payload.Life = append(m.entry.payload.Life, LifeEvent{
		Certificate: record.ID, Kind: record.Kind, Act: ActUse, To: record.State, By: AsManager, Actor: m.actor,
		At: m.entry.register.clock().UTC(), Device: record.Device, Serial: record.Serial, NotBefore: record.NotBefore, NotAfter: record.NotAfter,
		Regime: RegimeOn(motcua.DateAt(r.NotBefore)),
	})
	m.device(r)
}

// problem says what is wrong with a row by itself.
func (r ImportRow) problem() motcua.Text {
	imported := []LifeState{LifeInUse, LifeLocked, LifeExpired, LifeRevoked, LifeRecalled, LifeReturned, LifeDestroyed}
	switch {
	case r.Certificate == "":
		return motcua.Text{VI: "thiếu mã hoặc số hiệu chứng thư số", EN: "the certificate has no identifier and no serial number"}
	case r.Subscriber.problem() != "":
		return motcua.Text{VI: "thông tin thuê bao không đầy đủ", EN: r.Subscriber.problem()}
	case !slices.Contains(imported, r.State):
		return motcua.Text{VI: "trạng thái không nhập được từ danh sách", EN: "the state cannot come from a list"}
	case r.NotAfter.IsZero() || r.NotBefore.IsZero() || !r.NotBefore.Before(r.NotAfter):
		return motcua.Text{VI: "thời hạn không hợp lệ", EN: "the term is not valid"}
	case r.State.Ended() != !r.Ended.IsZero():
		return motcua.Text{VI: "ngày thu hồi, hết hạn không khớp với trạng thái", EN: "the day of the end does not fit the state"}
	case r.Renewals < 0:
		return motcua.Text{VI: "số lần gia hạn không hợp lệ", EN: "the number of renewals is not valid"}
	case r.Holder != (Holder{}) && (!r.Holder.valid() || r.Device == ""):
		return motcua.Text{VI: "người giữ thiết bị không hợp lệ", EN: "the holder is not valid"}
	}
	return motcua.Text{}
}

// device enters the device of a row, held as the list says.
func (m *importing) device(r ImportRow) {
	if r.Device == "" {
		return
	}
	g := m.entry.register
	holder := r.Holder
	if holder == (Holder{}) {
		holder = receiver(CertificateRecord{Kind: r.Subscriber.Kind, Subscriber: r.Subscriber.ID}, Action{})
		switch r.State {
		case LifeRecalled:
			holder = Holder{KeptByManager, r.Subscriber.Manager}
		case LifeReturned, LifeDestroyed:
			holder = Holder{KeptByProvider, g.options.Provider}
		}
	}
	d := m.devices[r.Device]
	e := CustodyEvent{Device: r.Device, Kind: DeviceEntered, To: holder, At: g.clock().UTC(), Actor: m.actor}
	switch {
	case d == nil:
		d = &CustodyDevice{ID: r.Device, Model: r.Model, Kind: r.Subscriber.Kind, Owner: r.Subscriber.ID}
		m.devices[r.Device] = d
	case slices.Contains(d.Holders, holder):
		return
	case len(d.Holders) > 0:
		e.Kind, e.From, e.Claimed = DevicePassed, Holder{KeptByOther, "list"}, true
	}
	events := []CustodyEvent{e}
	if r.State == LifeDestroyed {
		events = append(events, CustodyEvent{Device: r.Device, Kind: DeviceDestroyed, At: e.At, Actor: m.actor})
	}
	for _, e := range events {
		// The row was checked: nothing is left that these events could be refused for.
		if err := m.entry.pass(d, e); err != nil {
			m.failed = err
			return
		}
	}
	if !slices.Contains(m.touched, r.Device) {
		m.touched = append(m.touched, r.Device)
	}
}

// finish puts the devices into the change.
func (m *importing) finish() error {
	c := &m.entry.change
	switch {
	case m.failed != nil:
		return m.failed
	case len(c.Certificates) == 0:
		return errNothing
	}
	for _, id := range m.touched {
		d := m.devices[id].clone()
		d.Version++
		c.Devices = append(c.Devices, d)
	}
	m.entry.payload.Import = true
	return nil
}
