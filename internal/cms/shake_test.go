package cms

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha3"
	"math/big"
	"testing"

	"github.com/motcua/motcua/internal/cert"
)

// pssShake is RSASSA-PSS with SHAKE256 (RFC 8702, 3.2.1), written from that
// text alone: hash, mask and salt of 64 octets.
func pssShake(key *rsa.PrivateKey, tbs []byte) []byte {
	salt := make([]byte, 64)
	salt[3] = 9
	hashed := sha3.SumSHAKE256(tbs, 64)
	h := sha3.SumSHAKE256(append(append(make([]byte, 8), hashed...), salt...), 64)
	db := make([]byte, 256-64-1)
	db[len(db)-65] = 1
	copy(db[len(db)-64:], salt)
	for i, m := range sha3.SumSHAKE256(h, len(db)) {
		db[i] ^= m
	}
	db[0] &= 0x7f
	m := new(big.Int).SetBytes(append(append(db, h...), 0xbc))
	return m.Exp(m, key.D, key.N).FillBytes(make([]byte, 256))
}

func TestShake(t *testing.T) {
	const pss128, pss256, ec128, ec256 = cert.OIDKeyPSSShake128, cert.OIDKeyPSSShake256, "1.3.6.1.5.5.7.6.32", "1.3.6.1.5.5.7.6.33"
	rsaID, ecID := rsaIdentity(), ecIdentity()
	key := rsaID.key.(*rsa.PrivateKey)
	byHand := func(d Digest, salt int) func([]byte) []byte {
		return func(tbs []byte) []byte {
			return rawRSA(key, encodePSS(d.sum(tbs), d, d, make([]byte, salt), 2047))
		}
	}
	ec := func(d Digest) func([]byte) []byte {
		return func(tbs []byte) []byte {
			sig, err := ecID.key.Sign(rand.Reader, d.sum(tbs), nil)
			if err != nil {
				t.Fatal(err)
			}
			return sig
		}
	}
	restricted := func(oid string) identity {
		return identity{key: rsaID.key, der: rsaID.der, cert: keyOnly(&key.PublicKey, oid, nil)}
	}
	for _, tt := range []struct {
		name string
		id   identity
		oid  string
		sign func([]byte) []byte
		want []error
		alg  string
	}{
		{"PSS, written apart", rsaID, pss256, func(tbs []byte) []byte { return pssShake(key, tbs) }, nil, "SHAKE256withRSAandMGF1"},
		{"PSS SHAKE128", rsaID, pss128, byHand(SHAKE128, 32), nil, "SHAKE128withRSAandMGF1"},
		{"PSS SHAKE256", rsaID, pss256, byHand(SHAKE256, 64), nil, "SHAKE256withRSAandMGF1"},
		{"another salt", rsaID, pss256, byHand(SHAKE256, 32), []error{ErrSignatureInvalid}, ""},
		{"another SHAKE", rsaID, pss128, byHand(SHAKE256, 64), []error{ErrSignatureInvalid}, ""},
		{"key for the same", restricted(pss256), pss256, byHand(SHAKE256, 64), nil, "SHAKE256withRSAandMGF1"},
		{"key for another SHAKE", restricted(pss128), pss256, byHand(SHAKE256, 64), []error{ErrAlgorithmPolicy}, ""},
		{"key for SHAKE, PKCS #1 v1.5", restricted(pss128), cert.OIDKeyRSA, nil, []error{ErrAlgorithmPolicy}, ""},
		{"ECDSA SHAKE128", ecID, ec128, ec(SHAKE128), nil, "SHAKE128withECDSA"},
		{"ECDSA SHAKE256", ecID, ec256, ec(SHAKE256), nil, "SHAKE256withECDSA"},
		{"ECDSA, another SHAKE", ecID, ec256, ec(SHAKE128), []error{ErrSignatureInvalid}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := recipe{id: tt.id, content: document, sigAlg: algorithm(tt.oid), sign: tt.sign}
			res, err := verify(t, r.make(), tt.id, document)
			wantErrors(t, err, tt.want...)
			if err == nil && res.Name != tt.alg {
				t.Errorf("Name = %q", res.Name)
			}
		})
	}
}
