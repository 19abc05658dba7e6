//go:build !cgo

package pkcs11

import (
	"fmt"

	"github.com/motcua/motcua/token"
)

// load cannot load anything in this build; available says so first.
func load(string) cryptoki { return nil }

func available() error {
	return fmt.Errorf("pkcs11: load module: this program was built without cgo: %w", token.ErrUnsupported)
}
