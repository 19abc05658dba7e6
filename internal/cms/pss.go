package cms

import (
	"bytes"
	"crypto/rsa"
	"crypto/subtle"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// resolvePSS reads RSASSA-PSS-params (RFC 4055, 3.1), which a signature must
// carry; each field has a default.
func resolvePSS(params []byte) (sigAlg, error) {
	out := sigAlg{scheme: schemePSS, hash: SHA1, mgf: SHA1, salt: 20}
	s := cryptobyte.String(params)
	var seq cryptobyte.String
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !s.Empty() {
		return out, malformed("RSASSA-PSS parameters")
	}
	var field cryptobyte.String
	var present bool
	var err error
	if !seq.ReadOptionalASN1(&field, &present, tagExplicit0) {
		return out, malformed("RSASSA-PSS hash")
	}
	if present {
		var alg der.Algorithm
		if !der.ReadAlgorithm(&field, &alg) || !field.Empty() {
			return out, malformed("RSASSA-PSS hash")
		}
		if out.hash, err = parseFixedDigest(alg); err != nil {
			return out, err
		}
	}
	if !seq.ReadOptionalASN1(&field, &present, tagImplicit1) {
		return out, malformed("RSASSA-PSS mask generation")
	}
	if present {
		if out.mgf, err = readMGF(&field); err != nil {
			return out, err
		}
	}
	return out, readSaltAndTrailer(&seq, &out.salt)
}

// readMGF reads the hash of MGF1, the only mask generation function.
func readMGF(field *cryptobyte.String) (Digest, error) {
	var mgf, alg der.Algorithm
	if !der.ReadAlgorithm(field, &mgf) || !field.Empty() {
		return 0, malformed("RSASSA-PSS mask generation")
	}
	if mgf.OID != oidMGF1 {
		return 0, &UnsupportedAlgorithmError{OID: mgf.OID, Use: "mask generation"}
	}
	inner := cryptobyte.String(mgf.Params)
	if !der.ReadAlgorithm(&inner, &alg) || !inner.Empty() {
		return 0, malformed("RSASSA-PSS mask generation")
	}
	return parseFixedDigest(alg)
}

// parseFixedDigest refuses SHAKE, which PSS uses under identifiers of its own.
func parseFixedDigest(alg der.Algorithm) (Digest, error) {
	d, err := ParseDigest(alg)
	if d.isXOF() {
		return 0, &UnsupportedAlgorithmError{OID: alg.OID, Name: d.Name() + " in RSASSA-PSS", Use: "digest"}
	}
	return d, err
}

func readSaltAndTrailer(seq *cryptobyte.String, salt *int) error {
	var field cryptobyte.String
	var present bool
	if !seq.ReadOptionalASN1(&field, &present, asn1.Tag(2).ContextSpecific().Constructed()) {
		return malformed("RSASSA-PSS salt length")
	}
	if present && (!field.ReadASN1Integer(salt) || !field.Empty() || *salt < 0 || *salt > maxSalt) {
		return malformed("RSASSA-PSS salt length")
	}
	if !seq.ReadOptionalASN1(&field, &present, asn1.Tag(3).ContextSpecific().Constructed()) || !seq.Empty() {
		return malformed("RSASSA-PSS trailer field")
	}
	trailer := 1
	if present && (!field.ReadASN1Integer(&trailer) || !field.Empty() || trailer != 1) {
		return malformed("RSASSA-PSS trailer field")
	}
	return nil
}

// checkPSSKey enforces what a key bound to RSASSA-PSS allows (RFC 4055, 1.2
// and 3.3): PSS only, and if it has parameters the same hashes and at least
// the same salt. RFC 8692, 5 does the same for SHAKE.
func checkPSSKey(alg sigAlg, c *cert.Certificate) error {
	switch c.KeyAlgorithm.OID {
	case cert.OIDKeyPSS:
	case cert.OIDKeyPSSShake128, cert.OIDKeyPSSShake256:
		if _, hash, _ := lookup(c.KeyAlgorithm.OID); alg.scheme != schemePSS || alg.hash != hash {
			return fmt.Errorf("%w: key is for RSASSA-PSS with %s only", ErrAlgorithmPolicy, hash)
		}
		return nil
	default:
		return nil
	}
	if alg.scheme != schemePSS {
		return fmt.Errorf("%w: key is for RSASSA-PSS only", ErrAlgorithmPolicy)
	}
	if c.KeyAlgorithm.NoParams() {
		return nil
	}
	want, err := resolvePSS(c.KeyAlgorithm.Params)
	if err != nil {
		return err
	}
	if alg.hash != want.hash || alg.mgf != want.mgf || alg.salt < want.salt {
		return fmt.Errorf("%w: key allows other RSASSA-PSS parameters", ErrAlgorithmPolicy)
	}
	return nil
}

// verifyPSS checks an RSASSA-PSS signature with exactly the stated salt length
// (RFC 8017, 8.1.2).
func verifyPSS(key *rsa.PublicKey, alg sigAlg, hashed, sig []byte) bool {
	if h := alg.hash.info().hash; h != 0 && alg.hash == alg.mgf && alg.salt > 0 && fitsStdRSA(key) {
		opts := &rsa.PSSOptions{SaltLength: alg.salt}
		return rsa.VerifyPSS(key, h, hashed, sig, opts) == nil
	}
	em := recoverRSA(key, sig)
	if em == nil {
		return false
	}
	return matchesPSS(em, key.N.BitLen()-1, alg, hashed)
}

// matchesPSS is EMSA-PSS-VERIFY (RFC 8017, 9.1.2), used where crypto/rsa can't:
// different hashes for message and mask, SHAKE or RIPEMD-160, an empty salt, a
// small key.
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
	mask(db, h, alg.mgf)
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

// mask xors the output of the mask generation function into out: of SHAKE
// itself (RFC 8702, 3.2.1), else of MGF1 with the digest.
func mask(out, seed []byte, d Digest) {
	if !d.isXOF() {
		maskMGF1(out, seed, d)
		return
	}
	stream := make([]byte, len(out))
	if s, ok := d.New().(*shake); ok {
		_, _ = s.Write(seed) // never fails
		s.read(stream)
	}
	subtle.XORBytes(out, out, stream)
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
