package token_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/tokentest"
)

const password = "mật khẩu 1"

// openssl runs OpenSSL in a folder.
func openssl(t testing.TB, folder string, args ...string) {
	t.Helper()
	cmd := exec.Command(testtool.Path(t, "openssl"), args...)
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("openssl %v: %v\n%s", args, err, out)
	}
}

func write(t testing.TB, folder, name, kind string, der []byte) {
	t.Helper()
	b := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeKey writes a key and its certificate in plain PEM.
func writeKey(t testing.TB, folder, name string, key crypto.Signer) {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, folder, name+".key", "PRIVATE KEY", der)
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(3), KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	tmpl.Subject.CommonName = "Trần Thị B"
	cert, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, folder, name+".crt", "CERTIFICATE", cert)
}

func newKeys(t testing.TB) (*rsa.PrivateKey, *ecdsa.PrivateKey) {
	t.Helper()
	r, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	e, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return r, e
}

func pinOf(value string) token.PIN {
	return func(context.Context) ([]byte, error) { return []byte(value), nil }
}

func soft(d *token.Software) tokentest.Fixture {
	return tokentest.Fixture{Device: d, Kind: token.KindSoftware}
}

func TestPKCS12(t *testing.T) {
	folder := t.TempDir()
	r, e := newKeys(t)
	writeKey(t, folder, "rsa", r)
	writeKey(t, folder, "ec", e)
	tests := []struct {
		name, key string
		args      []string
	}{
		{"modern", "rsa", nil},
		{"elliptic", "ec", nil},
		{"triple DES", "rsa", []string{"-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "SHA1"}},
		{"certificate in the clear", "rsa", []string{"-certpbe", "NONE"}},
		{"many iterations", "rsa", []string{"-iter", "100000"}},
		{"named", "ec", []string{"-name", "Khóa ký"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			args := append([]string{"pkcs12", "-export", "-inkey", tt.key + ".key", "-in", tt.key + ".crt",
				"-passout", "pass:" + password, "-out", "out.p12"}, tt.args...)
			openssl(t, folder, args...)
			path := filepath.Join(folder, "out.p12")
			_, err := token.OpenPKCS12(t.Context(), path, pinOf("sai"))
			if !errors.Is(err, token.ErrWrongPIN) {
				t.Errorf("wrong password: %v, want ErrWrongPIN", err)
			}
			if tt.args != nil { // another file, the same device
				signOnce(t, path)
				return
			}
			tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
				d, err := token.OpenPKCS12(t.Context(), path, pinOf(password))
				if err != nil {
					t.Fatal(err)
				}
				return soft(d)
			})
		})
	}
}

// signOnce signs with the first certificate of a file.
func signOnce(t *testing.T, path string) {
	t.Helper()
	d, err := token.OpenPKCS12(t.Context(), path, pinOf(password))
	if err != nil {
		t.Fatal(err)
	}
	certificates, err := d.Certificates(t.Context())
	if err != nil || len(certificates) != 1 {
		t.Fatalf("%d certificates, %v", len(certificates), err)
	}
	s, err := d.Signer(t.Context(), certificates[0])
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("một cửa"))
	sig, err := s.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	switch pub := certificates[0].PublicKey.(type) {
	case *rsa.PublicKey:
		err = rsa.VerifyPKCS1v15(pub, crypto.SHA256, sum[:], sig)
	case *ecdsa.PublicKey:
		if !ecdsa.VerifyASN1(pub, sum[:], sig) {
			err = errors.New("ECDSA signature does not verify")
		}
	}
	if err != nil {
		t.Error(err)
	}
}

func TestPKCS12Refusals(t *testing.T) {
	folder := t.TempDir()
	r, _ := newKeys(t)
	writeKey(t, folder, "rsa", r)
	openssl(t, folder, "pkcs12", "-export", "-nokeys", "-in", "rsa.crt", "-passout", "pass:"+password, "-out", "nokey.p12")
	openssl(t, folder, "pkcs12", "-export", "-inkey", "rsa.key", "-in", "rsa.crt", "-passout", "pass:"+password, "-out", "good.p12")
	good, err := os.ReadFile(filepath.Join(folder, "good.p12"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty.p12": nil, "text.p12": []byte("no PKCS#12"), "large.p12": make([]byte, 1<<20+1),
		"cut.p12": good[:len(good)-1], "costly.p12": costly(),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name string
		want error
	}{
		{"empty.p12", token.ErrMalformed}, {"text.p12", token.ErrMalformed}, {"cut.p12", token.ErrMalformed},
		{"large.p12", token.ErrLimit}, {"costly.p12", token.ErrLimit}, {"nokey.p12", token.ErrMalformed},
		{".", token.ErrMalformed}, {"absent.p12", os.ErrNotExist},
	}
	for _, tt := range tests {
		if _, err := token.OpenPKCS12(t.Context(), filepath.Join(folder, tt.name), pinOf(password)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := token.OpenPKCS12(ended, filepath.Join(folder, "good.p12"), pinOf(password)); !errors.Is(err, token.ErrTimeout) {
		t.Errorf("context that has ended: %v, want ErrTimeout", err)
	}
}

// costly is a file whose MAC would take hours: a PFX with no content and
// 2,000,000,000 iterations.
func costly() []byte {
	return []byte("\x30\x50" + "\x02\x01\x03" +
		"\x30\x11\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x04\x04\x02\x30\x00" +
		"\x30\x38\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14" + "12345678901234567890" +
		"\x04\x0a1234567890" + "\x02\x04\x77\x35\x94\x00" + "\x04\x01\x00")
}

func TestPEM(t *testing.T) {
	plain := t.TempDir()
	r, e := newKeys(t)
	writeKey(t, plain, "a", r)
	writeKey(t, plain, "b", e)
	tests := []struct {
		name string
		args []string
	}{
		{"AES-256", nil},
		{"AES-192 and SHA-512", []string{"-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512"}},
		{"AES-128 and SHA-1", []string{"-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1"}},
		{"triple DES and SHA-224", []string{"-v2", "des3", "-v2prf", "hmacWithSHA224"}},
		{"SHA-384", []string{"-v2prf", "hmacWithSHA384"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := t.TempDir()
			for _, name := range []string{"a", "b"} {
				args := append([]string{"pkcs8", "-topk8", "-in", filepath.Join(plain, name+".key"), "-out", name + ".key",
					"-passout", "pass:" + password}, tt.args...)
				openssl(t, folder, args...)
				openssl(t, folder, "x509", "-in", filepath.Join(plain, name+".crt"), "-out", name+".crt")
			}
			if _, err := token.OpenPEM(t.Context(), folder, token.PEMOptions{Password: pinOf("sai")}); !errors.Is(err, token.ErrWrongPIN) {
				t.Errorf("wrong password: %v, want ErrWrongPIN", err)
			}
			if _, err := token.OpenPEM(t.Context(), folder, token.PEMOptions{}); !errors.Is(err, token.ErrPINNeeded) {
				t.Errorf("no password: %v, want ErrPINNeeded", err)
			}
			tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
				d, err := token.OpenPEM(t.Context(), folder, token.PEMOptions{Password: pinOf(password)})
				if err != nil {
					t.Fatal(err)
				}
				return soft(d)
			})
		})
	}
	t.Run("plain", func(t *testing.T) {
		if _, err := token.OpenPEM(t.Context(), plain, token.PEMOptions{}); !errors.Is(err, token.ErrPlainKey) {
			t.Errorf("plain keys: %v, want ErrPlainKey", err)
		}
		tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
			d, err := token.OpenPEM(t.Context(), plain, token.PEMOptions{PlainKeysUnsafe: true})
			if err != nil {
				t.Fatal(err)
			}
			return soft(d)
		})
	})
}

func TestPEMRefusals(t *testing.T) {
	plain := t.TempDir()
	r, e := newKeys(t)
	writeKey(t, plain, "a", r)
	writeKey(t, plain, "b", e)
	unsafe := token.PEMOptions{PlainKeysUnsafe: true, Password: pinOf(password)}
	tests := []struct {
		name string
		fill func(folder string)
		want error
	}{
		{"empty", func(string) {}, token.ErrNoKey},
		{"certificate alone", func(f string) { openssl(t, f, "x509", "-in", filepath.Join(plain, "a.crt"), "-out", "a.crt") }, token.ErrNoKey},
		{"old encryption", func(f string) {
			openssl(t, f, "rsa", "-traditional", "-aes128", "-in", filepath.Join(plain, "a.key"), "-out", "a.key", "-passout", "pass:"+password)
		}, token.ErrUnsupported},
		{"older scheme", func(f string) {
			openssl(t, f, "pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-in", filepath.Join(plain, "a.key"), "-out", "a.key", "-passout", "pass:"+password)
		}, token.ErrUnsupported},
		{"scrypt", func(f string) {
			openssl(t, f, "pkcs8", "-topk8", "-scrypt", "-in", filepath.Join(plain, "a.key"), "-out", "a.key", "-passout", "pass:"+password)
		}, token.ErrUnsupported},
		{"too many iterations", func(f string) {
			openssl(t, f, "pkcs8", "-topk8", "-iter", "10", "-in", filepath.Join(plain, "a.key"), "-out", "a.key", "-passout", "pass:"+password)
			raiseIterations(t, filepath.Join(f, "a.key"))
		}, token.ErrLimit},
		{"broken certificate", func(f string) { write(t, f, "a.crt", "CERTIFICATE", []byte("x")) }, token.ErrMalformed},
		{"broken key", func(f string) { write(t, f, "a.key", "PRIVATE KEY", []byte("x")) }, token.ErrMalformed},
		{"broken encryption", func(f string) { write(t, f, "a.key", "ENCRYPTED PRIVATE KEY", []byte("x")) }, token.ErrMalformed},
		{"large file", func(f string) {
			if err := os.WriteFile(filepath.Join(f, "a.pem"), make([]byte, 1<<20+1), 0o600); err != nil {
				t.Fatal(err)
			}
		}, token.ErrLimit},
		{"many files", func(f string) {
			for n := range 257 {
				if err := os.WriteFile(filepath.Join(f, string(rune('A'+n))), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}, token.ErrLimit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := t.TempDir()
			tt.fill(folder)
			if _, err := token.OpenPEM(t.Context(), folder, unsafe); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
	if _, err := token.OpenPEM(t.Context(), filepath.Join(plain, "absent"), unsafe); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// raiseIterations replaces the INTEGER 10 that follows the salt by a number of
// the same length, 0x7f being the largest: the outer length stays, so the three
// bytes become an INTEGER of four taken from a longer salt.
func raiseIterations(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(b)
	der := block.Bytes
	for i := 0; i+13 < len(der); i++ {
		// OCTET STRING of 8, INTEGER 10: make it one of 5 and an INTEGER of 4.
		if der[i] == 4 && der[i+1] == 8 && der[i+10] == 2 && der[i+11] == 1 && der[i+12] == 10 {
			copy(der[i:], []byte{4, 5, 1, 2, 3, 4, 5, 2, 4, 0x7f, 0, 0, 0})
			write(t, filepath.Dir(path), filepath.Base(path), block.Type, der)
			return
		}
	}
	t.Fatal("the salt was not found")
}

// TestSoftwareAgainstOpenSSL lets OpenSSL verify what a key file signed.
func TestSoftwareAgainstOpenSSL(t *testing.T) {
	folder := t.TempDir()
	r, _ := newKeys(t)
	writeKey(t, folder, "a", r)
	d, err := token.OpenPEM(t.Context(), folder, token.PEMOptions{PlainKeysUnsafe: true})
	if err != nil {
		t.Fatal(err)
	}
	certificates, err := d.Certificates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Signer(t.Context(), certificates[0])
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("một cửa"))
	sig, err := s.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"sig": sig, "text": []byte("một cửa")} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	openssl(t, folder, "x509", "-in", "a.crt", "-pubkey", "-noout", "-out", "pub")
	openssl(t, folder, "dgst", "-sha256", "-verify", "pub", "-signature", "sig", "text")
}
