package cms

import (
	"bytes"
	"crypto/rsa"
	"math/big"
)

// smallestStdRSA is the least modulus that crypto/rsa verifies with.
const smallestStdRSA = 1024

// fitsStdRSA reports whether crypto/rsa takes the key.
func fitsStdRSA(key *rsa.PublicKey) bool {
	return key.N.BitLen() >= smallestStdRSA && int64(key.E) <= 1<<31-1
}

// verifyPKCS1 checks an RSASSA-PKCS1-v1_5 signature (RFC 8017, 8.2.2). Keys and
// digests that crypto/rsa refuses are checked by the same comparison of the
// whole encoded message.
func verifyPKCS1(key *rsa.PublicKey, d Digest, hashed, sig []byte) bool {
	if h := d.info().hash; h != 0 && fitsStdRSA(key) {
		return rsa.VerifyPKCS1v15(key, h, hashed, sig) == nil
	}
	return matchesPKCS1(recoverRSA(key, sig), d, hashed)
}

// recoverRSA applies the public key and returns the encoded message at the
// full length of the modulus, or nil (RFC 8017, 5.2.2).
func recoverRSA(key *rsa.PublicKey, sig []byte) []byte {
	size := key.Size()
	s := new(big.Int).SetBytes(sig)
	if len(sig) != size || s.Cmp(key.N) >= 0 {
		return nil
	}
	s.Exp(s, big.NewInt(int64(key.E)), key.N)
	return s.FillBytes(make([]byte, size))
}

// matchesPKCS1 compares an encoded message with the only one that is right for
// the digest (RFC 8017, 9.2). Nothing in em is parsed.
func matchesPKCS1(em []byte, d Digest, hashed []byte) bool {
	info := digestPrefix(d)
	pad := len(em) - 3 - len(info) - len(hashed)
	if pad < 8 || len(hashed) != d.Size() {
		return false
	}
	want := make([]byte, 0, len(em))
	want = append(want, 0, 1)
	want = append(want, bytes.Repeat([]byte{0xff}, pad)...)
	want = append(want, 0)
	want = append(want, info...)
	want = append(want, hashed...)
	return bytes.Equal(em, want)
}

// digestPrefix is the DER of DigestInfo up to the digest itself.
func digestPrefix(d Digest) []byte {
	oid := d.info().der
	alg := 2 + len(oid) + 2
	out := []byte{0x30, byte(2 + alg + 2 + d.Size()), 0x30, byte(alg), 0x06, byte(len(oid))}
	out = append(out, oid...)
	return append(out, 0x05, 0x00, 0x04, byte(d.Size()))
}
