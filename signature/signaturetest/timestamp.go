package signaturetest

import (
	"crypto"
	"encoding/asn1"
	"math/big"
	"time"
)

// TimestampOptions shapes a timestamp token (RFC 3161, 2.4.2).
type TimestampOptions struct {
	// Digest of the message imprint; zero means SHA-256.
	Digest crypto.Hash
	// Time is genTime, written in UTC to the second. Zero means 2025-03-10
	// 02:30:05 UTC.
	Time time.Time
	// Serial number of the token; zero means 1.
	Serial int64
	// Authority signs the token; nil means TSA.
	Authority *Identity
	// Imprint replaces the digest of the message, to spoil the token.
	Imprint []byte
	// Policy under which the token is issued; nil means one of no meaning.
	Policy asn1.ObjectIdentifier
	// Nonce that is echoed; nil for none.
	Nonce *big.Int
	// NoCertificates leaves the authority's certificate out.
	NoCertificates bool
}

// BuildTimestamp returns the DER of a token for the message, with the
// authority's certificate unless it is left out and the ESS attribute that RFC
// 3161, 2.4.2 demands.
//
// Errors: the digest or the kind of key is not supported.
func BuildTimestamp(message []byte, o TimestampOptions) ([]byte, error) {
	if o.Digest == 0 {
		o.Digest = crypto.SHA256
	}
	if o.Time.IsZero() {
		o.Time = signingTime().Add(5 * time.Second)
	}
	if o.Serial == 0 {
		o.Serial = 1
	}
	if o.Authority == nil {
		o.Authority = TSA()
	}
	digest, err := digestIdentifier(o.Digest)
	if err != nil {
		return nil, err
	}
	if o.Imprint == nil {
		o.Imprint = algorithm{digest: o.Digest}.sum(message)
	}
	if o.Policy == nil {
		o.Policy = noPolicy()
	}
	var nonce []byte
	if o.Nonce != nil {
		nonce = derValue(o.Nonce)
	}
	info := tlv(tagSequence,
		derValue(1),
		derValue(o.Policy),
		tlv(tagSequence, digest, tlv(tagOctets, o.Imprint)),
		derValue(o.Serial),
		derGeneralizedTime(o.Time),
		tlv(tagSequence, derValue(1)), // accuracy: one second
		nonce)
	return BuildCMS(info, o.Authority, CMSOptions{
		ContentType:    asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4},
		Attached:       true,
		ESS:            2,
		NoCertificates: o.NoCertificates,
	})
}

// noPolicy is a policy of no meaning.
func noPolicy() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 3161} }

// signingTime is when the samples were signed: 10 March 2025, 09:30 in Việt Nam.
func signingTime() time.Time { return date(2025, 3, 10).Add(9*time.Hour + 30*time.Minute) }
