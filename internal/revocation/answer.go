package revocation

import (
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// Kind tells where an answer comes from.
type Kind uint8

// The kinds of evidence.
const (
	CRL  Kind = iota + 1 // one list, or a base list with its delta, or lists by reason that add up
	OCSP                 // one SingleResponse
)

// Status is what the evidence says of the certificate. The zero value is
// Unknown: what says nothing proves nothing.
type Status uint8

// The statuses (RFC 6960, 2.2). A certificate on hold is Revoked with
// ReasonCertificateHold.
const (
	Unknown Status = iota
	Good
	Revoked
)

// Reasons that change what a revocation means (RFC 5280, 5.3.1). NoReason is
// for entries without one.
const (
	NoReason              = -1
	ReasonUnspecified     = 0
	ReasonKeyCompromise   = 1
	ReasonCACompromise    = 2
	ReasonCertificateHold = 6
	ReasonRemoveFromCRL   = 8
	ReasonAACompromise    = 10
)

// ReasonSet holds reasons as the bits of ReasonFlags (RFC 5280, 4.2.1.13): reason
// n of that type is 1<<n.
type ReasonSet uint16

// AllReasons is every reason of ReasonFlags, keyCompromise to aACompromise.
const AllReasons ReasonSet = 0x1fe

// Answer is what authenticated evidence says of one certificate: its signature
// was verified with a key that may speak for the issuer (RFC 5280, 6.3.3; RFC
// 6960, 4.2.2.2). All times are UTC; a zero time is not stated.
type Answer struct {
	Kind   Kind
	Status Status

	ThisUpdate time.Time // the moment of which it speaks
	NextUpdate time.Time // newer information is there by then
	ProducedAt time.Time // when it was signed; ThisUpdate for a list

	RevokedAt      time.Time // for Revoked
	InvalidityDate time.Time // since when the key is suspected (RFC 5280, 5.3.2)
	Reason         int       // RFC 5280, 5.3.1; NoReason where none is given

	// RetainsSince is the date of expiredCertsOnCRL (ITU-T X.509, 9.5.2.8) or
	// archiveCutoff (RFC 6960, 4.4.4): certificates that expired on or after it
	// are still spoken of. Zero: expired certificates may be missing.
	RetainsSince time.Time

	// Reasons are those that the list is about; a good answer says that the
	// certificate was not revoked for one of them. Zero: all.
	Reasons ReasonSet

	// Signer is the certificate whose key signed the evidence: the issuer's, the
	// list issuer's, or a delegated responder's.
	Signer *cert.Certificate
	// SignerPath leads from Signer to its trust anchor. It is nil where nothing
	// has to be asked about the signer, as with id-pkix-ocsp-nocheck (RFC 6960,
	// 4.2.2.2.1).
	SignerPath []*cert.Certificate
	// Digest is the SHA-256 of the DER of the list or response, so that who knows
	// when it was archived can say since when it is proven to exist.
	Digest [32]byte
	// BaseDigest is that of the base list where the answer comes from a delta list
	// on top of it; else zero.
	BaseDigest [32]byte
	// Weak names an algorithm used in signing the evidence whose use depends on
	// time, as in “SHA-1”; "" for none.
	Weak string
}
