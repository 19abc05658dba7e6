package cert

import (
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// Identify reads only the issuer name and the serial number of a certificate,
// to find one among many without parsing them all. Nothing else is checked.
func Identify(b []byte) (rawIssuer []byte, serial *big.Int, ok bool) {
	input := cryptobyte.String(b)
	var outer, tbs cryptobyte.String
	if !input.ReadASN1(&outer, asn1.SEQUENCE) || !outer.ReadASN1(&tbs, asn1.SEQUENCE) {
		return nil, nil, false
	}
	serial = new(big.Int)
	var issuer cryptobyte.String
	if !tbs.SkipOptionalASN1(asn1.Tag(0).ContextSpecific().Constructed()) ||
		!der.ReadInteger(&tbs, serial) || !tbs.SkipASN1(asn1.SEQUENCE) ||
		!tbs.ReadASN1Element(&issuer, asn1.SEQUENCE) {
		return nil, nil, false
	}
	return issuer, serial, true
}

// IdentifyKey reads only the subject key identifier of a certificate, nil if
// there is none, for the same purpose as Identify: above all it computes
// nothing with the key, which may be costly.
func IdentifyKey(b []byte) []byte {
	input := cryptobyte.String(b)
	var outer, tbs cryptobyte.String
	if !input.ReadASN1(&outer, asn1.SEQUENCE) || !outer.ReadASN1(&tbs, asn1.SEQUENCE) ||
		!tbs.SkipOptionalASN1(asn1.Tag(0).ContextSpecific().Constructed()) || !tbs.SkipASN1(asn1.INTEGER) {
		return nil
	}
	for range 5 { // algorithm, issuer, validity, subject, key
		if !tbs.SkipASN1(asn1.SEQUENCE) {
			return nil
		}
	}
	for n := uint8(1); n <= 2; n++ { // unique identifiers
		if !tbs.SkipOptionalASN1(asn1.Tag(n).ContextSpecific()) {
			return nil
		}
	}
	var c Certificate
	if c.parseExtensions(&tbs) != nil {
		return nil
	}
	return c.SubjectKeyID
}
