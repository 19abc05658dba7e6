package pdffilter

import (
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"sync"
)

// inflater is the state of one inflation, some 45 KB, reused between streams:
// a file of many small streams would otherwise spend its time on allocation.
type inflater struct {
	in  *bufio.Reader
	out io.ReadCloser // also a flate.Resetter
}

var inflaters = sync.Pool{New: func() any {
	in := bufio.NewReader(nil)
	return &inflater{in: in, out: flate.NewReader(in)}
}}

// flateReader decodes zlib data (RFC 1950) without their checksum.
type flateReader struct {
	src io.Reader
	inf *inflater // nil before the first read and after the last
	err error
}

func (f *flateReader) Read(p []byte) (int, error) {
	if f.err != nil || len(p) == 0 {
		return 0, f.err
	}
	if f.inf == nil {
		if err := f.open(); err != nil {
			return 0, f.end(err)
		}
	}
	n, err := f.inf.out.Read(p)
	if err != nil {
		err = f.end(flateError(err))
	}
	return n, err
}

// open takes an inflater and reads the zlib header.
func (f *flateReader) open() error {
	f.inf = inflaters.Get().(*inflater)
	f.inf.in.Reset(f.src)
	if err := zlibHeader(f.inf.in); err != nil {
		return err
	}
	return f.inf.out.(flate.Resetter).Reset(f.inf.in, nil)
}

// end keeps the last error and gives the inflater back, without a reference
// to the source.
func (f *flateReader) end(err error) error {
	f.inf.in.Reset(nil)
	inflaters.Put(f.inf)
	f.inf, f.src, f.err = nil, nil, err
	return err
}

// zlibHeader checks the two header bytes (RFC 1950 §2.2). An input without
// any byte is an empty stream: io.EOF.
func zlibHeader(r io.ByteReader) error {
	const deflate, maxWindow, presetDictionary = 8, 7, 0x20
	cmf, err := r.ReadByte()
	if err != nil {
		return err
	}
	flg, err := r.ReadByte()
	if err != nil {
		return endOfInput("FlateDecode", err)
	}
	if cmf&0x0f != deflate || cmf>>4 > maxWindow || (uint(cmf)<<8|uint(flg))%31 != 0 {
		return corrupt("FlateDecode", "no zlib header")
	}
	if flg&presetDictionary != 0 {
		return corrupt("FlateDecode", "preset dictionary")
	}
	return nil
}

// flateError sorts the errors of package flate from those of the source.
func flateError(err error) error {
	var data flate.CorruptInputError
	var internal flate.InternalError
	switch {
	case err == io.EOF:
		return err
	case err == io.ErrUnexpectedEOF, errors.As(err, &data), errors.As(err, &internal):
		return fmt.Errorf("%w: decode FlateDecode: %w", ErrCorrupt, err)
	}
	return err
}
