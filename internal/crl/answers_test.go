package crl_test

import (
	"errors"
	"fmt"
	"math/big"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	pt "github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/revocation"
	"github.com/motcua/motcua/internal/testtool"
)

// pki is a root, a CA and what the CA issues.
type pki struct{ root, ca *pt.Identity }

func newPKI(t testing.TB) pki {
	root := pt.CA(t, nil, "Root")
	return pki{root, pt.CA(t, root, "CA")}
}

// ask returns the answers about a leaf of the CA, shortly: status, reason of a
// revocation, reasons covered if not all; and the errors of the rejections.
func (p pki) ask(t testing.TB, leaf *pt.Identity, extra []*pt.Identity, lists ...[]byte) (answers []string, rejected []error) {
	t.Helper()
	var others []*cert.Certificate
	for _, e := range extra {
		others = append(others, e.Certificate)
	}
	v := certpath.New([]*cert.Certificate{p.root.Certificate}, []*cert.Certificate{p.ca.Certificate}, certpath.Settings{})
	paths, err := v.Paths(leaf.Certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	var parsed []*crl.List
	for _, l := range lists {
		parsed = append(parsed, parse(t, l))
	}
	got, rejections := crl.NewChecker(v, parsed, others).Answers(paths[0].Certificates, 0)
	for _, a := range got {
		s := "good"
		if a.Status == revocation.Revoked {
			s = fmt.Sprint("revoked ", a.Reason)
		}
		if a.Reasons != revocation.AllReasons {
			s += fmt.Sprintf(" %#x", uint16(a.Reasons))
		}
		if a.BaseDigest != ([32]byte{}) {
			s += " delta"
		}
		if a.Signer == nil || a.SignerPath[0] != a.Signer || a.Kind != revocation.CRL || a.Digest == a.BaseDigest {
			t.Errorf("answer %+v", a)
		}
		answers = append(answers, s)
	}
	for _, r := range rejections {
		rejected = append(rejected, r.Err)
	}
	return answers, rejected
}

func uriName(s string) []byte { return pt.TLV(0x86, []byte(s)) }

func dirName(raw []byte) []byte { return pt.TLV(0xa4, raw) }

// points encodes cRLDistributionPoints of the given contents.
func points(list ...[]byte) pt.Edit {
	var all [][]byte
	for _, p := range list {
		all = append(all, pt.TLV(0x30, p))
	}
	return pt.Extension("2.5.29.31", false, pt.TLV(0x30, all...))
}

// full is a distribution point name of full names.
func full(names ...[]byte) []byte { return pt.TLV(0xa0, pt.TLV(0xa0, names...)) }

// relative is one relative to the issuer.
func relative(commonName string) []byte {
	attribute := pt.TLV(0x30, pt.OIDDER("2.5.4.3"), pt.TLV(12, []byte(commonName)))
	return pt.TLV(0xa0, pt.TLV(0xa1, attribute))
}

// reasons encodes two octets of ReasonFlags.
func reasons(tag, a, b byte) []byte { return pt.TLV(tag, []byte{7, a, b}) }

// scope encodes issuingDistributionPoint.
func scope(parts ...[]byte) []byte { return pt.Ext("2.5.29.28", true, pt.TLV(0x30, parts...)) }

func flag(tag byte) []byte { return []byte{tag, 1, 0xff} }

// TestScope: which list speaks of which certificate, and for which reasons.
func TestScope(t *testing.T) {
	p := newPKI(t)
	rdn := func(commonName string) []byte {
		return pt.TLV(0x31, pt.TLV(0x30, pt.OIDDER("2.5.4.3"), pt.TLV(12, []byte(commonName))))
	}
	below := pt.TLV(0x30, p.ca.RawSubject[2:], rdn("part"))
	here, there := full(uriName("http://x/1")), full(uriName("http://x/2"))
	tests := []struct {
		name string
		leaf []pt.Edit
		list [][]byte // extensions of the list
		want []string // nil: it is out of scope
	}{
		{"plain", nil, nil, []string{"good"}},
		{"point of the certificate only", []pt.Edit{points(here)}, nil, []string{"good"}},
		{"same point", []pt.Edit{points(here)}, [][]byte{scope(here)}, []string{"good"}},
		{"one of several points", []pt.Edit{points(there, here)}, [][]byte{scope(here)}, []string{"good"}},
		{"one of several names", []pt.Edit{points(here)}, [][]byte{scope(full(uriName("http://y"), uriName("http://x/1")))}, []string{"good"}},
		{"another point", []pt.Edit{points(there)}, [][]byte{scope(here)}, nil},
		{"point of the list only", nil, [][]byte{scope(here)}, nil},
		{"point that is the issuer", nil, [][]byte{scope(full(dirName(p.ca.RawSubject)))}, []string{"good"}},
		{"relative name", []pt.Edit{points(relative("part"))}, [][]byte{scope(relative("part"))}, []string{"good"}},
		{"relative and full name", []pt.Edit{points(full(dirName(below)))}, [][]byte{scope(relative("part"))}, []string{"good"}},
		{"another relative name", []pt.Edit{points(relative("part"))}, [][]byte{scope(relative("other"))}, nil},
		{"only users", nil, [][]byte{scope(flag(0x81))}, []string{"good"}},
		{"only CAs", nil, [][]byte{scope(flag(0x82))}, nil},
		{"only users, CA", []pt.Edit{pt.AsCA}, [][]byte{scope(flag(0x81))}, nil},
		{"only CAs, CA", []pt.Edit{pt.AsCA}, [][]byte{scope(flag(0x82))}, []string{"good"}},
		{"only attribute certificates", nil, [][]byte{scope(flag(0x85))}, nil},
		{"some reasons", nil, [][]byte{scope(reasons(0x83, 0x60, 0))}, []string{"good 0x6"}},
		{"reasons of the point", []pt.Edit{points(append(here, reasons(0x81, 0x60, 0)...))}, [][]byte{scope(here)}, []string{"good 0x6"}},
		{"reasons of both", []pt.Edit{points(append(here, reasons(0x81, 0x60, 0)...))}, [][]byte{scope(here, reasons(0x83, 0x30, 0x80))}, []string{"good 0x4"}},
		{"no reason in common", []pt.Edit{points(append(here, reasons(0x81, 0x40, 0)...))}, [][]byte{scope(here, reasons(0x83, 0x20, 0))}, nil},
		{"reasons of several points", []pt.Edit{points(append(here, reasons(0x81, 0x40, 0)...), append(here, reasons(0x81, 0x20, 0)...))},
			[][]byte{scope(here)}, []string{"good 0x6"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			leaf := pt.Issue(t, p.ca, "leaf", tt.leaf...)
			got, rejected := p.ask(t, leaf, nil, pt.List{Extensions: tt.list}.Sign(t, p.ca))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if tt.want == nil && (len(rejected) != 1 || !errors.Is(rejected[0], crl.ErrScope)) {
				t.Errorf("rejected %v", rejected)
			}
		})
	}
}

// TestIndirect: lists of another issuer, and entries of several issuers in one.
func TestIndirect(t *testing.T) {
	p := newPKI(t)
	issuer := pt.Issue(t, p.root, "List issuer", pt.Usage(1<<6))
	crlIssuer := pt.TLV(0xa2, dirName(issuer.RawSubject))
	leaf := pt.Issue(t, p.ca, "leaf", points(append(full(uriName("http://x")), crlIssuer...)))
	plain := pt.Issue(t, p.ca, "plain")
	owner := func(raw []byte) []byte { return pt.Ext("2.5.29.29", true, pt.TLV(0x30, dirName(raw))) }
	listed := [][]byte{pt.Entry(leaf.Serial, day(1), pt.Reason(1), owner(p.ca.RawSubject))}
	foreign := [][]byte{pt.Entry(leaf.Serial, day(1), pt.Reason(1))}
	indirect := scope(full(uriName("http://x")), flag(0x84))
	extra := []*pt.Identity{issuer}
	for _, tt := range []struct {
		name  string
		leaf  *pt.Identity
		list  pt.List
		extra []*pt.Identity
		want  []string
		err   error // nil: no list of that issuer, or an answer
	}{
		{"not listed", leaf, pt.List{Extensions: [][]byte{indirect}}, extra, []string{"good"}, nil},
		{"listed", leaf, pt.List{Entries: listed, Extensions: [][]byte{indirect}}, extra, []string{"revoked 1"}, nil},
		{"serial of another issuer", leaf, pt.List{Entries: foreign, Extensions: [][]byte{indirect}}, extra, []string{"good"}, nil},
		{"not said to be indirect", leaf, pt.List{Extensions: [][]byte{scope(full(uriName("http://x")))}}, extra, nil, crl.ErrScope},
		{"not named by the certificate", plain, pt.List{Extensions: [][]byte{indirect}}, extra, nil, nil},
		{"certificate of the issuer missing", leaf, pt.List{Extensions: [][]byte{indirect}}, nil, nil, crl.ErrNoSigner},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, rejected := p.ask(t, tt.leaf, tt.extra, tt.list.Sign(t, issuer))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if tt.err != nil && (len(rejected) != 1 || !errors.Is(rejected[0], tt.err)) {
				t.Errorf("rejected %v", rejected)
			}
		})
	}
}

// TestDelta: a delta list answers beside its base, if the two belong together.
func TestDelta(t *testing.T) {
	p := newPKI(t)
	leaf := pt.Issue(t, p.ca, "leaf")
	entry := func(reason byte) [][]byte { return [][]byte{pt.Entry(leaf.Serial, day(1), pt.Reason(reason))} }
	list := func(entries [][]byte, extensions ...[]byte) []byte {
		return pt.List{Entries: entries, Extensions: extensions}.Sign(t, p.ca)
	}
	base := list(nil, pt.Number(5))
	held := list(entry(6), pt.Number(5))
	stranger := pt.CA(t, nil, "CA")
	for _, tt := range []struct {
		name        string
		base, delta []byte
		want        []string
	}{
		{"nothing new", base, list(nil, pt.Number(7), pt.Delta(5)), []string{"good", "good delta"}},
		{"revoked since", base, list(entry(1), pt.Number(7), pt.Delta(5)), []string{"good", "revoked 1 delta"}},
		{"older base", base, list(entry(1), pt.Number(7), pt.Delta(4)), []string{"good", "revoked 1 delta"}},
		{"newer base", base, list(entry(1), pt.Number(7), pt.Delta(6)), []string{"good"}},
		{"not newer than the base", base, list(entry(1), pt.Number(5), pt.Delta(5)), []string{"good"}},
		{"still on hold", held, list(nil, pt.Number(7), pt.Delta(5)), []string{"revoked 6", "revoked 6 delta"}},
		{"hold lifted", held, list(entry(8), pt.Number(7), pt.Delta(5)), []string{"revoked 6", "good delta"}},
		{"hold made final", held, list(entry(1), pt.Number(7), pt.Delta(5)), []string{"revoked 6", "revoked 1 delta"}},
		{"another scope", base, list(entry(1), pt.Number(7), pt.Delta(5), scope(flag(0x81))), []string{"good"}},
		{"another key", base, pt.List{Entries: entry(1), Extensions: [][]byte{pt.Number(7), pt.Delta(5)}}.Sign(t, stranger), []string{"good"}},
		{"base without a number", list(nil), list(entry(1), pt.Number(7), pt.Delta(5)), []string{"good"}},
		{"no base", list(entry(1), pt.Number(7), pt.Delta(5)), list(entry(1), pt.Number(8), pt.Delta(5)), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := p.ask(t, leaf, nil, tt.base, tt.delta)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSigner: who may sign a list for the CA.
func TestSigner(t *testing.T) {
	p := newPKI(t)
	leaf := pt.Issue(t, p.ca, "leaf")
	crlSign, certSign := pt.Usage(1<<6), pt.Usage(1<<5)
	sibling := pt.CA(t, p.root, "Sibling")
	noUsage := pki{p.root, pt.CA(t, p.root, "CA", certSign)}
	newKey := pt.CA(t, p.ca, "CA")
	for _, tt := range []struct {
		name   string
		pki    pki
		leaf   *pt.Identity
		signer *pt.Identity
		extra  []*pt.Identity
		err    error // nil: an answer
	}{
		{"the CA", p, leaf, p.ca, nil, nil},
		{"the CA without that usage", noUsage, pt.Issue(t, noUsage.ca, "leaf"), noUsage.ca, nil, crl.ErrNotAuthorized},
		{"separate key under the root", p, leaf, pt.Issue(t, p.root, "CA", crlSign), nil, nil},
		{"separate key without that usage", p, leaf, pt.Issue(t, p.root, "CA", pt.Usage(1)), nil, crl.ErrNotAuthorized},
		{"separate key without any usage", p, leaf, pt.Issue(t, p.root, "CA"), nil, nil},
		{"new key under the old", p, leaf, newKey, nil, nil},
		{"newer key under the new", p, leaf, pt.CA(t, newKey, "CA"), []*pt.Identity{newKey}, nil},
		{"key under a sibling", p, leaf, pt.Issue(t, sibling, "CA", crlSign), []*pt.Identity{sibling}, crl.ErrNotAuthorized},
		{"key under another root", p, leaf, pt.CA(t, nil, "CA"), nil, &certpath.PathError{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			extra := append(tt.extra, tt.signer)
			got, rejected := tt.pki.ask(t, tt.leaf, extra, pt.List{}.Sign(t, tt.signer))
			if tt.err == nil {
				if len(got) != 1 || len(rejected) != 0 {
					t.Errorf("answers %v, rejected %v", got, rejected)
				}
				return
			}
			var path *certpath.PathError
			wrong := errors.As(tt.err, &path) && len(rejected) == 1 && !errors.As(rejected[0], &path)
			if len(got) != 0 || len(rejected) != 1 || path == nil && !errors.Is(rejected[0], tt.err) || wrong {
				t.Errorf("answers %v, rejected %v; want %v", got, rejected, tt.err)
			}
		})
	}
}

// TestUnusable: a critical extension that is not understood.
func TestUnusable(t *testing.T) {
	p := newPKI(t)
	leaf := pt.Issue(t, p.ca, "leaf")
	var unknown *crl.UnknownCriticalError
	got, rejected := p.ask(t, leaf, nil, pt.List{Extensions: [][]byte{pt.Ext("1.2.3", true, nil)}}.Sign(t, p.ca))
	if len(got) != 0 || len(rejected) != 1 || !errors.As(rejected[0], &unknown) || unknown.OID != "1.2.3" || unknown.Entry {
		t.Errorf("answers %v, rejected %v", got, rejected)
	}
	got, _ = p.ask(t, leaf, nil, pt.List{Extensions: [][]byte{pt.Ext("1.2.3", false, nil)}}.Sign(t, p.ca))
	if len(got) != 1 {
		t.Errorf("not critical: %v", got)
	}
	broken := pt.Issue(t, p.ca, "leaf", pt.Extension("2.5.29.31", false, []byte{0x30, 9}))
	got, rejected = p.ask(t, broken, nil, pt.List{}.Sign(t, p.ca))
	if len(got) != 0 || len(rejected) != 1 || !errors.Is(rejected[0], crl.ErrMalformed) {
		t.Errorf("broken points: %v, %v", got, rejected)
	}
}

// TestOpenSSL lets OpenSSL judge lists of ours about the same certificates.
func TestOpenSSL(t *testing.T) {
	openssl := testtool.Path(t, "openssl")
	p := newPKI(t)
	leaf := pt.Issue(t, p.ca, "leaf", points(full(uriName("http://x/1"))))
	listed := [][]byte{pt.Entry(big.NewInt(1), day(0)), pt.Entry(leaf.Serial, day(1), pt.Reason(1))}
	for _, tt := range []struct {
		name string
		list pt.List
		want string // the only answer; "" for none
	}{
		{"good", pt.List{}, "good"},
		{"version 1", pt.List{V1: true, Entries: listed}, "revoked 1"},
		{"revoked", pt.List{Entries: listed}, "revoked 1"},
		{"another point", pt.List{Extensions: [][]byte{scope(full(uriName("http://x/2")))}}, ""},
		{"same point", pt.List{Extensions: [][]byte{scope(full(uriName("http://x/1")))}}, "good"},
		{"only CAs", pt.List{Extensions: [][]byte{scope(flag(0x82))}}, ""},
		{"unknown critical extension", pt.List{Extensions: [][]byte{pt.Ext("1.2.3", true, []byte{5, 0})}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.list.NextUpdate = day(100)
			der := tt.list.Sign(t, p.ca)
			got, _ := p.ask(t, leaf, nil, der)
			if len(got) > 1 || len(got) == 1 && got[0] != tt.want || len(got) == 0 && tt.want != "" {
				t.Errorf("answers %v", got)
			}
			out, err := exec.Command(openssl, "verify", "-attime", fmt.Sprint(day(5).Unix()), "-crl_check", "-extended_crl",
				"-CAfile", pt.WritePEM(t, "CERTIFICATE", p.root.Raw), "-untrusted", pt.WritePEM(t, "CERTIFICATE", p.ca.Raw),
				"-CRLfile", pt.WritePEM(t, "X509 CRL", der), pt.WritePEM(t, "CERTIFICATE", leaf.Raw)).CombinedOutput()
			if (err == nil) != (tt.want == "good") {
				t.Errorf("OpenSSL: %v\n%s", err, out)
			}
		})
	}
}
