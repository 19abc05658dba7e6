package cms

import (
	"bytes"
	"fmt"

	"github.com/motcua/motcua/internal/cert"
)

// maxCandidates bounds how many certificates with the same issuer and serial
// number are tried.
const maxCandidates = 16

// FindCertificate returns the signer's certificate among those embedded, then
// among the extra ones (DER). Issuer names are compared bytewise and, if that
// finds nothing, as decoded text. Where several different certificates match,
// the one that the signing-certificate attribute names is taken, else the one
// whose key verifies the signed attributes.
//
// Errors: ErrNoCertificate, ErrAmbiguousCertificate, and those of cert.Parse if
// the only match can't be read.
func (sd *SignedData) FindCertificate(s *Signer, extra [][]byte) (*cert.Certificate, error) {
	found := sd.candidates(s, extra, func(issuer []byte) bool { return bytes.Equal(issuer, s.Issuer) })
	if len(found) == 0 && s.Issuer != nil {
		if name, err := cert.ParseName(s.Issuer); err == nil {
			found = sd.candidates(s, extra, func(issuer []byte) bool { return decodesTo(issuer, name) })
		}
	}
	var certs []*cert.Certificate
	var failed error
	for _, raw := range found {
		c, err := cert.Parse(raw)
		if err != nil {
			failed = err
			continue
		}
		certs = append(certs, c)
	}
	switch {
	case len(certs) == 1:
		return certs[0], nil
	case len(certs) > 1:
		return s.choose(certs)
	case failed != nil:
		return nil, fmt.Errorf("%w: %w", ErrNoCertificate, failed)
	}
	return nil, ErrNoCertificate
}

// candidates lists the distinct certificates that match the signer identifier.
func (sd *SignedData) candidates(s *Signer, extra [][]byte, sameIssuer func([]byte) bool) [][]byte {
	var found [][]byte
	for _, pool := range [2][][]byte{sd.Certificates, extra} {
		for _, raw := range pool {
			if len(found) < maxCandidates && s.identifies(raw, sameIssuer) && !contains(found, raw) {
				found = append(found, raw)
			}
		}
	}
	return found
}

func contains(list [][]byte, raw []byte) bool {
	for _, b := range list {
		if bytes.Equal(b, raw) {
			return true
		}
	}
	return false
}

// identifies reports whether the signer identifier names a certificate.
func (s *Signer) identifies(raw []byte, sameIssuer func([]byte) bool) bool {
	if s.Issuer == nil {
		return bytes.Equal(cert.IdentifyKey(raw), s.SubjectKeyID)
	}
	issuer, serial, ok := cert.Identify(raw)
	return ok && serial.Cmp(s.Serial) == 0 && sameIssuer(issuer)
}

// choose picks one of several certificates that match the identifier.
func (s *Signer) choose(certs []*cert.Certificate) (*cert.Certificate, error) {
	ids, err := s.signingCertIDs()
	if err == nil {
		for _, id := range ids {
			for _, c := range certs {
				if ok, err := id.hashMatches(c.Raw); ok && err == nil {
					return c, nil
				}
			}
		}
	}
	implied, err := s.Digest()
	if err != nil || !s.HasSignedAttrs {
		return nil, ErrAmbiguousCertificate
	}
	for _, c := range certs {
		alg, _, err := s.signatureAlgorithm(implied, c)
		if err != nil || !alg.usable() || checkKey(alg, c) != nil {
			continue
		}
		if ok, _ := s.verifyAttributes(alg, c); ok {
			return c, nil
		}
	}
	return nil, ErrAmbiguousCertificate
}
