package signature

import (
	"crypto/sha256"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/ocsp"
)

// RevocationData is what the caller holds about revocation beside the documents:
// revocation lists, OCSP responses and certificates of those who signed them.
//
// Concurrency: safe.
type RevocationData struct {
	lists  []*holding
	ocsps  []*holding
	certs  [][]byte
	closer []io.Closer
}

// Bounds of revocation data that are read from files.
const (
	maxRevocationFiles = 4096
	// maxListInMemory bounds a list that has to be held in memory: one in PEM, or
	// in a file that cannot be read at an offset.
	maxListInMemory = 128 << 20 // bytes
)

// ReadRevocationData reads the file at name in fsys, or all files of that folder:
// revocation lists in DER or PEM, OCSP responses in DER, certificates. Large
// lists stay in their files, which are open until Close.
//
// Errors: [ErrRevocationData] for a file that is none of these, or more than is
// reasonable; those of fsys.
func ReadRevocationData(fsys fs.FS, name string) (*RevocationData, error) {
	files, err := filesIn(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("signature: read revocation data: %w", err)
	}
	d := &RevocationData{}
	for _, file := range files {
		if err := d.read(fsys, file); err != nil {
			d.Close()
			return nil, fmt.Errorf("signature: read revocation data: %s: %w", path.Base(file), err)
		}
	}
	return d, nil
}

// Close closes the files.
func (d *RevocationData) Close() error {
	var errs []error
	for _, c := range d.closer {
		errs = append(errs, c.Close())
	}
	d.closer = nil
	return errors.Join(errs...)
}

// filesIn lists a file, or the files of a folder.
func filesIn(fsys fs.FS, name string) ([]string, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	entries, err := fs.ReadDir(fsys, name)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() {
			files = append(files, path.Join(name, e.Name()))
		}
	}
	if len(files) > maxRevocationFiles {
		return nil, fmt.Errorf("%w: too many files", ErrRevocationData)
	}
	return files, nil
}

// read files one file's content.
func (d *RevocationData) read(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return err
	}
	if at, ok := f.(io.ReaderAt); ok {
		if list, err := crl.Open(at, info.Size()); err == nil {
			d.lists = append(d.lists, &holding{list: list, source: SourceFolder, read: func() ([]byte, error) {
				return io.ReadAll(io.NewSectionReader(at, 0, info.Size()))
			}})
			d.closer = append(d.closer, f)
			return nil
		}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxListInMemory+1))
	if err != nil {
		return err
	}
	if len(data) > maxListInMemory {
		return fmt.Errorf("%w: file too large", ErrRevocationData)
	}
	return d.add(data)
}

// add files the content of a file that is held in memory.
func (d *RevocationData) add(data []byte) error {
	block, rest := pem.Decode(data)
	if block == nil {
		return d.addDER(data)
	}
	for ; block != nil; block, rest = pem.Decode(rest) {
		if err := d.addDER(block.Bytes); err != nil {
			return err
		}
	}
	return nil
}

func (d *RevocationData) addDER(der []byte) error {
	if r, err := ocsp.Parse(der); err == nil {
		d.ocsps = append(d.ocsps, &holding{response: r, digest: sha256.Sum256(der), source: SourceFolder, read: inMemory(der)})
		return nil
	}
	if list, err := crl.Parse(der); err == nil {
		d.lists = append(d.lists, &holding{list: list, source: SourceFolder, read: inMemory(der)})
		return nil
	}
	certs, err := certificatesOf(der)
	if err != nil {
		return fmt.Errorf("%w: neither a list, a response nor a certificate", ErrRevocationData)
	}
	d.certs = append(d.certs, certs...)
	return nil
}
