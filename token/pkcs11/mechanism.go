package pkcs11

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"fmt"
	"slices"

	"github.com/miekg/pkcs11"

	"github.com/motcua/motcua/token"
)

// way is one way to make a signature: what to feed into which mechanism.
type way struct {
	mechanism mechanism
	input     func() ([]byte, error)
}

// digestWays lists the ways to sign a digest, best first.
func digestWays(pub crypto.PublicKey, digest []byte, opts crypto.SignerOpts) ([]way, error) {
	h := opts.HashFunc()
	if h != 0 && len(digest) != h.Size() {
		return nil, fmt.Errorf("pkcs11: sign: %w", token.ErrDigest)
	}
	if ec, ok := pub.(*ecdsa.PublicKey); ok {
		// Only the leftmost bits count (FIPS 186-5, 6.4.1), and modules refuse more.
		digest = digest[:min(len(digest), (ec.Curve.Params().N.BitLen()+7)/8)]
		return []way{{mechanism{typ: pkcs11.CKM_ECDSA}, func() ([]byte, error) { return digest, nil }}}, nil
	}
	key, ok := pub.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("pkcs11: sign: kind of key: %w", token.ErrUnsupported)
	}
	if pss, ok := opts.(*rsa.PSSOptions); ok {
		return pssWays(key, digest, h, pss.SaltLength)
	}
	info, err := digestInfo(h, digest)
	if err != nil {
		return nil, err
	}
	return []way{
		{mechanism{typ: pkcs11.CKM_RSA_PKCS}, func() ([]byte, error) { return info, nil }},
		{mechanism{typ: pkcs11.CKM_RSA_X_509}, func() ([]byte, error) { return padPKCS1(info, key.Size()) }},
	}, nil
}

func pssWays(key *rsa.PublicKey, digest []byte, h crypto.Hash, salt int) ([]way, error) {
	params, err := pssOf(key, h, salt)
	if err != nil {
		return nil, err
	}
	return []way{
		{mechanism{pkcs11.CKM_RSA_PKCS_PSS, &params}, func() ([]byte, error) { return digest, nil }},
		{mechanism{typ: pkcs11.CKM_RSA_X_509}, func() ([]byte, error) {
			return padPSS(digest, h, key.N.BitLen(), params.saltLength)
		}},
	}, nil
}

// messageWays lists the ways to sign a message that the module digests itself.
func messageWays(pub crypto.PublicKey, message []byte, opts crypto.SignerOpts) []way {
	m := mechanism{}
	key, isRSA := pub.(*rsa.PublicKey)
	pss, isPSS := opts.(*rsa.PSSOptions)
	row, ok := hashOf(opts.HashFunc())
	switch {
	case !ok:
		return nil
	case isRSA && isPSS:
		params, err := pssOf(key, opts.HashFunc(), pss.SaltLength)
		if err != nil {
			return nil
		}
		m = mechanism{row.pss, &params}
	case isRSA:
		m.typ = row.pkcs1
	default:
		m.typ = row.ecdsa
	}
	return []way{{m, func() ([]byte, error) { return message, nil }}}
}

func pssOf(key *rsa.PublicKey, h crypto.Hash, salt int) (pssParams, error) {
	row, ok := hashOf(h)
	if !ok {
		return pssParams{}, fmt.Errorf("pkcs11: sign: hash %v: %w", h, token.ErrMechanism)
	}
	longest := (key.N.BitLen()-1+7)/8 - 2 - h.Size()
	switch salt {
	case rsa.PSSSaltLengthAuto: // as long as possible, as in crypto/rsa
		salt = longest
	case rsa.PSSSaltLengthEqualsHash:
		salt = h.Size()
	}
	if salt < 0 || salt > longest {
		return pssParams{}, fmt.Errorf("pkcs11: sign: salt of %d bytes: %w", salt, token.ErrMechanism)
	}
	return pssParams{hash: row.hash, mgf: row.mgf, saltLength: salt}, nil
}

// hashRow names what PKCS#11 has for a hash.
type hashRow struct {
	goHash                       crypto.Hash
	hash, mgf, pkcs1, pss, ecdsa uint
	prefix                       string // DER of DigestInfo before the digest (RFC 8017, 9.2)
}

func hashOf(h crypto.Hash) (hashRow, bool) {
	i := slices.IndexFunc(hashRows[:], func(r hashRow) bool { return r.goHash == h })
	if i < 0 {
		return hashRow{}, false
	}
	return hashRows[i], true
}

var hashRows = [...]hashRow{
	{crypto.SHA1, pkcs11.CKM_SHA_1, pkcs11.CKG_MGF1_SHA1, pkcs11.CKM_SHA1_RSA_PKCS, pkcs11.CKM_SHA1_RSA_PKCS_PSS, pkcs11.CKM_ECDSA_SHA1,
		"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14"},
	{crypto.SHA224, pkcs11.CKM_SHA224, pkcs11.CKG_MGF1_SHA224, pkcs11.CKM_SHA224_RSA_PKCS, pkcs11.CKM_SHA224_RSA_PKCS_PSS, pkcs11.CKM_ECDSA_SHA224,
		"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c"},
	{crypto.SHA256, pkcs11.CKM_SHA256, pkcs11.CKG_MGF1_SHA256, pkcs11.CKM_SHA256_RSA_PKCS, pkcs11.CKM_SHA256_RSA_PKCS_PSS, pkcs11.CKM_ECDSA_SHA256,
		"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"},
	{crypto.SHA384, pkcs11.CKM_SHA384, pkcs11.CKG_MGF1_SHA384, pkcs11.CKM_SHA384_RSA_PKCS, pkcs11.CKM_SHA384_RSA_PKCS_PSS, pkcs11.CKM_ECDSA_SHA384,
		"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"},
	{crypto.SHA512, pkcs11.CKM_SHA512, pkcs11.CKG_MGF1_SHA512, pkcs11.CKM_SHA512_RSA_PKCS, pkcs11.CKM_SHA512_RSA_PKCS_PSS, pkcs11.CKM_ECDSA_SHA512,
		"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"},
}

// digestInfo is what PKCS#1 v1.5 signs.
func digestInfo(h crypto.Hash, digest []byte) ([]byte, error) {
	row, ok := hashOf(h)
	if !ok {
		return nil, fmt.Errorf("pkcs11: sign: hash %v: %w", h, token.ErrMechanism)
	}
	return append([]byte(row.prefix), digest...), nil
}
