package pkcs11

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// fake is a module with one RSA key. It keeps the very slices that secrets came
// in, and answers calls as told.
type fake struct {
	key     *rsa.PrivateKey
	ask     bool
	answers map[string]uint // CKR by call

	mu      sync.Mutex
	secrets [][]byte
	seen    []string // the secrets as they were at the time
	calls   map[string]int
	next    uint
}

func newFake(t *testing.T) *fake {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return &fake{key: key, answers: map[string]uint{}, calls: map[string]int{}}
}

func (f *fake) answer(call string, secrets ...[]byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls[call]++
	for _, s := range secrets {
		f.secrets, f.seen = append(f.secrets, s), append(f.seen, string(s))
	}
	if rv := f.answers[call]; rv != pkcs11.CKR_OK {
		return newError(call, rv)
	}
	return nil
}

func (f *fake) initialize() error          { return f.answer("C_Initialize") }
func (f *fake) finalize() error            { return f.answer("C_Finalize") }
func (f *fake) info() (libraryInfo, error) { return libraryInfo{}, f.answer("C_GetInfo") }
func (f *fake) slots(bool) ([]uint, error) { return []uint{7}, f.answer("C_GetSlotList") }
func (f *fake) slotInfo(uint) (slotInfo, error) {
	return slotInfo{flags: pkcs11.CKF_HW_SLOT}, f.answer("C_GetSlotInfo")
}

func (f *fake) tokenInfo(uint) (tokenInfo, error) {
	return tokenInfo{label: "giả\x00\xff", flags: pkcs11.CKF_TOKEN_INITIALIZED | pkcs11.CKF_LOGIN_REQUIRED}, f.answer("C_GetTokenInfo")
}
func (f *fake) mechanisms(uint) ([]uint, error) { return nil, f.answer("C_GetMechanismList") }

func (f *fake) openSession(uint, bool) (uint, error) {
	err := f.answer("C_OpenSession")
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next++
	return f.next, err
}
func (f *fake) closeSession(uint) error              { return f.answer("C_CloseSession") }
func (f *fake) login(_, _ uint, pin []byte) error    { return f.answer("C_Login", pin) }
func (f *fake) logout(uint) error                    { return f.answer("C_Logout") }
func (f *fake) isPublic(uint) (bool, error)          { return false, f.answer("C_GetSessionInfo") }
func (f *fake) initPIN(_ uint, pin []byte) error     { return f.answer("C_InitPIN", pin) }
func (f *fake) setPIN(_ uint, old, pin []byte) error { return f.answer("C_SetPIN", old, pin) }
func (f *fake) initToken(_ uint, pin []byte, _ string) error {
	return f.answer("C_InitToken", pin)
}

func (f *fake) find(_ uint, template []attribute, _ int) ([]uint, error) {
	if template[0].value != uint(pkcs11.CKO_PRIVATE_KEY) {
		return nil, f.answer("C_FindObjects")
	}
	return []uint{1}, f.answer("C_FindObjects")
}

func (f *fake) attribute(_, _, typ uint) ([]byte, error) {
	switch typ {
	case pkcs11.CKA_MODULUS:
		return f.key.N.Bytes(), nil
	case pkcs11.CKA_PUBLIC_EXPONENT:
		return []byte{1, 0, 1}, nil
	case pkcs11.CKA_ALWAYS_AUTHENTICATE:
		if f.ask {
			return []byte{1}, nil
		}
	}
	return nil, newError("C_GetAttributeValue", pkcs11.CKR_ATTRIBUTE_TYPE_INVALID)
}
func (f *fake) create(uint, []attribute) error { return f.answer("C_CreateObject") }
func (f *fake) generate(uint, uint, []attribute, []attribute) (uint, error) {
	return 1, f.answer("C_GenerateKeyPair")
}
func (f *fake) signInit(uint, mechanism, uint) error { return f.answer("C_SignInit") }
func (f *fake) sign(_ uint, data []byte) ([]byte, error) {
	if err := f.answer("C_Sign"); err != nil {
		return nil, err
	}
	return rsa.SignPKCS1v15(nil, f.key, 0, data)
}

func fakeDevice(t *testing.T, f *fake, pin token.PIN) *Device {
	t.Helper()
	l := newLibrary(f)
	if err := l.join(t.Context(), defaultTimeout); err != nil {
		t.Fatal(err)
	}
	d, err := openIn(t.Context(), l, token.Locator{}, Options{PIN: pin})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func supply(value string) token.PIN {
	return func(context.Context) ([]byte, error) { return []byte(value), nil }
}

// TestSecretsAreWiped: after each operation nothing is left of a PIN in any
// slice that was handed to the module.
func TestSecretsAreWiped(t *testing.T) {
	f := newFake(t)
	f.ask = true
	d := fakeDevice(t, f, supply("pin-device"))
	ctx := t.Context()
	signer, err := d.KeySigner(ctx, token.Key{Public: f.key.Public()})
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(nil)
	if _, err := signer.Sign(nil, digest[:], crypto.SHA256); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		d.Login(ctx, supply("pin-login")),
		d.ChangePIN(ctx, supply("pin-old"), supply("pin-new")),
		d.ChangeOfficerPIN(ctx, supply("pin-so-old"), supply("pin-so-new")),
		d.UnlockPIN(ctx, supply("pin-so"), supply("pin-unlock")),
		d.Initialise(ctx, "giả", supply("pin-erase"), supply("pin-first")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, pin := range []string{"pin-device", "pin-login", "pin-old", "pin-new", "pin-so-old", "pin-so-new", "pin-so", "pin-unlock", "pin-erase", "pin-first"} {
		if !strings.Contains(strings.Join(f.seen, " "), pin) {
			t.Errorf("%s was not presented", pin)
		}
	}
	for i, s := range f.secrets {
		if strings.Trim(string(s), "\x00") != "" {
			t.Errorf("%q is left of %q", s, f.seen[i])
		}
	}
}

// TestLoginAnswers: what C_Login answers is told in the package's terms, and
// after anything that may have been a wrong PIN none is presented again.
func TestLoginAnswers(t *testing.T) {
	tests := []struct {
		rv       uint
		want     error
		presents int // C_Login calls after two attempts to use a key
	}{
		{pkcs11.CKR_OK, nil, 1},
		{pkcs11.CKR_USER_ALREADY_LOGGED_IN, nil, 1},
		{pkcs11.CKR_PIN_INCORRECT, token.ErrWrongPIN, 1},
		{pkcs11.CKR_PIN_LOCKED, token.ErrPINLocked, 1},
		{pkcs11.CKR_PIN_LEN_RANGE, token.ErrPINFormat, 1},
		{pkcs11.CKR_FUNCTION_FAILED, token.ErrDevice, 1},
		{pkcs11.CKR_VENDOR_DEFINED + 1, token.ErrDevice, 1},
		{pkcs11.CKR_ARGUMENTS_BAD, token.ErrModule, 1},
		{pkcs11.CKR_USER_PIN_NOT_INITIALIZED, token.ErrPINNotSet, 1},
		{pkcs11.CKR_PIN_EXPIRED, token.ErrPINExpired, 2},
		{pkcs11.CKR_USER_ANOTHER_ALREADY_LOGGED_IN, token.ErrOtherUser, 2},
		{pkcs11.CKR_DEVICE_REMOVED, token.ErrRemoved, 2},
	}
	for _, tt := range tests {
		f := newFake(t)
		f.answers["C_Login"] = tt.rv
		d := fakeDevice(t, f, supply("1234"))
		key := token.Key{Public: f.key.Public()}
		if _, err := d.KeySigner(t.Context(), key); !errors.Is(err, tt.want) {
			t.Errorf("0x%X: %v, want %v", tt.rv, err, tt.want)
		}
		_, err := d.KeySigner(t.Context(), key)
		if tt.presents == 1 && tt.want != nil && !errors.Is(err, token.ErrPINWithheld) {
			t.Errorf("0x%X, again: %v, want ErrPINWithheld", tt.rv, err)
		}
		if f.calls["C_Login"] != tt.presents {
			t.Errorf("0x%X: presented %d times, want %d", tt.rv, f.calls["C_Login"], tt.presents)
		}
		if err != nil && strings.Contains(err.Error(), "1234") {
			t.Errorf("the error quotes the PIN: %v", err)
		}
	}
}

// TestSignAnswers: a failure in the middle of a signature is never followed by a
// second one, a void session found before it is.
func TestSignAnswers(t *testing.T) {
	tests := []struct {
		call  string
		rv    uint
		want  error
		calls int // C_Sign calls
	}{
		{"C_Sign", pkcs11.CKR_DEVICE_REMOVED, token.ErrRemoved, 1},
		{"C_Sign", pkcs11.CKR_GENERAL_ERROR, token.ErrDevice, 1},
		{"C_Sign", pkcs11.CKR_FUNCTION_CANCELED, token.ErrCancelled, 1},
		{"C_Sign", pkcs11.CKR_DATA_LEN_RANGE, token.ErrMechanism, 2}, // the other way to sign
		{"C_SignInit", pkcs11.CKR_SESSION_HANDLE_INVALID, token.ErrRemoved, 0},
		{"C_SignInit", pkcs11.CKR_KEY_FUNCTION_NOT_PERMITTED, token.ErrDenied, 0},
		{"C_SignInit", pkcs11.CKR_OPERATION_ACTIVE, token.ErrBusy, 0},
		{"C_GetMechanismList", pkcs11.CKR_FUNCTION_FAILED, nil, 1},
	}
	for _, tt := range tests {
		f := newFake(t)
		d := fakeDevice(t, f, supply("1234"))
		signer, err := d.KeySigner(t.Context(), token.Key{Public: f.key.Public()})
		if err != nil {
			t.Fatal(err)
		}
		f.answers[tt.call] = tt.rv
		digest := sha256.Sum256(nil)
		if _, err := signer.Sign(nil, digest[:], crypto.SHA256); !errors.Is(err, tt.want) {
			t.Errorf("%s 0x%X: %v, want %v", tt.call, tt.rv, err, tt.want)
		}
		if f.calls["C_Sign"] != tt.calls {
			t.Errorf("%s 0x%X: C_Sign was called %d times, want %d", tt.call, tt.rv, f.calls["C_Sign"], tt.calls)
		}
	}
}

// TestFields: padding and broken text are cleaned, and the kind is told.
func TestFields(t *testing.T) {
	s, err := fakeDevice(t, newFake(t), nil).State(t.Context())
	if err != nil || s.Label != "giả" || s.Kind != token.KindHardware {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestCloseReturnsSessions: what was opened is closed, and the module finalised.
func TestCloseReturnsSessions(t *testing.T) {
	f := newFake(t)
	d := fakeDevice(t, f, supply("1234"))
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := d.KeySigner(t.Context(), token.Key{Public: f.key.Public()}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if o, c := f.calls["C_OpenSession"], f.calls["C_CloseSession"]; o != c || o == 0 || o > defaultSessions {
		t.Errorf("%d sessions opened, %d closed", o, c)
	}
	if f.calls["C_Finalize"] != 1 {
		t.Errorf("finalised %d times", f.calls["C_Finalize"])
	}
}
