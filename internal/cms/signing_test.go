package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/cert"
)

// signedBy builds a detached signature over content.
func signedBy(t testing.TB, id identity, d Digest, pss bool, at time.Time, content []byte) ([]byte, Scheme) {
	t.Helper()
	s, err := SchemeFor(id.cert, d, pss)
	if err != nil {
		t.Fatal(err)
	}
	attributes, err := SignedAttributes(Claims{Digest: d, Sum: d.sum(content), Signer: id.cert, SigningTime: at})
	if err != nil {
		t.Fatal(err)
	}
	value, err := id.key.Sign(rand.Reader, d.sum(attributes), s.Options())
	if err != nil {
		t.Fatal(err)
	}
	if value, err = s.Check(id.cert, attributes, value); err != nil {
		t.Fatal(err)
	}
	out, err := Parts{Digest: d, Algorithm: s, Signer: id.cert, Certificates: [][]byte{id.der}, Attributes: attributes, Signature: value}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return out, s
}

// TestBuild: what is built is read back as it was meant, verified here and by
// OpenSSL with its CAdES checks.
func TestBuild(t *testing.T) {
	o := newOpenSSL(t)
	content := []byte("the content")
	o.write("content", content)
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]identity{"rsa": rsaIdentity(), "p-256": ecIdentity(), "p-384": selfSigned(p384, "P-384", 7)} {
		for _, d := range []Digest{SHA256, SHA384, SHA512} {
			for _, pss := range []bool{false, true} {
				if pss && name != "rsa" {
					continue
				}
				at := time.Time{}
				if d == SHA384 {
					at = time.Date(2025, 3, 10, 9, 30, 0, 0, time.FixedZone("", 7*3600))
				}
				t.Run(fmt.Sprintf("%s/%s/pss=%v", name, d, pss), func(t *testing.T) {
					out, s := signedBy(t, id, d, pss, at, content)
					sd, signer := parseOne(t, out)
					result, err := sd.Verify(signer, id.cert, d.sum(content), VerifyOptions{})
					if err != nil || len(result.Notes) > 0 {
						t.Errorf("%v, notes %v", err, result.Notes)
					}
					if stated, ok := signer.SigningTime(); ok == at.IsZero() || ok && !stated.Equal(at) {
						t.Errorf("signing-time %v, want %v", stated, at)
					}
					if _, rest, err := Parse(out, Limits{}); err != nil || len(rest) > 0 || sd.Normalised {
						t.Errorf("not DER: %v", err)
					}
					if scheme, hash, _ := lookup(s.OID()); name != "rsa" && (scheme != schemeECDSA || hash != d) {
						t.Errorf("OID %s", s.OID())
					}
					o.write("cms", out)
					o.write("ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.der}))
					o.run("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms", "-content", "content",
						"-CAfile", "ca.pem", "-no_check_time", "-purpose", "any", "-out", "out")
				})
			}
		}
	}
}

// TestSignedAttributesSet: the attributes are a DER SET OF, which encoding/asn1
// encodes the same.
func TestSignedAttributesSet(t *testing.T) {
	id := rsaIdentity()
	for _, d := range []Digest{SHA256, SHA512} {
		got, err := SignedAttributes(Claims{Digest: d, Sum: d.sum(nil), Signer: id.cert, SigningTime: time.Date(2050, 1, 2, 3, 4, 5, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		var set []asn1.RawValue
		if rest, err := asn1.UnmarshalWithParams(got, &set, "set"); err != nil || len(rest) > 0 {
			t.Fatalf("not a set: %v", err)
		}
		want, err := asn1.MarshalWithParams(set, "set")
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: not in DER order: %v", d, err)
		}
		if len(set) != 4 {
			t.Errorf("%d attributes", len(set))
		}
	}
}

// TestSchemeRefused: keys that do not sign here, and PSS keys that allow only
// other parameters.
func TestSchemeRefused(t *testing.T) {
	var unsupported *UnsupportedAlgorithmError
	if _, err := SchemeFor(keyOnly("no key", "1.2.3", nil), SHA256, false); !errors.As(err, &unsupported) {
		t.Errorf("kind: %v", err)
	}
	broken := &cert.Certificate{KeyError: &cert.KeyError{Algorithm: "1.2.3", Reason: "unknown"}}
	var key *cert.KeyError
	if _, err := SchemeFor(broken, SHA256, false); !errors.As(err, &key) {
		t.Errorf("unreadable: %v", err)
	}
	public := rsaIdentity().key.Public()
	bound := keyOnly(public, cert.OIDKeyPSS, pssParams(SHA512, SHA512, 64))
	if _, err := SchemeFor(bound, SHA256, false); !errors.Is(err, ErrAlgorithmPolicy) {
		t.Errorf("other parameters: %v", err)
	}
	s, err := SchemeFor(bound, SHA512, false)
	if err != nil || s.OID() != oidPSS {
		t.Errorf("bound key: %v, %v", s.OID(), err)
	}
	if _, err := DigestOf(crypto.SHA1); !errors.As(err, &unsupported) {
		t.Errorf("SHA-1: %v", err)
	}
}

// TestCheckValue: values over something else are refused, ECDSA as two numbers
// becomes a sequence.
func TestCheckValue(t *testing.T) {
	attributes := []byte("attributes")
	for name, id := range map[string]identity{"rsa": rsaIdentity(), "ec": ecIdentity()} {
		s, err := SchemeFor(id.cert, SHA256, false)
		if err != nil {
			t.Fatal(err)
		}
		value, err := id.key.Sign(rand.Reader, SHA256.sum(attributes), s.Options())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Check(id.cert, attributes, value); err != nil || !bytes.Equal(got, value) {
			t.Errorf("%s: %v", name, err)
		}
		for what, bad := range map[string][]byte{"none": nil, "zeros": make([]byte, 64), "cut": value[:len(value)-1]} {
			if _, err := s.Check(id.cert, attributes, bad); err == nil {
				t.Errorf("%s: %s is accepted", name, what)
			}
		}
		if _, err := s.Check(id.cert, []byte("others"), value); err == nil {
			t.Errorf("%s: a value over something else is accepted", name)
		}
	}
	id := ecIdentity()
	s, _ := SchemeFor(id.cert, SHA256, false)
	value, err := id.key.Sign(rand.Reader, SHA256.sum(attributes), s.Options())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Check(id.cert, attributes, plain(t, value, 32)); err != nil || !bytes.Equal(got, value) {
		t.Errorf("two numbers: %v", err)
	}
}
