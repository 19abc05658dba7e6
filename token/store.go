package token

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/hashlog"
)

// LogRecord is one entry of the register's log: chained, its payload salted. See
// [AuditLog].
type LogRecord = hashlog.Entry

// LogHash is a hash of the log.
type LogHash = hashlog.Hash

// LogName binds the chain to the register of certificates and devices.
const LogName = "motcua/token"

// Store keeps the register. A store proves itself with package
// token/storetest. Its methods may be called by many goroutines.
//
// Sequences yield records in order of their identifiers, log records in order of
// their numbers, each sequence as of one moment. They end after the first error.
type Store interface {
	// Commit applies a change wholly or not at all. Once it returns nil, the change
	// survives the end of the process.
	//
	// Errors: [ErrConflict] where a version or the end of the log is not what the
	// change was made for; [ErrNoRecord] for an erasure of what was never logged.
	Commit(ctx context.Context, c StoreChange) error
	Subscribers(ctx context.Context, f SubscriberFilter) iter.Seq2[Subscriber, error]
	Certificates(ctx context.Context, f CertificateFilter) iter.Seq2[CertificateRecord, error]
	Devices(ctx context.Context, f DeviceFilter) iter.Seq2[CustodyDevice, error]
	Log(ctx context.Context, f LogFilter) iter.Seq2[LogRecord, error]
}

// StoreChange is one change. Each record carries the version it gets: one more
// than it has in the store, 1 for a new one.
type StoreChange struct {
	Subscribers  []Subscriber
	Certificates []CertificateRecord
	Devices      []CustodyDevice
	// Log follows the end of the stored log.
	Log []LogRecord
	// Erase names the records whose payload and salt are destroyed.
	Erase []uint64
}

// SubscriberFilter chooses subscribers. Zero fields choose all.
type SubscriberFilter struct {
	IDs []string
}

// Match reports whether a subscriber is chosen.
func (f SubscriberFilter) Match(s Subscriber) bool { return chosen(f.IDs, s.ID) }

// CertificateFilter chooses certificates by all fields that are set.
type CertificateFilter struct {
	IDs        []string
	States     []LifeState
	Subscriber string
	Device     string
	// EndsBefore chooses those whose term ends before the moment, to the
	// microsecond, and those without term.
	EndsBefore time.Time
	// LeftBy chooses those whose subscriber left on the day or before.
	LeftBy motcua.Date
}

// Match reports whether a certificate of a subscriber is chosen.
func (f CertificateFilter) Match(r CertificateRecord, s Subscriber) bool {
	return chosen(f.IDs, r.ID) && chosen(f.States, r.State) &&
		(f.Subscriber == "" || f.Subscriber == r.Subscriber) && (f.Device == "" || f.Device == r.Device) &&
		(f.EndsBefore.IsZero() || r.NotAfter.UnixMicro() < f.EndsBefore.UnixMicro()) &&
		(f.LeftBy.IsZero() || !s.Left.IsZero() && !f.LeftBy.Before(s.Left))
}

// DeviceFilter chooses devices by all fields that are set.
type DeviceFilter struct {
	IDs []string
	// Disputed chooses those that more than one holder has.
	Disputed bool
	// Holder chooses those that the person or body holds.
	Holder string
}

// Match reports whether a device is chosen.
func (f DeviceFilter) Match(d CustodyDevice) bool {
	held := func(h Holder) bool { return h.ID == f.Holder }
	return chosen(f.IDs, d.ID) && (!f.Disputed || len(d.Holders) > 1) &&
		(f.Holder == "" || slices.ContainsFunc(d.Holders, held))
}

// LogFilter chooses a stretch of the log. Zero fields choose all.
type LogFilter struct {
	After uint64 // leaves out the records up to the number
	Last  bool   // chooses the last record alone
}

// chosen reports whether a list, if there is one, names the value.
func chosen[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// first returns the first record of a sequence.
//
// Errors: [ErrNoRecord] for an empty one.
func first[T any](seq iter.Seq2[T, error]) (T, error) {
	for v, err := range seq {
		return v, err
	}
	var zero T
	return zero, ErrNoRecord
}
