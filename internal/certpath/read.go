package certpath

import (
	"math"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// never is a skip count that is not stated.
const never = math.MaxInt

// certificatePolicies lists the policies, none twice (RFC 5280, 4.2.1.4).
func certificatePolicies(c *cert.Certificate) (policies []string, present bool, err error) {
	e, ok := c.Extension(oidPolicies)
	if !ok {
		return nil, false, nil
	}
	s := cryptobyte.String(e.Value)
	var list cryptobyte.String
	if !s.ReadASN1(&list, asn1.SEQUENCE) || !s.Empty() || list.Empty() {
		return nil, true, errSyntax
	}
	seen := make(map[string]bool)
	for !list.Empty() {
		var info cryptobyte.String
		var oid string
		if !list.ReadASN1(&info, asn1.SEQUENCE) || !der.ReadOID(&info, &oid) || seen[oid] || len(seen) == maxPolicies {
			return nil, true, errSyntax
		}
		seen[oid] = true
		policies = append(policies, oid)
	}
	return policies, true, nil
}

// policyMappings maps policies of the issuer's domain to those of the subject's
// (RFC 5280, 4.2.1.5).
func policyMappings(c *cert.Certificate) (map[string][]string, error) {
	e, ok := c.Extension(oidMappings)
	if !ok {
		return nil, nil
	}
	s := cryptobyte.String(e.Value)
	var list cryptobyte.String
	if !s.ReadASN1(&list, asn1.SEQUENCE) || !s.Empty() || list.Empty() {
		return nil, errSyntax
	}
	out := make(map[string][]string)
	for count := 0; !list.Empty(); count++ {
		var pair cryptobyte.String
		var from, to string
		if count == maxPolicies || !list.ReadASN1(&pair, asn1.SEQUENCE) ||
			!der.ReadOID(&pair, &from) || !der.ReadOID(&pair, &to) || !pair.Empty() {
			return nil, errSyntax
		}
		out[from] = append(out[from], to)
	}
	return out, nil
}

// policyConstraints returns requireExplicitPolicy and inhibitPolicyMapping, or
// never (RFC 5280, 4.2.1.11).
func policyConstraints(c *cert.Certificate) (explicit, mapping int, err error) {
	e, ok := c.Extension(oidPolicyConstr)
	if !ok {
		return never, never, nil
	}
	s := cryptobyte.String(e.Value)
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() {
		return 0, 0, errSyntax
	}
	explicit, ok1 := skipCount(&seq, asn1.Tag(0).ContextSpecific())
	mapping, ok2 := skipCount(&seq, asn1.Tag(1).ContextSpecific())
	if !ok1 || !ok2 || !seq.Empty() {
		return 0, 0, errSyntax
	}
	return explicit, mapping, nil
}

// inhibitAnyPolicy returns its skip count, or never (RFC 5280, 4.2.1.14).
func inhibitAnyPolicy(c *cert.Certificate) (int, error) {
	e, ok := c.Extension(oidInhibitAny)
	if !ok {
		return never, nil
	}
	s := cryptobyte.String(e.Value)
	if s.Empty() {
		return 0, errSyntax
	}
	n, ok := skipCount(&s, asn1.INTEGER)
	if !ok || !s.Empty() {
		return 0, errSyntax
	}
	return n, nil
}

// skipCount reads an optional number of certificates.
func skipCount(s *cryptobyte.String, tag asn1.Tag) (int, bool) {
	if !s.PeekASN1Tag(tag) {
		return never, true
	}
	n := new(big.Int)
	if !der.ReadTaggedInteger(s, tag, n) || n.Sign() < 0 {
		return 0, false
	}
	if !n.IsInt64() || n.Int64() > MaxLength {
		return never, true
	}
	return int(n.Int64()), true
}
