//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package signature

import "os"

func lockExclusively(*os.File) error { return ErrLockUnsupported }
