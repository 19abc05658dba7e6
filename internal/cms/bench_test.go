package cms

import (
	"crypto"
	"crypto/rsa"
	"testing"
)

// BenchmarkRSA is Parse, FindCertificate and Verify beside the bare signature
// check, with a chain of certificates embedded as signers do.
func BenchmarkRSA(b *testing.B) {
	id := rsaIdentity()
	signed := recipe{id: id, content: document, certificates: [][]byte{ecIdentity().der, id.der, ecIdentity().der}}.make()
	padded := append(signed, make([]byte, 8192)...)
	digest := SHA256.sum(document)
	b.Run("floor", func(b *testing.B) {
		sig := id.signWith(SHA256, document)
		key := id.cert.PublicKey.(*rsa.PublicKey)
		for b.Loop() {
			if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest, sig); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sd, _, err := Parse(padded, Limits{})
			if err != nil {
				b.Fatal(err)
			}
			c, err := sd.FindCertificate(&sd.Signers[0], nil)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := sd.Verify(&sd.Signers[0], c, digest, VerifyOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("names", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sd, _, err := Parse(padded, Limits{})
			if err != nil {
				b.Fatal(err)
			}
			c, err := sd.FindCertificate(&sd.Signers[0], nil)
			if err != nil {
				b.Fatal(err)
			}
			if c.Subject.String() == "" || c.Issuer.String() == "" {
				b.Fatal("no name")
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := Parse(padded, Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
