package pdfwrite

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfcrypt"
)

// Update is an incremental update under construction.
type Update struct {
	f       *pdf.File
	view    pdf.View
	tail    pdf.Tail
	objects map[pdf.Ref]pdf.Object
	next    int
}

// New starts an update of a file.
//
// Errors: ErrLocked, or the reader's.
func New(f *pdf.File) (*Update, error) {
	if f.Encrypted() && f.Protection() == nil {
		return nil, fmt.Errorf("pdfwrite: start update: %w", ErrLocked)
	}
	tail, err := f.Tail()
	if err != nil {
		return nil, err
	}
	view := f.View(len(f.Revisions()) - 1)
	return &Update{f: f, view: view, tail: tail, objects: map[pdf.Ref]pdf.Object{}, next: tail.Next}, nil
}

// View is the file as the update finds it.
func (u *Update) View() pdf.View { return u.view }

// Add gives a new object a number. Its value is one of package pdf's, a *Mark or
// a *Stream.
func (u *Update) Add(o pdf.Object) pdf.Ref {
	ref := pdf.Ref{Num: u.next}
	u.next++
	u.objects[ref] = o
	return ref
}

// Set replaces an object, whether of the file or of this update.
func (u *Update) Set(ref pdf.Ref, o pdf.Object) { u.objects[ref] = o }

// Get returns an object as it stands in the update, else in the file.
func (u *Update) Get(ref pdf.Ref) (pdf.Object, error) {
	if o, ok := u.objects[ref]; ok {
		return o, nil
	}
	return u.view.Get(ref)
}

// maxNumber bounds object numbers: those of cross-reference streams must leave
// room for Size.
const maxNumber = 1<<31 - 2

// Render returns the bytes to append. ID, where the trailer has one, gets the
// second half id (ISO 32000-2, 14.4).
//
// Errors: ErrValue, ErrTooMany, or those of encryption.
func (u *Update) Render(id []byte) ([]byte, error) {
	start, err := u.opening()
	if err != nil {
		return nil, err
	}
	r := &render{u: u, out: start, entries: map[int]entry{}}
	for _, ref := range slices.SortedFunc(maps.Keys(u.objects), func(a, b pdf.Ref) int { return cmp.Compare(a.Num, b.Num) }) {
		if err := r.object(ref, u.objects[ref]); err != nil {
			return nil, err
		}
	}
	if u.next > maxNumber {
		return nil, fmt.Errorf("pdfwrite: number objects: %w", ErrTooMany)
	}
	if err := r.section(id); err != nil {
		return nil, err
	}
	return r.out, nil
}

// opening is what stands before the first object: the line end that a file
// without one needs, and in a file that counts from a header a few bytes behind
// its start, a comment. A reader that tries both ways of counting would else pass
// over “%%EOF” and find the object from either place.
func (u *Update) opening() ([]byte, error) {
	var last [1]byte
	if _, err := u.f.Source().ReadAt(last[:], u.f.Size()-1); err != nil {
		return nil, fmt.Errorf("pdfwrite: read file: %w", err)
	}
	var out []byte
	if last[0] != '\n' && last[0] != '\r' {
		out = append(out, '\n')
	}
	const marker = int64(len("\n%%EOF\n"))
	if u.tail.Shift > 0 && u.tail.Shift <= marker {
		out = fmt.Appendf(out, "%%%s\n", strings.Repeat("-", int(u.tail.Shift)))
	}
	return out, nil
}

// entry is where a written object stands, counted as the file counts.
type entry struct {
	offset int64
	gen    int
}

type render struct {
	u       *Update
	out     []byte
	entries map[int]entry
}

// here is the offset of what comes next, from the first byte of the file.
func (r *render) here() int64 { return r.u.f.Size() + int64(len(r.out)) }

// object writes an indirect object.
func (r *render) object(ref pdf.Ref, o pdf.Object) error {
	r.entries[ref.Num] = entry{offset: r.here() - r.u.tail.Shift, gen: ref.Gen}
	r.out = fmt.Appendf(r.out, "%d %d obj\n", ref.Num, ref.Gen)
	s := &sink{start: r.u.f.Size(), out: r.out, seal: r.sealer(ref)}
	if st, ok := o.(*Stream); ok {
		if err := r.stream(s, ref, st); err != nil {
			return err
		}
	} else if err := s.value(o); err != nil {
		return err
	}
	r.out = append(s.out, "\nendobj\n"...)
	return nil
}

// sealer returns what encrypts the strings of an object, nil in a plain file.
func (r *render) sealer(ref pdf.Ref) func(string) ([]byte, error) {
	p := r.u.f.Protection()
	if p == nil {
		return nil
	}
	return func(plain string) ([]byte, error) {
		return p.Handler.EncryptString(ref.Num, ref.Gen, []byte(plain), rand.Reader)
	}
}

func (r *render) stream(s *sink, ref pdf.Ref, st *Stream) error {
	data := st.Data
	if p := r.u.f.Protection(); p != nil {
		var err error
		if data, err = p.Handler.EncryptStream(ref.Num, ref.Gen, data, streamMethod(p, st), rand.Reader); err != nil {
			return err
		}
	}
	if err := s.dict(With(st.Dict, "Length", pdf.Integer(len(data)))); err != nil {
		return err
	}
	s.text("\nstream\n")
	s.out = append(s.out, data...)
	s.text("\nendstream")
	return nil
}

func streamMethod(p *pdf.Protection, st *Stream) pdfcrypt.Method {
	if st.Dict.Get("Type") == pdf.Name("EmbeddedFile") {
		return p.Handler.EmbeddedMethod()
	}
	return p.Handler.StreamMethod()
}

// With returns a copy of a dictionary with one entry set; nil removes it.
func With(d *pdf.Dict, key pdf.Name, value pdf.Object) *pdf.Dict {
	entries := map[pdf.Name]pdf.Object{}
	for _, k := range d.Keys() {
		entries[k] = d.Get(k)
	}
	entries[key] = value
	if value == nil {
		delete(entries, key)
	}
	return pdf.NewDict(entries)
}
