package token

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
	"software.sslmate.com/src/go-pkcs12"
)

// OpenPKCS12 reads a PKCS#12 file (.p12, .pfx; RFC 7292), of at most 1 MiB, as a
// software device. The password is asked for once.
//
// Errors: *PINError for a wrong password; ErrMalformed, ErrLimit, ErrNoKey,
// ErrTimeout.
func OpenPKCS12(ctx context.Context, path string, password PIN) (*Software, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("token: open PKCS#12 file: %w", err)
	}
	var s *Software
	err = password.Use(ctx, func(pin []byte) error {
		s, err = decodePKCS12(ctx, filepath.Base(path), data, pin)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("token: open PKCS#12 file: %w", err)
	}
	return s, nil
}

// readFile reads a regular file within the bound.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("not a regular file: %w", ErrMalformed)
	case info.Size() > maxFile:
		return nil, fmt.Errorf("file of %d bytes: %w", info.Size(), ErrLimit)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1)) // it may have grown
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("file of more than %d bytes: %w", maxFile, ErrLimit)
	}
	return data, err
}

// decodePKCS12 keeps the deadline although deriving the keys does not know it.
// That the time a goroutine left behind may take is bounded is what checkCost is
// for.
func decodePKCS12(ctx context.Context, label string, data, password []byte) (*Software, error) {
	if err := checkCost(data); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("%w: %w", ErrTimeout, ctx.Err())
	}
	type result struct {
		s   *Software
		err error
	}
	done := make(chan result, 1)
	secret := string(password) // the library takes a string
	go func() {
		s, err := openBags(label, data, secret)
		done <- result{s, err}
	}()
	select {
	case r := <-done:
		return r.s, r.err
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrTimeout, ctx.Err())
	}
}

// openBags takes the content as raw bags, so that certificates which crypto/x509
// refuses survive. Files that the library opens only as a whole (keys of other
// kinds, attributes that it does not know) are read the other way.
func openBags(label string, data []byte, password string) (*Software, error) {
	//lint:ignore SA1019 the only way to the bytes of certificates that crypto/x509 refuses
	blocks, err := pkcs12.ToPEM(data, password)
	if err == nil {
		return fromBlocks(label, blocks)
	}
	if errors.Is(err, pkcs12.ErrIncorrectPassword) {
		return nil, &PINError{Wrong: true, TriesLeft: -1}
	}
	key, leaf, chain, err := pkcs12.DecodeChain(data, password)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("private key cannot sign: %w", ErrUnsupported)
	}
	var certificates []*Certificate
	for _, c := range append([]*x509.Certificate{leaf}, chain...) {
		parsed, err := ParseCertificate(c.Raw)
		if err != nil {
			return nil, err
		}
		certificates = append(certificates, parsed)
	}
	return newSoftware(label, certificates, []crypto.Signer{signer})
}

func fromBlocks(label string, blocks []*pem.Block) (*Software, error) {
	var certificates []*Certificate
	var keys []crypto.Signer
	for _, b := range blocks {
		if b.Type == "CERTIFICATE" {
			c, err := ParseCertificate(b.Bytes)
			if err != nil {
				return nil, err
			}
			c.Label = b.Headers["friendlyName"]
			c.ID, _ = hex.DecodeString(b.Headers["localKeyId"]) // written as hex by the library
			certificates = append(certificates, c)
			continue
		}
		key, err := parseKey(b.Bytes)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return newSoftware(label, certificates, keys)
}

// parseKey reads a private key in any of the plain DER forms.
func parseKey(b []byte) (crypto.Signer, error) {
	if k, err := x509.ParsePKCS1PrivateKey(b); err == nil {
		return k, nil
	}
	if k, err := x509.ParseECPrivateKey(b); err == nil {
		return k, nil
	}
	k, err := x509.ParsePKCS8PrivateKey(b)
	if err != nil { // its text may quote the key's structure
		return nil, fmt.Errorf("private key: %w", ErrMalformed)
	}
	signer, ok := k.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("private key cannot sign: %w", ErrUnsupported)
	}
	return signer, nil
}

// maxDepth bounds the nesting of a key file.
const maxDepth = 32

// checkCost refuses a file whose password derivation would take for ever. In
// every structure concerned (MacData, the parameters of PBKDF2 and of the older
// schemes) the number of iterations is an INTEGER that follows the salt, an
// OCTET STRING. What is encrypted is not seen, and its author knew the password.
func checkCost(data []byte) error {
	return walkCost(cryptobyte.String(data), 0)
}

func walkCost(s cryptobyte.String, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("nested deeper than %d: %w", maxDepth, ErrLimit)
	}
	salted := false
	for !s.Empty() {
		var content, element cryptobyte.String
		var tag asn1.Tag
		if !s.ReadAnyASN1Element(&element, &tag) {
			return fmt.Errorf("not DER: %w", ErrMalformed)
		}
		if tag == asn1.INTEGER && salted {
			var n int64
			if !element.ReadASN1Integer(&n) || n > maxIterations {
				return fmt.Errorf("more than %d iterations: %w", maxIterations, ErrLimit)
			}
			salted = false
			continue
		}
		salted = tag == asn1.OCTET_STRING
		element.ReadAnyASN1(&content, &tag)
		switch {
		case tag&0x20 != 0: // constructed
			if err := walkCost(content, depth+1); err != nil {
				return err
			}
		case tag == asn1.OCTET_STRING && isDER(content):
			if err := walkCost(content, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// isDER reports whether an OCTET STRING holds one SEQUENCE, as the safes do.
func isDER(content cryptobyte.String) bool {
	var seq cryptobyte.String
	return content.ReadASN1(&seq, asn1.SEQUENCE) && content.Empty() && wellFormed(seq)
}

// wellFormed reports whether s is a row of elements: random octets may look like
// a SEQUENCE at first.
func wellFormed(s cryptobyte.String) bool {
	for !s.Empty() {
		var element cryptobyte.String
		var tag asn1.Tag
		if !s.ReadAnyASN1Element(&element, &tag) {
			return false
		}
	}
	return true
}
