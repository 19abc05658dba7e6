package cms

import (
	"crypto"
	_ "crypto/sha1"   // so that crypto.SHA1.New works
	_ "crypto/sha256" // so that crypto.SHA256.New works
	"crypto/sha3"
	_ "crypto/sha512" // so that crypto.SHA512.New works
	"hash"

	"golang.org/x/crypto/cryptobyte"

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
	SHAKE256   // 64 octets of output (RFC 8702, RFC 8419)
	lastDigest = SHAKE256
)

// shakeBits is the output length of id-shake256-len that is supported.
const shakeBits = 512

// ParseDigest maps an AlgorithmIdentifier to a digest.
//
// Errors: *UnsupportedAlgorithmError, naming MD2, MD4, MD5, RIPEMD and other
// digests that aren't computed.
func ParseDigest(alg der.Algorithm) (Digest, error) {
	for d := SHA1; d <= lastDigest; d++ {
		if d.info().oid == alg.OID {
			return d, nil
		}
	}
	if alg.OID == "2.16.840.1.101.3.4.2.18" { // id-shake256-len
		s := cryptobyte.String(alg.Params)
		var bits int
		if s.ReadASN1Integer(&bits) && s.Empty() && bits == shakeBits {
			return SHAKE256, nil
		}
	}
	return 0, &UnsupportedAlgorithmError{OID: alg.OID, Name: oldDigestName(alg.OID), Use: "digest"}
}

// digestInfo is what distinguishes the digests.
type digestInfo struct {
	name   string
	oid    string // dotted decimal
	der    string // content octets of the OID
	hash   crypto.Hash
	joined string // the name inside "SHA256withRSA"
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
	case "1.3.36.3.2.1":
		return "RIPEMD-160"
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
	case "2.16.840.1.101.3.4.2.11", "2.16.840.1.101.3.4.2.17":
		return "SHAKE128"
	case "2.16.840.1.101.3.4.2.18":
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
	if d == SHAKE256 {
		return shakeBits / 8
	}
	if h := d.info().hash; h != 0 {
		return h.Size()
	}
	return 0
}

// Weak reports whether collisions are practical: SHA-1.
func (d Digest) Weak() bool { return d == SHA1 }

// New returns a hash for the digest, or nil for none. It implements
// hash.Cloner, so that a state can be forked where nested ranges diverge.
func (d Digest) New() hash.Hash {
	if d == SHAKE256 {
		return &shake{}
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

// shake makes a hash.Hash of SHAKE256 with 64 octets of output. The zero
// value of sha3.SHAKE is SHAKE256 and is copied by assignment.
type shake struct{ state sha3.SHAKE }

func (s *shake) Write(p []byte) (int, error) { return s.state.Write(p) }

func (s *shake) Sum(b []byte) []byte {
	state := s.state
	var out [shakeBits / 8]byte
	_, _ = state.Read(out[:]) // never fails
	return append(b, out[:]...)
}

func (s *shake) Reset()         { s.state.Reset() }
func (s *shake) Size() int      { return shakeBits / 8 }
func (s *shake) BlockSize() int { return s.state.BlockSize() }

// Clone implements hash.Cloner.
func (s *shake) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
