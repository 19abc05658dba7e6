package certpath

import (
	"fmt"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// Reason tells why there is no path.
type Reason uint8

// The reasons. The certificate meant is that of PathError.Index.
const (
	NoIssuer             Reason = iota + 1 // no certificate of its issuer is at hand
	UntrustedRoot                          // it is self-signed and no anchor
	BadSignature                           // its signature was not made by its issuer's key
	UnsupportedAlgorithm                   // its signature cannot be verified
	NotCA                                  // it issues certificates and is no CA
	PathLength                             // a CA above it allows fewer CAs below
	KeyUsage                               // it issues certificates, which its key usage forbids
	NameConstraints                        // it bears a name that a CA above it may not give
	Policy                                 // no certificate policy is left that all agree on
	UnknownCritical                        // it has a critical extension that is not understood
	Malformed                              // it breaks the syntax in what has to be read
	LimitReached                           // the search was given up: too many certificates fit
)

// String returns a short English name.
func (r Reason) String() string {
	switch r {
	case NoIssuer:
		return "issuer not found"
	case UntrustedRoot:
		return "root is not trusted"
	case BadSignature:
		return "signature is invalid"
	case UnsupportedAlgorithm:
		return "algorithm is not supported"
	case NotCA:
		return "issuer is not a CA"
	case PathLength:
		return "path is longer than allowed"
	case KeyUsage:
		return "key usage forbids signing certificates"
	case NameConstraints:
		return "name is outside the constraints"
	case Policy:
		return "no policy is valid"
	case UnknownCritical:
		return "critical extension is unknown"
	case Malformed:
		return "certificate is malformed"
	case LimitReached:
		return "too many certificates to try"
	}
	return "unknown reason"
}

// PathError says why no path was found: of the chains that were tried, the reason
// of the one that came furthest.
type PathError struct {
	Reason Reason
	Index  int // of the certificate in that chain; 0 is the leaf
	// Certificate is that certificate; nil where there is none to name.
	Certificate *cert.Certificate
	OID         string // the extension, for UnknownCritical; else ""
	Err         error  // what is behind it, or nil
}

func (e *PathError) Error() string {
	text := fmt.Sprintf("certpath: validate certificate %d: %s", e.Index, e.Reason)
	if e.OID != "" {
		text += " " + e.OID
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *PathError) Unwrap() error { return e.Err }

// DateError says that a certificate of a path was not in force.
type DateError struct {
	Index               int // in the path
	At                  time.Time
	NotBefore, NotAfter time.Time
}

func (e *DateError) Error() string {
	when := "has expired on " + e.NotAfter.Format(time.RFC3339)
	if e.At.Before(e.NotBefore) {
		when = "is not valid until " + e.NotBefore.Format(time.RFC3339)
	}
	return fmt.Sprintf("certpath: validate certificate %d: %s", e.Index, when)
}
