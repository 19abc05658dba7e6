package pkcs11

import (
	"context"
	"errors"
	"fmt"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// Error is an answer of a module other than CKR_OK. errors.Is finds the sentinel
// of package token that its code stands for.
type Error struct {
	Call string // the PKCS#11 function, "C_Sign"
	Code uint   // the CKR value
	kind error
}

func newError(call string, code uint) *Error {
	return &Error{Call: call, Code: code, kind: kindOf(code).err}
}

func (e *Error) Error() string {
	return fmt.Sprintf("pkcs11: %s: %s (0x%X): %v", e.Call, kindOf(e.Code).name, e.Code, e.kind)
}

// Unwrap returns the sentinel.
func (e *Error) Unwrap() error { return e.kind }

// errAgain joins an error after which another session may do better.
var errAgain = errors.New("pkcs11: session is spoilt")

// code returns the CKR value of an error, CKR_OK if it has none.
func code(err error) uint {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return pkcs11.CKR_OK
}

// timeout is the error of a context that ended.
func timeout(ctx context.Context, doing string) error {
	return fmt.Errorf("pkcs11: %s: %w: %w", doing, token.ErrTimeout, ctx.Err())
}

// isVoid reports that what this package holds of the device is no longer good,
// as after it was pulled out and put back, and that the call did nothing yet.
func isVoid(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_SESSION_CLOSED, pkcs11.CKR_USER_NOT_LOGGED_IN,
		pkcs11.CKR_KEY_HANDLE_INVALID, pkcs11.CKR_OBJECT_HANDLE_INVALID:
		return true
	case pkcs11.CKR_DEVICE_REMOVED, pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_SLOT_ID_INVALID:
		switch e.Call {
		case "C_OpenSession", "C_SignInit", "C_FindObjectsInit", "C_FindObjects", "C_FindObjectsFinal", "C_GetAttributeValue":
			return true
		}
	}
	return false
}

// isVague reports the answers that modules also give when a device was pulled
// out.
func isVague(err error) bool {
	switch code(err) {
	case pkcs11.CKR_GENERAL_ERROR, pkcs11.CKR_FUNCTION_FAILED, pkcs11.CKR_DEVICE_ERROR, pkcs11.CKR_TOKEN_NOT_RECOGNIZED:
		return true
	}
	return false
}

// isGone reports that the token is not there.
func isGone(err error) bool {
	return errors.Is(err, token.ErrRemoved) || errors.Is(err, token.ErrNotFound)
}
