package fetch

import (
	"net/http"
	"runtime"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
)

// BenchmarkOCSP is an answer from memory, and a fetched one beside what net/http
// alone needs for the same exchange.
func BenchmarkOCSP(b *testing.B) {
	answer, err := signaturetest.OCSP(signaturetest.Person().Cert)
	if err != nil {
		b.Fatal(err)
	}
	url := serve(b, text(string(answer)))
	request := []byte("a request")
	call := func(b *testing.B, c *Client, fresh Freshness) {
		d, err := c.OCSP(b.Context(), now(), url, request, fresh)
		if err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
	b.Run("remembered", func(b *testing.B) {
		c := local(b, Options{})
		for b.Loop() {
			call(b, c, forAnHour)
		}
	})
	b.Run("fetched", func(b *testing.B) {
		c := local(b, Options{})
		for b.Loop() {
			call(b, c, nil)
		}
	})
	b.Run("floor", func(b *testing.B) {
		c := local(b, Options{})
		for b.Loop() {
			req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
			if err != nil {
				b.Fatal(err)
			}
			resp, err := c.direct.RoundTrip(req)
			if err != nil {
				b.Fatal(err)
			}
			body, err := readBody(resp.Body, maxResponse, "")
			if err != nil || body.size != int64(len(answer)) {
				b.Fatal(err)
			}
			resp.Body.Close()
		}
	})
}

// TestListMemory: a list of any size passes through a buffer.
func TestListMemory(t *testing.T) {
	const size = 64 << 20
	chunk := make([]byte, 64<<10)
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for sent := 0; sent < size; sent += len(chunk) {
			_, _ = w.Write(chunk)
		}
	}))
	c := local(t, Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d, err := c.List(t.Context(), now(), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; d.Size() != size || got > 2<<20 {
		t.Errorf("%d octets took %d of memory", d.Size(), got)
	}
}
