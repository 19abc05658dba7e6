package tokentest

import (
	"context"
	"errors"
	"testing"

	"github.com/motcua/motcua/token"
)

func testLogin(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.PINHolder)
	if err := d.Login(ctx, pinOf(t, f.PIN)); err != nil {
		t.Fatal(err)
	}
	if s, err := f.Device.State(ctx); err != nil || !s.LoggedIn {
		t.Errorf("logged in: %v, %v", s.LoggedIn, err)
	}
	mustSign(ctx, t, f.Device)
	if err := d.Logout(ctx); err != nil {
		t.Fatal(err)
	}
	if s, err := f.Device.State(ctx); err != nil || s.LoggedIn {
		t.Errorf("logged in after logout: %v, %v", s.LoggedIn, err)
	}
	mustSign(ctx, t, f.Device) // logs in by itself
	refusal := errors.New("the person went away")
	err := d.Login(ctx, func(context.Context) ([]byte, error) { return []byte(f.PIN), refusal })
	if !errors.Is(err, refusal) {
		t.Errorf("login without answer: %v, want the PIN's own error", err)
	}
	mustSign(ctx, t, f.Device)
}

// testWrongPIN: a wrong PIN is presented once, and nothing is tried after it.
func testWrongPIN(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.PINHolder)
	mustSign(ctx, t, f.Device)
	asked := 0
	wrong := pinOf(t, f.WrongPIN)
	err := d.Login(ctx, func(ctx context.Context) ([]byte, error) {
		asked++
		return wrong(ctx)
	})
	wantWrong(t, err)
	if asked != 1 {
		t.Errorf("the PIN was asked for %d times", asked)
	}
	for range 20 {
		if err := trySign(ctx, f.Device); !errors.Is(err, token.ErrPINWithheld) {
			t.Fatalf("sign after a wrong PIN: %v, want ErrPINWithheld", err)
		}
	}
	if s, err := f.Device.State(ctx); err != nil || s.LoggedIn || s.PIN.Locked {
		t.Errorf("state after a wrong PIN: %+v, %v", s, err)
	}
	if err := d.Login(ctx, pinOf(t, f.PIN)); err != nil {
		t.Fatal(err)
	}
	mustSign(ctx, t, f.Device)
}

func wantWrong(t *testing.T, err error) *token.PINError {
	t.Helper()
	var pin *token.PINError
	if !errors.Is(err, token.ErrWrongPIN) || !errors.As(err, &pin) || !pin.Wrong || pin.Officer {
		t.Fatalf("wrong PIN: %v, want a PINError of the user", err)
	}
	return pin
}

func testChangePIN(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.PINHolder)
	wantWrong(t, d.ChangePIN(ctx, pinOf(t, f.WrongPIN), pinOf(t, f.NewPIN)))
	if err := d.ChangePIN(ctx, pinOf(t, f.PIN), pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	wantWrong(t, d.Login(ctx, pinOf(t, f.PIN)))
	if err := d.Login(ctx, pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	mustSign(ctx, t, f.Device)
}

func testUnlockPIN(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.PINHolder)
	err := d.UnlockPIN(ctx, pinOf(t, f.WrongPIN), pinOf(t, f.NewPIN))
	var pin *token.PINError
	if !errors.As(err, &pin) || !pin.Officer || !errors.Is(err, token.ErrWrongPIN) {
		t.Fatalf("wrong PIN of the security officer: %v", err)
	}
	if err := d.UnlockPIN(ctx, pinOf(t, f.OfficerPIN), pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	if s, err := f.Device.State(ctx); err != nil || s.LoggedIn {
		t.Errorf("logged in after unlocking: %v, %v", s.LoggedIn, err)
	}
	if err := d.Login(ctx, pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	mustSign(ctx, t, f.Device)
}

// testLock locks the PIN: each attempt says what is left, and once locked not
// even the right PIN is taken until the security officer unlocks.
func testLock(ctx context.Context, t *testing.T, f Fixture) {
	d := f.Device.(token.PINHolder)
	for n := 1; n <= f.Locks; n++ {
		err := d.Login(ctx, pinOf(t, f.WrongPIN))
		pin := wantWrong(t, err)
		last, locked := n == f.Locks-1, n == f.Locks
		if errors.Is(err, token.ErrLastTry) != last || errors.Is(err, token.ErrPINLocked) != locked {
			t.Errorf("wrong PIN %d of %d: %v", n, f.Locks, err)
		}
		if last && pin.TriesLeft != 1 || locked && pin.TriesLeft != 0 {
			t.Errorf("wrong PIN %d of %d: %d attempts left", n, f.Locks, pin.TriesLeft)
		}
		s, err := f.Device.State(ctx)
		if err != nil || s.PIN.LastTry != last || s.PIN.Locked != locked {
			t.Errorf("state after wrong PIN %d of %d: %+v, %v", n, f.Locks, s.PIN, err)
		}
	}
	err := d.Login(ctx, pinOf(t, f.PIN))
	if !errors.Is(err, token.ErrPINLocked) || errors.Is(err, token.ErrWrongPIN) {
		t.Errorf("right PIN once locked: %v, want ErrPINLocked alone", err)
	}
	if err := trySign(ctx, f.Device); !errors.Is(err, token.ErrPINWithheld) {
		t.Errorf("sign once locked: %v, want ErrPINWithheld", err)
	}
	if err := d.UnlockPIN(ctx, pinOf(t, f.OfficerPIN), pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	if err := d.Login(ctx, pinOf(t, f.NewPIN)); err != nil {
		t.Fatal(err)
	}
	mustSign(ctx, t, f.Device)
}
