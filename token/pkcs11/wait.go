package pkcs11

import (
	"context"
	"errors"

	"github.com/motcua/motcua/token"
)

// Wait looks five times a second whether the token is there. See token.Watcher.
func (d *Device) Wait(ctx context.Context, present bool) error {
	for {
		s, err := d.State(ctx)
		switch {
		case errors.Is(err, token.ErrBusy) || err == nil && s.Busy: // look again
		case err != nil:
			return err
		case s.Present == present:
			return nil
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}
