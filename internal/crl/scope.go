package crl

import (
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/revocation"
)

// scope is what a list is about: its issuingDistributionPoint (RFC 5280, 5.2.5).
type scope struct {
	raw                         []byte // nil without the extension
	name                        pointName
	onlyUser, onlyCA, onlyAttrs bool
	reasons                     revocation.ReasonSet // 0 without the extension
	indirect                    bool
}

func (sc *scope) parse(s cryptobyte.String) bool {
	var seq, name cryptobyte.String
	var present bool
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() ||
		!seq.ReadOptionalASN1(&name, &present, asn1.Tag(0).ContextSpecific().Constructed()) ||
		present && !sc.name.parse(name) {
		return false
	}
	sc.reasons = revocation.AllReasons
	return readFlag(&seq, 1, &sc.onlyUser) && readFlag(&seq, 2, &sc.onlyCA) &&
		readReasons(&seq, asn1.Tag(3).ContextSpecific(), &sc.reasons) &&
		readFlag(&seq, 4, &sc.indirect) && readFlag(&seq, 5, &sc.onlyAttrs) && seq.Empty()
}

// readFlag reads an optional BOOLEAN under an implicit tag.
func readFlag(s *cryptobyte.String, tag uint8, out *bool) bool {
	var b cryptobyte.String
	var present bool
	if !s.ReadOptionalASN1(&b, &present, asn1.Tag(tag).ContextSpecific()) || present && len(b) != 1 {
		return false
	}
	*out = present && b[0] != 0
	return true
}

// covers returns the reasons for which the list speaks of a certificate, 0 if it
// does not (RFC 5280, 6.3.3 (b) and (d)). Direct reports whether the certificate's
// issuer is the list's.
func (l *List) covers(c *cert.Certificate, points []point) (reasons revocation.ReasonSet, direct bool) {
	sc := &l.scope
	if sc.onlyAttrs || sc.onlyUser && c.IsCA || sc.onlyCA && !c.IsCA {
		return 0, false
	}
	about := sc.reasons
	if sc.raw == nil {
		about = revocation.AllReasons
	}
	direct = l.Issuer.Equal(c.Issuer)
	for i := range points {
		if l.serves(&points[i], c, direct) {
			reasons |= about & points[i].reasons
		}
	}
	issuer := []cert.GeneralName{{Form: cert.FormDirectory, Value: c.RawIssuer}}
	if direct && (!sc.name.present || overlap(sc.name.names(l.RawIssuer), issuer)) {
		reasons |= about // as though the certificate named its issuer (RFC 5280, 6.3.3, end)
	}
	return reasons, direct
}

// serves reports whether the list is published at a distribution point.
func (l *List) serves(p *point, c *cert.Certificate, direct bool) bool {
	if p.crlIssuer == nil && !direct {
		return false
	}
	issuer := c.RawIssuer
	if p.crlIssuer != nil {
		list := cert.GeneralName{Form: cert.FormDirectory, Value: l.RawIssuer}
		if !l.scope.indirect || !slices.ContainsFunc(p.crlIssuer, list.Equal) {
			return false
		}
		issuer = l.RawIssuer
	}
	if !l.scope.name.present {
		return true
	}
	wanted := p.crlIssuer
	if p.name.present {
		wanted = p.name.names(issuer)
	}
	return overlap(l.scope.name.names(l.RawIssuer), wanted)
}

func overlap(a, b []cert.GeneralName) bool {
	return slices.ContainsFunc(a, func(n cert.GeneralName) bool { return slices.ContainsFunc(b, n.Equal) })
}
