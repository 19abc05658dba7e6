// Package der reads the small DER building blocks that certificates and
// signed data share: object identifiers, algorithm identifiers, integers and
// times. It is more lenient than encoding/asn1 where real producers are
// sloppy, never copies what it can alias and never recurses.
package der

import (
	"math/big"
	"strconv"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// maxOID bounds the content octets of an object identifier.
const maxOID = 64

// Algorithm is an AlgorithmIdentifier (RFC 5280, 4.1.1.2).
type Algorithm struct {
	OID    string // dotted decimal
	Params []byte // the parameters' whole TLV; nil if absent
}

// NoParams reports whether the parameters are absent or NULL, which the same
// algorithm's definitions and producers use interchangeably.
func (a Algorithm) NoParams() bool {
	return len(a.Params) == 0 || (len(a.Params) == 2 && a.Params[0] == 5 && a.Params[1] == 0)
}

// Equal compares two identifiers; absent and NULL parameters are the same.
func (a Algorithm) Equal(b Algorithm) bool {
	if a.OID != b.OID {
		return false
	}
	return a.NoParams() && b.NoParams() || string(a.Params) == string(b.Params)
}

// OID renders the content octets of an OBJECT IDENTIFIER in dotted decimal.
// Arcs of any size within 64 octets are accepted; padded arcs are not.
func OID(content []byte) (string, bool) {
	if oid := frequent(content); oid != "" {
		return oid, true
	}
	return render(content)
}

func render(content []byte) (string, bool) {
	if len(content) == 0 || len(content) > maxOID || content[len(content)-1]&0x80 != 0 {
		return "", false
	}
	out := make([]byte, 0, 48)
	for start, i := 0, 0; i < len(content); i++ {
		if content[i]&0x80 != 0 {
			continue
		}
		arc := content[start : i+1]
		if arc[0] == 0x80 {
			return "", false
		}
		out = appendArc(out, arc, start == 0)
		start = i + 1
	}
	return string(out), true
}

// appendArc renders one base-128 arc; the first one carries two numbers.
func appendArc(out, arc []byte, first bool) []byte {
	if !first {
		out = append(out, '.')
	}
	if len(arc) > 9 {
		return appendBigArc(out, arc, first)
	}
	var v uint64
	for _, b := range arc {
		v = v<<7 | uint64(b&0x7f)
	}
	if !first {
		return strconv.AppendUint(out, v, 10)
	}
	top := min(v/40, 2)
	out = strconv.AppendUint(out, top, 10)
	out = append(out, '.')
	return strconv.AppendUint(out, v-40*top, 10)
}

func appendBigArc(out, arc []byte, first bool) []byte {
	v := new(big.Int)
	for _, b := range arc {
		v.Lsh(v, 7)
		v.Or(v, big.NewInt(int64(b&0x7f)))
	}
	if first {
		v.Sub(v, big.NewInt(80))
		out = append(out, "2."...)
	}
	return v.Append(out, 10)
}

// ReadOID reads an OBJECT IDENTIFIER in dotted decimal.
func ReadOID(s *cryptobyte.String, out *string) bool {
	var content cryptobyte.String
	if !s.ReadASN1(&content, asn1.OBJECT_IDENTIFIER) {
		return false
	}
	oid, ok := OID(content)
	*out = oid
	return ok
}

// ReadAlgorithm reads an AlgorithmIdentifier.
func ReadAlgorithm(s *cryptobyte.String, out *Algorithm) bool {
	return ReadTaggedAlgorithm(s, asn1.SEQUENCE, out)
}

// ReadTaggedAlgorithm reads an AlgorithmIdentifier under an implicit tag.
func ReadTaggedAlgorithm(s *cryptobyte.String, tag asn1.Tag, out *Algorithm) bool {
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, tag) || !ReadOID(&seq, &out.OID) {
		return false
	}
	out.Params = nil
	if seq.Empty() {
		return true
	}
	var params cryptobyte.String
	var t asn1.Tag
	if !seq.ReadAnyASN1Element(&params, &t) || !seq.Empty() {
		return false
	}
	out.Params = params
	return true
}

// ReadInteger reads an INTEGER of any sign. Non-minimal encodings, which DER
// forbids and some issuers write, are accepted.
func ReadInteger(s *cryptobyte.String, out *big.Int) bool {
	return ReadTaggedInteger(s, asn1.INTEGER, out)
}

// ReadTaggedInteger reads an INTEGER under an implicit tag.
func ReadTaggedInteger(s *cryptobyte.String, tag asn1.Tag, out *big.Int) bool {
	var content cryptobyte.String
	if !s.ReadASN1(&content, tag) || len(content) == 0 {
		return false
	}
	out.SetBytes(content)
	if content[0]&0x80 != 0 {
		limit := new(big.Int).Lsh(big.NewInt(1), uint(len(content))*8)
		out.Sub(out, limit)
	}
	return true
}

// ReadTime reads a UTCTime or GeneralizedTime and returns it in UTC. Missing
// seconds, fractions and numeric zones, which DER forbids, are accepted; a
// time without a zone is not.
func ReadTime(s *cryptobyte.String, out *time.Time) bool {
	var content cryptobyte.String
	var tag asn1.Tag
	if !s.ReadAnyASN1(&content, &tag) {
		return false
	}
	var ok bool
	switch tag {
	case asn1.UTCTime:
		*out, ok = parseTime(content, 2)
	case asn1.GeneralizedTime:
		*out, ok = parseTime(content, 4)
	}
	return ok
}
