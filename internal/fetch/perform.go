package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// transport makes connections: to the servers themselves, which must be public,
// or to a proxy.
func transport(o Options, toProxy bool) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout}
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    dialTimeout,
		DisableCompression:     true, // sizes are bounded as they come
		MaxConnsPerHost:        maxPerHost,
		MaxIdleConns:           maxParallel,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
	}
	if toProxy {
		t.Proxy = o.ProxyUnsafe
	} else if !o.AllowPrivateUnsafe {
		dialer.Control = refuse
	}
	return t
}

// perform follows redirects to the body. It says whether the first server
// answered at all.
func (c *Client) perform(ctx context.Context, j job) (body *blob, reached bool, err error) {
	u, hops := j.url, maxRedirects
	if c.options.NoRedirects {
		hops = 0
	}
	for {
		resp, err := c.roundTrip(ctx, j, u)
		if err != nil {
			return nil, reached, err
		}
		reached = true
		if !isRedirect(resp.StatusCode) {
			body, err := c.readAnswer(ctx, resp, j.limit)
			return body, true, err
		}
		resp.Body.Close()
		if hops--; hops < 0 {
			return nil, true, fmt.Errorf("%w: too many", ErrRedirect)
		}
		if u, err = follow(resp, u, j.post != nil); err != nil {
			return nil, true, err
		}
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// follow returns the next address. Only 307 and 308 say that a request with a
// body is to be sent again (RFC 9110, 15.4).
func follow(resp *http.Response, u *url.URL, post bool) (*url.URL, error) {
	if post && resp.StatusCode != http.StatusTemporaryRedirect && resp.StatusCode != http.StatusPermanentRedirect {
		return nil, fmt.Errorf("%w: status %d to a request with a body", ErrRedirect, resp.StatusCode)
	}
	location := resp.Header.Get("Location")
	if location == "" || len(location) > maxURL {
		return nil, fmt.Errorf("%w: no usable address", ErrRedirect)
	}
	next, err := u.Parse(location)
	if err != nil { // whose text quotes the address
		return nil, fmt.Errorf("%w: no usable address", ErrRedirect)
	}
	if err := checkURL(next); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRedirect, err)
	}
	return next, nil
}

func (c *Client) roundTrip(ctx context.Context, j job, u *url.URL) (*http.Response, error) {
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}}).WithContext(ctx)
	req.Header.Set("User-Agent", "motcua")
	req.Header.Set("Accept", j.accept)
	if j.post != nil {
		req.Method, req.ContentLength = http.MethodPost, int64(len(j.post))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(j.post)), nil }
		req.Body, _ = req.GetBody()
		req.Header.Set("Content-Type", "application/ocsp-request")
		// Asking twice does no harm, so that a connection which the server has
		// just closed is no failure. The header itself is not sent.
		req.Header["X-Idempotency-Key"] = nil
	}
	t, err := c.route(req)
	if err != nil {
		return nil, err
	}
	resp, err := t.RoundTrip(req)
	if err != nil {
		return nil, classify(ctx, err)
	}
	return resp, nil
}

// route picks the transport. What is sent to a proxy does not pass refuse.
func (c *Client) route(req *http.Request) (*http.Transport, error) {
	if c.options.ProxyUnsafe == nil {
		return c.direct, nil
	}
	proxy, err := c.options.ProxyUnsafe(req)
	if err != nil {
		return nil, fmt.Errorf("%w: no proxy", ErrUnreachable)
	}
	if proxy == nil {
		return c.direct, nil
	}
	if a, err := netip.ParseAddr(req.URL.Hostname()); err == nil && !isPublic(a) && !c.options.AllowPrivateUnsafe {
		return nil, ErrBlocked
	}
	return c.proxied, nil
}

// classify turns a failure before the answer into one of the package's errors.
// Of the cause only what names no address is told.
func classify(ctx context.Context, err error) error {
	var op *net.OpError
	var dns *net.DNSError
	var errno syscall.Errno
	var unverified *tls.CertificateVerificationError
	switch {
	case errors.Is(err, ErrBlocked):
		return ErrBlocked
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case ctx.Err() != nil:
		return ErrTimeout
	case errors.As(err, &dns):
		return fmt.Errorf("%w: name is not resolved", ErrUnreachable)
	case errors.As(err, &errno):
		return fmt.Errorf("%w: %w", ErrUnreachable, errno)
	case errors.As(err, &unverified):
		return fmt.Errorf("%w: its TLS certificate is not accepted", ErrUnreachable)
	case errors.As(err, &op) && op.Timeout():
		return fmt.Errorf("%w: no connection in time", ErrUnreachable)
	}
	return ErrUnreachable
}

// readAnswer takes the body of a final answer.
func (c *Client) readAnswer(ctx context.Context, resp *http.Response, limit int64) (*blob, error) {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &HTTPError{Status: resp.StatusCode}
	}
	if resp.ContentLength > limit {
		return nil, ErrTooLarge
	}
	source := &source{ctx: ctx, r: resp.Body}
	body, err := readBody(source, limit, c.options.TempDir)
	if err != nil {
		return nil, err
	}
	body.maxAge = maxAge(resp.Header)
	return body, nil
}

// source names the errors of the network as the package does, so that those of
// the temporary file can't be taken for them.
type source struct {
	ctx context.Context
	r   io.Reader
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case errors.Is(s.ctx.Err(), context.Canceled):
		return n, context.Canceled
	case s.ctx.Err() != nil:
		return n, ErrTimeout
	}
	return n, ErrTruncated
}

// maxAge reads how long an answer may be kept, less what it aged elsewhere (RFC
// 9111, 4.2).
func maxAge(h http.Header) time.Duration {
	const most = 10 * 365 * 24 * 3600
	age, _ := strconv.ParseUint(h.Get("Age"), 10, 31)
	seconds := uint64(0)
	for directive := range strings.SplitSeq(h.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(directive)), "=")
		switch name {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			seconds, _ = strconv.ParseUint(strings.Trim(value, `"`), 10, 63)
		}
	}
	seconds = min(seconds, most)
	if seconds <= age {
		return 0
	}
	return time.Duration(seconds-age) * time.Second
}
