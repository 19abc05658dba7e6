package dossier

import (
	"errors"
	"fmt"
)

var (
	// ErrCode reports text that is no dossier code; the error is a [*CodeError].
	ErrCode = errors.New("not a dossier code")
	// ErrFieldCode reports text that is no code of a field of procedures.
	ErrFieldCode = errors.New("not a field code")
	// ErrDayFull reports that an agency has given out all numbers of a day.
	ErrDayFull = errors.New("no number is left for the day")
	// ErrCodeParty reports that the agency whose identifier belongs into the
	// code is not known.
	ErrCodeParty = errors.New("the agency for the code is not known")
	// ErrNumberRequest reports a request for a number that is incomplete, or one
	// whose key was used for another agency or day.
	ErrNumberRequest = errors.New("not a usable request for a number")
	// ErrProcedure reports a procedure that nobody can carry out.
	ErrProcedure = errors.New("not a usable procedure")
	// ErrRefused reports an act that may not be done; the error is a
	// [*RefusalError], which names the article.
	ErrRefused = errors.New("the act may not be done")
	// ErrAct reports an act that says too little, too much or nothing known.
	ErrAct = errors.New("not a usable act")
	// ErrOffice reports an office without a calendar.
	ErrOffice = errors.New("the office has no calendar")
	// ErrEvents reports events that are not the history of one dossier.
	ErrEvents = errors.New("not the history of a dossier")
	// ErrChain reports a log whose entries were changed, moved or left out.
	ErrChain = errors.New("the log is not whole")
	// ErrFileSize reports a file that is larger than the limit, or not as long as
	// it was said to be.
	ErrFileSize = errors.New("file too large or cut off")
	// ErrStates reports a catalogue of local states that is not approved, or does
	// not map every state onto a national one.
	ErrStates = errors.New("not an approved catalogue of states")
)

// CodeError says why text is no dossier code, or why no code can be made. It
// matches [ErrCode], and [ErrDayFull] or [motcua.ErrAgencyID] where that is the
// cause. It does not hold the text.
type CodeError struct {
	Reason CodeReason
	Cause  error // nil where the reason says it all
}

// Error names the reason.
func (e *CodeError) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("dossier: code: %s: %v", e.Reason.Label().EN, e.Cause)
	}
	return fmt.Sprintf("dossier: code: %v: %s", ErrCode, e.Reason.Label().EN)
}

// Unwrap returns [ErrCode] and the cause.
func (e *CodeError) Unwrap() []error {
	if e.Cause == nil {
		return []error{ErrCode}
	}
	return []error{ErrCode, e.Cause}
}
