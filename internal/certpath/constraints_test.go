package certpath_test

import (
	"testing"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
)

func email(s string) []byte { return pt.TLV(0x81, []byte(s)) }
func dns(s string) []byte   { return pt.TLV(0x82, []byte(s)) }
func uri(s string) []byte   { return pt.TLV(0x86, []byte(s)) }
func ip(b ...byte) []byte   { return pt.TLV(0x87, b) }
func dir(name []byte) []byte {
	return pt.TLV(0xa4, name)
}
func other(b ...byte) []byte {
	return pt.TLV(0xa0, pt.OIDDER("1.2.3"), pt.TLV(0xa0, pt.TLV(12, b)))
}

// constraintCases puts one constraint on a CA and one name into a leaf. Each pair
// is tried as permitted and as excluded: what lies inside is right as permitted
// only, what lies outside as excluded only.
func constraintCases() []chain {
	org := pt.TLV(0x30, rdn("2.5.4.10", "Org"))
	inOrg := pt.TLV(0x30, rdn("2.5.4.10", "Org"), rdn("2.5.4.3", "leaf"))
	outOrg := pt.TLV(0x30, rdn("2.5.4.10", "Other"), rdn("2.5.4.3", "leaf"))
	tests := []struct {
		name    string
		base    []byte
		leaf    pt.Edit
		inside  bool
		openssl string
	}{
		{"directory, below", dir(org), named(inOrg), true, ""},
		{"directory, other case and spaces", dir(org), named(pt.TLV(0x30, rdn("2.5.4.10", " oRG "), rdn("2.5.4.3", "leaf"))), true, ""},
		{"directory, beside", dir(org), named(outOrg), false, ""},
		{"directory, above", dir(inOrg), named(org), false, ""},
		{"directory, alternative", dir(dn("leaf")), altNames(dir(dn("leaf"))), true, ""},
		{"directory, another alternative", dir(dn("x")), altNames(dir(dn("y"))), false, ""},
		{"mailbox", email("a@b.vn"), altNames(email("a@B.vn")), true, ""},
		{"mailbox, other case of local part", email("a@b.vn"), altNames(email("A@b.vn")), false, ""},
		{"host", email("b.vn"), altNames(email("a@b.vn")), true, ""},
		{"host, subdomain", email("b.vn"), altNames(email("a@c.b.vn")), false, ""},
		{"domain, subdomain", email(".b.vn"), altNames(email("a@c.b.vn")), true, ""},
		{"domain, itself", email(".b.vn"), altNames(email("a@b.vn")), false, ""},
		{"address in the subject", email("b.vn"), named(pt.TLV(0x30, rdnIA5("1.2.840.113549.1.9.1", "a@b.vn"))), true, ""},
		{"address in the subject, other host", email("b.vn"), named(pt.TLV(0x30, rdnIA5("1.2.840.113549.1.9.1", "a@c.vn"))), false, ""},
		{"DNS, itself", dns("b.vn"), altNames(dns("B.vn")), true, ""},
		{"DNS, below", dns("b.vn"), altNames(dns("c.b.vn")), true, ""},
		{"DNS, similar ending", dns("b.vn"), altNames(dns("xb.vn")), false, ""},
		{"DNS with period, below", dns(".b.vn"), altNames(dns("c.b.vn")), true, ""},
		{"DNS with period, itself", dns(".b.vn"), altNames(dns("b.vn")), false, ""},
		{"URI host", uri("b.vn"), altNames(uri("https://b.vn:8443/x")), true, ""},
		{"URI host, below", uri("b.vn"), altNames(uri("https://c.b.vn/")), false, ""},
		{"URI domain, below", uri(".b.vn"), altNames(uri("https://u@c.b.vn/")), true, ""},
		{"IPv4, inside", ip(10, 1, 0, 0, 255, 255, 0, 0), altNames(ip(10, 1, 2, 3)), true, ""},
		{"IPv4, outside", ip(10, 1, 0, 0, 255, 255, 0, 0), altNames(ip(10, 2, 2, 3)), false, ""},
		{"IPv6 under IPv4", ip(0, 0, 0, 0, 0, 0, 0, 0), altNames(ip(make([]byte, 16)...)), false, ""},
		{"IPv6, inside", ip(append(make([]byte, 16), make([]byte, 16)...)...), altNames(ip(make([]byte, 16)...)), true, ""},
	}
	var out []chain
	for _, tt := range tests {
		permitted := chain{name: "permitted/" + tt.name, ca: [][]pt.Edit{edits(constraint(false, tt.base))}, leaf: edits(tt.leaf), openssl: tt.openssl}
		excluded := chain{name: "excluded/" + tt.name, ca: [][]pt.Edit{edits(constraint(true, tt.base))}, leaf: edits(tt.leaf), openssl: tt.openssl}
		if tt.inside {
			excluded.want = certpath.NameConstraints
		} else {
			permitted.want = certpath.NameConstraints
		}
		out = append(out, permitted, excluded)
	}
	return append(out, formCases()...)
}

// formCases are about forms that no constraint speaks of, that cannot be compared,
// and about constraints of several CAs.
func formCases() []chain {
	const lenient = "it ignores names that it cannot compare"
	uncritical := func(base []byte) pt.Edit {
		return pt.Extension("2.5.29.30", false, pt.TLV(0x30, pt.TLV(0xa1, pt.TLV(0x30, base))))
	}
	permit := func(base []byte) []pt.Edit { return edits(constraint(false, base)) }
	return []chain{
		{name: "another form is free", ca: [][]pt.Edit{permit(dns("b.vn"))}, leaf: edits(altNames(email("a@c.vn")))},
		{name: "unsupported form in a critical constraint", ca: [][]pt.Edit{edits(constraint(true, other('x')))},
			leaf: edits(altNames(other('y'))), want: certpath.NameConstraints},
		{name: "unsupported form, no such name", ca: [][]pt.Edit{edits(constraint(true, other('x')))}, leaf: edits(altNames(dns("b.vn")))},
		{name: "unsupported form in another constraint", ca: [][]pt.Edit{edits(uncritical(other('x')))},
			leaf: edits(altNames(other('y'))), openssl: "it refuses them whether critical or not"},
		{name: "URI without a host", ca: [][]pt.Edit{edits(constraint(true, uri("b.vn")))}, leaf: edits(altNames(uri("urn:x"))),
			want: certpath.NameConstraints},
		{name: "URI with an address", ca: [][]pt.Edit{permit(uri("10.0.0.1"))}, leaf: edits(altNames(uri("http://10.0.0.1/"))),
			want: certpath.NameConstraints, openssl: lenient},
		{name: "both CAs permit", ca: [][]pt.Edit{permit(dns("b.vn")), permit(dns("c.b.vn"))}, leaf: edits(altNames(dns("c.b.vn")))},
		{name: "one CA does not permit", ca: [][]pt.Edit{permit(dns("b.vn")), permit(dns("c.vn"))}, leaf: edits(altNames(dns("c.vn"))),
			want: certpath.NameConstraints},
		{name: "constraint of the anchor", root: permit(dns("b.vn")), leaf: edits(altNames(dns("c.vn"))), want: certpath.NameConstraints},
		{name: "self-issued CA is not constrained", names: []string{"A", "A"}, ca: [][]pt.Edit{permit(dir(dn("leaf"))), {}}},
		{name: "CA is constrained", ca: [][]pt.Edit{permit(dir(dn("leaf"))), {}}, want: certpath.NameConstraints, index: 1},
		{name: "constraint with a minimum", ca: [][]pt.Edit{edits(constraint(false, append(dns("b.vn"), 0x80, 1, 1)))},
			leaf: edits(altNames(dns("b.vn"))), want: certpath.Malformed, index: 1},
		{name: "constraint cut short", ca: [][]pt.Edit{edits(pt.Extension("2.5.29.30", true, []byte{0x30, 2, 0xa0, 9}))},
			want: certpath.Malformed, index: 1},
		{name: "alternative names cut short", ca: [][]pt.Edit{permit(dns("b.vn"))},
			leaf: edits(pt.Extension("2.5.29.17", false, []byte{0x30, 9})), want: certpath.Malformed},
	}
}

func rdnIA5(oid, value string) []byte {
	return pt.TLV(0x31, pt.TLV(0x30, pt.OIDDER(oid), pt.TLV(22, []byte(value))))
}

// TestManyConstraints: names times constraints must not grow without bound.
func TestManyConstraints(t *testing.T) {
	var subtrees, names [][]byte
	for i := range 2500 {
		host := []byte{'a' + byte(i%26), 'a' + byte(i/26%26), 'a' + byte(i/676)}
		subtrees = append(subtrees, pt.TLV(0x30, dns("x"+string(host))))
		names = append(names, dns("y"+string(host)))
	}
	root := pt.CA(t, nil, "Root")
	ca := pt.CA(t, root, "CA", pt.Extension("2.5.29.30", true, pt.TLV(0x30, pt.TLV(0xa1, subtrees...))))
	leaf := pt.Issue(t, ca, "leaf", altNames(names...))
	_, err := certpath.New(certs(root), nil, certpath.Settings{}).Paths(leaf.Certificate, []*cert.Certificate{ca.Certificate})
	expect(t, nil, err, chain{want: certpath.LimitReached})
}
