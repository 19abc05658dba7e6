package pdf

import (
	"errors"
	"fmt"
	"io"

	"github.com/motcua/motcua/internal/pdffilter"
)

// View is the file as it stood at one revision.
type View struct {
	f   *File
	rev int
}

// View returns the file at revision i, counting from 0.
func (f *File) View(i int) View { return View{f: f, rev: i} }

// Revision returns the number of the view's revision, counting from 0.
func (v View) Revision() int { return v.rev }

// Trailer returns the trailer dictionary in force.
func (v View) Trailer() *Dict { return v.f.sections[v.f.revisions[v.rev].last].trailer }

// Entry returns where an object stands in this view.
func (v View) Entry(num int) (Entry, bool) { return v.f.lookup(v.rev, num) }

// Get parses the object with the given number. An object that is free or not
// listed is null, and so is one of another generation.
//
// Errors: [ErrSyntax] where the entry does not lead to the object, [ErrLimit],
// [ErrLocked] for an object inside an encrypted object stream.
func (v View) Get(ref Ref) (Object, error) {
	e, ok := v.Entry(ref.Num)
	switch {
	case !ok || e.Kind == Free:
		return nil, nil
	case e.Kind == Compressed:
		if ref.Gen != 0 {
			return nil, nil
		}
		return v.compressed(ref.Num, e)
	case e.Gen != ref.Gen:
		return nil, nil
	}
	return v.f.objectAt(ref, e.Offset)
}

// maxHops bounds chains of references to references.
const maxHops = 16

// Resolve follows references until a direct object.
func (v View) Resolve(o Object) (Object, error) {
	for range maxHops {
		ref, ok := o.(Ref)
		if !ok {
			return o, nil
		}
		var err error
		if o, err = v.Get(ref); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("pdf: resolve reference: chain: %w", ErrLimit)
}

// Dict resolves o to a dictionary (a stream's counts), nil for anything else.
func (v View) Dict(o Object) (*Dict, error) {
	r, err := v.Resolve(o)
	if err != nil {
		return nil, err
	}
	return AsDict(r), nil
}

// objectAt parses the indirect object at a stated offset and checks that it is
// the one that the entry names.
func (f *File) objectAt(want Ref, stated int64) (Object, error) {
	key := cacheKey{place: stated, ref: want}
	if o, ok := f.cache.get(key); ok {
		return o, nil
	}
	start, err := f.objectStart(want, stated)
	if err != nil {
		return nil, err
	}
	f.scan.seek(start)
	if ref, err := f.parser().header(); err != nil {
		return nil, err
	} else if ref != want {
		return nil, syntaxf(start, "object header does not match its cross-reference")
	}
	obj, err := f.bodyHere(want)
	if err != nil {
		return nil, err
	}
	if obj, err = f.decrypted(obj, want); err != nil {
		return nil, err
	}
	f.cache.put(key, obj, f.scan.pos()-start)
	return obj, nil
}

// nodeCost is what a value costs beyond its bytes, in bytes of the budget.
const nodeCost = 40

// bodyHere parses the object whose header was read. Reading is charged as the
// window fills; a second look at the same bytes is charged here, because many
// cross-references may lead to the same few.
func (f *File) bodyHere(ref Ref) (Object, error) {
	start, before := f.scan.pos(), f.budget.left
	p := f.parser()
	obj, err := p.body(ref)
	again := max(0, f.scan.pos()-start-(before-f.budget.left))
	if over := f.budget.take(again + int64(p.nodes)*nodeCost); over != nil {
		return nil, over
	}
	return obj, err
}

// indirectAt parses the indirect object at an offset.
func (f *File) indirectAt(start int64) (Object, Ref, error) {
	f.scan.seek(start)
	ref, err := f.parser().header()
	if err != nil {
		return nil, ref, err
	}
	obj, err := f.bodyHere(ref)
	return obj, ref, err
}

// objectStart chooses between an offset counted from the first byte and one
// counted from the header.
func (f *File) objectStart(want Ref, stated int64) (int64, error) {
	if stated >= f.size {
		return 0, syntaxf(stated, "object lies outside the file")
	}
	if f.shift == 0 {
		return stated, nil
	}
	plain := f.headerEnd(want.Num, stated)
	if plain < 0 {
		return stated + f.shift, nil
	}
	switch shifted := f.headerEnd(want.Num, stated+f.shift); shifted {
	case -1:
		return stated, nil
	case plain: // blanks or a comment before the object: both lead to it
		return stated + f.shift, nil
	}
	return 0, syntaxf(stated, "offset leads to two objects")
}

// headerEnd is where “num gen obj” at an offset ends, -1 if it does not stand
// there.
func (f *File) headerEnd(num int, off int64) int64 {
	f.scan.seek(off)
	p := f.parser()
	n, err := p.integer()
	if err != nil || n != int64(num) {
		return -1
	}
	if _, err := p.integer(); err != nil || p.keyword("obj") != nil {
		return -1
	}
	return p.s.pos()
}

// RawStream returns the stored bytes of a stream after checking that its
// Length leads to endstream: readers disagree on streams whose Length lies.
func (v View) RawStream(s *Stream) (*io.SectionReader, error) {
	o, err := v.Resolve(s.Get("Length"))
	if err != nil {
		return nil, err
	}
	length, ok := numberOf(o)
	if !ok || length < 0 || length > v.f.extent(v.rev)-s.start {
		return nil, syntaxf(s.start, "stream length")
	}
	v.f.scan.seek(s.start + length)
	if err := v.f.parser().keyword("endstream"); err != nil {
		return nil, err
	}
	return io.NewSectionReader(v.f.src, s.start, length), nil
}

// Stream returns the decrypted and decoded data of a stream, at most
// Limits.StreamBytes.
func (v View) Stream(s *Stream) ([]byte, error) {
	raw, err := v.RawStream(s)
	if err != nil {
		return nil, err
	}
	d, err := v.directFilters(s.Dict)
	if err != nil {
		return nil, err
	}
	plain, err := v.f.decryptedStream(raw, s, d)
	if err != nil {
		return nil, err
	}
	r, err := v.f.filtered(plain, d)
	if err != nil {
		return nil, err
	}
	data, err := pdffilter.ReadAll(r, v.f.limits.StreamBytes)
	switch {
	case errors.Is(err, pdffilter.ErrTooLarge):
		return nil, fmt.Errorf("pdf: read stream: %w (%w)", ErrLimit, err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return data, nil // the end-of-data mark is missing, as many writers have it
	case err != nil:
		return nil, fmt.Errorf("pdf: read stream: %w", err)
	}
	return data, nil
}

// directFilters returns d with the references in its filter entries resolved.
func (v View) directFilters(d *Dict) (*Dict, error) {
	out := map[Name]Object{}
	for _, key := range []Name{"Filter", "DecodeParms", "Type"} {
		o, err := v.Resolve(d.Get(key))
		if err != nil {
			return nil, err
		}
		if a, ok := o.(Array); ok && len(a) <= maxFilters {
			direct := make(Array, len(a))
			for i := range a {
				if direct[i], err = v.Resolve(a[i]); err != nil {
					return nil, err
				}
			}
			o = direct
		}
		out[key] = o
	}
	return NewDict(out), nil
}
