package crl_test

import (
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/certpath"
	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/revocation"
)

// pkitsMoment is the instant at which every case is judged: the certificates and
// lists that are meant to be in force are so from 2010 to 2030.
var pkitsMoment = time.Date(2022, 5, 1, 0, 0, 0, 0, time.UTC)

// pkitsCase is one case of pkits.json.
type pkitsCase struct {
	ID, Name, Cert string
	OtherCerts     []string `json:"other_certs"`
	CRLs           []string
	PathLen        int `json:"path_len"`
	Params         struct {
		UserInitialPolicySet         []string `json:"user_initial_policy_set"`
		InitialExplicitPolicy        bool     `json:"initial_explicit_policy"`
		InitialPolicyMappingInhibit  bool     `json:"initial_policy_mapping_inhibit"`
		InitialAnyPolicyInhibitInUse bool     `json:"initial_any_policy_inhibit"`
	}
	Error *struct {
		Class    string
		MsgRegex string `json:"msg_regex"`
	}
}

// pkits reads the suite's files once each.
type pkits struct {
	dir   string
	certs map[string]*cert.Certificate
	lists map[string]*crl.List
}

func (p *pkits) cert(t testing.TB, name string) *cert.Certificate {
	t.Helper()
	if c := p.certs[name]; c != nil {
		return c
	}
	c, err := cert.Parse(p.read(t, "certs", name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	p.certs[name] = c
	return c
}

func (p *pkits) list(t testing.TB, name string) *crl.List {
	t.Helper()
	if l := p.lists[name]; l != nil {
		return l
	}
	l, err := crl.Parse(p.read(t, "crls", name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	p.lists[name] = l
	return l
}

func (p *pkits) read(t testing.TB, folder, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(p.dir, folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestPKITS judges the cases of NIST's Public Key Interoperability Test Suite: one
// passes if the certificate is trusted exactly where the suite says so. The suite
// is built on SHA-256, and on SHA-1 with DSA, which the policy of this test alone
// permits.
//
// The line about crypto/x509 is what x509.Verify decides by itself in the same
// sense and at the same instant: the suite's anchor as the only root, the case's
// other certificates as intermediates, any extended key usage; a certificate that
// crypto/x509 cannot parse is not trusted. It has no inputs for policies but the
// set that is asked for, which is not passed, and none for revocation lists: that
// is what it lacks, and not held against its authors.
func TestPKITS(t *testing.T) {
	dir := corpus.Dir(t)
	if dir == "" {
		t.Skip("MOTCUA_CORPUS is not set: the suite is not at hand")
	}
	p := &pkits{dir: filepath.Join(dir, "pkits"), certs: map[string]*cert.Certificate{}, lists: map[string]*crl.List{}}
	b, err := os.ReadFile(filepath.Join(p.dir, "pkits.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []pkitsCase
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	standard := 0
	for _, c := range cases {
		if p.standardLibrary(t, c) == (c.Error == nil) {
			standard++
		}
	}
	fmt.Printf("crypto/x509: %d/%d\n", standard, len(cases))
	passed := 0
	for _, c := range cases {
		if p.judge(t, c) {
			passed++
		}
	}
	if passed != len(cases) || len(cases) != 246 {
		t.Fail()
	}
	fmt.Printf("PKITS %d of %d\n", passed, len(cases))
}

// standardLibrary says whether crypto/x509 trusts the certificate.
func (p *pkits) standardLibrary(t *testing.T, c pkitsCase) bool {
	t.Helper()
	pool := func(names ...string) *x509.CertPool {
		out := x509.NewCertPool()
		for _, name := range names {
			if parsed, err := x509.ParseCertificate(p.read(t, "certs", name)); err == nil {
				out.AddCert(parsed)
			}
		}
		return out
	}
	leaf, err := x509.ParseCertificate(p.read(t, "certs", c.Cert))
	if err != nil {
		return false
	}
	_, err = leaf.Verify(x509.VerifyOptions{
		Roots: pool("TrustAnchorRootCertificate.crt"), Intermediates: pool(c.OtherCerts...),
		CurrentTime: pkitsMoment, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	return err == nil
}

// judge reports whether a case passes, and whether it does for the right reason.
func (p *pkits) judge(t *testing.T, c pkitsCase) bool {
	var other []*cert.Certificate
	for _, name := range c.OtherCerts {
		other = append(other, p.cert(t, name))
	}
	anchors := []*cert.Certificate{p.cert(t, "TrustAnchorRootCertificate.crt")}
	v := certpath.New(anchors, nil, certpath.Settings{
		Policies:              c.Params.UserInitialPolicySet,
		RequireExplicitPolicy: c.Params.InitialExplicitPolicy,
		InhibitPolicyMapping:  c.Params.InitialPolicyMappingInhibit,
		InhibitAnyPolicy:      c.Params.InitialAnyPolicyInhibitInUse,
	})
	lists := []*crl.List{p.list(t, "TrustAnchorRootCRL.crl")}
	for _, name := range c.CRLs {
		lists = append(lists, p.list(t, name))
	}
	class, verdict, length := trust(v, p.cert(t, c.Cert), other, lists)
	want := ""
	if c.Error != nil {
		want = c.Error.Class
	}
	if want == "StaleRevinfoError" { // told apart by the suite's own reader only
		want = "InsufficientRevinfoError"
	}
	if class != want {
		t.Errorf("%s: got %q (%+v), want %q: %+v", c.Name, class, verdict, want, c.Error)
		return (class == "") == (want == "")
	}
	if class == "" && length != c.PathLen {
		t.Errorf("%s: path of %d, want %d", c.Name, length, c.PathLen)
	}
	if class == "RevokedError" {
		checkRevocation(t, verdict, c.Error.MsgRegex)
	}
	return true
}

// trust validates and judges, and returns the class of the suite's errors, "" for
// trust. Revocation is asked about in every case, whether the case is about it or
// not.
func trust(v *certpath.Validator, leaf *cert.Certificate, other []*cert.Certificate, lists []*crl.List) (class string, worst revocation.Verdict, length int) {
	paths, err := v.Paths(leaf, other)
	if err != nil {
		return "PathValidationError", worst, 0
	}
	class = "PathValidationError"
	checker := crl.NewChecker(v, lists, other)
	for _, path := range paths {
		if path.ValidAt(pkitsMoment) != nil || slices.ContainsFunc(path.Uses, isForbidden) {
			continue
		}
		source := func(path []*cert.Certificate, i int) (out []revocation.Evidence) {
			answers, _ := checker.Answers(path, i)
			for _, a := range answers {
				out = append(out, revocation.Evidence{Answer: a})
			}
			return out
		}
		class = ""
		for _, verdict := range revocation.JudgePath(path.Certificates, revocation.Moments{At: pkitsMoment, Now: pkitsMoment}, source) {
			switch {
			case verdict.Status == revocation.Revoked:
				class, worst = "RevokedError", verdict
			case verdict.Status == revocation.Unknown && class == "":
				class, worst = "InsufficientRevinfoError", verdict
			}
		}
		if class == "" {
			return "", worst, len(path.Certificates)
		}
	}
	return class, worst, 0
}

// isForbidden is the policy of this test: what the suite uses, and nothing else.
func isForbidden(u certpath.Use) bool {
	switch {
	case u.Key.Algorithm == "RSA" && u.Key.Bits >= 2048 && u.Digest.Name() == "SHA-256":
		return false
	case u.Key.Algorithm == "DSA" && u.Key.Bits >= 1024 && u.Digest.Name() == "SHA-1":
		return false
	}
	return true
}

// checkRevocation compares the date and reason that the suite states.
func checkRevocation(t *testing.T, v revocation.Verdict, message string) {
	t.Helper()
	m := regexp.MustCompile(`revoked at (\S+) on (\S+), due to (.*)$`).FindStringSubmatch(message)
	if m == nil {
		t.Fatalf("no revocation in %q", message)
	}
	at, err := time.Parse("15:04:05 2006-01-02", m[1]+" "+m[2])
	if err != nil {
		t.Fatal(err)
	}
	if !v.Since.Equal(at) || reasonText(v.Reason) != m[3] {
		t.Errorf("revoked %v, reason %d; want %s", v.Since, v.Reason, message)
	}
}

func reasonText(reason int) string {
	switch reason {
	case revocation.ReasonKeyCompromise:
		return "a compromised key"
	case revocation.ReasonCertificateHold:
		return "a certificate hold"
	case 3:
		return "an affiliation change"
	}
	return ""
}
