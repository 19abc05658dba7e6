package pdfcrypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"io"
	"slices"
	"testing"
	"testing/iotest"
)

// opened returns the Handler of a file of testdata.
func opened(tb testing.TB, name string) *Handler {
	tb.Helper()
	h, err := Open(frozen(tb, name).config, []byte("user"))
	if err != nil {
		tb.Fatal(err)
	}
	return h
}

// sealCBC encrypts with AES as a writer does.
func sealCBC(tb testing.TB, h *Handler, num, gen int, m Method, plain []byte) []byte {
	tb.Helper()
	n := aes.BlockSize - len(plain)%aes.BlockSize
	return rawCBC(tb, h, num, gen, m, append(bytes.Clone(plain), bytes.Repeat([]byte{byte(n)}, n)...))
}

// rawCBC encrypts whole blocks.
func rawCBC(tb testing.TB, h *Handler, num, gen int, m Method, blocks []byte) []byte {
	tb.Helper()
	block, err := h.block(num, gen, m)
	if err != nil {
		tb.Fatal(err)
	}
	out := append([]byte("0123456789abcdef"), blocks...)
	cipher.NewCBCEncrypter(block, out[:16]).CryptBlocks(out[16:], out[16:])
	return out
}

// readStream decrypts a stream.
func readStream(tb testing.TB, h *Handler, num, gen int, m Method, src io.Reader) ([]byte, error) {
	tb.Helper()
	r, err := h.StreamReader(num, gen, src, m)
	if err != nil {
		tb.Fatal(err)
	}
	return io.ReadAll(r)
}

// readers feed a source in several ways.
func readers(data []byte) map[string]io.Reader {
	return map[string]io.Reader{
		"whole":   bytes.NewReader(data),
		"bytes":   iotest.OneByteReader(bytes.NewReader(data)),
		"halves":  iotest.HalfReader(bytes.NewReader(data)),
		"errdata": iotest.DataErrReader(bytes.NewReader(data)),
	}
}

func TestStreamSizes(t *testing.T) {
	for file, m := range map[string]Method{"rc4-40": RC4, "aes-128": AESV2, "aes-256": AESV3} {
		h := opened(t, file)
		for _, size := range []int{0, 1, 15, 16, 17, 31, 32, 33, 100, cbcBuffer - 17, cbcBuffer - 16, cbcBuffer - 1, cbcBuffer, cbcBuffer + 1, 5 * cbcBuffer} {
			plain := bytes.Repeat([]byte{1, 2, 3, 4, 5, 6, 7}, size/7+1)[:size]
			sealed := bytes.Clone(plain)
			if m == RC4 {
				stream, err := h.rc4(9, 1)
				if err != nil {
					t.Fatal(err)
				}
				stream.XORKeyStream(sealed, sealed)
			} else {
				sealed = sealCBC(t, h, 9, 1, m, plain)
			}
			for how, src := range readers(sealed) {
				got, err := readStream(t, h, 9, 1, m, src)
				if err != nil || !bytes.Equal(got, plain) {
					t.Errorf("%s: stream of %d bytes (%s): %d bytes, error %v", file, size, how, len(got), err)
				}
			}
			got, err := h.DecryptString(9, 1, sealed)
			if err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: string of %d bytes: %d bytes, error %v", file, size, len(got), err)
			}
		}
	}
}

// TestObjectKeys checks that the number and the generation count, in all
// their bytes, except with AESV3.
func TestObjectKeys(t *testing.T) {
	plain := []byte("some text of the file")
	for file, m := range map[string]Method{"rc4-40": RC4, "rc4-v4": RC4, "aes-128": AESV2, "aes-256": AESV3} {
		h := opened(t, file)
		ids := []ref{{0x010203, 0x0405}, {0x000203, 0x0405}, {0x010003, 0x0405}, {0x010200, 0x0405}, {0x010203, 0x0005}, {0x010203, 0x0400}}
		seen := map[string]bool{}
		for _, id := range ids {
			if m == RC4 {
				out, err := h.DecryptString(id[0], id[1], plain)
				if err != nil {
					t.Fatal(err)
				}
				seen[string(out)] = true
				continue
			}
			seen[string(sealCBC(t, h, id[0], id[1], m, plain))] = true
		}
		want := len(ids)
		if m == AESV3 {
			want = 1
		}
		if len(seen) != want {
			t.Errorf("%s: %d different results, want %d", file, len(seen), want)
		}
	}
}

func TestCBCDamage(t *testing.T) {
	pad := func(text string, n, fill byte) []byte {
		return append([]byte(text), bytes.Repeat([]byte{fill}, int(n))...)
	}
	twoBlocks := []byte("0123456789abcdefghijklmnopqrstuv")
	for _, file := range []string{"aes-128", "aes-256"} {
		h := opened(t, file)
		m := h.StreamMethod()
		seal := func(blocks []byte) []byte { return rawCBC(t, h, 1, 0, m, blocks) }
		for _, c := range []struct {
			name    string
			data    []byte
			want    string
			corrupt bool
		}{
			{"empty", nil, "", false},
			{"part of a vector", []byte("0123456789abcde"), "", true},
			{"vector only", []byte("0123456789abcdef"), "", true},
			{"full padding", seal(pad("", 16, 16)), "", false},
			{"padding 0", seal(pad("hello", 11, 0)), "hello" + string(make([]byte, 11)), true},
			{"padding 17", seal(pad("hello", 11, 17)), string(pad("hello", 11, 17)), true},
			{"uneven padding", seal(append(pad("hello", 10, 3), 11)), string(append(pad("hello", 10, 3), 11)), true},
			{"no padding", seal(twoBlocks), string(twoBlocks), true},
			{"one byte cut", sealCBC(t, h, 1, 0, m, twoBlocks)[:63], string(twoBlocks), true},
			{"one byte more", append(seal(twoBlocks), '\n'), string(twoBlocks), true},
		} {
			for how, src := range readers(c.data) {
				got, err := readStream(t, h, 1, 0, m, src)
				if string(got) != c.want || c.corrupt != errors.Is(err, ErrCorrupt) || !c.corrupt && err != nil {
					t.Errorf("%s, %s: stream (%s): %q, error %v", file, c.name, how, got, err)
				}
			}
			got, err := h.DecryptString(1, 0, c.data)
			if string(got) != c.want || c.corrupt != errors.Is(err, ErrCorrupt) || !c.corrupt && err != nil {
				t.Errorf("%s, %s: string: %q, error %v", file, c.name, got, err)
			}
		}
	}
}

// idleReader is an io.Reader that never does anything.
type idleReader struct{}

func (idleReader) Read([]byte) (int, error) { return 0, nil }

// TestSourceErrors checks that an error of the source comes unchanged, after
// the data, and stays.
func TestSourceErrors(t *testing.T) {
	h := opened(t, "aes-256")
	sealed := sealCBC(t, h, 1, 0, AESV3, make([]byte, 100))
	for _, want := range []error{errors.New("disk"), io.ErrUnexpectedEOF} {
		for _, n := range []int{0, 5, 16, 20, 32, 50, 112} {
			src := io.MultiReader(bytes.NewReader(sealed[:n]), iotest.ErrReader(want))
			r, err := h.StreamReader(1, 0, src, AESV3)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != want || len(got) != max(0, n/16-1)*16 {
				t.Errorf("after %d bytes: %d bytes, error %v", n, len(got), err)
			}
			if n, again := r.Read(make([]byte, 9)); n != 0 || again != want {
				t.Errorf("second read: %d, %v", n, again)
			}
		}
	}
	for _, src := range []io.Reader{idleReader{}, io.MultiReader(bytes.NewReader(sealed[:20]), idleReader{})} {
		if _, err := readStream(t, h, 1, 0, AESV3, src); err != io.ErrNoProgress {
			t.Errorf("idle source: %v", err)
		}
	}
}

func TestMethods(t *testing.T) {
	for file, allowed := range map[string][]Method{
		"rc4-40": {Identity, RC4}, "rc4-128": {Identity, RC4}, "rc4-v4": {Identity, RC4, AESV2},
		"aes-128": {Identity, RC4, AESV2}, "aes-256-r5": {Identity, AESV3}, "aes-256": {Identity, AESV3},
	} {
		h := opened(t, file)
		for m := Identity - 1; m <= AESV3+1; m++ {
			ok := slices.Contains(allowed, m)
			_, err := h.StreamReader(1, 0, bytes.NewReader(nil), m)
			if ok != (err == nil) || !ok && !errors.Is(err, ErrUnsupported) {
				t.Errorf("%s: method %d: error %v", file, m, err)
			}
		}
	}
}

func TestIdentity(t *testing.T) {
	config := frozen(t, "aes-128").config
	config.StringMethod = Identity
	h, err := Open(config, []byte("user"))
	if err != nil {
		t.Fatal(err)
	}
	in := []byte("plain")
	out, err := h.DecryptString(1, 0, in)
	if err != nil || string(out) != "plain" {
		t.Fatalf("%q, %v", out, err)
	}
	if out[0] = 'P'; string(in) != "plain" {
		t.Error("the result shares the argument")
	}
	if got, err := readStream(t, h, 1, 0, Identity, bytes.NewReader(in)); err != nil || string(got) != "plain" {
		t.Errorf("stream: %q, %v", got, err)
	}
}
