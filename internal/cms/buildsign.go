package cms

import (
	"crypto/ecdsa"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// Check verifies a signature value over the signed attributes with the
// certificate's key, before it goes into a file. An ECDSA value of two numbers of
// fixed length, as PKCS #11 and some services return it, is turned into the
// sequence that CMS wants; the value to use is returned.
//
// Errors: those of VerifySignature.
func (s Scheme) Check(c *cert.Certificate, attributes, value []byte) ([]byte, error) {
	alg, err := s.algorithm()
	if err != nil {
		return nil, err
	}
	err = VerifySignature(alg, c, attributes, value)
	if err == nil {
		return value, nil
	}
	key, isEC := c.PublicKey.(*ecdsa.PublicKey)
	if !isEC {
		return nil, err
	}
	size := (key.Curve.Params().N.BitLen() + 7) / 8
	if len(value) != 2*size {
		return nil, err
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(value[:size]))
		b.AddASN1BigInt(new(big.Int).SetBytes(value[size:]))
	})
	sequence, buildErr := b.Bytes()
	if buildErr != nil {
		return nil, fmt.Errorf("cms: build signature value: %w", ErrMalformed)
	}
	return sequence, VerifySignature(alg, c, attributes, sequence)
}

// algorithm returns the identifier as a verifier reads it.
func (s Scheme) algorithm() (der.Algorithm, error) {
	params, err := s.Parameters()
	return der.Algorithm{OID: s.OID(), Params: params}, err
}
