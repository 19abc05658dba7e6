package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/motcua/motcua/internal/pdffilter"
)

// Options tunes Open.
type Options struct {
	Limits   Limits
	Password []byte // for encrypted files; nil tries the empty user password
}

// File is an opened PDF file.
type File struct {
	src          io.ReaderAt
	size         int64
	shift        int64 // offset of %PDF-, which stated offsets may count from
	limits       Limits
	budget       budget
	entries      int64
	scan         *scanner
	sections     []*section // oldest first
	revisions    []Revision
	cache        cache
	cacheStreams []*objectStream
	decoding     []int64 // places of the object streams being decoded
	crypt        cryptState
}

// Open reads the cross-reference sections of a file of the given size. It
// parses no object beyond what those and the encryption need.
//
// Errors: [ErrNotPDF], [ErrXRef], [ErrSyntax], [ErrLimit], or the reader's.
func Open(src io.ReaderAt, size int64, opt Options) (*File, error) {
	f := &File{src: src, size: size, limits: opt.Limits.withDefaults()}
	f.budget.left = f.limits.TotalBytes
	f.scan = &scanner{src: src, limit: size, spent: &f.budget}
	if err := f.findHeader(); err != nil {
		return nil, err
	}
	start, err := f.startXRef()
	if err != nil {
		return nil, err
	}
	if f.sections, err = f.readSections(start); err != nil {
		return nil, err
	}
	f.revisions = groupRevisions(f.sections)
	f.openCrypt(opt.Password)
	return f, nil
}

// Size returns the file's length in bytes.
func (f *File) Size() int64 { return f.size }

// Source returns the reader that the file was opened on.
func (f *File) Source() io.ReaderAt { return f.src }

func (f *File) parser() *parser {
	return &parser{s: f.scan, limits: &f.limits, inFile: true}
}

// readRange reads [from, to) into memory; callers bound it.
func (f *File) readRange(from, to int64) ([]byte, error) {
	b := make([]byte, to-from)
	n, err := f.src.ReadAt(b, from)
	if n < len(b) && err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("pdf: read file: %w", err)
	}
	return b[:n], nil
}

// findHeader locates %PDF-, which may follow some junk.
func (f *File) findHeader() error {
	head, err := f.readRange(0, min(f.size, f.limits.HeadBytes))
	if err != nil {
		return err
	}
	at := bytes.Index(head, []byte("%PDF-"))
	if at < 0 {
		return fmt.Errorf("pdf: open: %w", ErrNotPDF)
	}
	f.shift = int64(at)
	return nil
}

// startXRef returns the offset stated by the last startxref.
func (f *File) startXRef() (int64, error) {
	from := max(0, f.size-f.limits.TailBytes)
	tail, err := f.readRange(from, f.size)
	if err != nil {
		return 0, err
	}
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return 0, fmt.Errorf("pdf: open: no startxref: %w", ErrXRef)
	}
	f.scan.seek(from + int64(at))
	p := f.parser()
	if err := p.keyword("startxref"); err != nil {
		return 0, err
	}
	return p.integer()
}

// errorOr keeps limits and read errors, and gives every other a class.
func errorOr(err, class error) error {
	if errors.Is(err, ErrLimit) {
		return err
	}
	return fmt.Errorf("%w (%w)", class, err)
}

// filtered returns the decoded form of raw stream data, by the Filter and
// DecodeParms of d, which must be direct objects.
func (f *File) filtered(raw io.Reader, d *Dict) (io.Reader, error) {
	names, parms, err := filterChain(d)
	if err != nil {
		return nil, err
	}
	r := raw
	for i, name := range names {
		if name == "Crypt" {
			continue // handled by the caller, before any other filter
		}
		if r, err = pdffilter.NewReader(r, string(name), filterParams(parms[i])); err != nil {
			return nil, fmt.Errorf("pdf: read stream: %w", err)
		}
		r = &meteredReader{r: r, spent: &f.budget}
	}
	return r, nil
}

// maxFilters bounds the filters of one stream: real files use at most two.
const maxFilters = 4

func filterChain(d *Dict) ([]Name, []*Dict, error) {
	var names []Name
	switch v := d.Get("Filter").(type) {
	case nil:
	case Name:
		names = []Name{v}
	case Array:
		for _, o := range v {
			n, ok := o.(Name)
			if !ok {
				return nil, nil, fmt.Errorf("pdf: read stream: filter is no name: %w", ErrSyntax)
			}
			names = append(names, n)
		}
	default:
		return nil, nil, fmt.Errorf("pdf: read stream: filter is no name: %w", ErrSyntax)
	}
	if len(names) > maxFilters {
		return nil, nil, fmt.Errorf("pdf: read stream: filters: %w", ErrLimit)
	}
	parms := make([]*Dict, len(names))
	switch v := d.Get("DecodeParms").(type) {
	case *Dict:
		if len(parms) > 0 {
			parms[0] = v
		}
	case Array:
		for i := range min(len(v), len(parms)) {
			parms[i], _ = v[i].(*Dict)
		}
	}
	return names, parms, nil
}

func filterParams(d *Dict) pdffilter.Params {
	get := func(key Name) int {
		n, _ := d.Get(key).(Integer)
		return int(max(-1, min(n, 1<<30)))
	}
	_, early := d.Get("EarlyChange").(Integer)
	return pdffilter.Params{
		Predictor: get("Predictor"), Colors: get("Colors"), Columns: get("Columns"),
		BitsPerComponent: get("BitsPerComponent"), EarlyChange: get("EarlyChange"), HasEarlyChange: early,
	}
}

// meteredReader charges inflated bytes against the file's budget.
type meteredReader struct {
	r     io.Reader
	spent *budget
}

func (m *meteredReader) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if over := m.spent.take(int64(n)); over != nil {
		return 0, over
	}
	return n, err
}
