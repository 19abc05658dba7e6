package tst

import (
	"bytes"
	"crypto"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/asn1"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature/signaturetest"
)

var message = []byte("signature value")

func digest() []byte {
	sum := sha256.Sum256(message)
	return sum[:]
}

func build(t testing.TB, o signaturetest.TimestampOptions) []byte {
	t.Helper()
	raw, err := signaturetest.BuildTimestamp(message, o)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// rebuild signs the content of a good token again, in another way.
func rebuild(t testing.TB, id *signaturetest.Identity, o signaturetest.CMSOptions) []byte {
	t.Helper()
	sd, _, err := cms.Parse(build(t, signaturetest.TimestampOptions{}), cms.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	o.Attached = true
	if o.ContentType == nil {
		o.ContentType = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	}
	raw, err := signaturetest.BuildCMS(sd.Content, id, o)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestVerify(t *testing.T) {
	tsa := signaturetest.TSA()
	good := build(t, signaturetest.TimestampOptions{})
	tests := []struct {
		name   string
		raw    []byte
		digest []byte
		extra  [][]byte
		want   []error // nil: verifies
	}{
		{"good", good, digest(), nil, nil},
		{"other data", good, make([]byte, 32), nil, []error{ErrImprint}},
		{"digest of another length", good, digest()[:20], nil, []error{ErrImprint}},
		{"no digest", good, nil, nil, []error{ErrImprint}},
		{"spoiled signature", flip(good, -1), digest(), nil, []error{ErrSignature, cms.ErrSignatureInvalid}},
		{"spoiled content", bytes.Replace(good, digest(), make([]byte, 32), 1), digest(), nil, []error{ErrImprint, ErrSignature}},
		{"without certificate", rebuild(t, tsa, signaturetest.CMSOptions{ESS: 2, NoCertificates: true}), digest(), nil, []error{ErrNoCertificate}},
		{"certificate at hand", rebuild(t, tsa, signaturetest.CMSOptions{ESS: 2, NoCertificates: true}), digest(), [][]byte{tsa.Cert.Raw}, nil},
		{"without certificate attribute", rebuild(t, tsa, signaturetest.CMSOptions{}), digest(), nil, []error{ErrNoSigningCertificate}},
		{"version 1 of that attribute", rebuild(t, tsa, signaturetest.CMSOptions{ESS: 1}), digest(), nil, nil},
		{"attribute names another", rebuild(t, tsa, signaturetest.CMSOptions{ESS: 2, ESSCertificate: signaturetest.Person().Cert}),
			digest(), nil, []error{ErrSignature, cms.ErrSigningCertificate}},
		{"a person's certificate", rebuild(t, signaturetest.Person(), signaturetest.CMSOptions{ESS: 2}), digest(), nil, []error{ErrPurpose}},
		{"an OCSP responder's certificate", rebuild(t, signaturetest.OCSPResponder(), signaturetest.CMSOptions{ESS: 2}), digest(), nil, []error{ErrPurpose}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			token, err := Parse(tt.raw)
			if err != nil {
				t.Fatal(err)
			}
			err = token.Verify(tt.digest, tt.extra)
			if (err == nil) != (tt.want == nil) {
				t.Fatalf("Verify = %v, want %v", err, tt.want)
			}
			for _, want := range tt.want {
				if !errors.Is(err, want) {
					t.Errorf("Verify = %v, want %v among it", err, want)
				}
			}
		})
	}
}

func TestParseRefused(t *testing.T) {
	good := build(t, signaturetest.TimestampOptions{})
	data := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	tests := map[string][]byte{
		"nothing":            nil,
		"cut":                good[:len(good)-1],
		"bytes behind":       append(bytes.Clone(good), 0),
		"plain content type": rebuild(t, signaturetest.TSA(), signaturetest.CMSOptions{ESS: 2, ContentType: data}),
		"too large":          append([]byte{0x30, 0x83, 0x10, 0, 0}, make([]byte, 1<<20)...),
	}
	for name, raw := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := Parse(raw); !errors.Is(err, ErrMalformed) {
				t.Errorf("Parse = %v, want %v", err, ErrMalformed)
			}
		})
	}
}

func TestToken(t *testing.T) {
	at := time.Date(2025, 3, 10, 2, 30, 5, 0, time.UTC)
	token, err := Parse(build(t, signaturetest.TimestampOptions{Digest: crypto.SHA1, Time: at}))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha1.Sum(message)
	if err := token.Verify(sum[:], nil); err != nil {
		t.Fatal(err)
	}
	if token.Imprint != cms.SHA1 {
		t.Errorf("imprint by %v", token.Imprint)
	}
	if !token.Earliest().Equal(at.Add(-time.Second)) || !token.Latest().Equal(at.Add(time.Second)) {
		t.Errorf("between %v and %v, want a second around %v", token.Earliest(), token.Latest(), at)
	}
	if got, want := token.Certificate.Serial, signaturetest.TSA().Cert.SerialNumber; got.Cmp(want) != 0 {
		t.Errorf("certificate %x, want %x", got, want)
	}
}

// TestOpenSSL verifies tokens that another program made.
func TestOpenSSL(t *testing.T) {
	openssl := testtool.Path(t, "openssl")
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(openssl, args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("openssl %v: %v\n%s", args, err, out)
		}
	}
	write("message", string(message))
	write("serial", "01\n")
	write("ts.cnf", "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\ndefault_policy=1.2.3.4\ndigests=sha1,sha256,sha512\n"+
		"signer_digest=sha256\nsigner_cert=tsa.pem\nsigner_key=tsa.key\ness_cert_id_chain=no\n"+
		"[ext]\nextendedKeyUsage=critical,timeStamping\n[req]\ndistinguished_name=dn\n[dn]\n")
	run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=TSA", "-days", "2", "-keyout", "tsa.key",
		"-out", "tsa.pem", "-config", "ts.cnf", "-extensions", "ext")
	for _, alg := range []string{"sha1", "sha256", "sha512"} {
		t.Run(alg, func(t *testing.T) {
			run("ts", "-query", "-data", "message", "-"+alg, "-cert", "-out", alg+".tsq")
			run("ts", "-reply", "-queryfile", alg+".tsq", "-token_out", "-out", alg+".tst", "-config", "ts.cnf")
			raw, err := os.ReadFile(filepath.Join(dir, alg+".tst"))
			if err != nil {
				t.Fatal(err)
			}
			token, err := Parse(raw)
			if err != nil {
				t.Fatal(err)
			}
			h := token.Imprint.New()
			h.Write(message)
			if err := token.Verify(h.Sum(nil), nil); err != nil {
				t.Error(err)
			}
			if err := token.Verify(make([]byte, token.Imprint.Size()), nil); !errors.Is(err, ErrImprint) {
				t.Errorf("other data: %v, want %v", err, ErrImprint)
			}
		})
	}
}

func TestPurposeNotCritical(t *testing.T) {
	token, err := Parse(build(t, signaturetest.TimestampOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	if err := token.Verify(digest(), nil); err != nil {
		t.Fatal(err)
	}
	spoil := func(f func(*cert.Extension)) *cert.Certificate {
		c := *token.Certificate
		c.Extensions = append([]cert.Extension(nil), c.Extensions...)
		for i := range c.Extensions {
			if c.Extensions[i].OID == "2.5.29.37" {
				f(&c.Extensions[i])
			}
		}
		return &c
	}
	oid := func(last byte) []byte { return []byte{6, 8, 0x2b, 6, 1, 5, 5, 7, 3, last} }
	tests := []struct {
		name string
		c    *cert.Certificate
		want bool
	}{
		{"as it is", token.Certificate, true},
		{"not critical", spoil(func(e *cert.Extension) { e.Critical = false }), false},
		{"two purposes", spoil(func(e *cert.Extension) { e.Value = append(append([]byte{0x30, 20}, oid(8)...), oid(4)...) }), false},
		{"malformed", spoil(func(e *cert.Extension) { e.Value = e.Value[:len(e.Value)-1] }), false},
		{"empty", spoil(func(e *cert.Extension) { e.Value = []byte{0x30, 0} }), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := IsForTimestamps(tt.c); got != tt.want {
				t.Errorf("IsForTimestamps = %t, want %t", got, tt.want)
			}
		})
	}
}

// flip spoils the byte at i, counted from the end where negative.
func flip(b []byte, i int) []byte {
	b = bytes.Clone(b)
	if i < 0 {
		i += len(b)
	}
	b[i] ^= 1
	return b
}

func FuzzVerify(f *testing.F) {
	f.Add(build(f, signaturetest.TimestampOptions{}))
	f.Add(build(f, signaturetest.TimestampOptions{Digest: crypto.SHA1}))
	f.Add(rebuild(f, signaturetest.Person(), signaturetest.CMSOptions{ESS: 1, Indefinite: true}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		token, err := Parse(raw)
		if err != nil {
			return
		}
		if err := token.Verify(digest(), nil); err == nil && !bytes.Equal(token.Info.Imprint, digest()) {
			t.Fatal("accepted for other data")
		}
	})
}
