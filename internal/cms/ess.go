package cms

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// essCertID is the first ESSCertID or ESSCertIDv2 of a signing-certificate
// attribute: the signer's certificate (RFC 5035, 5.4.1).
type essCertID struct {
	v2        bool
	digest    der.Algorithm
	hash      []byte
	hasSerial bool
	serial    *big.Int
	issuers   [][]byte // DER of the directory names among the general names
}

// signingCertIDs returns the identifiers of the signing-certificate attributes
// that are present, version 1 first.
func (s *Signer) signingCertIDs() ([]essCertID, error) {
	var ids []essCertID
	var errs []error
	for _, v := range []struct {
		oid, name string
		v2        bool
	}{
		{OIDSigningCertificate, "signing-certificate", false},
		{OIDSigningCertV2, "signing-certificate-v2", true},
	} {
		value, err := find(s.SignedAttrs, v.oid, v.name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if value == nil {
			continue
		}
		id, ok := readSigningCertificate(value, v.v2)
		if !ok {
			errs = append(errs, fmt.Errorf("%w: %s is malformed", ErrAttribute, v.name))
			continue
		}
		ids = append(ids, id)
	}
	return ids, errors.Join(errs...)
}

// readSigningCertificate reads SigningCertificate or SigningCertificateV2.
func readSigningCertificate(value []byte, v2 bool) (essCertID, bool) {
	s := cryptobyte.String(value)
	var seq, certs, id, hash cryptobyte.String
	out := essCertID{v2: v2, digest: der.Algorithm{OID: SHA1.OID()}}
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() ||
		!seq.ReadASN1(&certs, asn1.SEQUENCE) || !certs.ReadASN1(&id, asn1.SEQUENCE) {
		return out, false
	}
	if v2 {
		out.digest.OID = SHA256.OID()
		if id.PeekASN1Tag(asn1.SEQUENCE) && !der.ReadAlgorithm(&id, &out.digest) {
			return out, false
		}
	}
	if !id.ReadASN1(&hash, asn1.OCTET_STRING) {
		return out, false
	}
	out.hash = hash
	if id.Empty() {
		return out, true
	}
	ok := out.readIssuerSerial(&id) && id.Empty()
	return out, ok
}

// maxIssuers bounds the directory names in one issuerSerial, which has one.
const maxIssuers = 8

func (e *essCertID) readIssuerSerial(id *cryptobyte.String) bool {
	var seq, names cryptobyte.String
	e.hasSerial, e.serial = true, new(big.Int)
	if !id.ReadASN1(&seq, asn1.SEQUENCE) || !seq.ReadASN1(&names, asn1.SEQUENCE) ||
		!der.ReadInteger(&seq, e.serial) {
		return false
	}
	for !names.Empty() {
		var content cryptobyte.String
		var tag asn1.Tag
		if !names.ReadAnyASN1(&content, &tag) {
			return false
		}
		if tag == asn1.Tag(4).ContextSpecific().Constructed() {
			if len(e.issuers) == maxIssuers {
				return false
			}
			e.issuers = append(e.issuers, content)
		}
	}
	return true
}

// hashMatches compares only the certificate hash.
func (e *essCertID) hashMatches(raw []byte) (bool, error) {
	d, err := ParseDigest(e.digest)
	if err != nil {
		return false, err
	}
	return bytes.Equal(d.sum(raw), e.hash), nil
}

// check compares the hash, and issuer and serial number if they are given.
func (e *essCertID) check(c *cert.Certificate) error {
	ok, err := e.hashMatches(c.Raw)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%w: hash differs", ErrSigningCertificate)
	}
	if !e.hasSerial {
		return nil
	}
	if e.serial.Cmp(c.Serial) != 0 {
		return fmt.Errorf("%w: serial number differs", ErrSigningCertificate)
	}
	for _, issuer := range e.issuers {
		if bytes.Equal(issuer, c.RawIssuer) || decodesTo(issuer, c.Issuer) {
			return nil
		}
	}
	return fmt.Errorf("%w: issuer differs", ErrSigningCertificate)
}

// decodesTo reports whether DER is a name of the same text, perhaps in other
// string types.
func decodesTo(raw []byte, name cert.Name) bool {
	decoded, err := cert.ParseName(raw)
	return err == nil && decoded.Equal(name)
}
