package certpath

import (
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/motcua/motcua/internal/cert"
)

const (
	oidCRLPoints    = "2.5.29.31"
	oidBasic        = "2.5.29.19"
	oidNameConstr   = "2.5.29.30"
	oidPolicies     = "2.5.29.32"
	oidMappings     = "2.5.29.33"
	oidPolicyConstr = "2.5.29.36"
	oidInhibitAny   = "2.5.29.54"
	firstWithExts   = 3 // version of certificates with extensions
)

// state is that of RFC 5280, 6.1.2.
type state struct {
	search      *search
	chain       []*node // leaf first, anchor last
	constraints constraints
	policies    policyState
	maxPath     int // CAs that may still follow
}

// validate runs RFC 5280, 6.1 over a chain whose certificates name one another.
func (s *search) validate(chain []*node) (*Path, *PathError) {
	n := len(chain) - 1
	st := &state{search: s, chain: chain, maxPath: n, policies: newPolicyState(s.v.settings, n)}
	if n == 0 {
		return newPath(chain, st.policies.initial), nil
	}
	if failure := st.startAt(chain[n]); failure != nil {
		failure.Index = n
		return nil, failure
	}
	chain[n-1] = chain[n-1].heir(chain[n])
	for i := n - 1; i >= 0; i-- {
		failure := st.process(i)
		if failure == nil && i > 0 {
			chain[i-1] = chain[i-1].heir(chain[i])
			failure = st.prepare(chain[i].cert, chain[i].selfIssued())
		}
		if failure != nil {
			failure.Index = i
			return nil, failure
		}
	}
	policies, failure := st.policies.wrapUp()
	if failure != nil {
		return nil, failure
	}
	return newPath(chain, policies), nil
}

// startAt takes the anchor's own limits into account, see the package comment.
func (st *state) startAt(anchor *node) *PathError {
	c := anchor.cert
	_, hasBasic := c.Extension(oidBasic)
	switch {
	case c.Version >= firstWithExts && !c.IsCA && (hasBasic || c.HasKeyUsage):
		return &PathError{Reason: NotCA}
	case c.HasKeyUsage && c.KeyUsage&x509.KeyUsageCertSign == 0:
		return &PathError{Reason: KeyUsage}
	}
	st.limitPath(c)
	return st.constrain(c)
}

// process is RFC 5280, 6.1.3, without dates and revocation.
func (st *state) process(i int) *PathError {
	n, issuer := st.chain[i], st.chain[i+1]
	c := n.cert
	if c.Version < firstWithExts && len(c.Extensions) > 0 {
		return malformed("extensions in version %d", c.Version)
	}
	if !c.SignatureAlgorithm.Equal(c.InnerAlgorithm) {
		return malformed("signature algorithms differ inside and outside")
	}
	if err := st.search.v.verify(n, issuer, &st.search.budget); err != nil {
		return &PathError{Reason: reasonOf(err), Err: err}
	}
	if i == 0 || !n.selfIssued() {
		if failure := st.constraints.check(c, &st.search.budget); failure != nil {
			return failure
		}
	}
	if failure := st.policies.process(c, i == 0, n.selfIssued()); failure != nil {
		return failure
	}
	for _, oid := range c.UnhandledCritical(oidCRLPoints) {
		if !st.search.v.processes(oid) {
			return &PathError{Reason: UnknownCritical, OID: oid}
		}
	}
	return nil
}

func (v *Validator) processes(oid string) bool {
	for _, p := range v.settings.Processed {
		if p == oid {
			return true
		}
	}
	return false
}

// prepare is RFC 5280, 6.1.4: the certificate issues the next one.
func (st *state) prepare(c *cert.Certificate, selfIssued bool) *PathError {
	if failure := st.policies.mapPolicies(c); failure != nil {
		return failure
	}
	if failure := st.constrain(c); failure != nil {
		return failure
	}
	if failure := st.policies.prepare(c, selfIssued); failure != nil {
		return failure
	}
	if !c.IsCA {
		return &PathError{Reason: NotCA}
	}
	if !selfIssued {
		if st.maxPath <= 0 {
			return &PathError{Reason: PathLength}
		}
		st.maxPath--
	}
	st.limitPath(c)
	if c.HasKeyUsage && c.KeyUsage&x509.KeyUsageCertSign == 0 {
		return &PathError{Reason: KeyUsage}
	}
	return nil
}

func (st *state) limitPath(c *cert.Certificate) {
	if c.IsCA && c.MaxPathLen >= 0 {
		st.maxPath = min(st.maxPath, c.MaxPathLen)
	}
}

// constrain adds the name constraints of a CA.
func (st *state) constrain(c *cert.Certificate) *PathError {
	e, ok := c.Extension(oidNameConstr)
	if !ok {
		return nil
	}
	if err := st.constraints.add(e); err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	return nil
}

func malformed(format string, args ...any) *PathError {
	return &PathError{Reason: Malformed, Err: fmt.Errorf(format, args...)}
}

var errSyntax = errors.New("extension is malformed")
