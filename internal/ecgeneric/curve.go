package ecgeneric

import "math/big"

// Parameters are the domain parameters of the curve y² = x³ + Ax + B over the
// integers modulo the prime P. G generates a group of the prime order N, which
// is the whole curve: the cofactor is 1.
type Parameters struct {
	P, A, B *big.Int
	Gx, Gy  *big.Int
	N       *big.Int
}

// Equal reports whether all parameters are the same. The generator counts: who
// may choose it can make a key pair for another's public key.
func (p Parameters) Equal(q Parameters) bool {
	return p.P.Cmp(q.P) == 0 && p.A.Cmp(q.A) == 0 && p.B.Cmp(q.B) == 0 &&
		p.Gx.Cmp(q.Gx) == 0 && p.Gy.Cmp(q.Gy) == 0 && p.N.Cmp(q.N) == 0
}

// Curve is one of the supported curves.
type Curve struct {
	Parameters
	Name string // e.g. "brainpoolP256r1"
	OID  string // dotted decimal
}

// ByOID returns the curve with an object identifier, or nil.
func ByOID(oid string) *Curve {
	for i := range specs {
		if specs[i].oid == oid {
			return specs[i].curve()
		}
	}
	return nil
}

// ByParameters returns the curve with exactly these parameters, or nil.
func ByParameters(p Parameters) *Curve {
	prime := p.P.Text(16)
	for i := range specs {
		if specs[i].p != prime { // cheaper than making the curve
			continue
		}
		if c := specs[i].curve(); c.Equal(p) {
			return c
		}
	}
	return nil
}

// BitSize is the length of the field, by which the curve's strength is told.
func (c *Curve) BitSize() int { return c.P.BitLen() }

// fieldSize is the length of a coordinate in octets.
func (c *Curve) fieldSize() int { return (c.P.BitLen() + 7) / 8 }

// contains reports whether a point's coordinates are reduced and satisfy the
// equation. With a cofactor of 1 the point then generates the right group.
func (c *Curve) contains(x, y *big.Int) bool {
	if x.Sign() < 0 || y.Sign() < 0 || x.Cmp(c.P) >= 0 || y.Cmp(c.P) >= 0 {
		return false
	}
	left := new(big.Int).Mul(y, y)
	left.Mod(left, c.P)
	return left.Cmp(c.rightSide(x)) == 0
}

// rightSide is x³ + Ax + B.
func (c *Curve) rightSide(x *big.Int) *big.Int {
	v := new(big.Int).Mul(x, x)
	v.Add(v, c.A)
	v.Mul(v, x)
	v.Add(v, c.B)
	return v.Mod(v, c.P)
}

func (s *spec) curve() *Curve {
	return &Curve{
		Parameters: Parameters{P: number(s.p), A: number(s.a), B: number(s.b), Gx: number(s.gx), Gy: number(s.gy), N: number(s.n)},
		Name:       s.name, OID: s.oid,
	}
}

func number(digits string) *big.Int {
	n, _ := new(big.Int).SetString(digits, 16) // constants, which a test reads
	return n
}
