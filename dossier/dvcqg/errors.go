package dvcqg

import (
	"errors"
	"fmt"
)

var (
	// ErrPayload reports a payload that the portal would not take, or that is none;
	// the error is a [*PayloadError] where one field is to blame.
	ErrPayload = errors.New("not a payload of the national portal")
	// ErrNoCode reports a dossier that has no code yet: the portal knows dossiers
	// by their codes.
	ErrNoCode = errors.New("the dossier has no code yet")
	// ErrKnown reports a dossier that the portal has already: it is sent again as an
	// update.
	ErrKnown = errors.New("the portal has the dossier already")
	// ErrSession reports a session that the portal no longer accepts.
	ErrSession = errors.New("the session has ended")
	// ErrRefused reports another answer than success.
	ErrRefused = errors.New("the portal refused")
)

// PayloadError names the field that is wrong. It matches [ErrPayload] and does
// not hold the value.
type PayloadError struct {
	Record int    // from 0
	Field  string // as in “NgayHenTra”
	Reason string
}

// Error names the field and the reason.
func (e *PayloadError) Error() string {
	return fmt.Sprintf("dvcqg: check record %d: %v: %s %s", e.Record, ErrPayload, e.Field, e.Reason)
}

// Unwrap returns [ErrPayload].
func (e *PayloadError) Unwrap() error { return ErrPayload }
