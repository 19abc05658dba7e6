package ocsp

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
)

// BenchmarkResponse is Parse and About beside the bare public-key operations:
// one where the issuer answers itself, two with a delegated responder.
func BenchmarkResponse(b *testing.B) {
	sub, person := parsed(b, signaturetest.SubCA().Cert), parsed(b, signaturetest.Person().Cert)
	for _, tt := range []struct {
		name       string
		o          signaturetest.OCSPOptions
		operations int
	}{
		{"issuer", signaturetest.OCSPOptions{Responder: signaturetest.SubCA(), NoCertificates: true}, 1},
		{"delegate", signaturetest.OCSPOptions{}, 2},
	} {
		der, err := signaturetest.BuildOCSP([]signaturetest.OCSPAnswer{about(signaturetest.Person().Cert)}, tt.o)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(tt.name+"/floor", func(b *testing.B) {
			key := sub.PublicKey.(*rsa.PublicKey)
			digest := sha256.Sum256(person.RawTBS)
			for b.Loop() {
				for range tt.operations {
					if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], person.Signature); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(tt.name+"/all", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := Parse(der)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := r.About(person, sub, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
