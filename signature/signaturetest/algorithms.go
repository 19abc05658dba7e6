package signaturetest

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	_ "crypto/sha1"   // for crypto.Hash.New
	_ "crypto/sha256" // for crypto.Hash.New
	_ "crypto/sha3"   // for crypto.Hash.New
	_ "crypto/sha512" // for crypto.Hash.New
	"fmt"
)

// algorithm is one way of signing with one kind of key.
type algorithm struct {
	digest crypto.Hash
	pss    bool
}

func (a algorithm) sum(message []byte) []byte {
	h := a.digest.New()
	h.Write(message)
	return h.Sum(nil)
}

// sign is deterministic for every kind of key: PKCS #1 v1.5 and Ed25519 are by
// nature, ECDSA by RFC 6979 (no reader), PSS by a constant salt.
func (a algorithm) sign(key crypto.Signer, message []byte) ([]byte, error) {
	switch k := key.(type) {
	case *rsa.PrivateKey:
		if a.pss {
			salt := bytes.NewReader(bytes.Repeat([]byte{0x5a}, a.digest.Size()))
			options := &rsa.PSSOptions{SaltLength: a.digest.Size()}
			return rsa.SignPSS(salt, k, a.digest, a.sum(message), options)
		}
		return rsa.SignPKCS1v15(nil, k, a.digest, a.sum(message))
	case *ecdsa.PrivateKey:
		return k.Sign(nil, a.sum(message), a.digest)
	case ed25519.PrivateKey:
		return k.Sign(nil, message, crypto.Hash(0))
	}
	return nil, fmt.Errorf("signaturetest: sign: key type %T is not supported", key)
}

// identifier is the signature's AlgorithmIdentifier (RFC 3370, RFC 4056,
// RFC 5754, RFC 8419, RFC 9688).
func (a algorithm) identifier(key crypto.Signer) ([]byte, error) {
	sha3 := a.digest >= crypto.SHA3_224 && a.digest <= crypto.SHA3_512
	switch key.(type) {
	case *rsa.PrivateKey:
		switch {
		case a.pss:
			return a.pssIdentifier(), nil
		case sha3:
			return tlv(tagSequence, nistOID(3, 13+int(a.digest-crypto.SHA3_224)), derNull()), nil
		}
		return tlv(tagSequence, derOID(1, 2, 840, 113549, 1, 1, 1), derNull()), nil
	case *ecdsa.PrivateKey:
		if sha3 {
			return tlv(tagSequence, nistOID(3, 9+int(a.digest-crypto.SHA3_224))), nil
		}
		return a.ecdsaIdentifier()
	case ed25519.PrivateKey:
		return tlv(tagSequence, derOID(1, 3, 101, 112)), nil
	}
	return nil, fmt.Errorf("signaturetest: name algorithm: key type %T is not supported", key)
}

func (a algorithm) ecdsaIdentifier() ([]byte, error) {
	switch a.digest {
	case crypto.SHA1:
		return tlv(tagSequence, derOID(1, 2, 840, 10045, 4, 1)), nil
	case crypto.SHA224, crypto.SHA256, crypto.SHA384, crypto.SHA512:
		return tlv(tagSequence, derOID(1, 2, 840, 10045, 4, 3, 1+int(a.digest-crypto.SHA224))), nil
	}
	return nil, fmt.Errorf("signaturetest: name algorithm: ECDSA with %v is not supported", a.digest)
}

// pssIdentifier is RFC 4055, 3.1 with every parameter written out.
func (a algorithm) pssIdentifier() []byte {
	digest := must(digestIdentifier(a.digest))
	mgf1 := tlv(tagSequence, derOID(1, 2, 840, 113549, 1, 1, 8), digest)
	return tlv(tagSequence, derOID(1, 2, 840, 113549, 1, 1, 10), tlv(tagSequence,
		tlv(tagContext0, digest), tlv(tagContext1, mgf1),
		tlv(tagContext0+2, derValue(a.digest.Size()))))
}

// digestIdentifier is the AlgorithmIdentifier of a digest. NULL parameters are
// written, as most signing software does.
func digestIdentifier(h crypto.Hash) ([]byte, error) {
	switch h {
	case crypto.SHA1:
		return tlv(tagSequence, derOID(1, 3, 14, 3, 2, 26), derNull()), nil
	case crypto.SHA224:
		return tlv(tagSequence, nistOID(2, 4), derNull()), nil
	case crypto.SHA256, crypto.SHA384, crypto.SHA512:
		return tlv(tagSequence, nistOID(2, 1+int(h-crypto.SHA256)), derNull()), nil
	case crypto.SHA512_224, crypto.SHA512_256:
		return tlv(tagSequence, nistOID(2, 5+int(h-crypto.SHA512_224)), derNull()), nil
	case crypto.SHA3_224, crypto.SHA3_256, crypto.SHA3_384, crypto.SHA3_512:
		return tlv(tagSequence, nistOID(2, 7+int(h-crypto.SHA3_224))), nil
	}
	return nil, fmt.Errorf("signaturetest: name digest: %v is not supported", h)
}

// nistOID is an object identifier of NIST's hash (2) or signature (3) arcs.
func nistOID(family, number int) []byte {
	return derOID(2, 16, 840, 1, 101, 3, 4, family, number)
}
