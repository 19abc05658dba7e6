package pdffilter

import "io"

// LZW codes of ISO 32000-2 §7.4.4.2.
const (
	lzwClear    = 256
	lzwEnd      = 257
	lzwFirst    = 258
	lzwMinWidth = 9
	lzwMaxWidth = 12
	lzwCodes    = 1 << lzwMaxWidth
)

// lzwReader decodes LZWDecode. A table entry is the string of an older code
// and one more byte, so that a string is spelled from its end.
type lzwReader struct {
	src   io.ByteReader
	early int // codes ahead of need at which the width grows

	bits  uint32 // input not yet used, right-aligned
	nbits uint
	width uint
	next  int // the code that the next entry gets
	prev  int // the code before; −1 after a clear

	prefix [lzwCodes]uint16
	suffix [lzwCodes]byte
	first  [lzwCodes]byte   // first byte of the string of a code
	length [lzwCodes]uint16 // of the string of a code; at most lzwCodes

	out [lzwCodes]byte // the string of the last code
	buf []byte         // what is left of it
	err error
}

func newLZWReader(r io.Reader, early int) *lzwReader {
	z := &lzwReader{src: byteReader(r), early: early}
	for c := range lzwClear {
		z.suffix[c], z.first[c], z.length[c] = byte(c), byte(c), 1
	}
	z.clear()
	return z
}

func (z *lzwReader) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if len(z.buf) == 0 {
			if z.err == nil {
				z.err = z.decode()
			}
			if z.err != nil {
				break
			}
		}
		k := copy(p[n:], z.buf)
		z.buf = z.buf[k:]
		n += k
	}
	if n == 0 && len(p) > 0 {
		return 0, z.err
	}
	return n, nil
}

// clear forgets all strings of more than one byte.
func (z *lzwReader) clear() {
	z.width, z.next, z.prev = lzwMinWidth, lzwFirst, -1
}

// decode reads codes up to one that stands for data and spells it into buf.
func (z *lzwReader) decode() error {
	for {
		code, err := z.code()
		switch {
		case err != nil:
			return err
		case code == lzwEnd:
			return io.EOF
		case code == lzwClear:
			z.clear()
			continue
		case code > z.next, code == z.next && z.prev < 0:
			return corrupt("LZWDecode", "code not defined yet")
		}
		z.add(code)
		z.spell(code)
		return nil
	}
}

// code reads the next code, most significant bit first.
func (z *lzwReader) code() (int, error) {
	for z.nbits < z.width {
		c, err := z.src.ReadByte()
		if err != nil {
			return 0, endOfInput("LZWDecode", err)
		}
		z.bits = z.bits<<8 | uint32(c)
		z.nbits += 8
	}
	z.nbits -= z.width
	return int(z.bits>>z.nbits) & (1<<z.width - 1), nil
}

// add enters the string of the code before with the first byte of this one.
// A full table stays as it is until the next clear: some encoders send that
// late.
func (z *lzwReader) add(code int) {
	prev := z.prev
	z.prev = code
	if prev < 0 || z.next == lzwCodes {
		return
	}
	if code == z.next {
		// The one string that is used while it is made: its first byte is
		// that of the string before.
		z.first[code] = z.first[prev]
	}
	z.prefix[z.next] = uint16(prev)
	z.suffix[z.next] = z.first[code]
	z.first[z.next] = z.first[prev]
	z.length[z.next] = z.length[prev] + 1
	z.next++
	if z.next+z.early == 1<<z.width && z.width < lzwMaxWidth {
		z.width++
	}
}

// spell writes the string of a code into buf.
func (z *lzwReader) spell(code int) {
	n := int(z.length[code])
	z.buf = z.out[:n]
	for i := n - 1; i >= 0; i-- {
		z.buf[i] = z.suffix[code]
		code = int(z.prefix[code])
	}
}
