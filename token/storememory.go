package token

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
)

// MemoryStore keeps a register in memory, for tests and trials: it is gone with
// the process. Make it with [NewMemoryStore].
type MemoryStore struct {
	mu           sync.RWMutex
	subscribers  map[string]Subscriber
	certificates map[string]CertificateRecord
	devices      map[string]CustodyDevice
	log          []LogRecord
}

// NewMemoryStore returns an empty register.
func NewMemoryStore() *MemoryStore {
	return &MemoryStore{
		subscribers: map[string]Subscriber{}, certificates: map[string]CertificateRecord{}, devices: map[string]CustodyDevice{},
	}
}

// Commit applies a change; see [Store].
func (m *MemoryStore) Commit(ctx context.Context, c StoreChange) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("token: commit: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.check(c); err != nil {
		return fmt.Errorf("token: commit: %w", err)
	}
	for _, s := range c.Subscribers {
		m.subscribers[s.ID] = s
	}
	for _, r := range c.Certificates {
		m.certificates[r.ID] = r.clone()
	}
	for _, d := range c.Devices {
		m.devices[d.ID] = d.clone()
	}
	for _, e := range c.Log {
		e.Salt, e.Payload = slices.Clone(e.Salt), slices.Clone(e.Payload)
		m.log = append(m.log, e)
	}
	for _, seq := range c.Erase {
		e := &m.log[seq-1]
		clear(e.Salt)
		clear(e.Payload)
		e.Salt, e.Payload = nil, nil
	}
	return nil
}

func (m *MemoryStore) check(c StoreChange) error {
	seen := map[string]bool{}
	fits := func(kind, id string, version, stored uint64) bool {
		twice := seen[kind+id]
		seen[kind+id] = true
		return !twice && version == stored+1
	}
	for _, s := range c.Subscribers {
		if !fits("s", s.ID, s.Version, m.subscribers[s.ID].Version) {
			return ErrConflict
		}
	}
	for _, r := range c.Certificates {
		if !fits("c", r.ID, r.Version, m.certificates[r.ID].Version) {
			return ErrConflict
		}
	}
	for _, d := range c.Devices {
		if !fits("d", d.ID, d.Version, m.devices[d.ID].Version) {
			return ErrConflict
		}
	}
	last := LogRecord{Hash: StartOfLog()}
	if n := len(m.log); n > 0 {
		last = m.log[n-1]
	}
	for _, e := range c.Log {
		if e.Seq != last.Seq+1 || e.Prev != last.Hash {
			return ErrConflict
		}
		last = e
	}
	for _, seq := range c.Erase {
		if seq == 0 || seq > last.Seq {
			return ErrNoRecord
		}
	}
	return nil
}

// Subscribers chooses subscribers; see [Store].
func (m *MemoryStore) Subscribers(ctx context.Context, f SubscriberFilter) iter.Seq2[Subscriber, error] {
	return snapshot(ctx, m, func() []Subscriber {
		return picked(m.subscribers, f.IDs, f.Match, func(s Subscriber) Subscriber { return s })
	})
}

// Certificates chooses certificates; see [Store].
func (m *MemoryStore) Certificates(ctx context.Context, f CertificateFilter) iter.Seq2[CertificateRecord, error] {
	match := func(r CertificateRecord) bool { return f.Match(r, m.subscribers[r.Subscriber]) }
	return snapshot(ctx, m, func() []CertificateRecord { return picked(m.certificates, f.IDs, match, CertificateRecord.clone) })
}

// Devices chooses devices; see [Store].
func (m *MemoryStore) Devices(ctx context.Context, f DeviceFilter) iter.Seq2[CustodyDevice, error] {
	return snapshot(ctx, m, func() []CustodyDevice { return picked(m.devices, f.IDs, f.Match, CustodyDevice.clone) })
}

// Log chooses a stretch of the log; see [Store].
func (m *MemoryStore) Log(ctx context.Context, f LogFilter) iter.Seq2[LogRecord, error] {
	return snapshot(ctx, m, func() []LogRecord {
		from := min(f.After, uint64(len(m.log)))
		if f.Last && len(m.log) > 0 {
			from = max(from, uint64(len(m.log))-1)
		}
		list := slices.Clone(m.log[from:])
		for i := range list {
			list[i].Salt, list[i].Payload = slices.Clone(list[i].Salt), slices.Clone(list[i].Payload)
		}
		return list
	})
}

// picked copies the records that match, in order of their identifiers; of those
// that are named, if any are.
func picked[T any](from map[string]T, ids []string, match func(T) bool, clone func(T) T) []T {
	var order []string
	if len(ids) > 0 {
		order = slices.Compact(slices.Sorted(slices.Values(ids)))
	} else {
		order = slices.Sorted(maps.Keys(from))
	}
	var list []T
	for _, id := range order {
		if v, ok := from[id]; ok && match(v) {
			list = append(list, clone(v))
		}
	}
	return list
}

// snapshot yields what take returns under the lock.
func snapshot[T any](ctx context.Context, m *MemoryStore, take func() []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		m.mu.RLock()
		list := take()
		m.mu.RUnlock()
		for _, v := range list {
			if err := ctx.Err(); err != nil {
				var zero T
				yield(zero, fmt.Errorf("token: read: %w", err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

func (r CertificateRecord) clone() CertificateRecord {
	r.Pending = slices.Clone(r.Pending)
	return r
}
