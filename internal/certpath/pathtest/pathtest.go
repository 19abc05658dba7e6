// Package pathtest makes certificates and revocation lists for tests, sound and
// unsound ones.
package pathtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// NotBefore is the beginning of the validity of what Issue makes.
func NotBefore() time.Time { return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) }

// NotAfter is its end.
func NotAfter() time.Time { return time.Date(2039, 12, 31, 0, 0, 0, 0, time.UTC) }

// Identity is a certificate with its key.
type Identity struct {
	*cert.Certificate
	Key crypto.Signer

	std *x509.Certificate // what issuing takes from an issuer; crypto/x509 could not read them all
}

// Edit changes a template before it is signed.
type Edit func(*x509.Certificate)

// Issue makes a certificate of the given common name, with a new P-256 key and no
// extensions but the key identifiers. Without an issuer it is self-signed.
func Issue(tb testing.TB, issuer *Identity, commonName string, edits ...Edit) *Identity {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return IssueFor(tb, issuer, key, commonName, edits...)
}

// IssueFor is Issue for a key that is there already.
func IssueFor(tb testing.TB, issuer *Identity, key crypto.Signer, commonName string, edits ...Edit) *Identity {
	tb.Helper()
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 62))
	if err != nil {
		tb.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: serial.Add(serial, big.NewInt(1)),
		Subject:      pkix.Name{CommonName: commonName},
		NotBefore:    NotBefore(),
		NotAfter:     NotAfter(),
	}
	for _, edit := range edits {
		edit(template)
	}
	parent, signer := template, key
	if issuer != nil {
		parent, signer = issuer.std, issuer.Key
		template.AuthorityKeyId = issuer.SubjectKeyID // crypto/x509 leaves it out where names are equal
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		tb.Fatal(err)
	}
	c := Parse(tb, der)
	return &Identity{Certificate: c, Key: key, std: &x509.Certificate{
		RawSubject: c.RawSubject, SubjectKeyId: c.SubjectKeyID, PublicKey: key.Public(),
	}}
}

// CA is Issue for a certificate that may sign certificates and lists.
func CA(tb testing.TB, issuer *Identity, commonName string, edits ...Edit) *Identity {
	tb.Helper()
	return Issue(tb, issuer, commonName, append([]Edit{AsCA}, edits...)...)
}

// AsCA makes the template one of a CA.
func AsCA(c *x509.Certificate) {
	c.BasicConstraintsValid, c.IsCA, c.MaxPathLen = true, true, -1
	c.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
}

// PathLen sets the path length constraint.
func PathLen(n int) Edit {
	return func(c *x509.Certificate) { c.MaxPathLen, c.MaxPathLenZero = n, n == 0 }
}

// Usage sets the key usage.
func Usage(u x509.KeyUsage) Edit { return func(c *x509.Certificate) { c.KeyUsage = u } }

// Valid sets the validity.
func Valid(from, until time.Time) Edit {
	return func(c *x509.Certificate) { c.NotBefore, c.NotAfter = from, until }
}

// Extension adds an extension.
func Extension(oid string, critical bool, value []byte) Edit {
	return func(c *x509.Certificate) {
		c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: OID(oid), Critical: critical, Value: value})
	}
}

// OID parses dotted decimal.
func OID(dotted string) asn1.ObjectIdentifier {
	var out asn1.ObjectIdentifier
	for part := range strings.SplitSeq(dotted, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// TLV encodes an element.
func TLV(tag byte, parts ...[]byte) []byte {
	var content []byte
	for _, p := range parts {
		content = append(content, p...)
	}
	head := []byte{tag}
	switch n := len(content); {
	case n < 0x80:
		head = append(head, byte(n))
	case n < 0x100:
		head = append(head, 0x81, byte(n))
	case n < 0x10000:
		head = append(head, 0x82, byte(n>>8), byte(n))
	default:
		head = append(head, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(head, content...)
}

// OIDDER encodes an object identifier.
func OIDDER(dotted string) []byte {
	b, err := asn1.Marshal(OID(dotted))
	if err != nil {
		return nil
	}
	return b
}

// Parse reads a certificate.
func Parse(tb testing.TB, der []byte) *cert.Certificate {
	tb.Helper()
	c, err := cert.Parse(der)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// WritePEM writes DER values as one PEM file for other programs and returns its
// path.
func WritePEM(tb testing.TB, label string, ders ...[]byte) string {
	tb.Helper()
	var out []byte
	for _, der := range ders {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der})...)
	}
	path := filepath.Join(tb.TempDir(), "x.pem")
	if err := os.WriteFile(path, out, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}
