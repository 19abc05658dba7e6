package certpath_test

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/cms"
)

// TestFailures: why there is no path, and at which certificate.
func TestFailures(t *testing.T) {
	root := pt.CA(t, nil, "Root")
	ca := pt.CA(t, root, "CA")
	leaf := pt.Issue(t, ca, "leaf").Certificate
	changed := func(edit func(*cert.Certificate)) *cert.Certificate {
		c := *leaf
		edit(&c)
		return &c
	}
	stranger := pt.CA(t, nil, "Stranger")
	spoiled := pt.Parse(t, spoil(leaf.Raw))
	impostor := pt.CA(t, nil, "CA")
	tests := []struct {
		name          string
		leaf          *cert.Certificate
		anchors, pool []*cert.Certificate
		want          certpath.Reason
		index         int
	}{
		{"complete", leaf, certs(root), certs(ca), good, 0},
		{"no intermediate", leaf, certs(root), nil, certpath.NoIssuer, 0},
		{"no anchor", leaf, nil, certs(ca), certpath.NoIssuer, 1},
		{"root that is no anchor", leaf, certs(stranger), certs(ca, root), certpath.UntrustedRoot, 2},
		{"self-signed leaf", stranger.Certificate, certs(root), nil, certpath.UntrustedRoot, 0},
		{"anchor of the root's name", leaf, certs(pt.CA(t, nil, "Root")), certs(ca, root), certpath.UntrustedRoot, 2},
		{"spoiled signature", spoiled, certs(root), certs(ca), certpath.BadSignature, 0},
		{"another CA of the issuer's name", leaf, certs(root), certs(impostor), certpath.NoIssuer, 0},
		{"algorithms differ inside and outside", changed(func(c *cert.Certificate) { c.InnerAlgorithm.OID = "1.2.3" }), certs(root), certs(ca), certpath.Malformed, 0},
		{"MD5", changed(func(c *cert.Certificate) { c.SignatureAlgorithm = der.Algorithm{OID: "1.2.840.113549.1.1.4"} }), certs(root), certs(ca), certpath.UnsupportedAlgorithm, 0},
		{"version 1 with extensions", changed(func(c *cert.Certificate) { c.Version = 1 }), certs(root), certs(ca), certpath.Malformed, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			paths, err := certpath.New(tt.anchors, nil, certpath.Settings{}).Paths(tt.leaf, tt.pool)
			expect(t, paths, err, chain{want: tt.want, index: tt.index, ca: make([][]pt.Edit, 1)})
		})
	}
}

// spoil changes the last octet, which is of the signature.
func spoil(b []byte) []byte {
	b = bytes.Clone(b)
	b[len(b)-1] ^= 1
	return b
}

// TestNames chains by names that are written otherwise.
func TestNames(t *testing.T) {
	subject := pt.TLV(0x30, rdn("2.5.4.3", "Chứng thư Á"))
	issuer := pt.TLV(0x30, pt.TLV(0x31, pt.TLV(0x30, pt.OIDDER("2.5.4.3"), pt.TLV(12, []byte("  chu\u031b\u0301ng  THƯ a\u0301 ")))))
	root := pt.CA(t, nil, "Root")
	ca := pt.CA(t, root, "", named(subject))
	twin := pt.IssueFor(t, root, ca.Key, "", pt.AsCA, named(issuer))
	leaf := pt.Issue(t, twin, "leaf")
	if bytes.Equal(leaf.RawIssuer, ca.RawSubject) {
		t.Fatal("the names are the same")
	}
	onePath(t, certpath.New(certs(root), certs(ca), certpath.Settings{}), leaf)
}

// TestLenient builds the path of a certificate that crypto/x509 does not verify:
// UTF-8 in T61String, an authority key identifier and qualified statements that
// are critical, the latter looked at by the caller.
func TestLenient(t *testing.T) {
	root := pt.CA(t, nil, "Root")
	subject := pt.TLV(0x30, pt.TLV(0x31, pt.TLV(0x30, pt.OIDDER("2.5.4.3"), pt.TLV(20, []byte("Nguyễn Thị Ánh")))))
	const statements = "1.3.6.1.5.5.7.1.3"
	leaf := pt.Issue(t, root, "", named(subject),
		pt.Extension("2.5.29.35", true, pt.TLV(0x30, pt.TLV(0x80, root.SubjectKeyID))),
		pt.Extension(statements, true, []byte{0x30, 0}))
	if c, err := x509.ParseCertificate(leaf.Raw); err == nil {
		t.Fatalf("crypto/x509 reads %v", c.Subject)
	}
	path := onePath(t, certpath.New(certs(root), nil, certpath.Settings{Processed: []string{statements}}), leaf)
	if got := path.Leaf().Subject.String(); got != "CN=Nguyễn Thị Ánh" {
		t.Errorf("subject %q", got)
	}
	_, err := certpath.New(certs(root), nil, certpath.Settings{}).Paths(leaf.Certificate, nil)
	expect(t, nil, err, chain{want: certpath.UnknownCritical, oid: statements})
}

// TestCrossCertificates: a CA with certificates of two roots has two paths, and a
// longer way to the same root is the last.
func TestCrossCertificates(t *testing.T) {
	a, b := pt.CA(t, nil, "A"), pt.CA(t, nil, "B")
	ca := pt.CA(t, a, "CA")
	cross := pt.IssueFor(t, b, ca.Key, "CA", pt.AsCA)
	bridge := pt.IssueFor(t, a, b.Key, "B", pt.AsCA)
	leaf := pt.Issue(t, ca, "leaf")
	v := certpath.New(certs(a, b), certs(cross, bridge, ca), certpath.Settings{})
	paths, err := v.Paths(leaf.Certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range paths {
		got = append(got, fmt.Sprint(len(p.Certificates), " ", p.Anchor().Subject))
	}
	want := []string{"3 CN=B", "3 CN=A", "4 CN=A"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestUses tells the algorithms of the path.
func TestUses(t *testing.T) {
	root := pt.CA(t, nil, "Root")
	ca := pt.CA(t, root, "CA", func(c *x509.Certificate) { c.SignatureAlgorithm = x509.ECDSAWithSHA512 })
	path := onePath(t, certpath.New(certs(root), certs(ca), certpath.Settings{}), pt.Issue(t, ca, "leaf"))
	key := certpath.Key{Algorithm: "ECDSA", Bits: 256}
	want := []certpath.Use{
		{Index: 0, Scheme: "ECDSA", Digest: cms.SHA256, Key: key},
		{Index: 1, Scheme: "ECDSA", Digest: cms.SHA512, Key: key},
	}
	if diff := cmp.Diff(want, path.Uses); diff != "" {
		t.Error(diff)
	}
	if got := certpath.KeyOf(path.Leaf()); got != key {
		t.Errorf("KeyOf = %v", got)
	}
}

// TestHostile: certificates that a document brings must neither hide the right
// path nor cost much.
func TestHostile(t *testing.T) {
	root := pt.CA(t, nil, "Root")
	ca := pt.CA(t, root, "CA")
	leaf := pt.Issue(t, ca, "leaf")
	ski := func(c *x509.Certificate) { c.SubjectKeyId = ca.SubjectKeyID }
	var sameName []*cert.Certificate
	for range 400 {
		sameName = append(sameName, pt.CA(t, nil, "CA", ski).Certificate)
	}
	loopA := pt.CA(t, nil, "Loop")
	var loops []*cert.Certificate // certificates of one another's keys under few names
	ids := []*pt.Identity{loopA}
	for i := range 40 {
		id := pt.CA(t, ids[i/2], fmt.Sprint("Loop ", i%4))
		ids = append(ids, id)
		loops = append(loops, id.Certificate)
		for j := range min(i, 6) {
			loops = append(loops, pt.IssueFor(t, id, ids[j].Key, ids[j].Subject.CommonName(), pt.AsCA).Certificate)
		}
	}
	lost := pt.Issue(t, ids[40], "lost")
	long := chainOf(t, root, certpath.MaxLength)
	tests := []struct {
		name  string
		pool  []*cert.Certificate
		leaf  *cert.Certificate
		extra []*cert.Certificate
		want  certpath.Reason
	}{
		{"same name, right one known", certs(ca), leaf.Certificate, sameName, good},
		{"same name, right one first", nil, leaf.Certificate, append(certs(ca), sameName...), good},
		{"same name only", nil, leaf.Certificate, sameName, certpath.LimitReached},
		{"loops", nil, lost.Certificate, loops, certpath.LimitReached},
		{"too long", nil, long[len(long)-1], long, certpath.LimitReached},
		{"just not too long", nil, long[len(long)-2], long, good},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			paths, err := certpath.New(certs(root), tt.pool, certpath.Settings{}).Paths(tt.leaf, tt.extra)
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("took %v", took)
			}
			var failure *certpath.PathError
			if tt.want == good && len(paths) == 0 || tt.want != good && (!errors.As(err, &failure) || failure.Reason != tt.want) {
				t.Errorf("Paths = %d, %v; want %v", len(paths), err, tt.want)
			}
		})
	}
}

// chainOf returns n certificates below the root, each issued by the one before.
func chainOf(t testing.TB, root *pt.Identity, n int) []*cert.Certificate {
	t.Helper()
	var out []*cert.Certificate
	for i := range n {
		root = pt.CA(t, root, fmt.Sprint("Link ", i))
		out = append(out, root.Certificate)
	}
	return out
}

// TestConcurrent shares a Validator.
func TestConcurrent(t *testing.T) {
	root := pt.CA(t, nil, "Root")
	ca := pt.CA(t, root, "CA")
	leaves := []*pt.Identity{pt.Issue(t, ca, "1"), pt.Issue(t, ca, "2"), pt.Issue(t, ca, "3")}
	v := certpath.New(certs(root), certs(ca), certpath.Settings{})
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			if paths, err := v.Paths(leaves[i%3].Certificate, nil); err != nil || len(paths) != 1 {
				t.Errorf("%d paths, %v", len(paths), err)
			}
		})
	}
	wg.Wait()
}

// BenchmarkPaths builds the path of a leaf under a CA: the first time, and when
// the signatures are remembered. The floor is the two signatures alone.
func BenchmarkPaths(b *testing.B) {
	root := pt.CA(b, nil, "Root")
	ca := pt.CA(b, root, "CA")
	leaf := pt.Issue(b, ca, "leaf")
	anchors, pool := certs(root), certs(ca)
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if _, err := certpath.New(anchors, pool, certpath.Settings{}).Paths(leaf.Certificate, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("again", func(b *testing.B) {
		v := certpath.New(anchors, pool, certpath.Settings{})
		for b.Loop() {
			if _, err := v.Paths(leaf.Certificate, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			for _, s := range [][2]*cert.Certificate{{leaf.Certificate, ca.Certificate}, {ca.Certificate, root.Certificate}} {
				if err := cms.VerifySignature(s[0].SignatureAlgorithm, s[1], s[0].RawTBS, s[0].Signature); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
