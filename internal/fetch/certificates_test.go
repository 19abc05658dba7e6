package fetch

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"go.mozilla.org/pkcs7"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/cert"
)

func certificate(tb testing.TB, c *x509.Certificate) *cert.Certificate {
	tb.Helper()
	out, err := cert.Parse(c.Raw)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func TestCertificates(t *testing.T) {
	sub, root := signaturetest.SubCA().Cert, signaturetest.Root().Cert
	p7b, err := pkcs7.DegenerateCertificate(append(bytes.Clone(sub.Raw), root.Raw...))
	if err != nil {
		t.Fatal(err)
	}
	armoured := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	tests := []struct {
		name, body string
		want       []*x509.Certificate // nil: ErrContent
	}{
		{"DER", string(sub.Raw), []*x509.Certificate{sub}},
		{"PEM", "subject=x\n" + armoured("CERTIFICATE", sub.Raw) + armoured("CERTIFICATE", root.Raw), []*x509.Certificate{sub, root}},
		{"CMS", string(p7b), []*x509.Certificate{sub, root}},
		{"CMS in PEM", armoured("PKCS7", p7b), []*x509.Certificate{sub, root}},
		{"one of two readable", armoured("CERTIFICATE", []byte("x")) + armoured("CERTIFICATE", root.Raw), []*x509.Certificate{root}},
		{"a page", "<html>moved</html>", nil},
		{"cut off", string(sub.Raw[:400]), nil},
		{"nothing", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := local(t, Options{}).Certificates(t.Context(), now(), serve(t, text(tt.body))+"/ca?who")
			if tt.want == nil {
				if !errors.Is(err, ErrContent) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("%d certificates, %v", len(got), err)
			}
			for i := range got {
				if !bytes.Equal(got[i].Raw, tt.want[i].Raw) {
					t.Errorf("certificate %d is %v", i, got[i].Subject)
				}
			}
		})
	}
}

// TestCertificatesKept: for a day if they can be read, else for ten minutes.
func TestCertificatesKept(t *testing.T) {
	for body, life := range map[string]time.Duration{string(signaturetest.SubCA().Cert.Raw): certificateLife, "garbage": failureLife} {
		asked := atomic.Int32{}
		url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			_, _ = w.Write([]byte(body))
		}))
		c := local(t, Options{})
		for i, tt := range []struct {
			after time.Duration
			want  int32
		}{{0, 1}, {life - 1, 1}, {life, 2}} {
			_, _ = c.Certificates(t.Context(), now().Add(tt.after), url)
			if asked.Load() != tt.want {
				t.Errorf("life %v, call %d: asked %d times, want %d", life, i, asked.Load(), tt.want)
			}
		}
	}
}

func TestManyCertificates(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	for n := range maxBundleSize + 10 {
		template := &x509.Certificate{SerialNumber: big.NewInt(int64(n) + 1), NotAfter: now()}
		der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		if err := pem.Encode(&file, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := local(t, Options{}).Certificates(t.Context(), now(), serve(t, text(file.String())))
	if err != nil || len(got) != maxBundleSize {
		t.Errorf("%d certificates, %v", len(got), err)
	}
}
