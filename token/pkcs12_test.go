package token

import (
	"bytes"
	"crypto/x509"
	"testing"

	"software.sslmate.com/src/go-pkcs12"
)

// TestPKCS12OddCertificate: a certificate that crypto/x509 refuses, here for its
// string type, opens all the same.
func TestPKCS12OddCertificate(t *testing.T) {
	c := newAuthority(t, "CA").issue(t, "Nguyen Van A", nil)
	key := newKey(t)
	const utf8String, visibleString = "\x0c", "\x1a"
	value := append([]byte{byte(len("Nguyen Van A"))}, "Nguyen Van A"...)
	odd := c.Raw
	for _, tag := range []string{utf8String, "\x13"} {
		odd = bytes.Replace(odd, append([]byte(tag), value...), append([]byte(visibleString), value...), 1)
	}
	if _, err := x509.ParseCertificate(odd); err == nil {
		t.Fatal("crypto/x509 reads the certificate: it proves nothing")
	}
	file, err := pkcs12.Modern.Encode(key, &x509.Certificate{Raw: odd}, nil, fuzzPassword)
	if err != nil {
		t.Fatal(err)
	}
	s, err := decodePKCS12(t.Context(), "x", file, []byte(fuzzPassword))
	if err != nil {
		t.Fatal(err)
	}
	certificates, err := s.Certificates(t.Context())
	if err != nil || len(certificates) != 1 || certificates[0].CommonName != "Nguyen Van A" {
		t.Errorf("%+v, %v", certificates, err)
	}
}
