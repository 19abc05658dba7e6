package fetch

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// Client fetches, and keeps what it got. Its memory of answers and failures is
// shared by all callers; what several ask for at once is fetched once.
//
// Each call is told the moment at which it is made. It decides only what is
// still remembered: it is the time of the fetch, not of a judgement of the past.
//
// Concurrency: safe.
type Client struct {
	options         Options
	direct, proxied *http.Transport
	slots           chan struct{} // one for each fetch under way
	running         sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	flights map[key]*flight
	kept    *cache
}

// Freshness looks at a body and says until when it may be served again; a moment
// that is not after the call means that it is not kept. It runs on another
// goroutine, and must neither close nor keep the data.
type Freshness func(*Data) time.Time

// key tells fetches apart.
type key struct {
	kind    kind
	address string
	body    [sha256.Size]byte
}

type kind uint8

const (
	kindOCSP kind = iota + 1
	kindList
	kindCertificates
	kindOrigin // a scheme and host that can't be reached
)

// job is what one fetch needs.
type job struct {
	key       key
	url       *url.URL
	post      []byte // nil to get
	accept    string
	timeout   time.Duration
	limit     int64
	freshness Freshness
}

// New returns a client. It must be closed.
func New(o Options) *Client {
	o = o.withDefaults()
	return &Client{
		options: o,
		direct:  transport(o, false),
		proxied: transport(o, true),
		slots:   make(chan struct{}, maxParallel),
		flights: make(map[key]*flight),
		kept:    newCache(o.MaxCacheBytes, o.MaxCacheEntries),
	}
}

// OCSP posts a request to a responder and returns the response as it came, of at
// most 256 KiB. A request that holds a nonce is never answered from memory,
// since no other one is equal to it.
//
// Errors: an *Error around ErrURL, ErrBlocked, ErrUnreachable, ErrTimeout,
// ErrTooLarge, ErrTruncated, ErrRedirect, ErrClosed, *HTTPError or the context's
// error.
func (c *Client) OCSP(ctx context.Context, now time.Time, address string, request []byte, fresh Freshness) (*Data, error) {
	return c.do(ctx, now, address, job{
		key:  key{kind: kindOCSP, body: sha256.Sum256(request)},
		post: request, accept: "application/ocsp-response",
		timeout: lower(c.options.Timeout, shortTimeout), limit: maxResponse, freshness: fresh,
	})
}

// List gets a revocation list.
//
// Errors: as OCSP; that a large body can't be kept in a file.
func (c *Client) List(ctx context.Context, now time.Time, address string, fresh Freshness) (*Data, error) {
	return c.do(ctx, now, address, job{
		key: key{kind: kindList}, accept: "application/pkix-crl",
		timeout: lower(c.options.Timeout, longTimeout), limit: c.options.MaxListSize, freshness: fresh,
	})
}

// Certificates gets the certificates of an issuer: one in DER, or up to 64 in
// PEM or a certs-only CMS message (RFC 5280, 4.2.2.1). They are kept for a day.
//
// Errors: as OCSP; ErrContent.
func (c *Client) Certificates(ctx context.Context, now time.Time, address string) ([]*cert.Certificate, error) {
	data, err := c.do(ctx, now, address, job{
		key: key{kind: kindCertificates}, accept: "application/pkix-cert, application/pkcs7-mime",
		timeout: lower(c.options.Timeout, shortTimeout), limit: maxBundle, freshness: c.certificatesFresh(now),
	})
	if err != nil {
		return nil, err
	}
	defer data.Close()
	certs, err := readCertificates(data)
	if err != nil {
		u, _ := url.Parse(address) // which was fetched
		return nil, &Error{Address: shown(u), Err: err}
	}
	return certs, nil
}

// certificatesFresh keeps what can be read for a day, and the rest like any
// failure.
func (c *Client) certificatesFresh(now time.Time) Freshness {
	return func(d *Data) time.Time {
		if _, err := readCertificates(d); err != nil {
			return now.Add(c.options.FailureLife)
		}
		return now.Add(certificateLife)
	}
}

// Close ends what is under way and forgets what is kept. Data that was handed
// out stays usable. Closing again does nothing.
func (c *Client) Close() error {
	c.mu.Lock()
	c.closed = true
	for _, f := range c.flights {
		f.cancel()
	}
	c.mu.Unlock()
	c.running.Wait()
	c.direct.CloseIdleConnections()
	c.proxied.CloseIdleConnections()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept.clear()
}

// do answers from memory, joins a fetch that is under way, or starts one.
func (c *Client) do(ctx context.Context, now time.Time, address string, j job) (*Data, error) {
	u, err := parseURL(address)
	if err != nil {
		return nil, &Error{Address: "an address", Err: err}
	}
	j.url, j.key.address = u, u.String()
	data, f, err := c.join(now, j)
	if err != nil {
		e := &Error{Address: shown(u), Err: err}
		e.Remembered = !errors.Is(err, ErrClosed)
		return nil, e
	}
	if data != nil {
		return data, nil
	}
	if data, err = c.wait(ctx, f); err != nil {
		return nil, &Error{Address: shown(u), Err: err}
	}
	return data, nil
}

// join returns what is remembered, be it an error, or the flight to wait for.
func (c *Client) join(now time.Time, j job) (*Data, *flight, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, nil, ErrClosed
	}
	for _, k := range []key{j.key, origin(j.url)} {
		if e := c.kept.get(k, now); e != nil && e.err != nil {
			return nil, nil, e.err
		} else if e != nil {
			return e.data.blob.share(), nil, nil
		}
	}
	f := c.flights[j.key]
	if f == nil {
		f = c.start(now, j)
	}
	f.waiting++
	return nil, f, nil
}

func origin(u *url.URL) key { return key{kind: kindOrigin, address: u.Scheme + "://" + u.Host} }
