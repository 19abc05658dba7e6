package csc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// MaxAnswerBytes bounds an answer of the service. Lists with certificates stay far
// below it.
const MaxAnswerBytes = 4 << 20

// TokenSource returns the OAuth 2.0 access token of scope “service”, without
// “Bearer”. It is asked before each request.
type TokenSource func(ctx context.Context) (string, error)

// Client calls one service.
//
// Concurrency: safe.
type Client struct {
	base  string
	http  *http.Client
	token TokenSource
}

// New returns a client for the service at base, such as
// https://service.example/csc/v2. The HTTP client, nil for http.DefaultClient,
// decides on timeouts; redirects are not followed.
//
// Errors: ErrAddress.
func New(base string, client *http.Client, token TokenSource) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil, fmt.Errorf("csc: open service: %w", ErrAddress)
	}
	if client == nil {
		client = http.DefaultClient
	}
	own := *client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{base: strings.TrimRight(base, "/"), http: &own, token: token}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// call posts a request to a method and reads the answer.
func (c *Client) call(ctx context.Context, method string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("csc: %s: %w", method, ErrJob)
	}
	defer clear(body)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/"+method, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("csc: %s: %w", method, ErrAddress)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if c.token != nil {
		token, err := c.token(ctx)
		if err != nil {
			return fmt.Errorf("csc: %s: access token: %w", method, err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("csc: %s: %w", method, withoutAddress(err))
	}
	defer resp.Body.Close()
	return read(method, resp, out)
}

// read takes an answer apart.
func read(method string, resp *http.Response, out any) error {
	data, err := io.ReadAll(io.LimitReader(resp.Body, MaxAnswerBytes+1))
	if err != nil {
		return fmt.Errorf("csc: %s: %w", method, withoutAddress(err))
	}
	defer clear(data)
	if len(data) > MaxAnswerBytes {
		return fmt.Errorf("csc: %s: %w", method, ErrTooLarge)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("csc: %s: %w", method, &ServiceError{Status: resp.StatusCode, Code: errorCode(data)})
	}
	if kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return fmt.Errorf("csc: %s: content type: %w", method, ErrAnswer)
	}
	if json.Unmarshal(data, out) != nil {
		return fmt.Errorf("csc: %s: %w", method, ErrAnswer)
	}
	return nil
}

// errorCode returns the code of an error answer, as far as it looks like one.
func errorCode(data []byte) string {
	var e struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(data, &e) != nil || len(e.Error) > 64 {
		return ""
	}
	for _, r := range e.Error {
		if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return ""
		}
	}
	return e.Error
}

// withoutAddress takes the URL out of an error.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
