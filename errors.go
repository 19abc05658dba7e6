package motcua

import "errors"

var (
	// ErrDate reports text that is no ISO 8601 calendar date.
	ErrDate = errors.New("not a calendar date YYYY-MM-DD")
	// ErrJurisdiction reports a locality that the SDK holds no regulation of.
	ErrJurisdiction = errors.New("unknown locality")
	// ErrSubject reports that there is nothing to evaluate.
	ErrSubject = errors.New("no subject")
)
