package token

import (
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// SubscriberKind is whom or what a certificate is for, Nghị định 130/2018/NĐ-CP,
// Điều 60.
type SubscriberKind string

// The kinds of subscriber.
const (
	// ForPerson is an official without power over the seal.
	ForPerson SubscriberKind = "person"
	// ForTitle is a person with power over the seal, or with a state title.
	ForTitle SubscriberKind = "title"
	// ForAgency is an agency or organisation: its certificate stands for the seal.
	ForAgency SubscriberKind = "agency"
	// ForThing is a device, a service or software.
	ForThing SubscriberKind = "thing"
)

// SubscriberKinds lists the kinds.
func SubscriberKinds() []SubscriberKind {
	return []SubscriberKind{ForPerson, ForTitle, ForAgency, ForThing}
}

// human reports whether the subscriber is a person.
func (k SubscriberKind) human() bool { return k == ForPerson || k == ForTitle }

// Subscriber is who a certificate is issued to (thuê bao).
type Subscriber struct {
	ID   string // of the register's own; it appears in logs, a name does not
	Kind SubscriberKind
	Name string
	// Manager names the agency that manages the subscriber directly (cơ quan, tổ
	// chức quản lý trực tiếp).
	Manager string
	// Left is the day from which the person has retired, resigned, died or moved
	// away, the agency is dissolved, the thing out of service. Zero: still there.
	Left motcua.Date
	// Version counts the commits of the record.
	Version uint64
}

// LifeState is where a certificate stands between request and return.
type LifeState string

// The states, in the order of a life. A certificate is in force from LifePublished
// until it is LifeExpired or LifeRevoked.
const (
	LifeRequested  LifeState = "requested"
	LifeConfirmed  LifeState = "confirmed" // by the managing agency, sent to the provider
	LifeIssued     LifeState = "issued"    // the device waits for the managing agency
	LifeHandedOver LifeState = "handed-over"
	LifePublished  LifeState = "published"
	LifeInUse      LifeState = "in-use"
	LifeChanged    LifeState = "changed" // in force, its information was changed
	LifeRenewed    LifeState = "renewed" // in force, its term was extended
	LifeLocked     LifeState = "locked"  // in force, its device refuses the password
	LifeUnlocked   LifeState = "unlocked"
	LifeExpired    LifeState = "expired"
	LifeRevoked    LifeState = "revoked"
	LifeRecalled   LifeState = "recalled" // the managing agency has the device back
	LifeReturned   LifeState = "returned" // the provider has the device back
	LifeDestroyed  LifeState = "destroyed"
	LifeDeclined   LifeState = "declined" // the provider refused to issue, in writing
	noState        LifeState = ""         // before the request
)

// LifeStates lists the states in the order of a life.
func LifeStates() []LifeState {
	return []LifeState{
		LifeRequested, LifeConfirmed, LifeDeclined, LifeIssued, LifeHandedOver, LifePublished, LifeInUse, LifeChanged,
		LifeRenewed, LifeLocked, LifeUnlocked, LifeExpired, LifeRevoked, LifeRecalled, LifeReturned, LifeDestroyed,
	}
}

// InForce reports whether a certificate in this state is in force, as far as its
// term lasts.
func (s LifeState) InForce() bool {
	return slices.Contains([]LifeState{LifePublished, LifeInUse, LifeChanged, LifeRenewed, LifeLocked, LifeUnlocked}, s)
}

// Ended reports whether the certificate is no longer in force for good.
func (s LifeState) Ended() bool {
	return slices.Contains([]LifeState{LifeExpired, LifeRevoked, LifeRecalled, LifeReturned, LifeDestroyed}, s)
}

// Out reports whether the device of a certificate in this state should be with
// the subscriber or, for an agency's, with its clerk.
func (s LifeState) Out() bool { return s == LifeHandedOver || s.InForce() }

// CertificateRecord is one certificate in the register. It is a plain value:
// [Next] returns a changed copy.
type CertificateRecord struct {
	ID         string // of the register's own
	Subscriber string // Subscriber.ID
	Kind       SubscriberKind
	Device     string // CustodyDevice.ID, from LifeIssued on
	Serial     string // serial number of the certificate, hexadecimal, from LifeIssued on
	State      LifeState
	// At is when the last act was done.
	At time.Time
	// RequestedAt is when the certificate was asked for.
	RequestedAt time.Time
	// OriginalDue is set while the original on paper of an unsigned electronic
	// request is due at the hand-over.
	OriginalDue bool
	// IssuedAt picks the wording for the term.
	IssuedAt            time.Time
	NotBefore, NotAfter time.Time // NotAfter is the last moment of the term
	PublishedAt         time.Time // in force from then
	Renewals            int
	// EndedAt is when the certificate expired or was revoked.
	EndedAt time.Time
	// EndedBy is the case of the revocation; zero for a certificate that expired.
	EndedBy RevocationCase
	// LostAt is when the device was reported lost; zero if it was not.
	LostAt  time.Time
	Pending []PendingRequest
	// Version counts the commits of the record.
	Version uint64
}

// PendingRequest is a request that is not answered yet.
type PendingRequest struct {
	Kind        RequestKind
	By          Role
	RequestedAt time.Time
	ConfirmedAt time.Time      // by the managing agency; zero: not yet
	ReceivedAt  time.Time      // by the provider; zero: not known
	Case        RevocationCase // of a revocation
}

// pending returns the open request of the kind.
func (r *CertificateRecord) pending(k RequestKind) *PendingRequest {
	for i := range r.Pending {
		if r.Pending[i].Kind == k {
			return &r.Pending[i]
		}
	}
	return nil
}

// Live reports whether the certificate is in force at the moment.
func (r CertificateRecord) Live(at time.Time) bool {
	return r.State.InForce() && !at.After(r.NotAfter)
}

// RemainingDays counts the civil days in Việt Nam from the day of the moment to
// the last day of the term; negative after it.
func (r CertificateRecord) RemainingDays(at time.Time) int {
	return daysBetween(motcua.DateAt(at), motcua.DateAt(r.NotAfter))
}

func daysBetween(from, to motcua.Date) int {
	return int(noonOf(to).Sub(noonOf(from)).Hours() / 24)
}

// noonOf gives a date a moment, for arithmetic.
func noonOf(d motcua.Date) time.Time {
	t, err := time.Parse(time.DateOnly, d.String())
	if err != nil {
		return time.Time{}
	}
	return t.Add(5 * time.Hour)
}
