package certpath_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/corpus"
)

// FuzzPaths builds paths over certificates that stand one after another: the first
// is the anchor, the second the leaf.
func FuzzPaths(f *testing.F) {
	for _, c := range []chain{
		{ca: [][]pt.Edit{edits(policies(p1, any), mapping(p1, p2), requireAfter(1), inhibitAnyAfter(1))}, leaf: edits(policies(p2))},
		{ca: [][]pt.Edit{edits(constraint(false, dns("b.vn"))), edits(pt.PathLen(0))}, leaf: edits(altNames(dns("b.vn"), email("a@b.vn"), uri("http://b.vn"), ip(1, 2, 3, 4)))},
	} {
		root, middle, leaf := c.build(f)
		f.Add(concat(append([]*cert.Certificate{root.Certificate, leaf.Certificate}, middle...)...))
	}
	for _, names := range [][]string{
		{"TrustAnchorRootCertificate", "ValidPolicyMappingTest11EE", "GoodCACert", "GoodsubCAPanyPolicyMapping1to2CACert"},
		{"TrustAnchorRootCertificate", "ValidDSAParameterInheritanceTest5EE", "DSACACert", "DSAParametersInheritedCACert"},
		{"TrustAnchorRootCertificate", "ValidDNandRFC822nameConstraintsTest27EE", "nameConstraintsDN1CACert", "nameConstraintsDN1subCA3Cert"},
	} {
		if dir := corpus.Dir(f); dir != "" {
			var all []byte
			for _, name := range names {
				b, err := os.ReadFile(filepath.Join(dir, "pkits", "certs", name+".crt"))
				if err != nil {
					f.Fatal(err)
				}
				all = append(all, b...)
			}
			f.Add(all)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		list := split(b)
		if len(list) < 2 {
			return
		}
		start := time.Now()
		paths, err := certpath.New(list[:1], nil, certpath.Settings{}).Paths(list[1], list[2:])
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("took %v", took)
		}
		var failure *certpath.PathError
		if (err == nil) != (len(paths) > 0) || err != nil && !errors.As(err, &failure) {
			t.Fatalf("%d paths, %v", len(paths), err)
		}
		for _, p := range paths {
			checkPath(t, p, list[0])
		}
	})
}

// checkPath checks anew what makes a path.
func checkPath(t *testing.T, p *certpath.Path, anchor *cert.Certificate) {
	t.Helper()
	if string(p.Anchor().Raw) != string(anchor.Raw) || len(p.Certificates) > certpath.MaxLength || len(p.Uses) != len(p.Certificates)-1 {
		t.Fatalf("path of %d certificates, %d uses", len(p.Certificates), len(p.Uses))
	}
	for i, c := range p.Certificates[:len(p.Certificates)-1] {
		issuer := p.Certificates[i+1]
		if !c.Issuer.Equal(issuer.Subject) {
			t.Fatal("names do not chain")
		}
		if err := cms.VerifySignature(c.SignatureAlgorithm, issuer, c.RawTBS, c.Signature); err != nil {
			t.Fatal(err)
		}
	}
}

func concat(list ...*cert.Certificate) []byte {
	var out []byte
	for _, c := range list {
		out = append(out, c.Raw...)
	}
	return out
}

func split(b []byte) []*cert.Certificate {
	s := cryptobyte.String(b)
	var out []*cert.Certificate
	for len(out) < 40 {
		var element cryptobyte.String
		if !s.ReadASN1Element(&element, asn1.SEQUENCE) {
			return out
		}
		if c, err := cert.Parse(element); err == nil {
			out = append(out, c)
		}
	}
	return out
}
