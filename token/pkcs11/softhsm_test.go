//go:build cgo

package pkcs11_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
	"github.com/motcua/motcua/token/tokentest"
)

const (
	softHSM = "/usr/lib/softhsm/libsofthsm2.so"
	label   = "Văn thư xã"

	userPIN    = "123456"
	officerPIN = "87654321"
	newPIN     = "654321"
	wrongPIN   = "111111"
)

// template is a SoftHSM store with one token, holding an RSA and an EC key with
// their certificates, all put there by other programs.
type template struct {
	folder string
	err    error
}

var softHSMTemplate = sync.OnceValue(func() template {
	folder, err := makeFolder("softhsm")
	if err != nil {
		return template{err: err}
	}
	return template{folder, fillTemplate(folder)}
})

func TestMain(m *testing.M) {
	code := m.Run()
	for _, folder := range made {
		_ = os.RemoveAll(folder)
	}
	os.Exit(code)
}

// made are the folders that live as long as the test binary.
var made []string

func makeFolder(name string) (string, error) {
	folder, err := os.MkdirTemp("", "motcua-"+name+"-")
	if err == nil {
		made = append(made, folder)
	}
	return folder, err
}

var (
	_ token.Device      = (*pkcs11.Device)(nil)
	_ token.PINHolder   = (*pkcs11.Device)(nil)
	_ token.Initialiser = (*pkcs11.Device)(nil)
	_ token.KeyManager  = (*pkcs11.Device)(nil)
	_ token.Watcher     = (*pkcs11.Device)(nil)
)

func fillTemplate(folder string) error {
	if err := os.MkdirAll(filepath.Join(folder, "tokens"), 0o700); err != nil {
		return err
	}
	if err := writeConf(folder); err != nil {
		return err
	}
	run := func(name string, args ...string) error {
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), "SOFTHSM2_CONF="+filepath.Join(folder, "softhsm2.conf"))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
		}
		return nil
	}
	if err := run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", userPIN, "--so-pin", officerPIN); err != nil {
		return err
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	for id, key := range map[string]any{"a1": rsaKey, "b2": ecKey} {
		if err := putKey(folder, id, key, run); err != nil {
			return err
		}
	}
	return nil
}

func putKey(folder, id string, key any, run func(string, ...string) error) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	keyFile, certFile := filepath.Join(folder, id+".pem"), filepath.Join(folder, id+".der")
	block := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := os.WriteFile(keyFile, block, 0o600); err != nil {
		return err
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	tmpl.Subject.CommonName = "Nguyễn Văn A " + id
	cert, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, publicOf(key), key)
	if err != nil {
		return err
	}
	if err := os.WriteFile(certFile, cert, 0o600); err != nil {
		return err
	}
	if err := run("softhsm2-util", "--import", keyFile, "--token", label, "--label", id, "--id", id, "--pin", userPIN); err != nil {
		return err
	}
	return run("pkcs11-tool", "--module", softHSM, "--token-label", label, "--login", "--pin", userPIN,
		"--write-object", certFile, "--type", "cert", "--id", id, "--label", id)
}

func publicOf(key any) any {
	switch k := key.(type) {
	case *rsa.PrivateKey:
		return k.Public()
	case *ecdsa.PrivateKey:
		return k.Public()
	}
	return nil
}

func writeConf(folder string) error {
	conf := fmt.Sprintf("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n",
		filepath.Join(folder, "tokens"))
	return os.WriteFile(filepath.Join(folder, "softhsm2.conf"), []byte(conf), 0o600)
}

// needSoftHSM skips without SoftHSM and the tools that fill it.
func needSoftHSM(t testing.TB) {
	t.Helper()
	testtool.Path(t, "softhsm2-util")
	testtool.Path(t, "pkcs11-tool")
	if _, err := os.Stat(softHSM); err != nil {
		testtool.Missing(t, softHSM)
	}
}

// freshToken gives the test a SoftHSM store of its own, and returns its folder.
func freshToken(t testing.TB) string {
	t.Helper()
	needSoftHSM(t)
	from := softHSMTemplate()
	if from.err != nil {
		t.Fatal(from.err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(from.folder)); err != nil {
		t.Fatal(err)
	}
	if err := writeConf(folder); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", filepath.Join(folder, "softhsm2.conf"))
	return folder
}

// pinOf is a PIN that is always the same.
func pinOf(value string) token.PIN {
	return func(context.Context) ([]byte, error) { return []byte(value), nil }
}

// open opens the token with the label and closes it at the end of the test.
func open(t testing.TB, module string, o pkcs11.Options) *pkcs11.Device {
	t.Helper()
	o.Module = module
	d, err := pkcs11.Open(t.Context(), token.Locator{Token: label}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil && !errors.Is(err, token.ErrBusy) {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

func fixture(t *testing.T, module string) tokentest.Fixture {
	return tokentest.Fixture{
		Device: open(t, module, pkcs11.Options{PIN: pinOf(userPIN)}),
		PIN:    userPIN, OfficerPIN: officerPIN, NewPIN: newPIN, WrongPIN: wrongPIN,
		Label: "Địa chính xã",
		Fixed: true,
	}
}

func TestSoftHSM(t *testing.T) {
	tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
		freshToken(t)
		return fixture(t, softHSM)
	})
}
