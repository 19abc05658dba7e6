package pdf

import (
	"fmt"
	"slices"
)

// objectStream is a decoded object stream, 7.5.7.
type objectStream struct {
	place   int64 // file offset of the stream object, its identity
	data    []byte
	numbers []int
	offsets []int64
}

// maxStreamObjects bounds N of one object stream; writers use 100 to 200.
const maxStreamObjects = 1 << 16

// keptStreams is how many decoded object streams stay in memory.
const keptStreams = 4

// compressed parses an object inside an object stream.
func (v View) compressed(num int, e Entry) (Object, error) {
	os, err := v.objectStream(e.Stream)
	if err != nil {
		return nil, err
	}
	key := cacheKey{place: -1 - os.place, ref: Ref{Num: e.Index}}
	if e.Index >= len(os.numbers) || os.numbers[e.Index] != num {
		return nil, syntaxf(os.place, "object stream does not hold the object where its cross-reference says")
	}
	if o, ok := v.f.cache.get(key); ok {
		return o, nil
	}
	s := newMemoryScanner(os.data, &v.f.budget)
	s.seek(os.offsets[e.Index])
	p := &parser{s: s, limits: &v.f.limits, names: v.f.fileParser.names}
	obj, err := p.object()
	size := s.pos() - os.offsets[e.Index]
	if over := v.f.budget.take(size + int64(p.nodes)*nodeCost); over != nil {
		return nil, over
	}
	if err != nil {
		return nil, err
	}
	v.f.cache.put(key, obj, size)
	return obj, nil
}

// objectStream decodes the object stream with the given number. Such a stream
// stands in the file itself, never inside another one (7.5.7), which also ends
// any recursion.
func (v View) objectStream(num int) (*objectStream, error) {
	e, ok := v.Entry(num)
	if !ok || e.Kind != InFile {
		return nil, fmt.Errorf("pdf: read object stream: not in the file itself: %w", ErrXRef)
	}
	for _, os := range v.f.cacheStreams {
		if os.place == e.Offset {
			return os, nil
		}
	}
	if err := v.f.enter(e.Offset); err != nil {
		return nil, err
	}
	defer v.f.leave()
	obj, err := v.f.objectAt(Ref{Num: num, Gen: e.Gen}, e.Offset)
	if err != nil {
		return nil, err
	}
	st, ok := obj.(*Stream)
	if !ok || st.Get("Type") != Name("ObjStm") {
		return nil, fmt.Errorf("pdf: read object stream: no such stream: %w", ErrXRef)
	}
	if v.f.unsettled(st.Dict) {
		return nil, fmt.Errorf("pdf: read object stream: its length or filter was replaced: %w", ErrXRef)
	}
	data, err := v.Stream(st)
	if err != nil {
		return nil, err
	}
	os, err := v.f.indexObjectStream(st.Dict, data)
	if err != nil {
		return nil, err
	}
	os.place = e.Offset
	v.f.keepStream(os)
	return os, nil
}

// maxNested bounds object streams whose Length or filters stand in another.
const maxNested = 4

// enter notes that the object stream at place is being decoded. Its Length or
// filters may be references, which must not lead back into it.
func (f *File) enter(place int64) error {
	if slices.Contains(f.decoding, place) || len(f.decoding) >= maxNested {
		return fmt.Errorf("pdf: read object stream: needs itself: %w", ErrXRef)
	}
	f.decoding = append(f.decoding, place)
	return nil
}

func (f *File) leave() { f.decoding = f.decoding[:len(f.decoding)-1] }

// unsettled reports a stream whose stored form depends on an object that the
// file lists more than once: its objects would differ from view to view, while
// nothing says that they were touched.
func (f *File) unsettled(d *Dict) bool {
	found := false
	for _, key := range []Name{"Length", "Filter", "DecodeParms"} {
		WalkRefs(d.Get(key), func(_ string, r Ref) {
			n := 0
			for _, s := range f.sections {
				if _, ok := s.find(r.Num); ok {
					n++
				}
			}
			found = found || n > 1
		})
	}
	return found
}

// indexObjectStream reads the pairs of number and offset at the stream's head.
func (f *File) indexObjectStream(d *Dict, data []byte) (*objectStream, error) {
	bad := fmt.Errorf("pdf: read object stream: N or First: %w", ErrSyntax)
	n, ok1 := d.Get("N").(Integer)
	first, ok2 := d.Get("First").(Integer)
	if !ok1 || !ok2 || n < 0 || first < 0 || int64(first) > int64(len(data)) || int64(n) > int64(len(data)) {
		return nil, bad
	}
	if n > maxStreamObjects {
		return nil, fmt.Errorf("pdf: read object stream: objects: %w", ErrLimit)
	}
	os := &objectStream{data: data, numbers: make([]int, 0, n), offsets: make([]int64, 0, n)}
	head := digits{data: data[:first]}
	for range n {
		num, ok1 := head.next()
		off, ok2 := head.next()
		if !ok1 || !ok2 || num > maxObjectNumber || off > int64(len(data))-int64(first) {
			return nil, bad
		}
		os.numbers = append(os.numbers, int(num))
		os.offsets = append(os.offsets, off+int64(first))
	}
	return os, nil
}

// digits reads the numbers at the head of an object stream, of which large
// files have hundreds of thousands.
type digits struct {
	data []byte
	i    int
}

// next returns the next number; false where something else stands.
func (d *digits) next() (int64, bool) {
	for d.i < len(d.data) && isSpace(int(d.data[d.i])) {
		d.i++
	}
	start, n := d.i, int64(0)
	for d.i < len(d.data) && isDigit(int(d.data[d.i])) && n <= maxOffset {
		n = n*10 + int64(d.data[d.i]-'0')
		d.i++
	}
	return n, d.i > start
}

// keepStream remembers a decoded stream, dropping the oldest; large ones are
// kept alone.
func (f *File) keepStream(os *objectStream) {
	if int64(len(os.data)) > cacheBytes {
		f.cacheStreams = f.cacheStreams[:0]
	}
	if len(f.cacheStreams) >= keptStreams {
		f.cacheStreams = append(f.cacheStreams[:0], f.cacheStreams[1:]...)
	}
	f.cacheStreams = append(f.cacheStreams, os)
}
