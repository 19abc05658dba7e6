package signature_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// benchFile is a document of a size that the performance targets name.
type benchFile struct {
	name       string
	signatures int
	build      func() []byte
}

func benchFiles() []benchFile {
	return []benchFile{
		{"small", 1, func() []byte { return largeFile(80 << 10) }},
		{"1.5MB", 1, func() []byte { return largeFile(1536 << 10) }},
		{"25MB", 1, func() []byte { return largeFile(25 << 20) }},
		{"100MB", 1, func() []byte { return largeFile(100 << 20) }},
		{"5000pages", 1, func() []byte { return manyPages(5000, signaturetest.XrefTable) }},
		{"5000pagesObjStm", 1, func() []byte { return manyPages(5000, signaturetest.XrefStream) }},
		{"10signatures", 10, manySignatures},
		{"25MB2signatures", 2, func() []byte { return addSignature(largeDoc(25 << 20)) }},
	}
}

// largeDoc is a document with random data in streams of 1 MiB, unsigned.
func largeDoc(size int) *signaturetest.Doc {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	rnd := rand.New(rand.NewPCG(1, 2))
	block := make([]byte, min(size, 1<<20))
	for n := 0; n < size; n += len(block) {
		for i := range block {
			block[i] = byte(rnd.Uint32())
		}
		d.Add(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(block), block))
	}
	return d
}

func largeFile(size int) []byte {
	d := largeDoc(size)
	d.Sign(signaturetest.SignOptions{})
	return mustBytes(d)
}

func addSignature(d *signaturetest.Doc) []byte {
	d.Sign(signaturetest.SignOptions{Certify: 2})
	d.Sign(signaturetest.SignOptions{Signer: signaturetest.Agency(), Rect: signaturetest.Rect{300, 100, 500, 160}, Shown: []string{"UBND"}})
	return mustBytes(d)
}

func manyPages(n int, style signaturetest.XrefStyle) []byte {
	pages := make([][]string, n)
	for i := range pages {
		pages[i] = []string{fmt.Sprintf("Trang %d", i+1), strings.Repeat("noi dung ", 12)}
	}
	d := signaturetest.NewDoc(signaturetest.DocOptions{Pages: pages, Xref: style, ObjectStreams: style == signaturetest.XrefStream})
	d.Sign(signaturetest.SignOptions{})
	return mustBytes(d)
}

func manySignatures() []byte {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	for range 10 {
		d.Sign(signaturetest.SignOptions{})
	}
	return mustBytes(d)
}

func mustBytes(d *signaturetest.Doc) []byte {
	b, err := d.Bytes()
	if err != nil {
		panic(err)
	}
	return b
}

// BenchmarkVerify measures opening and verifying a file on disk beside its
// floor in the same run: reading and hashing the file once with SHA-256, and
// one RSA operation per signature.
func BenchmarkVerify(b *testing.B) {
	dir := b.TempDir()
	for _, bf := range benchFiles() {
		path := filepath.Join(dir, bf.name+".pdf")
		if err := os.WriteFile(path, bf.build(), 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(bf.name+"/floor", func(b *testing.B) { benchFloor(b, path, bf.signatures) })
		b.Run(bf.name+"/verify", func(b *testing.B) { benchVerify(b, path, bf.signatures) })
		if err := os.Remove(path); err != nil {
			b.Fatal(err)
		}
	}
}

func benchFloor(b *testing.B, path string, signatures int) {
	key := signaturetest.Person().Key.Public().(*rsa.PublicKey)
	digest := sha256.Sum256(nil)
	value, err := signaturetest.Person().Key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 256<<10)
	setBytes(b, path)
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		h := sha256.New()
		if _, err := io.CopyBuffer(h, struct{ io.Reader }{f}, buf); err != nil {
			b.Fatal(err)
		}
		f.Close()
		for range signatures {
			if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], value); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func benchVerify(b *testing.B, path string, signatures int) {
	setBytes(b, path)
	b.ReportAllocs()
	for b.Loop() {
		r, err := verifyFile(path)
		if err != nil || len(r.Signatures) != signatures || !accepted(r) {
			b.Fatalf("not accepted: %s", summary(r, err))
		}
	}
}

func verifyFile(path string) (*signature.Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	doc, err := signature.Open(f, info.Size(), signature.OpenOptions{})
	if err != nil {
		return nil, err
	}
	return signature.Verify(context.Background(), doc, signature.VerifyOptions{})
}

func setBytes(b *testing.B, path string) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
}

// TestBenchFiles keeps the documents of the benchmark honest.
func TestBenchFiles(t *testing.T) {
	for _, bf := range benchFiles() {
		if bf.name == "100MB" || bf.name == "25MB" {
			continue
		}
		data := bf.build()
		doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
		if err != nil {
			t.Fatalf("%s: %v", bf.name, err)
		}
		r, err := signature.Verify(context.Background(), doc, signature.VerifyOptions{})
		if err != nil || len(r.Signatures) != bf.signatures || !accepted(r) {
			t.Errorf("%s: %s", bf.name, summary(r, err))
		}
	}
}
