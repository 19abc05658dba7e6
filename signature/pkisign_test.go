package signature

import (
	"bytes"
	"context"
	"crypto"
	"errors"
	"testing"
	"time"

	"github.com/motcua/motcua/signature/signaturetest"
)

// stampsOf is the timestamp authority of the test PKI at a fixed time.
type stampsOf struct{ at time.Time }

func (s stampsOf) Timestamp(_ context.Context, digest []byte, hash crypto.Hash) ([]byte, error) {
	return signaturetest.BuildTimestamp(nil, signaturetest.TimestampOptions{Time: s.at, Digest: hash, Imprint: digest})
}

// TestSignWithPKI: a document is signed at B-LT with what a PKI knows, and the
// same PKI trusts it long after the signer's certificate ended.
func TestSignWithPKI(t *testing.T) {
	at := signedOn()
	pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Revocation: revocationFolder(t, currentLists(t, at))})
	if err != nil {
		t.Fatal(err)
	}
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	d.Commit()
	unsigned, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	person := signaturetest.Person()
	chain := [][]byte{person.Cert.Raw, signaturetest.SubCA().Cert.Raw}
	var out bytes.Buffer
	signed, err := Sign(t.Context(), bytes.NewReader(unsigned), int64(len(unsigned)), &out, person.Key, chain, SignOptions{
		At: at, Check: pki, Strict: true, Level: BaselineLT, Timestamp: stampsOf{at.Add(time.Minute)}, Validation: pki,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(signed.Warnings) != 0 {
		t.Errorf("warnings %v", signed.Warnings)
	}
	later, err := NewPKI([]TrustStore{{Name: "root only", Roots: testStore().Roots}}, PKIOptions{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := Verify(t.Context(), opened(t, out.Bytes()), VerifyOptions{PKI: later, At: at.Add(days(2))})
	if err != nil {
		t.Fatal(err)
	}
	if s := result.Signatures[0]; s.Trust.Status != Trusted || s.TimeSource != TimeSignatureTimestamp {
		t.Errorf("trust %s for %q, time by %s", s.Trust.Status, s.Trust.Reason, s.TimeSource)
	}
}

// TestSignWithPKIRefuses: what is known to be wrong is not signed with, what
// cannot be told only under Strict.
func TestSignWithPKIRefuses(t *testing.T) {
	at := signedOn()
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	d.Commit()
	unsigned, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name    string
		id      *signaturetest.Identity
		lists   [][]byte
		strict  bool
		refused bool
	}{
		{"good", signaturetest.Person(), currentLists(t, at), true, false},
		{"for encryption", signaturetest.Encryption(), currentLists(t, at), false, true},
		{"revoked", signaturetest.Revoked(), [][]byte{
			currentLists(t, at)[0], list(t, signaturetest.CRLOptions{ThisUpdate: at.Add(-time.Hour), Revoked: []signaturetest.Revocation{{Serial: signaturetest.Revoked().Cert.SerialNumber}}}),
		}, false, true},
		{"of another root", signaturetest.Citizen(), currentLists(t, at), false, false},
		{"of another root, strictly", signaturetest.Citizen(), currentLists(t, at), true, true},
		{"nothing about revocation", signaturetest.Person(), [][]byte{}, false, false},
		{"nothing about revocation, strictly", signaturetest.Person(), [][]byte{}, true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pki, err := NewPKI([]TrustStore{testStore()}, PKIOptions{Revocation: revocationFolder(t, tt.lists)})
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			_, err = Sign(t.Context(), bytes.NewReader(unsigned), int64(len(unsigned)), &out, tt.id.Key, [][]byte{tt.id.Cert.Raw},
				SignOptions{At: at, Check: pki, Strict: tt.strict})
			if errors.Is(err, ErrRefused) != tt.refused || !tt.refused && err != nil {
				t.Errorf("Sign = %v, refused: %t", err, tt.refused)
			}
			if tt.refused && out.Len() > 0 {
				t.Error("something was written")
			}
		})
	}
}

func TestValidationIncomplete(t *testing.T) {
	at := signedOn()
	full := currentLists(t, at)
	for name, tt := range map[string]struct {
		stores []TrustStore
		lists  [][]byte
		der    []byte
		want   error
	}{
		"complete":              {[]TrustStore{testStore()}, full, signaturetest.Person().Cert.Raw, nil},
		"no list of the issuer": {[]TrustStore{testStore()}, full[:1], signaturetest.Person().Cert.Raw, ErrValidationData},
		"no path":               {nil, full, signaturetest.Person().Cert.Raw, ErrValidationData},
		"not a certificate":     {nil, full, []byte("x"), ErrCertificate},
	} {
		t.Run(name, func(t *testing.T) {
			pki, err := NewPKI(tt.stores, PKIOptions{Revocation: revocationFolder(t, tt.lists)})
			if err != nil {
				t.Fatal(err)
			}
			data, err := pki.Validation(t.Context(), tt.der, nil)
			if !errors.Is(err, tt.want) {
				t.Fatalf("Validation = %v, want %v", err, tt.want)
			}
			if err == nil && (len(data.Certificates) != 3 || len(data.CRLs) != 2) {
				t.Errorf("%d certificates, %d lists", len(data.Certificates), len(data.CRLs))
			}
		})
	}
}
