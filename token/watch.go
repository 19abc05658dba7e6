package token

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// WatchKind is what to look after.
type WatchKind string

// The kinds.
const (
	// WatchExpiring is a certificate whose term ends soon, or has ended without
	// being entered.
	WatchExpiring WatchKind = "expiring"
	// WatchDeviceOut is a certificate that has ended and whose device is not back
	// with the provider.
	WatchDeviceOut WatchKind = "device-out"
	// WatchLeaver is a certificate in force whose subscriber has left.
	WatchLeaver WatchKind = "leaver"
	// WatchLocked is a locked device.
	WatchLocked WatchKind = "locked"
	// WatchDisputed is a device that more than one holder has.
	WatchDisputed WatchKind = "disputed"
)

// WatchKinds lists the kinds in the order in which items of a day are listed.
func WatchKinds() []WatchKind {
	return []WatchKind{WatchDisputed, WatchLeaver, WatchDeviceOut, WatchLocked, WatchExpiring}
}

// Label returns the kind in words.
func (k WatchKind) Label() motcua.Text {
	return labelled(string(k), []words{
		{"expiring", "sắp hết hạn", "expiring"},
		{"device-out", "chưa giao lại thiết bị", "device not back"},
		{"leaver", "người đã rời đi, chứng thư số còn hiệu lực", "left, certificate in force"},
		{"locked", "thiết bị bị khóa", "device locked"},
		{"disputed", "một thiết bị có nhiều người giữ", "device with several holders"},
	})
}

// WatchItem is one thing to look after.
type WatchItem struct {
	Kind        WatchKind
	Certificate string // empty for a disputed device
	Subscriber  string
	Name        string // of the subscriber; personal data
	Device      string
	State       LifeState
	// On is the day that counts: the last day of the term, the day of leaving, the
	// day on which a limit ends or, without limit, on which it began.
	On motcua.Date
	// Overdue reports that the day has passed.
	Overdue bool
	// RenewBy is the last day on which a renewal may be asked for; zero where the
	// certificate cannot be renewed, or no longer. RenewSure tells a day that the
	// law gives from one of caution; see [RenewBy].
	RenewBy   motcua.Date
	RenewSure bool
	// Deadline is the time limit that runs; Term is zero where none is known.
	Deadline Deadline
	Lost     bool
	Holders  []Holder // of a disputed device
}

// WatchOptions tunes [Watch].
type WatchOptions struct {
	// Days is how far ahead terms are looked for; zero means 90. Renewal needs 60.
	Days int
	// Locality adds its time limits.
	Locality motcua.Jurisdiction
}

const (
	defaultWatchDays = 90
	maxWatchDays     = 3660
)

// Watch lists what to look after on the day of a moment: by day, then kind, then
// identifiers.
//
// Errors: [ErrCalendar], those of the store and of the calendar; [ErrRecord] for
// days out of range.
func Watch(ctx context.Context, s Store, cal *motcua.Calendar, at time.Time, o WatchOptions) ([]WatchItem, error) {
	if o.Days == 0 {
		o.Days = defaultWatchDays
	}
	switch {
	case cal == nil:
		return nil, fmt.Errorf("token: watch: %w", ErrCalendar)
	case o.Days < 0 || o.Days > maxWatchDays:
		return nil, fmt.Errorf("token: watch: %w: days out of range", ErrRecord)
	}
	w := &watcher{ctx: ctx, store: s, calendar: cal, at: at, today: motcua.DateAt(at), o: o}
	for _, look := range []func() error{w.expiring, w.out, w.leavers, w.locked, w.disputed, w.names} {
		if err := look(); err != nil {
			return nil, fmt.Errorf("token: watch: %w", err)
		}
	}
	order := func(k WatchKind) int { return slices.Index(WatchKinds(), k) }
	slices.SortFunc(w.items, func(a, b WatchItem) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(order(a.Kind), order(b.Kind)),
			cmp.Compare(a.Certificate, b.Certificate), cmp.Compare(a.Device, b.Device))
	})
	return w.items, nil
}

type watcher struct {
	ctx      context.Context
	store    Store
	calendar *motcua.Calendar
	at       time.Time
	today    motcua.Date
	o        WatchOptions
	items    []WatchItem
}

// each makes an item of each certificate that a filter chooses.
func (w *watcher) each(k WatchKind, f CertificateFilter, fill func(*WatchItem, CertificateRecord) error) error {
	for r, err := range w.store.Certificates(w.ctx, f) {
		if err != nil {
			return err
		}
		item := WatchItem{
			Kind: k, Certificate: r.ID, Subscriber: r.Subscriber, Device: r.Device, State: r.State, Lost: !r.LostAt.IsZero(),
		}
		if err := fill(&item, r); err != nil {
			return err
		}
		item.Overdue = item.On.Before(w.today)
		w.items = append(w.items, item)
	}
	return nil
}

func (w *watcher) expiring() error {
	until := noonOf(w.today.AddDays(w.o.Days)).Add(12 * time.Hour) // midnight, as the last day ends
	return w.each(WatchExpiring, CertificateFilter{States: revocableStates(), EndsBefore: until},
		func(item *WatchItem, r CertificateRecord) error {
			item.On = motcua.DateAt(r.NotAfter)
			if last, ok, sure := RenewBy(r, w.at); ok && !last.Before(w.today) {
				item.RenewBy, item.RenewSure = last, sure
			}
			return nil
		})
}

func (w *watcher) out() error {
	return w.each(WatchDeviceOut, CertificateFilter{States: []LifeState{LifeExpired, LifeRevoked, LifeRecalled}},
		func(item *WatchItem, r CertificateRecord) error {
			item.On = motcua.DateAt(r.EndedAt)
			limits, err := Deadlines(r, w.calendar, LifeOptions{Locality: w.o.Locality})
			if err == nil && len(limits) > 0 {
				item.Deadline, item.On = limits[0], motcua.DateAt(limits[0].Due.At)
			}
			return err
		})
}

func (w *watcher) leavers() error {
	return w.each(WatchLeaver, CertificateFilter{States: append(liveStates(), LifeIssued, LifeHandedOver), LeftBy: w.today},
		func(item *WatchItem, _ CertificateRecord) error { return nil })
}

func (w *watcher) locked() error {
	return w.each(WatchLocked, CertificateFilter{States: []LifeState{LifeLocked}},
		func(item *WatchItem, r CertificateRecord) error {
			item.On = motcua.DateAt(r.At)
			limits, err := Deadlines(r, w.calendar, LifeOptions{Locality: w.o.Locality})
			for _, d := range limits {
				if d.Act == ActUnlock {
					item.Deadline, item.On = d, motcua.DateAt(d.Due.At)
				}
			}
			return err
		})
}

func (w *watcher) disputed() error {
	for d, err := range w.store.Devices(w.ctx, DeviceFilter{Disputed: true}) {
		if err != nil {
			return err
		}
		w.items = append(w.items, WatchItem{
			Kind: WatchDisputed, Subscriber: d.Owner, Device: d.ID, On: w.today, Holders: d.Holders, Lost: d.Lost,
		})
	}
	return nil
}

// names looks up whom the items concern, and when they left.
func (w *watcher) names() error {
	ids := make([]string, 0, len(w.items))
	for _, item := range w.items {
		ids = append(ids, item.Subscriber)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	found := map[string]Subscriber{}
	for s, err := range w.store.Subscribers(w.ctx, SubscriberFilter{IDs: slices.Compact(ids)}) {
		if err != nil {
			return err
		}
		found[s.ID] = s
	}
	for i := range w.items {
		item := &w.items[i]
		s := found[item.Subscriber]
		item.Name = s.Name
		if item.Kind == WatchLeaver {
			item.On, item.Overdue = s.Left, s.Left.Before(w.today)
		}
	}
	return nil
}
