package signature

import (
	"context"
	"crypto"
	"fmt"
	"net/http"
	"time"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/tsp"
)

// TimestampAuthority is an authority that answers over HTTP (RFC 3161, 3.4).
type TimestampAuthority struct {
	URL string
	// Policy is the object identifier, in dotted decimal, that tokens must be issued
	// under; "" accepts any.
	Policy string
}

// TimestampClient is a Timestamper that asks authorities over HTTP, one after the
// other until one answers well. Each zero field takes its default.
//
// Errors of Timestamp match ErrTimestamp. They name authorities by their place in
// the list, never by address.
//
// Concurrency: safe, as long as nobody changes its fields.
type TimestampClient struct {
	Authorities []TimestampAuthority
	HTTP        *http.Client  // default http.DefaultClient
	Attempts    int           // for each authority; default 2
	Timeout     time.Duration // of one attempt; default 10 s
	Pause       time.Duration // before the second attempt, then doubled; default 0.5 s
}

// Timestamp implements Timestamper.
func (c *TimestampClient) Timestamp(ctx context.Context, digest []byte, hash crypto.Hash) ([]byte, error) {
	d, err := cms.DigestOf(hash)
	if err != nil || len(digest) != d.Size() {
		return nil, fmt.Errorf("signature: timestamp: digest: %w", ErrOptions)
	}
	client := tsp.Client{HTTP: c.HTTP, Attempts: c.Attempts, Timeout: c.Timeout, Pause: c.Pause}
	for _, a := range c.Authorities {
		client.Authorities = append(client.Authorities, tsp.Authority{URL: a.URL, Policy: a.Policy})
	}
	token, err := client.Timestamp(ctx, d, digest)
	if err != nil {
		return nil, fmt.Errorf("signature: timestamp: %w (%w)", ErrTimestamp, err)
	}
	return token.DER, nil
}
