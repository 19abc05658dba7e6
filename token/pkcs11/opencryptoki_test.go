//go:build cgo && linux

package pkcs11_test

import (
	"crypto/rand"
	"crypto/x509"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
	"github.com/motcua/motcua/token/tokentest"
)

const (
	ockLabel   = "motcua test"
	ockFactory = "87654321" // the security officer's PIN as delivered
	ockOfficer = "11223344"
)

// TestOpenCryptoki runs the suite against the software token of opencryptoki,
// whose PIN locks by itself at the third wrong attempt. The token belongs to the
// machine and needs its daemon, so it is used as root only, where CI or
// MOTCUA_OPENCRYPTOKI is set, and only if it is as delivered or left by this test.
func TestOpenCryptoki(t *testing.T) {
	if os.Getenv("CI") == "" && os.Getenv("MOTCUA_OPENCRYPTOKI") == "" {
		t.Skip("the token belongs to the machine; set MOTCUA_OPENCRYPTOKI to let the test erase it")
	}
	module := opencryptoki(t)
	tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
		d, err := pkcs11.Open(t.Context(), token.Locator{Model: "IBM SoftTok"}, pkcs11.Options{Module: module, PIN: pinOf(userPIN)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
		prepare(t, d)
		return tokentest.Fixture{
			Device: d, PIN: userPIN, OfficerPIN: ockOfficer, NewPIN: newPIN, WrongPIN: wrongPIN,
			Locks: 3, Fixed: true, Algorithms: []token.KeyAlgorithm{token.RSA2048},
		}
	})
}

// opencryptoki returns the module, with its daemon running.
func opencryptoki(t *testing.T) string {
	t.Helper()
	daemon := testtool.Path(t, "pkcsslotd")
	modules, err := filepath.Glob("/usr/lib/*/opencryptoki/libopencryptoki.so.0")
	if err != nil || len(modules) != 1 {
		testtool.Missing(t, "libopencryptoki.so.0")
	}
	if os.Geteuid() != 0 {
		testtool.Missing(t, "root, for the token of the machine,")
	}
	if _, err := pkcs11.List(t.Context(), modules[0]); err == nil {
		return modules[0]
	}
	cmd := exec.Command(daemon, "-f")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
		if _, err = pkcs11.List(t.Context(), modules[0]); err == nil {
			return modules[0]
		}
	}
	t.Fatalf("the daemon was started and the module does not work: %v", err)
	return ""
}

// prepare sets the token up, once, and its PIN, every time. It is not erased again:
// once its security officer's PIN was changed, this version of the token does not
// take it after an erasure.
func prepare(t *testing.T, d *pkcs11.Device) {
	t.Helper()
	s, err := d.State(t.Context())
	switch {
	case err != nil:
		t.Fatal(err)
	case s.Initialised && s.Label != ockLabel && os.Getenv("CI") != "":
		t.Fatal("the token of the machine is in use")
	case s.Initialised && s.Label != ockLabel:
		t.Skip("the token of the machine is in use")
	case !s.Initialised:
		// As delivered, the officer's PIN must be changed before all else.
		err := d.Initialise(t.Context(), ockLabel, pinOf(ockFactory), pinOf(userPIN))
		if err != nil && !errors.Is(err, token.ErrPINExpired) {
			t.Fatal(err)
		}
		if err := d.ChangeOfficerPIN(t.Context(), pinOf(ockFactory), pinOf(ockOfficer)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.UnlockPIN(t.Context(), pinOf(ockOfficer), pinOf(userPIN)); err != nil {
		t.Fatal(err)
	}
	if certificates, err := d.Certificates(t.Context()); err != nil || len(certificates) > 0 {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	makeCertificate(t, d)
}

func makeCertificate(t *testing.T, d *pkcs11.Device) {
	t.Helper()
	key, err := d.GenerateKey(t.Context(), token.KeySpec{Algorithm: token.RSA2048})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := d.KeySigner(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	tmpl.Subject.CommonName = "Nguyễn Văn A"
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public, signer)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ImportCertificate(t.Context(), der); err != nil {
		t.Fatal(err)
	}
}
