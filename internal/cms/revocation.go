package cms

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// oidOCSPResponse is id-ri-ocsp-response (RFC 5940, 2.1).
const oidOCSPResponse = "1.3.6.1.5.5.7.16.2"

// maxRevocation bounds the lists and the responses that one attribute offers.
const maxRevocation = 256

// Revocation holds the revocation data that a signature carries: DER of
// certificate lists and of OCSPResponses, none of them verified.
type Revocation struct {
	CRLs, OCSPs [][]byte
}

// Revocation returns the data of the crls field (RFC 5652, 10.2.1; RFC 5940),
// which is not signed.
func (sd *SignedData) Revocation() Revocation {
	r := Revocation{CRLs: sd.CRLs}
	for _, element := range sd.OtherRevocationInfo {
		s := cryptobyte.String(element)
		var choice, value cryptobyte.String
		var oid string
		if s.ReadASN1(&choice, tagImplicit1) && der.ReadOID(&choice, &oid) && oid == oidOCSPResponse &&
			choice.ReadASN1Element(&value, asn1.SEQUENCE) {
			r.OCSPs = append(r.OCSPs, value)
		}
	}
	return r
}

// AdobeRevocation returns the data of the signed adbe-revocationInfoArchival
// attribute (ISO 32000-2, 12.8.3.3.2). What cannot be read is left out: it
// speaks for nobody.
func (s *Signer) AdobeRevocation() Revocation {
	value := cryptobyte.String(first(s.SignedAttrs, OIDAdobeRevocation))
	var seq cryptobyte.String
	var r Revocation
	if !value.ReadASN1(&seq, asn1.SEQUENCE) {
		return r
	}
	r.CRLs = readSequences(&seq, tagExplicit0)
	r.OCSPs = readSequences(&seq, asn1.Tag(1).ContextSpecific().Constructed())
	return r
}

// readSequences reads an optional, explicitly tagged SEQUENCE OF SEQUENCE.
func readSequences(s *cryptobyte.String, tag asn1.Tag) [][]byte {
	var explicit, list, element cryptobyte.String
	var present bool
	if !s.ReadOptionalASN1(&explicit, &present, tag) || !present || !explicit.ReadASN1(&list, asn1.SEQUENCE) {
		return nil
	}
	var out [][]byte
	for len(out) < maxRevocation && list.ReadASN1Element(&element, asn1.SEQUENCE) {
		out = append(out, element)
	}
	return out
}
