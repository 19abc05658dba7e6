package signature

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockExclusively waits for the lock.
func lockExclusively(f *os.File) error {
	const all = ^uint32(0)
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK, 0, all, all, new(windows.Overlapped))
}
