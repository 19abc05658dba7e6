package cms

import (
	"bytes"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// checkAttributes checks what the signed attributes say (RFC 5652, 11).
func (v *verifier) checkAttributes(contentDigest []byte) {
	v.checkContentType()
	v.checkMessageDigest(contentDigest)
	v.checkSigningTime()
	v.checkSigningCertificate()
	v.checkAlgorithmProtection()
	if !isSorted(v.signer.RawSignedAttrs) {
		v.result.note(NoteAttributesNotDER)
	}
}

// required returns the value of an attribute that must be there once.
func (v *verifier) required(oid, name string) ([]byte, bool) {
	value, err := find(v.signer.SignedAttrs, oid, name)
	if err == nil && value == nil {
		err = fmt.Errorf("%w: %s is missing", ErrAttribute, name)
	}
	v.fail(err)
	return value, err == nil
}

func (v *verifier) checkContentType() {
	if _, ok := v.required(OIDContentType, "content-type"); !ok {
		return
	}
	oid, ok := v.signer.ContentType()
	switch {
	case !ok:
		v.fail(fmt.Errorf("%w: content-type is malformed", ErrAttribute))
	case oid != v.sd.EncapContentType:
		v.fail(fmt.Errorf("%w: attribute says %s", ErrContentTypeMismatch, oid))
	}
}

func (v *verifier) checkMessageDigest(contentDigest []byte) {
	if _, ok := v.required(OIDMessageDigest, "message-digest"); !ok {
		return
	}
	digest, ok := v.signer.MessageDigest()
	switch {
	case !ok:
		v.fail(fmt.Errorf("%w: message-digest is malformed", ErrAttribute))
	case v.result.Digest == 0: // reported as unsupported
	case len(contentDigest) != v.result.Digest.Size() || !bytes.Equal(digest, contentDigest):
		v.fail(ErrDigestMismatch)
	default:
		v.result.DigestMatches = true
	}
}

func (v *verifier) checkSigningTime() {
	value, err := find(v.signer.SignedAttrs, OIDSigningTime, "signing-time")
	v.fail(err)
	if value == nil {
		return
	}
	if _, ok := v.signer.SigningTime(); !ok {
		v.fail(fmt.Errorf("%w: signing-time is malformed", ErrAttribute))
	}
}

func (v *verifier) checkSigningCertificate() {
	ids, err := v.signer.signingCertIDs()
	v.fail(err)
	if len(ids) == 0 && err == nil {
		v.result.note(NoteNoSigningCertificate)
	}
	if len(ids) == 1 && !ids[0].v2 {
		v.result.note(NoteSigningCertificateV1)
	}
	if v.cert == nil {
		return
	}
	for _, id := range ids {
		v.fail(id.check(v.cert))
	}
}

// checkAlgorithmProtection compares CMSAlgorithmProtection with the algorithms
// outside the signed attributes (RFC 6211, 3).
func (v *verifier) checkAlgorithmProtection() {
	value, err := find(v.signer.SignedAttrs, OIDAlgorithmProtection, "algorithm-protection")
	v.fail(err)
	if value == nil {
		return
	}
	s := cryptobyte.String(value)
	var seq cryptobyte.String
	var digest, signature der.Algorithm
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() || !der.ReadAlgorithm(&seq, &digest) ||
		!der.ReadTaggedAlgorithm(&seq, tagImplicit1, &signature) || !seq.Empty() {
		v.fail(fmt.Errorf("%w: algorithm-protection is malformed", ErrAttribute))
		return
	}
	if !digest.Equal(v.signer.DigestAlgorithm) {
		v.fail(fmt.Errorf("%w: digest algorithm differs", ErrAlgorithmProtection))
	}
	if !signature.Equal(v.signer.SignatureAlgorithm) {
		v.fail(fmt.Errorf("%w: signature algorithm differs", ErrAlgorithmProtection))
	}
}

// checkAttributeSignature checks the signature value over the attributes.
func (v *verifier) checkAttributeSignature() {
	v.checkEdDSADigest()
	if !v.alg.usable() {
		return
	}
	if err := checkKey(v.alg, v.cert); err != nil {
		v.fail(err)
		return
	}
	v.result.SignatureValid, v.result.Reordered = v.signer.verifyAttributes(v.alg, v.cert)
	if !v.result.SignatureValid {
		v.fail(ErrSignatureInvalid)
	}
}

// checkEdDSADigest enforces the digests that RFC 8419, 3.1 allows beside signed
// attributes: SHA-512 for Ed25519, SHAKE256 with 64 octets for Ed448.
func (v *verifier) checkEdDSADigest() {
	d := v.result.Digest
	if d != 0 && (v.alg.scheme == schemeEd25519 && d != SHA512 || v.alg.scheme == schemeEd448 && d != SHAKE256) {
		v.fail(fmt.Errorf("%w: %s with %s", ErrAlgorithmPolicy, v.alg.scheme.name(), d))
	}
}

// verifyAttributes checks the signature over the attributes as they stand
// under the tag SET and, if that fails and they aren't in DER order, sorted.
func (s *Signer) verifyAttributes(alg sigAlg, c *cert.Certificate) (ok, reordered bool) {
	if len(s.RawSignedAttrs) == 0 {
		return false, false
	}
	set := [1]byte{byte(asn1.SET)}
	if hashedWith(alg, set[:], s.RawSignedAttrs[1:]).verifies(alg, c.PublicKey, s.Signature) {
		return true, false
	}
	sorted := sortedSet(s.RawSignedAttrs)
	if sorted == nil {
		return false, false
	}
	ok = hashedWith(alg, sorted).verifies(alg, c.PublicKey, s.Signature)
	return ok, ok
}
