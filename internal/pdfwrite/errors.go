package pdfwrite

import "errors"

var (
	// ErrLocked reports an encrypted file whose key is not known.
	ErrLocked = errors.New("pdfwrite: file is locked")
	// ErrValue reports a value that has no written form: a stream of another
	// file, a number that is none.
	ErrValue = errors.New("pdfwrite: value cannot be written")
	// ErrTooMany reports an object number beyond what files can have.
	ErrTooMany = errors.New("pdfwrite: too many objects")
)
