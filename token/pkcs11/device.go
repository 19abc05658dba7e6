package pkcs11

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/motcua/motcua/token"
)

// Device is a token in a slot of a PKCS#11 module. It implements token.Device,
// token.PINHolder, token.Initialiser, token.KeyManager and token.Watcher, as far
// as the token itself can.
//
// Concurrency: safe for concurrent use. Log-in state belongs to the whole
// process, so two Devices for the same token see each other's.
type Device struct {
	lib   *library
	pin   token.PIN
	limit time.Duration
	gate  gate
	pool  pool
	login chan struct{} // held by who presents a PIN

	mu       sync.Mutex
	identity token.Locator // finds the token again in any slot
	last     token.State   // as last seen
	// epoch counts the times that everything held of the token became void: its
	// sessions, its login and the handles of its objects.
	epoch      uint
	placed     bool // last.Slot is where the token is
	sessions   int  // that are open
	loggedIn   bool
	withheld   bool // a PIN was wrong
	mechanisms []uint
	closed     bool
}

func newDevice(l *library, s token.State, o Options) *Device {
	sessions := o.Sessions
	if sessions <= 0 {
		sessions = defaultSessions
	}
	d := &Device{
		lib: l, pin: o.PIN, limit: o.timeout(), login: make(chan struct{}, 1),
		identity: s.Locator(), last: s, placed: true,
	}
	d.pool.init(sessions)
	return d
}

// State describes the device. See token.Device.
func (d *Device) State(ctx context.Context) (token.State, error) {
	d.mu.Lock()
	s, closed := d.last, d.closed
	d.mu.Unlock()
	if closed {
		return token.State{}, errClosed()
	}
	if d.gate.isStuck() || d.lib.gate.isStuck() {
		s.Busy = true
		return s, nil
	}
	now, err := d.look(ctx)
	if isGone(err) {
		s.Present, s.LoggedIn = false, false
		return s, nil
	}
	return now, err
}

// look asks where the token is and how it is.
func (d *Device) look(ctx context.Context) (token.State, error) {
	d.mu.Lock()
	identity := d.identity
	d.mu.Unlock()
	s, err := locate(ctx, d.lib, identity, d.limit)
	d.mu.Lock()
	defer d.mu.Unlock()
	if isGone(err) {
		d.voidLocked()
	}
	if err != nil {
		return s, err
	}
	if d.placed && s.Slot.ID != d.last.Slot.ID {
		d.voidLocked() // it was pulled out and put back elsewhere
	}
	d.placed = true
	s.LoggedIn = d.loggedIn
	d.last = s
	return s, nil
}

// slot returns where the token is, looking for it after it was gone.
func (d *Device) slot(ctx context.Context) (slot, epoch uint, err error) {
	d.mu.Lock()
	placed := d.placed
	d.mu.Unlock()
	if !placed {
		if _, err := d.look(ctx); isGone(err) {
			return 0, 0, fmt.Errorf("pkcs11: use device: %w", token.ErrRemoved)
		} else if err != nil {
			return 0, 0, err
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return uint(d.last.Slot.ID), d.epoch, nil
}

// void gives up everything held of the token, unless that has been done since
// the epoch.
func (d *Device) void(epoch uint) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.epoch == epoch {
		d.voidLocked()
	}
}

func (d *Device) voidLocked() {
	d.epoch++
	d.placed, d.loggedIn, d.mechanisms = false, false, nil
}

// Certificates reads the certificates on the token. See token.Device.
func (d *Device) Certificates(ctx context.Context) ([]*token.Certificate, error) {
	var out []*token.Certificate
	err := d.retry(ctx, false, func(s *session) error {
		found, err := callFor(ctx, s, d.limit, readCertificates)
		out = found
		return err
	})
	return out, err
}

// Close ends the use of the token, which logs it out, and of the module, if this
// was its last device. It waits for calls that are running.
//
// Errors: token.ErrBusy if a call does not return; the module then stays
// initialised.
func (d *Device) Close() error {
	d.mu.Lock()
	closed := d.closed
	d.closed = true
	d.mu.Unlock()
	if closed {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), d.limit)
	defer cancel()
	release, err := d.exclusive(ctx)
	if err != nil {
		return fmt.Errorf("pkcs11: close device: %w: %w", token.ErrBusy, err)
	}
	defer release()
	return d.lib.leave(ctx, d.limit)
}

func errClosed() error { return fmt.Errorf("pkcs11: use device: %w", token.ErrClosed) }
