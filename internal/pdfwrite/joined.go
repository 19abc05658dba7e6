package pdfwrite

import (
	"errors"
	"io"
)

// Joined reads a file of Size bytes and the Tail appended to it as one.
type Joined struct {
	Base io.ReaderAt
	Size int64
	Tail []byte
}

// Len returns the length of both together, in bytes.
func (j *Joined) Len() int64 { return j.Size + int64(len(j.Tail)) }

// ReadAt implements io.ReaderAt. A base that ends before Size is an error.
func (j *Joined) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= j.Len() {
		if off < 0 {
			return 0, errors.New("pdfwrite: read: negative offset")
		}
		return 0, io.EOF
	}
	n := 0
	if off < j.Size {
		want := int(min(int64(len(p)), j.Size-off))
		got, err := j.Base.ReadAt(p[:want], off)
		if got < want {
			if err == nil || errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return got, err
		}
		n = got
	}
	n += copy(p[n:], j.Tail[max(0, off+int64(n)-j.Size):])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
