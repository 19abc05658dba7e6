package cert

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/ecgeneric"

	"github.com/motcua/motcua/internal/testtool"
)

// runOpenSSL runs the tool in dir, or skips the test without it.
func runOpenSSL(t testing.TB, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command(testtool.Path(t, "openssl"), args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("openssl %v: %v: %s", args, err, out)
	}
}

// openSSLCertificate makes a self-signed certificate with a key made by the
// given arguments to genpkey.
func openSSLCertificate(t testing.TB, dir string, genpkey ...string) *Certificate {
	t.Helper()
	runOpenSSL(t, dir, append([]string{"genpkey", "-algorithm", "EC", "-out", "key"}, genpkey...)...)
	runOpenSSL(t, dir, "req", "-x509", "-new", "-key", "key", "-out", "cert", "-days", "3650", "-subj", "/CN=x", "-sha256")
	b, err := os.ReadFile(filepath.Join(dir, "cert"))
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(b)
	if block == nil {
		t.Fatal("no PEM block")
	}
	return mustParse(t, block.Bytes)
}

// TestOpenSSLCurves reads a key of every curve twice, by the curve's name and
// with its parameters spelled out.
func TestOpenSSLCurves(t *testing.T) {
	standard := map[string]elliptic.Curve{"secp224r1": elliptic.P224(), "prime256v1": elliptic.P256(),
		"secp384r1": elliptic.P384(), "secp521r1": elliptic.P521()}
	for _, name := range []string{
		"secp224r1", "prime256v1", "secp384r1", "secp521r1", "secp256k1",
		"brainpoolP224r1", "brainpoolP256r1", "brainpoolP320r1", "brainpoolP384r1", "brainpoolP512r1",
		"brainpoolP224t1", "brainpoolP256t1", "brainpoolP320t1", "brainpoolP384t1", "brainpoolP512t1",
	} {
		t.Run(name, func(t *testing.T) {
			for _, encoding := range []string{"named_curve", "explicit"} {
				c := openSSLCertificate(t, t.TempDir(), "-pkeyopt", "ec_paramgen_curve:"+name, "-pkeyopt", "ec_param_enc:"+encoding)
				if c.KeyError != nil {
					t.Errorf("%s: %v", encoding, c.KeyError)
					continue
				}
				if want, ok := standard[name]; ok {
					if key, ok := c.PublicKey.(*ecdsa.PublicKey); !ok || key.Curve != want {
						t.Errorf("%s: %T", encoding, c.PublicKey)
					}
				} else if key, ok := c.PublicKey.(*ecgeneric.PublicKey); !ok || key.Curve.Name != name {
					t.Errorf("%s: %T", encoding, c.PublicKey)
				}
			}
		})
	}
	for _, args := range [][]string{
		{"-pkeyopt", "ec_paramgen_curve:secp224k1"},
		{"-pkeyopt", "ec_paramgen_curve:secp224k1", "-pkeyopt", "ec_param_enc:explicit"},
		{"-pkeyopt", "ec_paramgen_curve:sect283r1", "-pkeyopt", "ec_param_enc:explicit"},
	} {
		c := openSSLCertificate(t, t.TempDir(), args...)
		var ke *KeyError
		if !errors.As(c.KeyError, &ke) || c.PublicKey != nil {
			t.Errorf("%v: key %v, error %v", args, c.PublicKey, c.KeyError)
		}
	}
}

// ecParameters are the parts of an ECParameters, for tests to spoil.
type ecParameters struct {
	version   int64
	field     []byte // of fieldID, after its OID
	a, b      []byte
	base      []byte
	n         *big.Int
	after     []byte // cofactor and what follows
	fieldType []int
	seed      bool
}

func (p ecParameters) build() []byte {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(p.version)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(p.fieldType)
			b.AddBytes(p.field)
		})
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1OctetString(p.a)
			b.AddASN1OctetString(p.b)
			if p.seed {
				b.AddASN1BitString([]byte{1, 2, 3})
			}
		})
		b.AddASN1OctetString(p.base)
		b.AddASN1BigInt(p.n)
		b.AddBytes(p.after)
	})
	return b.BytesOrPanic()
}

func integerDER(n *big.Int) []byte {
	var b cryptobyte.Builder
	b.AddASN1BigInt(n)
	return b.BytesOrPanic()
}

func explicitP256() ecParameters {
	std := elliptic.P256().Params()
	return ecParameters{
		version: 1, fieldType: []int{1, 2, 840, 10045, 1, 1}, field: integerDER(std.P),
		a: new(big.Int).Sub(std.P, big.NewInt(3)).Bytes(), b: std.B.Bytes(),
		base: point(std.Gx, std.Gy), n: std.N, after: integerDER(big.NewInt(1)),
	}
}

// TestExplicitParameters spoils one parameter at a time. The generator is what
// an attacker would change: 2G of a known curve, or the very key.
func TestExplicitParameters(t *testing.T) {
	std := elliptic.P256().Params()
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point(std.Gx, std.Gy))
	if err != nil {
		t.Fatal(err)
	}
	double, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), append(make([]byte, 31), 2))
	if err != nil {
		t.Fatal(err)
	}
	twoG, err := double.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	one := big.NewInt(1)
	for _, tt := range []struct {
		name  string
		spoil func(p *ecParameters)
		ok    bool
	}{
		{"as they are", func(*ecParameters) {}, true},
		{"without cofactor", func(p *ecParameters) { p.after = nil }, true},
		{"with seed, version 3", func(p *ecParameters) { p.version, p.seed = 3, true }, true},
		{"padded coefficient", func(p *ecParameters) { p.b = append([]byte{0}, p.b...) }, true},
		{"cofactor 2", func(p *ecParameters) { p.after = integerDER(big.NewInt(2)) }, false},
		{"after the cofactor", func(p *ecParameters) { p.after = append(p.after, 5, 0) }, false},
		{"version 4", func(p *ecParameters) { p.version = 4 }, false},
		{"another field", func(p *ecParameters) { p.field = integerDER(elliptic.P384().Params().P) }, false},
		{"binary field", func(p *ecParameters) { p.fieldType = []int{1, 2, 840, 10045, 1, 2} }, false},
		{"negative field", func(p *ecParameters) { p.field = integerDER(big.NewInt(-7)) }, false},
		{"huge field", func(p *ecParameters) { p.field = integerDER(new(big.Int).Lsh(one, 8000)) }, false},
		{"another a", func(p *ecParameters) { p.a = []byte{0} }, false},
		{"another b", func(p *ecParameters) { p.b = []byte{7} }, false},
		{"huge b", func(p *ecParameters) { p.b = make([]byte, 8000) }, false},
		{"another generator", func(p *ecParameters) { p.base = twoG }, false},
		{"generator at infinity", func(p *ecParameters) { p.base = []byte{0} }, false},
		{"another order", func(p *ecParameters) { p.n = new(big.Int).Add(std.N, one) }, false},
	} {
		p := explicitP256()
		tt.spoil(&p)
		c := mustParse(t, template{version: 2, spki: spki(algEC, p.build(), point(std.Gx, std.Gy))}.build(t))
		if got, _ := c.PublicKey.(*ecdsa.PublicKey); (got != nil) != tt.ok || tt.ok && !key.Equal(got) || tt.ok != (c.KeyError == nil) {
			t.Errorf("%s: key %v, error %v", tt.name, c.PublicKey, c.KeyError)
		}
	}
	trailing := append(explicitP256().build(), 0)
	if _, reason := readEC(trailing, point(std.Gx, std.Gy)); reason == "" {
		t.Error("octets after the parameters are accepted")
	}
}

// point is the uncompressed form of a 256-bit point.
func point(x, y *big.Int) []byte {
	out := append([]byte{4}, x.FillBytes(make([]byte, 32))...)
	return append(out, y.FillBytes(make([]byte, 32))...)
}

// TestGenericPoints covers the point forms of a curve outside the standard
// library.
func TestGenericPoints(t *testing.T) {
	curve := ecgeneric.ByOID("1.3.36.3.3.2.8.1.1.7")
	name := oidDER(1, 3, 36, 3, 3, 2, 8, 1, 1, 7)
	good := point(curve.Gx, curve.Gy)
	off := bytes.Clone(good)
	off[64] ^= 1
	other := append([]byte{2 | good[64]&1 ^ 1}, good[1:33]...)
	for _, tt := range []struct {
		name string
		bits []byte
		want *big.Int // of y, nil if refused
	}{
		{"uncompressed", good, curve.Gy},
		{"compressed", append([]byte{2 | good[64]&1}, good[1:33]...), curve.Gy},
		{"compressed, the other y", other, new(big.Int).Sub(curve.P, curve.Gy)},
		{"hybrid", append([]byte{6 | good[64]&1}, good[1:]...), nil},
		{"off the curve", off, nil},
		{"not reduced", point(new(big.Int).Add(curve.P, big.NewInt(1)), curve.Gy), nil},
		{"infinity", []byte{0}, nil},
		{"empty", nil, nil},
		{"cut short", good[:64], nil},
	} {
		c := mustParse(t, template{version: 2, spki: spki(algEC, name, tt.bits)}.build(t))
		key, _ := c.PublicKey.(*ecgeneric.PublicKey)
		var ke *KeyError
		if tt.want == nil && (!errors.As(c.KeyError, &ke) || key != nil) || tt.want != nil && (key == nil || key.Y.Cmp(tt.want) != 0) {
			t.Errorf("%s: key %v, error %v", tt.name, c.PublicKey, c.KeyError)
		}
	}
}
