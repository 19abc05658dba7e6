package signaturetest_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"
)

// TestMisbehave: each fault is what its name says, seen by a plain client.
func TestMisbehave(t *testing.T) {
	body := bytes.Repeat([]byte("body"), 1000)
	good := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-good")
		_, _ = w.Write(body)
	})
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	tests := []struct {
		fault signaturetest.Fault
		right func(resp *http.Response, got []byte, err error) bool
	}{
		{signaturetest.FaultNone, func(resp *http.Response, got []byte, err error) bool {
			return err == nil && bytes.Equal(got, body) && resp.Header.Get("Content-Type") == "application/x-good"
		}},
		{signaturetest.FaultSlow, func(resp *http.Response, _ []byte, err error) bool {
			return resp == nil && errors.Is(err, context.DeadlineExceeded)
		}},
		{signaturetest.FaultStalled, func(resp *http.Response, got []byte, err error) bool {
			return resp != nil && errors.Is(err, context.DeadlineExceeded) && len(got) == len(body)/2
		}},
		{signaturetest.FaultGarbled, func(_ *http.Response, got []byte, err error) bool {
			return err == nil && len(got) == len(body) && !bytes.Equal(got, body)
		}},
		{signaturetest.FaultTruncated, func(_ *http.Response, got []byte, err error) bool {
			return errors.Is(err, io.ErrUnexpectedEOF) && len(got) == len(body)/2
		}},
		{signaturetest.FaultHuge, func(resp *http.Response, got []byte, err error) bool {
			return err == nil && len(got) == 1<<20 && resp.ContentLength == -1
		}},
		{signaturetest.FaultHugeAnnounced, func(resp *http.Response, got []byte, err error) bool {
			return err == nil && len(got) == 1<<20 && resp.ContentLength == 1<<40
		}},
		{signaturetest.FaultRedirectLoop, func(resp *http.Response, _ []byte, err error) bool {
			return err == nil && resp.StatusCode == 307 && resp.Header.Get("Location") == "/a?b"
		}},
		{signaturetest.FaultServerError, func(resp *http.Response, _ []byte, err error) bool {
			return err == nil && resp.StatusCode == 500
		}},
		{signaturetest.FaultContentType, func(resp *http.Response, got []byte, err error) bool {
			return err == nil && bytes.Equal(got, body) && resp.Header.Get("Content-Type") == "text/html; charset=utf-8"
		}},
	}
	for _, tt := range tests {
		t.Run(tt.fault.String(), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			if tt.fault == signaturetest.FaultSlow || tt.fault == signaturetest.FaultStalled {
				ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
			}
			defer cancel()
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, serve(t, signaturetest.Misbehave(good, tt.fault))+"/a?b", nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := client.Do(request)
			var got []byte
			if err == nil {
				defer resp.Body.Close()
				got, err = io.ReadAll(io.LimitReader(resp.Body, 1<<20))
			}
			if !tt.right(resp, got, err) {
				t.Errorf("response %v, %d octets, error %v", resp, len(got), err)
			}
		})
	}
}
