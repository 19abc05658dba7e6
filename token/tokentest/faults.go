package tokentest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua/token"
)

// testRemoval pulls the device out while nothing happens, and puts it back.
func testRemoval(ctx context.Context, t *testing.T, f Fixture) {
	_, signers := holders(ctx, t, f.Device)
	f.Remove()
	if s, err := f.Device.State(ctx); err != nil || s.Present || s.LoggedIn {
		t.Errorf("state of a removed device: %+v, %v", s, err)
	}
	if err := signWith(signers[0]); !errors.Is(err, token.ErrRemoved) {
		t.Errorf("sign on a removed device: %v, want ErrRemoved", err)
	}
	if _, err := f.Device.Certificates(ctx); !errors.Is(err, token.ErrRemoved) {
		t.Errorf("certificates of a removed device: %v, want ErrRemoved", err)
	}
	if w, ok := f.Device.(token.Watcher); ok {
		watch(ctx, t, f, w)
	} else {
		f.Insert()
	}
	if err := signWith(signers[0]); err != nil {
		t.Errorf("sign with the same signer after insertion: %v", err)
	}
	// Out and in again, unnoticed.
	f.Remove()
	f.Insert()
	if err := signWith(signers[0]); err != nil {
		t.Errorf("sign after an unnoticed removal: %v", err)
	}
}

func watch(ctx context.Context, t *testing.T, f Fixture, w token.Watcher) {
	t.Helper()
	if err := w.Wait(ctx, false); err != nil {
		t.Errorf("wait for removal: %v", err)
	}
	short, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	if err := w.Wait(short, true); !errors.Is(err, token.ErrTimeout) {
		t.Errorf("wait for a device that does not come: %v, want ErrTimeout", err)
	}
	timer := time.AfterFunc(100*time.Millisecond, f.Insert)
	defer timer.Stop()
	if err := w.Wait(ctx, true); err != nil {
		t.Errorf("wait for insertion: %v", err)
	}
}

// testRemovalWhileSigning pulls the device out while goroutines sign: each sees
// good signatures, then ErrRemoved, and after insertion good ones again.
func testRemovalWhileSigning(ctx context.Context, t *testing.T, f Fixture) {
	_, signers := holders(ctx, t, f.Device)
	var wg sync.WaitGroup
	var mu sync.Mutex
	signed, removed := 0, 0
	for range 8 {
		wg.Go(func() {
			for {
				err := signWith(signers[0])
				mu.Lock()
				if err == nil {
					signed++
					mu.Unlock()
					continue
				}
				if errors.Is(err, token.ErrRemoved) {
					removed++
				} else {
					t.Errorf("sign while the device is pulled out: %v", err)
				}
				mu.Unlock()
				return
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	f.Remove()
	wg.Wait()
	if signed == 0 || removed != 8 {
		t.Errorf("%d signatures, %d goroutines saw the removal", signed, removed)
	}
	f.Insert()
	if err := signWith(signers[0]); err != nil {
		t.Errorf("sign after insertion: %v", err)
	}
}

// testHang: a call that does not return costs its caller the deadline, others no
// more than a moment, and the device recovers when it returns.
func testHang(ctx context.Context, t *testing.T, f Fixture) {
	certificates, _ := holders(ctx, t, f.Device)
	release := f.Hang()
	released := sync.OnceFunc(release)
	defer released()
	const deadline = 500 * time.Millisecond
	short, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	started := time.Now()
	s, err := f.Device.Signer(short, certificates[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := signWith(s); !errors.Is(err, token.ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("sign in a module that hangs: %v, want ErrTimeout", err)
	}
	if took := time.Since(started); took > deadline+time.Second {
		t.Errorf("the deadline of %v was kept after %v", deadline, took)
	}
	if state, err := f.Device.State(ctx); err != nil || !state.Busy {
		t.Errorf("state while a call hangs: %+v, %v; want busy", state, err)
	}
	whileHanging(ctx, t, f, certificates[0])
	released()
	recovered(ctx, t, f.Device, certificates[0])
}

// whileHanging: eight other callers are told soon.
func whileHanging(ctx context.Context, t *testing.T, f Fixture, c *token.Certificate) {
	t.Helper()
	var wg sync.WaitGroup
	started := time.Now()
	for range 8 {
		wg.Go(func() {
			_, err := f.Device.Signer(ctx, c)
			if !errors.Is(err, token.ErrBusy) {
				t.Errorf("another call while one hangs: %v, want ErrBusy", err)
			}
		})
	}
	wg.Wait()
	if took := time.Since(started); took > limit/3 {
		t.Errorf("other calls were told after %v", took)
	}
}

func recovered(ctx context.Context, t *testing.T, d token.Device, c *token.Certificate) {
	t.Helper()
	for until := time.Now().Add(limit); ; time.Sleep(50 * time.Millisecond) {
		s, err := d.Signer(ctx, c)
		if err == nil {
			err = signWith(s)
		}
		if err == nil {
			return
		}
		if !errors.Is(err, token.ErrBusy) || time.Now().After(until) {
			t.Fatalf("sign after the call returned: %v", err)
		}
	}
}
