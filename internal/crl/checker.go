package crl

import (
	"bytes"
	"fmt"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	"github.com/motcua/motcua/internal/revocation"
)

// Checker answers from a set of lists. It is safe for concurrent use.
type Checker struct {
	paths    *certpath.Validator
	extra    []*cert.Certificate
	byIssuer map[string][]*List
}

// NewChecker returns a Checker for lists, whose signers are looked for among the
// certificates of the path in question, those that paths knows, and extra. Paths
// must hold the trust anchors of the paths that are asked about.
func NewChecker(paths *certpath.Validator, lists []*List, extra []*cert.Certificate) *Checker {
	c := &Checker{paths: paths, extra: extra, byIssuer: make(map[string][]*List)}
	for _, l := range lists {
		key := l.Issuer.Key()
		c.byIssuer[key] = append(c.byIssuer[key], l)
	}
	return c
}

// Rejection says why a list of the right issuer gave no answer.
type Rejection struct {
	List *List
	Err  error // ErrScope, ErrNoSigner, ErrNotAuthorized, ErrMalformed, ErrTooLarge, *UnknownCriticalError, *certpath.PathError, or of the source
}

// Answers says what the lists answer about the certificate at index in a path
// (leaf first, anchor last) that has been validated. There is one answer for each
// list that speaks of it, and one for each delta list on top of that; lists by
// reason answer for their reasons. Dates are not looked at. There is no answer
// about the anchor.
func (c *Checker) Answers(path []*cert.Certificate, index int) ([]revocation.Answer, []Rejection) {
	if index < 0 || index >= len(path)-1 {
		return nil, nil
	}
	q := &question{Checker: c, path: path, index: index, subject: path[index]}
	points, err := pointsOf(q.subject)
	lists := c.listsFor(q.subject, points)
	if err != nil {
		for _, l := range lists {
			q.reject(l, err)
		}
		return nil, q.rejections
	}
	for _, l := range lists {
		if l.BaseNumber == nil {
			if err := q.ask(l, lists, points); err != nil {
				q.reject(l, err)
			}
		}
	}
	return q.answers, q.rejections
}

// listsFor returns the lists of the certificate's issuer and of the list issuers
// that it names.
func (c *Checker) listsFor(subject *cert.Certificate, points []point) []*List {
	keys := []string{subject.Issuer.Key()}
	for _, p := range points {
		for _, n := range p.crlIssuer {
			if name, err := cert.ParseName(n.Value); n.Form == cert.FormDirectory && err == nil {
				keys = append(keys, name.Key())
			}
		}
	}
	seen := make(map[string]bool)
	var out []*List
	for _, key := range keys {
		if !seen[key] {
			out = append(out, c.byIssuer[key]...)
		}
		seen[key] = true
	}
	return out[:min(len(out), maxLists)]
}

// question is one call of Answers.
type question struct {
	*Checker
	path       []*cert.Certificate
	index      int
	subject    *cert.Certificate
	answers    []revocation.Answer
	rejections []Rejection
}

func (q *question) reject(l *List, err error) {
	q.rejections = append(q.rejections, Rejection{List: l, Err: err})
}

// ask adds the answers of a complete list, alone and under delta lists.
func (q *question) ask(l *List, lists []*List, points []point) error {
	if err := l.Usable(); err != nil {
		return err
	}
	reasons, direct := l.covers(q.subject, points)
	if reasons == 0 {
		return ErrScope
	}
	signer, err := q.signerOf(l, direct)
	if err != nil {
		return err
	}
	entry, listed, err := l.Find(q.subject.Issuer, q.subject.Serial)
	if err != nil {
		return err
	}
	digest, err := l.Digest()
	if err != nil {
		return err
	}
	base := revocation.Answer{
		Kind: revocation.CRL, Status: revocation.Good, Reason: revocation.NoReason, Reasons: reasons,
		ThisUpdate: l.ThisUpdate, NextUpdate: l.NextUpdate, ProducedAt: l.ThisUpdate, RetainsSince: l.RetainsSince,
		Signer: signer[0], SignerPath: signer, Digest: digest, Weak: l.weak(),
	}
	if listed {
		base = withEntry(base, entry)
	}
	q.answers = append(q.answers, base)
	tried := 0
	for _, delta := range lists {
		if delta.continues(l) && tried < maxDeltas {
			tried++
			if err := q.askDelta(delta, base); err != nil {
				q.reject(delta, err)
			}
		}
	}
	return nil
}

// askDelta adds the answer of a delta list on top of what the base answered.
func (q *question) askDelta(delta *List, base revocation.Answer) error {
	if err := delta.Usable(); err != nil {
		return err
	}
	if err := delta.VerifiedBy(base.Signer); err != nil {
		return fmt.Errorf("%w: %w", ErrNoSigner, err)
	}
	entry, listed, err := delta.Find(q.subject.Issuer, q.subject.Serial)
	if err != nil {
		return err
	}
	digest, err := delta.Digest()
	if err != nil {
		return err
	}
	a := base
	a.ThisUpdate, a.NextUpdate, a.ProducedAt = delta.ThisUpdate, delta.NextUpdate, delta.ThisUpdate
	a.Digest, a.BaseDigest = digest, base.Digest
	if listed {
		a = withEntry(a, entry)
	}
	if a.Weak == "" {
		a.Weak = delta.weak()
	}
	q.answers = append(q.answers, a)
	return nil
}

// withEntry takes over what an entry says. A certificate that a delta list says
// to remove is good again.
func withEntry(a revocation.Answer, e Entry) revocation.Answer {
	a.Status, a.RevokedAt, a.InvalidityDate, a.Reason = revocation.Revoked, e.RevokedAt, e.InvalidityDate, e.Reason
	if e.Reason == revocation.ReasonRemoveFromCRL {
		a.Status, a.RevokedAt, a.InvalidityDate, a.Reason = revocation.Good, time.Time{}, time.Time{}, revocation.NoReason
	}
	return a
}

// continues reports whether a delta list can be applied to a base list (RFC 5280,
// 5.2.4 and 6.3.3 (c)).
func (l *List) continues(base *List) bool {
	return l.BaseNumber != nil && l.Number != nil && base.Number != nil &&
		l.Issuer.Equal(base.Issuer) &&
		(l.scope.raw == nil) == (base.scope.raw == nil) && bytes.Equal(l.scope.raw, base.scope.raw) &&
		bytes.Equal(l.AuthorityKeyID, base.AuthorityKeyID) &&
		l.BaseNumber.Cmp(base.Number) <= 0 && base.Number.Cmp(l.Number) < 0
}
