package certpath_test

import (
	"errors"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/testtool"
)

// good stands for no failure.
const good certpath.Reason = 0

// chain is one case: certificates from the root to the leaf.
type chain struct {
	name     string
	root     []pt.Edit
	ca       [][]pt.Edit // of the CAs below the root
	names    []string    // of those CAs; default "CA 1", …
	leaf     []pt.Edit
	settings certpath.Settings

	want  certpath.Reason
	index int    // of the failing certificate
	oid   string // for UnknownCritical

	// openssl is why OpenSSL decides otherwise; such a case is not compared.
	openssl string
}

func (c chain) build(t testing.TB) (root *pt.Identity, middle []*cert.Certificate, leaf *pt.Identity) {
	t.Helper()
	root = pt.CA(t, nil, "Root", c.root...)
	issuer := root
	for i, edits := range c.ca {
		name := "CA " + string(rune('1'+i))
		if i < len(c.names) {
			name = c.names[i]
		}
		issuer = pt.CA(t, issuer, name, edits...)
		middle = append(middle, issuer.Certificate)
	}
	return root, middle, pt.Issue(t, issuer, "leaf", c.leaf...)
}

func edits(e ...pt.Edit) []pt.Edit { return e }

// TestRules shows every rule from both sides. OpenSSL decides too.
func TestRules(t *testing.T) {
	cases := slices.Concat(basicCases(), constraintCases(), policyCases())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			root, middle, leaf := c.build(t)
			v := certpath.New([]*cert.Certificate{root.Certificate}, nil, c.settings)
			paths, err := v.Paths(leaf.Certificate, middle)
			expect(t, paths, err, c)
			if c.openssl == "" {
				if accepted := opensslAccepts(t, c.settings, root, middle, leaf); accepted != (c.want == good) {
					t.Errorf("OpenSSL accepts: %v", accepted)
				}
			}
		})
	}
}

func expect(t *testing.T, paths []*certpath.Path, err error, c chain) {
	t.Helper()
	if c.want == good {
		if err != nil || len(paths) == 0 {
			t.Fatalf("Paths = %v, %v", paths, err)
		}
		if n := len(paths[0].Certificates); n != len(c.ca)+2 {
			t.Errorf("path of %d certificates", n)
		}
		return
	}
	var failure *certpath.PathError
	if !errors.As(err, &failure) || failure.Reason != c.want || failure.Index != c.index || failure.OID != c.oid {
		t.Errorf("Paths = %d, %v; want %v of certificate %d", len(paths), err, c.want, c.index)
	}
}

// opensslAccepts asks `openssl verify`.
func opensslAccepts(t *testing.T, s certpath.Settings, root *pt.Identity, middle []*cert.Certificate, leaf *pt.Identity) bool {
	t.Helper()
	openssl := testtool.Path(t, "openssl")
	var ders [][]byte
	for _, c := range middle {
		ders = append(ders, c.Raw)
	}
	args := []string{"verify", "-attime", "1735689600", "-CAfile", pt.WritePEM(t, "CERTIFICATE", root.Raw)}
	if len(ders) > 0 {
		args = append(args, "-untrusted", pt.WritePEM(t, "CERTIFICATE", ders...))
	}
	asked := s.Policies
	if len(asked) == 0 {
		asked = []string{certpath.AnyPolicy}
	}
	for _, p := range asked {
		args = append(args, "-policy", p)
	}
	for flag, set := range map[string]bool{
		"-explicit_policy": s.RequireExplicitPolicy, "-inhibit_map": s.InhibitPolicyMapping,
		"-inhibit_any": s.InhibitAnyPolicy, "-policy_check": true,
	} {
		if set {
			args = append(args, flag)
		}
	}
	out, err := exec.Command(openssl, append(args, pt.WritePEM(t, "CERTIFICATE", leaf.Raw))...).CombinedOutput()
	t.Logf("%s", out)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return err == nil
}

func basicCases() []chain {
	unknown := func(critical bool) []pt.Edit { return edits(pt.Extension("1.2.3.4", critical, []byte{5, 0})) }
	return []chain{
		{name: "root and leaf"},
		{name: "two CAs", ca: [][]pt.Edit{{}, {}}},
		{name: "CA without basic constraints", ca: [][]pt.Edit{edits(noBasic)}, want: certpath.NotCA, index: 1},
		{name: "CA flag false", ca: [][]pt.Edit{edits(notCA)}, want: certpath.NotCA, index: 1},
		{name: "path length 0 above a leaf", ca: [][]pt.Edit{edits(pt.PathLen(0))}},
		{name: "path length 0 above a CA", ca: [][]pt.Edit{edits(pt.PathLen(0)), {}}, want: certpath.PathLength, index: 1},
		{name: "path length 1 above a CA", ca: [][]pt.Edit{edits(pt.PathLen(1)), {}}},
		{name: "path length 0 above a self-issued CA", ca: [][]pt.Edit{edits(pt.PathLen(0)), {}}, names: []string{"A", "A"}},
		{name: "wider path length further down", ca: [][]pt.Edit{edits(pt.PathLen(1)), edits(pt.PathLen(5)), {}}, want: certpath.PathLength, index: 1},
		{name: "path length of the anchor", root: edits(pt.PathLen(0)), ca: [][]pt.Edit{{}}, want: certpath.PathLength, index: 1},
		{name: "key usage without certificate signing", ca: [][]pt.Edit{edits(pt.Usage(1 << 6))}, want: certpath.KeyUsage, index: 1},
		{name: "no key usage", ca: [][]pt.Edit{edits(pt.Usage(0))}},
		{name: "key usage of the anchor", root: edits(pt.Usage(1 << 6)), want: certpath.KeyUsage, index: 1},
		{name: "anchor that is no CA", root: edits(notCA), want: certpath.NotCA, index: 1},
		{name: "unknown extension", leaf: unknown(false)},
		{name: "unknown critical extension", leaf: unknown(true), want: certpath.UnknownCritical, oid: "1.2.3.4"},
		{name: "unknown critical extension of a CA", ca: [][]pt.Edit{unknown(true)}, want: certpath.UnknownCritical, index: 1, oid: "1.2.3.4"},
		{name: "critical extension that the caller processes", leaf: unknown(true),
			settings: certpath.Settings{Processed: []string{"1.2.3.4"}}, openssl: "it cannot be told"},
	}
}

// TestDates shows both ends of the period, and that the anchor's does not matter.
func TestDates(t *testing.T) {
	from, until := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	root := pt.CA(t, nil, "Root", pt.Valid(until.AddDate(1, 0, 0), until.AddDate(2, 0, 0)))
	ca := pt.CA(t, root, "CA", pt.Valid(from, until))
	leaf := pt.Issue(t, ca, "leaf", pt.Valid(from.AddDate(0, 1, 0), until.AddDate(0, -1, 0)))
	path := onePath(t, certpath.New(certs(root), certs(ca), certpath.Settings{}), leaf)
	for _, tt := range []struct {
		at    time.Time
		index int // of the certificate not in force; -1: all are
	}{
		{from.Add(-time.Second), 1}, {from, 0}, {from.AddDate(0, 1, 0), -1}, {from.AddDate(0, 1, 0).Add(-time.Second), 0},
		{until.AddDate(0, -1, 0), -1}, {until.AddDate(0, -1, 0).Add(time.Second), 0}, {until, 0}, {until.Add(time.Second), 1},
	} {
		err := path.ValidAt(tt.at)
		var date *certpath.DateError
		if tt.index < 0 && err != nil || tt.index >= 0 && (!errors.As(err, &date) || date.Index != tt.index) {
			t.Errorf("%v: %v, want certificate %d", tt.at, err, tt.index)
		}
	}
	alone := onePath(t, certpath.New(certs(leaf), nil, certpath.Settings{}), leaf)
	if len(alone.Certificates) != 1 || alone.ValidAt(until) == nil || alone.ValidAt(from.AddDate(0, 2, 0)) != nil {
		t.Errorf("leaf that is an anchor: path of %d", len(alone.Certificates))
	}
}
