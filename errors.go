package motcua

import "errors"

var (
	// ErrDate reports text that is no ISO 8601 calendar date.
	ErrDate = errors.New("not a calendar date YYYY-MM-DD")
	// ErrJurisdiction reports a name that is no jurisdiction of the SDK's.
	ErrJurisdiction = errors.New("unknown jurisdiction")
	// ErrSubject reports that there is nothing to evaluate.
	ErrSubject = errors.New("no subject")
)
