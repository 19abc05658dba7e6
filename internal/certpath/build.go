package certpath

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// Settings are the user's inputs of RFC 5280, 6.1.1. The zero value accepts any
// policy, or none.
type Settings struct {
	Policies              []string // user-initial-policy-set, in dotted decimal; nil means any
	RequireExplicitPolicy bool     // initial-explicit-policy
	InhibitPolicyMapping  bool     // initial-policy-mapping-inhibit
	InhibitAnyPolicy      bool     // initial-any-policy-inhibit

	// Processed are the OIDs of further extensions that the caller takes care of:
	// where critical they do not refuse a path.
	Processed []string
}

// Validator builds and validates paths to a fixed set of trust anchors. It
// remembers the signatures that it has verified, at most 8192. It is safe for
// concurrent use.
type Validator struct {
	settings Settings
	pool     *pool
	memo     memo
}

// New returns a Validator for the given trust anchors. The intermediates are
// certificates that the caller has at hand; they are not trusted.
func New(anchors, intermediates []*cert.Certificate, s Settings) *Validator {
	v := &Validator{settings: s, pool: newPool(len(anchors) + len(intermediates))}
	for _, c := range anchors {
		v.pool.add(c, fromAnchors)
	}
	for _, c := range intermediates {
		v.pool.add(c, fromPool)
	}
	return v
}

var (
	errBudget  = errors.New("search limit reached")
	errTooLong = errors.New("chain is too long")
)

// Paths returns the valid paths of a certificate, best first: shorter ones first,
// then those whose key identifiers agree. Extra are certificates that came with
// the document, of which the first 1024 are looked at.
//
// Errors: *PathError if there is no path.
func (v *Validator) Paths(leaf *cert.Certificate, extra []*cert.Certificate) ([]*Path, error) {
	s := &search{v: v, extra: newPool(0), budget: budget{maxChecks, maxSteps, maxValidations, maxComparisons}}
	for _, c := range extra[:min(len(extra), MaxExtra)] {
		s.extra.add(c, fromExtra)
	}
	start := newNode(leaf, fromExtra)
	if known, ok := v.pool.seen[start.digest]; ok {
		start = known
	}
	s.extend([]*node{start})
	if len(s.paths) == 0 {
		if s.failure == nil {
			s.fail(NoIssuer, []*node{start}, nil)
		}
		return nil, s.failure
	}
	slices.SortStableFunc(s.paths, func(a, b *Path) int {
		return cmp.Compare(len(a.Certificates), len(b.Certificates))
	})
	return s.paths, nil
}

// Named returns the certificates among anchors, intermediates and extra whose
// subject is the given name (DER), anchors first.
func (v *Validator) Named(rawName []byte, extra []*cert.Certificate) []*cert.Certificate {
	name, err := cert.ParseName(rawName)
	if err != nil {
		return nil
	}
	var out []*cert.Certificate
	for _, n := range v.pool.bySubject[name.Key()] {
		out = append(out, n.cert)
	}
	for _, c := range extra[:min(len(extra), MaxExtra)] {
		same := func(d *cert.Certificate) bool { return bytes.Equal(c.Raw, d.Raw) }
		if (bytes.Equal(c.RawSubject, rawName) || c.Subject.Equal(name)) && !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}

// search is one call of Paths.
type search struct {
	v       *Validator
	extra   *pool
	budget  budget
	paths   []*Path
	failure *PathError
	weight  int // how telling failure is
}

// extend takes a chain whose signatures have been verified so far, as far as they
// can be, and tries every issuer of its last certificate.
func (s *search) extend(chain []*node) {
	last := chain[len(chain)-1]
	if last.anchor {
		s.finish(chain)
		return
	}
	if len(chain) == MaxLength {
		s.fail(LimitReached, chain, errTooLong)
		return
	}
	reason, cause := NoIssuer, error(nil)
	for _, issuer := range s.issuers(chain) {
		if len(s.paths) == MaxPaths {
			return
		}
		if s.budget.steps == 0 {
			s.fail(LimitReached, chain, errBudget)
			return
		}
		s.budget.steps--
		err := s.tryIssuer(chain, issuer)
		if why := reasonOf(err); why != 0 && (reason == NoIssuer || why == LimitReached) && namesKey(last.cert, issuer.cert) {
			reason, cause = why, err
		}
		if err == nil {
			reason = 0
		}
	}
	switch {
	case reason == 0:
	case reason != LimitReached && last.selfIssued() && s.v.verify(last, last, &s.budget) == nil:
		s.fail(UntrustedRoot, chain, nil)
	default:
		s.fail(reason, chain, cause)
	}
}

// tryIssuer goes on with an issuer if it has signed the last of the chain. A key
// that inherits its parameters can be used only when the chain is complete.
func (s *search) tryIssuer(chain []*node, issuer *node) error {
	if !lacksParameters(issuer.cert) {
		if err := s.v.verify(chain[len(chain)-1], issuer, &s.budget); err != nil {
			return err
		}
	}
	s.extend(append(chain[:len(chain):len(chain)], issuer))
	return nil
}

// reasonOf maps an error of verify.
func reasonOf(err error) Reason {
	var unsupported *cms.UnsupportedAlgorithmError
	var key *cert.KeyError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errBudget):
		return LimitReached
	case errors.As(err, &unsupported), errors.As(err, &key):
		return UnsupportedAlgorithm
	}
	return BadSignature
}

// issuers lists the certificates that may have issued the last of the chain, the
// likeliest first. None occurs twice, nor does one of the same name and key, so
// that loops end.
func (s *search) issuers(chain []*node) []*node {
	last := chain[len(chain)-1]
	var out []*node
	for _, p := range [2]*pool{s.v.pool, s.extra} {
		for _, n := range p.bySubject[last.issuer] {
			if p == s.extra && s.v.pool.seen[n.digest] != nil {
				continue
			}
			loops := func(m *node) bool { return m.digest == n.digest || m.subject == n.subject && m.key == n.key }
			if !slices.ContainsFunc(chain, loops) {
				out = append(out, n)
			}
		}
	}
	score := func(n *node) int {
		score := 4 * int(n.rank)
		if !namesKey(last.cert, n.cert) {
			score += 2
		}
		if n.cert.NotBefore.After(last.cert.NotAfter) || n.cert.NotAfter.Before(last.cert.NotBefore) {
			score++
		}
		return score
	}
	slices.SortStableFunc(out, func(a, b *node) int { return cmp.Compare(score(a), score(b)) })
	return out
}

// namesKey reports whether the key identifiers agree, as far as they are there.
// It orders candidates and explains failures, and decides nothing.
func namesKey(child, issuer *cert.Certificate) bool {
	return child.AuthorityKeyID == nil || issuer.SubjectKeyID == nil || bytes.Equal(child.AuthorityKeyID, issuer.SubjectKeyID)
}

// finish validates a chain that has reached an anchor.
func (s *search) finish(chain []*node) {
	if s.budget.validations == 0 {
		s.fail(LimitReached, chain, errBudget)
		return
	}
	s.budget.validations--
	p, failure := s.validate(chain)
	if failure != nil {
		failure.Certificate = chain[failure.Index].cert
		s.report(failure, 1<<16) // more telling than any chain that broke off
		return
	}
	s.paths = append(s.paths, p)
}

func (s *search) fail(r Reason, chain []*node, cause error) {
	index := len(chain) - 1
	s.report(&PathError{Reason: r, Index: index, Certificate: chain[index].cert, Err: cause}, 0)
}

// report keeps the failure of the chain that came furthest; among equals the
// first, which is that of the likeliest issuer. That a limit was reached hides
// less than it seems: what was left untried may be the right one.
func (s *search) report(e *PathError, weight int) {
	weight += 2 * e.Index
	if e.Reason == UntrustedRoot {
		weight++
	}
	if e.Reason == LimitReached {
		weight += 1 << 20
	}
	if s.failure == nil || weight > s.weight {
		s.failure, s.weight = e, weight
	}
}
