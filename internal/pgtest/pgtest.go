// Package pgtest starts a PostgreSQL server for the tests of a package: in a
// folder of its own, reached through a socket there and by no network, and gone
// with the process of the tests, however that ends.
package pgtest

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/testtool"
)

// Database makes an empty database and returns its URL. The first call starts
// the server, which takes about a second. Without PostgreSQL on this machine the
// test is skipped, and fails in continuous integration.
func Database(tb testing.TB) string {
	tb.Helper()
	s, err := running().server, running().err
	if errors.Is(err, errMissing) {
		testtool.Missing(tb, err.Error())
	}
	if err != nil {
		tb.Fatal(err)
	}
	name := fmt.Sprintf("test%d", s.count.Add(1))
	if err := s.run("createdb", "--host="+s.dir, "--username=postgres", name); err != nil {
		tb.Fatal(err)
	}
	return "postgres://postgres@/" + name + "?host=" + url.QueryEscape(s.dir)
}

var errMissing = errors.New("PostgreSQL")

// server is the server of this process.
type server struct {
	bin, dir string
	owner    owner
	input    io.Closer // open as long as the process lives
	count    atomic.Int32
}

// started is the server, or why there is none.
type started struct {
	server *server
	err    error
}

var running = sync.OnceValue(func() started {
	s, err := start()
	return started{s, err}
})

func start() (*server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	s := &server{bin: bin}
	if s.owner, err = findOwner(); err != nil {
		return nil, err
	}
	// The path of a socket must be short, which a test's own folder is not.
	if s.dir, err = os.MkdirTemp("", "pg"); err != nil {
		return nil, err
	}
	if err := s.owner.own(s.dir); err != nil {
		return nil, err
	}
	err = s.run("initdb", "--pgdata="+s.data(), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
	if err != nil {
		return nil, err
	}
	return s, s.serve()
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

// binaries finds the folder of the server's programs: the newest of Debian's, or
// where initdb really lies.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int {
			return cmp.Or(len(a)-len(b), strings.Compare(a, b))
		})), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errMissing
	}
	path, err = filepath.EvalSymlinks(path)
	return filepath.Dir(path), err
}

// run runs one of the server's programs to its end.
func (s *server) run(name string, args ...string) error {
	cmd := s.owner.command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}

// keeper runs a command until its own input ends, which it does with the process
// that holds the other end, and removes the folder of the server.
const keeper = `dir=$1; shift; "$@" >"$dir/log" 2>&1 & read -r _; kill -QUIT $!; wait $!; cd /; rm -rf "$dir"`

// serve starts the server and waits until it answers.
func (s *server) serve() error {
	cmd := s.owner.command("/bin/sh", "-c", keeper, "sh", s.dir, filepath.Join(s.bin, "postgres"), "-D", s.data(),
		"-c", "listen_addresses=", "-c", "unix_socket_directories="+s.dir, "-c", "fsync=off", "-c", "max_connections=100")
	cmd.Dir = s.dir
	var err error
	if s.input, err = cmd.StdinPipe(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		err := s.run("pg_isready", "--host="+s.dir)
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("PostgreSQL does not start: %w\n%s", err, log)
		}
	}
}
