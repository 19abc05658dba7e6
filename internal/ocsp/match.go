package ocsp

import (
	"bytes"
	"crypto/sha1"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// names reports whether the identifier is the subject's under its issuer. The
// issuer's name may have been hashed as the subject's certificate or as the
// issuer's own writes it: string types may differ, the name is the same.
func (id *certID) names(subject, issuer *cert.Certificate) bool {
	if id.serial.Cmp(subject.Serial) != 0 {
		return false
	}
	digest, err := cms.ParseDigest(id.hash)
	if err != nil {
		return false
	}
	key, ok := keyBits(issuer)
	return ok && bytes.Equal(id.keyHash, sum(digest, key)) &&
		(bytes.Equal(id.nameHash, sum(digest, subject.RawIssuer)) ||
			subject.Issuer.Equal(issuer.Subject) && bytes.Equal(id.nameHash, sum(digest, issuer.RawSubject)))
}

// isResponder reports whether the responder names itself by this certificate.
func (r *Response) isResponder(c *cert.Certificate) bool {
	if r.responderKey != nil {
		key, ok := keyBits(c)
		hash := sha1.Sum(key)
		return ok && bytes.Equal(r.responderKey, hash[:])
	}
	return bytes.Equal(r.responderRaw, c.RawSubject) || r.responderName.Equal(c.Subject)
}

// keyBits is the content of subjectPublicKey, which identifiers hash without
// tag, length and the number of unused bits (RFC 6960, 4.1.1).
func keyBits(c *cert.Certificate) ([]byte, bool) {
	spki := cryptobyte.String(c.SPKI)
	var seq cryptobyte.String
	var bits []byte
	ok := spki.ReadASN1(&seq, asn1.SEQUENCE) && seq.SkipASN1(asn1.SEQUENCE) && seq.ReadASN1BitStringAsBytes(&bits)
	return bits, ok
}

func sum(d cms.Digest, b []byte) []byte {
	h := d.New()
	h.Write(b)
	return h.Sum(nil)
}
