package crl

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
)

// signerOf finds the certificate whose key signed the list, and returns the path
// from it to the anchor of the path in question (RFC 5280, 6.3.3 (f) and (g)).
func (q *question) signerOf(l *List, direct bool) ([]*cert.Certificate, error) {
	failure := ErrNoSigner
	for i := q.index + 1; i < len(q.path); i++ {
		c := q.path[i]
		if !c.Subject.Equal(l.Issuer) || l.VerifiedBy(c) != nil {
			continue
		}
		if maySign(c) {
			return q.path[i:], nil
		}
		failure = fmt.Errorf("%w: its key usage forbids it", ErrNotAuthorized)
	}
	tried := 0
	for _, c := range q.candidates(l) {
		if tried++; tried > maxSigners {
			break
		}
		path, err := q.elsewhere(l, c, direct)
		if err == nil {
			return path, nil
		}
		if errors.Is(failure, ErrNoSigner) { // a signer that is refused says more
			failure = err
		}
	}
	return nil, failure
}

// candidates lists the certificates of the list's issuer that are not in the
// path, those that the list's key identifier names first.
func (q *question) candidates(l *List) []*cert.Certificate {
	out := q.paths.Named(l.RawIssuer, append(slices.Clone(q.path), q.extra...))
	named := func(c *cert.Certificate) int {
		if l.AuthorityKeyID == nil || c.SubjectKeyID == nil || bytes.Equal(l.AuthorityKeyID, c.SubjectKeyID) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b *cert.Certificate) int { return named(a) - named(b) })
	return out
}

// elsewhere tries a signer that is not in the path.
func (q *question) elsewhere(l *List, c *cert.Certificate, direct bool) ([]*cert.Certificate, error) {
	if !c.LacksDSAParameters() {
		if err := l.VerifiedBy(c); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoSigner, err)
		}
	}
	if !maySign(c) {
		return nil, fmt.Errorf("%w: its key usage forbids it", ErrNotAuthorized)
	}
	paths, err := q.paths.Paths(c, append(slices.Clone(q.path), q.extra...))
	if err != nil {
		return nil, err
	}
	anchor := q.path[len(q.path)-1]
	for _, p := range paths {
		if !bytes.Equal(p.Anchor().Raw, anchor.Raw) || direct && !q.isAuthorized(p, l) {
			continue
		}
		if err := l.VerifiedBy(p.Leaf()); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoSigner, err)
		}
		return p.Certificates, nil
	}
	return nil, ErrNotAuthorized
}

// maySign is RFC 5280, 6.3.3 (f), last sentence.
func maySign(c *cert.Certificate) bool {
	return !c.HasKeyUsage || c.KeyUsage&x509.KeyUsageCRLSign != 0
}

// isAuthorized reports whether the name of the list's issuer was given to the
// signer by somebody who stands above the certificate in question. RFC 5280 asks
// only for the same trust anchor; but then every CA below that anchor could sign
// lists in the name of every other.
func (q *question) isAuthorized(p *certpath.Path, l *List) bool {
	for i, c := range p.Certificates {
		if i > 0 && q.inPath(c) {
			return true
		}
		if i > 0 && !c.Subject.Equal(l.Issuer) { // not one of the issuer's own keys
			return false
		}
	}
	return len(p.Certificates) == 1 // the anchor, which is in the path
}

// inPath reports whether a certificate of the path above the one in question has
// the same name and key.
func (q *question) inPath(c *cert.Certificate) bool {
	return slices.ContainsFunc(q.path[q.index+1:], func(d *cert.Certificate) bool {
		return bytes.Equal(c.SPKI, d.SPKI) && c.Subject.Equal(d.Subject)
	})
}
