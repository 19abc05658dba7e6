package signature_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// largeUnsigned is a document of about size bytes in streams of 1 MiB.
func largeUnsigned(size int) []byte {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	body := fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", 1<<20, strings.Repeat("0123456789abcdef", 1<<16))
	for n := 0; n < size; n += 1 << 20 {
		d.Add(body)
	}
	d.Commit()
	return mustBytes(d)
}

// BenchmarkSign signs a file on disk to another, beside its floor in the same
// run: hashing the input, copying it, and one RSA-2048 signature.
func BenchmarkSign(b *testing.B) {
	for _, bf := range []struct {
		name  string
		bytes int
	}{{"1.5MB", 1536 << 10}, {"25MB", 25 << 20}, {"100MB", 100 << 20}} {
		path := filepath.Join(b.TempDir(), "in.pdf")
		if err := os.WriteFile(path, largeUnsigned(bf.bytes), 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(bf.name+"/floor", func(b *testing.B) { benchSigning(b, path, hashCopySign) })
		b.Run(bf.name+"/sign", func(b *testing.B) { benchSigning(b, path, signFile) })
	}
}

// benchSigning runs a job from one file to another.
func benchSigning(b *testing.B, path string, job func(*os.File, int64, io.Writer) error) {
	setBytes(b, path)
	b.ReportAllocs()
	out, err := os.Create(filepath.Join(b.TempDir(), "out.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := out.Seek(0, io.SeekStart); err != nil {
			b.Fatal(err)
		}
		if err := job(in, info.Size(), out); err != nil {
			b.Fatal(err)
		}
	}
}

func signFile(in *os.File, size int64, out io.Writer) error {
	id := signaturetest.Person()
	_, err := signature.Sign(context.Background(), in, size, out, id.Key, chainOf(id), signature.SignOptions{At: signedAt()})
	return err
}

func hashCopySign(in *os.File, size int64, out io.Writer) error {
	buf := make([]byte, 256<<10)
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{io.NewSectionReader(in, 0, size)}, buf); err != nil {
		return err
	}
	if _, err := signaturetest.Person().Key.Sign(rand.Reader, h.Sum(nil), crypto.SHA256); err != nil {
		return err
	}
	_, err := io.CopyBuffer(struct{ io.Writer }{out}, struct{ io.Reader }{io.NewSectionReader(in, 0, size)}, buf)
	return err
}

// BenchmarkSignBatch signs 1,000 small files one after the other, beside its floor
// in the same run: as many RSA-2048 signatures.
func BenchmarkSignBatch(b *testing.B) {
	const files = 1000
	data := unsigned(b, signaturetest.DocOptions{})
	id := signaturetest.Person()
	chain := chainOf(id)
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			for range files {
				digest := sha256.Sum256(data)
				if _, err := id.Key.Sign(rand.Reader, digest[:], crypto.SHA256); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("sign", func(b *testing.B) {
		for b.Loop() {
			for range files {
				_, err := signature.Sign(context.Background(), bytes.NewReader(data), int64(len(data)), io.Discard, id.Key, chain, signature.SignOptions{At: signedAt()})
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// TestSignMemory signs 100 MB with less than 20 MB of heap beyond the input.
func TestSignMemory(t *testing.T) {
	data := largeUnsigned(100 << 20)
	id := signaturetest.Person()
	in := struct{ io.ReaderAt }{bytes.NewReader(data)}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := signature.Sign(t.Context(), in, int64(len(data)), io.Discard, id.Key, chainOf(id), signature.SignOptions{At: signedAt()})
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	// All that was allocated, freed or not, bounds what was in use.
	got := after.TotalAlloc - before.TotalAlloc
	t.Logf("%d KB were allocated for 100 MB", got>>10)
	if got > 20<<20 {
		t.Error("too much")
	}
}
