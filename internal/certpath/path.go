package certpath

import (
	//lint:ignore SA1019 old signatures have to be verified
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"time"

	"github.com/cloudflare/circl/sign/ed448"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/ecgeneric"
)

// Path is a path in which everything holds that does not depend on time. It is
// not changed after it was made and may be shared between goroutines.
type Path struct {
	// Certificates are the leaf first and the anchor last; one certificate if the
	// leaf is an anchor. A key that inherits DSA parameters has them here.
	Certificates []*cert.Certificate

	// Uses tell what the signatures of the path were made with, in the order of
	// Certificates; there is none for the anchor.
	Uses []Use

	// Policies are the policies of the anchor's domain under which the path is
	// valid, restricted to Settings.Policies; AnyPolicy alone for all.
	Policies []string
}

// Use is one use of a key: the signature on a certificate of the path. A policy
// of algorithms says until when it is accepted.
type Use struct {
	Index  int        // in Path.Certificates, of the certificate that is signed
	Scheme string     // as in cms.SignatureInfo
	Digest cms.Digest // 0 for EdDSA
	Key    Key        // of the issuer
}

// Key tells a key's kind and size.
type Key struct {
	Algorithm string // "RSA", "ECDSA", "DSA", "Ed25519", "Ed448"; "" for a key that cannot be used
	Bits      int    // of the modulus or the curve
}

// KeyOf tells the kind and size of a certificate's key.
func KeyOf(c *cert.Certificate) Key {
	k := Key{Bits: cms.KeyBits(c.PublicKey)}
	switch c.PublicKey.(type) {
	case *rsa.PublicKey:
		k.Algorithm = "RSA"
	case *ecdsa.PublicKey, *ecgeneric.PublicKey:
		k.Algorithm = "ECDSA"
	case *dsa.PublicKey:
		k.Algorithm = "DSA"
	case ed25519.PublicKey:
		k.Algorithm = "Ed25519"
	case ed448.PublicKey:
		k.Algorithm = "Ed448"
	}
	return k
}

// Leaf returns the certificate that the path is of.
func (p *Path) Leaf() *cert.Certificate { return p.Certificates[0] }

// Anchor returns the trust anchor's certificate, whose dates ValidAt ignores.
func (p *Path) Anchor() *cert.Certificate { return p.Certificates[len(p.Certificates)-1] }

// ValidAt says whether the certificates of the path were in force at a moment,
// both ends of the period included (RFC 5280, 4.1.2.5). The leaf is always looked
// at, the anchor's dates never are unless it is the leaf.
//
// Errors: *DateError for the first certificate, counted from the anchor, that was
// not in force.
func (p *Path) ValidAt(t time.Time) error {
	for i := max(len(p.Certificates)-2, 0); i >= 0; i-- {
		c := p.Certificates[i]
		if t.Before(c.NotBefore) || t.After(c.NotAfter) {
			return &DateError{Index: i, At: t, NotBefore: c.NotBefore, NotAfter: c.NotAfter}
		}
	}
	return nil
}

// newPath makes a path of nodes whose signatures have been verified.
func newPath(chain []*node, policies []string) *Path {
	p := &Path{Certificates: make([]*cert.Certificate, len(chain)), Policies: policies}
	for i, n := range chain {
		p.Certificates[i] = n.cert
	}
	for i := range len(chain) - 1 {
		info, err := cms.DescribeSignature(chain[i].cert.SignatureAlgorithm)
		if err != nil { // a signature by it was verified
			continue
		}
		p.Uses = append(p.Uses, Use{Index: i, Scheme: info.Scheme, Digest: info.Digest, Key: KeyOf(chain[i+1].cert)})
	}
	return p
}
