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

// verifyPKCS1 checks an RSASSA-PKCS1-v1_5 signature (RFC 8017, 8.2.2). Keys
// that crypto/rsa refuses are checked by the same comparison of the whole
// encoded message.
func verifyPKCS1(key *rsa.PublicKey, d Digest, hashed, sig []byte) bool {
	if fitsStdRSA(key) {
		return rsa.VerifyPKCS1v15(key, d.info().hash, hashed, sig) == nil
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

// verifyPSS checks an RSASSA-PSS signature with exactly the stated salt length
// (RFC 8017, 8.1.2).
func verifyPSS(key *rsa.PublicKey, alg sigAlg, hashed, sig []byte) bool {
	if alg.hash == alg.mgf && alg.salt > 0 && fitsStdRSA(key) {
		opts := &rsa.PSSOptions{SaltLength: alg.salt}
		return rsa.VerifyPSS(key, alg.hash.info().hash, hashed, sig, opts) == nil
	}
	em := recoverRSA(key, sig)
	if em == nil {
		return false
	}
	return matchesPSS(em, key.N.BitLen()-1, alg, hashed)
}

// matchesPSS is EMSA-PSS-VERIFY (RFC 8017, 9.1.2), used where crypto/rsa can't:
// different hashes for message and mask, an empty salt, a small key.
func matchesPSS(em []byte, emBits int, alg sigAlg, hashed []byte) bool {
	emLen := (emBits + 7) / 8
	if len(em) > emLen { // the modulus is one bit longer than whole octets
		if em[0] != 0 {
			return false
		}
		em = em[1:]
	}
	hLen := alg.hash.Size()
	if len(hashed) != hLen || emLen < hLen+alg.salt+2 || em[emLen-1] != 0xbc {
		return false
	}
	db, h := bytes.Clone(em[:emLen-hLen-1]), em[emLen-hLen-1:emLen-1]
	spare := byte(0xff >> (8*emLen - emBits))
	if db[0]&^spare != 0 {
		return false
	}
	maskMGF1(db, h, alg.mgf)
	db[0] &= spare
	zeros := len(db) - alg.salt - 1
	for _, b := range db[:zeros] {
		if b != 0 {
			return false
		}
	}
	if db[zeros] != 1 {
		return false
	}
	var prefix [8]byte
	return bytes.Equal(h, alg.hash.sum(prefix[:], hashed, db[zeros+1:]))
}

// maskMGF1 xors the output of MGF1 into out (RFC 8017, B.2.1).
func maskMGF1(out, seed []byte, d Digest) {
	for counter := uint32(0); len(out) > 0; counter++ {
		c := [4]byte{byte(counter >> 24), byte(counter >> 16), byte(counter >> 8), byte(counter)}
		block := d.sum(seed, c[:])
		n := min(len(block), len(out))
		for i := range n {
			out[i] ^= block[i]
		}
		out = out[n:]
	}
}
