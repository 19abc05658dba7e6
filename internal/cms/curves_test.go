package cms

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/asn1"
	"math/big"
	"slices"
	"testing"

	"github.com/motcua/motcua/internal/cert"
)

// TestOpenSSLCurves verifies certificates and CMS on the curves outside the
// standard library and with explicit parameters, and refuses changed ones.
func TestOpenSSLCurves(t *testing.T) {
	o := newOpenSSL(t)
	for _, tt := range []struct {
		curve, encoding, md string
		bits                int
		hash                Digest
	}{
		{"brainpoolP224r1", "named_curve", "sha224", 224, SHA224},
		{"brainpoolP256r1", "named_curve", "sha256", 256, SHA256},
		{"brainpoolP320r1", "named_curve", "sha256", 320, SHA256},
		{"brainpoolP384r1", "named_curve", "sha384", 384, SHA384},
		{"brainpoolP512r1", "named_curve", "sha512", 512, SHA512},
		{"brainpoolP224t1", "named_curve", "sha256", 224, SHA256},
		{"brainpoolP256t1", "named_curve", "sha512", 256, SHA512},
		{"brainpoolP320t1", "named_curve", "sha384", 320, SHA384},
		{"brainpoolP384t1", "named_curve", "sha384", 384, SHA384},
		{"brainpoolP512t1", "named_curve", "sha512", 512, SHA512},
		{"secp256k1", "named_curve", "sha256", 256, SHA256},
		{"secp256k1", "named_curve", "sha1", 256, SHA1},
		{"brainpoolP256r1", "explicit", "sha256", 256, SHA256},
		{"secp256k1", "explicit", "sha256", 256, SHA256},
		{"P-256", "explicit", "sha256", 256, SHA256},
		{"P-521", "explicit", "sha512", 521, SHA512},
	} {
		t.Run(tt.curve+" "+tt.encoding+" "+tt.md, func(t *testing.T) {
			o := openssl{t: t, dir: o.dir}
			c := o.identity("signer", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:"+tt.curve, "-pkeyopt", "ec_param_enc:"+tt.encoding)
			wantErrors(t, VerifySignature(c.SignatureAlgorithm, c, c.RawTBS, c.Signature))
			tbs := bytes.Clone(c.RawTBS)
			tbs[len(tbs)-1] ^= 1
			wantErrors(t, VerifySignature(c.SignatureAlgorithm, c, tbs, c.Signature), ErrSignatureInvalid)

			signed, err := o.sign("signer", document, "-md", tt.md)
			if err != nil {
				t.Fatal(err)
			}
			notes := []Note{NoteNoSigningCertificate}
			if tt.bits < smallCurve {
				notes = append(notes, NoteSmallKey)
			}
			if tt.hash == SHA1 {
				notes = append(notes, NoteSHA1)
			}
			slices.Sort(notes)
			checkOpenSSL(t, signed, document, c, func(r Result) bool {
				return r.Algorithm == "ECDSA" && r.Hash == tt.hash && r.KeyBits == tt.bits && slices.Equal(r.Notes, notes)
			})
		})
	}
}

// plain rewrites a DER signature as r and s of a fixed length.
func plain(t *testing.T, sig []byte, size int) []byte {
	t.Helper()
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(sig, &pair); err != nil {
		t.Fatal(err)
	}
	return append(pair.R.FillBytes(make([]byte, size)), pair.S.FillBytes(make([]byte, size))...)
}

// TestPlainECDSA signs with r and s of fixed length, by curves of both kinds:
// P-521, whose order doesn't fill its octets, and a Brainpool curve, for which
// OpenSSL signs.
func TestPlainECDSA(t *testing.T) {
	const arc = "0.4.0.127.0.7.1.1.4.1."
	p521, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	o := newOpenSSL(t)
	brainpool := o.identity("brainpool", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP384r1")
	nist := selfSigned(p521, "P-521", 11)
	byOpenSSL := func(tbs []byte) []byte {
		o.write("tbs", tbs)
		o.run("dgst", "-sha256", "-sign", "brainpool.key", "-out", "sig", "tbs")
		return o.read("sig")
	}
	byKey := func(tbs []byte) []byte { return nist.signWith(SHA256, tbs) }
	for _, tt := range []struct {
		name string
		id   identity
		sign func([]byte) []byte // DER
		size int
	}{
		{"P-521", nist, byKey, 66},
		{"brainpoolP384r1", identity{der: brainpool.Raw, cert: brainpool}, byOpenSSL, 48},
	} {
		t.Run(tt.name, func(t *testing.T) {
			try := func(oid string, change func([]byte) []byte) (Result, error) {
				r := recipe{id: tt.id, content: document, sigAlg: algorithm(oid),
					sign: func(tbs []byte) []byte { return change(tt.sign(tbs)) }}
				return verify(t, r.make(), tt.id, document)
			}
			good := func(sig []byte) []byte { return plain(t, sig, tt.size) }
			res, err := try(arc+"3", good)
			wantErrors(t, err)
			if res.Algorithm != "ECDSA" || res.Name != "SHA256withPlainECDSA" || res.Hash != SHA256 {
				t.Errorf("got %+v", res)
			}
			for name, change := range map[string]func([]byte) []byte{
				"DER":         func(sig []byte) []byte { return sig },
				"cut short":   func(sig []byte) []byte { return good(sig)[:2*tt.size-1] },
				"too long":    func(sig []byte) []byte { return append(good(sig), 0) },
				"padded":      func(sig []byte) []byte { return plain(t, sig, tt.size+1) },
				"empty":       func([]byte) []byte { return nil },
				"zeros":       func([]byte) []byte { return make([]byte, 2*tt.size) },
				"one changed": func(sig []byte) []byte { out := good(sig); out[tt.size] ^= 1; return out },
			} {
				t.Run(name, func(t *testing.T) {
					_, err := try(arc+"3", change)
					wantErrors(t, err, ErrSignatureInvalid)
				})
			}
			_, err = try("1.2.840.10045.4.3.2", good)
			wantErrors(t, err, ErrSignatureInvalid)
			_, err = try(arc+"4", good) // another hash
			wantErrors(t, err, ErrSignatureInvalid)
		})
	}
	for number, want := range map[string]Digest{"1": SHA1, "2": SHA224, "3": SHA256, "4": SHA384, "5": SHA512,
		"6": RIPEMD160, "8": SHA3_224, "9": SHA3_256, "10": SHA3_384, "11": SHA3_512} {
		if s, d, ok := lookup(arc + number); !ok || s != schemePlainECDSA || d != want {
			t.Errorf("%s: %v, %v, %v", number, s, d, ok)
		}
	}
	for _, oid := range []string{arc + "7", arc + "12", arc[:len(arc)-1], arc + "3.1"} {
		if _, _, ok := lookup(oid); ok {
			t.Errorf("%s is known", oid)
		}
	}
}

// TestECDSAStrict feeds encodings that only look like a signature to both
// implementations, which must agree.
func TestECDSAStrict(t *testing.T) {
	o := newOpenSSL(t)
	other := o.identity("k1", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1")
	o.write("content", document)
	o.run("dgst", "-sha256", "-sign", "k1.key", "-out", "sig", "content")
	for _, tt := range []struct {
		c   *cert.Certificate
		sig []byte
	}{{other, o.read("sig")}, {ecIdentity().cert, ecIdentity().signWith(SHA256, document)}} {
		hashed := SHA256.sum(document)
		if !verifyECDSA(schemeECDSA, tt.c.PublicKey, hashed, tt.sig) {
			t.Fatal("a good signature is refused")
		}
		seq := tt.sig[2:]
		first := seq[:2+int(seq[1])]
		second := seq[len(first):]
		padded := append([]byte{2, first[1] + 1, 0}, first[2:]...)
		for name, bad := range map[string][]byte{
			"empty": nil, "empty sequence": {0x30, 0}, "octets behind": append(bytes.Clone(tt.sig), 0),
			"zeros inside": tlv(0x30, seq, []byte{0, 0}), "padded integer": tlv(0x30, padded, second),
			"one integer": tlv(0x30, first), "negative": tlv(0x30, first, []byte{2, 1, 0xff}),
			"long length": append([]byte{0x30, 0x81, byte(len(seq))}, seq...), "set": tlv(0x31, seq),
		} {
			if verifyECDSA(schemeECDSA, tt.c.PublicKey, hashed, bad) {
				t.Errorf("%T: %s is accepted", tt.c.PublicKey, name)
			}
		}
	}
	if verifyECDSA(schemeECDSA, nil, nil, nil) {
		t.Error("no key accepts")
	}
}
