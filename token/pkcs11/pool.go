package pkcs11

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/motcua/motcua/token"
)

// pool keeps idle sessions. A permit is needed to use one, so that no more calls
// run than the pool is large.
type pool struct {
	permits chan struct{} // filled with what is free
	whole   chan struct{} // held by who wants all permits

	mu   sync.Mutex
	size int // permits that exist; shrinks when the token says that it has no more
	idle []*session
}

func (p *pool) init(size int) {
	p.size = size
	p.permits = make(chan struct{}, size)
	p.whole = make(chan struct{}, 1)
	for range size {
		p.permits <- struct{}{}
	}
}

func (p *pool) permit(ctx context.Context) error {
	select {
	case <-p.permits:
		return nil
	case <-ctx.Done():
		return errors.Join(timeout(ctx, "wait for a session"), token.ErrBusy)
	}
}

// take removes an idle session of the epoch, nil if there is none. A read-write
// one serves every purpose. void are those of earlier epochs.
func (p *pool) take(epoch uint, readWrite bool) (s *session, void []*session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept := p.idle[:0]
	for _, i := range p.idle {
		if i.epoch == epoch {
			kept = append(kept, i)
		} else {
			void = append(void, i)
		}
	}
	clear(p.idle[len(kept):])
	p.idle = kept
	best := slices.IndexFunc(kept, func(i *session) bool { return i.readWrite == readWrite })
	if best < 0 && !readWrite && len(kept) > 0 {
		best = 0
	}
	if best < 0 {
		return nil, void
	}
	s = kept[best]
	p.idle = slices.Delete(kept, best, best+1)
	return s, void
}

// put makes a session idle.
func (p *pool) put(s *session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, s)
}

// takeAll removes the idle sessions of every kind.
func (p *pool) takeAll() []*session {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.idle
	p.idle = nil
	return all
}

// shrink gives up the caller's permit for good, unless it is the last.
func (p *pool) shrink() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.size == 1 {
		return false
	}
	p.size--
	return true
}

// lacks reports whether there are permits beyond those held.
func (p *pool) lacks(held int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return held < p.size
}
