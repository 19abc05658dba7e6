package fetch

import (
	"encoding/pem"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"go.mozilla.org/pkcs7"

	"github.com/motcua/motcua/signature/signaturetest"
)

func FuzzCertificates(f *testing.F) {
	sub := signaturetest.SubCA().Cert.Raw
	p7b, err := pkcs7.DegenerateCertificate(sub)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sub)
	f.Add(p7b)
	f.Add(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: sub}))
	f.Add(pem.EncodeToMemory(&pem.Block{Type: "PKCS7", Bytes: p7b}))
	f.Add([]byte("-----BEGIN"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d := (&blob{memory: b, size: int64(len(b))}).share()
		certs, err := readCertificates(d)
		if (err != nil) != errors.Is(err, ErrContent) || (err == nil) != (len(certs) > 0) || len(certs) > maxBundleSize {
			t.Fatalf("%d certificates, %v", len(certs), err)
		}
	})
}

// FuzzAddress: what is shown of an address holds neither user nor query, and a
// host that is a number is judged as one.
func FuzzAddress(f *testing.F) {
	for _, address := range []string{"http://ocsp.ca.btc/", "https://a.example:8080/a/b?c#d", "http://u:p@a/", "http://[::ffff:7f00:1]/",
		"HTTP://0x7f.1", "http://a%2fb/", "//a/b", "http:a"} {
		f.Add(address, "max-age=60")
	}
	f.Fuzz(func(t *testing.T, address, control string) {
		if age := maxAge(http.Header{"Cache-Control": {control}}); age < 0 {
			t.Fatalf("age %v", age)
		}
		u, err := parseURL(address)
		if err != nil {
			if !errors.Is(err, ErrURL) {
				t.Fatalf("error is of no kind: %v", err)
			}
			return
		}
		text := shown(u)
		if strings.ContainsAny(text, "?#@\n") && !strings.ContainsAny(u.Host+u.EscapedPath(), "@") {
			t.Fatalf("%q is shown as %q", address, text)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && isPublic(a) && (a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast()) {
			t.Fatalf("%v is public", a)
		}
	})
}
