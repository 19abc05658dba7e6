package ocsp

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/cert"
)

// produced is when the responses of signaturetest are.
func produced() time.Time { return time.Date(2025, 3, 10, 2, 31, 0, 0, time.UTC) }

func parsed(tb testing.TB, c *x509.Certificate) *cert.Certificate {
	tb.Helper()
	out, err := cert.Parse(c.Raw)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// build makes a response about good certificates and parses it.
func build(tb testing.TB, o signaturetest.OCSPOptions, answers ...signaturetest.OCSPAnswer) *Response {
	tb.Helper()
	der, err := signaturetest.BuildOCSP(answers, o)
	if err != nil {
		tb.Fatal(err)
	}
	r, err := Parse(der)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// about is an answer that a certificate is good.
func about(c *x509.Certificate) signaturetest.OCSPAnswer {
	return signaturetest.OCSPAnswer{Serial: c.SerialNumber}
}

// delegate makes a responder's certificate, as OCSPResponder's but for what
// change does.
func delegate(tb testing.TB, issuer *signaturetest.Identity, change func(*x509.Certificate)) *signaturetest.Identity {
	tb.Helper()
	key := signaturetest.OCSPResponder().Key
	template := &x509.Certificate{
		SerialNumber:    big.NewInt(0x5001),
		Subject:         pkix.Name{CommonName: "responder"},
		NotBefore:       produced().Add(-time.Hour),
		NotAfter:        produced().Add(time.Hour),
		KeyUsage:        x509.KeyUsageDigitalSignature,
		ExtKeyUsage:     []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning},
		ExtraExtensions: []pkix.Extension{noCheck()},
	}
	change(template)
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.Cert, key.Public(), issuer.Key)
	if err != nil {
		tb.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		tb.Fatal(err)
	}
	return &signaturetest.Identity{Cert: c, Key: key}
}

func noCheck() pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 5}, Value: []byte{5, 0}}
}

// extension makes one that nobody knows.
func extension(critical bool) pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{1, 2, 3}, Critical: critical, Value: []byte{5, 0}}
}

// withKey signs in the name of one identity with the key of another.
func withKey(id, other *signaturetest.Identity) *signaturetest.Identity {
	return &signaturetest.Identity{Cert: id.Cert, Key: other.Key}
}

// digests by which certificates are named.
func digests() []crypto.Hash {
	return []crypto.Hash{crypto.SHA1, crypto.SHA256, crypto.SHA384, crypto.SHA512}
}
