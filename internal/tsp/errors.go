package tsp

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// ErrMalformed reports a response that does not follow RFC 3161.
	ErrMalformed = errors.New("malformed timestamp response")
	// ErrMismatch reports a token that does not answer the request: another
	// imprint, nonce or policy.
	ErrMismatch = errors.New("timestamp does not answer the request")
	// ErrUntrue reports a token whose signature or certificate is not good for
	// timestamping.
	ErrUntrue = errors.New("timestamp is not soundly signed")
	// ErrHTTP reports an answer that is no timestamp response.
	ErrHTTP = errors.New("unexpected HTTP answer")
	// ErrTooLarge reports an answer beyond MaxResponseBytes.
	ErrTooLarge = errors.New("timestamp response too large")
	// ErrNoAuthority reports a client without authorities.
	ErrNoAuthority = errors.New("no timestamp authority")
	// ErrPolicy reports a policy that is no object identifier.
	ErrPolicy = errors.New("policy is no object identifier")
)

// StatusError is a rejection by the authority (RFC 3161, 2.4.2).
type StatusError struct {
	Status int   // PKIStatus, 2 and above
	Fail   []int // bits of PKIFailureInfo
}

// Error names the status and the failures. The authority's own text is left out:
// it could be anything.
func (e *StatusError) Error() string {
	var names []string
	for _, bit := range e.Fail {
		names = append(names, failure(bit))
	}
	if names == nil {
		names = []string{"no failure info"}
	}
	return fmt.Sprintf("authority rejects the request with status %d (%s)", e.Status, strings.Join(names, ", "))
}

func failure(bit int) string {
	switch bit {
	case 0:
		return "bad algorithm"
	case 2:
		return "bad request"
	case 5:
		return "bad data format"
	case 14:
		return "time not available"
	case 15:
		return "unaccepted policy"
	case 16:
		return "unaccepted extension"
	case 17:
		return "additional information not available"
	case 25:
		return "system failure"
	}
	return fmt.Sprintf("failure %d", bit)
}
