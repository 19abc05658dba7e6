package cms

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// VerifyEncapsulatedSHA1 checks a signature of the PDF SubFilter
// adbe.pkcs7.sha1 (ISO 32000-1, 12.8.3.3.1): the encapsulated content is the
// SHA-1 digest of the ranges, and the signature is over that content.
//
// Errors: those of Verify; ErrDigestMismatch if the content isn't rangesSHA1.
func (sd *SignedData) VerifyEncapsulatedSHA1(s *Signer, c *cert.Certificate, rangesSHA1 []byte) (Result, error) {
	r, err := sd.Verify(s, c, nil, VerifyOptions{Encapsulated: true})
	r.note(NoteSHA1)
	if len(rangesSHA1) != SHA1.Size() || !bytes.Equal(sd.Content, rangesSHA1) {
		r.DigestMatches = false
		err = errors.Join(err, fmt.Errorf("%w: encapsulated digest differs", ErrDigestMismatch))
	}
	return r, err
}

// VerifyPKCS1Contents checks a signature of the PDF SubFilter
// adbe.x509.rsa_sha1 (ISO 32000-1, 12.8.3.2): contents is the DER of an OCTET
// STRING that holds a PKCS #1 v1.5 signature over the ranges. SHA-1 is usual;
// another supported digest is accepted if the signature names it. digest
// returns the digest of the ranges by the one algorithm that the signature
// names, nil if the caller doesn't compute it. The octets after the string are returned for the caller to
// check.
//
// Errors: ErrMalformed, ErrSignatureInvalid, ErrDigestMismatch (a well-formed
// signature by this key over something else), *UnsupportedAlgorithmError (the
// key isn't usable RSA, or digest returned nil).
func VerifyPKCS1Contents(contents []byte, c *cert.Certificate, digest func(Digest) []byte) (r Result, rest []byte, err error) {
	input := cryptobyte.String(contents)
	var sig cryptobyte.String
	if !input.ReadASN1(&sig, asn1.OCTET_STRING) {
		return r, nil, malformed("octet string")
	}
	rest = input
	key, ok := c.PublicKey.(*rsa.PublicKey)
	if !ok {
		return r, rest, &UnsupportedAlgorithmError{OID: c.KeyAlgorithm.OID, Use: "key"}
	}
	if err := checkKey(sigAlg{scheme: schemeRSA}, c); err != nil {
		return r, rest, err
	}
	r = Result{Algorithm: schemeRSA.name(), KeyBits: keyBits(key)}
	r.note(NoteNoSignedAttributes)
	r.note(NoteNoSigningCertificate)
	if isSmall(schemeRSA, r.KeyBits) {
		r.note(NoteSmallKey)
	}
	return r, rest, r.matchRecovered(recoverRSA(key, sig), digest)
}

// matchRecovered finds the digest that an encoded message is made with.
func (r *Result) matchRecovered(em []byte, digest func(Digest) []byte) error {
	for d := SHA1; d <= lastDigest; d++ {
		if d.isXOF() { // never used with PKCS #1 v1.5
			continue
		}
		prefix := digestPrefix(d)
		at := len(em) - d.Size() - len(prefix)
		if at < 0 || !bytes.HasPrefix(em[at:], prefix) {
			continue
		}
		r.Digest, r.Hash, r.Name = d, d, sigAlg{scheme: schemeRSA, hash: d}.joined()
		r.noteDigest(d)
		if !matchesPKCS1(em, d, em[at+len(prefix):]) {
			return ErrSignatureInvalid
		}
		r.SignatureValid = true
		sum := digest(d)
		if sum == nil {
			return &UnsupportedAlgorithmError{OID: d.OID(), Name: d.Name(), Use: "digest"}
		}
		if !matchesPKCS1(em, d, sum) {
			return ErrDigestMismatch
		}
		r.DigestMatches = true
		return nil
	}
	return ErrSignatureInvalid
}
