package signaturetest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Fault is one way in which a responder misbehaves. The zero value is none.
type Fault uint8

// Faults of a server, which Misbehave and every responder of this package know.
const (
	FaultNone          Fault = iota
	FaultSlow                // nothing comes until the client gives up or 30 s are over
	FaultStalled             // half of the body comes, then nothing
	FaultGarbled             // every fourth octet of the body is changed
	FaultTruncated           // half of the announced body comes, then the end
	FaultHuge                // zeros without an announced length, up to 1 GiB
	FaultHugeAnnounced       // a length of 1 TiB is announced
	FaultRedirectLoop        // redirects to itself
	FaultServerError         // status 500
	FaultContentType         // the right body as text/html
)

// Faults of what is answered, which the responders know. Every one is signed
// and well-formed but for what the name says.
const (
	FaultWrongKey         Fault = iota + FaultContentType + 1 // signed with another key than the certificate's
	FaultStale                                                // issued a year before, and for as long as usual
	FaultOtherCertificate                                     // about another certificate, of another authority, or of other data
	FaultWrongNonce                                           // echoes another nonce
)

// String returns the name, as in “redirect loop”.
func (f Fault) String() string {
	names := [...]string{"none", "slow", "stalled", "garbled", "truncated", "huge", "huge, announced", "redirect loop",
		"server error", "content type", "wrong key", "stale", "other certificate", "wrong nonce"}
	if int(f) < len(names) {
		return names[f]
	}
	return fmt.Sprintf("fault %d", uint8(f))
}

const (
	slowness     = 30 * time.Second
	hugeBody     = 1 << 30
	announcement = 1 << 40
)

// Misbehave wraps a handler with a fault of the server. Faults of what is
// answered are the responders' own and change nothing here.
//
// Concurrency: as safe as h.
func Misbehave(h http.Handler, f Fault) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Only when a request was read does the server notice that its client left.
		body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		switch f {
		case FaultSlow:
			wait(r)
			h.ServeHTTP(w, r)
		case FaultHuge, FaultHugeAnnounced:
			serveHuge(w, r, f)
		case FaultRedirectLoop:
			w.Header().Set("Location", r.URL.RequestURI())
			w.WriteHeader(http.StatusTemporaryRedirect)
		case FaultServerError:
			http.Error(w, "out of order", http.StatusInternalServerError)
		case FaultStalled, FaultGarbled, FaultTruncated, FaultContentType:
			answer := &recorder{header: http.Header{}, code: http.StatusOK}
			h.ServeHTTP(answer, r)
			f.spoil(w, r, answer)
		default:
			h.ServeHTTP(w, r)
		}
	})
}

// spoil passes on a recorded answer with a fault of its body.
func (f Fault) spoil(w http.ResponseWriter, r *http.Request, answer *recorder) {
	body := answer.body.Bytes()
	w.Header().Set("Content-Type", answer.header.Get("Content-Type"))
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	switch f {
	case FaultContentType:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	case FaultGarbled:
		body = bytes.Clone(body)
		for i := 0; i < len(body); i += 4 {
			body[i] ^= 0x55
		}
	case FaultTruncated, FaultStalled:
		body = body[:len(body)/2]
	}
	w.WriteHeader(answer.code)
	_, _ = w.Write(body) // the client may have left
	if f == FaultStalled {
		_ = http.NewResponseController(w).Flush()
		wait(r)
	}
}

// recorder keeps an answer so that it can be spoiled.
type recorder struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(code int)        { r.code = code }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

func serveHuge(w http.ResponseWriter, r *http.Request, f Fault) {
	if f == FaultHugeAnnounced {
		w.Header().Set("Content-Length", fmt.Sprint(announcement))
	}
	zeros := make([]byte, 64<<10)
	for sent := 0; sent < hugeBody && r.Context().Err() == nil; sent += len(zeros) {
		if _, err := w.Write(zeros); err != nil {
			return
		}
	}
}

// wait returns when the client has left, or else after a while.
func wait(r *http.Request) {
	timer := time.NewTimer(slowness)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	}
}
