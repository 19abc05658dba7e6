package ocsp

import (
	"errors"
	"strconv"
)

var (
	// ErrMalformed is returned for bytes that are not one OCSP response.
	ErrMalformed = errors.New("ocsp: malformed response")

	// ErrTooLarge is returned when a response, or a list in it, exceeds the
	// package's bounds.
	ErrTooLarge = errors.New("ocsp: response too large")

	// ErrUnsupported is returned for a response of another type than
	// id-pkix-ocsp-basic, or a request that can't be made as asked.
	ErrUnsupported = errors.New("ocsp: not supported")

	// ErrOtherCertificate says that the response is about other certificates.
	ErrOtherCertificate = errors.New("ocsp: response does not speak of the certificate")

	// ErrCriticalExtension says that a critical extension isn't understood, so
	// that what it qualifies can't be used.
	ErrCriticalExtension = errors.New("ocsp: unknown critical extension")

	// ErrNonce says that the response holds another nonce than was sent: it may
	// be an old one, played back.
	ErrNonce = errors.New("ocsp: nonce does not match")

	// ErrNoResponder says that no certificate at hand is the one by which the
	// responder names itself.
	ErrNoResponder = errors.New("ocsp: no certificate of the responder")

	// ErrUnauthorised says that the responder is neither the certificate's
	// issuer nor delegated by it (RFC 6960, 4.2.2.2).
	ErrUnauthorised = errors.New("ocsp: responder is not authorised")

	// ErrSignatureInvalid says that the responder's key didn't sign the response.
	ErrSignatureInvalid = errors.New("ocsp: signature of the response is invalid")
)

// StatusError is a refusal: the responder answered, but with a status other than
// successful and without a signature (RFC 6960, 4.2.1). Nobody vouches for it.
type StatusError struct {
	Status int // OCSPResponseStatus: 1, 2, 3, 5 or 6; others are undefined
}

// The statuses of RFC 6960, 4.2.1, other than successful.
const (
	StatusMalformedRequest = 1
	StatusInternalError    = 2
	StatusTryLater         = 3
	StatusSigRequired      = 5
	StatusUnauthorized     = 6
)

func (e *StatusError) Error() string {
	return "ocsp: responder refuses: " + statusName(e.Status)
}

func statusName(status int) string {
	switch status {
	case StatusMalformedRequest:
		return "malformed request"
	case StatusInternalError:
		return "internal error"
	case StatusTryLater:
		return "try later"
	case StatusSigRequired:
		return "signature required"
	case StatusUnauthorized:
		return "unauthorized"
	}
	return "status " + strconv.Itoa(status)
}
