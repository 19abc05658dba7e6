package token

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/motcua/motcua/internal/corpus"
)

const fuzzPassword = "1234"

// FuzzPKCS12 reads hostile files whose password is known.
func FuzzPKCS12(f *testing.F) {
	key := newKey(f)
	c := newAuthority(f, "CA")
	cert, err := x509.ParseCertificate(c.Raw)
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range []*pkcs12.Encoder{pkcs12.Modern, pkcs12.LegacyDES, pkcs12.Passwordless} {
		word := fuzzPassword
		if e == pkcs12.Passwordless {
			word = ""
		}
		b, err := e.Encode(key, cert, nil, word)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, file := range corpusFiles(f, "*.p12", "*.pfx") {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 16<<10 {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		s, err := decodePKCS12(ctx, "x", b, []byte(fuzzPassword))
		if errors.Is(err, ErrTimeout) {
			t.Error("it took too long")
		}
		if (s == nil) == (err == nil) {
			t.Errorf("%v, %v", s, err)
		}
	})
}

// corpusFiles returns the small files of the corpus that match.
func corpusFiles(f *testing.F, patterns ...string) [][]byte {
	f.Helper()
	dir := corpus.Dir(f)
	if dir == "" {
		return nil
	}
	var out [][]byte
	for _, p := range patterns {
		for _, depth := range []string{"", "*", "*/*"} {
			names, err := filepath.Glob(filepath.Join(dir, depth, p))
			if err != nil {
				f.Fatal(err)
			}
			for _, name := range names {
				if b, err := os.ReadFile(name); err == nil && len(b) <= 16<<10 && len(out) < 64 {
					out = append(out, b)
				}
			}
		}
	}
	return out
}

// encryptedKey is a key under PBES2 with 1,000 iterations, made by OpenSSL:
// openssl pkcs8 -topk8 -iter 1000 of a P-256 key, password 1234.
const encryptedKey = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh6D3S1LaME+gICA+gw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELQf+Cq4bQDyIpGn8t82b0MEgZCU
5kQl/MVtpRn2OyhK0tgBSFFNXQmt5Xha/m+JDLAUCt550y1AZkHodKjdUQasrU8o
Z+fRwMGT9J3ZyR3RU6biWIedmaB+RaH/+jjeRprBpnuadVcZHTYy5BTZJDGXlT1M
j1lLqT4jBpLURfKU+AyTON3g/5Kb5tdhL7rQ5SGN4cDSbdG+ya5nAVtkK8BRGrQ=
-----END ENCRYPTED PRIVATE KEY-----
`

func TestEncryptedKeySeed(t *testing.T) {
	block, _ := pem.Decode([]byte(encryptedKey))
	if block == nil {
		t.Fatal("no PEM")
	}
	if _, err := decryptPKCS8(block.Bytes, []byte(fuzzPassword)); err != nil {
		t.Error(err)
	}
}

func FuzzEncryptedKey(f *testing.F) {
	block, _ := pem.Decode([]byte(encryptedKey))
	f.Add(block.Bytes)
	f.Add(bytes.Repeat([]byte{0x30, 0x80}, 40))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := readPBES2(b); err == nil && p.iterations > 5000 {
			return // within bounds, but slow
		}
		if s, err := decryptPKCS8(b, []byte(fuzzPassword)); (s == nil) == (err == nil) {
			t.Errorf("%v, %v", s, err)
		}
	})
}
