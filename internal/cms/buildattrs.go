package cms

import (
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// Claims is what a signer signs beside the digest of the content.
type Claims struct {
	// Digest hashed the content to Sum, and hashes the signer's certificate.
	Digest Digest
	Sum    []byte
	// Signer is the certificate that the ESS attribute binds the signature to
	// (RFC 5035, 3), by its hash alone.
	Signer *cert.Certificate
	// SigningTime is the signing-time attribute; zero leaves it out, as EN 319
	// 142-1, 6.3 wants it in a PAdES signature.
	SigningTime time.Time
}

// SignedAttributes returns the DER of the signed attributes as a SET, which is
// what is hashed and signed (RFC 5652, 5.4).
//
// Errors: ErrMalformed, when the time is beyond what DER holds.
func SignedAttributes(c Claims) ([]byte, error) {
	var attributes [][]byte
	add := func(oid string, value func(b *cryptobyte.Builder)) error {
		var b cryptobyte.Builder
		addAttribute(&b, oid, value)
		raw, err := b.Bytes()
		attributes = append(attributes, raw)
		return err
	}
	err := add(OIDContentType, func(b *cryptobyte.Builder) { addOID(b, OIDData) })
	if err == nil {
		err = add(OIDMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(c.Sum) })
	}
	if err == nil && !c.SigningTime.IsZero() {
		err = add(OIDSigningTime, func(b *cryptobyte.Builder) { addTime(b, c.SigningTime) })
	}
	if err == nil {
		err = add(OIDSigningCertV2, c.signingCertificate)
	}
	if err != nil {
		return nil, fmt.Errorf("cms: build signed attributes: %w", ErrMalformed)
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) {
		for _, raw := range derSet(attributes) {
			b.AddBytes(raw)
		}
	})
	return b.Bytes()
}

// addTime appends a UTCTime through 2049, a GeneralizedTime from then on (RFC
// 5652, 11.3).
func addTime(b *cryptobyte.Builder, t time.Time) {
	if t = t.UTC(); t.Year() >= 1950 && t.Year() < 2050 {
		b.AddASN1UTCTime(t)
		return
	}
	b.AddASN1GeneralizedTime(t)
}

// signingCertificate is a SigningCertificateV2 with one ESSCertIDv2, whose hash
// algorithm is left out where it is the default.
func (c Claims) signingCertificate(b *cryptobyte.Builder) {
	sequence := func(f func(b *cryptobyte.Builder)) func(b *cryptobyte.Builder) {
		return func(b *cryptobyte.Builder) { b.AddASN1(cbasn1.SEQUENCE, f) }
	}
	sequence(sequence(sequence(func(b *cryptobyte.Builder) {
		if c.Digest != SHA256 {
			addDigestAlgorithm(b, c.Digest)
		}
		b.AddASN1OctetString(c.Digest.sum(c.Signer.Raw))
	})))(b)
}
