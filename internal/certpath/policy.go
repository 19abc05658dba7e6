package certpath

import (
	"slices"

	"github.com/motcua/motcua/internal/cert"
)

// AnyPolicy is the policy that stands for all (RFC 5280, 4.2.1.4).
const AnyPolicy = "2.5.29.32.0"

// policyNode is a policy at one depth of the graph.
type policyNode struct {
	expected []string // what the next certificate may call it
	parents  []string // valid policies one depth above
}

// policyState holds the policies of RFC 5280, 6.1.2 as the graph of RFC 9618,
// whose size grows with the certificates and not, as that of the tree does,
// exponentially.
type policyState struct {
	initial []string // user-initial-policy-set; AnyPolicy alone for any

	// depths holds the nodes of each depth by their valid policy; depth 0 is
	// AnyPolicy. It is nil once no policy is left.
	depths []map[string]*policyNode

	// The certificates, self-issued ones not counted, after which a policy is
	// required, mapping is forbidden, and AnyPolicy is ignored.
	explicit, mapping, anyPolicy int
}

func newPolicyState(s Settings, n int) policyState {
	counter := func(zero bool) int {
		if zero {
			return 0
		}
		return n + 1
	}
	p := policyState{
		initial:   slices.Clone(s.Policies),
		depths:    []map[string]*policyNode{{AnyPolicy: {expected: []string{AnyPolicy}}}},
		explicit:  counter(s.RequireExplicitPolicy),
		mapping:   counter(s.InhibitPolicyMapping),
		anyPolicy: counter(s.InhibitAnyPolicy),
	}
	if len(p.initial) == 0 || slices.Contains(p.initial, AnyPolicy) {
		p.initial = []string{AnyPolicy}
	}
	return p
}

// process is RFC 5280, 6.1.3 (d) to (f), and for the leaf 6.1.5 (a) and (b).
func (p *policyState) process(c *cert.Certificate, leaf, selfIssued bool) *PathError {
	policies, present, err := certificatePolicies(c)
	if err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	switch {
	case !present:
		p.depths = nil
	case p.depths != nil:
		p.grow(policies, p.anyPolicy > 0 || !leaf && selfIssued)
	}
	if p.explicit == 0 && p.depths == nil {
		return &PathError{Reason: Policy}
	}
	if !leaf {
		return nil
	}
	require, _, err := policyConstraints(c)
	if err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	p.explicit = max(p.explicit-1, 0)
	if require == 0 {
		p.explicit = 0
	}
	return nil
}

// grow adds a depth with the policies of a certificate.
func (p *policyState) grow(policies []string, anyCounts bool) {
	above := p.depths[len(p.depths)-1]
	expectedBy := make(map[string][]string)
	for valid, node := range above {
		for _, e := range node.expected {
			expectedBy[e] = append(expectedBy[e], valid)
		}
	}
	depth := make(map[string]*policyNode)
	for _, policy := range policies {
		if policy == AnyPolicy {
			continue
		}
		parents := expectedBy[policy]
		if _, ok := above[AnyPolicy]; ok && len(parents) == 0 {
			parents = []string{AnyPolicy}
		}
		if len(parents) > 0 {
			depth[policy] = &policyNode{expected: []string{policy}, parents: parents}
		}
	}
	if anyCounts && slices.Contains(policies, AnyPolicy) {
		for expected, parents := range expectedBy {
			if depth[expected] == nil {
				depth[expected] = &policyNode{expected: []string{expected}, parents: parents}
			}
		}
	}
	p.depths = append(p.depths, depth)
	if len(depth) == 0 {
		p.depths = nil
	}
}

// mapPolicies is RFC 5280, 6.1.4 (a) and (b).
func (p *policyState) mapPolicies(c *cert.Certificate) *PathError {
	mappings, err := policyMappings(c)
	if err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	if _, ok := mappings[AnyPolicy]; ok {
		return &PathError{Reason: Policy}
	}
	for _, to := range mappings {
		if slices.Contains(to, AnyPolicy) {
			return &PathError{Reason: Policy}
		}
	}
	if p.depths == nil {
		return nil
	}
	last := p.depths[len(p.depths)-1]
	_, hasAny := last[AnyPolicy]
	for from, to := range mappings {
		node := last[from]
		switch {
		case p.mapping == 0:
			delete(last, from)
		case node != nil:
			node.expected = to
		case hasAny:
			last[from] = &policyNode{expected: to, parents: last[AnyPolicy].parents}
		}
	}
	if len(last) == 0 {
		p.depths = nil
	}
	return nil
}

// prepare is RFC 5280, 6.1.4 (h) to (j).
func (p *policyState) prepare(c *cert.Certificate, selfIssued bool) *PathError {
	if !selfIssued {
		p.explicit = max(p.explicit-1, 0)
		p.mapping = max(p.mapping-1, 0)
		p.anyPolicy = max(p.anyPolicy-1, 0)
	}
	require, inhibitMapping, err := policyConstraints(c)
	if err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	inhibitAny, err := inhibitAnyPolicy(c)
	if err != nil {
		return &PathError{Reason: Malformed, Err: err}
	}
	p.explicit = min(p.explicit, require)
	p.mapping = min(p.mapping, inhibitMapping)
	p.anyPolicy = min(p.anyPolicy, inhibitAny)
	return nil
}

// wrapUp is RFC 5280, 6.1.5 (g) on the graph: the policies in the anchor's terms
// that lead to the leaf, and of those what the user asks for.
func (p *policyState) wrapUp() ([]string, *PathError) {
	policies := p.constrained()
	if p.explicit == 0 && len(policies) == 0 {
		return nil, &PathError{Reason: Policy}
	}
	return policies, nil
}

func (p *policyState) constrained() []string {
	if p.depths == nil {
		return nil
	}
	last := len(p.depths) - 1
	if _, ok := p.depths[last][AnyPolicy]; ok {
		return p.initial
	}
	var out []string
	reached := make(map[string]bool)
	for valid := range p.depths[last] {
		reached[valid] = true
	}
	for d := last; d > 0; d-- {
		above := make(map[string]bool)
		for valid := range reached {
			node := p.depths[d][valid]
			for _, parent := range node.parents {
				above[parent] = true
			}
			if valid != AnyPolicy && slices.Contains(node.parents, AnyPolicy) {
				out = append(out, valid)
			}
		}
		reached = above
	}
	anyAsked := p.initial[0] == AnyPolicy
	out = slices.DeleteFunc(out, func(policy string) bool { return !anyAsked && !slices.Contains(p.initial, policy) })
	slices.Sort(out)
	return slices.Compact(out)
}
