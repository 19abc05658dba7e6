package pdfcrypt

import (
	"errors"
	"fmt"
)

var (
	// ErrPassword says that the password is neither the user's nor the
	// owner's.
	ErrPassword = errors.New("pdfcrypt: password does not fit")
	// ErrUnsupported says that the file names an algorithm, or a combination
	// of them, that the standard does not define.
	ErrUnsupported = errors.New("pdfcrypt: encryption not supported")
	// ErrCorrupt says that a value of the Encrypt dictionary is too short or
	// that encrypted data break the rules of their method.
	ErrCorrupt = errors.New("pdfcrypt: corrupt data")
)

func corrupt(action, cause string) error {
	return fmt.Errorf("%w: %s: %s", ErrCorrupt, action, cause)
}

func unsupported(action, cause string) error {
	return fmt.Errorf("%w: %s: %s", ErrUnsupported, action, cause)
}
