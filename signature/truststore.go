package signature

import (
	"bytes"
	_ "embed" // for the root of the government PKI
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
)

// TrustStore is a set of root certificates that the caller chose to trust. The
// system's own store is never consulted.
type TrustStore struct {
	Name    string
	Purpose Purpose
	// Roots are self-signed certificates, DER. A path must end in one of them:
	// the check reaches the root authority (Thông tư 41/2017/TT-BTTTT, Điều 8
	// khoản 1 điểm b).
	Roots [][]byte
	// Intermediates help to build paths and are trusted by nobody; DER.
	Intermediates [][]byte
}

// Bounds of a trust store that is read from files.
const (
	maxStoreFiles        = 1024
	maxStoreFile         = 4 << 20 // bytes
	maxStoreCertificates = 4096
)

//go:embed roots/vgca-g1.pem
var vgcaG1 []byte

// VGCAG1 returns the store of the first generation of the government's own PKI
// (Ban Cơ yếu Chính phủ), valid from 2010-03-10 to 2030-03-05. Its newer root
// and the national one are known by their digests only, which name a root that
// is met and trust nothing.
func VGCAG1() TrustStore {
	block, _ := pem.Decode(vgcaG1)
	return TrustStore{Name: "vgca-g1", Purpose: PurposeState, Roots: [][]byte{block.Bytes}}
}

// ReadTrustStore reads certificates from the file at name in fsys, or from all
// files of that folder that end in .pem, .crt, .cer, .der, .p7b or .p7c. What
// is self-signed becomes a root, the rest intermediates.
//
// Errors: [ErrTrustStore] for a file that holds no certificates, a folder
// without a root, or more than is reasonable; those of fsys.
func ReadTrustStore(fsys fs.FS, name string, purpose Purpose) (TrustStore, error) {
	store := TrustStore{Name: path.Base(name), Purpose: purpose}
	files, err := storeFiles(fsys, name)
	if err != nil {
		return TrustStore{}, fmt.Errorf("signature: read trust store: %w", err)
	}
	for _, file := range files {
		ders, err := readCertificates(fsys, file)
		if err != nil {
			return TrustStore{}, fmt.Errorf("signature: read trust store: %s: %w", path.Base(file), err)
		}
		for _, der := range ders {
			store.add(der)
		}
		if len(store.Roots)+len(store.Intermediates) > maxStoreCertificates {
			return TrustStore{}, fmt.Errorf("signature: read trust store: %w: too many certificates", ErrTrustStore)
		}
	}
	if len(store.Roots) == 0 {
		return TrustStore{}, fmt.Errorf("signature: read trust store: %w: no root certificate", ErrTrustStore)
	}
	return store, nil
}

// storeFiles lists the files that may hold certificates.
func storeFiles(fsys fs.FS, name string) ([]string, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		switch strings.ToLower(path.Ext(e.Name())) {
		case ".pem", ".crt", ".cer", ".der", ".p7b", ".p7c":
			files = append(files, path.Join(name, e.Name()))
		}
	}
	if len(files) > maxStoreFiles {
		return nil, fmt.Errorf("%w: too many files", ErrTrustStore)
	}
	return files, nil
}

// readCertificates reads one file: PEM, DER or PKCS #7.
func readCertificates(fsys fs.FS, name string) ([][]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxStoreFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxStoreFile {
		return nil, fmt.Errorf("%w: file too large", ErrTrustStore)
	}
	ders, err := certificatesIn(data)
	if err == nil && len(ders) == 0 {
		err = fmt.Errorf("%w: no certificate in it", ErrTrustStore)
	}
	return ders, err
}

// certificatesIn finds the certificates in the bytes of a file.
func certificatesIn(data []byte) ([][]byte, error) {
	if !bytes.Contains(data, []byte("-----BEGIN ")) {
		return certificatesOf(data)
	}
	var all [][]byte
	for {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			return all, nil
		}
		switch block.Type {
		case "CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "CMS":
			ders, err := certificatesOf(block.Bytes)
			if err != nil {
				return nil, err
			}
			all = append(all, ders...)
		}
	}
}

// certificatesOf reads one certificate, or the certificates of a PKCS #7.
func certificatesOf(der []byte) ([][]byte, error) {
	if _, err := cert.Parse(der); err == nil {
		return [][]byte{der}, nil
	}
	sd, _, err := cms.Parse(der, cms.Limits{MaxSize: maxStoreFile})
	if err != nil {
		return nil, fmt.Errorf("%w: neither a certificate nor a bundle", ErrTrustStore)
	}
	for _, raw := range sd.Certificates {
		if _, err := cert.Parse(raw); err != nil {
			return nil, errors.Join(ErrTrustStore, err)
		}
	}
	return sd.Certificates, nil
}

// add files a readable certificate under roots or intermediates, once.
func (s *TrustStore) add(der []byte) {
	for _, list := range [][][]byte{s.Roots, s.Intermediates} {
		for _, have := range list {
			if bytes.Equal(have, der) {
				return
			}
		}
	}
	c, err := cert.Parse(der)
	if err == nil && isSelfSigned(c) {
		s.Roots = append(s.Roots, der)
		return
	}
	s.Intermediates = append(s.Intermediates, der)
}

// isSelfSigned tells a root from what only has its own name as issuer.
func isSelfSigned(c *cert.Certificate) bool {
	return bytes.Equal(c.RawIssuer, c.RawSubject) &&
		cms.VerifySignature(c.SignatureAlgorithm, c, c.RawTBS, c.Signature) == nil
}

// knownRoots names roots by the SHA-256 of their certificates, in hexadecimal.
// A name is a label for a root that is met; it never makes it trusted.
var knownRoots = [...]struct{ sha256, name string }{
	{"f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90", "RootCA chuyên dùng Chính phủ G1, Ban Cơ yếu Chính phủ"},
	{"f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8", "RootCA chuyên dùng Chính phủ G2, Ban Cơ yếu Chính phủ"},
	{"bac8bf609ab420a8ee1780d74f4de5c7f7184959d2a7375b0a75e4c29f0908e7", "Vietnam National Root CA"},
}

// rootLabel names a root that is known; "" for others, and for none.
func rootLabel(c *cert.Certificate) string {
	if c == nil {
		return ""
	}
	digest := c.Fingerprint()
	for i := range knownRoots {
		if knownRoots[i].sha256 == hex.EncodeToString(digest[:]) {
			return knownRoots[i].name
		}
	}
	return ""
}
