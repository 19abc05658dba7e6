// Package testtool finds the independent tools that tests let judge what the
// project makes and reads: openssl, qpdf, pdfsig.
package testtool

import (
	"os"
	"os/exec"
	"testing"
)

// Path returns the path of a tool. See Missing for what happens without it.
func Path(tb testing.TB, name string) string {
	tb.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(tb, name)
	}
	return path
}

// Missing ends a test for want of something that this machine does not have. It
// is skipped, except in continuous integration (CI is set), where everything
// must be there and a test that does not run would be a false green.
func Missing(tb testing.TB, what string) {
	tb.Helper()
	if os.Getenv("CI") != "" {
		tb.Fatalf("%s is missing", what)
	}
	tb.Skipf("%s is missing", what)
}
