//go:build cgo

package pkcs11_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
)

// signers returns the signers of the RSA and the EC key.
func signers(t testing.TB, d *pkcs11.Device) (rsaKey, ecKey crypto.Signer) {
	t.Helper()
	certificates, err := d.Certificates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range certificates {
		s, err := d.Signer(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := c.PublicKey.(*rsa.PublicKey); ok {
			rsaKey = s
		} else {
			ecKey = s
		}
	}
	return rsaKey, ecKey
}

func sum(message string) []byte {
	h := sha256.Sum256([]byte(message))
	return h[:]
}

// opensslVerify lets OpenSSL judge a signature over "một cửa".
func opensslVerify(t *testing.T, pub crypto.PublicKey, sig []byte, pss bool) {
	t.Helper()
	openssl := testtool.Path(t, "openssl")
	folder := t.TempDir()
	der, err := x509.MarshalPKIXPublicKey(pub)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"key": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "sig": sig, "text": []byte("một cửa"),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"dgst", "-sha256", "-verify", "key", "-signature", "sig"}
	if pss {
		args = append(args, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")
	}
	cmd := exec.Command(openssl, append(args, "text")...)
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("openssl: %v: %s", err, out)
	}
}

// TestMechanisms: signatures are made with what the module has, and are right
// whichever way it was.
func TestMechanisms(t *testing.T) {
	pss := &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: rsa.PSSSaltLengthEqualsHash}
	tests := []struct {
		name, mechanisms    string
		pkcs1, pss, ecdsa   bool // a digest can be signed
		messages, messages2 bool // an RSA, an ECDSA message can be signed
	}{
		{"what is usual", "0x1 0xD 0x1041", true, true, true, true, true},
		{"raw RSA only", "0x3 0x1041", true, true, true, true, true},
		{"module digests only", "0x40 0x43 0x1044", false, false, false, true, false},
		{"nothing", "0x999", false, false, false, false, false},
	}
	for _, tt := range tests {
		for _, liar := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, liar %v", tt.name, liar), func(t *testing.T) {
				p := newProxy(t)
				p.set("mechanisms", tt.mechanisms)
				if liar {
					p.set("liar", "")
				}
				rsaKey, ecKey := signers(t, open(t, p.module, pkcs11.Options{PIN: pinOf(userPIN)}))
				tryDigest(t, "PKCS#1", rsaKey, crypto.SHA256, tt.pkcs1)
				tryDigest(t, "PSS", rsaKey, pss, tt.pss)
				tryDigest(t, "ECDSA", ecKey, crypto.SHA256, tt.ecdsa)
				sig, err := rsaKey.(crypto.MessageSigner).SignMessage(nil, []byte("một cửa"), crypto.SHA256)
				judge(t, "RSA message", rsaKey, sig, err, tt.messages, false)
				sig, err = rsaKey.(crypto.MessageSigner).SignMessage(nil, []byte("một cửa"), pss)
				judge(t, "PSS message", rsaKey, sig, err, tt.messages, true)
				sig, err = ecKey.(crypto.MessageSigner).SignMessage(nil, []byte("một cửa"), crypto.SHA256)
				judge(t, "ECDSA message", ecKey, sig, err, tt.messages2, false)
			})
		}
	}
}

func tryDigest(t *testing.T, what string, s crypto.Signer, opts crypto.SignerOpts, can bool) {
	t.Helper()
	sig, err := s.Sign(rand.Reader, sum("một cửa"), opts)
	_, pss := opts.(*rsa.PSSOptions)
	judge(t, what, s, sig, err, can, pss)
}

func judge(t *testing.T, what string, s crypto.Signer, sig []byte, err error, can, pss bool) {
	t.Helper()
	switch {
	case can && err != nil:
		t.Errorf("%s: %v", what, err)
	case can:
		opensslVerify(t, s.Public(), sig, pss)
	case !errors.Is(err, token.ErrMechanism):
		t.Errorf("%s: %v, want ErrMechanism", what, err)
	}
}

// TestAlwaysAsk: keys that want the PIN before every signature.
func TestAlwaysAsk(t *testing.T) {
	for _, how := range []string{"told", "silent"} {
		t.Run(how, func(t *testing.T) {
			p := newProxy(t)
			p.set("ask", how)
			t.Setenv("MOTCUA_PROXY_PIN", userPIN)
			var asked atomic.Int32
			value := atomic.Pointer[string]{}
			right, wrong := userPIN, wrongPIN
			value.Store(&right)
			d := open(t, p.module, pkcs11.Options{PIN: func(context.Context) ([]byte, error) {
				asked.Add(1)
				return []byte(*value.Load()), nil
			}})
			s, _ := signers(t, d)
			// The first signature finds out, if the module does not tell.
			if _, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256); err != nil {
				t.Fatal(err)
			}
			before := asked.Load()
			for range 3 {
				sig, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256)
				judge(t, "sign", s, sig, err, true, false)
			}
			if n := asked.Load() - before; n != 3 {
				t.Errorf("the PIN was asked for %d times for 3 signatures", n)
			}
			value.Store(&wrong)
			if _, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256); !errors.Is(err, token.ErrWrongPIN) {
				t.Errorf("wrong PIN: %v", err)
			}
			logins := p.number("logins")
			if _, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256); !errors.Is(err, token.ErrPINWithheld) {
				t.Errorf("after a wrong PIN: %v, want ErrPINWithheld", err)
			}
			if p.number("logins") != logins {
				t.Error("the wrong PIN was presented again")
			}
		})
	}
}

func TestECDSAInDER(t *testing.T) {
	p := newProxy(t)
	p.set("der", "")
	_, s := signers(t, open(t, p.module, pkcs11.Options{PIN: pinOf(userPIN)}))
	for range 50 { // some have a leading zero
		sig, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		if !ecdsa.VerifyASN1(s.Public().(*ecdsa.PublicKey), sum("một cửa"), sig) {
			t.Fatal("does not verify")
		}
	}
}

// TestWrongSignature: signatures that do not verify are not handed out.
func TestWrongSignature(t *testing.T) {
	p := newProxy(t)
	p.set("spoil", "")
	a, b := signers(t, open(t, p.module, pkcs11.Options{PIN: pinOf(userPIN)}))
	for _, s := range []crypto.Signer{a, b} {
		if _, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256); !errors.Is(err, token.ErrModule) {
			t.Errorf("%T: %v, want ErrModule", s.Public(), err)
		}
	}
}

// TestOneLogin: many goroutines log in once, and once more after the token was
// away.
func TestOneLogin(t *testing.T) {
	p := newProxy(t)
	d := open(t, p.module, pkcs11.Options{PIN: pinOf(userPIN)})
	certificates, err := d.Certificates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 2} {
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				s, err := d.Signer(t.Context(), certificates[0])
				if err == nil {
					_, err = s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := p.number("logins"); n != want {
			t.Errorf("logged in %d times, want %d", n, want)
		}
		p.remove()
		p.insert()
		// It sits in another slot now, so it must have been away.
		if s, err := d.State(t.Context()); err != nil || !s.Present || s.LoggedIn {
			t.Errorf("state after insertion: %+v, %v", s, err)
		}
	}
}

// TestOneWrongLogin: of many goroutines with a wrong PIN one presents it, even
// where the module does not say that it was wrong.
func TestOneWrongLogin(t *testing.T) {
	for _, odd := range []bool{false, true} {
		p := newProxy(t)
		if odd {
			p.set("oddlogin", "")
		}
		d := open(t, p.module, pkcs11.Options{PIN: pinOf(wrongPIN)})
		certificates, err := d.Certificates(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var told, withheld atomic.Int32
		for range 8 {
			wg.Go(func() {
				for range 10 {
					_, err := d.Signer(t.Context(), certificates[0])
					switch {
					case errors.Is(err, token.ErrPINWithheld):
						withheld.Add(1)
					case errors.Is(err, token.ErrWrongPIN) || odd && errors.Is(err, token.ErrDevice):
						told.Add(1)
					default:
						t.Errorf("wrong PIN: %v", err)
					}
				}
			})
		}
		wg.Wait()
		if n := p.number("logins"); n != 1 || told.Load() != 1 || withheld.Load() != 79 {
			t.Errorf("presented %d times; %d errors, %d withheld", n, told.Load(), withheld.Load())
		}
	}
}

// TestLateRefusal: a wrong PIN whose answer comes after the deadline counts.
func TestLateRefusal(t *testing.T) {
	p := newProxy(t)
	p.set("hanglogin", "")
	d := open(t, p.module, pkcs11.Options{PIN: pinOf(wrongPIN), Timeout: 300 * time.Millisecond})
	certificates, err := d.Certificates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if _, err := d.Signer(t.Context(), certificates[0]); !errors.Is(err, token.ErrTimeout) {
		t.Errorf("login that hangs: %v, want ErrTimeout", err)
	}
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("the limit of 300 ms was kept after %v", took)
	}
	p.unset("hanglogin")
	for until := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		_, err := d.Signer(t.Context(), certificates[0])
		if errors.Is(err, token.ErrPINWithheld) {
			break
		}
		if !errors.Is(err, token.ErrBusy) || time.Now().After(until) {
			t.Fatalf("after the late answer: %v, want ErrPINWithheld", err)
		}
	}
	if n := p.number("logins"); n != 1 {
		t.Errorf("presented %d times", n)
	}
}

// TestPINNotGiven: without a PIN, keys are not reached and nothing is presented.
func TestPINNotGiven(t *testing.T) {
	p := newProxy(t)
	d := open(t, p.module, pkcs11.Options{})
	certificates, err := d.Certificates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Signer(t.Context(), certificates[0]); !errors.Is(err, token.ErrPINNeeded) {
		t.Errorf("%v, want ErrPINNeeded", err)
	}
	if err := d.Login(t.Context(), nil); !errors.Is(err, token.ErrPINNeeded) {
		t.Errorf("login with nil: %v, want ErrPINNeeded", err)
	}
	if n := p.number("logins"); n != 0 {
		t.Errorf("presented %d times", n)
	}
	if err := d.Login(t.Context(), pinOf(strings.Repeat("1", 2000))); !errors.Is(err, token.ErrPINFormat) {
		t.Errorf("PIN of 2000 digits: %v, want ErrPINFormat", err)
	}
	if err := d.Login(t.Context(), pinOf(userPIN)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Signer(t.Context(), certificates[0]); err != nil {
		t.Error(err)
	}
}
