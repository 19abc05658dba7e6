package signature

import (
	"context"
	"crypto/x509"
	"sync"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/fetch"
)

// OnlineOptions lets a PKI fetch what is missing: OCSP responses, revocation
// lists and issuers' certificates, at the addresses that certificates name. Only
// http and https, public addresses, and bounded sizes, times and redirects.
type OnlineOptions struct {
	// Now is the clock of the network: it decides what is fetched anew. Required.
	Now func() time.Time
	// Timeout bounds one fetch; zero means 10 s, and 60 s for a list.
	Timeout time.Duration
	// MaxListSize bounds a revocation list, in bytes; zero means 128 MiB.
	MaxListSize int64
	// RootCAs judge https servers, for the transport alone; nil means the
	// system's. What is fetched proves itself by its own signature.
	RootCAs *x509.CertPool
	// AllowPrivateUnsafe lets private and loopback addresses be asked. A document
	// can then make its reader send requests into that network.
	AllowPrivateUnsafe bool
	// Nonce asks each responder for an answer of its own. It proves that the answer
	// is new, and forbids to answer a second document from memory.
	Nonce bool
}

// online fetches, with one memory for all documents.
type online struct {
	client *fetch.Client
	now    func() time.Time
	nonce  bool

	mu    sync.Mutex
	lists map[string]onlineList
	open  []*fetch.Data
}

func newOnline(o OnlineOptions) *online {
	return &online{now: o.Now, nonce: o.Nonce, lists: map[string]onlineList{}, client: fetch.New(fetch.Options{
		Timeout: o.Timeout, MaxListSize: o.MaxListSize, RootCAs: o.RootCAs, AllowPrivateUnsafe: o.AllowPrivateUnsafe,
	})}
}

// maxIssuersFetched bounds the certificates fetched to complete one chain.
const maxIssuersFetched = 4

// issuers fetches the certificates of issuers, one above the other, as far as the
// addresses lead. Addresses that do not answer are passed over: certificates
// outlive the servers that they name.
func (o *online) issuers(ctx context.Context, leaf *cert.Certificate, have []*cert.Certificate) []*cert.Certificate {
	var got []*cert.Certificate
	below := leaf
	for range maxIssuersFetched {
		next := issuerAmong(below, have)
		if next == nil {
			next = o.issuer(ctx, below)
			if next == nil {
				return got
			}
			got = append(got, next)
		}
		if next.Subject.Equal(next.Issuer) {
			return got
		}
		below = next
	}
	return got
}

func (o *online) issuer(ctx context.Context, c *cert.Certificate) *cert.Certificate {
	_, addresses := fetch.Locations(c)
	for _, address := range addresses {
		certs, err := o.client.Certificates(ctx, o.now(), address)
		if err != nil {
			continue
		}
		if issuer := issuerAmong(c, certs); issuer != nil {
			return issuer
		}
	}
	return nil
}

// issuerAmong finds a certificate that bears the issuer's name.
func issuerAmong(c *cert.Certificate, certs []*cert.Certificate) *cert.Certificate {
	for _, candidate := range certs {
		if candidate.Subject.Equal(c.Issuer) && !candidate.Subject.Equal(c.Subject) {
			return candidate
		}
	}
	return nil
}
