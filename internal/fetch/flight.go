package fetch

import (
	"context"
	"errors"
	"time"
)

// flight is one fetch under way, for all who wait for it. Its fields are guarded
// by the client's mutex; data and err do not change once done is closed.
type flight struct {
	cancel  context.CancelFunc
	done    chan struct{}
	waiting int
	ended   bool
	data    *Data // kept open until nobody waits
	err     error
}

// start runs a job on a goroutine of its own: who asked first may leave while
// others still wait. The mutex is held.
func (c *Client) start(now time.Time, j job) *flight {
	ctx, cancel := context.WithCancel(context.Background())
	f := &flight{cancel: cancel, done: make(chan struct{})}
	c.flights[j.key] = f
	c.running.Go(func() {
		defer cancel()
		data, reached, err := c.run(ctx, j)
		until := time.Time{}
		if err == nil && j.freshness != nil {
			until = j.freshness(data)
		}
		c.finish(now, j, f, outcome{data: data, err: err, reached: reached, until: until})
	})
	return f
}

// outcome is how a fetch ended.
type outcome struct {
	data    *Data
	err     error
	reached bool // the first server answered in HTTP
	until   time.Time
}

// finish remembers the outcome and lets those who wait go on.
func (c *Client) finish(now time.Time, j job, f *flight, o outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed && errors.Is(o.err, context.Canceled) {
		o.err = ErrClosed
	}
	f.data, f.err, f.ended = o.data, o.err, true
	if c.flights[j.key] == f {
		delete(c.flights, j.key)
	}
	switch {
	case c.closed || errors.Is(o.err, context.Canceled):
	case o.err != nil && o.reached:
		c.kept.put(j.key, &entry{until: now.Add(c.options.FailureLife), err: o.err}, now)
	case o.err != nil:
		c.kept.put(origin(j.url), &entry{until: now.Add(c.options.FailureLife), err: o.err}, now)
	default:
		c.kept.put(j.key, &entry{until: o.until, data: o.data.blob.share()}, now)
	}
	if f.waiting == 0 {
		f.abandon()
	}
	close(f.done)
}

// wait returns a flight's data for one of those who wait for it.
func (c *Client) wait(ctx context.Context, f *flight) (*Data, error) {
	err := error(nil)
	select {
	case <-f.done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var data *Data
	if err == nil {
		if err = f.err; err == nil {
			data = f.data.blob.share()
		}
	}
	f.waiting--
	if f.waiting == 0 {
		c.leave(f)
	}
	return data, err
}

// leave is called by the last one who waits. A flight that nobody waits for is
// ended; who comes later starts anew.
func (c *Client) leave(f *flight) {
	if f.ended {
		f.abandon()
		return
	}
	f.cancel()
	for k, other := range c.flights {
		if other == f {
			delete(c.flights, k)
		}
	}
}

// abandon gives up the flight's own hold of the data. That a temporary file
// can't be removed concerns none of those who read it.
func (f *flight) abandon() {
	if f.data != nil {
		_ = f.data.Close()
	}
}

// run fetches within the job's time, once there is a free slot.
func (c *Client) run(ctx context.Context, j job) (data *Data, reached bool, err error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, j.timeout)
	defer cancel()
	body, reached, err := c.perform(ctx, j)
	if err != nil {
		return nil, reached, err
	}
	return body.share(), reached, nil
}
