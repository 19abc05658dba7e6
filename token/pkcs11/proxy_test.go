//go:build cgo

package pkcs11_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/token/tokentest"
)

// built is the compiled testdata/proxy.c.
type built struct {
	folder string
	err    error
}

var proxyBuild = sync.OnceValue(func() built {
	folder, err := makeFolder("proxy")
	if err != nil {
		return built{err: err}
	}
	headers, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/miekg/pkcs11").Output()
	if err != nil {
		return built{folder, fmt.Errorf("find the headers: %w", err)}
	}
	out, err := exec.Command("gcc", "-shared", "-fPIC", "-O1", "-o", filepath.Join(folder, "proxy.so"),
		"-DREAL="+strconv.Quote(softHSM), "-I", strings.TrimSpace(string(headers)),
		"testdata/proxy.c", "-ldl", "-lpthread").CombinedOutput()
	if err != nil {
		return built{folder, fmt.Errorf("compile the proxy: %w\n%s", err, out)}
	}
	return built{folder: folder}
})

// proxy is the module of testdata/proxy.c in front of a fresh SoftHSM token.
type proxy struct {
	t      testing.TB
	module string
	folder string // of the files that control it
}

func newProxy(t testing.TB) proxy {
	t.Helper()
	freshToken(t)
	testtool.Path(t, "gcc")
	b := proxyBuild()
	if b.err != nil {
		t.Fatal(b.err)
	}
	p := proxy{t, filepath.Join(b.folder, "proxy.so"), t.TempDir()}
	t.Setenv("MOTCUA_PROXY", p.folder)
	t.Cleanup(func() {
		if p.has("violations") {
			text, _ := os.ReadFile(filepath.Join(p.folder, "violations"))
			t.Errorf("a session was used twice at the same time:\n%s", text)
		}
	})
	return p
}

func (p proxy) set(name, content string) {
	p.t.Helper()
	// Under its final name at once, as the module may look at any moment.
	temporary := filepath.Join(p.folder, name+".new")
	if err := os.WriteFile(temporary, []byte(content), 0o600); err != nil {
		p.t.Fatal(err)
	}
	if err := os.Rename(temporary, filepath.Join(p.folder, name)); err != nil {
		p.t.Fatal(err)
	}
}

func (p proxy) unset(name string) {
	p.t.Helper()
	if err := os.Remove(filepath.Join(p.folder, name)); err != nil && !os.IsNotExist(err) {
		p.t.Error(err)
	}
}

func (p proxy) has(name string) bool {
	_, err := os.Stat(filepath.Join(p.folder, name))
	return err == nil
}

func (p proxy) number(name string) int {
	text, _ := os.ReadFile(filepath.Join(p.folder, name))
	n, _ := strconv.Atoi(string(text))
	return n
}

func (p proxy) remove() { p.set("removed", "") }

func (p proxy) insert() {
	p.set("insertions", strconv.Itoa(p.number("insertions")+1))
	p.unset("removed")
}

func (p proxy) hang() (release func()) {
	p.set("hang", "")
	return func() { p.unset("hang") }
}

func (p proxy) fixture(t *testing.T) tokentest.Fixture {
	f := fixture(t, p.module)
	f.Fixed, f.Remove, f.Insert, f.Hang = false, p.remove, p.insert, p.hang
	return f
}

// TestLockingProxy runs the suite against a token that locks, can be pulled out
// and hangs.
func TestLockingProxy(t *testing.T) {
	tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
		p := newProxy(t)
		p.set("locks", "5")
		f := p.fixture(t)
		f.Locks = 5
		return f
	})
}

// TestVagueProxy runs it against a module that calls every removal a general
// error.
func TestVagueProxy(t *testing.T) {
	tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
		p := newProxy(t)
		p.set("vague", "")
		return p.fixture(t)
	})
}

// TestOneSession runs it against a token that has a single session, and does not
// say so beforehand.
func TestOneSession(t *testing.T) {
	tokentest.Run(t, func(t *testing.T) tokentest.Fixture {
		p := newProxy(t)
		p.set("sessions", "1")
		return p.fixture(t)
	})
}
