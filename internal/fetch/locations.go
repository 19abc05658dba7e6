package fetch

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

const (
	oidAuthorityInfoAccess = "1.3.6.1.5.5.7.1.1"
	oidOCSP                = "1.3.6.1.5.5.7.48.1"
	oidIssuers             = "1.3.6.1.5.5.7.48.2"
	maxLocations           = 8 // of each sort; certificates name one or two
)

// Locations returns where a certificate says that its responders and its
// issuer's certificates are found (RFC 5280, 4.2.2.1): what can be fetched, at
// most 8 of each, in the order of the certificate.
func Locations(c *cert.Certificate) (responders, issuers []string) {
	e, _ := c.Extension(oidAuthorityInfoAccess)
	s := cryptobyte.String(e.Value)
	var list cryptobyte.String
	if !s.ReadASN1(&list, asn1.SEQUENCE) {
		return nil, nil
	}
	for !list.Empty() {
		var access, location cryptobyte.String
		var method string
		var tag asn1.Tag
		if !list.ReadASN1(&access, asn1.SEQUENCE) || !der.ReadOID(&access, &method) || !access.ReadAnyASN1(&location, &tag) {
			break
		}
		if tag != asn1.Tag(6).ContextSpecific() { // uniformResourceIdentifier
			continue
		}
		switch _, err := parseURL(string(location)); {
		case err != nil:
		case method == oidOCSP && len(responders) < maxLocations:
			responders = append(responders, string(location))
		case method == oidIssuers && len(issuers) < maxLocations:
			issuers = append(issuers, string(location))
		}
	}
	return responders, issuers
}
