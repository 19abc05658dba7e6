package motcua

import "errors"

var (
	// ErrAgencyID reports text that is no agency code of any form.
	ErrAgencyID = errors.New("not an agency code")
	// ErrAgencyTable reports a conversion that does not lead from an old code to
	// a new one, or that contradicts another.
	ErrAgencyTable = errors.New("not a table of agency codes")
)
