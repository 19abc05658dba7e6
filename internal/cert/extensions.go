package cert

import (
	"crypto/x509"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

const (
	oidSubjectKeyID     = "2.5.29.14"
	oidKeyUsage         = "2.5.29.15"
	oidSubjectAltName   = "2.5.29.17"
	oidBasicConstraints = "2.5.29.19"
	oidNameConstraints  = "2.5.29.30"
	oidCertPolicies     = "2.5.29.32"
	oidPolicyMappings   = "2.5.29.33"
	oidAuthorityKeyID   = "2.5.29.35"
	oidPolicyConstr     = "2.5.29.36"
	oidExtKeyUsage      = "2.5.29.37"
	oidInhibitAnyPolicy = "2.5.29.54"
)

// UnhandledCritical lists the OIDs of the critical extensions other than the
// given ones that RFC 5280 doesn't require every verifier to know: who relies
// on the certificate must process or refuse them (RFC 5280, 4.2).
func (c *Certificate) UnhandledCritical(known ...string) []string {
	var out []string
	for _, e := range c.Extensions {
		if e.Critical && !isStandard(e.OID) && !slices.Contains(known, e.OID) {
			out = append(out, e.OID)
		}
	}
	return out
}

func isStandard(oid string) bool {
	switch oid {
	case oidSubjectKeyID, oidKeyUsage, oidSubjectAltName, oidBasicConstraints,
		oidNameConstraints, oidCertPolicies, oidPolicyMappings, oidAuthorityKeyID,
		oidPolicyConstr, oidExtKeyUsage, oidInhibitAnyPolicy:
		return true
	}
	return false
}

// parseExtensions reads the optional extensions at the end of the signed part.
func (c *Certificate) parseExtensions(tbs *cryptobyte.String) error {
	var explicit, list cryptobyte.String
	var present bool
	if !tbs.ReadOptionalASN1(&explicit, &present, asn1.Tag(3).ContextSpecific().Constructed()) || !tbs.Empty() {
		return malformed("extensions")
	}
	if !present {
		return nil
	}
	if !explicit.ReadASN1(&list, asn1.SEQUENCE) || !explicit.Empty() {
		return malformed("extensions")
	}
	for !list.Empty() {
		if len(c.Extensions) == maxExtensions {
			return fmt.Errorf("%w: more than %d extensions", ErrTooLarge, maxExtensions)
		}
		e, ok := readExtension(&list)
		if !ok {
			return malformed("extension " + strconv.Itoa(len(c.Extensions)+1))
		}
		if _, dup := c.Extension(e.OID); dup { // RFC 5280, 4.2
			return malformed("repeated extension " + e.OID)
		}
		c.Extensions = append(c.Extensions, e)
		c.apply(e)
	}
	return nil
}

// readExtension accepts an explicit critical FALSE and any non-zero TRUE.
func readExtension(list *cryptobyte.String) (Extension, bool) {
	var seq, value cryptobyte.String
	var e Extension
	if !list.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadOID(&seq, &e.OID) {
		return e, false
	}
	if seq.PeekASN1Tag(asn1.BOOLEAN) {
		var b cryptobyte.String
		if !seq.ReadASN1(&b, asn1.BOOLEAN) || len(b) != 1 {
			return e, false
		}
		e.Critical = b[0] != 0
	}
	ok := seq.ReadASN1(&value, asn1.OCTET_STRING) && seq.Empty()
	e.Value = value
	return e, ok
}

// apply sets the fields that come from well-known extensions. A malformed
// value leaves the field at its most restrictive setting, so that one bad
// extension doesn't hide the certificate.
func (c *Certificate) apply(e Extension) {
	s := cryptobyte.String(e.Value)
	switch e.OID {
	case oidSubjectKeyID:
		var id cryptobyte.String
		if s.ReadASN1(&id, asn1.OCTET_STRING) {
			c.SubjectKeyID = id
		}
	case oidAuthorityKeyID:
		var seq, id cryptobyte.String
		var present bool
		if s.ReadASN1(&seq, asn1.SEQUENCE) && seq.ReadOptionalASN1(&id, &present, asn1.Tag(0).ContextSpecific()) && present {
			c.AuthorityKeyID = id
		}
	case oidKeyUsage:
		c.HasKeyUsage = true
		c.KeyUsage = readKeyUsage(&s)
	case oidBasicConstraints:
		c.applyBasicConstraints(&s)
	case oidSubjectAltName:
		c.EmailAddresses = readEmails(&s)
	}
}

// readKeyUsage maps bit n of the extension to 1<<n, as crypto/x509 does.
func readKeyUsage(s *cryptobyte.String) x509.KeyUsage {
	var bits cryptobyte.String
	if !s.ReadASN1(&bits, asn1.BIT_STRING) || len(bits) < 2 {
		return 0
	}
	var usage x509.KeyUsage
	for n := range 9 {
		octet := 1 + n/8
		if octet < len(bits) && bits[octet]&(0x80>>(n%8)) != 0 {
			usage |= 1 << n
		}
	}
	return usage
}

func (c *Certificate) applyBasicConstraints(s *cryptobyte.String) {
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, asn1.SEQUENCE) {
		return
	}
	isCA, pathLen := false, -1
	if seq.PeekASN1Tag(asn1.BOOLEAN) {
		var b cryptobyte.String
		if !seq.ReadASN1(&b, asn1.BOOLEAN) || len(b) != 1 {
			return
		}
		isCA = b[0] != 0
	}
	if seq.PeekASN1Tag(asn1.INTEGER) && (!seq.ReadASN1Integer(&pathLen) || pathLen < 0) {
		return
	}
	if !seq.Empty() { // a path length in another form must not read as none
		return
	}
	c.IsCA, c.MaxPathLen = isCA, pathLen
}

// readEmails lists the rfc822Names of a GeneralNames, decoded like any other
// string of the certificate: accents occur though IA5String has none.
func readEmails(s *cryptobyte.String) []string {
	names, _ := ReadGeneralNames(s, asn1.SEQUENCE)
	var out []string
	for _, n := range names {
		if n.Form == FormEmail && len(out) < maxAttributes {
			out = append(out, strings.TrimSpace(n.Text()))
		}
	}
	return out
}
