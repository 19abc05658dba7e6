package signature

import (
	"bytes"
	"encoding/pem"
	"errors"
	"io/fs"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.mozilla.org/pkcs7"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/signature/signaturetest"
)

func TestVGCAG1(t *testing.T) {
	store := VGCAG1()
	if len(store.Roots) != 1 || store.Purpose != PurposeState || len(store.Intermediates) != 0 {
		t.Fatalf("store %+v", store)
	}
	c, err := cert.Parse(store.Roots[0])
	if err != nil {
		t.Fatal(err)
	}
	// The digest is the one that others pin.
	if got := rootLabel(c); got != knownRoots[0].name {
		t.Errorf("the root is labelled %q", got)
	}
	if !isSelfSigned(c) {
		t.Error("the root is not self-signed")
	}
}

func TestReadTrustStore(t *testing.T) {
	root, sub, public := signaturetest.Root().Cert.Raw, signaturetest.SubCA().Cert.Raw, signaturetest.PublicCA().Cert.Raw
	asPEM := func(ders ...[]byte) *fstest.MapFile {
		var b bytes.Buffer
		for _, der := range ders {
			if err := pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
				t.Fatal(err)
			}
		}
		return &fstest.MapFile{Data: b.Bytes()}
	}
	bundle, err := pkcs7.DegenerateCertificate(append(bytes.Clone(root), sub...))
	if err != nil {
		t.Fatal(err)
	}
	raw := func(b []byte) *fstest.MapFile { return &fstest.MapFile{Data: b} }
	many := fstest.MapFS{}
	for i := range maxStoreFiles + 1 {
		many["d/"+strconv.Itoa(i)+".crt"] = raw(root)
	}
	tests := []struct {
		name          string
		fsys          fstest.MapFS
		path          string
		roots, others [][]byte
		err           error
	}{
		{"DER file", fstest.MapFS{"root.der": raw(root)}, "root.der", [][]byte{root}, nil, nil},
		{"PEM file of another name", fstest.MapFS{"ca": asPEM(root, sub)}, "ca", [][]byte{root}, [][]byte{sub}, nil},
		{"bundle", fstest.MapFS{"ca.p7b": raw(bundle)}, "ca.p7b", [][]byte{root}, [][]byte{sub}, nil},
		{"folder", fstest.MapFS{"d/1.crt": asPEM(public), "d/2.P7B": raw(bundle), "d/readme.txt": raw([]byte("x")), "d/3.cer": raw(root)},
			"d", [][]byte{public, root}, [][]byte{sub}, nil},
		{"no root", fstest.MapFS{"sub.pem": asPEM(sub)}, "sub.pem", nil, nil, ErrTrustStore},
		{"a folder with a damaged file", fstest.MapFS{"d/1.crt": asPEM(root), "d/2.crt": raw([]byte("x"))}, "d", nil, nil, ErrTrustStore},
		{"PEM without a certificate", fstest.MapFS{"k.pem": raw([]byte("-----BEGIN X-----\n-----END X-----\n"))}, "k.pem", nil, nil, ErrTrustStore},
		{"damaged PEM certificate", fstest.MapFS{"k.pem": asPEM([]byte("x"))}, "k.pem", nil, nil, ErrTrustStore},
		{"empty folder", fstest.MapFS{"d/x.txt": raw(nil)}, "d", nil, nil, ErrTrustStore},
		{"too large", fstest.MapFS{"root.der": raw(make([]byte, maxStoreFile+1))}, "root.der", nil, nil, ErrTrustStore},
		{"too many files", many, "d", nil, nil, ErrTrustStore},
		{"missing", fstest.MapFS{}, "no.pem", nil, nil, fs.ErrNotExist},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			store, err := ReadTrustStore(tt.fsys, tt.path, PurposePublic)
			if !errors.Is(err, tt.err) {
				t.Fatalf("ReadTrustStore: %v, want %v", err, tt.err)
			}
			if diff := cmp.Diff([][][]byte{tt.roots, tt.others}, [][][]byte{store.Roots, store.Intermediates}); diff != "" {
				t.Errorf("roots and intermediates (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSelfIssuedIsNoRoot: a certificate that only bears its own name as issuer
// is not taken for a root.
func TestSelfIssuedIsNoRoot(t *testing.T) {
	c, err := cert.Parse(signaturetest.Root().Cert.Raw)
	if err != nil {
		t.Fatal(err)
	}
	spoiled := *c
	spoiled.Signature = bytes.Clone(c.Signature)
	spoiled.Signature[0] ^= 1
	if isSelfSigned(&spoiled) || !isSelfSigned(c) {
		t.Error("a spoiled signature makes a root, or a good one does not")
	}
}

func TestAlgorithms(t *testing.T) {
	limits := Algorithms()
	for _, l := range limits {
		if l.Source == "" {
			t.Errorf("%+v: no source", l)
		}
	}
	tests := []struct {
		name       string
		use        algorithmUse
		last       string // last day on which it is acceptable; "" for ever
		neverKnown bool
	}{
		{"SHA-256 with RSA-2048", algorithmUse{"SHA-256", "RSA", 2048}, "", false},
		{"SHA-1 with RSA-2048", algorithmUse{"SHA-1", "RSA", 2048}, "2017-02-22", false},
		{"RIPEMD-160", algorithmUse{"RIPEMD-160", "RSA", 4096}, "2017-02-22", false},
		{"RSA-1024", algorithmUse{"SHA-256", "RSA", 1024}, "2013-12-31", false},
		{"RSA-2047", algorithmUse{"SHA-256", "RSA", 2047}, "2013-12-31", false},
		{"SHA-1 with RSA-1024", algorithmUse{"SHA-1", "RSA", 1024}, "2013-12-31", false},
		{"RSA-1023", algorithmUse{"SHA-256", "RSA", 1023}, "", true},
		{"DSA-2048", algorithmUse{"SHA-256", "DSA", 2048}, "2023-02-02", false},
		{"DSA-1024", algorithmUse{"SHA-1", "DSA", 1024}, "2013-12-31", false},
		{"P-256", algorithmUse{"SHA-256", "EC", 256}, "", false},
		{"P-192", algorithmUse{"SHA-256", "EC", 192}, "2013-12-31", false},
		{"Ed25519", algorithmUse{"", "EdDSA", 256}, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			last := mustDate(t, "2999-12-31")
			if tt.last != "" {
				last = mustDate(t, tt.last)
				if tt.use.acceptable(limits, last.AddDays(1)) {
					t.Error("still acceptable a day later")
				}
			}
			if tt.use.acceptable(limits, last) == tt.neverKnown {
				t.Errorf("acceptable on %s: %t", last, !tt.neverKnown)
			}
		})
	}
}

func mustDate(t *testing.T, s string) motcua.Date {
	t.Helper()
	d, err := motcua.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
