package cert

import (
	"crypto/sha256"
	"crypto/x509"
	encasn1 "encoding/asn1"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert/der"
)

const (
	maxSize       = 64 << 10
	maxExtensions = 64
	maxAttributes = 64
)

// Certificate is one X.509 certificate (RFC 5280, 4.1). Its byte slices alias
// the bytes given to Parse.
type Certificate struct {
	Raw    []byte // the whole certificate
	RawTBS []byte // the signed part, tag and length included

	Version int // 1 to 3 as people count them
	Serial  *big.Int

	RawIssuer, RawSubject []byte // DER of the names
	Issuer, Subject       Name

	NotBefore, NotAfter time.Time // UTC, both inclusive

	SPKI         []byte        // SubjectPublicKeyInfo, tag and length included
	KeyAlgorithm der.Algorithm // of SPKI
	// PublicKey is *rsa.PublicKey, *ecdsa.PublicKey (the NIST curves),
	// *ecgeneric.PublicKey (Brainpool and secp256k1), ed25519.PublicKey,
	// ed448.PublicKey (github.com/cloudflare/circl) or *dsa.PublicKey, and nil
	// if KeyError is set.
	PublicKey any
	KeyError  error // a *KeyError, or nil

	// SignatureAlgorithm is the outer identifier. InnerAlgorithm, inside the
	// signed part, must be the same (RFC 5280, 4.1.1.2): who checks the
	// signature must compare them.
	SignatureAlgorithm, InnerAlgorithm der.Algorithm
	Signature                          []byte

	Extensions []Extension

	SubjectKeyID   []byte // nil if absent
	AuthorityKeyID []byte // the keyIdentifier only; nil if absent

	IsCA       bool // basicConstraints says so
	MaxPathLen int  // -1 if there is none

	KeyUsage    x509.KeyUsage
	HasKeyUsage bool // the extension is present

	EmailAddresses []string // rfc822Name in subjectAltName, any script

	keyBits []byte // subjectPublicKey
}

// Extension is one certificate extension (RFC 5280, 4.2).
type Extension struct {
	OID      string
	Critical bool
	Value    []byte // content of the OCTET STRING
}

// Parse reads one certificate; bytes after it are an error. The certificate
// aliases b, which must not be changed afterwards.
//
// Errors: ErrMalformed, ErrTooLarge. A key that can't be used isn't an error
// here, see Certificate.KeyError; nor is an unknown critical extension, see
// UnhandledCritical.
func Parse(b []byte) (*Certificate, error) {
	if len(b) > maxSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(b))
	}
	input := cryptobyte.String(b)
	var outer, tbs cryptobyte.String
	if !input.ReadASN1(&outer, asn1.SEQUENCE) || !input.Empty() {
		return nil, malformed("outer sequence")
	}
	c := &Certificate{Raw: b, MaxPathLen: -1}
	if !outer.ReadASN1Element(&tbs, asn1.SEQUENCE) {
		return nil, malformed("signed part")
	}
	c.RawTBS = tbs
	if err := c.parseTBS(tbs); err != nil {
		return nil, err
	}
	if !der.ReadAlgorithm(&outer, &c.SignatureAlgorithm) {
		return nil, malformed("signature algorithm")
	}
	var ok bool
	if c.Signature, ok = readBits(&outer); !ok || !outer.Empty() {
		return nil, malformed("signature")
	}
	return c, nil
}

// Fingerprint is the SHA-256 digest of the whole certificate.
func (c *Certificate) Fingerprint() [32]byte { return sha256.Sum256(c.Raw) }

// Extension returns the extension with the given OID.
func (c *Certificate) Extension(oid string) (Extension, bool) {
	for _, e := range c.Extensions {
		if e.OID == oid {
			return e, true
		}
	}
	return Extension{}, false
}

func (c *Certificate) parseTBS(element cryptobyte.String) error {
	var tbs cryptobyte.String
	if !element.ReadASN1(&tbs, asn1.SEQUENCE) {
		return malformed("signed part")
	}
	if err := c.parseHead(&tbs); err != nil {
		return err
	}
	if err := c.parseNames(&tbs); err != nil {
		return err
	}
	var spki cryptobyte.String
	if !tbs.ReadASN1Element(&spki, asn1.SEQUENCE) {
		return malformed("public key info")
	}
	c.SPKI = spki
	if err := c.parseKey(spki); err != nil {
		return err
	}
	for n := uint8(1); n <= 2; n++ { // issuerUniqueID, subjectUniqueID
		if !tbs.SkipOptionalASN1(asn1.Tag(n).ContextSpecific()) {
			return malformed("unique identifier")
		}
	}
	return c.parseExtensions(&tbs)
}

// parseHead reads the version, serial number and inner algorithm.
func (c *Certificate) parseHead(tbs *cryptobyte.String) error {
	var version cryptobyte.String
	var present bool
	if !tbs.ReadOptionalASN1(&version, &present, asn1.Tag(0).ContextSpecific().Constructed()) {
		return malformed("version")
	}
	c.Version = 1
	if present {
		if !version.ReadASN1Integer(&c.Version) || c.Version < 0 || c.Version > 2 {
			return malformed("version")
		}
		c.Version++
	}
	c.Serial = new(big.Int)
	if !der.ReadInteger(tbs, c.Serial) {
		return malformed("serial number")
	}
	if !der.ReadAlgorithm(tbs, &c.InnerAlgorithm) {
		return malformed("inner signature algorithm")
	}
	return nil
}

// parseNames reads the issuer, validity and subject.
func (c *Certificate) parseNames(tbs *cryptobyte.String) error {
	var issuer, validity, subject cryptobyte.String
	if !tbs.ReadASN1Element(&issuer, asn1.SEQUENCE) {
		return malformed("issuer")
	}
	if !tbs.ReadASN1(&validity, asn1.SEQUENCE) || !der.ReadTime(&validity, &c.NotBefore) ||
		!der.ReadTime(&validity, &c.NotAfter) || !validity.Empty() {
		return malformed("validity")
	}
	if !tbs.ReadASN1Element(&subject, asn1.SEQUENCE) {
		return malformed("subject")
	}
	c.RawIssuer, c.RawSubject = issuer, subject
	var err error
	if c.Issuer, err = ParseName(issuer); err != nil {
		return err
	}
	c.Subject, err = ParseName(subject)
	return err
}

// readBits reads a BIT STRING, padded on the left if its bits don't fill whole
// octets: such a value is of no use, but no reason to hide the certificate.
func readBits(s *cryptobyte.String) ([]byte, bool) {
	var bits encasn1.BitString
	if !s.ReadASN1BitString(&bits) {
		return nil, false
	}
	return bits.RightAlign(), true
}

func malformed(what string) error { return fmt.Errorf("%w: %s", ErrMalformed, what) }
