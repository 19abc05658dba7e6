package pdffilter

import (
	"bufio"
	"io"
)

// Params are the entries of a DecodeParms dictionary (ISO 32000-2 Tables 8
// and 9). The zero value stands for the defaults of the standard, and so does
// a zero in any single field. Filters other than FlateDecode and LZWDecode
// take no parameters and ignore them.
type Params struct {
	Predictor        int // 0 or 1: none; 2: TIFF; 10 to 15: PNG, every row naming its own
	Colors           int // samples per pixel; 0: 1
	BitsPerComponent int // 1, 2, 4, 8 or 16; 0: 8
	Columns          int // pixels per row; 0: 1
	// EarlyChange is 0 or 1 and counts only with HasEarlyChange set;
	// otherwise LZWDecode uses the standard's 1.
	EarlyChange    int
	HasEarlyChange bool
}

// NewReader returns a reader of the data that r holds in encoded form.
// The filter is named without its slash, in full or by the abbreviation of
// inline images (Fl, LZW, AHx, A85, RL; ISO 32000-2 Table 92), in the exact
// case of the standard. NewReader reads nothing from r; the reader may read
// further in r than the encoded data reach.
//
// Errors: *UnsupportedError for other filters, among them the image codecs
// and Crypt; ErrCorrupt for parameters out of range, among them rows of more
// than 1 MiB. The reader's own errors are described in the package comment
// and stay once they have occurred. A reader is not safe for concurrent use.
func NewReader(r io.Reader, filter string, p Params) (io.Reader, error) {
	switch filter {
	case "FlateDecode", "Fl":
		row, err := p.rows()
		if err != nil {
			return nil, err
		}
		return predict(&flateReader{src: r}, row), nil
	case "LZWDecode", "LZW":
		row, err := p.rows()
		if err != nil {
			return nil, err
		}
		early, err := p.early()
		if err != nil {
			return nil, err
		}
		return predict(newLZWReader(r, early), row), nil
	case "ASCIIHexDecode", "AHx":
		return &stepReader{stage: &hexStage{src: byteReader(r)}}, nil
	case "ASCII85Decode", "A85":
		return &stepReader{stage: &base85Stage{src: byteReader(r)}}, nil
	case "RunLengthDecode", "RL":
		return &stepReader{stage: &runStage{src: byteReader(r)}}, nil
	}
	return nil, &UnsupportedError{Filter: filter}
}

// early returns how many codes ahead of need LZW widens its codes.
func (p Params) early() (int, error) {
	switch {
	case !p.HasEarlyChange:
		return 1, nil
	case p.EarlyChange == 0, p.EarlyChange == 1:
		return p.EarlyChange, nil
	}
	return 0, corrupt("LZWDecode", "EarlyChange is neither 0 nor 1")
}

// byteReader returns r itself when it reads bytes cheaply.
func byteReader(r io.Reader) io.ByteReader {
	if b, ok := r.(io.ByteReader); ok {
		return b
	}
	return bufio.NewReader(r)
}

// stage decodes a filter piece by piece.
type stage interface {
	// step appends at most 256 decoded bytes to dst. With an error, io.EOF
	// at the end-of-data mark, it may still append the last ones.
	step(dst []byte) ([]byte, error)
}

// stepReader makes an io.Reader of a stage.
type stepReader struct {
	stage stage
	buf   []byte // decoded
	off   int    // how much of buf was handed out
	err   error  // comes after buf
}

// stepReserve is how much room a step may need; stepBuffer holds several.
const (
	stepReserve = 256
	stepBuffer  = 4096
)

func (s *stepReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if s.off == len(s.buf) && s.err == nil {
		s.fill()
	}
	n := copy(p, s.buf[s.off:])
	s.off += n
	if n == 0 {
		return 0, s.err
	}
	return n, nil
}

// fill decodes until the buffer is nearly full or the stage ends.
func (s *stepReader) fill() {
	if s.buf == nil {
		s.buf = make([]byte, 0, stepBuffer)
	}
	s.buf, s.off = s.buf[:0], 0
	for s.err == nil && len(s.buf) <= stepBuffer-stepReserve {
		s.buf, s.err = s.stage.step(s.buf)
	}
}
