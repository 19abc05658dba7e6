package pkcs11

import (
	"slices"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// Codes of PKCS#11 3.0 that the binding does not name.
const (
	ckrTokenResourceExceeded = 0x201
	ckrOperationCancelFailed = 0x202
	ckrKeyExhausted          = 0x203
)

// kind is what a return value stands for.
type kind struct {
	code uint
	name string
	err  error
}

// kindOf returns the meaning of a return value. Vendors have codes of their own
// above CKR_VENDOR_DEFINED; they and unknown ones are ErrDevice.
func kindOf(code uint) kind {
	if i, ok := slices.BinarySearchFunc(kinds[:], code, func(k kind, code uint) int { return int(k.code) - int(code) }); ok {
		return kinds[i]
	}
	if code > pkcs11.CKR_VENDOR_DEFINED {
		return kind{code, "a code of the vendor", token.ErrDevice}
	}
	return kind{code, "unknown code", token.ErrDevice}
}

// kinds holds every return value, ordered by code. What can only come from a
// mistake of this package or of the module is ErrModule.
var kinds = [...]kind{
	{pkcs11.CKR_OK, "CKR_OK", token.ErrModule},
	{pkcs11.CKR_CANCEL, "CKR_CANCEL", token.ErrCancelled},
	{pkcs11.CKR_HOST_MEMORY, "CKR_HOST_MEMORY", token.ErrDevice},
	{pkcs11.CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID", token.ErrRemoved},
	{pkcs11.CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR", token.ErrDevice},
	{pkcs11.CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED", token.ErrDevice},
	{pkcs11.CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD", token.ErrModule},
	{pkcs11.CKR_NO_EVENT, "CKR_NO_EVENT", token.ErrModule},
	{pkcs11.CKR_NEED_TO_CREATE_THREADS, "CKR_NEED_TO_CREATE_THREADS", token.ErrModule},
	{pkcs11.CKR_CANT_LOCK, "CKR_CANT_LOCK", token.ErrModule},
	{pkcs11.CKR_ATTRIBUTE_READ_ONLY, "CKR_ATTRIBUTE_READ_ONLY", token.ErrReadOnly},
	{pkcs11.CKR_ATTRIBUTE_SENSITIVE, "CKR_ATTRIBUTE_SENSITIVE", token.ErrDenied},
	{pkcs11.CKR_ATTRIBUTE_TYPE_INVALID, "CKR_ATTRIBUTE_TYPE_INVALID", token.ErrUnsupported},
	{pkcs11.CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID", token.ErrUnsupported},
	{pkcs11.CKR_ACTION_PROHIBITED, "CKR_ACTION_PROHIBITED", token.ErrDenied},
	{pkcs11.CKR_DATA_INVALID, "CKR_DATA_INVALID", token.ErrMechanism},
	{pkcs11.CKR_DATA_LEN_RANGE, "CKR_DATA_LEN_RANGE", token.ErrMechanism},
	{pkcs11.CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR", token.ErrDevice},
	{pkcs11.CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY", token.ErrFull},
	{pkcs11.CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED", token.ErrRemoved},
	{pkcs11.CKR_ENCRYPTED_DATA_INVALID, "CKR_ENCRYPTED_DATA_INVALID", token.ErrModule},
	{pkcs11.CKR_ENCRYPTED_DATA_LEN_RANGE, "CKR_ENCRYPTED_DATA_LEN_RANGE", token.ErrModule},
	{pkcs11.CKR_FUNCTION_CANCELED, "CKR_FUNCTION_CANCELED", token.ErrCancelled},
	{pkcs11.CKR_FUNCTION_NOT_PARALLEL, "CKR_FUNCTION_NOT_PARALLEL", token.ErrModule},
	{pkcs11.CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED", token.ErrUnsupported},
	{pkcs11.CKR_KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID", token.ErrNoKey},
	{pkcs11.CKR_KEY_SIZE_RANGE, "CKR_KEY_SIZE_RANGE", token.ErrMechanism},
	{pkcs11.CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT", token.ErrMechanism},
	{pkcs11.CKR_KEY_NOT_NEEDED, "CKR_KEY_NOT_NEEDED", token.ErrModule},
	{pkcs11.CKR_KEY_CHANGED, "CKR_KEY_CHANGED", token.ErrModule},
	{pkcs11.CKR_KEY_NEEDED, "CKR_KEY_NEEDED", token.ErrModule},
	{pkcs11.CKR_KEY_INDIGESTIBLE, "CKR_KEY_INDIGESTIBLE", token.ErrDenied},
	{pkcs11.CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED", token.ErrDenied},
	{pkcs11.CKR_KEY_NOT_WRAPPABLE, "CKR_KEY_NOT_WRAPPABLE", token.ErrDenied},
	{pkcs11.CKR_KEY_UNEXTRACTABLE, "CKR_KEY_UNEXTRACTABLE", token.ErrDenied},
	{pkcs11.CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID", token.ErrMechanism},
	{pkcs11.CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID", token.ErrMechanism},
	{pkcs11.CKR_OBJECT_HANDLE_INVALID, "CKR_OBJECT_HANDLE_INVALID", token.ErrNoKey},
	{pkcs11.CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE", token.ErrBusy},
	{pkcs11.CKR_OPERATION_NOT_INITIALIZED, "CKR_OPERATION_NOT_INITIALIZED", token.ErrModule},
	{pkcs11.CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT", token.ErrWrongPIN},
	{pkcs11.CKR_PIN_INVALID, "CKR_PIN_INVALID", token.ErrPINFormat},
	{pkcs11.CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE", token.ErrPINFormat},
	{pkcs11.CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED", token.ErrPINExpired},
	{pkcs11.CKR_PIN_LOCKED, "CKR_PIN_LOCKED", token.ErrPINLocked},
	{pkcs11.CKR_SESSION_CLOSED, "CKR_SESSION_CLOSED", token.ErrRemoved},
	{pkcs11.CKR_SESSION_COUNT, "CKR_SESSION_COUNT", token.ErrBusy},
	{pkcs11.CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID", token.ErrRemoved},
	{pkcs11.CKR_SESSION_PARALLEL_NOT_SUPPORTED, "CKR_SESSION_PARALLEL_NOT_SUPPORTED", token.ErrModule},
	{pkcs11.CKR_SESSION_READ_ONLY, "CKR_SESSION_READ_ONLY", token.ErrReadOnly},
	{pkcs11.CKR_SESSION_EXISTS, "CKR_SESSION_EXISTS", token.ErrBusy},
	{pkcs11.CKR_SESSION_READ_ONLY_EXISTS, "CKR_SESSION_READ_ONLY_EXISTS", token.ErrBusy},
	{pkcs11.CKR_SESSION_READ_WRITE_SO_EXISTS, "CKR_SESSION_READ_WRITE_SO_EXISTS", token.ErrOtherUser},
	{pkcs11.CKR_SIGNATURE_INVALID, "CKR_SIGNATURE_INVALID", token.ErrModule},
	{pkcs11.CKR_SIGNATURE_LEN_RANGE, "CKR_SIGNATURE_LEN_RANGE", token.ErrModule},
	{pkcs11.CKR_TEMPLATE_INCOMPLETE, "CKR_TEMPLATE_INCOMPLETE", token.ErrUnsupported},
	{pkcs11.CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT", token.ErrUnsupported},
	{pkcs11.CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", token.ErrRemoved},
	{pkcs11.CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED", token.ErrUninitialised},
	{pkcs11.CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED", token.ErrReadOnly},
	{pkcs11.CKR_UNWRAPPING_KEY_HANDLE_INVALID, "CKR_UNWRAPPING_KEY_HANDLE_INVALID", token.ErrModule},
	{pkcs11.CKR_UNWRAPPING_KEY_SIZE_RANGE, "CKR_UNWRAPPING_KEY_SIZE_RANGE", token.ErrModule},
	{pkcs11.CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT, "CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT", token.ErrModule},
	{pkcs11.CKR_USER_ALREADY_LOGGED_IN, "CKR_USER_ALREADY_LOGGED_IN", token.ErrBusy},
	{pkcs11.CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN", token.ErrNotLoggedIn},
	{pkcs11.CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED", token.ErrPINNotSet},
	{pkcs11.CKR_USER_TYPE_INVALID, "CKR_USER_TYPE_INVALID", token.ErrUnsupported},
	{pkcs11.CKR_USER_ANOTHER_ALREADY_LOGGED_IN, "CKR_USER_ANOTHER_ALREADY_LOGGED_IN", token.ErrOtherUser},
	{pkcs11.CKR_USER_TOO_MANY_TYPES, "CKR_USER_TOO_MANY_TYPES", token.ErrOtherUser},
	{pkcs11.CKR_WRAPPED_KEY_INVALID, "CKR_WRAPPED_KEY_INVALID", token.ErrModule},
	{pkcs11.CKR_WRAPPED_KEY_LEN_RANGE, "CKR_WRAPPED_KEY_LEN_RANGE", token.ErrModule},
	{pkcs11.CKR_WRAPPING_KEY_HANDLE_INVALID, "CKR_WRAPPING_KEY_HANDLE_INVALID", token.ErrModule},
	{pkcs11.CKR_WRAPPING_KEY_SIZE_RANGE, "CKR_WRAPPING_KEY_SIZE_RANGE", token.ErrModule},
	{pkcs11.CKR_WRAPPING_KEY_TYPE_INCONSISTENT, "CKR_WRAPPING_KEY_TYPE_INCONSISTENT", token.ErrModule},
	{pkcs11.CKR_RANDOM_SEED_NOT_SUPPORTED, "CKR_RANDOM_SEED_NOT_SUPPORTED", token.ErrUnsupported},
	{pkcs11.CKR_RANDOM_NO_RNG, "CKR_RANDOM_NO_RNG", token.ErrUnsupported},
	{pkcs11.CKR_DOMAIN_PARAMS_INVALID, "CKR_DOMAIN_PARAMS_INVALID", token.ErrMechanism},
	{pkcs11.CKR_CURVE_NOT_SUPPORTED, "CKR_CURVE_NOT_SUPPORTED", token.ErrMechanism},
	{pkcs11.CKR_BUFFER_TOO_SMALL, "CKR_BUFFER_TOO_SMALL", token.ErrModule},
	{pkcs11.CKR_SAVED_STATE_INVALID, "CKR_SAVED_STATE_INVALID", token.ErrModule},
	{pkcs11.CKR_INFORMATION_SENSITIVE, "CKR_INFORMATION_SENSITIVE", token.ErrDenied},
	{pkcs11.CKR_STATE_UNSAVEABLE, "CKR_STATE_UNSAVEABLE", token.ErrModule},
	{pkcs11.CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED", token.ErrClosed},
	{pkcs11.CKR_CRYPTOKI_ALREADY_INITIALIZED, "CKR_CRYPTOKI_ALREADY_INITIALIZED", token.ErrModule},
	{pkcs11.CKR_MUTEX_BAD, "CKR_MUTEX_BAD", token.ErrModule},
	{pkcs11.CKR_MUTEX_NOT_LOCKED, "CKR_MUTEX_NOT_LOCKED", token.ErrModule},
	{pkcs11.CKR_NEW_PIN_MODE, "CKR_NEW_PIN_MODE", token.ErrPINExpired},
	{pkcs11.CKR_NEXT_OTP, "CKR_NEXT_OTP", token.ErrUnsupported},
	{pkcs11.CKR_EXCEEDED_MAX_ITERATIONS, "CKR_EXCEEDED_MAX_ITERATIONS", token.ErrDevice},
	{pkcs11.CKR_FIPS_SELF_TEST_FAILED, "CKR_FIPS_SELF_TEST_FAILED", token.ErrDevice},
	{pkcs11.CKR_LIBRARY_LOAD_FAILED, "CKR_LIBRARY_LOAD_FAILED", token.ErrModule},
	{pkcs11.CKR_PIN_TOO_WEAK, "CKR_PIN_TOO_WEAK", token.ErrPINFormat},
	{pkcs11.CKR_PUBLIC_KEY_INVALID, "CKR_PUBLIC_KEY_INVALID", token.ErrMechanism},
	{pkcs11.CKR_FUNCTION_REJECTED, "CKR_FUNCTION_REJECTED", token.ErrCancelled},
	{ckrTokenResourceExceeded, "CKR_TOKEN_RESOURCE_EXCEEDED", token.ErrBusy},
	{ckrOperationCancelFailed, "CKR_OPERATION_CANCEL_FAILED", token.ErrModule},
	{ckrKeyExhausted, "CKR_KEY_EXHAUSTED", token.ErrDenied},
	{pkcs11.CKR_VENDOR_DEFINED, "CKR_VENDOR_DEFINED", token.ErrDevice},
}
