package tokentest

import (
	"context"
	"testing"
	"time"

	"github.com/motcua/motcua/token"
)

// Fixture is a device and what the suite must know of it. The device holds at
// least one certificate with its key, and nothing that must survive.
type Fixture struct {
	// Device is open, and set up to find its PIN by itself. The function that
	// opened it closes it at the end of the test; the suite may have done so.
	Device token.Device
	// Kind is what State must say.
	Kind token.Kind

	// PIN is the user's, OfficerPIN the security officer's, NewPIN another that
	// the device takes, WrongPIN one that it takes and that is wrong. Needed for a
	// token.PINHolder.
	PIN, OfficerPIN, NewPIN, WrongPIN string
	// Locks is the number of wrong PINs in a row that lock; 0 if there is no
	// such number.
	Locks int
	// Label is a name that a token.Initialiser may give to the device, which is
	// erased; "" if it must not be, which is for devices that are shared.
	Label string

	// Algorithms are the keys that a token.KeyManager must be able to make; nil is
	// RSA-2048, P-256 and P-384.
	Algorithms []token.KeyAlgorithm

	// Remove pulls the device out and Insert puts it back. Needed for a
	// token.Watcher, unless the device is Fixed.
	Remove, Insert func()
	Fixed          bool
	// Hang makes signing calls into the device's driver hang until the function
	// that it returns is called; nil for a device that runs no foreign code.
	Hang func() (release func())
}

// limit bounds what must not take long.
const limit = 30 * time.Second

// Run tries everything that the contract of token.Device promises, and that of
// the optional interfaces which the device has. open is called once for each
// part.
func Run(t *testing.T, open func(t *testing.T) Fixture) {
	t.Helper()
	for _, part := range parts() {
		t.Run(part.name, func(t *testing.T) {
			f := open(t)
			if part.applies != nil && !part.applies(f) {
				return // the device does not have the ability
			}
			ctx, cancel := context.WithTimeout(t.Context(), 4*limit)
			defer cancel()
			part.test(ctx, t, f)
		})
	}
}

type part struct {
	name    string
	applies func(Fixture) bool // nil: always
	test    func(context.Context, *testing.T, Fixture)
}

func parts() []part {
	return []part{
		{"Fixture", nil, testFixture},
		{"State", nil, testState},
		{"Certificates", nil, testCertificates},
		{"Sign", nil, testSign},
		{"SignRefusals", nil, testSignRefusals},
		{"Concurrent", nil, testConcurrent},
		{"Context", nil, testContext},
		{"Close", nil, testClose},
		{"Login", isA[token.PINHolder], testLogin},
		{"WrongPIN", isA[token.PINHolder], testWrongPIN},
		{"ChangePIN", isA[token.PINHolder], testChangePIN},
		{"UnlockPIN", isA[token.PINHolder], testUnlockPIN},
		{"Lock", func(f Fixture) bool { return f.Locks > 0 }, testLock},
		{"Keys", isA[token.KeyManager], testKeys},
		{"Initialise", func(f Fixture) bool { return isA[token.Initialiser](f) && f.Label != "" }, testInitialise},
		{"Removal", func(f Fixture) bool { return f.Remove != nil }, testRemoval},
		{"RemovalWhileSigning", func(f Fixture) bool { return f.Remove != nil }, testRemovalWhileSigning},
		{"Hang", func(f Fixture) bool { return f.Hang != nil }, testHang},
	}
}

func isA[T any](f Fixture) bool {
	_, ok := f.Device.(T)
	return ok
}

// testFixture demands what the device's abilities need to be tested.
func testFixture(_ context.Context, t *testing.T, f Fixture) {
	if isA[token.PINHolder](f) && (f.PIN == "" || f.OfficerPIN == "" || f.NewPIN == "" || f.WrongPIN == "") {
		t.Error("the device is a PINHolder; the fixture lacks its PINs")
	}
	if isA[token.Watcher](f) && !f.Fixed && (f.Remove == nil || f.Insert == nil) {
		t.Error("the device is a Watcher; the fixture lacks Remove and Insert")
	}
}

func testState(ctx context.Context, t *testing.T, f Fixture) {
	s, err := f.Device.State(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Present || !s.Initialised || s.Busy {
		t.Errorf("state of a device that is ready: %+v", s)
	}
	if s.Kind != f.Kind {
		t.Errorf("kind %d, want %d", s.Kind, f.Kind)
	}
	if s.Label == "" {
		t.Error("the device has no label")
	}
	if !s.Locator().MatchesDevice(s) {
		t.Errorf("the locator %s does not match its own device", s.Locator())
	}
}

// pinOf supplies a PIN as a person would, and checks that it is wiped.
func pinOf(t *testing.T, value string) token.PIN {
	return func(context.Context) ([]byte, error) {
		pin := []byte(value)
		t.Cleanup(func() {
			for _, c := range pin {
				if c != 0 {
					t.Error("a PIN was not wiped")
					return
				}
			}
		})
		return pin, nil
	}
}
