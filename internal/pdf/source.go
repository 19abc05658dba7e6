package pdf

import (
	"errors"
	"fmt"
	"io"
)

// window sizes of a scanner: small at first, because most objects are small
// and far apart, larger when reading goes on.
const (
	firstWindow = 2 << 10
	maxWindow   = 64 << 10
)

// scanner reads bytes of a file, or of a decoded object stream, through a
// sliding window.
type scanner struct {
	src io.ReaderAt // nil: buf holds all there is
	// memory is the whole input, where it is at hand: windows are cut from it
	// instead of read, and cost the budget the same.
	memory []byte
	buf    []byte
	base   int64 // offset of buf[0]
	i      int   // index of the next byte in buf
	limit  int64 // offset where input ends
	grow   int   // size of the next read
	err    error // first read error
	spent  *budget
}

// budget counts the bytes that lexing and inflating a file have cost.
type budget struct {
	left int64
}

func (b *budget) take(n int64) error {
	b.left -= n
	if b.left < 0 {
		return fmt.Errorf("pdf: read file: total bytes: %w", ErrLimit)
	}
	return nil
}

func newMemoryScanner(data []byte, spent *budget) *scanner {
	return &scanner{buf: data, limit: int64(len(data)), spent: spent}
}

// pos returns the offset of the next byte.
func (s *scanner) pos() int64 { return s.base + int64(s.i) }

// seek moves to an offset, keeping the window where it holds it.
func (s *scanner) seek(off int64) {
	if off >= s.base && off <= s.base+int64(len(s.buf)) {
		s.i = int(off - s.base)
		return
	}
	s.base, s.i = off, 0
	s.buf = s.buf[:0]
	s.grow = firstWindow
}

// peek returns the next byte, or -1 at the end of input.
func (s *scanner) peek() int {
	if s.i < len(s.buf) {
		return int(s.buf[s.i])
	}
	if !s.fill() {
		return -1
	}
	return int(s.buf[s.i])
}

// errorOr returns the read error that ended the input, else a syntax error.
func (s *scanner) errorOr(start int64, what string) error {
	if s.err != nil {
		return s.err
	}
	return syntaxf(start, "%s", what)
}

// next consumes and returns the next byte, or -1 at the end of input.
func (s *scanner) next() int {
	c := s.peek()
	if c >= 0 {
		s.i++
	}
	return c
}

// fill slides the window forward when it is used up.
func (s *scanner) fill() bool {
	if s.src == nil || s.err != nil {
		return false
	}
	off := s.pos()
	if off < 0 || off >= s.limit {
		return false
	}
	n := min(int64(max(s.grow, firstWindow)), s.limit-off)
	if err := s.spent.take(n); err != nil {
		s.err = err
		return false
	}
	if s.memory != nil {
		s.buf, s.base, s.i = s.memory[off:off+n], off, 0
		s.grow = min(max(s.grow, firstWindow)*2, maxWindow)
		return true
	}
	if cap(s.buf) < int(n) {
		s.buf = make([]byte, 0, n)
	}
	got, err := s.src.ReadAt(s.buf[:n], off)
	if got == 0 && err != nil && !errors.Is(err, io.EOF) {
		s.err = fmt.Errorf("pdf: read file: %w", err)
		return false
	}
	s.buf, s.base, s.i = s.buf[:got], off, 0
	s.grow = min(max(s.grow, firstWindow)*2, maxWindow)
	return got > 0
}
