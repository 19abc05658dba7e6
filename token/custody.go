package token

import (
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// Keeper is as whom someone holds a device.
type Keeper string

// The keepers.
const (
	KeptByProvider   Keeper = "provider"
	KeptByManager    Keeper = "manager"    // the managing agency, on the way
	KeptByClerk      Keeper = "clerk"      // of the agency, as it keeps the seal
	KeptBySubscriber Keeper = "subscriber" // the person that it is for
	KeptBySteward    Keeper = "steward"    // who manages the certificate of a thing
	KeptByOther      Keeper = "other"      // under a written permission
)

// Keepers lists the keepers.
func Keepers() []Keeper {
	return []Keeper{KeptByProvider, KeptByManager, KeptByClerk, KeptBySubscriber, KeptBySteward, KeptByOther}
}

// Label returns the keeper in words.
func (k Keeper) Label() motcua.Text {
	return labelled(string(k), []words{
		{"provider", "tổ chức cung cấp dịch vụ", "provider"},
		{"manager", "cơ quan, tổ chức quản lý trực tiếp", "managing agency"},
		{"clerk", "văn thư cơ quan", "agency's clerk"},
		{"subscriber", "thuê bao", "subscriber"},
		{"steward", "người được giao quản lý", "person assigned to manage it"},
		{"other", "người khác được phép bằng văn bản", "another person, with written permission"},
	})
}

// Holder is who holds a device.
type Holder struct {
	As Keeper `json:"as"`
	ID string `json:"id"` // of the register's own
}

// CustodyDevice is a device that stores a private key, in the register.
type CustodyDevice struct {
	ID    string
	Model string
	// Kind and Owner say for whom the device is: an agency's is kept like its
	// seal, a person's by that person alone.
	Kind  SubscriberKind
	Owner string // Subscriber.ID
	// Holders are those who hold it now by the log: none before it came and after
	// it was destroyed, several where the records contradict one another.
	Holders []Holder
	Lost    bool
	// Version counts the commits of the record.
	Version uint64
}

func (d CustodyDevice) clone() CustodyDevice {
	d.Holders = slices.Clone(d.Holders)
	return d
}

// CustodyKind is what happened to a device.
type CustodyKind string

// The kinds of custody events.
const (
	DeviceEntered   CustodyKind = "entered" // To has it: the first that is known
	DevicePassed    CustodyKind = "passed"  // From gave it to To
	DeviceMissing   CustodyKind = "missing" // it is lost; who had it stays answerable
	DeviceFound     CustodyKind = "found"   // To has it again
	DeviceSettled   CustodyKind = "settled" // of several holders, To alone has it
	DeviceDestroyed CustodyKind = "destroyed"
)

// CustodyEvent is one event in the custody of a device, as it is logged.
type CustodyEvent struct {
	Device string      `json:"device"`
	Kind   CustodyKind `json:"kind"`
	From   Holder      `json:"from,omitzero"`
	To     Holder      `json:"to,omitzero"`
	At     time.Time   `json:"at"`
	Actor  string      `json:"actor,omitempty"`
	Papers []PaperRef  `json:"papers,omitempty"`
	// Claimed records a transfer although From does not hold the device, as old
	// lists have it: the device then has two holders until that is settled.
	Claimed bool `json:"claimed,omitempty"`
}

// PaperRef names one paper.
type PaperRef struct {
	Kind   PaperKind   `json:"kind"`
	Number string      `json:"number,omitempty"`
	On     motcua.Date `json:"on,omitzero"`
}

func (e CustodyEvent) has(k PaperKind) bool {
	return slices.ContainsFunc(e.Papers, func(p PaperRef) bool { return p.Kind == k })
}

// CustodyError says why a device may not pass, and by which article.
type CustodyError struct {
	Device string
	Why    motcua.Text
	Basis  motcua.Citation
}

// Error returns the reason in English.
func (e *CustodyError) Error() string {
	return fmt.Sprintf("token: pass device: %s (%s)", e.Why.EN, e.Basis)
}

// Unwrap returns [ErrRefused].
func (e *CustodyError) Unwrap() error { return ErrRefused }

// Pass does one event to a device. It is pure. From 2020-03-05 Nghị định
// 30/2020/NĐ-CP, Điều 32, refuses to pass an agency's device on without minutes,
// to another person than the clerk without written permission, and a person's
// device to anyone but that person (and back).
//
// Errors: [CustodyError]; [ErrNotHolder]; [ErrRecord] for an event that lacks what
// it needs, or that the device's state excludes.
func Pass(d CustodyDevice, e CustodyEvent) (CustodyDevice, error) {
	d = d.clone()
	if d.ID == "" || e.Device != d.ID || e.At.IsZero() {
		return d, fmt.Errorf("token: pass device: %w: no device, or no time", ErrRecord)
	}
	switch e.Kind {
	case DeviceEntered:
		if len(d.Holders) > 0 || !e.To.valid() {
			return d, fmt.Errorf("token: enter device: %w: it is held already, or nobody has it", ErrRecord)
		}
		d.Holders = []Holder{e.To}
	case DevicePassed:
		return pass(d, e)
	case DeviceMissing:
		d.Lost = true
	case DeviceFound, DeviceSettled:
		if !e.To.valid() {
			return d, fmt.Errorf("token: settle device: %w: nobody has it", ErrRecord)
		}
		d.Holders, d.Lost = []Holder{e.To}, false
	case DeviceDestroyed:
		d.Holders, d.Lost = nil, false
	default:
		return d, fmt.Errorf("token: pass device: %w: unknown kind of event", ErrRecord)
	}
	return d, nil
}

func (h Holder) valid() bool { return h.ID != "" && slices.Contains(Keepers(), h.As) }

func pass(d CustodyDevice, e CustodyEvent) (CustodyDevice, error) {
	if !e.To.valid() || !e.From.valid() || e.From == e.To {
		return d, fmt.Errorf("token: pass device: %w: giver and receiver", ErrRecord)
	}
	at := slices.Index(d.Holders, e.From)
	if at < 0 && !e.Claimed {
		return d, fmt.Errorf("token: pass device: %w", ErrNotHolder)
	}
	if d.Lost && !e.Claimed {
		return d, fmt.Errorf("token: pass device: %w: it is lost", ErrRecord)
	}
	if !e.Claimed {
		if err := mayPass(d, e); err != nil {
			return d, err
		}
	}
	if at >= 0 {
		d.Holders = slices.Delete(d.Holders, at, at+1)
	}
	if !slices.Contains(d.Holders, e.To) {
		d.Holders = append(d.Holders, e.To)
	}
	return d, nil
}

// mayPass asks Nghị định 30/2020/NĐ-CP, Điều 32.
func mayPass(d CustodyDevice, e CustodyEvent) error {
	on := motcua.DateAt(e.At)
	if on.Before(under30(clause{}, nil).in.From) {
		return nil
	}
	refuse := func(c clause, vi, en string) error {
		return &CustodyError{Device: d.ID, Why: motcua.Text{VI: vi, EN: en}, Basis: c.citation()}
	}
	// Between the provider and the managing agency the device is on its way.
	within := e.To.As != KeptByProvider && e.To.As != KeptByManager
	switch {
	case d.Kind == ForAgency && within && !e.has(PaperHandOver):
		return refuse(minutesClause(), "việc bàn giao thiết bị của cơ quan phải được lập biên bản", "the hand-over of an agency's device needs minutes")
	case d.Kind == ForAgency && within && e.To.As != KeptByClerk && !e.has(PaperPermission):
		return refuse(permissionClause(), "không có văn bản cho phép của người có thẩm quyền", "there is no written permission of the competent person")
	case d.Kind.human() && within && e.To != (Holder{KeptBySubscriber, d.Owner}):
		return refuse(ownCareClause(), "thiết bị của cá nhân do chính cá nhân đó bảo quản", "a person's device is kept by that person")
	}
	return nil
}
