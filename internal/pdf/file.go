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
	memory       []byte // the whole of a small file
	shift        int64  // offset of %PDF-, which stated offsets may count from
	limits       Limits
	budget       budget
	entries      int64
	scan         *scanner
	fileParser   parser
	sections     []*section    // oldest first
	history      []uint64      // number and section of every entry, in order; nil for few sections
	members      map[int][]int // what each object stream holds, in any revision
	early        []int         // objects that come into being with a later revision
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
	f.budget.left = f.limits.TotalBytes + 4*size
	f.scan = &scanner{src: src, limit: size, spent: &f.budget}
	if err := f.preload(); err != nil {
		return nil, err
	}
	f.fileParser = parser{s: f.scan, limits: &f.limits, inFile: true}
	if err := f.findHeader(); err != nil {
		return nil, err
	}
	start, err := f.startXRef(f.size)
	if err != nil {
		return nil, err
	}
	if f.sections, err = f.readSections(start); err != nil {
		return nil, err
	}
	f.revisions = groupRevisions(f.sections)
	if err := f.prepareViews(); err != nil {
		return nil, err
	}
	f.openCrypt(opt.Password)
	return f, nil
}

// smallFile is the size up to which a file is read as a whole: one read instead
// of one per object.
const smallFile = 1 << 20

// preload replaces the source of a small file by its bytes.
func (f *File) preload() error {
	if _, inMemory := f.src.(*bytes.Reader); inMemory || f.size > smallFile {
		return nil
	}
	data, err := f.readRange(0, f.size)
	if err != nil {
		return err
	}
	if int64(len(data)) < f.size {
		return fmt.Errorf("pdf: read file: %w", io.ErrUnexpectedEOF)
	}
	f.src, f.memory = bytes.NewReader(data), data
	f.scan.src, f.scan.memory = f.src, data
	return nil
}

// Block returns up to n bytes from an offset, reading them into buf, or
// straight from memory where the file was small enough to be read as a whole.
// The result is shorter than n only at the end of the file; it must not be
// changed and holds until the next call with the same buf.
func (f *File) Block(off, n int64, buf []byte) ([]byte, error) {
	n = min(n, f.size-off)
	if f.memory != nil {
		return f.memory[off : off+n], nil
	}
	got, err := f.src.ReadAt(buf[:n], off)
	if int64(got) < n {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("pdf: read file: %w", err)
	}
	return buf[:n], nil
}

// Buffer returns a buffer for Block of at most n bytes, nil where none is
// needed.
func (f *File) Buffer(n int64) []byte {
	if f.memory != nil {
		return nil
	}
	return make([]byte, min(n, f.size))
}

// Size returns the file's length in bytes.
func (f *File) Size() int64 { return f.size }

// Source reads the bytes of the file.
func (f *File) Source() io.ReaderAt { return f.src }

// parser returns the file's one parser. It holds nothing between calls but
// scratch space, so that callers may interleave.
func (f *File) parser() *parser { return &f.fileParser }

// readRange reads [from, to) into memory; callers bound it.
func (f *File) readRange(from, to int64) ([]byte, error) {
	b := make([]byte, to-from)
	n, err := f.src.ReadAt(b, from)
	if n < len(b) && err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("pdf: read file: %w", err)
	}
	return b[:n], nil
}

// nearEnds is how much is read first of either end of the file, where header
// and startxref almost always stand.
const nearEnds = 1 << 10

// findHeader locates %PDF-, which may follow some junk.
func (f *File) findHeader() error {
	for _, n := range []int64{nearEnds, f.limits.HeadBytes} {
		head, err := f.readRange(0, min(f.size, n, f.limits.HeadBytes))
		if err != nil {
			return err
		}
		if at := bytes.Index(head, []byte("%PDF-")); at >= 0 {
			f.shift = int64(at)
			return nil
		}
	}
	return fmt.Errorf("pdf: open: %w", ErrNotPDF)
}

// startXRef returns the offset stated by the last startxref before end.
func (f *File) startXRef(end int64) (int64, error) {
	for _, n := range []int64{nearEnds, f.limits.TailBytes} {
		from := max(0, end-min(n, f.limits.TailBytes))
		tail, err := f.readRange(from, end)
		if err != nil {
			return 0, err
		}
		at := bytes.LastIndex(tail, []byte("startxref"))
		if at < 0 {
			continue
		}
		f.scan.seek(from + int64(at))
		p := f.parser()
		if err := p.keyword("startxref"); err != nil {
			return 0, err
		}
		return p.integer()
	}
	return 0, fmt.Errorf("pdf: open: no startxref: %w", ErrXRef)
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
