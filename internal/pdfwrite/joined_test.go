package pdfwrite

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// TestJoined reads across the seam in pieces of every length.
func TestJoined(t *testing.T) {
	base, tail := []byte("0123456789"), []byte("abcdef")
	j := &Joined{Base: bytes.NewReader(base), Size: int64(len(base)), Tail: tail}
	if err := iotest.TestReader(io.NewSectionReader(j, 0, j.Len()), append(bytes.Clone(base), tail...)); err != nil {
		t.Error(err)
	}
	short := &Joined{Base: bytes.NewReader(base[:4]), Size: int64(len(base)), Tail: tail}
	if _, err := short.ReadAt(make([]byte, 8), 0); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a base that ends early: %v", err)
	}
	if _, err := j.ReadAt(make([]byte, 1), j.Len()); !errors.Is(err, io.EOF) {
		t.Errorf("behind the end: %v", err)
	}
	if _, err := j.ReadAt(make([]byte, 1), -1); err == nil {
		t.Error("a negative offset is read")
	}
}
