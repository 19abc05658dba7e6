package pdffilter

import (
	"encoding/binary"
	"errors"
	"io"
)

// isSpace reports the white space of ISO 32000-2 Table 1, which the ASCII
// filters skip.
func isSpace(c byte) bool {
	switch c {
	case 0, '\t', '\n', '\f', '\r', ' ':
		return true
	}
	return false
}

// nextPrinting returns the next byte that is not white space.
func nextPrinting(r io.ByteReader) (byte, error) {
	for {
		c, err := r.ReadByte()
		if err != nil || !isSpace(c) {
			return c, err
		}
	}
}

// hexStage decodes ASCIIHexDecode (ISO 32000-2 §7.4.2), a byte a step.
type hexStage struct{ src io.ByteReader }

func (h *hexStage) step(dst []byte) ([]byte, error) {
	hi, err := h.digit()
	if err != nil {
		return dst, err
	}
	lo, err := h.digit()
	if err != nil && err != io.EOF {
		return dst, err
	}
	// An odd last digit counts as followed by 0.
	return append(dst, hi<<4|lo), err
}

// digit returns the value of the next digit, or io.EOF at the “>”.
func (h *hexStage) digit() (byte, error) {
	c, err := nextPrinting(h.src)
	switch {
	case err != nil:
		return 0, endOfInput("ASCIIHexDecode", err)
	case c >= '0' && c <= '9':
		return c - '0', nil
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, nil
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, nil
	case c == '>':
		return 0, io.EOF
	}
	return 0, corrupt("ASCIIHexDecode", "not a hexadecimal digit")
}

// base85Stage decodes ASCII85Decode (ISO 32000-2 §7.4.3), a group a step.
type base85Stage struct{ src io.ByteReader }

func (b *base85Stage) step(dst []byte) ([]byte, error) {
	const group, width = 5, 4
	var value uint64
	for i := range group {
		c, err := nextPrinting(b.src)
		if err == nil && c == '~' {
			err = b.mark()
		}
		switch {
		case err != nil:
			return partialGroup(dst, value, i, endOfBase85(err))
		case c == 'z' && i == 0:
			return append(dst, 0, 0, 0, 0), nil
		case c < '!' || c > 'u':
			return dst, corrupt("ASCII85Decode", "character out of range")
		}
		value = value*85 + uint64(c-'!')
	}
	if value > 1<<32-1 {
		return dst, corrupt("ASCII85Decode", "group out of range")
	}
	return binary.BigEndian.AppendUint32(dst, uint32(value)), nil
}

// errMark stands for the end-of-data mark, apart from the end of the input.
var errMark = errors.New("pdffilter: end-of-data mark")

// mark reads the rest of “~>”.
func (b *base85Stage) mark() error {
	c, err := nextPrinting(b.src)
	if err != nil {
		return err
	}
	if c != '>' {
		return corrupt("ASCII85Decode", "“~” without “>”")
	}
	return errMark
}

// endOfBase85 makes io.EOF of the mark and damage of an input without one.
func endOfBase85(err error) error {
	if err == errMark {
		return io.EOF
	}
	return endOfInput("ASCII85Decode", err)
}

// partialGroup appends the n−1 bytes of a last group of n characters and
// returns the error that ended it.
func partialGroup(dst []byte, value uint64, n int, end error) ([]byte, error) {
	if n == 0 {
		return dst, end
	}
	if n == 1 {
		if end == io.EOF {
			end = corrupt("ASCII85Decode", "last group of one character")
		}
		return dst, end
	}
	for range 5 - n {
		value = value*85 + 84
	}
	if value > 1<<32-1 {
		return dst, corrupt("ASCII85Decode", "group out of range")
	}
	var word [4]byte
	binary.BigEndian.PutUint32(word[:], uint32(value))
	return append(dst, word[:n-1]...), end
}
