package cms

import (
	"fmt"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// SignatureInfo tells what a plain signature is made with.
type SignatureInfo struct {
	Scheme string // "RSA-PKCS1v1.5", "RSA-PSS", "ECDSA", "DSA", "Ed25519", "Ed448"
	Digest Digest // of what is signed; 0 for EdDSA, which hashes by itself
}

// DescribeSignature resolves the algorithm of a plain signature, as certificates,
// revocation lists and OCSP responses carry it.
//
// Errors: ErrMalformed (parameters), *UnsupportedAlgorithmError.
func DescribeSignature(alg der.Algorithm) (SignatureInfo, error) {
	a, err := resolvePlain(alg)
	return SignatureInfo{Scheme: a.scheme.name(), Digest: a.hash}, err
}

// resolvePlain is resolve where nothing implies a hash.
func resolvePlain(alg der.Algorithm) (sigAlg, error) {
	a, err := resolve(alg, 0)
	if err != nil {
		return sigAlg{}, err
	}
	if !a.usable() {
		return sigAlg{}, &UnsupportedAlgorithmError{OID: alg.OID, Name: a.scheme.name() + " without a hash", Use: "signature"}
	}
	return a, nil
}

// VerifyHashed does what VerifySignature does where what was signed is too large
// to hold: hashed is its digest, by the algorithm that DescribeSignature names.
//
// Errors: those of VerifySignature; ErrAlgorithmPolicy for EdDSA, which needs the
// message itself.
func VerifyHashed(alg der.Algorithm, issuer *cert.Certificate, hashed, sig []byte) error {
	a, err := resolvePlain(alg)
	if err != nil {
		return err
	}
	if a.isEdDSA() {
		return fmt.Errorf("%w: %s signs the message, not its digest", ErrAlgorithmPolicy, a.scheme.name())
	}
	if err := checkKey(a, issuer); err != nil {
		return err
	}
	if len(hashed) != a.hash.Size() || !(message{hashed: hashed}).verifies(a, issuer.PublicKey, sig) {
		return ErrSignatureInvalid
	}
	return nil
}

// KeyBits is the size by which the strength of a certificate's PublicKey is
// told: of the modulus, of the curve. It is 0 for no key.
func KeyBits(key any) int { return keyBits(key) }
