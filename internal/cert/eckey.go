package cert

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/ecgeneric"
)

// ecCurve is a curve of the standard library or one of ecgeneric: one of the
// fields is set, or neither if the curve isn't supported.
type ecCurve struct {
	standard elliptic.Curve
	generic  *ecgeneric.Curve
}

// readEC reads a point of a curve that is named or, against RFC 5480, 2.1.1,
// spelled out.
func readEC(params, bits []byte) (any, string) {
	var curve ecCurve
	s := cryptobyte.String(params)
	switch {
	case s.PeekASN1Tag(asn1.OBJECT_IDENTIFIER):
		var oid string
		if !der.ReadOID(&s, &oid) || !s.Empty() {
			return nil, "malformed curve name"
		}
		if curve = namedCurve(oid); !curve.known() {
			return nil, "unsupported curve " + oid
		}
	case s.PeekASN1Tag(asn1.SEQUENCE):
		if curve = explicitCurve(s); !curve.known() {
			return nil, "explicit parameters are not those of a supported curve"
		}
	default:
		return nil, "curve not named"
	}
	return curve.key(bits)
}

func (c ecCurve) known() bool { return c.standard != nil || c.generic != nil }

func (c ecCurve) key(bits []byte) (any, string) {
	const off = "point not on curve"
	if c.generic != nil {
		key, err := ecgeneric.ParsePublicKey(c.generic, bits)
		if err != nil {
			return nil, off
		}
		return key, ""
	}
	if len(bits) > 0 && bits[0] != 4 {
		bits = uncompress(c.standard, bits)
	}
	key, err := ecdsa.ParseUncompressedPublicKey(c.standard, bits)
	if err != nil {
		return nil, off
	}
	return key, ""
}

// uncompress rewrites a compressed point, or returns nil.
func uncompress(curve elliptic.Curve, bits []byte) []byte {
	x, y := elliptic.UnmarshalCompressed(curve, bits)
	if x == nil {
		return nil
	}
	size := (curve.Params().BitSize + 7) / 8
	out := make([]byte, 1+2*size)
	out[0] = 4
	x.FillBytes(out[1 : 1+size])
	y.FillBytes(out[1+size:])
	return out
}

func namedCurve(oid string) ecCurve {
	switch oid {
	case "1.3.132.0.33":
		return ecCurve{standard: elliptic.P224()}
	case "1.2.840.10045.3.1.7":
		return ecCurve{standard: elliptic.P256()}
	case "1.3.132.0.34":
		return ecCurve{standard: elliptic.P384()}
	case "1.3.132.0.35":
		return ecCurve{standard: elliptic.P521()}
	}
	return ecCurve{generic: ecgeneric.ByOID(oid)}
}

const (
	oidPrimeField = "1.2.840.10045.1.1"
	maxFieldBytes = 66 // P-521
)

// explicitCurve finds the curve whose parameters an ECParameters (SEC 1, C.2)
// spells out. All of them must be the same: a key on the same curve with
// another generator may be anyone's.
func explicitCurve(s cryptobyte.String) ecCurve {
	p, ok := readECParameters(s)
	if !ok {
		return ecCurve{}
	}
	for _, c := range [...]elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		std := c.Params()
		a := new(big.Int).Sub(std.P, big.NewInt(3))
		if p.Equal(ecgeneric.Parameters{P: std.P, A: a, B: std.B, Gx: std.Gx, Gy: std.Gy, N: std.N}) {
			return ecCurve{standard: c}
		}
	}
	return ecCurve{generic: ecgeneric.ByParameters(p)}
}

// readECParameters reads a curve over a prime field with the cofactor 1, which
// may be left out. The seed, which nothing is computed from, is skipped.
func readECParameters(s cryptobyte.String) (p ecgeneric.Parameters, ok bool) {
	var seq, field, curve, base cryptobyte.String
	var version int
	var fieldType string
	p = ecgeneric.Parameters{P: new(big.Int), N: new(big.Int)}
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() ||
		!seq.ReadASN1Integer(&version) || version < 1 || version > 3 ||
		!seq.ReadASN1(&field, asn1.SEQUENCE) || !der.ReadOID(&field, &fieldType) || fieldType != oidPrimeField ||
		!readPositive(&field, p.P) || !field.Empty() ||
		!seq.ReadASN1(&curve, asn1.SEQUENCE) ||
		!seq.ReadASN1(&base, asn1.OCTET_STRING) || !readPositive(&seq, p.N) {
		return p, false
	}
	cofactor := big.NewInt(1)
	if !seq.Empty() && !readPositive(&seq, cofactor) || !seq.Empty() || cofactor.Cmp(big.NewInt(1)) != 0 {
		return p, false
	}
	p.A, p.B, ok = readCoefficients(curve)
	if !ok {
		return p, false
	}
	p.Gx, p.Gy, ok = readBase(base, p.P)
	return p, ok
}

// readPositive reads a number no larger than a field may be.
func readPositive(s *cryptobyte.String, out *big.Int) bool {
	return der.ReadInteger(s, out) && out.Sign() > 0 && out.BitLen() <= 8*maxFieldBytes
}

// readCoefficients reads Curve: a, b and perhaps a seed.
func readCoefficients(s cryptobyte.String) (a, b *big.Int, ok bool) {
	var first, second cryptobyte.String
	ok = s.ReadASN1(&first, asn1.OCTET_STRING) && s.ReadASN1(&second, asn1.OCTET_STRING) &&
		len(first) <= maxFieldBytes && len(second) <= maxFieldBytes &&
		s.SkipOptionalASN1(asn1.BIT_STRING) && s.Empty()
	return new(big.Int).SetBytes(first), new(big.Int).SetBytes(second), ok
}

// readBase reads an uncompressed generator. Its coordinates are compared with
// those of a known curve, so it needn't be shown to lie on this one.
func readBase(b []byte, p *big.Int) (x, y *big.Int, ok bool) {
	size := (p.BitLen() + 7) / 8
	if len(b) != 1+2*size || b[0] != 4 {
		return nil, nil, false
	}
	return new(big.Int).SetBytes(b[1 : 1+size]), new(big.Int).SetBytes(b[1+size:]), true
}
