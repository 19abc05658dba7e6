package signaturetest

import (
	"encoding/asn1"
	"slices"
	"time"
)

// The ASN.1 tags that the builders write.
const (
	tagOctets     = 0x04
	tagEnumerated = 0x0a
	tagUTF8       = 0x0c
	tagSequence   = 0x30
	tagSet        = 0x31
	tagContext0   = 0xa0
	tagContext1   = 0xa1
)

// tlv encodes one DER element whose content is the joined parts.
func tlv(tag byte, parts ...[]byte) []byte {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	out := append([]byte{tag}, derLength(n)...)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func derLength(n int) []byte {
	if n < 0x80 {
		return []byte{byte(n)}
	}
	var b []byte
	for ; n > 0; n >>= 8 {
		b = append(b, byte(n))
	}
	b = append(b, 0x80|byte(len(b)))
	slices.Reverse(b)
	return b
}

// indefinite encodes one BER element of indefinite length (X.690, 8.1.3.6).
func indefinite(tag byte, parts ...[]byte) []byte {
	out := []byte{tag, 0x80}
	for _, p := range parts {
		out = append(out, p...)
	}
	return append(out, 0, 0)
}

// chunkedOctets encodes an octet string as BER segments of at most size bytes
// (X.690, 8.7.3).
func chunkedOctets(b []byte, size int) []byte {
	var parts [][]byte
	for chunk := range slices.Chunk(b, size) {
		parts = append(parts, tlv(tagOctets, chunk))
	}
	return indefinite(tagOctets|0x20, parts...)
}

// setOf encodes a DER SET OF: its elements are sorted (X.690, 11.6).
func setOf(tag byte, elements ...[]byte) []byte {
	sorted := slices.Clone(elements)
	slices.SortFunc(sorted, slices.Compare[[]byte])
	return tlv(tag, sorted...)
}

// derValue encodes integers, booleans, strings and object identifiers; the
// values given here are constants or bounded, so that encoding cannot fail.
func derValue(v any) []byte { return must(asn1.Marshal(v)) }

func derOID(arcs ...int) []byte { return derValue(asn1.ObjectIdentifier(arcs)) }

// derUTCTime encodes the clock reading of t, as it stands, followed by Z.
func derUTCTime(t time.Time) []byte {
	return tlv(asn1.TagUTCTime, []byte(t.Format("060102150405Z")))
}

// derGeneralizedTime encodes t in UTC (RFC 3161, 2.4.2).
func derGeneralizedTime(t time.Time) []byte {
	return tlv(asn1.TagGeneralizedTime, []byte(t.UTC().Format("20060102150405Z")))
}

func derNull() []byte { return []byte{asn1.TagNull, 0} }
