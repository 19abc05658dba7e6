package certpath_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
)

const (
	p1  = "1.2.3.1"
	p2  = "1.2.3.2"
	p3  = "1.2.3.3"
	any = certpath.AnyPolicy
)

func policyCases() []chain {
	const lenient = "it reads none"
	explicit := certpath.Settings{RequireExplicitPolicy: true}
	ask := func(policies ...string) certpath.Settings {
		return certpath.Settings{RequireExplicitPolicy: true, Policies: policies}
	}
	with := func(caEdits ...pt.Edit) [][]pt.Edit { return [][]pt.Edit{caEdits} }
	return []chain{
		{name: "no policies, none required", ca: with(), leaf: nil},
		{name: "no policies, one required", ca: with(), settings: explicit, want: certpath.Policy, index: 1},
		{name: "same policy", ca: with(policies(p1)), leaf: edits(policies(p1)), settings: explicit},
		{name: "different policies", ca: with(policies(p1)), leaf: edits(policies(p2)), settings: explicit, want: certpath.Policy},
		{name: "different policies, none required", ca: with(policies(p1)), leaf: edits(policies(p2))},
		{name: "policy that is asked for", ca: with(policies(p1, p2)), leaf: edits(policies(p1, p2)), settings: ask(p2)},
		{name: "policy that is not asked for", ca: with(policies(p1)), leaf: edits(policies(p1)), settings: ask(p2), want: certpath.Policy},
		{name: "any policy of the CA", ca: with(policies(any)), leaf: edits(policies(p1)), settings: ask(p1)},
		{name: "any policy of the leaf", ca: with(policies(p1)), leaf: edits(policies(any)), settings: ask(p1)},
		{name: "any policy inhibited at the start", ca: with(policies(any)), leaf: edits(policies(p1)),
			settings: certpath.Settings{RequireExplicitPolicy: true, InhibitAnyPolicy: true}, want: certpath.Policy, index: 1},
		{name: "any policy inhibited by the CA", ca: with(policies(p1), inhibitAnyAfter(0)), leaf: edits(policies(any)), settings: explicit, want: certpath.Policy},
		{name: "any policy inhibited one later", ca: with(policies(p1), inhibitAnyAfter(1)), leaf: edits(policies(any)), settings: explicit},
		{name: "mapping", ca: with(policies(p1), mapping(p1, p2)), leaf: edits(policies(p2)), settings: ask(p1)},
		{name: "mapping, name of the leaf's domain", ca: with(policies(p1), mapping(p1, p2)), leaf: edits(policies(p2)), settings: ask(p2), want: certpath.Policy},
		{name: "mapping, unmapped leaf", ca: with(policies(p1), mapping(p1, p2)), leaf: edits(policies(p1)), settings: explicit, want: certpath.Policy},
		{name: "mapping under any policy", ca: with(policies(any), mapping(p1, p2)), leaf: edits(policies(p2)), settings: ask(p1)},
		{name: "mapping to several", ca: with(policies(p1), mapping(p1, p2, p1, p3)), leaf: edits(policies(p3)), settings: ask(p1)},
		{name: "mapping inhibited at the start", ca: with(policies(p1), mapping(p1, p2)), leaf: edits(policies(p2)),
			settings: certpath.Settings{RequireExplicitPolicy: true, InhibitPolicyMapping: true}, want: certpath.Policy},
		{name: "mapping inhibited above", ca: [][]pt.Edit{edits(policies(p1), inhibitMappingAfter(0)), edits(policies(p1), mapping(p1, p2))},
			leaf: edits(policies(p2)), settings: explicit, want: certpath.Policy},
		{name: "mapping from any policy", ca: with(policies(p1), mapping(any, p2)), leaf: edits(policies(p1)), want: certpath.Policy, index: 1},
		{name: "mapping to any policy", ca: with(policies(p1), mapping(p1, any)), leaf: edits(policies(p1)), want: certpath.Policy, index: 1},
		{name: "required by the CA at once", ca: with(requireAfter(0)), want: certpath.Policy},
		{name: "required by the CA later", ca: with(requireAfter(2))},
		{name: "required by the leaf", ca: with(), leaf: edits(requireAfter(0)), want: certpath.Policy},
		{name: "policy twice", ca: with(policies(p1, p1)), want: certpath.Malformed, index: 1},
		{name: "negative skip count", ca: with(pt.Extension("2.5.29.54", true, []byte{2, 1, 0xff})), want: certpath.Malformed, index: 1, openssl: lenient},
		{name: "empty skip count", ca: with(pt.Extension("2.5.29.54", true, nil)), want: certpath.Malformed, index: 1, openssl: lenient},
	}
}

// TestPolicies: the policies are told in the anchor's terms.
func TestPolicies(t *testing.T) {
	for _, tt := range []struct {
		name     string
		settings certpath.Settings
		ca, leaf []pt.Edit
		want     []string
	}{
		{"all", certpath.Settings{}, edits(policies(any)), edits(policies(any)), []string{any}},
		{"asked for", certpath.Settings{Policies: []string{p1}}, edits(policies(any)), edits(policies(any)), []string{p1}},
		{"common ones", certpath.Settings{}, edits(policies(p1, p2, p3)), edits(policies(p3, p1)), []string{p1, p3}},
		{"mapped", certpath.Settings{}, edits(policies(p1, p3), mapping(p1, p2)), edits(policies(p2)), []string{p1}},
		{"none", certpath.Settings{}, nil, edits(policies(p1)), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := pt.CA(t, nil, "Root")
			ca := pt.CA(t, root, "CA", tt.ca...)
			path := onePath(t, certpath.New(certs(root), nil, tt.settings), pt.Issue(t, ca, "leaf", tt.leaf...), ca)
			if diff := cmp.Diff(tt.want, path.Policies); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPolicyTree is the chain on which the tree of RFC 5280 grows by a factor of
// twelve with every certificate (CVE-2023-0464).
func TestPolicyTree(t *testing.T) {
	var all, pairs []string
	for i := range 12 {
		all = append(all, fmt.Sprintf("1.2.3.%d", i))
	}
	for _, from := range all {
		for _, to := range all {
			pairs = append(pairs, from, to)
		}
	}
	root := pt.CA(t, nil, "Root")
	issuer := root
	var middle []*pt.Identity
	for i := range 12 {
		issuer = pt.CA(t, issuer, fmt.Sprintf("CA %d", i), policies(all...), mapping(pairs...))
		middle = append(middle, issuer)
	}
	leaf := pt.Issue(t, issuer, "leaf", policies(all...))
	start := time.Now()
	path := onePath(t, certpath.New(certs(root), nil, certpath.Settings{}), leaf, middle...)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	if len(path.Policies) != len(all) {
		t.Errorf("policies %v", path.Policies)
	}
}
