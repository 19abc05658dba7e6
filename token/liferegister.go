package token

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/hashlog"
)

// RegisterOptions are the circumstances of a register. The zero value is national
// law, salts of the system's random source, and a provider of the name “provider”.
type RegisterOptions struct {
	// Locality adds the limits and papers of one local regulation, for advice.
	Locality motcua.Jurisdiction
	// Provider is the identifier of the certification service provider in the log.
	Provider string
	// Random gives the salts of the log; nil: crypto/rand. Anything else makes
	// erased payloads guessable, and is for tests that need the same log twice.
	RandomUnsafe io.Reader
}

// Register does acts to the certificates and devices of a store: each with its
// events in the log, wholly or not at all. It may be used by many goroutines, and
// several registers may share one store.
type Register struct {
	store    Store
	calendar *motcua.Calendar
	clock    func() time.Time
	options  RegisterOptions
	mu       sync.Mutex // the log has one end: acts of one register take turns
}

// NewRegister opens a register. The clock stamps the records of the log; when an
// act was done, the act says.
//
// Errors: [ErrCalendar]; [ErrRecord] without store or clock.
func NewRegister(s Store, cal *motcua.Calendar, clock func() time.Time, o RegisterOptions) (*Register, error) {
	switch {
	case cal == nil:
		return nil, fmt.Errorf("token: new register: %w", ErrCalendar)
	case s == nil || clock == nil:
		return nil, fmt.Errorf("token: new register: %w: a store and a clock are needed", ErrRecord)
	}
	if o.Provider == "" {
		o.Provider = "provider"
	}
	if o.RandomUnsafe == nil {
		o.RandomUnsafe = rand.Reader
	}
	return &Register{store: s, calendar: cal, clock: clock, options: o}, nil
}

// attempts bounds how often an act is decided anew because another register was
// faster.
const attempts = 10

// write decides on a change and commits it, again where the store has moved on.
func (g *Register) write(ctx context.Context, what string, decide func(*entry) error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	var err error
	for range attempts {
		e := &entry{register: g}
		if err = decide(e); err != nil {
			break
		}
		if err = e.commit(ctx); !errors.Is(err, ErrConflict) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("token: %s: %w", what, err)
	}
	return nil
}

// entry is one change under way.
type entry struct {
	register *Register
	change   StoreChange
	payload  LogPayload
	erases   uint64
}

func (e *entry) commit(ctx context.Context) error {
	g := e.register
	head, err := logHead(ctx, g.store)
	if err != nil {
		return err
	}
	payload, err := encodePayload(e.payload)
	if err != nil {
		return err
	}
	at := g.clock().UTC()
	if at.Before(head.At) {
		at = head.At // a clock that was set back does not stop the register
	}
	record, err := hashlog.Next(head, at, payload, e.erases, g.options.RandomUnsafe)
	if err != nil {
		return err
	}
	e.change.Log = []LogRecord{record}
	return g.store.Commit(ctx, e.change)
}

// logHead returns the end of the stored log.
func logHead(ctx context.Context, s Store) (hashlog.Head, error) {
	last, err := first(s.Log(ctx, LogFilter{Last: true}))
	switch {
	case errors.Is(err, ErrNoRecord):
		return hashlog.Start(LogName), nil
	case err != nil:
		return hashlog.Head{}, err
	}
	return last.Head(LogName), nil
}

// Head returns the end of the log, to be kept elsewhere or timestamped.
//
// Errors: those of the store.
func (g *Register) Head(ctx context.Context) (LogHead, error) {
	h, err := logHead(ctx, g.store)
	if err != nil {
		return LogHead{}, fmt.Errorf("token: head of the log: %w", err)
	}
	return LogHead{Seq: h.Seq, Hash: h.Hash, At: h.At}, nil
}

// Enrol enters a subscriber, or changes the record of one that is there: a new
// name, or the day on which someone left. Version is not read.
//
// Errors: [ErrRecord], those of the store.
func (g *Register) Enrol(ctx context.Context, s Subscriber) error {
	return g.write(ctx, "enrol", func(e *entry) error {
		if problem := s.problem(); problem != "" {
			return fmt.Errorf("%w: %s", ErrRecord, problem)
		}
		old, err := first(g.store.Subscribers(ctx, SubscriberFilter{IDs: []string{s.ID}}))
		if err != nil && !errors.Is(err, ErrNoRecord) {
			return err
		}
		if old.Version > 0 && old.Kind != s.Kind {
			return fmt.Errorf("%w: the kind of a subscriber does not change", ErrRecord)
		}
		s.Version = old.Version + 1
		e.change.Subscribers = []Subscriber{s}
		e.payload.Subscriber = &SubscriberEvent{ID: s.ID, Kind: s.Kind, Left: s.Left}
		return nil
	})
}

// problem says what is wrong with a subscriber's record, "" when nothing is.
func (s Subscriber) problem() string {
	switch {
	case s.ID == "" || s.Manager == "":
		return "the subscriber has no identifier or no managing agency"
	case s.Kind.Label() == same(string(s.Kind)):
		return "unknown kind of subscriber"
	case !s.Left.IsZero() && !s.Left.Valid():
		return "the day of leaving is no day"
	}
	return ""
}

// Begin does the first act of a certificate: someone asks for it.
//
// Errors: as [Register.Act].
func (g *Register) Begin(ctx context.Context, certificate, subscriber string, a Action) (Step, error) {
	var step Step
	err := g.write(ctx, "begin", func(e *entry) error {
		s, err := first(g.store.Subscribers(ctx, SubscriberFilter{IDs: []string{subscriber}}))
		if err != nil {
			return err
		}
		_, err = first(g.store.Certificates(ctx, CertificateFilter{IDs: []string{certificate}}))
		switch {
		case err == nil:
			return fmt.Errorf("%w: the certificate is there already", ErrRecord)
		case !errors.Is(err, ErrNoRecord):
			return err
		}
		step, err = e.act(ctx, CertificateRecord{ID: certificate, Subscriber: s.ID, Kind: s.Kind}, s, a)
		return err
	})
	return step, err
}

// Act does an act to a certificate, and to its device what follows from it: the
// issue enters the device, the hand-over passes it on, recall and return pass it
// back.
//
// Errors: those of [Next] and [Pass]; [ErrNoRecord]; those of the store.
func (g *Register) Act(ctx context.Context, certificate string, a Action) (Step, error) {
	var step Step
	err := g.write(ctx, "act", func(e *entry) error {
		r, err := first(g.store.Certificates(ctx, CertificateFilter{IDs: []string{certificate}}))
		if err != nil {
			return err
		}
		s, err := first(g.store.Subscribers(ctx, SubscriberFilter{IDs: []string{r.Subscriber}}))
		if err != nil {
			return err
		}
		step, err = e.act(ctx, r, s, a)
		return err
	})
	return step, err
}

func (e *entry) act(ctx context.Context, r CertificateRecord, s Subscriber, a Action) (Step, error) {
	g := e.register
	a.At, a.NotBefore, a.NotAfter = a.At.UTC(), a.NotBefore.UTC(), a.NotAfter.UTC()
	step, err := Next(r, a, g.calendar, LifeOptions{Locality: g.options.Locality})
	if err != nil {
		return Step{}, err
	}
	if err := e.custody(ctx, step.Record, s, a); err != nil {
		return Step{}, err
	}
	step.Record.Version = r.Version + 1
	e.change.Certificates = []CertificateRecord{step.Record}
	e.payload.Life = step.Events
	return step, nil
}

// Move does one event to a device that no act of a certificate brings about: the
// agency fetches it, one clerk follows another, a lost device turns up, a dispute
// is settled.
//
// Errors: those of [Pass]; [ErrNoRecord]; those of the store.
func (g *Register) Move(ctx context.Context, v CustodyEvent) (CustodyDevice, error) {
	var moved CustodyDevice
	err := g.write(ctx, "move", func(e *entry) error {
		d, err := first(g.store.Devices(ctx, DeviceFilter{IDs: []string{v.Device}}))
		if err != nil {
			return err
		}
		v.At = v.At.UTC()
		if err := e.pass(&d, v); err != nil {
			return err
		}
		d.Version++
		e.change.Devices, moved = []CustodyDevice{d}, d
		return nil
	})
	return moved, err
}

// Erase destroys the payload of a log record, and its salt, under a decision or
// an article that it names. A record stays: that something was erased, why, and
// by whom.
//
// Errors: [ErrRecord] without basis; [ErrNoRecord]; those of the store.
func (g *Register) Erase(ctx context.Context, record uint64, actor, basis string) error {
	return g.write(ctx, "erase", func(e *entry) error {
		if basis == "" || record == 0 {
			return fmt.Errorf("%w: no record, or no basis is named", ErrRecord)
		}
		e.change.Erase, e.erases = []uint64{record}, record
		e.payload.Erasure = &ErasureEvent{Record: record, Actor: actor, Basis: basis}
		return nil
	})
}
