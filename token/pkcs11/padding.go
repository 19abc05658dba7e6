package pkcs11

import (
	"crypto"
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"github.com/motcua/motcua/token"
)

// padPKCS1 is EMSA-PKCS1-v1_5 (RFC 8017, 9.2) for modules that offer raw RSA
// only.
func padPKCS1(info []byte, size int) ([]byte, error) {
	if size < len(info)+11 {
		return nil, fmt.Errorf("pkcs11: sign: key of %d bytes is too short: %w", size, token.ErrMechanism)
	}
	em := make([]byte, size)
	em[1] = 1
	for i := 2; i < size-len(info)-1; i++ {
		em[i] = 0xff
	}
	copy(em[size-len(info):], info)
	return em, nil
}

// padPSS is EMSA-PSS-ENCODE (RFC 8017, 9.1.1) with MGF1 of the same hash, padded
// on the left to the length of the modulus.
func padPSS(digest []byte, h crypto.Hash, modulusBits, saltLength int) ([]byte, error) {
	emBits := modulusBits - 1
	em := make([]byte, (modulusBits+7)/8)
	out := em[len(em)-(emBits+7)/8:]
	hLen := h.Size()
	if len(out) < hLen+saltLength+2 {
		return nil, fmt.Errorf("pkcs11: sign: key of %d bits is too short: %w", modulusBits, token.ErrMechanism)
	}
	db, sum := out[:len(out)-hLen-1], out[len(out)-hLen-1:len(out)-1]
	salt := db[len(db)-saltLength:]
	rand.Read(salt)
	hash := h.New()
	hash.Write(make([]byte, 8))
	hash.Write(digest)
	hash.Write(salt)
	hash.Sum(sum[:0])
	db[len(db)-saltLength-1] = 1
	mgf1(db, h, sum)
	db[0] &= 0xff >> (8*len(out) - emBits)
	out[len(out)-1] = 0xbc
	return em, nil
}

// mgf1 masks db (RFC 8017, B.2.1).
func mgf1(db []byte, h crypto.Hash, seed []byte) {
	var counter [4]byte
	for n := uint32(0); len(db) > 0; n++ {
		binary.BigEndian.PutUint32(counter[:], n)
		hash := h.New()
		hash.Write(seed)
		hash.Write(counter[:])
		mask := hash.Sum(nil)
		for i := 0; i < len(mask) && i < len(db); i++ {
			db[i] ^= mask[i]
		}
		db = db[min(len(mask), len(db)):]
	}
}
