package ecgeneric

import (
	"bytes"
	"crypto/sha512"
	"encoding/asn1"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"testing"
)

// TestVerifyExhaustively judges every r and s, in range and out of it, for
// a few keys of small curves.
func TestVerifyExhaustively(t *testing.T) {
	for _, c := range toys()[:3] {
		table := multiples(t, c)
		n := int64(len(table))
		bits := c.N.BitLen()
		for d := int64(1); d < n; d += 7 {
			k := &PublicKey{Curve: c, X: big.NewInt(table[d][0]), Y: big.NewInt(table[d][1])}
			for _, e := range []int64{0, 1, n - 1, 1<<bits - 1} {
				hashed := []byte{byte(e << (8 - bits)), 0xff} // what follows mustn't count
				for r := int64(-1); r <= n+1; r++ {
					for s := int64(-1); s <= n+1; s++ {
						want := validByTable(table, d, e, r, s)
						if k.Verify(hashed, big.NewInt(r), big.NewInt(s)) != want {
							t.Fatalf("modulo %v, d %d, e %d, r %d, s %d: %v", c.P, d, e, r, s, !want)
						}
					}
				}
			}
		}
	}
}

// validByTable is ECDSA verification that knows the private key d.
func validByTable(table []*[2]int64, d, e, r, s int64) bool {
	n := int64(len(table))
	if r < 1 || r >= n || s < 1 || s >= n {
		return false
	}
	w := new(big.Int).ModInverse(big.NewInt(s), big.NewInt(n)).Int64()
	sum := table[((e+r*d)%n)*w%n]
	return sum != nil && sum[0]%n == r
}

// TestParsePublicKey reads every pair of octets in every form.
func TestParsePublicKey(t *testing.T) {
	for _, c := range toys() {
		on := map[[2]int64]bool{}
		for _, p := range multiples(t, c)[1:] {
			on[*p] = true
		}
		for form := range byte(9) {
			for x := range c.P.Int64() + 3 {
				for y := range c.P.Int64() + 3 {
					k, err := ParsePublicKey(c, []byte{form, byte(x), byte(y)})
					want := on[[2]int64{x, y}] && form == 4
					if (err == nil) != want || want && (k.X.Int64() != x || k.Y.Int64() != y) {
						t.Fatalf("modulo %v, %d %d %d: %v", c.P, form, x, y, err)
					}
				}
				k, err := ParsePublicKey(c, []byte{form, byte(x)})
				if err == nil && (form&^1 != 2 || byte(k.Y.Bit(0)) != form&1 || !on[[2]int64{x, k.Y.Int64()}]) {
					t.Fatalf("modulo %v, %d %d: %v", c.P, form, x, k)
				}
				if err != nil && !errors.Is(err, ErrPoint) {
					t.Fatal(err)
				}
			}
		}
		for p := range on {
			if k, err := ParsePublicKey(c, []byte{2 | byte(p[1]&1), byte(p[0])}); err != nil || k.Y.Int64() != p[1] {
				t.Errorf("modulo %v: %v compressed: %v", c.P, p, err)
			}
		}
		for _, bad := range [][]byte{nil, {0}, {0, 0, 0}, {4, 1}, {2, 1, 1}, {4, 1, 1, 1}} {
			if _, err := ParsePublicKey(c, bad); !errors.Is(err, ErrPoint) {
				t.Errorf("%x: %v", bad, err)
			}
		}
	}
}

// TestOpenSSL verifies what OpenSSL signs on each curve, in each point form,
// and refuses it with anything changed.
func TestOpenSSL(t *testing.T) {
	message := []byte("a message")
	sum := sha512.Sum512(message)
	for i := range specs {
		s := &specs[i]
		t.Run(s.name, func(t *testing.T) {
			dir, c := t.TempDir(), s.curve()
			if err := os.WriteFile(filepath.Join(dir, "message"), message, 0o600); err != nil {
				t.Fatal(err)
			}
			openssl(t, dir, "ecparam", "-name", s.name, "-genkey", "-noout", "-out", "key")
			der := openssl(t, dir, "dgst", "-sha512", "-sign", "key", "message")
			var sig struct{ R, S *big.Int }
			if rest, err := asn1.Unmarshal(der, &sig); err != nil || len(rest) > 0 {
				t.Fatal(err)
			}
			var key *PublicKey
			for form, octets := range map[string]int{"uncompressed": 1 + 2*c.fieldSize(), "compressed": 1 + c.fieldSize()} {
				openssl(t, dir, "ec", "-in", "key", "-pubout", "-conv_form", form, "-outform", "DER", "-out", form)
				spki, err := os.ReadFile(filepath.Join(dir, form))
				if err != nil {
					t.Fatal(err)
				}
				point := spki[len(spki)-octets:]
				k, err := ParsePublicKey(c, point)
				if err != nil || key != nil && !k.Equal(key) {
					t.Fatalf("%s: %v", form, err)
				}
				key = k
				point = bytes.Clone(point)
				point[octets-1] ^= 1
				if k, err := ParsePublicKey(c, point); err == nil && k.Equal(key) {
					t.Errorf("%s: changed point is the same key", form)
				}
			}
			checkSignature(t, key, sum[:], sig.R, sig.S)
		})
	}
}

func checkSignature(t *testing.T, key *PublicKey, sum []byte, r, s *big.Int) {
	t.Helper()
	n := key.Curve.N
	if !key.Verify(sum, r, s) || !key.Verify(sum, r, new(big.Int).Sub(n, s)) {
		t.Error("a good signature is refused")
	}
	one := big.NewInt(1)
	for name, pair := range map[string][2]*big.Int{
		"r changed": {new(big.Int).Xor(r, one), s}, "s changed": {r, new(big.Int).Xor(s, one)},
		"swapped": {s, r}, "r above n": {new(big.Int).Add(r, n), s}, "s above n": {r, new(big.Int).Add(s, n)},
		"r negative": {new(big.Int).Neg(r), s}, "s negative": {r, new(big.Int).Neg(s)},
		"r zero": {new(big.Int), s}, "s zero": {r, new(big.Int)}, "r of n": {n, s}, "s of n": {r, n},
	} {
		if key.Verify(sum, pair[0], pair[1]) {
			t.Errorf("%s: accepted", name)
		}
	}
	other := bytes.Clone(sum)
	other[0] ^= 1
	if key.Verify(other, r, s) || key.Verify(nil, r, s) {
		t.Error("another digest is accepted")
	}
	opposite := &PublicKey{Curve: key.Curve, X: key.X, Y: new(big.Int).Sub(key.Curve.P, key.Y)}
	if opposite.Verify(sum, r, s) || opposite.Equal(key) {
		t.Error("the opposite key is accepted")
	}
}

// FuzzParsePublicKey checks that what is read is on the curve and is read again
// from its uncompressed form.
func FuzzParsePublicKey(f *testing.F) {
	for i := range specs {
		c := specs[i].curve()
		x := c.Gx.FillBytes(make([]byte, c.fieldSize()))
		f.Add(byte(i), append([]byte{2}, x...))
		f.Add(byte(i), append([]byte{3}, x...))
		f.Add(byte(i), append(append([]byte{4}, x...), c.Gy.FillBytes(make([]byte, c.fieldSize()))...))
	}
	f.Fuzz(func(t *testing.T, i byte, b []byte) {
		c := specs[int(i)%len(specs)].curve()
		k, err := ParsePublicKey(c, b)
		if err != nil {
			return
		}
		octets := append([]byte{4}, k.X.FillBytes(make([]byte, c.fieldSize()))...)
		octets = append(octets, k.Y.FillBytes(make([]byte, c.fieldSize()))...)
		again, err := ParsePublicKey(c, octets)
		if err != nil || !again.Equal(k) || !c.contains(k.X, k.Y) {
			t.Fatalf("%s %x: %v", c.Name, b, err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	for i := range specs {
		c := specs[i].curve()
		b.Run(c.Name, func(b *testing.B) {
			// The generator as a key, its signature for the private key 1 and k 2.
			g := newGroup(c)
			x := g.affineX(g.double(affine(c.Gx, c.Gy)))
			r := x.Mod(x, c.N)
			sum := sha512.Sum512([]byte("a message"))
			s := new(big.Int).Add(c.leftmost(sum[:]), r)
			s.Mul(s, new(big.Int).ModInverse(big.NewInt(2), c.N)).Mod(s, c.N)
			key := &PublicKey{Curve: c, X: c.Gx, Y: c.Gy}
			b.ReportAllocs()
			for b.Loop() {
				if !key.Verify(sum[:], r, s) {
					b.Fatal("refused")
				}
			}
		})
	}
}
