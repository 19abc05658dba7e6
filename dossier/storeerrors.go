package dossier

import "errors"

var (
	// ErrConflict reports that a case has changed since it was read.
	ErrConflict = errors.New("the case has changed meanwhile")
	// ErrNoCase reports a case that a store does not have.
	ErrNoCase = errors.New("no such case")
	// ErrCodeUsed reports a code that another case has.
	ErrCodeUsed = errors.New("the code is that of another case")
	// ErrQuery reports a query with impossible bounds.
	ErrQuery = errors.New("not a usable query")
	// ErrExport reports what is no whole export of a store.
	ErrExport = errors.New("not a whole export")
)
