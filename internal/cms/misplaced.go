package cms

import (
	//lint:ignore SA1019 old signatures have to be verified
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/rsa"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/ecgeneric"
)

// Old signers put a digest's identifier where the signature algorithm belongs,
// or the reverse. What is meant is plain, and accepting it can't make a
// signature valid that the key didn't make.

// Digest is the algorithm by which the signed content must be hashed. Where a
// signature algorithm is named instead, that is its hash.
//
// Errors: *UnsupportedAlgorithmError.
func (s *Signer) Digest() (Digest, error) {
	d, err := ParseDigest(s.DigestAlgorithm)
	if err != nil {
		if _, hash, _ := lookup(s.DigestAlgorithm.OID); hash != 0 {
			return hash, nil
		}
	}
	return d, err
}

// digestMisplaced reports whether Digest took a signature algorithm for its
// hash.
func (s *Signer) digestMisplaced() bool {
	_, hash, _ := lookup(s.DigestAlgorithm.OID)
	return hash != 0
}

// signatureAlgorithm resolves the signer's signature algorithm. Where a digest
// is named instead, the certificate's key says which scheme goes with it, and
// misplaced is true.
func (s *Signer) signatureAlgorithm(implied Digest, c *cert.Certificate) (alg sigAlg, misplaced bool, err error) {
	alg, err = resolve(s.SignatureAlgorithm, implied)
	if err == nil {
		return alg, false, nil
	}
	d, notDigest := ParseDigest(s.SignatureAlgorithm)
	if notDigest != nil || d.isXOF() {
		return alg, false, err
	}
	if c == nil || c.KeyError != nil {
		return sigAlg{}, true, checkKey(sigAlg{}, c)
	}
	scheme := hashedScheme(c.PublicKey)
	if scheme == schemeNone {
		return sigAlg{}, true, err
	}
	return sigAlg{scheme: scheme, hash: d}, true, nil
}

// hashedScheme is the usual scheme of a key that signs hashes.
func hashedScheme(key any) scheme {
	switch key.(type) {
	case *rsa.PublicKey:
		return schemeRSA
	case *ecdsa.PublicKey, *ecgeneric.PublicKey:
		return schemeECDSA
	case *dsa.PublicKey:
		return schemeDSA
	}
	return schemeNone
}
