package crl

import "github.com/motcua/motcua/internal/cert"

// maxAddresses bounds what Addresses returns; certificates name one or two.
const maxAddresses = 8

// Addresses returns the addresses at which a certificate says that lists about it
// are published (RFC 5280, 4.2.1.13), of any scheme, in its order.
func Addresses(c *cert.Certificate) []string {
	points, err := pointsOf(c)
	if err != nil {
		return nil
	}
	var out []string
	for _, p := range points {
		for _, n := range p.name.full {
			if n.Form == cert.FormURI && len(out) < maxAddresses {
				out = append(out, string(n.Value))
			}
		}
	}
	return out
}
