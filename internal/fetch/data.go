package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Data is the body of an answer, in memory or in a temporary file. It must be
// closed; the file goes with the last user.
//
// Concurrency: safe.
type Data struct {
	blob   *blob
	closed atomic.Bool
}

// ReadAt implements io.ReaderAt.
//
// Errors: ErrClosed, io.EOF, those of the file.
func (d *Data) ReadAt(p []byte, off int64) (int, error) {
	if d.closed.Load() {
		return 0, ErrClosed
	}
	if d.blob.file != nil {
		return d.blob.file.ReadAt(p, off)
	}
	return bytes.NewReader(d.blob.memory).ReadAt(p, off)
}

// Size is the number of octets.
func (d *Data) Size() int64 { return d.blob.size }

// MaxAge is for how long the server lets the answer be kept (RFC 9111, 5.2.2.1);
// zero if it does not say, or forbids it.
func (d *Data) MaxAge() time.Duration { return d.blob.maxAge }

// Bytes returns the whole body, which must not be changed. It is meant for what
// is small: a body from a file is read anew each time.
//
// Errors: ErrClosed, those of the file.
func (d *Data) Bytes() ([]byte, error) {
	if d.closed.Load() {
		return nil, ErrClosed
	}
	if d.blob.file == nil {
		return d.blob.memory, nil
	}
	b := make([]byte, d.blob.size)
	_, err := io.ReadFull(io.NewSectionReader(d.blob.file, 0, d.blob.size), b)
	return b, err
}

// Close gives the data up. Closing again does nothing.
func (d *Data) Close() error {
	if d.closed.Swap(true) {
		return nil
	}
	return d.blob.release()
}

// blob is a body that several users share.
type blob struct {
	memory []byte   // nil with a file
	file   *os.File // nil in memory
	size   int64
	maxAge time.Duration

	mu    sync.Mutex
	users int
}

// share counts one more user. The caller is one, or knows one.
func (b *blob) share() *Data {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.users++
	return &Data{blob: b}
}

func (b *blob) release() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.users--
	if b.users > 0 || b.file == nil {
		return nil
	}
	return discard(b.file)
}

// readBody keeps up to limit octets: the first in memory, all in a file if there
// are more than maxInMemory.
func readBody(r io.Reader, limit int64, dir string) (*blob, error) {
	head, err := io.ReadAll(io.LimitReader(r, min(limit, maxInMemory)+1))
	if err != nil {
		return nil, err
	}
	switch n := int64(len(head)); {
	case n > limit:
		return nil, ErrTooLarge
	case n <= maxInMemory:
		return &blob{memory: head, size: n}, nil
	}
	file, err := os.CreateTemp(dir, "motcua-fetch-*")
	if err != nil {
		return nil, fmt.Errorf("fetch: keep answer: %w", err)
	}
	// Where the system allows it the file loses its name at once, so that nothing
	// stays behind whatever happens to the program.
	_ = os.Remove(file.Name())
	size, err := io.Copy(file, io.LimitReader(io.MultiReader(bytes.NewReader(head), r), limit+1))
	if err == nil && size > limit {
		err = ErrTooLarge
	}
	if err != nil {
		return nil, errors.Join(err, discard(file))
	}
	return &blob{file: file, size: size}, nil
}

func discard(file *os.File) error {
	err := file.Close()
	if gone := os.Remove(file.Name()); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
