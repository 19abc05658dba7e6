package signature

import (
	"strconv"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/cms"
)

// AlgorithmLimit ends the acceptance of an algorithm, or of keys below a size,
// on a day. A signature that is proven to be older stays acceptable: what could
// be forged later could not be forged then.
type AlgorithmLimit struct {
	// Algorithm is a digest (“SHA-1”) or a kind of key (“RSA”, “DSA”, “EC”).
	Algorithm string
	// Below limits keys of fewer bits than this; 0 limits all uses.
	Below int
	// Until is the first day, in Việt Nam, on which it is no longer acceptable;
	// zero: it never was.
	Until motcua.Date
	// Source says what the date rests on.
	Source string
}

// Algorithms returns the limits that the package applies unless PKIOptions
// replace them. No Vietnamese text that is held gives these dates, so they are
// technical choices (docs/interpretations.md). RSA with PKCS #1 v1.5 padding is
// acceptable without end, though Thông tư 15/2025/TT-BKHCN names PSS: what
// state agencies sign uses it.
func Algorithms() []AlgorithmLimit {
	return []AlgorithmLimit{
		{Algorithm: "SHA-1", Until: motcua.DateOf(2017, time.February, 23), Source: "first published collision"},
		{Algorithm: "RIPEMD-160", Until: motcua.DateOf(2017, time.February, 23), Source: "as SHA-1: the same length"},
		{Algorithm: "RSA", Below: 2048, Until: motcua.DateOf(2014, time.January, 1), Source: "NIST SP 800-131A"},
		{Algorithm: "RSA", Below: 1024, Source: "too short at any time"},
		{Algorithm: "DSA", Below: 2048, Until: motcua.DateOf(2014, time.January, 1), Source: "NIST SP 800-131A"},
		{Algorithm: "DSA", Until: motcua.DateOf(2023, time.February, 3), Source: "withdrawn by FIPS 186-5"},
		{Algorithm: "EC", Below: 224, Until: motcua.DateOf(2014, time.January, 1), Source: "NIST SP 800-131A"},
	}
}

// algorithmUse is one use of algorithms: in the signature itself, or in one
// certificate, list, response or timestamp that the verdict rests on.
type algorithmUse struct {
	digest string // “SHA-256”; "" where the scheme has none of its own
	key    string // “RSA”, “DSA”, “EC”, “EdDSA”
	bits   int
}

// acceptable tells whether the use is acceptable for something that existed on
// the day.
func (u algorithmUse) acceptable(limits []AlgorithmLimit, day motcua.Date) bool {
	for _, l := range limits {
		named := l.Algorithm == u.digest || l.Algorithm == u.key
		if !named || l.Below > 0 && u.bits >= l.Below {
			continue
		}
		if l.Until.IsZero() || !day.Before(l.Until) {
			return false
		}
	}
	return true
}

// String is as in “SHA-1, RSA 1024”.
func (u algorithmUse) String() string {
	s := u.digest
	if u.key == "" {
		return s
	}
	if s != "" {
		s += ", "
	}
	return s + u.key + " " + strconv.Itoa(u.bits)
}

// usesOf lists what the certificates of a path below its root were signed with:
// the digest, and the key of the issuer.
func usesOf(certs []*cert.Certificate) []algorithmUse {
	uses := make([]algorithmUse, 0, len(certs))
	for i, c := range certs[:len(certs)-1] {
		uses = append(uses, useBy(c.SignatureAlgorithm, certs[i+1]))
	}
	return uses
}

// useBy tells what a plain signature was made with. What cannot be told is left
// empty: such a signature was refused before.
func useBy(alg der.Algorithm, signer *cert.Certificate) algorithmUse {
	info, err := cms.DescribeSignature(alg)
	if err != nil {
		return algorithmUse{}
	}
	use := algorithmUse{key: keyOf(info.Scheme), bits: cms.KeyBits(signer.PublicKey)}
	if info.Digest != 0 {
		use.digest = info.Digest.Name()
	}
	return use
}

// keyOf names the kind of key of a signature scheme, as limits do.
func keyOf(scheme string) string {
	switch scheme {
	case "RSA-PKCS1v1.5", "RSA-PSS":
		return "RSA"
	case "ECDSA":
		return "EC"
	case "Ed25519", "Ed448":
		return "EdDSA"
	}
	return scheme
}
