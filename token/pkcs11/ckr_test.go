package pkcs11

import (
	"errors"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// TestEveryReturnValue compares the table with the constants of the binding.
func TestEveryReturnValue(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/miekg/pkcs11").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(gotoken.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "zconst.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "CKR_") {
			return true
		}
		found++
		name := spec.Names[0].Name
		value, err := strconv.ParseUint(spec.Values[0].(*ast.BasicLit).Value, 0, 32)
		if err != nil {
			t.Fatal(err)
		}
		if k := kindOf(uint(value)); k.name != name || k.err == nil || k.code != uint(value) {
			t.Errorf("%s is %+v", name, k)
		}
		return true
	})
	if found < 90 {
		t.Errorf("only %d constants were found", found)
	}
	if !slices.IsSortedFunc(kinds[:], func(a, b kind) int { return int(a.code) - int(b.code) }) {
		t.Error("the table is not in order")
	}
}

func TestReturnValuesToBranchOn(t *testing.T) {
	tests := []struct {
		code uint
		want error
	}{
		{pkcs11.CKR_PIN_INCORRECT, token.ErrWrongPIN},
		{pkcs11.CKR_PIN_LOCKED, token.ErrPINLocked},
		{pkcs11.CKR_PIN_EXPIRED, token.ErrPINExpired},
		{pkcs11.CKR_PIN_LEN_RANGE, token.ErrPINFormat},
		{pkcs11.CKR_USER_PIN_NOT_INITIALIZED, token.ErrPINNotSet},
		{pkcs11.CKR_USER_NOT_LOGGED_IN, token.ErrNotLoggedIn},
		{pkcs11.CKR_DEVICE_REMOVED, token.ErrRemoved},
		{pkcs11.CKR_TOKEN_NOT_PRESENT, token.ErrRemoved},
		{pkcs11.CKR_SESSION_COUNT, token.ErrBusy},
		{pkcs11.CKR_MECHANISM_INVALID, token.ErrMechanism},
		{pkcs11.CKR_KEY_FUNCTION_NOT_PERMITTED, token.ErrDenied},
		{pkcs11.CKR_DEVICE_MEMORY, token.ErrFull},
		{pkcs11.CKR_TOKEN_WRITE_PROTECTED, token.ErrReadOnly},
		{pkcs11.CKR_FUNCTION_CANCELED, token.ErrCancelled},
		{pkcs11.CKR_FUNCTION_NOT_SUPPORTED, token.ErrUnsupported},
		{pkcs11.CKR_VENDOR_DEFINED + 0x77, token.ErrDevice},
		{0x4444, token.ErrDevice},
	}
	for _, tt := range tests {
		err := newError("C_Sign", tt.code)
		if !errors.Is(err, tt.want) {
			t.Errorf("%v is not %v", err, tt.want)
		}
		if code(err) != tt.code {
			t.Errorf("%v has code 0x%X, want 0x%X", err, code(err), tt.code)
		}
	}
}
