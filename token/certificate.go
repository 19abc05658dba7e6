package token

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// Certificate is a certificate as a device holds it. It is read leniently, as
// crypto/x509 refuses names that are in daily use, and nothing in it is verified.
type Certificate struct {
	Raw   []byte // DER
	ID    []byte // the device's identifier, CKA_ID in PKCS#11; may be empty
	Label string // the device's name for it; may be empty

	// Subject and Issuer are rendered after RFC 4514, most special part first,
	// with control characters escaped.
	Subject, Issuer string
	CommonName      string // the subject's last CN, not escaped
	Serial          *big.Int

	NotBefore, NotAfter time.Time // UTC, both inclusive

	PublicKey crypto.PublicKey // nil if it is of an unsupported kind
	KeyUsage  x509.KeyUsage    // 0 if the certificate does not say
	CA        bool             // basicConstraints says so

	parsed *cert.Certificate
}

// ParseCertificate reads the DER of one certificate, of which it takes a copy.
//
// Errors: ErrMalformed, ErrLimit.
func ParseCertificate(der []byte) (*Certificate, error) {
	c, err := cert.Parse(bytes.Clone(der))
	if err != nil {
		kind := ErrMalformed
		if errors.Is(err, cert.ErrTooLarge) {
			kind = ErrLimit
		}
		return nil, fmt.Errorf("token: parse certificate: %w: %w", kind, err)
	}
	return &Certificate{
		Raw:     c.Raw,
		Subject: c.Subject.String(), Issuer: c.Issuer.String(), CommonName: c.Subject.CommonName(),
		Serial: c.Serial, NotBefore: c.NotBefore, NotAfter: c.NotAfter,
		PublicKey: c.PublicKey, KeyUsage: c.KeyUsage, CA: c.IsCA,
		parsed: c,
	}, nil
}

// Fingerprint is the SHA-256 digest of the whole certificate.
func (c *Certificate) Fingerprint() [32]byte { return c.parsed.Fingerprint() }

// HasKey reports whether pub is the certificate's key.
func (c *Certificate) HasKey(pub crypto.PublicKey) bool {
	key, ok := c.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	return ok && pub != nil && key.Equal(pub)
}

// selfIssued reports whether subject and issuer are the same name.
func (c *Certificate) selfIssued() bool { return c.parsed.Subject.Equal(c.parsed.Issuer) }

// issuedBy reports whether the names, and the key identifiers where both are
// there, say that ca issued c. It is no proof.
func (c *Certificate) issuedBy(ca *Certificate) bool {
	want, have := c.parsed.AuthorityKeyID, ca.parsed.SubjectKeyID
	if len(want) > 0 && len(have) > 0 && !bytes.Equal(want, have) {
		return false
	}
	return c.parsed.Issuer.Equal(ca.parsed.Subject)
}

// RawSubject is the DER of the subject's name, which is not to be changed.
func (c *Certificate) RawSubject() []byte { return c.parsed.RawSubject }

// RawIssuer is the DER of the issuer's name, which is not to be changed.
func (c *Certificate) RawIssuer() []byte { return c.parsed.RawIssuer }
