package token

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

var (
	from = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	to   = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	at   = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
)

// authority is a certification authority for tests.
type authority struct {
	key      *ecdsa.PrivateKey
	template *x509.Certificate
	*Certificate
}

func newAuthority(t testing.TB, name string) authority {
	t.Helper()
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name, Country: []string{"VN"}}, NotBefore: from, NotAfter: to,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	key := newKey(t)
	return authority{key, tmpl, sign(t, tmpl, tmpl, key, key)}
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func sign(t testing.TB, tmpl, issuer *x509.Certificate, key, by *ecdsa.PrivateKey) *Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, tmpl, issuer, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// issue makes a person's certificate, as edit has it.
func (a authority) issue(t testing.TB, name string, edit func(*x509.Certificate)) *Certificate {
	t.Helper()
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, NotBefore: from, NotAfter: to,
		KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if edit != nil {
		edit(tmpl)
	}
	issuer := a.template
	if a.parsed != nil {
		var err error
		if issuer, err = x509.ParseCertificate(a.Raw); err != nil {
			t.Fatal(err)
		}
	}
	return sign(t, tmpl, issuer, newKey(t), a.key)
}

func TestPickReasons(t *testing.T) {
	state := newAuthority(t, "CA phục vụ các cơ quan Nhà nước G2")
	other := newAuthority(t, "CA công cộng")
	usage := func(u x509.KeyUsage) func(*x509.Certificate) {
		return func(c *x509.Certificate) { c.KeyUsage = u }
	}
	tests := []struct {
		name string
		c    *Certificate
		at   time.Time
		want Reason // 0: it is picked
	}{
		{"good", state.issue(t, "Nguyễn Văn A", nil), at, 0},
		{"first moment", state.issue(t, "A", nil), from, 0},
		{"last moment", state.issue(t, "A", nil), to, 0},
		{"before", state.issue(t, "A", nil), from.Add(-time.Second), NotYetValid},
		{"after", state.issue(t, "A", nil), to.Add(time.Second), Expired},
		{"nonRepudiation alone", state.issue(t, "A", usage(x509.KeyUsageContentCommitment)), at, 0},
		{"as issued in 2021", state.issue(t, "A", usage(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment|
			x509.KeyUsageKeyEncipherment|x509.KeyUsageDataEncipherment)), at, 0},
		{"encryption only", state.issue(t, "A", usage(x509.KeyUsageKeyEncipherment)), at, NoSigningUsage},
		{"no key usage", state.issue(t, "A", usage(0)), at, NoSigningUsage},
		{"encryption pair", state.issue(t, "Nguyễn Văn A (M)", nil), at, EncryptionPair},
		{"encryption pair and blank", state.issue(t, "Nguyễn Văn A (m) ", nil), at, EncryptionPair},
		{"M elsewhere", state.issue(t, "Nguyễn (M) Văn A", nil), at, 0},
		{"other issuer", other.issue(t, "A", nil), at, OtherIssuer},
		{"authority", state.Certificate, at, Authority},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Pick([]*Certificate{tt.c}, tt.at, []*Certificate{state.Certificate}, PickOptions{})
			if tt.want == 0 {
				if err != nil || got != tt.c {
					t.Fatalf("%v, %v", got, err)
				}
				return
			}
			var pick *PickError
			if !errors.As(err, &pick) || !errors.Is(err, ErrNoCertificate) || errors.Is(err, ErrAmbiguous) {
				t.Fatalf("%v, want ErrNoCertificate", err)
			}
			if len(pick.Rejected) != 1 || pick.Rejected[0].Certificate != tt.c || pick.Rejected[0].Reason != tt.want {
				t.Errorf("rejected %+v, want reason %d", pick.Rejected, tt.want)
			}
		})
	}
}

// TestPickSelfIssued: a person's own certificate is left out, even where its
// issuer is no question.
func TestPickSelfIssued(t *testing.T) {
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "A"}, NotBefore: from, NotAfter: to, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	key := newKey(t)
	_, err := Pick([]*Certificate{sign(t, tmpl, tmpl, key, key)}, at, nil, PickOptions{AnyIssuerUnsafe: true})
	var pick *PickError
	if !errors.As(err, &pick) || pick.Rejected[0].Reason != SelfIssued {
		t.Errorf("%v, want SelfIssued", err)
	}
}

// TestPickNeverGuesses: several that fit are all handed back.
func TestPickNeverGuesses(t *testing.T) {
	ca := newAuthority(t, "CA")
	issuers := []*Certificate{ca.Certificate}
	a, b := ca.issue(t, "Chủ tịch", nil), ca.issue(t, "Chủ tịch", nil)
	m := ca.issue(t, "Chủ tịch (M)", nil)
	_, err := Pick([]*Certificate{a, m, b}, at, issuers, PickOptions{})
	var pick *PickError
	if !errors.As(err, &pick) || !errors.Is(err, ErrAmbiguous) || errors.Is(err, ErrNoCertificate) {
		t.Fatalf("%v, want ErrAmbiguous", err)
	}
	if len(pick.Candidates) != 2 || pick.Candidates[0] != a || pick.Candidates[1] != b || len(pick.Rejected) != 1 {
		t.Errorf("%+v", pick)
	}
	if strings.Contains(err.Error(), "Chủ tịch") {
		t.Errorf("the error names a person: %v", err)
	}
	got, err := Pick([]*Certificate{a, m, b}, at, issuers, PickOptions{Want: func(c *Certificate) bool { return c == b }})
	if err != nil || got != b {
		t.Errorf("chosen: %v, %v", got, err)
	}
	// The same certificate in two places is no choice.
	twin, err := ParseCertificate(a.Raw)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Pick([]*Certificate{a, twin}, at, issuers, PickOptions{}); err != nil || got != a {
		t.Errorf("stored twice: %v, %v", got, err)
	}
}

func TestPickIssuers(t *testing.T) {
	ca := newAuthority(t, "CA phục vụ")
	c := ca.issue(t, "A", nil)
	if _, err := Pick([]*Certificate{c}, at, nil, PickOptions{}); !errors.Is(err, ErrNoIssuers) {
		t.Errorf("no set: %v, want ErrNoIssuers", err)
	}
	if got, err := Pick([]*Certificate{c}, at, nil, PickOptions{AnyIssuerUnsafe: true}); err != nil || got != c {
		t.Errorf("any issuer: %v, %v", got, err)
	}
	// The same name with another key is another authority; its name written in
	// decomposed letters is the same.
	if _, err := Pick([]*Certificate{c}, at, []*Certificate{newAuthority(t, "CA phục vụ").Certificate}, PickOptions{}); !errors.Is(err, ErrNoCertificate) {
		t.Errorf("namesake: %v, want ErrNoCertificate", err)
	}
	renamed := *ca.template
	renamed.Subject.CommonName = norm.NFD.String("CA phục vụ")
	decomposed := sign(t, &renamed, &renamed, ca.key, ca.key)
	if got, err := Pick([]*Certificate{c}, at, []*Certificate{decomposed}, PickOptions{}); err != nil || got != c {
		t.Errorf("decomposed name: %v, %v", got, err)
	}
	if _, err := Pick(nil, at, []*Certificate{ca.Certificate}, PickOptions{}); !errors.Is(err, ErrNoCertificate) {
		t.Errorf("nothing there: %v", err)
	}
}

// TestTexts: everything that people read exists in both languages, normalised.
func TestTexts(t *testing.T) {
	for r := Reason(0); r <= NotWanted+1; r++ {
		if x := r.Text(); x.VI == "" || x.EN == "" || !norm.NFC.IsNormalString(x.VI) {
			t.Errorf("reason %d: %+v", r, x)
		}
	}
	seen := map[string]error{}
	for _, e := range explanations() {
		if e.text.VI == "" || e.text.EN == "" || !norm.NFC.IsNormalString(e.text.VI) || seen[e.text.VI] != nil {
			t.Errorf("%v: %+v", e.err, e.text)
		}
		seen[e.text.VI] = e.err
		if got, ok := Explain(errors.Join(errors.New("x"), e.err)); !ok || got != e.text {
			t.Errorf("%v is explained as %+v", e.err, got)
		}
	}
	if _, ok := Explain(errors.New("x")); ok {
		t.Error("an unknown error was explained")
	}
}

func TestPINError(t *testing.T) {
	tests := []struct {
		err  PINError
		want []error // of ErrWrongPIN, ErrLastTry, ErrPINLocked
	}{
		{PINError{Wrong: true, TriesLeft: -1}, []error{ErrWrongPIN}},
		{PINError{Wrong: true, LastTry: true, TriesLeft: 1}, []error{ErrWrongPIN, ErrLastTry}},
		{PINError{Wrong: true, Locked: true}, []error{ErrWrongPIN, ErrPINLocked}},
		{PINError{Locked: true}, []error{ErrPINLocked}},
	}
	said := map[string]bool{}
	for _, tt := range tests {
		var got []error
		for _, sentinel := range []error{ErrWrongPIN, ErrLastTry, ErrPINLocked} {
			if errors.Is(&tt.err, sentinel) {
				got = append(got, sentinel)
			}
		}
		if diff := cmp.Diff(tt.want, got, cmp.Comparer(func(a, b error) bool { return a == b })); diff != "" {
			t.Errorf("%v: %s", &tt.err, diff)
		}
		if said[tt.err.Error()] {
			t.Errorf("%v is said twice", &tt.err)
		}
		said[tt.err.Error()] = true
	}
}
