package crl

import "errors"

var (
	// ErrMalformed is returned for bytes that are not one revocation list, and for
	// a list whose entries break the syntax.
	ErrMalformed = errors.New("crl: malformed list")

	// ErrTooLarge is returned for what exceeds the package's bounds.
	ErrTooLarge = errors.New("crl: list too large")

	// ErrScope says that a list does not speak of the certificate: it is for other
	// distribution points, kinds of certificates or issuers.
	ErrScope = errors.New("crl: list is not about the certificate")

	// ErrNoSigner says that no certificate that may sign the list verifies it.
	ErrNoSigner = errors.New("crl: signer of list not found")

	// ErrNotAuthorized says that the list is signed with a key that may not speak
	// for the issuer of the certificate.
	ErrNotAuthorized = errors.New("crl: signer of list is not authorized")
)

// UnknownCriticalError names a critical extension, of the list or of an entry,
// that is not understood: the list tells nothing of any certificate (RFC 5280,
// 5.2 and 5.3).
type UnknownCriticalError struct {
	OID   string
	Entry bool // it stands in an entry
}

func (e *UnknownCriticalError) Error() string {
	where := "list"
	if e.Entry {
		where = "entry"
	}
	return "crl: read " + where + ": unknown critical extension " + e.OID
}
