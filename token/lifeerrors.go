package token

import (
	"errors"
	"fmt"

	"github.com/motcua/motcua"
)

// Errors of the register of certificates and devices.
var (
	// ErrRefused reports an act that may not be done; see [RefusalError].
	ErrRefused = errors.New("the act is refused")
	// ErrRecord reports a record or an act that contradicts itself.
	ErrRecord = errors.New("the record is not coherent")
	// ErrNoRecord reports that the register holds no such record.
	ErrNoRecord = errors.New("no such record")
	// ErrConflict reports that someone else changed the register meanwhile: read
	// again, decide again.
	ErrConflict = errors.New("the register was changed meanwhile")
	// ErrNotHolder reports a transfer by someone who does not hold the device.
	ErrNotHolder = errors.New("the giver does not hold the device")
	// ErrCalendar reports that a time limit is asked for without a calendar.
	ErrCalendar = errors.New("no calendar is given")
)

// RefusalError says which act is refused, why, and by which article.
type RefusalError struct {
	Act     Act
	Request RequestKind // zero where the act concerns none
	State   LifeState
	Why     motcua.Text
	// Basis is zero where no text is held and only the order of the steps,
	// which is practice, speaks against the act.
	Basis motcua.Citation
}

// Error returns the reason in English.
func (e *RefusalError) Error() string {
	if e.Basis == (motcua.Citation{}) {
		return fmt.Sprintf("token: %s: %s", e.Act, e.Why.EN)
	}
	return fmt.Sprintf("token: %s: %s (%s)", e.Act, e.Why.EN, e.Basis)
}

// Unwrap returns [ErrRefused].
func (e *RefusalError) Unwrap() error { return ErrRefused }
