package tokentest_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/tokentest"
)

// broken is a sound device with one fault, and an ability that it may claim.
type broken struct {
	token.Device
	fault string
}

type brokenSigner struct {
	crypto.Signer
	device *broken
}

func (b *broken) State(ctx context.Context) (token.State, error) {
	s, err := b.Device.State(ctx)
	switch b.fault {
	case "calls itself hardware":
		s.Kind = token.KindHardware
	case "has no name":
		s.Label = ""
	case "is never there":
		s.Present = false
	case "has state after Close":
		return s, nil
	}
	return s, err
}

func (b *broken) Certificates(ctx context.Context) ([]*token.Certificate, error) {
	if b.fault == "ignores the context" {
		ctx = context.WithoutCancel(ctx)
	}
	c, err := b.Device.Certificates(ctx)
	if b.fault == "has no certificates" {
		return nil, err
	}
	return c, err
}

func (b *broken) Signer(ctx context.Context, c *token.Certificate) (crypto.Signer, error) {
	if b.fault == "signs for anybody" {
		all, err := b.Device.Certificates(ctx)
		if err != nil {
			return nil, err
		}
		c = all[0]
	}
	s, err := b.Device.Signer(ctx, c)
	if err != nil {
		return nil, err
	}
	return &brokenSigner{s, b}, nil
}

func (b *broken) Close() error {
	if b.fault == "stays open" {
		return nil
	}
	return b.Device.Close()
}

func (s *brokenSigner) Sign(r io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	switch s.device.fault {
	case "pads short digests":
		if opts != nil && opts.HashFunc() == crypto.SHA256 {
			digest = append(digest, make([]byte, 32-len(digest))...)
		}
	case "signs one thing only":
		if opts != nil {
			digest = make([]byte, opts.HashFunc().Size())
		}
	case "takes no options for SHA-256":
		if opts == nil {
			opts = crypto.SHA256
		}
	case "is closed with other words":
		sig, err := s.Signer.Sign(r, digest, opts)
		if errors.Is(err, token.ErrClosed) {
			err = errors.New("closed")
		}
		return sig, err
	}
	return s.Signer.Sign(r, digest, opts)
}

// holder claims a PIN that the fixture knows nothing of.
type holder struct{ *broken }

func (holder) Login(context.Context, token.PIN) error                { return nil }
func (holder) Logout(context.Context) error                          { return nil }
func (holder) ChangePIN(context.Context, token.PIN, token.PIN) error { return nil }
func (holder) UnlockPIN(context.Context, token.PIN, token.PIN) error { return nil }

const faultVariable = "MOTCUA_TOKENTEST_FAULT"

// TestBroken is run by TestSuiteFindsFaults, with a fault, in a process of its
// own, and otherwise shows that the device is sound.
func TestBroken(t *testing.T) {
	fault := os.Getenv(faultVariable)
	folder := t.TempDir()
	fill(t, folder)
	tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
		d, err := token.OpenPEM(t.Context(), folder, token.PEMOptions{PlainKeysUnsafe: true})
		if err != nil {
			t.Fatal(err)
		}
		b := &broken{d, fault}
		f := tokentest.Fixture{Device: b, Kind: token.KindSoftware}
		if fault == "claims a PIN" {
			f.Device = holder{b}
		}
		return f
	})
}

func fill(t *testing.T, folder string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<31, 0)}
	cert, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	both := append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})...)
	if err := os.WriteFile(filepath.Join(folder, "a.pem"), both, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestSuiteFindsFaults: the suite fails for every device that breaks its
// contract.
func TestSuiteFindsFaults(t *testing.T) {
	for _, fault := range []string{
		"calls itself hardware", "has no name", "is never there", "has state after Close", "ignores the context",
		"has no certificates", "signs for anybody", "stays open", "pads short digests", "signs one thing only",
		"takes no options for SHA-256", "is closed with other words", "claims a PIN",
	} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestBroken$")
		cmd.Env = append(os.Environ(), faultVariable+"="+fault)
		var exit *exec.ExitError
		if out, err := cmd.CombinedOutput(); err == nil {
			t.Errorf("a device that %s passes:\n%s", fault, out)
		} else if !errors.As(err, &exit) {
			t.Fatal(err)
		}
	}
}
