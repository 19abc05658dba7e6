package ecgeneric

import (
	"bytes"
	"encoding/hex"
	"math/big"
	"os/exec"
	"testing"

	"github.com/motcua/motcua/internal/testtool"
)

// openssl runs the tool in dir and returns what it prints.
func openssl(t testing.TB, dir string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(testtool.Path(t, "openssl"), args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("openssl %v: %v: %s", args, err, out)
	}
	return out
}

// TestSpecs checks each curve by its own arithmetic and by OpenSSL's copy: its
// explicit parameters must hold every one of our numbers, under our OID.
func TestSpecs(t *testing.T) {
	for i := range specs {
		s := &specs[i]
		c := ByOID(s.oid)
		if c == nil || c.Name != s.name || ByParameters(c.Parameters) == nil || ByParameters(c.Parameters).OID != s.oid {
			t.Fatalf("%s isn't found", s.name)
		}
		if !c.P.ProbablyPrime(20) || !c.N.ProbablyPrime(20) || c.P.Cmp(c.N) == 0 || !c.contains(c.Gx, c.Gy) {
			t.Errorf("%s: not a curve of prime order", s.name)
		}
		if !newGroup(c).combine(c.N, new(big.Int), infinity()).isInfinity() {
			t.Errorf("%s: the generator has another order", s.name)
		}
		der := openssl(t, "", "ecparam", "-name", s.name, "-param_enc", "explicit", "-outform", "DER")
		for _, digits := range []string{s.p, s.n, "04" + s.gx + s.gy} {
			if b, err := hex.DecodeString(digits); err != nil || !bytes.Contains(der, b) {
				t.Errorf("%s: OpenSSL lacks %s (%v)", s.name, digits, err)
			}
		}
		for _, coefficient := range []*big.Int{c.A, c.B} {
			if !bytes.Contains(der, coefficient.Bytes()) {
				t.Errorf("%s: OpenSSL lacks %x", s.name, coefficient)
			}
		}
		name := openssl(t, "", "asn1parse", "-genstr", "OID:"+s.oid)
		if !bytes.Contains(name, []byte(s.name)) {
			t.Errorf("%s has another identifier: %s", s.name, name)
		}
	}
	if ByOID("1.2.840.10045.3.1.7") != nil {
		t.Error("P-256 belongs to the standard library")
	}
}

// TestByParameters changes one parameter at a time.
func TestByParameters(t *testing.T) {
	for i, name := range []string{"P", "A", "B", "Gx", "Gy", "N"} {
		p := ByOID(specs[0].oid).Parameters
		field := []**big.Int{&p.P, &p.A, &p.B, &p.Gx, &p.Gy, &p.N}[i]
		*field = new(big.Int).Add(*field, big.NewInt(1))
		if c := ByParameters(p); c != nil {
			t.Errorf("%s with another %s is taken for %s", specs[0].name, name, c.Name)
		}
	}
}

// toys are curves so small that every case of the arithmetic occurs, with the
// coefficient a at 0, at -3 and elsewhere and primes of either kind modulo 4.
func toys() []*Curve {
	toy := func(p, a, b, gx, gy, n int64) *Curve {
		return &Curve{Parameters: Parameters{P: big.NewInt(p), A: big.NewInt(a), B: big.NewInt(b),
			Gx: big.NewInt(gx), Gy: big.NewInt(gy), N: big.NewInt(n)}}
	}
	return []*Curve{
		toy(31, 0, 3, 1, 2, 43), toy(23, 20, 8, 0, 10, 31), toy(29, 26, 4, 0, 2, 31),
		toy(29, 1, 12, 2, 14, 23), toy(19, 2, 9, 0, 3, 23), toy(37, 1, 12, 0, 7, 29),
	}
}

func newGroup(c *Curve) *group { return &group{Curve: c} }

// multiples returns kG for k from 0 to N-1 by the schoolbook's affine rules;
// nil is infinity.
func multiples(t *testing.T, c *Curve) []*[2]int64 {
	t.Helper()
	p, a := c.P.Int64(), c.A.Int64()
	inverse := func(n int64) int64 {
		return new(big.Int).ModInverse(big.NewInt((n%p+p)%p), c.P).Int64()
	}
	g := [2]int64{c.Gx.Int64(), c.Gy.Int64()}
	list := []*[2]int64{nil, &g}
	for q := g; ; {
		var slope int64
		switch {
		case q == g:
			slope = (3*q[0]*q[0] + a) * inverse(2*q[1]) % p
		case q[0] == g[0]:
			if int64(len(list)) != c.N.Int64() {
				t.Fatalf("order %d, not %v", len(list), c.N)
			}
			return list
		default:
			slope = (q[1] - g[1]) * inverse(q[0]-g[0]) % p
		}
		x := ((slope*slope-q[0]-g[0])%p + p) % p
		y := ((slope*(q[0]-x)-q[1])%p + p) % p
		q = [2]int64{x, y}
		list = append(list, &[2]int64{x, y})
	}
}

// TestArithmetic compares aG + bQ with the table for every a and b and
// for Q that meet the generator in every way.
func TestArithmetic(t *testing.T) {
	for _, c := range toys() {
		table, g := multiples(t, c), newGroup(c)
		n := int64(len(table))
		for _, k := range []int64{0, 1, 2, 3, n / 2, n - 2, n - 1} {
			q := infinity()
			if k > 0 {
				q = affine(big.NewInt(table[k][0]), big.NewInt(table[k][1]))
			}
			for a := range n {
				for b := range n {
					got, want := g.combine(big.NewInt(a), big.NewInt(b), q), table[(a+b*k)%n]
					if got.isInfinity() != (want == nil) || want != nil && g.affineX(got).Int64() != want[0] {
						t.Fatalf("modulo %v: %dG + %d*%dG is wrong", c.P, a, b, k)
					}
				}
			}
		}
	}
}
