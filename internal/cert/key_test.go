package cert

import (
	"bytes"
	//lint:ignore SA1019 old keys have to be read
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"testing"

	"github.com/cloudflare/circl/sign/ed448"
	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// spki wraps a key; params is the DER of the algorithm parameters.
func spki(alg asn1.ObjectIdentifier, params, key []byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(alg)
			b.AddBytes(params)
		})
		b.AddASN1BitString(key)
	})
	return b.BytesOrPanic()
}

func integers(values ...*big.Int) []byte {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, v := range values {
			b.AddASN1BigInt(v)
		}
	})
	return b.BytesOrPanic()
}

func oidDER(arcs ...int) []byte {
	var b cryptobyte.Builder
	b.AddASN1ObjectIdentifier(arcs)
	return b.BytesOrPanic()
}

var (
	algRSA = oid(1, 2, 840, 113549, 1, 1, 1)
	algEC  = oid(1, 2, 840, 10045, 2, 1)
	algDSA = oid(1, 2, 840, 10040, 4, 1)
	null   = []byte{5, 0}
)

func oddNumber(bits int) *big.Int {
	n := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
	return n.SetBit(n, 0, 1)
}

func TestKeys(t *testing.T) {
	ecKey := func(c elliptic.Curve) *ecdsa.PublicKey {
		k, err := ecdsa.GenerateKey(c, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return &k.PublicKey
	}
	marshal := func(key any) []byte {
		b, err := x509.MarshalPKIXPublicKey(key)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	ed, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ed4, _, err := ed448.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p256 := ecKey(elliptic.P256())
	point, err := p256.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	compressed := append([]byte{2 | point[64]&1}, point[1:33]...)
	n := oddNumber(2048)
	dsaKey := &dsa.PublicKey{Parameters: dsa.Parameters{P: oddNumber(1024), Q: oddNumber(160), G: bigInt(2)}, Y: bigInt(3)}
	dsaSPKI := spki(algDSA, integers(dsaKey.P, dsaKey.Q, dsaKey.G), []byte{2, 1, 3})

	for _, tt := range []struct {
		name string
		spki []byte
		same func(key any) bool
	}{
		{"RSA", spki(algRSA, null, integers(n, bigInt(65537))), func(k any) bool { return k.(*rsa.PublicKey).N.Cmp(n) == 0 }},
		{"RSA, 63-bit exponent", spki(algRSA, null, integers(n, bigInt(1<<62+1))), func(k any) bool { return k.(*rsa.PublicKey).E == 1<<62+1 }},
		{"RSA-PSS", spki(oid(1, 2, 840, 113549, 1, 1, 10), nil, integers(n, bigInt(3))), func(k any) bool { return k.(*rsa.PublicKey).E == 3 }},
		{"RSA-PSS with SHAKE128", spki(oid(1, 3, 6, 1, 5, 5, 7, 6, 30), nil, integers(n, bigInt(3))), func(k any) bool { return k.(*rsa.PublicKey).E == 3 }},
		{"RSA-PSS with SHAKE256", spki(oid(1, 3, 6, 1, 5, 5, 7, 6, 31), nil, integers(n, bigInt(3))), func(k any) bool { return k.(*rsa.PublicKey).E == 3 }},
		{"RSA 512", spki(algRSA, null, integers(oddNumber(512), bigInt(3))), func(k any) bool { return k.(*rsa.PublicKey).N.BitLen() == 512 }},
		{"P-256", marshal(p256), func(k any) bool { return p256.Equal(k.(*ecdsa.PublicKey)) }},
		{"P-256 compressed", spki(algEC, oidDER(1, 2, 840, 10045, 3, 1, 7), compressed), func(k any) bool { return p256.Equal(k.(*ecdsa.PublicKey)) }},
		{"P-224", marshal(ecKey(elliptic.P224())), func(k any) bool { return k.(*ecdsa.PublicKey).Curve == elliptic.P224() }},
		{"P-384", marshal(ecKey(elliptic.P384())), func(k any) bool { return k.(*ecdsa.PublicKey).Curve == elliptic.P384() }},
		{"P-521", marshal(ecKey(elliptic.P521())), func(k any) bool { return k.(*ecdsa.PublicKey).Curve == elliptic.P521() }},
		{"Ed25519", marshal(ed), func(k any) bool { return ed.Equal(k.(ed25519.PublicKey)) }},
		{"Ed448", spki(oid(1, 3, 101, 113), nil, ed4), func(k any) bool { return ed4.Equal(k.(ed448.PublicKey)) }},
		{"DSA", dsaSPKI, func(k any) bool { return k.(*dsa.PublicKey).P.Cmp(dsaKey.P) == 0 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := mustParse(t, template{version: 2, spki: tt.spki}.build(t))
			if c.KeyError != nil || !tt.same(c.PublicKey) {
				t.Errorf("key %v, error %v", c.PublicKey, c.KeyError)
			}
		})
	}
}

// TestKeyErrors checks that the certificate comes back without its key.
func TestKeyErrors(t *testing.T) {
	n := oddNumber(2048)
	even := new(big.Int).Add(n, bigInt(1))
	p, q := oddNumber(1024), oddNumber(160)
	dsaParams := integers(p, q, bigInt(2))
	p256 := oidDER(1, 2, 840, 10045, 3, 1, 7)
	for _, tt := range []struct {
		name string
		spki []byte
	}{
		{"RSA too large", spki(algRSA, null, integers(oddNumber(16385), bigInt(3)))},
		{"RSA too small", spki(algRSA, null, integers(oddNumber(511), bigInt(3)))},
		{"RSA even modulus", spki(algRSA, null, integers(even, bigInt(3)))},
		{"RSA negative modulus", spki(algRSA, null, integers(new(big.Int).Neg(n), bigInt(3)))},
		{"RSA exponent 1", spki(algRSA, null, integers(n, bigInt(1)))},
		{"RSA even exponent", spki(algRSA, null, integers(n, bigInt(4)))},
		{"RSA huge exponent", spki(algRSA, null, integers(n, oddNumber(65)))},
		{"RSA garbage", spki(algRSA, null, []byte{1, 2, 3})},
		{"EC unknown curve", spki(algEC, oidDER(1, 2, 3), []byte{4})},
		{"EC explicit parameters", spki(algEC, []byte{0x30, 0}, []byte{4})},
		{"EC off the curve", spki(algEC, p256, append([]byte{4}, make([]byte, 64)...))},
		{"EC compressed off the curve", spki(algEC, p256, append([]byte{2}, bytes.Repeat([]byte{0xff}, 32)...))},
		{"EC infinity", spki(algEC, p256, []byte{0})},
		{"EC empty", spki(algEC, p256, nil)},
		{"Ed25519 short", spki(oid(1, 3, 101, 112), nil, make([]byte, 31))},
		{"Ed448 long", spki(oid(1, 3, 101, 113), nil, make([]byte, 58))},
		{"DSA parameters inherited", spki(algDSA, nil, []byte{2, 1, 3})},
		{"DSA too large", spki(algDSA, integers(oddNumber(8193), q, bigInt(2)), []byte{2, 1, 3})},
		{"DSA Y of 1", spki(algDSA, dsaParams, []byte{2, 1, 1})},
		{"unknown algorithm", spki(oid(1, 2, 3), nil, []byte{1})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := mustParse(t, template{version: 2, subject: cn(utf8Tag, "x"), spki: tt.spki}.build(t))
			var ke *KeyError
			if !errors.As(c.KeyError, &ke) || c.PublicKey != nil || c.Subject.CommonName() != "x" {
				t.Errorf("key %v, error %v", c.PublicKey, c.KeyError)
			}
		})
	}
}
