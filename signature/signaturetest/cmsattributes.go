package signaturetest

import (
	"crypto"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
)

// attribute encodes an Attribute with one value (RFC 5652, 5.3).
func attribute(oid, value []byte) []byte {
	return tlv(tagSequence, oid, tlv(tagSet, value))
}

// signedAttributes returns the DER attributes that o asks for.
func signedAttributes(content []byte, id *Identity, o CMSOptions) [][]byte {
	contentType := o.contentType()
	if o.ContentTypeAttribute != nil {
		contentType = derValue(o.ContentTypeAttribute)
	}
	digest := o.MessageDigest
	if digest == nil {
		digest = o.algorithm(id.Key).sum(content)
	}
	attributes := [][]byte{
		attribute(derOID(1, 2, 840, 113549, 1, 9, 3), contentType),
		attribute(derOID(1, 2, 840, 113549, 1, 9, 4), tlv(tagOctets, digest)),
	}
	if !o.SigningTime.IsZero() {
		t := o.SigningTime
		if !o.LocalTimeAsUTC {
			t = t.UTC()
		}
		attributes = append(attributes, attribute(derOID(1, 2, 840, 113549, 1, 9, 5), derUTCTime(t)))
	}
	if o.ESS != 0 {
		named := o.ESSCertificate
		if named == nil {
			named = id.Cert
		}
		attributes = append(attributes, signingCertificate(o.ESS, named))
	}
	return append(attributes, o.Attributes...)
}

// signingCertificate is the attribute of RFC 2634, 5.4 (version 1) or RFC
// 5035, 3 (version 2, with the default SHA-256).
func signingCertificate(version int, c *x509.Certificate) []byte {
	directoryName := tlv(tagContext0+4, c.RawIssuer)
	issuerSerial := tlv(tagSequence, tlv(tagSequence, directoryName), derValue(c.SerialNumber))
	if version == 1 {
		sum := sha1.Sum(c.Raw)
		certID := tlv(tagSequence, tlv(tagOctets, sum[:]), issuerSerial)
		return attribute(derOID(1, 2, 840, 113549, 1, 9, 16, 2, 12), tlv(tagSequence, tlv(tagSequence, certID)))
	}
	sum := sha256.Sum256(c.Raw)
	certID := tlv(tagSequence, tlv(tagOctets, sum[:]), issuerSerial)
	return attribute(derOID(1, 2, 840, 113549, 1, 9, 16, 2, 47), tlv(tagSequence, tlv(tagSequence, certID)))
}

// algorithmProtection is the attribute of RFC 6211 for RSA with the digest.
func algorithmProtection(h crypto.Hash) []byte {
	signature := tlv(tagContext1, derOID(1, 2, 840, 113549, 1, 1, 1), derNull())
	return attribute(derOID(1, 2, 840, 113549, 1, 9, 52),
		tlv(tagSequence, must(digestIdentifier(h)), signature))
}
