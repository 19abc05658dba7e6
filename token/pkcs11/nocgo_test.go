//go:build !cgo

package pkcs11_test

import (
	"errors"
	"testing"

	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/pkcs11"
)

func TestWithoutCgo(t *testing.T) {
	if _, err := pkcs11.List(t.Context(), "/usr/lib/module.so"); !errors.Is(err, token.ErrUnsupported) {
		t.Errorf("list: %v, want ErrUnsupported", err)
	}
	_, err := pkcs11.Open(t.Context(), token.Locator{}, pkcs11.Options{Module: "/usr/lib/module.so"})
	if !errors.Is(err, token.ErrUnsupported) {
		t.Errorf("open: %v, want ErrUnsupported", err)
	}
}
