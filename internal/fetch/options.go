package fetch

import (
	"crypto/x509"
	"net/http"
	"net/url"
	"time"
)

// Bounds of one fetch. Options can lower those that it names.
const (
	shortTimeout  = 10 * time.Second // OCSP responses and certificates
	longTimeout   = 60 * time.Second // lists
	dialTimeout   = 5 * time.Second  // one connection, within the above
	maxRedirects  = 5
	maxURL        = 2048 // octets of an address
	maxHeader     = 32 << 10
	maxResponse   = 256 << 10 // octets of an OCSP response
	maxList       = 128 << 20 // of a list: a million entries take about 50 MB
	maxBundle     = 1 << 20   // of certificates
	maxBundleSize = 64        // certificates in it
	maxParallel   = 16        // fetches of one client at a time
	maxPerHost    = 4         // connections to one host
)

// Bounds of what is kept. Bodies up to 64 KiB stay in memory, larger ones in
// temporary files, so that 1,024 entries take at most 64 MiB of memory.
const (
	maxInMemory     = 64 << 10
	maxCacheBytes   = 1 << 30
	maxCacheEntries = 1024
	failureLife     = 10 * time.Minute
	certificateLife = 24 * time.Hour
)

// Options are the settings of a Client. The zero value has the bounds of the
// package and reaches the public Internet only.
type Options struct {
	// Timeout, MaxListSize (octets), MaxCacheBytes and MaxCacheEntries lower the
	// package's bounds: 10 s for a fetch, 60 s for a list; 128 MiB; 1 GiB; 1,024.
	// Zero, and what exceeds them, means the bounds themselves.
	Timeout         time.Duration
	MaxListSize     int64
	MaxCacheBytes   int64
	MaxCacheEntries int
	// NoRedirects refuses redirects, of which otherwise 5 are followed.
	NoRedirects bool
	// FailureLife is for how long a failure is remembered; zero means 10 minutes,
	// negative not at all.
	FailureLife time.Duration
	// TempDir holds large bodies; "" means the system's folder for such files.
	TempDir string
	// RootCAs judge servers of https addresses; nil means the system's. They are
	// used for the transport alone: what arrives bears its own signature.
	RootCAs *x509.CertPool
	// AllowPrivateUnsafe lets addresses outside the public Internet be dialled:
	// an intranet with its own responders. A document then can make its reader
	// send requests into that network.
	AllowPrivateUnsafe bool
	// ProxyUnsafe chooses a proxy, as http.ProxyFromEnvironment does; nil means
	// none. A proxy resolves names itself: what is not public is then refused only
	// where the address says so as a number.
	ProxyUnsafe func(*http.Request) (*url.URL, error)
}

func (o Options) withDefaults() Options {
	o.MaxListSize = lower(o.MaxListSize, maxList)
	o.MaxCacheBytes = lower(o.MaxCacheBytes, maxCacheBytes)
	o.MaxCacheEntries = lower(o.MaxCacheEntries, maxCacheEntries)
	if o.FailureLife == 0 {
		o.FailureLife = failureLife
	}
	return o
}

// lower returns the asked value if it lowers the bound.
func lower[T int | int64 | time.Duration](asked, bound T) T {
	if asked <= 0 || asked > bound {
		return bound
	}
	return asked
}
