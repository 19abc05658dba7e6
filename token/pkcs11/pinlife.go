package pkcs11

import (
	"bytes"
	"context"
	"errors"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// ChangePIN replaces the user's PIN. See token.PINHolder.
func (d *Device) ChangePIN(ctx context.Context, current, next token.PIN) error {
	return d.alone(ctx, true, func(s *session) error {
		if err := d.forget(ctx, s); err != nil {
			return err
		}
		return d.setPIN(ctx, s, current, next, false)
	})
}

// ChangeOfficerPIN replaces the PIN of the security officer.
func (d *Device) ChangeOfficerPIN(ctx context.Context, current, next token.PIN) error {
	return d.asOfficer(ctx, current, func(s *session) error { return d.setPIN(ctx, s, current, next, true) })
}

// setPIN changes the PIN of the officer who is logged in, or of the user while
// nobody is.
func (d *Device) setPIN(ctx context.Context, s *session, current, next token.PIN, officer bool) error {
	return current.Use(ctx, func(old []byte) error {
		return next.Use(ctx, func(fresh []byte) error {
			was, is := bytes.Clone(old), bytes.Clone(fresh)
			err := s.call(ctx, d.limit, func(api cryptoki, handle uint) error {
				defer clear(was)
				defer clear(is)
				return api.setPIN(handle, was, is)
			})
			return d.judgePIN(ctx, err, officer)
		})
	})
}

// UnlockPIN sets the user's PIN with the security officer's. See
// token.PINHolder.
func (d *Device) UnlockPIN(ctx context.Context, officer, next token.PIN) error {
	return d.asOfficer(ctx, officer, func(s *session) error { return d.initPIN(ctx, s, next) })
}

func (d *Device) initPIN(ctx context.Context, s *session, next token.PIN) error {
	return next.Use(ctx, func(fresh []byte) error {
		own := bytes.Clone(fresh)
		return s.call(ctx, d.limit, func(api cryptoki, handle uint) error {
			defer clear(own)
			return api.initPIN(handle, own)
		})
	})
}

// asOfficer runs f with the security officer logged in, who is logged out
// afterwards.
func (d *Device) asOfficer(ctx context.Context, officer token.PIN, f func(*session) error) error {
	return d.alone(ctx, true, func(s *session) error {
		if err := d.forget(ctx, s); err != nil {
			return err
		}
		if err := d.present(ctx, s, pkcs11.CKU_SO, officer); err != nil {
			return err
		}
		err := f(s)
		if s.lost {
			return err
		}
		return errors.Join(err, d.forget(context.WithoutCancel(ctx), s))
	})
}

func (d *Device) setWithheld(on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.withheld = on
}
