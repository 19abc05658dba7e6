package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
)

// Scheme is a signature algorithm that signatures are made with: RSA PKCS #1
// v1.5, RSASSA-PSS with MGF1 and a salt as long as the digest, or ECDSA.
type Scheme struct {
	scheme scheme
	digest Digest
}

// SchemeFor chooses the algorithm for a certificate's key. A key that is bound to
// RSASSA-PSS (RFC 4055) takes nothing else, whatever pss says.
//
// Errors: *UnsupportedAlgorithmError, *cert.KeyError, ErrAlgorithmPolicy where
// the key demands other PSS parameters.
func SchemeFor(c *cert.Certificate, d Digest, pss bool) (Scheme, error) {
	if c.KeyError != nil {
		return Scheme{}, c.KeyError
	}
	s := Scheme{digest: d}
	switch c.PublicKey.(type) {
	case *rsa.PublicKey:
		s.scheme = schemeRSA
		if pss || c.KeyAlgorithm.OID == oidPSS {
			s.scheme = schemePSS
		}
	case *ecdsa.PublicKey:
		s.scheme = schemeECDSA
	default:
		return Scheme{}, &UnsupportedAlgorithmError{OID: c.KeyAlgorithm.OID, Use: "key"}
	}
	alg := sigAlg{scheme: s.scheme, hash: d, mgf: d, salt: d.Size()}
	return s, checkPSSKey(alg, c)
}

// Options are what a crypto.Signer is asked for.
func (s Scheme) Options() crypto.SignerOpts {
	if s.scheme == schemePSS {
		return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: s.digest.Hash()}
	}
	return s.digest.Hash()
}

// OID returns the identifier of the algorithm with its hash, in dotted decimal;
// for PSS, whose parameters name the hash, that of RSASSA-PSS.
func (s Scheme) OID() string {
	var byDigest [3]string
	switch s.scheme {
	case schemeRSA:
		byDigest = [3]string{"1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13"}
	case schemeECDSA:
		byDigest = [3]string{"1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"}
	default:
		return oidPSS
	}
	switch s.digest {
	case SHA384:
		return byDigest[1]
	case SHA512:
		return byDigest[2]
	}
	return byDigest[0]
}

// Parameters returns the DER of the algorithm's parameters, nil for none (ECDSA).
//
// Errors: ErrMalformed.
func (s Scheme) Parameters() ([]byte, error) {
	var b cryptobyte.Builder
	s.addParameters(&b)
	return b.Bytes()
}

// add appends the AlgorithmIdentifier. Plain RSA is written as rsaEncryption,
// which every verifier knows (RFC 3370, 3.2).
func (s Scheme) add(b *cryptobyte.Builder) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		if s.scheme == schemeRSA {
			addOID(b, cert.OIDKeyRSA)
		} else {
			addOID(b, s.OID())
		}
		s.addParameters(b)
	})
}

func (s Scheme) addParameters(b *cryptobyte.Builder) {
	switch s.scheme {
	case schemeRSA:
		b.AddASN1NULL()
	case schemePSS:
		s.addPSS(b)
	}
}

// addPSS appends RSASSA-PSS-params (RFC 4055, 3.1).
func (s Scheme) addPSS(b *cryptobyte.Builder) {
	explicit := func(b *cryptobyte.Builder, n uint8, f func(b *cryptobyte.Builder)) {
		b.AddASN1(cbasn1.Tag(n).ContextSpecific().Constructed(), f)
	}
	hash := func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			addOID(b, s.digest.OID())
			b.AddASN1NULL()
		})
	}
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		explicit(b, 0, hash)
		explicit(b, 1, func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
				addOID(b, oidMGF1)
				hash(b)
			})
		})
		explicit(b, 2, func(b *cryptobyte.Builder) { b.AddASN1Int64(int64(s.digest.Size())) })
	})
}
