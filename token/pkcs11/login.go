package pkcs11

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// Login presents the user's PIN. It waits until no other call uses the device,
// and logs out first, so that the PIN is compared even where somebody was logged
// in. See token.PINHolder.
func (d *Device) Login(ctx context.Context, pin token.PIN) error {
	return d.alone(ctx, true, func(s *session) error {
		if err := d.forget(ctx, s); err != nil {
			return err
		}
		return d.present(ctx, s, pkcs11.CKU_USER, pin)
	})
}

// Logout ends the login of the whole process. See token.PINHolder.
func (d *Device) Logout(ctx context.Context) error {
	return d.alone(ctx, false, func(s *session) error { return d.forget(ctx, s) })
}

// forget logs out whoever is logged in.
func (d *Device) forget(ctx context.Context, s *session) error {
	err := s.call(ctx, d.limit, func(api cryptoki, handle uint) error { return api.logout(handle) })
	d.setLoggedIn(s, false)
	if code(err) == pkcs11.CKR_USER_NOT_LOGGED_IN {
		return nil
	}
	return err
}

// alone runs f in a fresh session while nothing else uses the device. The
// session is kept, as the login ends with the last one, unless f failed.
func (d *Device) alone(ctx context.Context, readWrite bool, f func(*session) error) error {
	if d.isClosed() {
		return errClosed()
	}
	release, err := d.exclusive(ctx)
	if err != nil {
		return err
	}
	defer release()
	s, err := d.open(ctx, readWrite)
	if err != nil {
		return err
	}
	err = f(s)
	switch {
	case s.lost:
	case err != nil:
		d.closeSessions(ctx, []*session{s})
	default:
		d.pool.put(s)
	}
	return d.diagnose(ctx, err, s.epoch)
}

// ensureLogin logs in with the device's PIN unless that was done. Of many calls
// that need it one presents the PIN; after a wrong one, none does.
func (d *Device) ensureLogin(ctx context.Context, s *session) error {
	if done, err := d.loginState(s); done || err != nil {
		return err
	}
	select {
	case d.login <- struct{}{}:
		defer func() { <-d.login }()
	case <-ctx.Done():
		return timeout(ctx, "wait for the PIN")
	}
	if done, err := d.loginState(s); done || err != nil {
		return err
	}
	err := d.present(ctx, s, pkcs11.CKU_USER, d.pin)
	// Another part of the process logged in: what the PIN was for is there.
	if code(err) == pkcs11.CKR_USER_ALREADY_LOGGED_IN {
		d.setLoggedIn(s, true)
		return nil
	}
	return err
}

// loginState reports whether keys can be used now, or why no PIN is presented.
func (d *Device) loginState(s *session) (done bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.loggedIn && d.epoch == s.epoch || !d.last.LoginNeeded:
		return true, nil
	case d.withheld:
		return false, fmt.Errorf("pkcs11: log in: %w", token.ErrPINWithheld)
	case d.pin == nil && !d.last.OwnPINPad:
		return false, fmt.Errorf("pkcs11: log in: %w", token.ErrPINNeeded)
	}
	return false, nil
}

// present asks for a PIN and presents it, once.
func (d *Device) present(ctx context.Context, s *session, user uint, pin token.PIN) error {
	err := pin.Use(ctx, func(secret []byte) error {
		if secret == nil && !d.ownPINPad() {
			return fmt.Errorf("pkcs11: log in: %w", token.ErrPINNeeded)
		}
		return d.presentSecret(ctx, s, user, secret)
	})
	if err == nil && user != pkcs11.CKU_SO {
		d.setLoggedIn(s, true)
	}
	return err
}

// presentSecret presents a PIN. The call owns a copy, since it may outlive its
// deadline and with it the caller's slice. It notes a refusal itself, so that one
// which comes too late still counts.
func (d *Device) presentSecret(ctx context.Context, s *session, user uint, secret []byte) error {
	own := bytes.Clone(secret)
	err := s.call(ctx, d.limit, func(api cryptoki, handle uint) error {
		defer clear(own)
		err := api.login(handle, user, own)
		if user != pkcs11.CKU_SO && isRefusal(err) {
			d.setWithheld(true)
		}
		return err
	})
	return d.judgePIN(ctx, err, user == pkcs11.CKU_SO)
}

// isRefusal reports that a PIN may have been counted as wrong. Some modules
// report wrong PINs as general errors, so every answer counts that does not say
// something else.
func isRefusal(err error) bool {
	switch code(err) {
	case pkcs11.CKR_OK, pkcs11.CKR_USER_ALREADY_LOGGED_IN, pkcs11.CKR_USER_ANOTHER_ALREADY_LOGGED_IN,
		pkcs11.CKR_PIN_EXPIRED, pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_SESSION_CLOSED:
		return false
	}
	return !isGone(err)
}

// judgePIN adds what the token tells about a PIN that it refused.
func (d *Device) judgePIN(ctx context.Context, err error, officer bool) error {
	wrong, locked := errors.Is(err, token.ErrWrongPIN), errors.Is(err, token.ErrPINLocked)
	if !wrong && !locked {
		return err
	}
	now, lookErr := d.look(ctx)
	told := now.PIN
	if officer {
		told = now.OfficerPIN
	}
	if lookErr != nil {
		told = token.PINState{}
	}
	told.Locked = told.Locked || locked
	return fmt.Errorf("pkcs11: present PIN: %w: %w", &token.PINError{
		Officer: officer, Wrong: wrong, LastTry: told.LastTry && !told.Locked, Locked: told.Locked, TriesLeft: told.TriesLeft(),
	}, err)
}

func (d *Device) setLoggedIn(s *session, in bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.epoch != s.epoch {
		return
	}
	d.loggedIn = in
	if in {
		d.withheld = false
	}
}

func (d *Device) needsLogin() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last.LoginNeeded
}

func (d *Device) ownPINPad() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.last.OwnPINPad
}
