package signaturetest

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// OCSPAnswer is what a response says of one certificate: good, unless Unknown or
// Revoked is set.
type OCSPAnswer struct {
	Serial  *big.Int
	Unknown bool
	Revoked *Revocation // its Serial is not looked at
	// ThisUpdate and NextUpdate are dates; zero means when the response was
	// produced, and a day after ThisUpdate.
	ThisUpdate, NextUpdate time.Time
	NoNextUpdate           bool
	// ArchiveCutoff is since when expired certificates are still spoken of (RFC
	// 6960, 4.4.4); zero leaves it out.
	ArchiveCutoff time.Time
	// Extensions are further ones of this answer.
	Extensions []pkix.Extension
	// CertID replaces the identifier: DER.
	CertID []byte
}

// OCSPOptions shapes an OCSP response (RFC 6960, 4.2.1). The zero value is a
// response of OCSPResponder for SubCA, produced on 2025-03-10 at 09:31 in Việt
// Nam.
type OCSPOptions struct {
	// Issuer of the certificates; nil means SubCA.
	Issuer *Identity
	// Responder signs; nil means OCSPResponder. The issuer itself may. An
	// Identity whose key is not that of its certificate makes a wrong signature.
	Responder *Identity
	// Digest of the signature; zero means SHA-256.
	Digest crypto.Hash
	// CertIDDigest names the issuer; zero means SHA-1.
	CertIDDigest crypto.Hash
	// ByName names the responder by its subject instead of its key.
	ByName     bool
	ProducedAt time.Time
	// Nonce that is echoed; nil for none.
	Nonce []byte
	// NoCertificates leaves the responder's certificate out, as an issuer that
	// answers itself does.
	NoCertificates bool
	// Extensions are further ones of the response.
	Extensions []pkix.Extension
}

// BuildOCSP returns the DER of a successful response.
//
// Errors: the kind of key or a digest is not supported.
func BuildOCSP(answers []OCSPAnswer, o OCSPOptions) ([]byte, error) {
	o = o.withDefaults()
	var singles [][]byte
	for _, a := range answers {
		single, err := a.encode(o)
		if err != nil {
			return nil, err
		}
		singles = append(singles, single)
	}
	responder := o.Responder.Cert
	id := tlv(tagContext0+2, tlv(tagOctets, keyID(responder.PublicKey)))
	if o.ByName {
		id = tlv(tagContext1, responder.RawSubject)
	}
	extensions := o.Extensions
	if o.Nonce != nil {
		nonce := pkix.Extension{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2}, Value: tlv(tagOctets, o.Nonce)}
		extensions = append([]pkix.Extension{nonce}, extensions...)
	}
	data := tlv(tagSequence, id, derGeneralizedTime(o.ProducedAt), tlv(tagSequence, singles...), extensionList(extensions))
	return o.sign(data)
}

// RefuseOCSP returns a response that holds nothing but a status (RFC 6960,
// 4.2.1): 3 is try later, 6 unauthorised.
func RefuseOCSP(status int) []byte {
	return tlv(tagSequence, tlv(tagEnumerated, []byte{byte(status)}))
}

func (o OCSPOptions) withDefaults() OCSPOptions {
	if o.Issuer == nil {
		o.Issuer = SubCA()
	}
	if o.Responder == nil {
		o.Responder = OCSPResponder()
	}
	if o.Digest == 0 {
		o.Digest = crypto.SHA256
	}
	if o.CertIDDigest == 0 {
		o.CertIDDigest = crypto.SHA1
	}
	if o.ProducedAt.IsZero() {
		o.ProducedAt = signingTime().Add(time.Minute)
	}
	return o
}

func (o OCSPOptions) sign(data []byte) ([]byte, error) {
	a := algorithm{digest: o.Digest}
	identifier, err := a.certificateIdentifier(o.Responder.Key)
	if err != nil {
		return nil, err
	}
	value, err := a.sign(o.Responder.Key, data)
	if err != nil {
		return nil, err
	}
	parts := [][]byte{data, identifier, derValue(asn1.BitString{Bytes: value, BitLength: 8 * len(value)})}
	if !o.NoCertificates {
		parts = append(parts, tlv(tagContext0, tlv(tagSequence, o.Responder.Cert.Raw)))
	}
	return tlv(tagSequence, tlv(tagEnumerated, []byte{0}), tlv(tagContext0, tlv(tagSequence,
		derOID(1, 3, 6, 1, 5, 5, 7, 48, 1, 1), tlv(tagOctets, tlv(tagSequence, parts...))))), nil
}

// certificateIdentifier is the AlgorithmIdentifier where certificates and what
// resembles them are signed: for RSA it names the digest (RFC 4055, 5).
func (a algorithm) certificateIdentifier(key crypto.Signer) ([]byte, error) {
	if _, ok := key.(*rsa.PrivateKey); !ok || a.pss {
		return a.identifier(key)
	}
	number := 0
	switch a.digest {
	case crypto.SHA1:
		number = 5
	case crypto.SHA224:
		number = 14
	case crypto.SHA256, crypto.SHA384, crypto.SHA512:
		number = 11 + int(a.digest-crypto.SHA256)
	default:
		return a.identifier(key)
	}
	return tlv(tagSequence, derOID(1, 2, 840, 113549, 1, 1, number), derNull()), nil
}

// encode is one SingleResponse.
func (a OCSPAnswer) encode(o OCSPOptions) ([]byte, error) {
	certID := a.CertID
	if certID == nil {
		var err error
		if certID, err = certIdentifier(a.Serial, o.Issuer.Cert, o.CertIDDigest); err != nil {
			return nil, err
		}
	}
	if a.ThisUpdate.IsZero() {
		a.ThisUpdate = o.ProducedAt
	}
	if a.NextUpdate.IsZero() {
		a.NextUpdate = a.ThisUpdate.Add(24 * time.Hour)
	}
	parts := [][]byte{certID, a.status(), derGeneralizedTime(a.ThisUpdate)}
	if !a.NoNextUpdate {
		parts = append(parts, tlv(tagContext0, derGeneralizedTime(a.NextUpdate)))
	}
	return tlv(tagSequence, append(parts, extensionList(a.extensions()))...), nil
}

func (a OCSPAnswer) status() []byte {
	switch {
	case a.Unknown:
		return []byte{0x82, 0}
	case a.Revoked == nil:
		return []byte{0x80, 0}
	case a.Revoked.Reason == 0:
		return tlv(tagContext1, derGeneralizedTime(a.Revoked.at()))
	}
	return tlv(tagContext1, derGeneralizedTime(a.Revoked.at()),
		tlv(tagContext0, tlv(tagEnumerated, []byte{byte(a.Revoked.Reason)})))
}

func (a OCSPAnswer) extensions() []pkix.Extension {
	var out []pkix.Extension
	if !a.ArchiveCutoff.IsZero() {
		out = append(out, pkix.Extension{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 6},
			Value: derGeneralizedTime(a.ArchiveCutoff)})
	}
	if a.Revoked != nil && !a.Revoked.InvalidityDate.IsZero() {
		out = append(out, invalidityDate(a.Revoked.InvalidityDate))
	}
	return append(out, a.Extensions...)
}

// extensionList is [1] Extensions, or nothing for none.
func extensionList(extensions []pkix.Extension) []byte {
	if len(extensions) == 0 {
		return nil
	}
	return tlv(tagContext1, derValue(extensions))
}

// certIdentifier is a CertID (RFC 6960, 4.1.1).
func certIdentifier(serial *big.Int, issuer *x509.Certificate, digest crypto.Hash) ([]byte, error) {
	identifier, err := digestIdentifier(digest)
	if err != nil {
		return nil, err
	}
	a := algorithm{digest: digest}
	return tlv(tagSequence, identifier, tlv(tagOctets, a.sum(issuer.RawSubject)),
		tlv(tagOctets, a.sum(keyBits(issuer.PublicKey))), derValue(serial)), nil
}
