package signaturetest

import (
	"crypto"
	"crypto/sha1"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"time"
)

// CRL returns the DER of a revocation list of the authority, issued on
// 2025-03-10 for 30 days. SubCA's lists the certificate of Revoked.
//
// Errors: the authority cannot sign a list.
func CRL(authority *Identity) ([]byte, error) {
	list := &x509.RevocationList{
		Number:             big.NewInt(42),
		ThisUpdate:         date(2025, 3, 10),
		NextUpdate:         date(2025, 4, 9),
		SignatureAlgorithm: x509.SHA256WithRSA,
	}
	if revoked := Revoked().Cert; revoked.CheckSignatureFrom(authority.Cert) == nil {
		list.RevokedCertificateEntries = []x509.RevocationListEntry{
			{SerialNumber: revoked.SerialNumber, RevocationTime: revocationTime(), ReasonCode: keyCompromise}}
	}
	return x509.CreateRevocationList(nil, list, authority.Cert, authority.Key)
}

// OCSP returns the DER of OCSPResponder's answer about a certificate of SubCA,
// produced on 2025-03-10 for one day (RFC 6960, 4.2.1).
//
// Errors: the responder cannot sign.
func OCSP(cert *x509.Certificate) ([]byte, error) {
	responder, issuer := OCSPResponder(), SubCA().Cert
	nameHash, keyHash := sha1.Sum(issuer.RawSubject), issuer.SubjectKeyId
	certID := tlv(tagSequence, must(digestIdentifier(crypto.SHA1)),
		tlv(tagOctets, nameHash[:]), tlv(tagOctets, keyHash), derValue(cert.SerialNumber))
	status := []byte{0x80, 0} // good
	if cert.SerialNumber.Cmp(Revoked().Cert.SerialNumber) == 0 {
		status = tlv(tagContext1, derGeneralizedTime(revocationTime()),
			tlv(tagContext0, tlv(tagEnumerated, []byte{keyCompromise})))
	}
	produced := signingTime().Add(time.Minute)
	single := tlv(tagSequence, certID, status, derGeneralizedTime(produced),
		tlv(tagContext0, derGeneralizedTime(produced.Add(24*time.Hour))))
	data := tlv(tagSequence,
		tlv(tagContext0+2, tlv(tagOctets, responder.Cert.SubjectKeyId)),
		derGeneralizedTime(produced), tlv(tagSequence, single))
	value, err := algorithm{digest: crypto.SHA256}.sign(responder.Key, data)
	if err != nil {
		return nil, err
	}
	basic := tlv(tagSequence, data,
		tlv(tagSequence, derOID(1, 2, 840, 113549, 1, 1, 11), derNull()),
		derValue(asn1.BitString{Bytes: value, BitLength: 8 * len(value)}),
		tlv(tagContext0, tlv(tagSequence, responder.Cert.Raw)))
	return tlv(tagSequence, tlv(tagEnumerated, []byte{0}), tlv(tagContext0, tlv(tagSequence,
		derOID(1, 3, 6, 1, 5, 5, 7, 48, 1, 1), tlv(tagOctets, basic)))), nil
}

const keyCompromise = 1 // RFC 5280, 5.3.1

func revocationTime() time.Time { return date(2025, 1, 15) }
