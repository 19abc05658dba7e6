package tsp

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net/http"
	"net/url"
	"time"

	"github.com/motcua/motcua/internal/cms"
)

// Authority is one timestamp authority.
type Authority struct {
	URL    string
	Policy string // OID that tokens must be issued under; "" for any
}

// Client asks authorities in order until one answers well.
//
// Concurrency: safe, as long as nobody changes its fields.
type Client struct {
	HTTP        *http.Client // nil: http.DefaultClient
	Authorities []Authority
	Attempts    int           // for each authority; 0 means DefaultAttempts
	Timeout     time.Duration // of one attempt; 0 means DefaultTimeout
	Pause       time.Duration // before the second attempt, doubled for each more; 0 means DefaultPause
}

// The defaults of a Client.
const (
	DefaultAttempts = 2
	DefaultTimeout  = 10 * time.Second
	DefaultPause    = 500 * time.Millisecond
)

// nonceBits is enough that no two requests share a nonce.
const nonceBits = 64

// Timestamp obtains a token for a digest. An answer that is wrong, as opposed to
// one that did not come, is not asked for again but from the next authority.
//
// Errors: those of every authority, joined: ErrHTTP, ErrTooLarge, ErrMalformed,
// ErrMismatch, ErrUntrue, *StatusError, the network's (without the address, which
// may hold a secret), ErrNoAuthority, or the context's.
func (c *Client) Timestamp(ctx context.Context, digest cms.Digest, imprint []byte) (*Token, error) {
	if len(c.Authorities) == 0 {
		return nil, fmt.Errorf("tsp: ask for timestamp: %w", ErrNoAuthority)
	}
	var errs []error
	for i, a := range c.Authorities {
		t, err := c.ask(ctx, a, digest, imprint)
		if err == nil {
			return t, nil
		}
		errs = append(errs, fmt.Errorf("tsp: authority %d: %w", i+1, err))
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(errs...)
}

// ask tries one authority several times.
func (c *Client) ask(ctx context.Context, a Authority, digest cms.Digest, imprint []byte) (*Token, error) {
	pause := orDefault(c.Pause, DefaultPause)
	for attempt := 1; ; attempt++ {
		t, again, err := c.attempt(ctx, a, digest, imprint)
		if err == nil {
			return t, nil
		}
		if !again || attempt >= orDefault(c.Attempts, DefaultAttempts) || ctx.Err() != nil {
			return nil, err
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
		pause *= 2
	}
}

func orDefault[T int | time.Duration](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// attempt makes one request, with a nonce of its own. It reports whether another
// attempt may do better.
func (c *Client) attempt(ctx context.Context, a Authority, digest cms.Digest, imprint []byte) (*Token, bool, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), nonceBits))
	if err != nil {
		return nil, false, err
	}
	r := &Request{Digest: digest, Imprint: imprint, Policy: a.Policy, Nonce: nonce}
	body, err := r.Encode()
	if err != nil {
		return nil, false, err
	}
	ctx, cancel := context.WithTimeout(ctx, orDefault(c.Timeout, DefaultTimeout))
	defer cancel()
	answer, again, err := c.post(ctx, a.URL, body)
	if err != nil {
		return nil, again, err
	}
	t, err := ParseResponse(answer, r)
	return t, false, err
}

// post sends a request (RFC 3161, 3.4) and returns the response.
func (c *Client) post(ctx context.Context, address string, body []byte) (answer []byte, again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, false, withoutAddress(err)
	}
	req.Header.Set("Content-Type", "application/timestamp-query")
	req.Header.Set("Accept", "application/timestamp-reply")
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, true, withoutAddress(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		busy := resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests
		return nil, busy, fmt.Errorf("status %d: %w", resp.StatusCode, ErrHTTP)
	}
	if kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err != nil || kind != "application/timestamp-reply" {
		return nil, false, fmt.Errorf("content type: %w", ErrHTTP)
	}
	answer, err = io.ReadAll(io.LimitReader(resp.Body, MaxResponseBytes+1))
	if err != nil {
		return nil, true, withoutAddress(err)
	}
	if len(answer) > MaxResponseBytes {
		return nil, false, ErrTooLarge
	}
	return answer, false, nil
}

// withoutAddress takes the URL out of an error: it may hold a secret.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
