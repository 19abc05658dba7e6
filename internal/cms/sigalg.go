package cms

import (
	"strings"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
)

// scheme is a family of signature algorithms.
type scheme uint8

const (
	schemeNone scheme = iota
	schemeRSA
	schemePSS
	schemeECDSA
	schemePlainECDSA // ECDSA with r and s of fixed length (BSI TR-03111, 5.2.1)
	schemeDSA
	schemeEd25519
	schemeEd448
)

func (s scheme) name() string {
	switch s {
	case schemeRSA:
		return "RSA-PKCS1v1.5"
	case schemePSS:
		return "RSA-PSS"
	case schemeECDSA, schemePlainECDSA:
		return "ECDSA"
	case schemeDSA:
		return "DSA"
	case schemeEd25519:
		return "Ed25519"
	case schemeEd448:
		return "Ed448"
	}
	return ""
}

// joined names the scheme and its hash as one word, e.g. "SHA256withRSA".
func (a sigAlg) joined() string {
	hash := a.hash.info().joined
	switch a.scheme {
	case schemeRSA:
		return hash + "withRSA"
	case schemePSS:
		return hash + "withRSAandMGF1"
	case schemeECDSA:
		return hash + "withECDSA"
	case schemePlainECDSA:
		return hash + "withPlainECDSA"
	case schemeDSA:
		return hash + "withDSA"
	}
	return a.scheme.name()
}

// sigAlg is a resolved signature algorithm.
type sigAlg struct {
	scheme scheme
	hash   Digest // of what is signed; 0 for EdDSA, which hashes by itself
	mgf    Digest // PSS: hash of MGF1, or SHAKE as the mask generation function
	salt   int    // PSS: octets
}

const (
	oidPSS  = cert.OIDKeyPSS
	oidMGF1 = "1.2.840.113549.1.1.8"
)

// maxSalt is the most that fits in the largest accepted modulus.
const maxSalt = 2048

// resolve maps a signature algorithm identifier. Where the identifier names no
// hash (rsaEncryption, id-ecPublicKey, id-dsa) the digest algorithm's is
// implied; it may be 0 if that is unsupported, see usable.
func resolve(alg der.Algorithm, implied Digest) (sigAlg, error) {
	if alg.OID == oidPSS {
		return resolvePSS(alg.Params)
	}
	s, hash, known := lookup(alg.OID)
	if !known {
		return sigAlg{}, &UnsupportedAlgorithmError{OID: alg.OID, Name: oldSignatureName(alg.OID), Use: "signature"}
	}
	out := sigAlg{scheme: s, hash: hash}
	if s == schemePSS { // with SHAKE (RFC 8702, 3.2.1)
		out.mgf, out.salt = hash, hash.Size()
	}
	if hash != 0 || out.isEdDSA() {
		return out, nil
	}
	if implied.isXOF() { // RFC 8702 gives them identifiers of their own
		return out, &UnsupportedAlgorithmError{OID: alg.OID, Name: s.name() + " with " + implied.Name(), Use: "signature"}
	}
	out.hash = implied
	return out, nil
}

// isEdDSA reports whether the message itself is signed, not a hash of it.
func (a sigAlg) isEdDSA() bool { return a.scheme == schemeEd25519 || a.scheme == schemeEd448 }

// usable reports whether signatures can be verified: there is a hash if the
// scheme needs one.
func (a sigAlg) usable() bool { return a.scheme != schemeNone && (a.hash != 0 || a.isEdDSA()) }

// lookup lists the identifiers of RFC 3370, RFC 5754, RFC 8419, RFC 8692,
// TeleTrusT, BSI and the NIST registry for SHA-3. A zero hash is implied by the
// digest algorithm.
func lookup(oid string) (scheme, Digest, bool) {
	switch oid {
	case cert.OIDKeyRSA:
		return schemeRSA, 0, true
	case "1.2.840.113549.1.1.5", "1.3.14.3.2.29":
		return schemeRSA, SHA1, true
	case "1.3.36.3.3.1.2":
		return schemeRSA, RIPEMD160, true
	case cert.OIDKeyPSSShake128:
		return schemePSS, SHAKE128, true
	case cert.OIDKeyPSSShake256:
		return schemePSS, SHAKE256, true
	case "1.2.840.113549.1.1.14":
		return schemeRSA, SHA224, true
	case "1.2.840.113549.1.1.11":
		return schemeRSA, SHA256, true
	case "1.2.840.113549.1.1.12":
		return schemeRSA, SHA384, true
	case "1.2.840.113549.1.1.13":
		return schemeRSA, SHA512, true
	case "1.2.840.113549.1.1.15":
		return schemeRSA, SHA512_224, true
	case "1.2.840.113549.1.1.16":
		return schemeRSA, SHA512_256, true
	case cert.OIDKeyEC, "1.2.840.10045.4": // the latter is only the arc, but written
		return schemeECDSA, 0, true
	case "1.2.840.10045.4.1", "1.3.36.3.3.2.1":
		return schemeECDSA, SHA1, true
	case "1.3.36.3.3.2.2":
		return schemeECDSA, RIPEMD160, true
	case "1.3.6.1.5.5.7.6.32":
		return schemeECDSA, SHAKE128, true
	case "1.3.6.1.5.5.7.6.33":
		return schemeECDSA, SHAKE256, true
	case "1.2.840.10045.4.3.1":
		return schemeECDSA, SHA224, true
	case "1.2.840.10045.4.3.2":
		return schemeECDSA, SHA256, true
	case "1.2.840.10045.4.3.3":
		return schemeECDSA, SHA384, true
	case "1.2.840.10045.4.3.4":
		return schemeECDSA, SHA512, true
	case cert.OIDKeyDSA:
		return schemeDSA, 0, true
	case "1.2.840.10040.4.3":
		return schemeDSA, SHA1, true
	case cert.OIDKeyEd25519:
		return schemeEd25519, 0, true
	case cert.OIDKeyEd448:
		return schemeEd448, 0, true
	}
	if s, d, ok := lookupPlain(oid); ok {
		return s, d, ok
	}
	return lookupNIST(oid)
}

// lookupPlain lists ecdsa-plain-signatures (BSI TR-03111, 5.2.1), which is
// 0.4.0.127.0.7.1.1.4.1.
func lookupPlain(oid string) (scheme, Digest, bool) {
	number, ok := strings.CutPrefix(oid, "0.4.0.127.0.7.1.1.4.1.")
	if !ok {
		return schemeNone, 0, false
	}
	var d Digest
	switch number {
	case "1":
		d = SHA1
	case "2":
		d = SHA224
	case "3":
		d = SHA256
	case "4":
		d = SHA384
	case "5":
		d = SHA512
	case "6":
		d = RIPEMD160
	case "8":
		d = SHA3_224
	case "9":
		d = SHA3_256
	case "10":
		d = SHA3_384
	case "11":
		d = SHA3_512
	}
	return schemePlainECDSA, d, d != 0
}

// lookupNIST lists sigAlgs 1 to 16 of 2.16.840.1.101.3.4.3.
func lookupNIST(oid string) (scheme, Digest, bool) {
	number, ok := strings.CutPrefix(oid, "2.16.840.1.101.3.4.3.")
	if !ok {
		return schemeNone, 0, false
	}
	switch number {
	case "1":
		return schemeDSA, SHA224, true
	case "2":
		return schemeDSA, SHA256, true
	case "3":
		return schemeDSA, SHA384, true
	case "4":
		return schemeDSA, SHA512, true
	case "5":
		return schemeDSA, SHA3_224, true
	case "6":
		return schemeDSA, SHA3_256, true
	case "7":
		return schemeDSA, SHA3_384, true
	case "8":
		return schemeDSA, SHA3_512, true
	case "9":
		return schemeECDSA, SHA3_224, true
	case "10":
		return schemeECDSA, SHA3_256, true
	case "11":
		return schemeECDSA, SHA3_384, true
	case "12":
		return schemeECDSA, SHA3_512, true
	case "13":
		return schemeRSA, SHA3_224, true
	case "14":
		return schemeRSA, SHA3_256, true
	case "15":
		return schemeRSA, SHA3_384, true
	case "16":
		return schemeRSA, SHA3_512, true
	}
	return schemeNone, 0, false
}

func oldSignatureName(oid string) string {
	switch oid {
	case "1.2.840.113549.1.1.2":
		return "MD2 with RSA"
	case "1.2.840.113549.1.1.3":
		return "MD4 with RSA"
	case "1.2.840.113549.1.1.4":
		return "MD5 with RSA"
	case "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.1.2", "1.2.643.7.1.1.3.2", "1.2.643.7.1.1.3.3":
		return "GOST R 34.10-2012"
	case "1.2.156.10197.1.501":
		return "SM2 with SM3"
	}
	return ""
}
