package pkcs11

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/motcua/motcua/token"
)

// grace is how long a call waits for one that outlived its deadline.
const grace = time.Second

// gate runs calls into a module, each in a goroutine of its own, since none can
// be interrupted, and keeps account of those that outlived their deadline. While
// one of these is out, nothing further is let in.
type gate struct {
	mu    sync.Mutex
	stuck int           // calls that outlived their deadline
	free  chan struct{} // closed when stuck becomes 0; nil while it is
}

// run calls f and returns what it returns, or ErrTimeout at the context's end or
// after limit. f then runs on alone (out): it must own what it uses. after, if
// not nil, runs when a call that was given up does return.
func (g *gate) run(ctx context.Context, limit time.Duration, f func() error, after func()) (out bool, err error) {
	if err := g.enter(ctx); err != nil {
		return false, err
	}
	done := make(chan error, 1)
	go func() { done <- f() }()
	timer := time.NewTimer(limit) // a context of its own would cost more than some signatures
	defer timer.Stop()
	ended := context.DeadlineExceeded
	select {
	case err := <-done:
		return false, err
	case <-ctx.Done():
		ended = ctx.Err()
	case <-timer.C:
	}
	select {
	case err := <-done: // both at once: the answer counts
		return false, err
	default:
	}
	g.abandon(done, after)
	return true, fmt.Errorf("pkcs11: call module: %w: %w", token.ErrTimeout, ended)
}

// enter waits until no call is stuck.
func (g *gate) enter(ctx context.Context) error {
	g.mu.Lock()
	free := g.free
	g.mu.Unlock()
	if ctx.Err() != nil {
		return timeout(ctx, "call module")
	}
	if free == nil {
		return nil
	}
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-free:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", timeout(ctx, "call module"), token.ErrBusy)
	case <-timer.C:
		return fmt.Errorf("pkcs11: call module: an earlier call has not returned: %w", token.ErrBusy)
	}
}

// abandon leaves a call to itself.
func (g *gate) abandon(done <-chan error, after func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stuck == 0 {
		g.free = make(chan struct{})
	}
	g.stuck++
	go func() {
		<-done
		if after != nil {
			after()
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.stuck--; g.stuck == 0 {
			close(g.free)
			g.free = nil
		}
	}()
}

// isStuck reports whether a call has outlived its deadline and not returned.
func (g *gate) isStuck() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stuck > 0
}
