package pdfcrypt

import (
	"bytes"
	"crypto/cipher"
	"io"
	"testing"
)

// BenchmarkStream decrypts 1 MiB. The floor of the AES methods is package
// cipher over the same data in one piece.
func BenchmarkStream(b *testing.B) {
	plain := make([]byte, 1<<20)
	for _, file := range []string{"rc4-128", "aes-128", "aes-256"} {
		h := opened(b, file)
		m := h.StreamMethod()
		data := plain
		if m != RC4 {
			data = sealCBC(b, h, 1, 0, m, plain)
		}
		b.Run(file, func(b *testing.B) {
			b.SetBytes(int64(len(plain)))
			b.ReportAllocs()
			buf := make([]byte, 32<<10)
			for b.Loop() {
				r, err := h.StreamReader(1, 0, bytes.NewReader(data), m)
				if err != nil {
					b.Fatal(err)
				}
				if n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, r, buf); err != nil || n != int64(len(plain)) {
					b.Fatal(n, err)
				}
			}
		})
	}
	h := opened(b, "aes-256")
	data := sealCBC(b, h, 1, 0, AESV3, plain)
	b.Run("aes-256 floor", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		out := make([]byte, len(data)-16)
		for b.Loop() {
			cipher.NewCBCDecrypter(h.aes, data[:16]).CryptBlocks(out, data[16:])
		}
	})
}

// BenchmarkString decrypts a string of a hundred bytes.
func BenchmarkString(b *testing.B) {
	plain := make([]byte, 100)
	for _, file := range []string{"rc4-128", "aes-128", "aes-256"} {
		h := opened(b, file)
		data := plain
		if m := h.StreamMethod(); m != RC4 {
			data = sealCBC(b, h, 1, 0, m, plain)
		}
		b.Run(file, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := h.DecryptString(1, 0, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOpen tries a password that fits.
func BenchmarkOpen(b *testing.B) {
	for _, file := range []string{"rc4-128", "aes-128", "aes-256-r5", "aes-256"} {
		config := frozen(b, file).config
		b.Run(file, func(b *testing.B) {
			for b.Loop() {
				if _, err := Open(config, []byte("user")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
