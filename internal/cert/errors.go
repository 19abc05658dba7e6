package cert

import "errors"

var (
	// ErrMalformed is returned for bytes that are not one X.509 certificate.
	ErrMalformed = errors.New("cert: malformed certificate")

	// ErrTooLarge is returned when a certificate, or a list in it, exceeds the
	// package's bounds: 64 KiB, 64 extensions, 64 attributes in a name.
	ErrTooLarge = errors.New("cert: certificate too large")
)

// KeyError says why a certificate's public key can't be used.
type KeyError struct {
	Algorithm string // OID of the key algorithm
	Reason    string // e.g. "unsupported curve"
}

func (e *KeyError) Error() string {
	return "cert: read public key " + e.Algorithm + ": " + e.Reason
}
