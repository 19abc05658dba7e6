package cms

import (
	"bytes"
	"crypto"
	"encoding/asn1"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// Parts is what a detached SignedData with one signer is made of (RFC 5652, 5).
type Parts struct {
	Digest Digest
	// Algorithm is the signature algorithm.
	Algorithm Scheme
	// Signer is the signer's certificate; Certificates are those to embed, DER,
	// the signer's included.
	Signer       *cert.Certificate
	Certificates [][]byte
	// Attributes is the DER of the signed attributes, see SignedAttributes.
	Attributes []byte
	// Signature is the signature value over Attributes.
	Signature []byte
	// TimestampToken is the DER of a token over Signature (RFC 3161, appendix A);
	// nil for none.
	TimestampToken []byte
}

// Encode returns the DER of the ContentInfo. The certificates are a set, which
// DER sorts.
//
// Errors: ErrMalformed where an object identifier or element is too large.
func (p Parts) Encode() ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		addOID(b, OIDSignedData)
		b.AddASN1(cbasn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, p.signedData)
		})
	})
	out, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("cms: build signed data: %w", ErrMalformed)
	}
	return out, nil
}

func (p Parts) signedData(b *cryptobyte.Builder) {
	b.AddASN1Int64(1)
	b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { addDigestAlgorithm(b, p.Digest) })
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { addOID(b, OIDData) })
	b.AddASN1(cbasn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
		for _, raw := range derSet(p.Certificates) {
			b.AddBytes(raw)
		}
	})
	b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { b.AddASN1(cbasn1.SEQUENCE, p.signerInfo) })
}

func (p Parts) signerInfo(b *cryptobyte.Builder) {
	b.AddASN1Int64(1)
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(p.Signer.RawIssuer)
		b.AddASN1BigInt(p.Signer.Serial)
	})
	addDigestAlgorithm(b, p.Digest)
	attributes := bytes.Clone(p.Attributes)
	if len(attributes) > 0 {
		attributes[0] = 0xa0 // IMPLICIT [0] in place of SET
	}
	b.AddBytes(attributes)
	p.Algorithm.add(b)
	b.AddASN1OctetString(p.Signature)
	if p.TimestampToken == nil {
		return
	}
	b.AddASN1(cbasn1.Tag(1).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
		addAttribute(b, OIDSignatureTimestamp, func(b *cryptobyte.Builder) { b.AddBytes(p.TimestampToken) })
	})
}

// derSet returns the elements in the order of a DER SET OF, each once.
func derSet(elements [][]byte) [][]byte {
	sorted := slices.Clone(elements)
	slices.SortFunc(sorted, bytes.Compare)
	return slices.CompactFunc(sorted, bytes.Equal)
}

// addOID appends an object identifier given in dotted decimal.
func addOID(b *cryptobyte.Builder, dotted string) {
	var id asn1.ObjectIdentifier
	for arc := range strings.SplitSeq(dotted, ".") {
		n, err := strconv.Atoi(arc)
		if err != nil {
			b.SetError(ErrMalformed)
			return
		}
		id = append(id, n)
	}
	b.AddASN1ObjectIdentifier(id)
}

// addDigestAlgorithm appends the identifier of a digest, without parameters (RFC
// 5754, 2).
func addDigestAlgorithm(b *cryptobyte.Builder, d Digest) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { addOID(b, d.OID()) })
}

// addAttribute appends an Attribute with one value.
func addAttribute(b *cryptobyte.Builder, oid string, value func(b *cryptobyte.Builder)) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		addOID(b, oid)
		b.AddASN1(cbasn1.SET, value)
	})
}

// DigestOf maps a hash of the standard library to one that signatures are made
// with: SHA-256, SHA-384 and SHA-512.
//
// Errors: *UnsupportedAlgorithmError.
func DigestOf(h crypto.Hash) (Digest, error) {
	for _, d := range []Digest{SHA256, SHA384, SHA512} {
		if d.Hash() == h {
			return d, nil
		}
	}
	return 0, &UnsupportedAlgorithmError{Name: h.String(), Use: "digest"}
}

// Hash returns the standard library's number of the digest, 0 where it has none.
func (d Digest) Hash() crypto.Hash { return d.info().hash }
