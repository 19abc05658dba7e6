package signature

import (
	"context"
	"errors"
	"os"
)

// lockFile waits until no other process, and no other caller in this one, holds
// the lock on a file. The lock ends with the process at the latest.
func lockFile(ctx context.Context, root *os.Root, name string) (unlock func() error, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	locked := make(chan error, 1)
	go func() { locked <- lockExclusively(f) }()
	select {
	case err := <-locked:
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		return f.Close, nil // closing unlocks
	case <-ctx.Done():
		// The system's call cannot be interrupted: what it gains is given up.
		go func() {
			<-locked
			f.Close()
		}()
		return nil, ctx.Err()
	}
}
