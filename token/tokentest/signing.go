package tokentest

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua/token"
)

func testCertificates(ctx context.Context, t *testing.T, f Fixture) {
	first, err := f.Device.Certificates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) == 0 {
		t.Fatal("the device has no certificate")
	}
	second, err := f.Device.Certificates(ctx)
	if err != nil || len(second) != len(first) {
		t.Fatalf("%d certificates, then %d, %v", len(first), len(second), err)
	}
	for i := range first {
		if !bytes.Equal(first[i].Raw, second[i].Raw) {
			t.Errorf("certificate %d is another one the second time", i)
		}
	}
}

// scheme is one way to sign.
type scheme struct {
	name string
	opts crypto.SignerOpts
}

func schemes(pub crypto.PublicKey) []scheme {
	switch pub.(type) {
	case *rsa.PublicKey:
		return []scheme{
			{"PKCS1-SHA256", crypto.SHA256}, {"PKCS1-SHA384", crypto.SHA384}, {"PKCS1-SHA512", crypto.SHA512},
			{"PSS-SHA256", &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: rsa.PSSSaltLengthEqualsHash}},
			{"PSS-SHA384-longest", &rsa.PSSOptions{Hash: crypto.SHA384, SaltLength: rsa.PSSSaltLengthAuto}},
			{"PSS-SHA512-20", &rsa.PSSOptions{Hash: crypto.SHA512, SaltLength: 20}},
		}
	case *ecdsa.PublicKey:
		return []scheme{{"SHA256", crypto.SHA256}, {"SHA384", crypto.SHA384}, {"SHA512", crypto.SHA512}}
	}
	return nil
}

// holders returns the certificates whose keys are on the device, with signers.
func holders(ctx context.Context, t *testing.T, d token.Device) ([]*token.Certificate, []crypto.Signer) {
	t.Helper()
	all, err := d.Certificates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var certificates []*token.Certificate
	var signers []crypto.Signer
	for _, c := range all {
		s, err := d.Signer(ctx, c)
		if errors.Is(err, token.ErrNoKey) {
			continue
		}
		if err != nil {
			t.Fatalf("signer of %s: %v", c.Subject, err)
		}
		certificates, signers = append(certificates, c), append(signers, s)
	}
	if len(signers) == 0 {
		t.Fatal("no certificate of the device has its key there")
	}
	return certificates, signers
}

func digest(opts crypto.SignerOpts, message string) []byte {
	h := opts.HashFunc().New()
	h.Write([]byte(message))
	return h.Sum(nil)
}

// verify checks a signature with Go's packages.
func verify(pub crypto.PublicKey, sum, sig []byte, opts crypto.SignerOpts) error {
	switch key := pub.(type) {
	case *rsa.PublicKey:
		if pss, ok := opts.(*rsa.PSSOptions); ok {
			return rsa.VerifyPSS(key, opts.HashFunc(), sum, sig, pss)
		}
		return rsa.VerifyPKCS1v15(key, opts.HashFunc(), sum, sig)
	case *ecdsa.PublicKey:
		if !ecdsa.VerifyASN1(key, sum, sig) {
			return errors.New("ECDSA signature does not verify")
		}
		return nil
	}
	return fmt.Errorf("key of type %T", pub)
}

func testSign(ctx context.Context, t *testing.T, f Fixture) {
	certificates, signers := holders(ctx, t, f.Device)
	for i, s := range signers {
		if !certificates[i].HasKey(s.Public()) {
			t.Errorf("the signer of certificate %d has another public key", i)
		}
		for _, scheme := range schemes(s.Public()) {
			t.Run(fmt.Sprintf("%d-%s", i, scheme.name), func(t *testing.T) {
				sum := digest(scheme.opts, "một cửa")
				sig, err := s.Sign(rand.Reader, sum, scheme.opts)
				if err != nil {
					t.Fatal(err)
				}
				if err := verify(certificates[i].PublicKey, sum, sig, scheme.opts); err != nil {
					t.Error(err)
				}
				if sum := digest(scheme.opts, "hai cửa"); verify(certificates[i].PublicKey, sum, sig, scheme.opts) == nil {
					t.Error("the signature verifies for another message")
				}
			})
		}
		if m, ok := s.(crypto.MessageSigner); ok {
			sig, err := m.SignMessage(rand.Reader, []byte("một cửa"), crypto.SHA256)
			if err != nil {
				t.Fatalf("sign a message: %v", err)
			}
			if err := verify(s.Public(), digest(crypto.SHA256, "một cửa"), sig, crypto.SHA256); err != nil {
				t.Errorf("signature of a message: %v", err)
			}
		}
	}
}

func testSignRefusals(ctx context.Context, t *testing.T, f Fixture) {
	_, signers := holders(ctx, t, f.Device)
	for _, s := range signers {
		if _, err := s.Sign(rand.Reader, make([]byte, 31), crypto.SHA256); !errors.Is(err, token.ErrDigest) {
			t.Errorf("digest of 31 bytes: %v, want ErrDigest", err)
		}
		if _, err := s.Sign(rand.Reader, make([]byte, 32), nil); !errors.Is(err, token.ErrMechanism) {
			t.Errorf("no options: %v, want ErrMechanism", err)
		}
	}
	foreign, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Device.Signer(ctx, selfSigned(t, foreign)); !errors.Is(err, token.ErrNoKey) {
		t.Errorf("certificate of another key: %v, want ErrNoKey", err)
	}
	_, odd, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Device.Signer(ctx, selfSigned(t, odd)); err == nil {
		t.Error("a signer for an Ed25519 key that is not there")
	}
}

// selfSigned makes a certificate whose key is not on any device.
func selfSigned(t *testing.T, key crypto.Signer) *token.Certificate {
	t.Helper()
	return parse(t, issue(t, key.Public(), key))
}

// issue makes a certificate over pub.
func issue(t *testing.T, pub crypto.PublicKey, issuer crypto.Signer) []byte {
	t.Helper()
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(7), KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2050, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	tmpl.Subject.CommonName = "Nguyễn Thị Lấp Lánh Ánh"
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, pub, issuer)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func parse(t *testing.T, der []byte) *token.Certificate {
	t.Helper()
	c, err := token.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// testConcurrent signs on eight goroutines at once, with every key.
func testConcurrent(ctx context.Context, t *testing.T, f Fixture) {
	_, signers := holders(ctx, t, f.Device)
	const goroutines, rounds = 8, 12
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for r := range rounds {
				s := signers[(g+r)%len(signers)]
				sum := digest(crypto.SHA256, fmt.Sprint(g, r))
				sig, err := s.Sign(rand.Reader, sum, crypto.SHA256)
				if err == nil {
					err = verify(s.Public(), sum, sig, crypto.SHA256)
				}
				if err != nil {
					t.Errorf("goroutine %d, round %d: %v", g, r, err)
					return
				}
				if _, err := f.Device.State(ctx); err != nil {
					t.Errorf("goroutine %d, state: %v", g, err)
				}
			}
		})
	}
	wg.Wait()
}

// testContext: a context that has ended ends the call, and harms nothing.
func testContext(ctx context.Context, t *testing.T, f Fixture) {
	certificates, _ := holders(ctx, t, f.Device)
	bounded, cancel := context.WithCancel(ctx)
	s, err := f.Device.Signer(bounded, certificates[0])
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	sum := digest(crypto.SHA256, "một cửa")
	_, err = s.Sign(rand.Reader, sum, crypto.SHA256)
	wantEnded(t, "Sign", err)
	_, err = f.Device.State(bounded)
	wantEnded(t, "State", err)
	_, err = f.Device.Certificates(bounded)
	wantEnded(t, "Certificates", err)
	_, err = f.Device.Signer(bounded, certificates[0])
	wantEnded(t, "Signer", err)
	mustSign(ctx, t, f.Device)
}

func wantEnded(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, token.ErrTimeout) || !errors.Is(err, context.Canceled) {
		t.Errorf("%s after the context ended: %v, want ErrTimeout and context.Canceled", what, err)
	}
}

// mustSign signs with the first key.
func mustSign(ctx context.Context, t *testing.T, d token.Device) {
	t.Helper()
	if err := trySign(ctx, d); err != nil {
		t.Fatal(err)
	}
}

// trySign signs with the first certificate whose key is there, and verifies.
func trySign(ctx context.Context, d token.Device) error {
	all, err := d.Certificates(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		s, err := d.Signer(ctx, c)
		if errors.Is(err, token.ErrNoKey) {
			continue
		}
		if err != nil {
			return err
		}
		return signWith(s)
	}
	return token.ErrNoCertificate
}

func signWith(s crypto.Signer) error {
	sum := digest(crypto.SHA256, "một cửa")
	sig, err := s.Sign(rand.Reader, sum, crypto.SHA256)
	if err != nil {
		return err
	}
	return verify(s.Public(), sum, sig, crypto.SHA256)
}

func testClose(ctx context.Context, t *testing.T, f Fixture) {
	certificates, signers := holders(ctx, t, f.Device)
	for range 2 {
		if err := f.Device.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := signWith(signers[0]); !errors.Is(err, token.ErrClosed) {
		t.Errorf("sign after Close: %v, want ErrClosed", err)
	}
	if _, err := f.Device.State(ctx); !errors.Is(err, token.ErrClosed) {
		t.Errorf("state after Close: %v, want ErrClosed", err)
	}
	if _, err := f.Device.Certificates(ctx); !errors.Is(err, token.ErrClosed) {
		t.Errorf("certificates after Close: %v, want ErrClosed", err)
	}
	if _, err := f.Device.Signer(ctx, certificates[0]); !errors.Is(err, token.ErrClosed) {
		t.Errorf("signer after Close: %v, want ErrClosed", err)
	}
}
