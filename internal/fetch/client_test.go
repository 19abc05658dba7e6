package fetch

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"
)

// counting counts requests before it passes them on.
func counting(h http.Handler) (*atomic.Int32, http.Handler) {
	n := new(atomic.Int32)
	return n, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		h.ServeHTTP(w, r)
	})
}

// want fetches and compares the body.
func want(t *testing.T, c *Client, at time.Time, url, body string, fresh Freshness) {
	t.Helper()
	d, err := c.List(t.Context(), at, url, fresh)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if got, err := d.Bytes(); string(got) != body || err != nil || d.Size() != int64(len(body)) {
		t.Fatalf("%q, %v", got, err)
	}
}

func TestKept(t *testing.T) {
	asked, h := counting(text("list"))
	url, c := serve(t, h), local(t, Options{})
	for i, tt := range []struct {
		at    time.Time
		fresh Freshness
		asked int32
	}{
		{now(), nil, 1}, // not kept
		{now(), forAnHour, 2},
		{now().Add(59 * time.Minute), forAnHour, 2},
		{now().AddDate(-1, 0, 0), nil, 2},
		{now().Add(time.Hour), nil, 3}, // over
		{now(), nil, 4},
	} {
		want(t, c, tt.at, url, "list", tt.fresh)
		if asked.Load() != tt.asked {
			t.Errorf("call %d: asked %d times, want %d", i, asked.Load(), tt.asked)
		}
	}
}

// TestKeptApart: address, kind and body tell fetches apart; a fragment doesn't.
func TestKeptApart(t *testing.T) {
	asked, h := counting(text("answer"))
	url, c := serve(t, h), local(t, Options{})
	calls := []func() (*Data, error){
		func() (*Data, error) { return c.List(t.Context(), now(), url+"/a", forAnHour) },
		func() (*Data, error) { return c.List(t.Context(), now(), url+"/b", forAnHour) },
		func() (*Data, error) { return c.List(t.Context(), now(), url+"/a?b", forAnHour) },
		func() (*Data, error) { return c.OCSP(t.Context(), now(), url+"/a", []byte("1"), forAnHour) },
		func() (*Data, error) { return c.OCSP(t.Context(), now(), url+"/a", []byte("2"), forAnHour) },
	}
	for range 2 {
		for _, call := range calls {
			d, err := call()
			if err != nil {
				t.Fatal(err)
			}
			d.Close()
		}
	}
	want(t, c, now(), url+"/a#b", "answer", nil)
	if asked.Load() != int32(len(calls)) {
		t.Errorf("asked %d times for %d answers", asked.Load(), len(calls))
	}
}

func TestMaxAge(t *testing.T) {
	for header, want := range map[[2]string]time.Duration{
		{"", ""}: 0, {"max-age=60", ""}: time.Minute, {"public, Max-Age=\"60\"", "20"}: 40 * time.Second, {"max-age=60", "61"}: 0,
		{"no-store, max-age=60", ""}: 0, {"max-age=60, no-cache", ""}: 0, {"max-age=x", ""}: 0, {"max-age=-1", ""}: 0,
		{"max-age=99999999999999", ""}: 10 * 365 * 24 * time.Hour, {"s-maxage=5", ""}: 0,
	} {
		h := http.Header{"Cache-Control": {header[0]}, "Age": {header[1]}}
		if got := maxAge(h); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Cache-Control", "max-age=7") }))
	var seen time.Duration
	_, err := local(t, Options{}).List(t.Context(), now(), url, func(d *Data) time.Time {
		seen = d.MaxAge()
		return time.Time{}
	})
	if err != nil || seen != 7*time.Second {
		t.Errorf("%v, %v", seen, err)
	}
}

// TestSingleFlight: many who ask at once get the same answer to one request.
func TestSingleFlight(t *testing.T) {
	release := make(chan struct{})
	asked, h := counting(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		<-release
		_, _ = w.Write(bytes.Repeat([]byte("x"), maxInMemory+1))
	}))
	url, c := serve(t, h), local(t, Options{})
	const many = 50
	var wg sync.WaitGroup
	for range many {
		wg.Go(func() {
			d, err := c.List(t.Context(), now(), url, nil)
			if err != nil {
				t.Error(err)
				return
			}
			defer d.Close()
			if b, err := d.Bytes(); err != nil || len(b) != maxInMemory+1 {
				t.Errorf("%d octets, %v", len(b), err)
			}
		})
	}
	waitFor(t, func() bool { return waiting(c) == many })
	close(release)
	wg.Wait()
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

// waiting counts those who wait for anything.
func waiting(c *Client) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, f := range c.flights {
		n += f.waiting
	}
	return n
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it never happens")
		}
	}
}

// TestLeaving: who asked first may leave; the fetch ends with the last one, and
// is not remembered as a failure.
func TestLeaving(t *testing.T) {
	release, ended := make(chan struct{}), make(chan struct{}, 9)
	asked, h := counting(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
			_, _ = w.Write([]byte("list"))
		case <-r.Context().Done():
			ended <- struct{}{}
		}
	}))
	url, c := serve(t, h), local(t, Options{})
	call := func(ctx context.Context) chan error {
		failure := make(chan error, 1)
		go func() {
			d, err := c.List(ctx, now(), url, nil)
			if err == nil {
				err = d.Close()
			}
			failure <- err
		}()
		return failure
	}
	first, leave := context.WithCancel(t.Context())
	one := call(first)
	waitFor(t, func() bool { return asked.Load() == 1 })
	leave()
	if err := <-one; !errors.Is(err, context.Canceled) {
		t.Errorf("who left: %v", err)
	}
	<-ended // nobody waited any more

	second, leave2 := context.WithCancel(t.Context())
	two, three := call(second), call(t.Context())
	waitFor(t, func() bool { return waiting(c) == 2 && asked.Load() == 2 })
	leave2()
	if err := <-two; !errors.Is(err, context.Canceled) {
		t.Errorf("who left: %v", err)
	}
	close(release)
	if err := <-three; err != nil {
		t.Errorf("who stayed: %v", err)
	}
	if asked.Load() != 2 {
		t.Errorf("asked %d times", asked.Load())
	}
}

// TestUnreachable: a dead address costs one attempt, whatever is asked of it,
// until the failure is old.
func TestUnreachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := "http://" + listener.Addr().String()
	listener.Close()
	c := local(t, Options{})
	attempts := 0
	dial := c.direct.DialContext
	c.direct.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		attempts++
		return dial(ctx, network, address)
	}
	for i, tt := range []struct {
		after      time.Duration
		attempts   int
		remembered bool
	}{{0, 1, false}, {0, 1, true}, {failureLife - 1, 1, true}, {failureLife, 2, false}} {
		_, err := c.OCSP(t.Context(), now().Add(tt.after), dead+fmt.Sprint("/", i), []byte{byte(i)}, forAnHour)
		var failure *Error
		if !errors.Is(err, ErrUnreachable) || !errors.As(err, &failure) || failure.Remembered != tt.remembered || attempts != tt.attempts {
			t.Errorf("call %d: %v after %d attempts", i, err, attempts)
		}
	}
	never := local(t, Options{FailureLife: -1})
	for range 2 {
		_, err := never.List(t.Context(), now(), dead, nil)
		var failure *Error
		if !errors.As(err, &failure) || failure.Remembered {
			t.Errorf("remembered: %v", err)
		}
	}
	unknown := local(t, Options{})
	if _, err := unknown.List(t.Context(), now(), "http://ocsp.ca.invalid/", nil); !errors.Is(err, ErrUnreachable) {
		t.Errorf("unknown name: %v", err)
	}
}

// TestRefusalRemembered: a status concerns the address alone, not the server.
func TestRefusalRemembered(t *testing.T) {
	asked, h := counting(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			http.NotFound(w, r)
		}
	}))
	url, c := serve(t, h), local(t, Options{})
	for range 3 {
		_, err := c.List(t.Context(), now(), url+"/gone", forAnHour)
		var status *HTTPError
		if !errors.As(err, &status) || status.Status != http.StatusNotFound {
			t.Errorf("%v", err)
		}
	}
	want(t, c, now(), url+"/here", "", forAnHour)
	if asked.Load() != 2 {
		t.Errorf("asked %d times", asked.Load())
	}
}

// TestNobodyWaits: what comes after the last one left is not held.
func TestNobodyWaits(t *testing.T) {
	c := local(t, Options{})
	d := body(1)
	c.finish(now(), job{}, &flight{done: make(chan struct{})}, outcome{data: d, reached: true})
	if !d.closed.Load() {
		t.Error("the data is held")
	}
}

func TestCloseEndsFetches(t *testing.T) {
	url := serve(t, signaturetest.Misbehave(text("x"), signaturetest.FaultSlow))
	c := New(Options{AllowPrivateUnsafe: true})
	failure := make(chan error)
	go func() {
		_, err := c.List(context.Background(), now(), url, nil)
		failure <- err
	}()
	waitFor(t, func() bool { return waiting(c) == 1 })
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-failure; !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
}

func TestTLS(t *testing.T) {
	server := httptest.NewUnstartedServer(text("list"))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of the refused handshake
	server.StartTLS()
	t.Cleanup(server.Close)
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	want(t, local(t, Options{RootCAs: pool}), now(), server.URL, "list", nil)
	other := x509.NewCertPool()
	if _, err := local(t, Options{RootCAs: other}).List(t.Context(), now(), server.URL, nil); !errors.Is(err, ErrUnreachable) {
		t.Errorf("%v", err)
	}
}

// TestClosedConnection: a server that closes an idle connection just when it is
// used again is not taken for dead.
func TestClosedConnection(t *testing.T) {
	server := httptest.NewServer(text("answer"))
	t.Cleanup(server.Close)
	c := local(t, Options{})
	for n := range 20 {
		d, err := c.OCSP(t.Context(), now(), server.URL, []byte{byte(n)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
		server.CloseClientConnections()
	}
}
