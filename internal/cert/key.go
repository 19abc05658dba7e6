package cert

import (
	//lint:ignore SA1019 old signatures have to be verified
	"crypto/dsa"
	"crypto/ed25519"
	"crypto/rsa"
	"math/big"

	"github.com/cloudflare/circl/sign/ed448"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

// Key algorithm identifiers (RFC 3279, RFC 4055, RFC 5480, RFC 8410, RFC 8692).
const (
	OIDKeyRSA         = "1.2.840.113549.1.1.1"
	OIDKeyPSS         = "1.2.840.113549.1.1.10"
	OIDKeyPSSShake128 = "1.3.6.1.5.5.7.6.30"
	OIDKeyPSSShake256 = "1.3.6.1.5.5.7.6.31"
	OIDKeyEC          = "1.2.840.10045.2.1"
	OIDKeyDSA         = "1.2.840.10040.4.1"
	OIDKeyEd25519     = "1.3.101.112"
	OIDKeyEd448       = "1.3.101.113"
)

const (
	maxRSABits = 16384
	minRSABits = 512
	maxDSABits = 8192
	maxDSASub  = 512
)

// parseKey reads SubjectPublicKeyInfo. Only a broken structure is an error;
// a key that can't be used sets KeyError.
func (c *Certificate) parseKey(spki cryptobyte.String) error {
	var seq cryptobyte.String
	if !spki.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadAlgorithm(&seq, &c.KeyAlgorithm) {
		return malformed("public key info")
	}
	bits, ok := readBits(&seq)
	if !ok || !seq.Empty() {
		return malformed("public key bits")
	}
	c.keyBits = bits
	key, reason := readKey(c.KeyAlgorithm, bits)
	if reason != "" {
		c.KeyError = &KeyError{Algorithm: c.KeyAlgorithm.OID, Reason: reason}
		return nil
	}
	c.PublicKey = key
	return nil
}

// readKey returns a key, or the reason why there is none.
func readKey(alg der.Algorithm, bits []byte) (key any, reason string) {
	switch alg.OID {
	case OIDKeyRSA, OIDKeyPSS, OIDKeyPSSShake128, OIDKeyPSSShake256:
		return readRSA(bits)
	case OIDKeyEC:
		return readEC(alg.Params, bits)
	case OIDKeyDSA:
		return readDSA(alg.Params, bits)
	case OIDKeyEd25519:
		if len(bits) != ed25519.PublicKeySize {
			return nil, "wrong key length"
		}
		return ed25519.PublicKey(bits), ""
	case OIDKeyEd448:
		if len(bits) != ed448.PublicKeySize {
			return nil, "wrong key length"
		}
		return ed448.PublicKey(bits), ""
	}
	return nil, "unsupported algorithm"
}

// readRSA bounds modulus and exponent: both decide what a verification costs.
func readRSA(bits []byte) (any, string) {
	s := cryptobyte.String(bits)
	var seq cryptobyte.String
	n, e := new(big.Int), new(big.Int)
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() ||
		!der.ReadInteger(&seq, n) || !der.ReadInteger(&seq, e) || !seq.Empty() {
		return nil, "malformed key"
	}
	switch {
	case n.Sign() <= 0 || n.Bit(0) == 0 || n.BitLen() < minRSABits || n.BitLen() > maxRSABits:
		return nil, "modulus out of bounds"
	case e.Sign() <= 0 || e.Bit(0) == 0 || e.BitLen() < 2 || !e.IsInt64() || int64(int(e.Int64())) != e.Int64():
		return nil, "exponent out of bounds"
	}
	return &rsa.PublicKey{N: n, E: int(e.Int64())}, ""
}

func readDSA(params, bits []byte) (any, string) {
	p := cryptobyte.String(params)
	var seq cryptobyte.String
	key := &dsa.PublicKey{
		Parameters: dsa.Parameters{P: new(big.Int), Q: new(big.Int), G: new(big.Int)},
		Y:          new(big.Int),
	}
	if !p.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadInteger(&seq, key.P) ||
		!der.ReadInteger(&seq, key.Q) || !der.ReadInteger(&seq, key.G) || !seq.Empty() {
		return nil, "parameters missing"
	}
	if reason := readDSAValue(key, bits); reason != "" {
		return nil, reason
	}
	return key, ""
}

// readDSAValue reads the public value into a key that has its parameters, and
// checks all of it.
func readDSAValue(key *dsa.PublicKey, bits []byte) (reason string) {
	s := cryptobyte.String(bits)
	if !der.ReadInteger(&s, key.Y) || !s.Empty() {
		return "malformed key"
	}
	one := big.NewInt(1)
	switch {
	case key.P.Sign() <= 0 || key.P.BitLen() > maxDSABits || key.P.Bit(0) == 0,
		key.Q.Sign() <= 0 || key.Q.BitLen() > maxDSASub || key.Q.Bit(0) == 0,
		key.G.Cmp(one) <= 0 || key.G.Cmp(key.P) >= 0,
		key.Y.Cmp(one) <= 0 || key.Y.Cmp(key.P) >= 0:
		return "key out of bounds"
	}
	return ""
}

// InheritDSA returns c with the domain parameters of its issuer's DSA key where
// c's own key leaves them out (RFC 3279, 2.3.2; RFC 5280, 6.1.4 (f)), else c
// itself. The result shares everything else with c.
func (c *Certificate) InheritDSA(issuer *Certificate) *Certificate {
	from, ok := issuer.PublicKey.(*dsa.PublicKey)
	if !ok || !c.LacksDSAParameters() {
		return c
	}
	key := &dsa.PublicKey{Parameters: from.Parameters, Y: new(big.Int)}
	if reason := readDSAValue(key, c.keyBits); reason != "" {
		return c
	}
	heir := *c
	heir.PublicKey, heir.KeyError = key, nil
	return &heir
}

// LacksDSAParameters reports whether the key is a DSA key without parameters,
// which can be used only with those of the issuer.
func (c *Certificate) LacksDSAParameters() bool {
	return c.KeyAlgorithm.OID == OIDKeyDSA && c.KeyAlgorithm.NoParams() && c.KeyError != nil
}
