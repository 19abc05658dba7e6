package signaturetest

import (
	"crypto/x509"
	"math/big"
	"time"
)

// Revocation says that a certificate is revoked, in a list or an OCSP answer.
type Revocation struct {
	Serial *big.Int
	// At is when; zero means 2025-01-15 in Việt Nam.
	At time.Time
	// Reason is a CRLReason (RFC 5280, 5.3.1); 0, unspecified, is left out.
	Reason int
	// InvalidityDate is since when the key is suspected (RFC 5280, 5.3.2); zero
	// leaves it out.
	InvalidityDate time.Time
}

func (r Revocation) at() time.Time {
	if r.At.IsZero() {
		return revocationTime()
	}
	return r.At
}

// CRL returns the DER of a revocation list of the authority, issued on
// 2025-03-10 for 30 days. SubCA's lists the certificate of Revoked.
//
// Errors: the authority cannot sign a list.
func CRL(authority *Identity) ([]byte, error) {
	o := CRLOptions{Authority: authority}
	if revoked := Revoked().Cert; revoked.CheckSignatureFrom(authority.Cert) == nil {
		o.Revoked = []Revocation{knownRevocation()}
	}
	return BuildCRL(o)
}

// OCSP returns the DER of OCSPResponder's answer about a certificate of SubCA,
// produced on 2025-03-10 for one day (RFC 6960, 4.2.1).
//
// Errors: the responder cannot sign.
func OCSP(cert *x509.Certificate) ([]byte, error) {
	answer := OCSPAnswer{Serial: cert.SerialNumber}
	if known := knownRevocation(); cert.SerialNumber.Cmp(known.Serial) == 0 {
		answer.Revoked = &known
	}
	return BuildOCSP([]OCSPAnswer{answer}, OCSPOptions{})
}

// knownRevocation is that of Revoked.
func knownRevocation() Revocation {
	return Revocation{Serial: Revoked().Cert.SerialNumber, Reason: keyCompromise}
}

const keyCompromise = 1 // RFC 5280, 5.3.1

func revocationTime() time.Time { return date(2025, 1, 15) }
