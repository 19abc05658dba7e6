package cms

import (
	"crypto"
	//lint:ignore SA1019 old signatures have to be verified
	"crypto/dsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"math/big"
	"testing"

	"github.com/cloudflare/circl/sign/ed448"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// keyOnly is a certificate of which only the key and its identifiers matter.
func keyOnly(key any, oid string, params []byte) *cert.Certificate {
	base := *rsaIdentity().cert
	base.PublicKey, base.KeyAlgorithm = key, der.Algorithm{OID: oid, Params: params}
	return &base
}

// pssParams is the DER of RSASSA-PSS-params.
func pssParams(h, mgf Digest, salt int64) []byte {
	return tlv(0x30,
		tlv(0xa0, algorithm(h.OID(), derNull)),
		tlv(0xa1, algorithm(oidMGF1, algorithm(mgf.OID(), derNull))),
		tlv(0xa2, integer(salt)))
}

// encodePSS is EMSA-PSS-ENCODE (RFC 8017, 9.1.1), to make what crypto/rsa
// can't: different hashes, empty salts.
func encodePSS(hashed []byte, h, mgf Digest, salt []byte, emBits int) []byte {
	emLen := (emBits + 7) / 8
	digest := h.sum(make([]byte, 8), hashed, salt)
	db := make([]byte, emLen-len(digest)-1)
	db[len(db)-len(salt)-1] = 1
	copy(db[len(db)-len(salt):], salt)
	mask(db, digest, mgf)
	db[0] &= 0xff >> (8*emLen - emBits)
	return append(append(db, digest...), 0xbc)
}

func rawRSA(key *rsa.PrivateKey, em []byte) []byte {
	m := new(big.Int).SetBytes(em)
	return m.Exp(m, key.D, key.N).FillBytes(make([]byte, key.Size()))
}

func TestPSS(t *testing.T) {
	id := rsaIdentity()
	key := id.key.(*rsa.PrivateKey)
	byStd := func(h crypto.Hash, salt int) func([]byte) []byte {
		return func(tbs []byte) []byte {
			d := h.New()
			d.Write(tbs)
			sig, err := rsa.SignPSS(rand.Reader, key, h, d.Sum(nil), &rsa.PSSOptions{SaltLength: salt})
			if err != nil {
				t.Fatal(err)
			}
			return sig
		}
	}
	byHand := func(h, mgf Digest, salt int) func([]byte) []byte {
		return func(tbs []byte) []byte {
			return rawRSA(key, encodePSS(h.sum(tbs), h, mgf, make([]byte, salt), 2047))
		}
	}
	for _, tt := range []struct {
		name   string
		params []byte
		sign   func([]byte) []byte
		want   []error
	}{
		{"SHA-256", pssParams(SHA256, SHA256, 32), byStd(crypto.SHA256, 32), nil},
		{"SHA3-512", pssParams(SHA3_512, SHA3_512, 64), byStd(crypto.SHA3_512, 64), nil},
		{"long salt", pssParams(SHA256, SHA256, 222), byStd(crypto.SHA256, 222), nil},
		{"salt longer than stated", pssParams(SHA256, SHA256, 20), byStd(crypto.SHA256, 32), []error{ErrSignatureInvalid}},
		{"salt shorter than stated", pssParams(SHA256, SHA256, 32), byStd(crypto.SHA256, 20), []error{ErrSignatureInvalid}},
		{"salt that can't fit", pssParams(SHA256, SHA256, 223), byStd(crypto.SHA256, 32), []error{ErrSignatureInvalid}},
		{"defaults", tlv(0x30), byStd(crypto.SHA1, 20), nil},
		{"own encoding", pssParams(SHA256, SHA256, 32), byHand(SHA256, SHA256, 32), nil},
		{"mask by another hash", pssParams(SHA256, SHA1, 32), byHand(SHA256, SHA1, 32), nil},
		{"mask by another hash than stated", pssParams(SHA256, SHA1, 32), byStd(crypto.SHA256, 32), []error{ErrSignatureInvalid}},
		{"no salt", pssParams(SHA256, SHA256, 0), byHand(SHA256, SHA256, 0), nil},
		{"no salt stated", pssParams(SHA256, SHA256, 0), byStd(crypto.SHA256, 32), []error{ErrSignatureInvalid}},
		{"no parameters", nil, byStd(crypto.SHA1, 20), []error{ErrMalformed}},
		{"trailer 2", tlv(0x30, tlv(0xa3, integer(2))), byStd(crypto.SHA1, 20), []error{ErrMalformed}},
		{"trailer 1", tlv(0x30, tlv(0xa3, integer(1))), byStd(crypto.SHA1, 20), nil},
		{"negative salt", tlv(0x30, tlv(0xa2, integer(-1))), byStd(crypto.SHA1, 20), []error{ErrMalformed}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := recipe{id: id, content: document, sigAlg: algorithm(oidPSS, tt.params), sign: tt.sign}
			res, err := verify(t, r.make(), id, document)
			wantErrors(t, err, tt.want...)
			if err == nil && res.Algorithm != "RSA-PSS" {
				t.Errorf("Algorithm = %q", res.Algorithm)
			}
		})
	}
}

// TestPSSModulusLengths covers the spare bits of the encoded message, where a
// modulus is one bit longer than whole octets and where it isn't, against
// crypto/rsa as the maker.
func TestPSSModulusLengths(t *testing.T) {
	hashed := SHA256.sum(document)
	for _, bits := range []int{1024, 1025, 1026, 1031} {
		key, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		sig, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, hashed, &rsa.PSSOptions{SaltLength: 32})
		if err != nil {
			t.Fatal(err)
		}
		em := recoverRSA(&key.PublicKey, sig)
		alg := sigAlg{scheme: schemePSS, hash: SHA256, mgf: SHA256, salt: 32}
		if !matchesPSS(em, bits-1, alg, hashed) {
			t.Errorf("%d bits: good message refused", bits)
		}
		for i := range em {
			em[i] ^= 0x80
			if matchesPSS(em, bits-1, alg, hashed) {
				t.Errorf("%d bits: changed octet %d accepted", bits, i)
			}
			em[i] ^= 0x80
		}
	}
}

func TestPSSKey(t *testing.T) {
	id := rsaIdentity()
	key := id.key.(*rsa.PrivateKey)
	pss := sigAlg{scheme: schemePSS, hash: SHA256, mgf: SHA256, salt: 32}
	for _, tt := range []struct {
		name   string
		alg    sigAlg
		params []byte
		want   []error
	}{
		{"no restriction", pss, nil, nil},
		{"same parameters", pss, pssParams(SHA256, SHA256, 32), nil},
		{"longer salt than required", pss, pssParams(SHA256, SHA256, 20), nil},
		{"shorter salt", pss, pssParams(SHA256, SHA256, 40), []error{ErrAlgorithmPolicy}},
		{"other hash", pss, pssParams(SHA512, SHA256, 32), []error{ErrAlgorithmPolicy}},
		{"PKCS #1 v1.5", sigAlg{scheme: schemeRSA, hash: SHA256}, nil, []error{ErrAlgorithmPolicy}},
		{"malformed", pss, []byte{4, 0}, []error{ErrMalformed}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantErrors(t, checkKey(tt.alg, keyOnly(&key.PublicKey, cert.OIDKeyPSS, tt.params)), tt.want...)
		})
	}
}

func TestKeyOfAnotherKind(t *testing.T) {
	ec := ecIdentity()
	r := recipe{id: ec, content: document, sigAlg: algorithm(cert.OIDKeyRSA)}
	_, err := verify(t, r.make(), ec, document)
	wantErrors(t, err, ErrSignatureInvalid)

	broken := *ec.cert
	broken.PublicKey, broken.KeyError = nil, &cert.KeyError{Algorithm: "1.2.3", Reason: "unsupported algorithm"}
	sd, s := parseOne(t, recipe{id: ec, content: document}.make())
	_, err = sd.Verify(s, &broken, SHA256.sum(document), VerifyOptions{})
	var ke *cert.KeyError
	if !errors.As(err, &ke) {
		t.Errorf("err = %v", err)
	}
}

// TestSmallRSA verifies a 512-bit key, which crypto/rsa refuses.
func TestSmallRSA(t *testing.T) {
	t.Setenv("GODEBUG", "rsa1024min=0") // for making the key only
	key, err := rsa.GenerateKey(rand.Reader, 512)
	if err != nil {
		t.Fatal(err)
	}
	id := selfSigned(key, "nhỏ", 10)
	id.cert.PublicKey = &key.PublicKey
	r := recipe{id: id, content: document}
	signed := r.make()
	t.Setenv("GODEBUG", "rsa1024min=1")
	if rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, SHA256.sum(document), make([]byte, 64)) == nil || fitsStdRSA(&key.PublicKey) {
		t.Error("crypto/rsa would take the key")
	}
	res, err := verify(t, signed, id, document)
	wantErrors(t, err)
	if !res.Has(NoteSmallKey) || res.KeyBits != 512 {
		t.Errorf("got %+v", res)
	}
	_, err = verify(t, signed, id, []byte("other"))
	wantErrors(t, err, ErrDigestMismatch)
	good := rawRSA(key, recoverRSA(&key.PublicKey, rawRSA(key, []byte{1})))
	if matchesPKCS1(recoverRSA(&key.PublicKey, good), SHA256, SHA256.sum(document)) {
		t.Error("a signature over 1 matches a document")
	}
	if recoverRSA(&key.PublicKey, make([]byte, 63)) != nil || recoverRSA(&key.PublicKey, key.N.Bytes()) != nil {
		t.Error("a signature of the wrong size is taken")
	}
}

func TestLargeExponent(t *testing.T) {
	// The modulus is prime, so that a private exponent for any odd e is easily
	// found: only the arithmetic matters here.
	e := big.NewInt(1<<40 + 15)
	var p, order, d *big.Int
	for d == nil { // until the exponent does not divide the order
		var err error
		if p, err = rand.Prime(rand.Reader, 1024); err != nil {
			t.Fatal(err)
		}
		order = new(big.Int).Sub(p, big.NewInt(1))
		d = new(big.Int).ModInverse(e, order)
	}
	key := &rsa.PublicKey{N: p, E: int(e.Int64())}
	hashed := SHA256.sum(document)
	prefix := digestPrefix(SHA256)
	em := append([]byte{0, 1}, make([]byte, 128-3-len(prefix)-32)...)
	for i := 2; i < len(em); i++ {
		em[i] = 0xff
	}
	em = append(append(append(em, 0), prefix...), hashed...)
	m := new(big.Int).SetBytes(em)
	sig := m.Exp(m, d, p).FillBytes(make([]byte, 128))
	if !verifyPKCS1(key, SHA256, hashed, sig) {
		t.Error("good signature refused")
	}
	sig[5] ^= 1
	if verifyPKCS1(key, SHA256, hashed, sig) {
		t.Error("changed signature accepted")
	}
}

func TestEdDSA(t *testing.T) {
	pub, priv, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pub4, priv4, err := ed448.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign25519 := func(tbs []byte) []byte { return ed25519.Sign(priv, tbs) }
	sign448 := func(tbs []byte) []byte { return ed448.Sign(priv4, tbs, "") }
	cert25519 := keyOnly(pub, cert.OIDKeyEd25519, nil)
	cert448 := keyOnly(pub4, cert.OIDKeyEd448, nil)
	shakeLen := func(bits int64) []byte { return algorithm("2.16.840.1.101.3.4.2.18", integer(bits)) }
	for _, tt := range []struct {
		name string
		r    recipe
		c    *cert.Certificate
		want []error
	}{
		{"Ed25519", recipe{digest: SHA512, sign: sign25519}, cert25519, nil},
		{"Ed25519 with SHA-256", recipe{digest: SHA256, sign: sign25519}, cert25519, []error{ErrAlgorithmPolicy}},
		{"Ed448", recipe{digest: SHAKE256, digestAlg: shakeLen(512), sign: sign448}, cert448, nil},
		{"Ed448 without length", recipe{digest: SHAKE256, digestAlg: algorithm(SHAKE256.OID()), sign: sign448}, cert448, nil},
		{"Ed448 with SHA-512", recipe{digest: SHA512, sign: sign448}, cert448, []error{ErrAlgorithmPolicy}},
		{"Ed25519 signature, Ed448 key", recipe{digest: SHA512, sign: sign25519, sigAlg: algorithm(cert.OIDKeyEd25519)}, cert448, []error{ErrSignatureInvalid}},
		{"Ed448 signature cut short", recipe{digest: SHAKE256, sign: func(b []byte) []byte { return sign448(b)[1:] }}, cert448, []error{ErrSignatureInvalid}},
		{"unsorted attributes", recipe{digest: SHA512, sign: sign25519, order: reversed, signOrder: sorted}, cert25519, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.r.id = identity{cert: tt.c, der: tt.c.Raw}
			tt.r.content = document
			res, err := verify(t, tt.r.make(), tt.r.id, document)
			wantErrors(t, err, tt.want...)
			if err == nil && (res.Hash != 0 || res.Name != res.Algorithm) {
				t.Errorf("got %+v", res)
			}
		})
	}
	detached := recipe{id: identity{cert: cert25519, der: cert25519.Raw}, content: document, digest: SHA512, noAttrs: true, sign: sign25519}
	_, err = verify(t, detached.make(), detached.id, document)
	var ua *UnsupportedAlgorithmError
	if !errors.As(err, &ua) || ua.OID != cert.OIDKeyEd25519 {
		t.Errorf("detached without attributes: %v", err)
	}
	detached.encapsulate = true
	_, err = verify(t, detached.make(), detached.id, document)
	wantErrors(t, err)
}

func TestDSA(t *testing.T) {
	var key dsa.PrivateKey
	if err := dsa.GenerateParameters(&key.Parameters, rand.Reader, dsa.L1024N160); err != nil {
		t.Fatal(err)
	}
	if err := dsa.GenerateKey(&key, rand.Reader); err != nil {
		t.Fatal(err)
	}
	sign := func(tbs []byte) []byte {
		r, s, err := dsa.Sign(rand.Reader, &key, SHA256.sum(tbs)[:20])
		if err != nil {
			t.Fatal(err)
		}
		sig, err := asn1.Marshal(struct{ R, S *big.Int }{r, s})
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}
	c := keyOnly(&key.PublicKey, cert.OIDKeyDSA, nil)
	for _, oid := range []string{cert.OIDKeyDSA, "2.16.840.1.101.3.4.3.2"} {
		r := recipe{id: identity{cert: c, der: c.Raw}, content: document, sigAlg: algorithm(oid), sign: sign}
		res, err := verify(t, r.make(), r.id, document)
		wantErrors(t, err)
		if !res.Has(NoteDSA) || !res.Has(NoteSmallKey) || res.Name != "SHA256withDSA" {
			t.Errorf("got %+v", res)
		}
	}
	for _, bad := range [][]byte{nil, {0x30, 0}, tlv(0x30, integer(1), integer(1)), append(sign(document), 0)} {
		if verifyDSA(&key.PublicKey, SHA256.sum(document), bad) {
			t.Errorf("%x accepted", bad)
		}
	}
}

func TestUnsupportedAlgorithms(t *testing.T) {
	id := rsaIdentity()
	for _, tt := range []struct {
		name              string
		digestAlg, sigAlg []byte
		oid, alg, use     string
	}{
		{"MD5 digest", algorithm("1.2.840.113549.2.5"), algorithm(cert.OIDKeyRSA), "1.2.840.113549.2.5", "MD5", "digest"},
		{"MD5 with RSA", algorithm(SHA256.OID()), algorithm("1.2.840.113549.1.1.4"), "1.2.840.113549.1.1.4", "MD5 with RSA", "signature"},
		{"unknown signature", algorithm(SHA256.OID()), algorithm("2.999.1"), "2.999.1", "", "signature"},
		{"NIST arc, unknown number", algorithm(SHA256.OID()), algorithm("2.16.840.1.101.3.4.3.99"), "2.16.840.1.101.3.4.3.99", "", "signature"},
		{"SHAKE256 with RSA", algorithm(SHAKE256.OID()), algorithm(cert.OIDKeyRSA), cert.OIDKeyRSA, "RSA-PKCS1v1.5 with SHAKE256", "signature"},
		{"SHAKE256 of another length", algorithm("2.16.840.1.101.3.4.2.18", integer(256)), algorithm(cert.OIDKeyRSA),
			"2.16.840.1.101.3.4.2.18", "SHAKE256 of another length", "digest"},
		{"MD5 in PSS", algorithm(SHA256.OID()), algorithm(oidPSS, tlv(0x30, tlv(0xa0, algorithm("1.2.840.113549.2.5")))),
			"1.2.840.113549.2.5", "MD5", "digest"},
		{"SHAKE256 in PSS", algorithm(SHA256.OID()), algorithm(oidPSS, tlv(0x30, tlv(0xa0, algorithm(SHAKE256.OID())))),
			SHAKE256.OID(), "SHAKE256 in RSASSA-PSS", "digest"},
		{"other mask generation", algorithm(SHA256.OID()), algorithm(oidPSS, tlv(0x30, tlv(0xa1, algorithm("2.999.2")))),
			"2.999.2", "", "mask generation"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := recipe{id: id, content: document, digestAlg: tt.digestAlg, sigAlg: tt.sigAlg}
			res, err := verify(t, r.make(), id, document)
			var ua *UnsupportedAlgorithmError
			if !errors.As(err, &ua) || ua.OID != tt.oid || ua.Name != tt.alg || ua.Use != tt.use {
				t.Errorf("err = %v", err)
			}
			if res.SignatureValid {
				t.Error("valid though unsupported")
			}
		})
	}
}
