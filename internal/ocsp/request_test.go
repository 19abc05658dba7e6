package ocsp

import (
	"bytes"
	"crypto"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ocsp"

	"github.com/motcua/motcua/signature/signaturetest"

	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/testtool"
)

// TestRequest compares with the bytes that another author's code makes.
func TestRequest(t *testing.T) {
	person, sub := signaturetest.Person().Cert, signaturetest.SubCA().Cert
	for digest, hash := range map[cms.Digest]crypto.Hash{0: crypto.SHA1, cms.SHA1: crypto.SHA1, cms.SHA256: crypto.SHA256,
		cms.SHA384: crypto.SHA384, cms.SHA512: crypto.SHA512} {
		got, err := NewRequest(parsed(t, person), parsed(t, sub), RequestOptions{Hash: digest})
		if err != nil {
			t.Fatal(err)
		}
		want, err := ocsp.CreateRequest(person, sub, &ocsp.RequestOptions{Hash: hash})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%v:\n%x\nwant\n%x", digest, got, want)
		}
	}
}

func TestRequestErrors(t *testing.T) {
	person, sub := parsed(t, signaturetest.Person().Cert), parsed(t, signaturetest.SubCA().Cert)
	for _, o := range []RequestOptions{{Hash: cms.RIPEMD160}, {Nonce: []byte{}}, {Nonce: make([]byte, 129)}} {
		if _, err := NewRequest(person, sub, o); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	bad := *sub
	bad.SPKI = nil
	if _, err := NewRequest(person, &bad, RequestOptions{}); !errors.Is(err, ErrMalformed) {
		t.Errorf("issuer without key: %v", err)
	}
}

// TestOpenSSLReadsRequest looks at what openssl prints of a request with nonce.
func TestOpenSSLReadsRequest(t *testing.T) {
	openssl := testtool.Path(t, "openssl")
	der, err := NewRequest(parsed(t, signaturetest.Person().Cert), parsed(t, signaturetest.SubCA().Cert),
		RequestOptions{Hash: cms.SHA256, Nonce: []byte("0123456789abcdef")})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "request")
	if err := os.WriteFile(path, der, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(openssl, "ocsp", "-reqin", path, "-req_text").CombinedOutput()
	for _, want := range []string{"Hash Algorithm: sha256", "Serial Number: 1001", "OCSP Nonce:", "041030313233343536373839616263646566"} {
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("openssl does not print %q: %v: %s", want, err, out)
		}
	}
}
