package certpath_test

import (
	"crypto/x509"
	"testing"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
)

func noBasic(c *x509.Certificate) { c.BasicConstraintsValid, c.IsCA = false, false }

func notCA(c *x509.Certificate) { c.IsCA, c.MaxPathLen, c.MaxPathLenZero = false, 0, false }

func certs(ids ...*pt.Identity) []*cert.Certificate {
	var out []*cert.Certificate
	for _, id := range ids {
		out = append(out, id.Certificate)
	}
	return out
}

func onePath(t testing.TB, v *certpath.Validator, leaf *pt.Identity, extra ...*pt.Identity) *certpath.Path {
	t.Helper()
	paths, err := v.Paths(leaf.Certificate, certs(extra...))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%d paths, %v", len(paths), err)
	}
	return paths[0]
}

// dn encodes a name of one common name.
func dn(commonName string) []byte { return pt.TLV(0x30, rdn("2.5.4.3", commonName)) }

func rdn(oid, value string) []byte {
	return pt.TLV(0x31, pt.TLV(0x30, pt.OIDDER(oid), pt.TLV(12, []byte(value))))
}

// constraint encodes nameConstraints of one subtree.
func constraint(excluded bool, base []byte) pt.Edit {
	tag := byte(0xa0)
	if excluded {
		tag = 0xa1
	}
	return pt.Extension("2.5.29.30", true, pt.TLV(0x30, pt.TLV(tag, pt.TLV(0x30, base))))
}

// altNames encodes subjectAltName.
func altNames(names ...[]byte) pt.Edit {
	return pt.Extension("2.5.29.17", false, pt.TLV(0x30, names...))
}

// named sets the subject.
func named(raw []byte) pt.Edit { return func(c *x509.Certificate) { c.RawSubject = raw } }

// policies encodes certificatePolicies.
func policies(oids ...string) pt.Edit {
	var infos [][]byte
	for _, oid := range oids {
		infos = append(infos, pt.TLV(0x30, pt.OIDDER(oid)))
	}
	return pt.Extension("2.5.29.32", false, pt.TLV(0x30, infos...))
}

// mapping encodes policyMappings of pairs.
func mapping(oids ...string) pt.Edit {
	var pairs [][]byte
	for i := 0; i+1 < len(oids); i += 2 {
		pairs = append(pairs, pt.TLV(0x30, pt.OIDDER(oids[i]), pt.OIDDER(oids[i+1])))
	}
	return pt.Extension("2.5.29.33", true, pt.TLV(0x30, pairs...))
}

// requireAfter and inhibitMappingAfter encode policyConstraints, inhibitAnyAfter
// encodes inhibitAnyPolicy.
func requireAfter(n byte) pt.Edit {
	return pt.Extension("2.5.29.36", true, pt.TLV(0x30, []byte{0x80, 1, n}))
}

func inhibitMappingAfter(n byte) pt.Edit {
	return pt.Extension("2.5.29.36", true, pt.TLV(0x30, []byte{0x81, 1, n}))
}

func inhibitAnyAfter(n byte) pt.Edit { return pt.Extension("2.5.29.54", true, []byte{2, 1, n}) }
