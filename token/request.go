package token

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
)

// Request makes a certification request (PKCS#10, RFC 2986) for the signer's
// key, signed with SHA-256. The result is DER.
//
// Errors: the signer's.
func Request(signer crypto.Signer, subject pkix.Name) ([]byte, error) {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: subject}, signer)
	if err != nil {
		return nil, fmt.Errorf("token: make certification request: %w", err)
	}
	return der, nil
}
