package ecgeneric

import (
	"errors"
	"math/big"
)

// ErrPoint is returned for octets that aren't a point of the curve other than
// the one at infinity.
var ErrPoint = errors.New("ecgeneric: not a point of the curve")

// PublicKey is a point of a curve. Only ParsePublicKey makes valid ones.
type PublicKey struct {
	Curve *Curve
	X, Y  *big.Int
}

// ParsePublicKey reads a point in compressed or uncompressed form (SEC 1,
// 2.3.4). The hybrid form is refused, as RFC 5480, 2.2 demands.
//
// Errors: ErrPoint.
func ParsePublicKey(c *Curve, octets []byte) (*PublicKey, error) {
	size := c.fieldSize()
	if len(octets) < 1+size {
		return nil, ErrPoint
	}
	form, x := octets[0], new(big.Int).SetBytes(octets[1:1+size])
	var y *big.Int
	switch {
	case len(octets) == 1+size && form&^1 == 2:
		y = c.solve(x, uint(form&1))
	case len(octets) == 1+2*size && form == 4:
		y = new(big.Int).SetBytes(octets[1+size:])
	}
	if y == nil || !c.contains(x, y) {
		return nil, ErrPoint
	}
	return &PublicKey{Curve: c, X: x, Y: y}, nil
}

// solve returns the y of the given parity that belongs to x, or nil.
func (c *Curve) solve(x *big.Int, parity uint) *big.Int {
	if x.Cmp(c.P) >= 0 {
		return nil
	}
	y := new(big.Int).ModSqrt(c.rightSide(x), c.P)
	if y == nil {
		return nil
	}
	if y.Bit(0) != parity {
		y.Sub(c.P, y)
	}
	return y
}

// Equal reports whether two keys are the same point of the same curve.
func (k *PublicKey) Equal(other *PublicKey) bool {
	return k.Curve.Equal(other.Curve.Parameters) && k.X.Cmp(other.X) == 0 && k.Y.Cmp(other.Y) == 0
}

// Verify reports whether r and s are an ECDSA signature over a digest, of which
// the leftmost bits count if it is longer than the order (SEC 1, 4.1.4).
func (k *PublicKey) Verify(hashed []byte, r, s *big.Int) bool {
	c := k.Curve
	if r.Sign() <= 0 || s.Sign() <= 0 || r.Cmp(c.N) >= 0 || s.Cmp(c.N) >= 0 {
		return false
	}
	w := new(big.Int).ModInverse(s, c.N)
	u := new(big.Int).Mul(c.leftmost(hashed), w)
	v := new(big.Int).Mul(r, w)
	g := group{Curve: c}
	sum := g.combine(u.Mod(u, c.N), v.Mod(v, c.N), affine(k.X, k.Y))
	if sum.isInfinity() {
		return false
	}
	x := g.affineX(sum)
	return x.Mod(x, c.N).Cmp(r) == 0
}

// leftmost is the digest as a number of at most the order's bits.
func (c *Curve) leftmost(hashed []byte) *big.Int {
	bits := c.N.BitLen()
	if size := (bits + 7) / 8; len(hashed) > size {
		hashed = hashed[:size]
	}
	e := new(big.Int).SetBytes(hashed)
	if excess := len(hashed)*8 - bits; excess > 0 {
		e.Rsh(e, uint(excess))
	}
	return e
}
