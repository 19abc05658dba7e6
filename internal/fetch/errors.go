package fetch

import (
	"errors"
	"strconv"
	"strings"
)

var (
	// ErrURL is returned for an address that is not fetched: another scheme than
	// http and https, user information, no host, over 2,048 octets.
	ErrURL = errors.New("fetch: address is not fetched")

	// ErrBlocked says that the host is not on the public Internet.
	ErrBlocked = errors.New("fetch: address is not public")

	// ErrUnreachable says that no answer in HTTP came: the name is unknown, the
	// connection was refused or broke, TLS failed.
	ErrUnreachable = errors.New("fetch: server is unreachable")

	// ErrTimeout says that the answer did not come, or not wholly, in time.
	ErrTimeout = errors.New("fetch: server takes too long")

	// ErrTooLarge says that the answer exceeds the bound of its kind.
	ErrTooLarge = errors.New("fetch: answer too large")

	// ErrTruncated says that the answer ended before its announced length.
	ErrTruncated = errors.New("fetch: answer is incomplete")

	// ErrRedirect says that there were too many redirects, or one that can't be
	// followed.
	ErrRedirect = errors.New("fetch: redirect not followed")

	// ErrContent says that the answer holds no certificates.
	ErrContent = errors.New("fetch: no certificates in the answer")

	// ErrClosed is returned for a client or data that was closed.
	ErrClosed = errors.New("fetch: closed")
)

// HTTPError is an answer with a status other than 200.
type HTTPError struct {
	Status int
}

func (e *HTTPError) Error() string {
	return "fetch: server answers with status " + strconv.Itoa(e.Status)
}

// Error is a failed fetch. Its text names scheme, host and path of the address,
// never the query, which can say whom a certificate belongs to.
type Error struct {
	Address string // as in the text
	Err     error  // one of the package's errors, or the context's
	// Remembered says that nothing was tried: an attempt failed shortly before.
	Remembered bool
}

func (e *Error) Error() string {
	text := "fetch: get " + e.Address + ": " + strings.TrimPrefix(e.Err.Error(), "fetch: ")
	if e.Remembered {
		text += " (remembered)"
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }
