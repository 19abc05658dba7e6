package pdfcrypt

import (
	"bytes"
	"crypto/rand"
	"errors"
	"testing"
	"testing/iotest"
)

// TestEncrypt: what is encrypted is what the methods decrypt, whose output other
// programs have confirmed; AES vectors are drawn anew.
func TestEncrypt(t *testing.T) {
	for _, file := range []string{"rc4-40", "rc4-128", "aes-128", "aes-256"} {
		h := opened(t, file)
		for _, size := range []int{0, 1, 15, 16, 17, 1000} {
			plain := bytes.Repeat([]byte{7, 8, 9}, size)[:size]
			sealed, err := h.EncryptString(9, 1, plain, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := h.DecryptString(9, 1, sealed); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: string of %d: %v", file, size, err)
			}
			m := h.StreamMethod()
			if sealed, err = h.EncryptStream(9, 1, plain, m, rand.Reader); err != nil {
				t.Fatal(err)
			}
			if got, err := readStream(t, h, 9, 1, m, bytes.NewReader(sealed)); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: stream of %d: %v", file, size, err)
			}
			if size > 0 && bytes.Contains(sealed, plain) && size > 8 {
				t.Errorf("%s: plain text is stored", file)
			}
			again, err := h.EncryptStream(9, 1, plain, m, rand.Reader)
			if err != nil || m != RC4 && bytes.Equal(again, sealed) {
				t.Errorf("%s: the same vector twice, or %v", file, err)
			}
		}
	}
}

func TestEncryptErrors(t *testing.T) {
	h := opened(t, "aes-256")
	if _, err := h.EncryptStream(1, 0, nil, AESV2, rand.Reader); !errors.Is(err, ErrUnsupported) {
		t.Errorf("method of another version: %v", err)
	}
	broken := errors.New("no randomness")
	if _, err := h.EncryptString(1, 0, []byte("x"), iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("without randomness: %v", err)
	}
	if got, err := h.EncryptStream(1, 0, []byte("x"), Identity, nil); err != nil || string(got) != "x" {
		t.Errorf("identity: %q, %v", got, err)
	}
}
