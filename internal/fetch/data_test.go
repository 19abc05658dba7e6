package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"testing"
)

// TestLargeBody: it goes to a file that is gone with its last user.
func TestLargeBody(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	url, c := serve(t, text(string(body))), local(t, Options{})
	d, err := c.List(t.Context(), now(), url, forAnHour)
	if err != nil {
		t.Fatal(err)
	}
	if d.blob.file == nil || d.Size() != int64(len(body)) {
		t.Fatalf("%d octets in memory", d.Size())
	}
	again, err := c.List(t.Context(), now(), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Bytes(); !errors.Is(err, ErrClosed) {
		t.Errorf("closed data: %v", err)
	}
	if _, err := d.ReadAt(make([]byte, 1), 0); !errors.Is(err, ErrClosed) {
		t.Errorf("closed data: %v", err)
	}
	got, err := io.ReadAll(io.NewSectionReader(again, 0, again.Size()))
	if err != nil || !bytes.Equal(got, body) {
		t.Errorf("%d octets, %v", len(got), err)
	}
	file := again.blob.file
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if _, err := file.Stat(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("file after its last user: %v", err)
	}
	if left, err := os.ReadDir(c.options.TempDir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := c.List(t.Context(), now(), url, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("closed client: %v", err)
	}
}

// TestNoTempDir: that a large body can't be kept is told, and is no fault of the
// server.
func TestNoTempDir(t *testing.T) {
	url := serve(t, text(string(make([]byte, maxInMemory+1))))
	c := local(t, Options{})
	c.options.TempDir += "/missing"
	if _, err := c.List(t.Context(), now(), url, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// TestAnnouncedLength: what announces too much is not waited for.
func TestAnnouncedLength(t *testing.T) {
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(maxResponse+1))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	if _, err := local(t, quick()).OCSP(t.Context(), now(), url, nil, nil); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
}

// TestSmallLimit: the bound is exact, in memory too.
func TestSmallLimit(t *testing.T) {
	c := local(t, Options{MaxListSize: 4})
	want(t, c, now(), serve(t, text("four")), "four", nil)
	unannounced := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = http.NewResponseController(w).Flush()
		_, _ = w.Write([]byte("fiver"))
	})
	if _, err := c.List(t.Context(), now(), serve(t, unannounced), nil); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
}
