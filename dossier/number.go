package dossier

import (
	"context"
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// Numberer gives dossiers their codes: each agency's days are numbered from 1,
// without gaps and each number once, by whichever process or machine asks. It
// is safe for concurrent use; package dossiertest tries one.
type Numberer interface {
	// Number gives the dossier of the request its code. What it returned is kept
	// durably before it returns. After an error the number may have been given
	// all the same: asking again with the same key settles it, and is free.
	//
	// Errors: [ErrNumberRequest], [*CodeError] ([ErrDayFull]), or what the
	// database says.
	Number(ctx context.Context, r NumberRequest) (Numbered, error)
	// Numbers returns what was given for an agency and day, in order of the
	// ordinals.
	Numbers(ctx context.Context, agency motcua.AgencyID, received motcua.Date) ([]Numbered, error)
}

// NumberRequest asks for the code of one dossier.
type NumberRequest struct {
	// Key names the dossier, 1 to [MaxNumberKey] bytes: the same key gets the
	// same code, however often it asks.
	Key string
	// Agency begins the code; see [CodeAgency].
	Agency motcua.AgencyID
	// Received is the moment of receipt; its day in Việt Nam goes into the code.
	Received time.Time
	// Entered is when the dossier is entered into the system. The day of
	// Received may be earlier only if Outage says so.
	Entered time.Time
	// Outage says that the dossier was received by hand while the system was
	// down and is entered afterwards (Hải Dương, draft of 2019, Điều 13 khoản 2).
	Outage bool
}

// MaxNumberKey bounds a request's key, in bytes.
const MaxNumberKey = 128

// NumberMark says why a number was given after its day.
type NumberMark string

// The marks; none is the rule.
const (
	// MarkOutage: entered after an outage, as the request said.
	MarkOutage NumberMark = "outage"
	// MarkLate: the agency's next day had begun when the number was given, at
	// midnight or because a clock was set back.
	MarkLate NumberMark = "late"
)

// Label returns the mark in words.
func (m NumberMark) Label() motcua.Text {
	switch m {
	case MarkOutage:
		return motcua.Text{VI: "Nhập sau sự cố", EN: "Entered after an outage"}
	case MarkLate:
		return motcua.Text{VI: "Cấp số sau khi ngày tiếp theo đã bắt đầu", EN: "Numbered after the next day had begun"}
	}
	return motcua.Text{VI: string(m), EN: string(m)}
}

// Numbered is a code that was given.
type Numbered struct {
	Key      string
	Code     Code
	Received time.Time
	Entered  time.Time
	Mark     NumberMark
}

// Issued returns the line of the register for [AuditCodes].
func (n Numbered) Issued() IssuedCode {
	return IssuedCode{Code: n.Code, Received: n.Received, Issued: n.Entered, Mark: n.Mark}
}

// Check tells whether a number can be given for the request.
//
// Errors: [ErrNumberRequest], [*CodeError].
func (r NumberRequest) Check() error {
	switch {
	case r.Key == "" || len(r.Key) > MaxNumberKey:
		return fmt.Errorf("dossier: number: %w: the key has not 1 to %d bytes", ErrNumberRequest, MaxNumberKey)
	case r.Received.IsZero() || r.Entered.IsZero():
		return fmt.Errorf("dossier: number: %w: a moment is missing", ErrNumberRequest)
	case r.Received.After(r.Entered):
		return fmt.Errorf("dossier: number: %w: received after it was entered", ErrNumberRequest)
	case !r.Outage && motcua.DateAt(r.Received) != motcua.DateAt(r.Entered):
		return fmt.Errorf("dossier: number: %w: entered on a later day, and no outage is named", ErrNumberRequest)
	}
	_, err := NewCode(r.Agency, motcua.DateAt(r.Received), 1)
	return err
}
