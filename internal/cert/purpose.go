package cert

import (
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// The extended key usages that are asked for (RFC 5280, 4.2.1.12).
const (
	OIDAnyPurpose   = "2.5.29.37.0"
	OIDTimeStamping = "1.3.6.1.5.5.7.3.8"
	OIDOCSPSigning  = "1.3.6.1.5.5.7.3.9"
)

// Purposes is the extended key usage of a certificate.
type Purposes struct {
	Present   bool
	Critical  bool
	OIDs      []string
	Malformed bool // nothing may be concluded from it
}

// Has reports whether the purpose is listed by its own name.
func (p Purposes) Has(oid string) bool { return slices.Contains(p.OIDs, oid) }

// Purposes reads the extended key usage.
func (c *Certificate) Purposes() Purposes {
	e, ok := c.Extension(oidExtKeyUsage)
	if !ok {
		return Purposes{}
	}
	p := Purposes{Present: true, Critical: e.Critical}
	s := cryptobyte.String(e.Value)
	var list cryptobyte.String
	p.Malformed = !s.ReadASN1(&list, asn1.SEQUENCE) || !s.Empty() || list.Empty()
	for !p.Malformed && !list.Empty() {
		var oid string
		if len(p.OIDs) == maxAttributes || !der.ReadOID(&list, &oid) {
			p.Malformed = true
			break
		}
		p.OIDs = append(p.OIDs, oid)
	}
	return p
}
