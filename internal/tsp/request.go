package tsp

import (
	"encoding/asn1"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cms"
)

// Request is a TimeStampReq (RFC 3161, 2.4.1). The certificate is always asked
// for.
type Request struct {
	Digest  cms.Digest
	Imprint []byte   // digest of what is to be timestamped
	Policy  string   // OID in dotted decimal; "" leaves the choice to the authority
	Nonce   *big.Int // nil for none
}

// Encode returns the DER.
//
// Errors: ErrPolicy.
func (r *Request) Encode() ([]byte, error) {
	digest, err := parseOID(r.Digest.OID())
	if err != nil {
		return nil, err
	}
	var policy asn1.ObjectIdentifier
	if r.Policy != "" {
		if policy, err = parseOID(r.Policy); err != nil {
			return nil, err
		}
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(digest)
				b.AddASN1NULL()
			})
			b.AddASN1OctetString(r.Imprint)
		})
		if policy != nil {
			b.AddASN1ObjectIdentifier(policy)
		}
		if r.Nonce != nil {
			b.AddASN1BigInt(r.Nonce)
		}
		b.AddASN1Boolean(true)
	})
	return b.Bytes()
}

func parseOID(dotted string) (asn1.ObjectIdentifier, error) {
	var id asn1.ObjectIdentifier
	for arc := range strings.SplitSeq(dotted, ".") {
		n, err := strconv.Atoi(arc)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("tsp: encode request: %w", ErrPolicy)
		}
		id = append(id, n)
	}
	if len(id) < 2 {
		return nil, fmt.Errorf("tsp: encode request: %w", ErrPolicy)
	}
	return id, nil
}
