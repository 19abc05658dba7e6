package tokentest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"testing"

	"github.com/motcua/motcua/token"
)

// testKeys goes the way of a new certificate: key, request, certificate.
func testKeys(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.KeyManager)
	before, err := d.Keys(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.GenerateKey(ctx, token.KeySpec{}); !errors.Is(err, token.ErrUnsupported) {
		t.Errorf("no algorithm: %v, want ErrUnsupported", err)
	}
	algorithms := f.Algorithms
	if algorithms == nil {
		algorithms = []token.KeyAlgorithm{token.RSA2048, token.P256, token.P384}
	}
	for _, algorithm := range algorithms {
		newCertificate(ctx, t, f.Device, algorithm)
	}
	after, err := d.Keys(ctx)
	if err != nil || len(after) != len(before)+len(algorithms) {
		t.Errorf("%d keys, then %d, %v; want %d more", len(before), len(after), err, len(algorithms))
	}
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ImportCertificate(ctx, selfSigned(t, stranger).Raw); !errors.Is(err, token.ErrNoKey) {
		t.Errorf("import of a stranger's certificate: %v, want ErrNoKey", err)
	}
	if err := d.ImportCertificate(ctx, []byte("no certificate")); !errors.Is(err, token.ErrMalformed) {
		t.Errorf("import of something else: %v, want ErrMalformed", err)
	}
}

func newCertificate(ctx context.Context, t *testing.T, device token.Device, algorithm token.KeyAlgorithm) {
	t.Helper()
	d := device.(token.KeyManager)
	key, err := d.GenerateKey(ctx, token.KeySpec{Algorithm: algorithm, Label: "khóa ký"})
	if err != nil {
		t.Fatal(err)
	}
	if key.Label != "khóa ký" || len(key.ID) == 0 || key.Public == nil {
		t.Errorf("new key: %+v", key)
	}
	signer, err := d.KeySigner(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	request, err := token.Request(signer, pkix.Name{CommonName: "Văn thư", Organization: []string{"UBND xã"}})
	if err != nil {
		t.Fatal(err)
	}
	csr, err := x509.ParseCertificateRequest(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := csr.CheckSignature(); err != nil {
		t.Errorf("request: %v", err)
	}
	if csr.Subject.CommonName != "Văn thư" {
		t.Errorf("request for %q", csr.Subject.CommonName)
	}
	authority, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der := issue(t, csr.PublicKey, authority)
	for range 2 { // the second time finds it there
		if err := d.ImportCertificate(ctx, der); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	certificates, err := device.Certificates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range certificates {
		if !bytes.Equal(c.Raw, der) {
			continue
		}
		found++
		if !bytes.Equal(c.ID, key.ID) {
			t.Errorf("the certificate has identifier %x, its key %x", c.ID, key.ID)
		}
		s, err := device.Signer(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		if err := signWith(s); err != nil {
			t.Error(err)
		}
	}
	if found != 1 {
		t.Errorf("the imported certificate is there %d times", found)
	}
}

func testInitialise(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.Initialiser)
	mustSign(ctx, t, f.Device)
	if err := d.Initialise(ctx, f.Label, pinOf(t, f.WrongPIN), pinOf(t, f.NewPIN)); !errors.Is(err, token.ErrWrongPIN) {
		t.Errorf("wrong PIN of the security officer: %v", err)
	}
	mustSign(ctx, t, f.Device) // nothing was erased
	if err := d.Initialise(ctx, f.Label+" of more bytes than any token has", pinOf(t, f.OfficerPIN), pinOf(t, f.NewPIN)); err == nil {
		t.Error("a label of more than 32 bytes was taken")
	}
	if err := d.Initialise(ctx, f.Label, pinOf(t, f.OfficerPIN), pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	s, err := f.Device.State(ctx)
	if err != nil || s.Label != f.Label || !s.Initialised || !s.PIN.Set {
		t.Errorf("state of a new device: %+v, %v", s, err)
	}
	if certificates, err := f.Device.Certificates(ctx); err != nil || len(certificates) != 0 {
		t.Errorf("%d certificates on an erased device, %v", len(certificates), err)
	}
	if err := f.Device.(token.PINHolder).Login(ctx, pinOf(t, f.NewPIN)); err != nil {
		t.Error(err)
	}
}
