package cms

import (
	"crypto"
	_ "crypto/sha1"   // so that crypto.SHA1.New works
	_ "crypto/sha256" // so that crypto.SHA256.New works
	"crypto/sha3"
	_ "crypto/sha512" // so that crypto.SHA512.New works
	"hash"

	"golang.org/x/crypto/cryptobyte"
	//lint:ignore SA1019 old signatures have to be verified
	"golang.org/x/crypto/ripemd160"

	"github.com/motcua/motcua/internal/cert/der"
)

// Digest is a message digest algorithm. The zero value is none.
type Digest uint8

// The digests that can be computed.
const (
	SHA1 Digest = iota + 1
	SHA224
	SHA256
	SHA384
	SHA512
	SHA512_224
	SHA512_256
	SHA3_224
	SHA3_256
	SHA3_384
	SHA3_512
	RIPEMD160
	SHAKE128   // 32 octets of output (RFC 8702)
	SHAKE256   // 64 octets of output (RFC 8702, RFC 8419)
	lastDigest = SHAKE256
)

// The identifiers of SHAKE with a stated length, of which only the usual one
// is supported.
const (
	oidShake128Len = "2.16.840.1.101.3.4.2.17"
	oidShake256Len = "2.16.840.1.101.3.4.2.18"
)

// ParseDigest maps an AlgorithmIdentifier to a digest.
//
// Errors: *UnsupportedAlgorithmError, naming MD2, MD4, MD5 and other digests
// that aren't computed.
func ParseDigest(alg der.Algorithm) (Digest, error) {
	for d := SHA1; d <= lastDigest; d++ {
		if d.info().oid == alg.OID {
			return d, nil
		}
	}
	if alg.OID == oidShake128Len && statesBits(alg, SHAKE128) {
		return SHAKE128, nil
	}
	if alg.OID == oidShake256Len && statesBits(alg, SHAKE256) {
		return SHAKE256, nil
	}
	return 0, &UnsupportedAlgorithmError{OID: alg.OID, Name: oldDigestName(alg.OID), Use: "digest"}
}

// statesBits reports whether the parameters are the digest's length in bits.
func statesBits(alg der.Algorithm, d Digest) bool {
	s := cryptobyte.String(alg.Params)
	var bits int
	return s.ReadASN1Integer(&bits) && s.Empty() && bits == 8*d.Size()
}

// digestInfo is what distinguishes the digests.
type digestInfo struct {
	name   string
	oid    string      // dotted decimal
	der    string      // content octets of the OID
	hash   crypto.Hash // of the standard library; 0 if it has none
	joined string      // the name inside "SHA256withRSA"
}

func (d Digest) info() digestInfo {
	const nist = "\x60\x86\x48\x01\x65\x03\x04\x02"
	switch d {
	case SHA1:
		return digestInfo{"SHA-1", "1.3.14.3.2.26", "\x2b\x0e\x03\x02\x1a", crypto.SHA1, "SHA1"}
	case SHA224:
		return digestInfo{"SHA-224", "2.16.840.1.101.3.4.2.4", nist + "\x04", crypto.SHA224, "SHA224"}
	case SHA256:
		return digestInfo{"SHA-256", "2.16.840.1.101.3.4.2.1", nist + "\x01", crypto.SHA256, "SHA256"}
	case SHA384:
		return digestInfo{"SHA-384", "2.16.840.1.101.3.4.2.2", nist + "\x02", crypto.SHA384, "SHA384"}
	case SHA512:
		return digestInfo{"SHA-512", "2.16.840.1.101.3.4.2.3", nist + "\x03", crypto.SHA512, "SHA512"}
	case SHA512_224:
		return digestInfo{"SHA-512/224", "2.16.840.1.101.3.4.2.5", nist + "\x05", crypto.SHA512_224, "SHA512-224"}
	case SHA512_256:
		return digestInfo{"SHA-512/256", "2.16.840.1.101.3.4.2.6", nist + "\x06", crypto.SHA512_256, "SHA512-256"}
	case SHA3_224:
		return digestInfo{"SHA3-224", "2.16.840.1.101.3.4.2.7", nist + "\x07", crypto.SHA3_224, "SHA3-224"}
	case SHA3_256:
		return digestInfo{"SHA3-256", "2.16.840.1.101.3.4.2.8", nist + "\x08", crypto.SHA3_256, "SHA3-256"}
	case SHA3_384:
		return digestInfo{"SHA3-384", "2.16.840.1.101.3.4.2.9", nist + "\x09", crypto.SHA3_384, "SHA3-384"}
	case SHA3_512:
		return digestInfo{"SHA3-512", "2.16.840.1.101.3.4.2.10", nist + "\x0a", crypto.SHA3_512, "SHA3-512"}
	case RIPEMD160:
		return digestInfo{"RIPEMD-160", "1.3.36.3.2.1", "\x2b\x24\x03\x02\x01", 0, "RIPEMD160"}
	case SHAKE128:
		return digestInfo{"SHAKE128", "2.16.840.1.101.3.4.2.11", nist + "\x0b", 0, "SHAKE128"}
	case SHAKE256:
		return digestInfo{"SHAKE256", "2.16.840.1.101.3.4.2.12", nist + "\x0c", 0, "SHAKE256"}
	}
	return digestInfo{}
}

// oldDigestName names digests that are known but not computed.
func oldDigestName(oid string) string {
	switch oid {
	case "1.2.840.113549.2.2":
		return "MD2"
	case "1.2.840.113549.2.4":
		return "MD4"
	case "1.2.840.113549.2.5":
		return "MD5"
	case "1.3.36.3.2.2":
		return "RIPEMD-128"
	case "1.3.36.3.2.3":
		return "RIPEMD-256"
	case "1.2.643.2.2.9":
		return "GOST R 34.11-94"
	case "1.2.643.7.1.1.2.2", "1.2.643.7.1.1.2.3":
		return "GOST R 34.11-2012"
	case "1.2.156.10197.1.401":
		return "SM3"
	case oidShake128Len:
		return "SHAKE128 of another length"
	case oidShake256Len:
		return "SHAKE256 of another length"
	}
	return ""
}

// Name returns the algorithm's name, e.g. "SHA-256", or "" for none.
func (d Digest) Name() string { return d.info().name }

// String returns the name, or "none".
func (d Digest) String() string {
	if d == 0 || d > lastDigest {
		return "none"
	}
	return d.Name()
}

// OID returns the algorithm's object identifier in dotted decimal.
func (d Digest) OID() string { return d.info().oid }

// Size returns the length of the digest in octets.
func (d Digest) Size() int {
	switch d {
	case RIPEMD160:
		return ripemd160.Size
	case SHAKE128:
		return 32
	case SHAKE256:
		return 64
	}
	if h := d.info().hash; h != 0 {
		return h.Size()
	}
	return 0
}

// Weak reports whether the digest no longer suits signatures: SHA-1, for which
// collisions are made in practice, and RIPEMD-160, whose 160 bits are too few.
func (d Digest) Weak() bool { return d == SHA1 || d == RIPEMD160 }

// isXOF reports whether the digest is SHAKE at a fixed length.
func (d Digest) isXOF() bool { return d == SHAKE128 || d == SHAKE256 }

// New returns a hash for the digest, or nil for none. It implements
// hash.Cloner, so that a state can be forked where nested ranges diverge.
func (d Digest) New() hash.Hash {
	switch d {
	case RIPEMD160:
		return &ripemd{ripemd160.New()}
	case SHAKE128:
		return &shake{state: *sha3.NewSHAKE128(), size: d.Size()}
	case SHAKE256:
		return &shake{state: *sha3.NewSHAKE256(), size: d.Size()}
	}
	if h := d.info().hash; h != 0 {
		return h.New()
	}
	return nil
}

// sum hashes the concatenation of the parts.
func (d Digest) sum(parts ...[]byte) []byte {
	h := d.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}
