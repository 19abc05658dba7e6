package ocsp

import (
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// maxNonce is the longest nonce that a responder must take (RFC 9654, 2.1).
const maxNonce = 128

// RequestOptions shapes a request. The zero value is understood everywhere.
type RequestOptions struct {
	// Hash by which the certificate is named; 0 means SHA-1, the only one that all
	// responders know. Nothing rests on its strength: who could make two issuers
	// of one hash would have to own the key of one of them.
	Hash cms.Digest
	// Nonce of 1 to 128 octets, 32 or more from a random source being usual (RFC
	// 9654); nil for none, which lets responders and caches answer in advance.
	Nonce []byte
}

// NewRequest returns the DER of an unsigned request for the status of one
// certificate (RFC 6960, 4.1.1).
//
// Errors: ErrUnsupported for a hash that can't be named or a nonce of another
// length; ErrMalformed if the issuer's key can't be read.
func NewRequest(subject, issuer *cert.Certificate, o RequestOptions) ([]byte, error) {
	if o.Hash == 0 {
		o.Hash = cms.SHA1
	}
	name := digestOID(o.Hash)
	key, ok := keyBits(issuer)
	switch {
	case name == nil:
		return nil, fmt.Errorf("%w: request with %v", ErrUnsupported, o.Hash)
	case o.Nonce != nil && (len(o.Nonce) == 0 || len(o.Nonce) > maxNonce):
		return nil, fmt.Errorf("%w: nonce of %d octets", ErrUnsupported, len(o.Nonce))
	case !ok:
		return nil, fmt.Errorf("%w: issuer's key", ErrMalformed)
	}
	certID := func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes(name) })
			b.AddASN1NULL()
		})
		b.AddASN1OctetString(sum(o.Hash, subject.RawIssuer))
		b.AddASN1OctetString(sum(o.Hash, key))
		b.AddASN1BigInt(subject.Serial)
	}
	var b cryptobyte.Builder
	nested(&b, func(b *cryptobyte.Builder) { // OCSPRequest, TBSRequest
		nested(b, func(b *cryptobyte.Builder) { b.AddASN1(asn1.SEQUENCE, certID) }) // requestList, Request
		if o.Nonce != nil {
			b.AddASN1(context(2), func(b *cryptobyte.Builder) { addNonce(b, o.Nonce) })
		}
	})
	return b.Bytes()
}

// nested adds a sequence in a sequence.
func nested(b *cryptobyte.Builder, f cryptobyte.BuilderContinuation) {
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1(asn1.SEQUENCE, f) })
}

// addNonce adds Extensions that hold the nonce alone.
func addNonce(b *cryptobyte.Builder, nonce []byte) {
	nested(b, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) {
			b.AddBytes([]byte("\x2b\x06\x01\x05\x05\x07\x30\x01\x02"))
		})
		b.AddASN1(asn1.OCTET_STRING, func(b *cryptobyte.Builder) { b.AddASN1OctetString(nonce) })
	})
}

// digestOID returns the content octets of a digest's object identifier, nil for
// digests that responders aren't known to take.
func digestOID(d cms.Digest) []byte {
	switch d {
	case cms.SHA1:
		return []byte("\x2b\x0e\x03\x02\x1a")
	case cms.SHA256:
		return []byte("\x60\x86\x48\x01\x65\x03\x04\x02\x01")
	case cms.SHA384:
		return []byte("\x60\x86\x48\x01\x65\x03\x04\x02\x02")
	case cms.SHA512:
		return []byte("\x60\x86\x48\x01\x65\x03\x04\x02\x03")
	}
	return nil
}
