package cms

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// Attribute is one signed or unsigned attribute.
type Attribute struct {
	OID    string
	Values [][]byte // DER of each value
}

// usualAttributes is how many attributes a signer writes, seldom more.
const usualAttributes = 4

// readAttributes reads a SET OF Attribute under an implicit tag.
func readAttributes(element cryptobyte.String, tag asn1.Tag) ([]Attribute, bool) {
	var set cryptobyte.String
	if !element.ReadASN1(&set, tag) {
		return nil, false
	}
	out := make([]Attribute, 0, usualAttributes)
	for !set.Empty() {
		var seq, values cryptobyte.String
		var a Attribute
		if !set.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadOID(&seq, &a.OID) ||
			!seq.ReadASN1(&values, asn1.SET) || !seq.Empty() {
			return nil, false
		}
		for !values.Empty() {
			var value cryptobyte.String
			var t asn1.Tag
			if !values.ReadAnyASN1Element(&value, &t) {
				return nil, false
			}
			a.Values = append(a.Values, value)
		}
		out = append(out, a)
	}
	return out, true
}

// find returns the one value of an attribute that must not be repeated or
// multi-valued. It returns nil without error if the attribute is absent.
func find(attrs []Attribute, oid, name string) ([]byte, error) {
	var value []byte
	for _, a := range attrs {
		if a.OID != oid {
			continue
		}
		if value != nil {
			return nil, fmt.Errorf("%w: %s is repeated", ErrAttribute, name)
		}
		if len(a.Values) != 1 {
			return nil, fmt.Errorf("%w: %s has %d values", ErrAttribute, name, len(a.Values))
		}
		value = a.Values[0]
	}
	return value, nil
}

// first returns the first value of an attribute, or nil.
func first(attrs []Attribute, oid string) []byte {
	for _, a := range attrs {
		if a.OID == oid && len(a.Values) > 0 {
			return a.Values[0]
		}
	}
	return nil
}

// ContentType returns the content-type attribute (RFC 5652, 11.1). It is false
// if the attribute is absent, repeated or unreadable.
func (s *Signer) ContentType() (string, bool) {
	value, err := find(s.SignedAttrs, OIDContentType, "content-type")
	if err != nil {
		return "", false
	}
	v := cryptobyte.String(value)
	var oid string
	ok := der.ReadOID(&v, &oid) && v.Empty()
	return oid, ok
}

// MessageDigest returns the message-digest attribute (RFC 5652, 11.2). It is
// false if the attribute is absent, repeated or unreadable.
func (s *Signer) MessageDigest() ([]byte, bool) {
	value, err := find(s.SignedAttrs, OIDMessageDigest, "message-digest")
	if err != nil {
		return nil, false
	}
	v := cryptobyte.String(value)
	var digest cryptobyte.String
	ok := v.ReadASN1(&digest, asn1.OCTET_STRING) && v.Empty()
	return digest, ok
}

// SigningTime returns the signing-time attribute (RFC 5652, 11.3), a claim of
// the signer. It is false if the attribute is absent, repeated or unreadable.
func (s *Signer) SigningTime() (time.Time, bool) {
	value, err := find(s.SignedAttrs, OIDSigningTime, "signing-time")
	if err != nil {
		return time.Time{}, false
	}
	v := cryptobyte.String(value)
	var t time.Time
	ok := der.ReadTime(&v, &t) && v.Empty()
	return t, ok
}

// SignatureTimestamps returns the DER of the signature-time-stamp tokens (RFC
// 3161, appendix A), in order.
func (s *Signer) SignatureTimestamps() [][]byte {
	var tokens [][]byte
	for _, a := range s.UnsignedAttrs {
		if a.OID == OIDSignatureTimestamp {
			tokens = append(tokens, a.Values...)
		}
	}
	return tokens
}

// splitSet returns the elements of the signed attributes as they stand.
func splitSet(raw []byte) [][]byte {
	element := cryptobyte.String(raw)
	var set cryptobyte.String
	if !element.ReadASN1(&set, tagExplicit0) {
		return nil
	}
	var out [][]byte
	for !set.Empty() {
		var member cryptobyte.String
		if !set.ReadASN1Element(&member, asn1.SEQUENCE) {
			return nil
		}
		out = append(out, member)
	}
	return out
}

// isSorted reports whether the signed attributes are in DER order (X.690, 11.6:
// shorter members compare as if padded with zeros, which for elements is plain
// byte order).
func isSorted(raw []byte) bool {
	element := cryptobyte.String(raw)
	var set, last, member cryptobyte.String
	if !element.ReadASN1(&set, tagExplicit0) {
		return true
	}
	for set.ReadASN1Element(&member, asn1.SEQUENCE) {
		if bytes.Compare(last, member) > 0 {
			return false
		}
		last = member
	}
	return true
}

// sortedSet returns the signed attributes in DER order under the tag SET, or
// nil if they are in that order already.
func sortedSet(raw []byte) []byte {
	if isSorted(raw) {
		return nil
	}
	members := splitSet(raw)
	slices.SortFunc(members, bytes.Compare)
	out := make([]byte, 0, len(raw))
	out = append(out, byte(asn1.SET))
	h, ok := readHeader(raw)
	if !ok {
		return nil
	}
	out = append(out, raw[1:h.size]...)
	for _, m := range members {
		out = append(out, m...)
	}
	return out
}
