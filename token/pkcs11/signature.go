package pkcs11

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/asn1"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/token"
)

// finish brings a signature into the form that crypto.Signer promises, and
// verifies the first one of a key: a module whose signatures are of no use, or a
// certificate beside the wrong key, is found before a document leaves the house.
func (s *signer) finish(raw, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	sig := raw
	if pub, ok := s.public.(*ecdsa.PublicKey); ok {
		var err error
		if sig, err = encodeECDSA(raw, (pub.Curve.Params().N.BitLen()+7)/8); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	checked := s.checked
	s.mu.Unlock()
	if checked {
		return sig, nil
	}
	if !verifies(s.public, digest, sig, opts) {
		return nil, fmt.Errorf("pkcs11: sign: the signature does not verify with the public key: %w", token.ErrModule)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked = true
	return sig, nil
}

// encodeECDSA makes DER of the two numbers r and s side by side, which is the
// form of PKCS#11. Some modules return DER already.
func encodeECDSA(raw []byte, size int) ([]byte, error) {
	if len(raw) != 2*size {
		var sig struct{ R, S *big.Int }
		if rest, err := asn1.Unmarshal(raw, &sig); err != nil || len(rest) > 0 {
			return nil, fmt.Errorf("pkcs11: sign: an ECDSA signature of %d bytes: %w", len(raw), token.ErrModule)
		}
		return raw, nil
	}
	b := cryptobyte.NewBuilder(make([]byte, 0, 2*size+16))
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[:size]))
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[size:]))
	})
	return b.Bytes()
}

func verifies(public crypto.PublicKey, digest, sig []byte, opts crypto.SignerOpts) bool {
	switch pub := public.(type) {
	case *rsa.PublicKey:
		if pss, ok := opts.(*rsa.PSSOptions); ok {
			return rsa.VerifyPSS(pub, opts.HashFunc(), digest, sig, &rsa.PSSOptions{SaltLength: pss.SaltLength}) == nil
		}
		return rsa.VerifyPKCS1v15(pub, opts.HashFunc(), digest, sig) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(pub, digest, sig)
	}
	return false
}
