package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"

	"github.com/motcua/motcua/internal/testtool"
)

func TestExit(t *testing.T) {
	count := func(total, skipped, unopenable int, files map[signature.Status]int) tally {
		return tally{files: files, total: total, skipped: skipped, unopenable: unopenable}
	}
	valid, unsigned := signature.StatusValid, signature.StatusUnsigned
	tests := []struct {
		name string
		in   tally
		want int
	}{
		{"all valid", count(2, 0, 0, map[signature.Status]int{valid: 2}), exitValid},
		{"all valid, others passed over", count(2, 3, 0, map[signature.Status]int{valid: 2}), exitValid},
		{"one unsigned", count(2, 0, 0, map[signature.Status]int{valid: 1, unsigned: 1}), exitNotValid},
		{"nothing judged", count(0, 3, 0, nil), exitNotValid},
		{"a path that cannot be opened", count(2, 0, 1, map[signature.Status]int{valid: 2}), exitUsage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := exitValid
			if f := (*failure)(nil); errors.As(tt.in.exit(), &f) {
				got = f.code
			}
			if got != tt.want {
				t.Errorf("exit = %d, want %d", got, tt.want)
			}
		})
	}
}

// TestWindowHoldsTheWalkBack checks that the walk stops while the output does
// not go on, so that memory does not grow with the number of files.
func TestWindowHoldsTheWalkBack(t *testing.T) {
	const window, files = 8, 100
	dir := t.TempDir()
	for i := range files {
		writeFile(t, filepath.Join(dir, strconv.Itoa(i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	pending, work := make(chan *task, window), make(chan *task, files)
	ended := make(chan struct{})
	go func() {
		produce(ctx, []string{dir}, pending, work)
		close(ended)
	}()
	for range window {
		<-work
	}
	select {
	case <-ended:
		t.Error("the walk did not wait")
	default:
	}
	cancel()
	<-ended
	if got := len(pending); got > window {
		t.Errorf("%d tasks are pending, the window is %d", got, window)
	}
}

// TestPipelineKeepsOrder runs many workers over files of different cost.
func TestPipelineKeepsOrder(t *testing.T) {
	dir := t.TempDir()
	var want []string
	for i := range 60 {
		name := filepath.Join(dir, fmt.Sprintf("%02d.pdf", i))
		writeFile(t, name)
		want = append(want, name)
	}
	out, a := testApp(t)
	count, err := a.pipeline(t.Context(), &judge{json: true}, []string{dir}, 8)
	if err != nil || count.total != len(want) {
		t.Fatalf("pipeline = %+v, %v", count, err)
	}
	var got []string
	for line := range strings.Lines(out()) {
		_, rest, _ := strings.Cut(line, `"file":"`)
		name, _, _ := strings.Cut(rest, `"`)
		got = append(got, name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order of output (-want +got):\n%s", diff)
	}
}

func TestPipelineStops(t *testing.T) {
	dir := t.TempDir()
	for i := range 20 {
		writeFile(t, filepath.Join(dir, fmt.Sprintf("%02d.pdf", i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, a := testApp(t)
	if _, err := a.pipeline(ctx, &judge{}, []string{dir}, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("pipeline = %v, want context.Canceled", err)
	}
	var f *failure
	if err := a.verify(ctx, verifyFlags{jurisdiction: "national", jobs: 1}, []string{dir}); !errors.As(err, &f) || f.code != exitNotValid {
		t.Errorf("verify = %v, want exit code %d", err, exitNotValid)
	}
}

func TestOutputErrorEndsTheRun(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.pdf")
	writeFile(t, name)
	_, a := testApp(t)
	a.stdout.Close()
	if _, err := a.pipeline(t.Context(), &judge{}, []string{name}, 1); !errors.Is(err, os.ErrClosed) {
		t.Errorf("pipeline = %v, want os.ErrClosed", err)
	}
}

func TestJoin(t *testing.T) {
	tests := []struct{ arg, rel, want string }{
		{"a", "b.pdf", "a/b.pdf"},
		{"./a", "b/c.pdf", "./a/b/c.pdf"},
		{"a/", "b.pdf", "a/b.pdf"},
		{".", "b.pdf", "./b.pdf"},
		{"..", "b.pdf", "../b.pdf"},
		{"/", "b.pdf", "/b.pdf"},
	}
	for _, tt := range tests {
		if got := filepath.ToSlash(join(filepath.FromSlash(tt.arg), filepath.FromSlash(tt.rel))); got != tt.want {
			t.Errorf("join(%q, %q) = %q, want %q", tt.arg, tt.rel, got, tt.want)
		}
	}
}

// TestNothingOutsideTheFolder swaps a file for a link between walk and opening.
func TestNothingOutsideTheFolder(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(outside, "secret.pdf"))
	name := filepath.Join(dir, "a.pdf")
	writeFile(t, name)
	var found []target
	walk(t.Context(), []string{dir}, func(next target) bool {
		found = append(found, next)
		return true
	})
	if len(found) != 1 {
		t.Fatalf("walk found %+v", found)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret.pdf"), name); err != nil {
		testtool.Missing(t, "a file system with symbolic links")
	}
	if f, _, err := found[0].open(); err == nil {
		f.Close()
		t.Error("a link out of the folder was opened")
	}
}

func TestScanLanguage(t *testing.T) {
	tests := []struct {
		args string
		want motcua.Language
	}{
		{"verify a.pdf", motcua.Vietnamese},
		{"verify --lang en a.pdf", motcua.English},
		{"--lang=en verify", motcua.English},
		{"verify --lang", motcua.Vietnamese},
		{"verify -- --lang en", motcua.Vietnamese},
		{"verify --lang en --lang vi", motcua.Vietnamese},
	}
	for _, tt := range tests {
		if got := scanLanguage(strings.Fields(tt.args)); got != tt.want {
			t.Errorf("scanLanguage(%q) = %q, want %q", tt.args, got, tt.want)
		}
	}
}

// testApp gives an app that writes to files, and what it has written.
func testApp(t *testing.T) (output func() string, a *app) {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	errs, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close(); errs.Close() })
	output = func() string {
		b, err := os.ReadFile(out.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	return output, &app{lang: motcua.English, stdout: out, stderr: errs}
}

// writeFile writes a file that begins like a PDF and is none.
func writeFile(t *testing.T, name string) {
	t.Helper()
	content := slices.Concat([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), len(name)))
	if err := os.WriteFile(name, content, 0o666); err != nil {
		t.Fatal(err)
	}
}
