package pdf

import (
	"github.com/motcua/motcua/internal/pdfcrypt"
)

// Tail is what an incremental update has to know of the file that it follows.
type Tail struct {
	// Stream tells that the newest cross-reference section is a stream. A hybrid
	// file's is a table.
	Stream bool
	// XRef is where that section starts, counted as the file counts; it is the
	// update's Prev.
	XRef int64
	// Shift is where the file counts offsets from: 0, or the offset of its header
	// where junk precedes that.
	Shift int64
	// Next is the lowest object number above all that the file uses or reserves.
	Next int
}

// Tail reads the end of the file for a writer.
//
// Errors: the reader's.
func (f *File) Tail() (Tail, error) {
	newest := f.sections[len(f.sections)-1]
	t := Tail{Stream: newest.stream > 0, Next: 1}
	stated, err := f.startXRef(f.size)
	if err != nil {
		return t, err
	}
	if fromHeader := newest.offset - f.shift; distance(fromHeader, stated) <= distance(newest.offset, stated) {
		t.Shift = f.shift
	}
	t.XRef = newest.offset - t.Shift
	for _, s := range f.sections {
		if size, ok := numberOf(s.trailer.Get("Size")); ok && size <= maxObjectNumber {
			t.Next = max(t.Next, int(size))
		}
		if n := len(s.subs); n > 0 {
			t.Next = max(t.Next, s.subs[n-1].end())
		}
	}
	return t, nil
}

func distance(a, b int64) int64 { return max(a-b, b-a) }

// Protection is how an encrypted file that was opened is protected.
type Protection struct {
	Handler *pdfcrypt.Handler
	// Revision and Permissions are R and P of the Encrypt dictionary (ISO
	// 32000-2, Tables 21 and 22).
	Revision    int
	Permissions int32
}

// Protection returns the protection of an encrypted file, nil where the file is
// not encrypted or stays locked.
func (f *File) Protection() *Protection {
	if f.crypt.handler == nil {
		return nil
	}
	return &Protection{Handler: f.crypt.handler, Revision: f.crypt.config.R, Permissions: f.crypt.config.P}
}

// ParseObject reads one direct object, or a reference, and nothing behind it.
// Strings carry no offsets.
//
// Errors: [ErrSyntax], [ErrLimit].
func ParseObject(data []byte, limits Limits) (Object, error) {
	limits = limits.withDefaults()
	p := &parser{s: newMemoryScanner(data, &budget{left: limits.TotalBytes}), limits: &limits}
	o, err := p.object()
	if err != nil {
		return nil, err
	}
	t, err := p.token()
	if err != nil {
		return nil, err
	}
	if t.kind != tokEOF {
		return nil, syntaxf(t.start, "something follows the object")
	}
	return o, nil
}
