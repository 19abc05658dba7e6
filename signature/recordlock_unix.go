//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package signature

import (
	"os"
	"syscall"
)

// lockExclusively waits for the lock. It belongs to the open file, so that two
// callers in one process exclude each other too.
func lockExclusively(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if err != syscall.EINTR {
			return err
		}
	}
}
