package cms

import (
	//lint:ignore SA1019 old signatures have to be verified
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"
	"math/big"

	"github.com/cloudflare/circl/sign/ed448"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/ecgeneric"
)

// VerifySignature checks a plain signature, as certificates, revocation lists
// and OCSP responses carry it, with the key of the issuer's certificate and the
// same algorithms that Verify supports.
//
// Errors: ErrSignatureInvalid, ErrAlgorithmPolicy, ErrMalformed (parameters),
// ErrNoCertificate (issuer is nil), *UnsupportedAlgorithmError, *cert.KeyError.
func VerifySignature(alg der.Algorithm, issuer *cert.Certificate, signed, sig []byte) error {
	a, err := resolvePlain(alg)
	if err != nil {
		return err
	}
	if err := checkKey(a, issuer); err != nil {
		return err
	}
	if !hashedWith(a, signed).verifies(a, issuer.PublicKey, sig) {
		return ErrSignatureInvalid
	}
	return nil
}

// message is what was signed: its hash, or for EdDSA its parts.
type message struct {
	hashed []byte   // by the signature algorithm's hash
	parts  [][]byte // the message itself; nil if only the hash is known
}

// hashedWith makes a message of parts that are hashed unless the scheme needs
// the message itself.
func hashedWith(alg sigAlg, parts ...[]byte) message {
	m := message{parts: parts}
	if alg.hash != 0 {
		m.hashed = alg.hash.sum(parts...)
	}
	return m
}

// whole returns the message in one piece.
func (m message) whole() []byte {
	if len(m.parts) == 1 {
		return m.parts[0]
	}
	var out []byte
	for _, p := range m.parts {
		out = append(out, p...)
	}
	return out
}

// checkKey says whether the certificate's key can verify this algorithm.
func checkKey(alg sigAlg, c *cert.Certificate) error {
	if c == nil {
		return ErrNoCertificate
	}
	if c.KeyError != nil {
		return fmt.Errorf("cms: verify signature: %w", c.KeyError)
	}
	if schemeFits(alg.scheme, c.PublicKey) {
		return checkPSSKey(alg, c)
	}
	return fmt.Errorf("%w: key is not of the algorithm's kind", ErrSignatureInvalid)
}

func schemeFits(s scheme, key any) bool {
	ok := false
	switch s {
	case schemeRSA, schemePSS:
		_, ok = key.(*rsa.PublicKey)
	case schemeECDSA, schemePlainECDSA:
		switch key.(type) {
		case *ecdsa.PublicKey, *ecgeneric.PublicKey:
			ok = true
		}
	case schemeDSA:
		_, ok = key.(*dsa.PublicKey)
	case schemeEd25519:
		_, ok = key.(ed25519.PublicKey)
	case schemeEd448:
		_, ok = key.(ed448.PublicKey)
	}
	return ok
}

// verifies reports whether sig is a signature over m. The key fits.
func (m message) verifies(alg sigAlg, key any, sig []byte) bool {
	switch k := key.(type) {
	case *rsa.PublicKey:
		if alg.scheme == schemePSS {
			return verifyPSS(k, alg, m.hashed, sig)
		}
		return verifyPKCS1(k, alg.hash, m.hashed, sig)
	case *ecdsa.PublicKey, *ecgeneric.PublicKey:
		return verifyECDSA(alg.scheme, key, m.hashed, sig)
	case *dsa.PublicKey:
		return verifyDSA(k, m.hashed, sig)
	case ed25519.PublicKey:
		return len(sig) == ed25519.SignatureSize && ed25519.Verify(k, m.whole(), sig)
	case ed448.PublicKey:
		return len(sig) == ed448.SignatureSize && ed448.Verify(k, m.whole(), sig, "")
	}
	return false
}

// verifyDSA checks a DSA signature over the leftmost bits of the hash (FIPS
// 186-4, 4.7).
func verifyDSA(key *dsa.PublicKey, hashed, sig []byte) bool {
	s := cryptobyte.String(sig)
	var seq cryptobyte.String
	r, v := new(big.Int), new(big.Int)
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() ||
		!der.ReadInteger(&seq, r) || !der.ReadInteger(&seq, v) || !seq.Empty() {
		return false
	}
	if size := (key.Q.BitLen() + 7) / 8; len(hashed) > size {
		hashed = hashed[:size]
	}
	return dsa.Verify(key, hashed, r, v)
}

// keyBits is the size by which a key's strength is told.
func keyBits(key any) int {
	switch k := key.(type) {
	case *rsa.PublicKey:
		return k.N.BitLen()
	case *ecdsa.PublicKey:
		return k.Curve.Params().BitSize
	case *ecgeneric.PublicKey:
		return k.Curve.BitSize()
	case *dsa.PublicKey:
		return k.P.BitLen()
	case ed25519.PublicKey:
		return 256
	case ed448.PublicKey:
		return 448
	}
	return 0
}
