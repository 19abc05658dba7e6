package cms

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

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
	case schemeECDSA:
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
	case schemeDSA:
		return hash + "withDSA"
	}
	return a.scheme.name()
}

// sigAlg is a resolved signature algorithm.
type sigAlg struct {
	scheme scheme
	hash   Digest // of what is signed; 0 for EdDSA, which hashes by itself
	mgf    Digest // PSS: hash of the mask generation function
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
	if hash != 0 || out.isEdDSA() {
		return out, nil
	}
	if implied == SHAKE256 { // RFC 8702 gives it identifiers of its own
		return out, &UnsupportedAlgorithmError{OID: alg.OID, Name: s.name() + " with SHAKE256", Use: "signature"}
	}
	out.hash = implied
	return out, nil
}

// isEdDSA reports whether the message itself is signed, not a hash of it.
func (a sigAlg) isEdDSA() bool { return a.scheme == schemeEd25519 || a.scheme == schemeEd448 }

// usable reports whether signatures can be verified: there is a hash if the
// scheme needs one.
func (a sigAlg) usable() bool { return a.scheme != schemeNone && (a.hash != 0 || a.isEdDSA()) }

// lookup lists the identifiers of RFC 3370, RFC 5754, RFC 8419 and the NIST
// registry for SHA-3. A zero hash is implied by the digest algorithm.
func lookup(oid string) (scheme, Digest, bool) {
	switch oid {
	case cert.OIDKeyRSA:
		return schemeRSA, 0, true
	case "1.2.840.113549.1.1.5", "1.3.14.3.2.29":
		return schemeRSA, SHA1, true
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
	case "1.2.840.10045.4.1":
		return schemeECDSA, SHA1, true
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
	return lookupNIST(oid)
}

// lookupNIST lists sigAlgs 1 to 16 of 2.16.840.1.101.3.4.3.
func lookupNIST(oid string) (scheme, Digest, bool) {
	const arc = "2.16.840.1.101.3.4.3."
	if len(oid) <= len(arc) || oid[:len(arc)] != arc {
		return schemeNone, 0, false
	}
	switch oid[len(arc):] {
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
	case "1.3.36.3.3.1.2":
		return "RIPEMD-160 with RSA"
	case "1.3.6.1.5.5.7.6.31":
		return "RSA-PSS with SHAKE256"
	case "1.3.6.1.5.5.7.6.33":
		return "ECDSA with SHAKE256"
	case "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.1.2", "1.2.643.7.1.1.3.2", "1.2.643.7.1.1.3.3":
		return "GOST R 34.10-2012"
	case "1.2.156.10197.1.501":
		return "SM2 with SM3"
	}
	return ""
}

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

// parseFixedDigest refuses SHAKE256, which PSS uses under another identifier.
func parseFixedDigest(alg der.Algorithm) (Digest, error) {
	d, err := ParseDigest(alg)
	if d == SHAKE256 {
		return 0, &UnsupportedAlgorithmError{OID: alg.OID, Name: "SHAKE256 in RSASSA-PSS", Use: "digest"}
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
