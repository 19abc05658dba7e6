package ecgeneric

import "math/big"

// point is in Jacobian coordinates, (x/z², y/z³); z is 0 at infinity. Points
// aren't changed once made.
type point struct{ x, y, z *big.Int }

func infinity() point { return point{new(big.Int), big.NewInt(1), new(big.Int)} }

func affine(x, y *big.Int) point { return point{x, y, big.NewInt(1)} }

func (p point) isInfinity() bool { return p.z.Sign() == 0 }

// group computes with points of a curve. Its scratch space makes it unfit for
// concurrent use.
type group struct {
	*Curve
	product, quotient big.Int
}

// mul returns the product in the field.
func (g *group) mul(a, b *big.Int) *big.Int {
	v := new(big.Int)
	g.quotient.QuoRem(g.product.Mul(a, b), g.P, v)
	return v
}

// sub returns a - b - b… for every further argument, in the field.
func (g *group) sub(a *big.Int, others ...*big.Int) *big.Int {
	v := new(big.Int).Set(a)
	for _, b := range others {
		if v.Sub(v, b); v.Sign() < 0 {
			v.Add(v, g.P)
		}
	}
	return v
}

// times returns a in the field times 2, shift times over.
func (g *group) times(a *big.Int, shift uint) *big.Int {
	v := new(big.Int).Lsh(a, shift)
	g.quotient.QuoRem(v, g.P, v)
	return v
}

// double adds a point to itself.
func (g *group) double(p point) point {
	if p.isInfinity() {
		return p
	}
	yy, zz := g.mul(p.y, p.y), g.mul(p.z, p.z)
	s := g.times(g.mul(p.x, yy), 2)
	m, xx := g.mul(g.A, g.mul(zz, zz)), g.mul(p.x, p.x)
	m.Add(m, xx).Add(m, xx).Add(m, xx)
	x := g.sub(g.mul(m, m), s, s)
	y := g.sub(g.mul(m, g.sub(s, x)), g.times(g.mul(yy, yy), 3))
	return point{x, y, g.times(g.mul(p.y, p.z), 1)}
}

// add adds any two points, whether equal, opposite or at infinity.
func (g *group) add(p, q point) point {
	switch {
	case p.isInfinity():
		return q
	case q.isInfinity():
		return p
	}
	pzz, qzz := g.mul(p.z, p.z), g.mul(q.z, q.z)
	u := g.mul(p.x, qzz)
	s := g.mul(p.y, g.mul(qzz, q.z))
	h := g.sub(g.mul(q.x, pzz), u)
	r := g.sub(g.mul(q.y, g.mul(pzz, p.z)), s)
	if h.Sign() == 0 {
		if r.Sign() == 0 {
			return g.double(p)
		}
		return infinity()
	}
	hh := g.mul(h, h)
	hhh, v := g.mul(hh, h), g.mul(u, hh)
	x := g.sub(g.mul(r, r), hhh, v, v)
	y := g.sub(g.mul(r, g.sub(v, x)), g.mul(s, hhh))
	return point{x, y, g.mul(h, g.mul(p.z, q.z))}
}

// combine returns aG + bQ, for a and b from 0 up, in one ladder for both.
func (g *group) combine(a, b *big.Int, q point) point {
	base := affine(g.Gx, g.Gy)
	both := g.add(base, q)
	sum := infinity()
	for i := max(a.BitLen(), b.BitLen()) - 1; i >= 0; i-- {
		sum = g.double(sum)
		switch {
		case a.Bit(i)&b.Bit(i) == 1:
			sum = g.add(sum, both)
		case a.Bit(i) == 1:
			sum = g.add(sum, base)
		case b.Bit(i) == 1:
			sum = g.add(sum, q)
		}
	}
	return sum
}

// affineX returns the x coordinate of a point that isn't at infinity.
func (g *group) affineX(p point) *big.Int {
	inverse := new(big.Int).ModInverse(p.z, g.P)
	return g.mul(p.x, g.mul(inverse, inverse))
}
