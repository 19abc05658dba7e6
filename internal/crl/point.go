package crl

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/revocation"
)

// pointName is a DistributionPointName (RFC 5280, 4.2.1.13).
type pointName struct {
	present  bool
	full     []cert.GeneralName
	relative []byte // content of the relative name, or nil
}

// parse reads the CHOICE.
func (p *pointName) parse(s cryptobyte.String) bool {
	p.present = true
	fullTag := asn1.Tag(0).ContextSpecific().Constructed()
	if s.PeekASN1Tag(fullTag) {
		var ok bool
		p.full, ok = cert.ReadGeneralNames(&s, fullTag)
		return ok && s.Empty() && len(p.full) <= maxPointNames
	}
	var rdn cryptobyte.String
	ok := s.ReadASN1(&rdn, asn1.Tag(1).ContextSpecific().Constructed()) && s.Empty()
	p.relative = rdn
	return ok
}

// names lists the names, a relative one completed with the DER of the name that it
// is relative to.
func (p *pointName) names(issuer []byte) []cert.GeneralName {
	if p.relative == nil {
		return p.full
	}
	s := cryptobyte.String(issuer)
	var rdns cryptobyte.String
	if !s.ReadASN1(&rdns, asn1.SEQUENCE) {
		return nil
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(rdns)
		b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) { b.AddBytes(p.relative) })
	})
	name, err := b.Bytes()
	if err != nil {
		return nil
	}
	return []cert.GeneralName{{Form: cert.FormDirectory, Value: name}}
}

// point is one DistributionPoint of a certificate.
type point struct {
	name      pointName
	reasons   revocation.ReasonSet
	crlIssuer []cert.GeneralName // nil if it is the certificate's issuer
}

// pointsOf reads cRLDistributionPoints of a certificate.
//
// Errors: ErrMalformed.
func pointsOf(c *cert.Certificate) ([]point, error) {
	e, ok := c.Extension(oidCRLPoints)
	if !ok {
		return nil, nil
	}
	s := cryptobyte.String(e.Value)
	var list cryptobyte.String
	if !s.ReadASN1(&list, asn1.SEQUENCE) || !s.Empty() {
		return nil, malformed("distribution points of the certificate")
	}
	var out []point
	for !list.Empty() {
		p, ok := readPoint(&list)
		if !ok || len(out) == maxPoints {
			return nil, malformed("distribution points of the certificate")
		}
		out = append(out, p)
	}
	return out, nil
}

func readPoint(list *cryptobyte.String) (point, bool) {
	p := point{reasons: revocation.AllReasons}
	var seq, name cryptobyte.String
	var present bool
	if !list.ReadASN1(&seq, asn1.SEQUENCE) ||
		!seq.ReadOptionalASN1(&name, &present, asn1.Tag(0).ContextSpecific().Constructed()) ||
		present && !p.name.parse(name) || !readReasons(&seq, asn1.Tag(1).ContextSpecific(), &p.reasons) {
		return p, false
	}
	issuerTag := asn1.Tag(2).ContextSpecific().Constructed()
	if seq.PeekASN1Tag(issuerTag) {
		var ok bool
		if p.crlIssuer, ok = cert.ReadGeneralNames(&seq, issuerTag); !ok || len(p.crlIssuer) == 0 || len(p.crlIssuer) > maxPointNames {
			return p, false
		}
	}
	return p, seq.Empty()
}

// readReasons reads optional ReasonFlags.
func readReasons(s *cryptobyte.String, tag asn1.Tag, out *revocation.ReasonSet) bool {
	if !s.PeekASN1Tag(tag) {
		return true
	}
	var bits cryptobyte.String
	if !s.ReadASN1(&bits, tag) || len(bits) == 0 {
		return false
	}
	*out = 0
	for n := range 9 {
		if octet := 1 + n/8; octet < len(bits) && bits[octet]&(0x80>>(n%8)) != 0 {
			*out |= 1 << n
		}
	}
	*out &= revocation.AllReasons
	return true
}
