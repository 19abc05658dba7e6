package fetch

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// now is the moment of the calls.
func now() time.Time { return time.Date(2025, 3, 10, 2, 31, 0, 0, time.UTC) }

// serve starts a server on loopback that ends with the test.
func serve(tb testing.TB, h http.Handler) string {
	tb.Helper()
	server := httptest.NewServer(h)
	tb.Cleanup(server.Close)
	return server.URL
}

// local makes a client that may dial loopback.
func local(tb testing.TB, o Options) *Client {
	tb.Helper()
	o.AllowPrivateUnsafe = true
	o.TempDir = tb.TempDir()
	return closing(tb, New(o))
}

func closing(tb testing.TB, c *Client) *Client {
	tb.Cleanup(func() {
		if err := c.Close(); err != nil {
			tb.Error(err)
		}
	})
	return c
}

// forAnHour keeps everything for an hour.
func forAnHour(*Data) time.Time { return now().Add(time.Hour) }

// text serves the same answer to everybody.
func text(body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
}
