package pkcs11

import (
	"context"
	"errors"
	"time"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// session is one session with the token, used by one call at a time.
type session struct {
	device    *Device
	handle    uint
	epoch     uint
	readWrite bool
	lost      bool // a call in it has not returned
	spoilt    bool // an operation in it cannot be ended
}

// acquire returns a session, opening one if none is idle.
func (d *Device) acquire(ctx context.Context, readWrite bool) (*session, error) {
	if err := d.pool.permit(ctx); err != nil {
		return nil, err
	}
	for {
		s, err := d.open(ctx, readWrite)
		if err == nil {
			return s, nil
		}
		// The token has fewer sessions than there are permits: wait for one that is
		// in use instead.
		if code(err) == pkcs11.CKR_SESSION_COUNT && d.pool.shrink() {
			if err := d.pool.permit(ctx); err != nil {
				return nil, err
			}
			continue
		}
		d.pool.permits <- struct{}{}
		return nil, err
	}
}

// open takes an idle session or opens one. The caller has a permit.
func (d *Device) open(ctx context.Context, readWrite bool) (*session, error) {
	if d.isClosed() {
		return nil, errClosed()
	}
	slot, epoch, err := d.slot(ctx)
	if err != nil {
		return nil, err
	}
	s, void := d.pool.take(epoch, readWrite)
	d.closeSessions(ctx, void)
	if s != nil {
		return s, nil
	}
	s = &session{device: d, epoch: d.count(1), readWrite: readWrite}
	err = d.openHandle(ctx, s, slot)
	if code(err) == pkcs11.CKR_SESSION_COUNT {
		// One of the other kind may hold the place.
		d.closeSessions(ctx, d.pool.takeAll())
		s.epoch = d.recount()
		err = d.openHandle(ctx, s, slot)
	}
	if err != nil {
		d.count(-1)
		return nil, d.diagnose(ctx, err, epoch)
	}
	return s, nil
}

func (d *Device) openHandle(ctx context.Context, s *session, slot uint) error {
	var handle uint
	_, err := d.gate.run(ctx, d.limit, func() (err error) {
		handle, err = d.lib.api.openSession(slot, s.readWrite)
		return err
	}, func() { _ = d.lib.api.closeSession(handle) }) // opened too late for anybody
	if err == nil {
		s.handle = handle
	}
	return err
}

// count keeps the number of sessions that are open or being opened, and returns
// the epoch. The login ends with the last session, and with it what was found
// under it.
func (d *Device) count(change int) uint {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sessions += change; d.sessions == 0 {
		d.loggedIn = false
		d.epoch++
	}
	return d.epoch
}

// recount is count for the time before a session is opened that is counted
// already.
func (d *Device) recount() uint {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sessions == 1 {
		d.loggedIn = false
		d.epoch++
	}
	return d.epoch
}

// release puts a session back.
func (d *Device) release(s *session) {
	if s.lost {
		d.pool.permits <- struct{}{}
		return
	}
	d.mu.Lock()
	void := d.closed || s.epoch != d.epoch || s.spoilt
	d.mu.Unlock()
	if void {
		d.closeSessions(context.Background(), []*session{s})
	} else {
		d.pool.put(s)
	}
	d.pool.permits <- struct{}{}
}

// closeSessions closes sessions that nobody uses. Those of a token that was
// removed are closed already, so what the module answers is of no use.
func (d *Device) closeSessions(ctx context.Context, sessions []*session) {
	if len(sessions) == 0 {
		return
	}
	handles := make([]uint, len(sessions))
	for i, s := range sessions {
		handles[i] = s.handle
	}
	_, _ = d.gate.run(context.WithoutCancel(ctx), d.limit, func() error {
		d.closeHandles(handles...)
		return nil
	}, nil)
}

func (d *Device) closeHandles(handles ...uint) {
	for _, h := range handles {
		_ = d.lib.api.closeSession(h)
		d.count(-1)
	}
}

// exclusive waits until nothing else uses the token, and closes all sessions,
// which logs out. Until release nothing else can start.
func (d *Device) exclusive(ctx context.Context) (release func(), err error) {
	select {
	case d.pool.whole <- struct{}{}:
	case <-ctx.Done():
		return nil, timeout(ctx, "wait for the device")
	}
	held := 0
	release = func() {
		for range held {
			d.pool.permits <- struct{}{}
		}
		<-d.pool.whole
	}
	for d.pool.lacks(held) {
		if err := d.pool.permit(ctx); err != nil {
			release()
			return nil, err
		}
		held++
	}
	if d.gate.isStuck() {
		err = d.gate.enter(ctx)
	}
	if err != nil {
		release()
		return nil, err
	}
	d.closeSessions(ctx, d.pool.takeAll())
	return release, nil
}

// call runs f in the session within the limit. If f does not return in time, the
// session is closed when it does.
func (s *session) call(ctx context.Context, limit time.Duration, f func(api cryptoki, handle uint) error) error {
	d := s.device
	out, err := d.gate.run(ctx, limit, func() error { return f(d.lib.api, s.handle) }, func() { d.closeHandles(s.handle) })
	s.lost = s.lost || out
	return err
}

// callFor is call for a function with a result, which is dropped when it comes
// too late.
func callFor[T any](ctx context.Context, s *session, limit time.Duration, f func(api cryptoki, handle uint) (T, error)) (T, error) {
	var result T
	err := s.call(ctx, limit, func(api cryptoki, handle uint) (err error) {
		result, err = f(api, handle)
		return err
	})
	if err != nil {
		var none T
		return none, err
	}
	return result, nil
}

// retry runs f in a session, and once more in a new one if what was held of the
// token turns out to be void before anything was done.
func (d *Device) retry(ctx context.Context, readWrite bool, f func(*session) error) error {
	err := d.attempt(ctx, readWrite, f)
	if isVoid(err) || errors.Is(err, errAgain) {
		err = d.attempt(ctx, readWrite, f)
	}
	return err
}

func (d *Device) attempt(ctx context.Context, readWrite bool, f func(*session) error) error {
	s, err := d.acquire(ctx, readWrite)
	if err != nil {
		return err
	}
	err = f(s)
	switch {
	case isVoid(err):
		d.void(s.epoch)
	case errors.Is(err, errAgain):
		s.spoilt = true
	}
	d.release(s)
	return d.diagnose(ctx, err, s.epoch)
}

// diagnose voids the epoch if the token was removed, and tells removal from
// other failures: many modules answer with a general error.
func (d *Device) diagnose(ctx context.Context, err error, epoch uint) error {
	switch {
	case isVague(err):
		if _, gone := d.look(ctx); isGone(gone) {
			return errors.Join(err, token.ErrRemoved)
		}
	case isGone(err):
		d.void(epoch)
	}
	return err
}

func (d *Device) isClosed() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closed
}
