package ocsp

import (
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// Extensions of an answer: those of RFC 6960, 4.4, and the extensions of list
// entries, which 4.4.5 lets stand here too.
const (
	oidCRLReferences  = "1.3.6.1.5.5.7.48.1.3"
	oidArchiveCutoff  = "1.3.6.1.5.5.7.48.1.6"
	oidReasonCode     = "2.5.29.21"
	oidInvalidityDate = "2.5.29.24"
)

// readExtensions reads the optional [1] Extensions that ends several structures.
func readExtensions(s *cryptobyte.String) ([]cert.Extension, error) {
	var explicit, list cryptobyte.String
	var present bool
	if !s.ReadOptionalASN1(&explicit, &present, context(1)) {
		return nil, malformed("extensions")
	}
	if !present {
		return nil, nil
	}
	if !explicit.ReadASN1(&list, asn1.SEQUENCE) || !explicit.Empty() {
		return nil, malformed("extensions")
	}
	var out []cert.Extension
	for !list.Empty() {
		if len(out) == maxExtensions {
			return nil, fmt.Errorf("%w: more than %d extensions", ErrTooLarge, maxExtensions)
		}
		e, ok := readExtension(&list)
		if !ok {
			return nil, malformed("extension")
		}
		for _, other := range out { // RFC 5280, 4.2
			if other.OID == e.OID {
				return nil, malformed("repeated extension " + e.OID)
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// readExtension accepts an explicit critical FALSE and any non-zero TRUE.
func readExtension(list *cryptobyte.String) (cert.Extension, bool) {
	var seq, value cryptobyte.String
	var e cert.Extension
	if !list.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadOID(&seq, &e.OID) {
		return e, false
	}
	if seq.PeekASN1Tag(asn1.BOOLEAN) {
		var b cryptobyte.String
		if !seq.ReadASN1(&b, asn1.BOOLEAN) || len(b) != 1 {
			return e, false
		}
		e.Critical = b[0] != 0
	}
	ok := seq.ReadASN1(&value, asn1.OCTET_STRING) && seq.Empty()
	e.Value = value
	return e, ok
}

// wholeTime reads an extension value that is one time.
func wholeTime(value []byte, out *time.Time) bool {
	s := cryptobyte.String(value)
	return der.ReadTime(&s, out) && s.Empty()
}
