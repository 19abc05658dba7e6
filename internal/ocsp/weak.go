package ocsp

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/cms"
)

// weakness names the digest of a signature algorithm if its use depends on time,
// "" otherwise. Only algorithms that cms.VerifySignature supports reach it.
func weakness(alg der.Algorithm) string {
	switch alg.OID {
	case "1.2.840.113549.1.1.5", "1.3.14.3.2.29", // RSA
		"1.2.840.10045.4.1", "1.3.36.3.3.2.1", "0.4.0.127.0.7.1.1.4.1.1", // ECDSA
		"1.2.840.10040.4.3": // DSA
		return cms.SHA1.Name()
	case "1.3.36.3.3.1.2", "1.3.36.3.3.2.2", "0.4.0.127.0.7.1.1.4.1.6":
		return cms.RIPEMD160.Name()
	case cert.OIDKeyPSS:
		return weakPSS(alg.Params)
	}
	return ""
}

// weakPSS looks at the hash in RSASSA-PSS-params, whose default is SHA-1 (RFC
// 4055, 3.1).
func weakPSS(params []byte) string {
	s := cryptobyte.String(params)
	var seq, field cryptobyte.String
	var present bool
	var hash der.Algorithm
	if !s.ReadASN1(&seq, asn1.SEQUENCE) || !seq.ReadOptionalASN1(&field, &present, context(0)) || !present {
		return cms.SHA1.Name()
	}
	if !der.ReadAlgorithm(&field, &hash) {
		return cms.SHA1.Name()
	}
	if d, err := cms.ParseDigest(hash); err == nil && d.Weak() {
		return d.Name()
	}
	return ""
}
