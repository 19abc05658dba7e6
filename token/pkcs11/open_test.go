//go:build cgo

package pkcs11_test

import (
	"context"
	"crypto"
	"crypto/rand"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	raw "github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
)

func TestList(t *testing.T) {
	freshToken(t)
	states, err := pkcs11.List(t.Context(), softHSM)
	if err != nil {
		t.Fatal(err)
	}
	var found []token.State
	for _, s := range states {
		if s.Label == label {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d tokens with the label in %+v", len(found), states)
	}
	s := found[0]
	if !s.Initialised || !s.PIN.Set || !s.LoginNeeded || s.Serial == "" || s.Kind != token.KindUnknown {
		t.Errorf("state: %+v", s)
	}
	d, err := pkcs11.Open(t.Context(), s.Locator(), pkcs11.Options{Module: softHSM})
	if err != nil {
		t.Fatalf("open %s: %v", s.Locator(), err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// initToken adds a token of the label to the test's store.
func initToken(t *testing.T, label string) {
	t.Helper()
	out, err := exec.Command("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", userPIN, "--so-pin", officerPIN).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func TestOpenRefusals(t *testing.T) {
	folder := freshToken(t)
	initToken(t, label)
	text := filepath.Join(folder, "module.so")
	if err := os.WriteFile(text, []byte("no module"), 0o600); err != nil {
		t.Fatal(err)
	}
	named := token.Locator{Token: label, ModulePath: softHSM}
	tests := []struct {
		name    string
		locator token.Locator
		options pkcs11.Options
		want    error
	}{
		{"no module", token.Locator{}, pkcs11.Options{}, token.ErrModule},
		{"relative path", token.Locator{}, pkcs11.Options{Module: "libsofthsm2.so"}, token.ErrModule},
		{"no file", token.Locator{}, pkcs11.Options{Module: "/nonexistent/module.so"}, token.ErrModule},
		{"folder", token.Locator{}, pkcs11.Options{Module: folder}, token.ErrModule},
		{"text", token.Locator{}, pkcs11.Options{Module: text}, token.ErrModule},
		{"no such label", token.Locator{Token: "khác"}, pkcs11.Options{Module: softHSM}, token.ErrNotFound},
		{"no such serial", token.Locator{Token: label, Serial: "1"}, pkcs11.Options{Module: softHSM}, token.ErrNotFound},
		{"two of a label", token.Locator{Token: label}, pkcs11.Options{Module: softHSM}, token.ErrAmbiguous},
		{"another library", token.Locator{LibraryManufacturer: "khác"}, pkcs11.Options{Module: softHSM}, token.ErrNotFound},
		{"another version", token.Locator{LibraryVersion: "9"}, pkcs11.Options{Module: softHSM}, token.ErrNotFound},
		{"module of the locator", named, pkcs11.Options{}, token.ErrUntrustedModule},
		{"not the module", named, pkcs11.Options{Module: text}, token.ErrUntrustedModule},
		{"not among the modules", named, pkcs11.Options{AllowedModules: []string{text}}, token.ErrUntrustedModule},
		{"among the modules", named, pkcs11.Options{AllowedModules: []string{text, softHSM}}, token.ErrAmbiguous},
		{"any module", named, pkcs11.Options{AnyModuleUnsafe: true}, token.ErrAmbiguous},
		{"the same module", named, pkcs11.Options{Module: softHSM}, token.ErrAmbiguous},
		{"PIN source", token.Locator{Token: label, PINSource: "/etc/pin"}, pkcs11.Options{Module: softHSM}, token.ErrLocator},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d, err := pkcs11.Open(t.Context(), tt.locator, tt.options); !errors.Is(err, tt.want) {
				t.Errorf("%v, %v, want %v", d, err, tt.want)
			}
		})
	}
}

func TestOpenWaits(t *testing.T) {
	p := newProxy(t)
	p.remove()
	short, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := pkcs11.Open(short, token.Locator{Token: label}, pkcs11.Options{Module: p.module, Wait: true})
	if !errors.Is(err, token.ErrTimeout) {
		t.Errorf("token that does not come: %v, want ErrTimeout", err)
	}
	if _, err := pkcs11.Open(t.Context(), token.Locator{Token: label}, pkcs11.Options{Module: p.module}); !errors.Is(err, token.ErrNotFound) {
		t.Errorf("without waiting: %v, want ErrNotFound", err)
	}
	timer := time.AfterFunc(100*time.Millisecond, p.insert)
	defer timer.Stop()
	open(t, p.module, pkcs11.Options{Wait: true})
}

// isInitialised asks the module itself.
func isInitialised(t *testing.T, module string) bool {
	t.Helper()
	ctx := raw.New(module)
	if ctx == nil {
		t.Fatal("the module cannot be loaded")
	}
	_, err := ctx.GetInfo()
	if err != nil && err != raw.Error(raw.CKR_CRYPTOKI_NOT_INITIALIZED) {
		t.Fatal(err)
	}
	return err == nil
}

// TestModuleUsers: the module is finalised by its last user here, and not at all
// if somebody else initialised it.
func TestModuleUsers(t *testing.T) {
	freshToken(t)
	a := open(t, softHSM, pkcs11.Options{PIN: pinOf(userPIN)})
	b := open(t, softHSM, pkcs11.Options{PIN: pinOf(userPIN)})
	s, _ := signers(t, b)
	if _, err := a.Keys(t.Context()); err != nil {
		t.Error(err)
	}
	// a ends the login of the process; b notices and logs in again.
	if err := a.Logout(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256); err != nil {
		t.Error(err)
	}
	if keys, err := b.Keys(t.Context()); err != nil || len(keys) != 2 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Sign(rand.Reader, sum("một cửa"), crypto.SHA256); err != nil {
		t.Errorf("after the other was closed: %v", err)
	}
	if !isInitialised(t, softHSM) {
		t.Error("finalised while in use")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if isInitialised(t, softHSM) {
		t.Error("still initialised after the last use")
	}
	other := raw.New(softHSM)
	if err := other.Initialize(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Finalize() }()
	if err := open(t, softHSM, pkcs11.Options{}).Close(); err != nil {
		t.Error(err)
	}
	if !isInitialised(t, softHSM) {
		t.Error("finalised what somebody else had initialised")
	}
}
