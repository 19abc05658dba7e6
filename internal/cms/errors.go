package cms

import (
	"errors"
	"strconv"
)

var (
	// ErrMalformed is returned for bytes that don't follow the syntax.
	ErrMalformed = errors.New("cms: malformed structure")

	// ErrNotSignedData is returned for a ContentInfo of another type.
	ErrNotSignedData = errors.New("cms: content type is not signed-data")

	// ErrNoCertificate is returned when no certificate matches the signer.
	ErrNoCertificate = errors.New("cms: no certificate for signer")

	// ErrAmbiguousCertificate is returned when different certificates match
	// the signer and neither the signing-certificate attribute nor the
	// signature itself tells which is meant.
	ErrAmbiguousCertificate = errors.New("cms: several certificates for signer")

	// ErrDigestMismatch says that the content isn't what was signed.
	ErrDigestMismatch = errors.New("cms: content digest does not match")

	// ErrSignatureInvalid says that the signature value wasn't made by the
	// certificate's key over the signed attributes (or the content, without
	// attributes).
	ErrSignatureInvalid = errors.New("cms: signature value is invalid")

	// ErrContentTypeMismatch says that the encapsulated content type isn't the
	// expected one, or differs from the content-type attribute.
	ErrContentTypeMismatch = errors.New("cms: content type does not match")

	// ErrAttribute says that a signed attribute is missing, repeated,
	// multi-valued or unreadable (RFC 5652, 11).
	ErrAttribute = errors.New("cms: signed attribute is not acceptable")

	// ErrSigningCertificate says that the ESS signing-certificate attribute
	// names another certificate (RFC 5035, 3 and 4).
	ErrSigningCertificate = errors.New("cms: signing-certificate attribute names another certificate")

	// ErrAlgorithmProtection says that the algorithm-protection attribute
	// names other algorithms (RFC 6211).
	ErrAlgorithmProtection = errors.New("cms: algorithm protection does not match")

	// ErrContentConfusion says that content signed without attributes could
	// itself be a set of signed attributes: who drops the attributes from a
	// signature and presents their encoding as the content gets a signature
	// value that verifies, though the signer signed other content.
	ErrContentConfusion = errors.New("cms: content may be the signed attributes of another message")

	// ErrEncapsulatedContent says that content is present where it must be
	// detached, or absent where it must be present.
	ErrEncapsulatedContent = errors.New("cms: encapsulated content is not as required")

	// ErrAlgorithmPolicy says that the combination of algorithms is forbidden
	// by its specification, e.g. Ed448 with SHA-512 (RFC 8419, 3.1).
	ErrAlgorithmPolicy = errors.New("cms: algorithm combination is forbidden")
)

// LimitError reports input that exceeds one of the Limits.
type LimitError struct {
	Limit string // "size", "depth" or "elements"
	Max   int
}

func (e *LimitError) Error() string {
	return "cms: parse: " + e.Limit + " over " + strconv.Itoa(e.Max)
}

// UnsupportedAlgorithmError names an algorithm that can't be verified.
type UnsupportedAlgorithmError struct {
	OID  string // dotted decimal
	Name string // e.g. "MD5"; empty if unknown
	Use  string // "digest", "signature", "key", "mask generation"
}

func (e *UnsupportedAlgorithmError) Error() string {
	text := "cms: unsupported " + e.Use + " algorithm " + e.OID
	if e.Name != "" {
		text += " (" + e.Name + ")"
	}
	return text
}
