package signerregister_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature/signerregister"
)

// TestCanonicalIssuer: spellings of one name agree, and names that differ do
// not.
func TestCanonicalIssuer(t *testing.T) {
	tests := []struct {
		name, want string
		spellings  []string
	}{
		{"plain", "CN=CA,O=Ban,C=VN", []string{
			"CN=CA,O=Ban,C=VN", "CN=CA, O=Ban, C=VN", "cn=CA;o=Ban;c=VN", " CN = CA , O = Ban , C = VN ", `CN="CA",O=Ban,C=VN`, `CN=\43A,O=Ban,C=VN`,
		}},
		{"Unicode", "CN=Cơ quan chứng thực", []string{
			"CN=Cơ quan chứng thực", norm.NFD.String("CN=Cơ quan chứng thực"), `CN=C\C6\A1 quan ch\E1\BB\A9ng th\E1\BB\B1c`,
		}},
		{"separators in a value", `O=Công ty A\, B\+C`, []string{`O=Công ty A\, B\+C`, `O="Công ty A, B+C"`, `O=Công ty A\2C B\2BC`}},
		{"spaces at the edges", `O=\ A \ `, []string{`O=\ A \ `, `O=" A  "`, `O=\20A \20`}},
		{"several attributes at once", "CN=A+UID=1,C=VN", []string{"CN=A+UID=1,C=VN", "UID=1+CN=A, C=VN"}},
		{"names of types", "E=a@b,ST=Hà Nội,GN=A,SN=B,T=C,2.5.4.97=D", []string{
			"emailAddress=a@b,S=Hà Nội,givenName=A,surname=B,title=C,OID.2.5.4.97=D",
		}},
		{"empty value", "CN=,C=VN", []string{"CN=,C=VN", `CN="", C=VN`}},
		{"another order", "C=VN,O=Ban,CN=CA", []string{"C=VN,O=Ban,CN=CA"}},
		{"another case", "CN=ca,O=Ban,C=VN", []string{"CN=ca,O=Ban,C=VN"}},
	}
	seen := map[string]string{}
	for _, tt := range tests {
		for _, s := range tt.spellings {
			got, err := signerregister.CanonicalIssuer(s)
			if err != nil || got != tt.want {
				t.Errorf("%s: CanonicalIssuer(%q) = %q, %v, want %q", tt.name, s, got, err, tt.want)
			}
		}
		if other, ok := seen[tt.want]; ok {
			t.Errorf("%s is the same as %s", tt.name, other)
		}
		seen[tt.want] = tt.name
	}
}

func TestCanonicalIssuerRefuses(t *testing.T) {
	for _, s := range []string{
		"", " ", "CA", "=CA", "CN=A,", "CN=A,,O=B", "CN=A+", `CN="A`, `CN="A"B`, `CN=A\`, `CN=A\x`, `CN=A\C6`, "CN=\xff", `C\N=A`,
		"CN=" + strings.Repeat("A", 9000),
	} {
		if got, err := signerregister.CanonicalIssuer(s); !errors.Is(err, signerregister.ErrName) {
			t.Errorf("CanonicalIssuer(%.20q) = %q, %v, want %v", s, got, err, signerregister.ErrName)
		}
	}
}

// TestCanonicalIssuerOfOpenSSL holds the name that a clerk copies from openssl
// against the one that this project reads from the same certificate.
func TestCanonicalIssuerOfOpenSSL(t *testing.T) {
	openssl := testtool.Path(t, "openssl")
	dir := t.TempDir()
	for i, name := range []pkix.RDNSequence{
		{{{Type: asn1.ObjectIdentifier{2, 5, 4, 6}, Value: "VN"}}, {{Type: asn1.ObjectIdentifier{2, 5, 4, 3}, Value: "CA phục vụ các cơ quan nhà nước G2"}}},
		{{{Type: asn1.ObjectIdentifier{2, 5, 4, 10}, Value: ` Công ty "A", B + C; <D> \ #E `}}},
		{{{Type: asn1.ObjectIdentifier{2, 5, 4, 10}, Value: "#1"}, {Type: asn1.ObjectIdentifier{2, 5, 4, 3}, Value: "a=b"}}},
		{{{Type: asn1.ObjectIdentifier{2, 5, 4, 8}, Value: "Hà Nội"}}, {{Type: asn1.ObjectIdentifier{2, 5, 4, 42}, Value: "An"}}},
	} {
		der := selfSigned(t, name)
		file := filepath.Join(dir, "c.der")
		if err := os.WriteFile(file, der, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := cert.Parse(der)
		if err != nil {
			t.Fatal(err)
		}
		want, err := signerregister.CanonicalIssuer(c.Issuer.String())
		if err != nil {
			t.Errorf("name %d: %v", i, err)
		}
		for _, options := range []string{"RFC2253", "RFC2253,-esc_msb,utf8", "RFC2253,space_eq", "esc_2253,utf8,dn_rev,sep_comma_plus_space,sname"} {
			out, err := exec.Command(openssl, "x509", "-inform", "DER", "-in", file, "-noout", "-issuer", "-nameopt", options).Output()
			if err != nil {
				t.Fatal(err)
			}
			shown := strings.TrimSuffix(strings.TrimPrefix(string(out), "issuer="), "\n")
			if got, err := signerregister.CanonicalIssuer(shown); err != nil || got != want {
				t.Errorf("name %d, %s: CanonicalIssuer(%q) = %q, %v, want %q", i, options, shown, got, err, want)
			}
		}
	}
}

func selfSigned(t *testing.T, name pkix.RDNSequence) []byte {
	t.Helper()
	raw, err := asn1.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), RawSubject: raw,
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<31, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}
