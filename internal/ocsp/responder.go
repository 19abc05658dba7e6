package ocsp

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/cms"
)

const (
	oidExtKeyUsage = "2.5.29.37"
	oidOCSPSigning = "1.3.6.1.5.5.7.3.9"
	oidNoCheck     = "1.3.6.1.5.5.7.48.1.5"
)

// maxAttempts bounds how many certificates of the responder's name or key are
// tried: each may cost two public-key operations.
const maxAttempts = 4

// authenticate returns the certificate whose key signed the response: the
// issuer's, or a delegate's.
func (r *Response) authenticate(issuer *cert.Certificate, more []*cert.Certificate) (*cert.Certificate, error) {
	failure := ErrNoResponder
	if r.isResponder(issuer) {
		err := r.verify(issuer)
		if err == nil {
			return issuer, nil
		}
		failure = err
	}
	attempts := 0
	for _, list := range [][]*cert.Certificate{r.Certificates, more} {
		for _, c := range list {
			if bytes.Equal(c.SPKI, issuer.SPKI) || !r.isResponder(c) { // the issuer's own key was tried
				continue
			}
			if attempts++; attempts > maxAttempts {
				return nil, failure
			}
			err := r.verifyDelegate(c, issuer)
			if err == nil {
				return c, nil
			}
			if attempts == 1 {
				failure = err
			}
		}
	}
	return nil, failure
}

func (r *Response) verify(signer *cert.Certificate) error {
	if err := cms.VerifySignature(r.algorithm, signer, r.signed, r.signature); err != nil {
		return fmt.Errorf("%w: %w", ErrSignatureInvalid, err)
	}
	return nil
}

// verifyDelegate checks RFC 6960, 4.2.2.2, and then the signature. What is cheap
// comes first.
func (r *Response) verifyDelegate(c, issuer *cert.Certificate) error {
	reason := ""
	switch unknown := c.UnhandledCritical(oidNoCheck); {
	case !bytes.Equal(c.RawIssuer, issuer.RawSubject) && !c.Issuer.Equal(issuer.Subject):
		reason = "certificate of another issuer"
	case !mayAnswer(c):
		reason = "not for OCSP signing"
	case c.HasKeyUsage && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0:
		reason = "key usage does not allow signing"
	case r.ProducedAt.Before(c.NotBefore) || r.ProducedAt.After(c.NotAfter):
		reason = "certificate not in force when the response was produced"
	case len(unknown) > 0:
		reason = "unknown critical extension " + strings.Join(unknown, ", ")
	case !c.InnerAlgorithm.Equal(c.SignatureAlgorithm):
		reason = "certificate names two signature algorithms"
	}
	if reason != "" {
		return fmt.Errorf("%w: %s", ErrUnauthorised, reason)
	}
	if err := cms.VerifySignature(c.SignatureAlgorithm, issuer, c.RawTBS, c.Signature); err != nil {
		return fmt.Errorf("%w: certificate not signed by the issuer: %w", ErrUnauthorised, err)
	}
	return r.verify(c)
}

// mayAnswer reports whether the extended key usage names OCSP signing; that it
// allows any use is not enough (RFC 6960, 4.2.2.2).
func mayAnswer(c *cert.Certificate) bool {
	e, _ := c.Extension(oidExtKeyUsage)
	s := cryptobyte.String(e.Value)
	var purposes cryptobyte.String
	if !s.ReadASN1(&purposes, asn1.SEQUENCE) || !s.Empty() {
		return false
	}
	found := false
	for !purposes.Empty() {
		var oid string
		if !der.ReadOID(&purposes, &oid) {
			return false
		}
		found = found || oid == oidOCSPSigning
	}
	return found
}

func hasNoCheck(c *cert.Certificate) bool {
	_, ok := c.Extension(oidNoCheck)
	return ok
}
