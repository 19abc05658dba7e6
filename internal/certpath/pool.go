package certpath

import (
	"crypto/sha256"

	"github.com/motcua/motcua/internal/cert"
)

// node is a certificate with what the search compares.
type node struct {
	cert            *cert.Certificate
	digest          [32]byte // of the whole certificate
	key             [32]byte // of its key
	subject, issuer string   // keys of the names
	anchor          bool
	rank            uint8 // of its source: anchors, intermediates, extra
}

// The ranks of sources. What the caller chose goes before what a document
// brings, so that a document cannot crowd it out.
const (
	fromAnchors uint8 = iota
	fromPool
	fromExtra
)

func newNode(c *cert.Certificate, rank uint8) *node {
	n := &node{
		cert: c, digest: sha256.Sum256(c.Raw), key: keyDigest(c, nil),
		subject: c.Subject.Key(), rank: rank, anchor: rank == fromAnchors,
	}
	n.issuer = n.subject
	if string(c.RawIssuer) != string(c.RawSubject) {
		n.issuer = c.Issuer.Key()
	}
	return n
}

// selfIssued reports whether subject and issuer are the same (RFC 5280, 3.2).
func (n *node) selfIssued() bool { return n.subject == n.issuer }

// heir returns n with what its key inherits from the issuer's.
func (n *node) heir(issuer *node) *node {
	if !lacksParameters(n.cert) {
		return n
	}
	h := *n
	h.cert = n.cert.InheritDSA(issuer.cert)
	h.key = keyDigest(n.cert, &issuer.key)
	return &h
}

// pool finds certificates by their subject.
type pool struct {
	bySubject map[string][]*node
	seen      map[[32]byte]*node
}

func newPool(size int) *pool {
	return &pool{bySubject: make(map[string][]*node, size), seen: make(map[[32]byte]*node, size)}
}

// add takes a certificate once.
func (p *pool) add(c *cert.Certificate, rank uint8) {
	n := newNode(c, rank)
	if _, dup := p.seen[n.digest]; dup {
		return
	}
	p.seen[n.digest] = n
	p.bySubject[n.subject] = append(p.bySubject[n.subject], n)
}
