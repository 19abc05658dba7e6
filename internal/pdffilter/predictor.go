package pdffilter

import "io"

// maxRow bounds the bytes of a predictor row.
const maxRow = 1 << 20

// rowShape is what a predictor needs of Params. The zero value stands for no
// predictor.
type rowShape struct {
	predictor int
	size      int // bytes of a row, without the tag of PNG
	pixel     int // bytes from a byte to the one left of it, at least 1
	colors    int
	bits      int // of a sample
	samples   int // in a row
}

// rows checks the parameters of a predictor. Without a predictor the others
// mean nothing and are not looked at.
func (p Params) rows() (rowShape, error) {
	switch {
	case p.Predictor == 0, p.Predictor == 1:
		return rowShape{}, nil
	case p.Predictor != 2 && (p.Predictor < 10 || p.Predictor > 15):
		return rowShape{}, corrupt("predictor", "unknown number")
	}
	colors, bits, columns := orDefault(p.Colors, 1), orDefault(p.BitsPerComponent, 8), orDefault(p.Columns, 1)
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return rowShape{}, corrupt("predictor", "BitsPerComponent out of range")
	}
	// No factor beyond the bits of the largest row: the product fits 64 bits.
	const most = maxRow * 8
	if colors < 0 || columns < 0 || colors > most || columns > most ||
		int64(colors)*int64(columns)*int64(bits) > most {
		return rowShape{}, corrupt("predictor", "row out of range")
	}
	return rowShape{
		predictor: p.Predictor,
		size:      (colors*columns*bits + 7) / 8,
		pixel:     max(1, (colors*bits+7)/8),
		colors:    colors,
		bits:      bits,
		samples:   colors * columns,
	}, nil
}

// orDefault returns what a parameter means, 0 being absent.
func orDefault(value, standard int) int {
	if value == 0 {
		return standard
	}
	return value
}

// predict puts the predictor behind a decoder.
func predict(r io.Reader, row rowShape) io.Reader {
	switch row.predictor {
	case 0:
		return r
	case 2:
		return &predictorReader{src: r, shape: row}
	}
	return &predictorReader{src: r, shape: row, tag: 1}
}

// predictorReader undoes a predictor (ISO 32000-2 §7.4.4.4). As rows are often
// a few bytes it takes as many at a time as a small buffer holds.
type predictorReader struct {
	src   io.Reader
	shape rowShape
	tag   int // bytes before each row: 1 with PNG

	buf   []byte // rows being handed out
	off   int    // how much of buf was handed out
	above []byte // the row before buf; empty above the first
	err   error  // comes after buf
}

func (p *predictorReader) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	for p.off == len(p.buf) && p.err == nil {
		p.next()
	}
	n := copy(b, p.buf[p.off:])
	p.off += n
	if n == 0 {
		return 0, p.err
	}
	return n, nil
}

// next reads and decodes rows; the last may be the part of one that the
// source has.
func (p *predictorReader) next() {
	if size := p.shape.size; len(p.buf) >= size {
		p.above = append(p.above[:0], p.buf[len(p.buf)-size:]...)
	}
	p.fill()
	raw := p.buf
	p.buf, p.off = p.buf[:0], 0
	above := p.above
	for len(raw) > 0 {
		row := raw[:min(len(raw), p.shape.size+p.tag)]
		raw = raw[len(row):]
		// Rows move left, over the tags of PNG.
		first, done := row[0], len(p.buf)
		p.buf = append(p.buf, row[p.tag:]...)
		if p.tag == 0 {
			p.buf = p.buf[:done+p.shape.undoTIFF(p.buf[done:])]
			continue
		}
		if err := undoPNG(first, p.buf[done:], above, p.shape.pixel); err != nil {
			p.buf, p.err = p.buf[:done], err
			return
		}
		above = p.buf[done:]
	}
}

// fill reads rows into the buffer, which grows with what arrives.
func (p *predictorReader) fill() {
	const block = 4096
	size := p.shape.size + p.tag
	want := max(size, block/size*size)
	p.buf = p.buf[:0]
	for idle := 0; len(p.buf) < want && p.err == nil; {
		p.grow(want)
		var n int
		n, p.err = p.src.Read(p.buf[len(p.buf):min(want, cap(p.buf))])
		p.buf = p.buf[:len(p.buf)+n]
		if idle++; n > 0 {
			idle = 0
		}
		if idle == maxIdleReads && p.err == nil {
			p.err = io.ErrNoProgress
		}
	}
	if len(p.buf)%size > 0 {
		p.err = endOfInput("predictor", p.err)
	}
}

// grow makes room for more of the wanted bytes.
func (p *predictorReader) grow(want int) {
	const start = 1024
	if len(p.buf) < cap(p.buf) {
		return
	}
	room := min(want, max(start, 2*len(p.buf)))
	p.buf = append(make([]byte, 0, room), p.buf...)
}
