package pdffilter

import (
	"errors"
	"fmt"
	"io"
)

var (
	// ErrUnsupported is what every *UnsupportedError is.
	ErrUnsupported = errors.New("pdffilter: filter not supported")
	// ErrCorrupt says that data or parameters break the rules of their filter.
	ErrCorrupt = errors.New("pdffilter: corrupt data")
	// ErrTooLarge says that a stream decodes to more than the caller allows.
	ErrTooLarge = errors.New("pdffilter: decoded data exceed the limit")
)

// UnsupportedError names a filter that NewReader has no decoder for: an image
// codec, Crypt, or a name that the standard does not know.
type UnsupportedError struct {
	Filter string // as given, without the slash
}

// Error quotes the name, cut to 32 bytes since it comes out of a file.
func (e *UnsupportedError) Error() string {
	const limit = 32
	if len(e.Filter) > limit {
		return fmt.Sprintf("pdffilter: open filter %q…: not supported", e.Filter[:limit])
	}
	return fmt.Sprintf("pdffilter: open filter %q: not supported", e.Filter)
}

// Is reports that every UnsupportedError is ErrUnsupported.
func (e *UnsupportedError) Is(target error) bool { return target == ErrUnsupported }

// corrupt returns an ErrCorrupt of one stage with its cause.
func corrupt(filter, cause string) error {
	return fmt.Errorf("%w: decode %s: %s", ErrCorrupt, filter, cause)
}

// endOfInput turns the io.EOF of an input that ended too early into an
// ErrCorrupt and leaves every other error, which is the input's own, alone.
func endOfInput(filter string, err error) error {
	if err != io.EOF {
		return err
	}
	return fmt.Errorf("%w: decode %s: %w", ErrCorrupt, filter, io.ErrUnexpectedEOF)
}
