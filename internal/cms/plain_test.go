package cms

import (
	"errors"
	"testing"

	"github.com/motcua/motcua/internal/cert/der"
)

// TestVerifyHashed: a digest is as good as the message, and nothing else is.
func TestVerifyHashed(t *testing.T) {
	id := rsaIdentity()
	c := id.cert
	info, err := DescribeSignature(c.SignatureAlgorithm)
	if err != nil || info.Scheme == "" || info.Digest == 0 {
		t.Fatalf("DescribeSignature = %v, %v", info, err)
	}
	if err := VerifySignature(c.SignatureAlgorithm, c, c.RawTBS, c.Signature); err != nil {
		t.Fatalf("the certificate is not self-signed: %v", err)
	}
	digest := info.Digest.sum(c.RawTBS)
	if err := VerifyHashed(c.SignatureAlgorithm, c, digest, c.Signature); err != nil {
		t.Errorf("VerifyHashed = %v", err)
	}
	for name, tt := range map[string]struct {
		alg    der.Algorithm
		digest []byte
		want   error
	}{
		"another digest": {c.SignatureAlgorithm, info.Digest.sum(c.Raw), ErrSignatureInvalid},
		"short digest":   {c.SignatureAlgorithm, digest[1:], ErrSignatureInvalid},
		"no digest":      {c.SignatureAlgorithm, nil, ErrSignatureInvalid},
		"EdDSA":          {der.Algorithm{OID: "1.3.101.112"}, digest, ErrAlgorithmPolicy},
	} {
		if err := VerifyHashed(tt.alg, c, tt.digest, c.Signature); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var unsupported *UnsupportedAlgorithmError
	for _, alg := range []string{"1.2.840.113549.1.1.4", "1.2.840.113549.1.1.1"} { // MD5; a hash that nothing names
		if _, err := DescribeSignature(der.Algorithm{OID: alg}); !errors.As(err, &unsupported) {
			t.Errorf("%s: %v", alg, err)
		}
		if err := VerifyHashed(der.Algorithm{OID: alg}, c, digest, c.Signature); !errors.As(err, &unsupported) {
			t.Errorf("%s: %v", alg, err)
		}
	}
	if KeyBits(c.PublicKey) < 1024 || KeyBits(nil) != 0 {
		t.Errorf("KeyBits = %d, %d", KeyBits(c.PublicKey), KeyBits(nil))
	}
}
