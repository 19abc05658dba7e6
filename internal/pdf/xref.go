package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sort"
)

const (
	maxObjectNumber = 1<<31 - 1
	maxGen          = 65535
)

// EntryKind says where a cross-reference entry puts an object.
type EntryKind uint8

// The kinds of entry.
const (
	Free       EntryKind = iota // the object does not exist
	InFile                      // at an offset
	Compressed                  // in an object stream
)

// Entry is one cross-reference entry.
type Entry struct {
	Kind   EntryKind
	Offset int64 // InFile: file offset of “num gen obj”
	Gen    int   // InFile: generation
	Stream int   // Compressed: number of the object stream
	Index  int   // Compressed: position in the object stream
}

// packed holds an Entry in 8 bytes, because a file may have millions: kind in
// 2 bits, generation or index in 16, offset or stream number in 46.
type packed uint64

const maxOffset = 1<<46 - 1

func pack(e Entry) (packed, bool) {
	wide, narrow := e.Offset, e.Gen
	if e.Kind == Compressed {
		wide, narrow = int64(e.Stream), e.Index
	}
	if wide < 0 || wide > maxOffset || narrow < 0 || narrow > maxGen {
		return 0, false
	}
	return packed(uint64(wide)<<18 | uint64(narrow)<<2 | uint64(e.Kind)), true
}

func (p packed) entry() Entry {
	e := Entry{Kind: EntryKind(p & 3)}
	wide, narrow := int64(p>>18), int(p>>2&0xffff)
	if e.Kind == Compressed {
		e.Stream, e.Index = int(wide), narrow
		return e
	}
	e.Offset, e.Gen = wide, narrow
	return e
}

// subsection is a run of consecutive object numbers.
type subsection struct {
	first   int
	entries []packed
}

func (s *subsection) end() int { return s.first + len(s.entries) }

// section is one cross-reference section: a table, a stream, or a table with
// its hybrid stream.
type section struct {
	offset  int64 // where startxref or Prev points
	trailer *Dict // trailer dictionary, or the stream's dictionary
	subs    []subsection
	stream  int   // object number of the cross-reference stream; 0 for a table
	hidden  int64 // where a hybrid's stream stands; 0 for none
	marker  int64
	end     int64 // past %%EOF and its end of line; marker is before that line end
	closed  bool  // an %%EOF marker follows
	stated  int64 // the offset before that marker
}

// find returns the entry of an object number in this section.
func (s *section) find(num int) (Entry, bool) {
	if p := s.at(num); p != nil {
		return p.entry(), true
	}
	return Entry{}, false
}

// at returns the entry's place, nil where the section does not list num.
func (s *section) at(num int) *packed {
	i := sort.Search(len(s.subs), func(i int) bool { return s.subs[i].first > num }) - 1
	if i < 0 || num-s.subs[i].first >= len(s.subs[i].entries) {
		return nil
	}
	return &s.subs[i].entries[num-s.subs[i].first]
}

// settle puts the subsections in order and joins neighbours. A number may occur
// twice only with the same entry: readers disagree on which of two counts.
func (s *section) settle() error {
	slices.SortStableFunc(s.subs, func(a, b subsection) int { return cmp.Compare(a.first, b.first) })
	var joined []subsection
	for _, sub := range s.subs {
		if len(sub.entries) == 0 {
			continue
		}
		if len(joined) == 0 || sub.first > joined[len(joined)-1].end() {
			joined = append(joined, sub)
			continue
		}
		last := &joined[len(joined)-1]
		twice := min(last.end()-sub.first, len(sub.entries))
		for i, p := range sub.entries[:twice] {
			was, is := last.entries[sub.first-last.first+i].entry(), p.entry()
			if was != is && (was.Kind != Free || is.Kind != Free) {
				return fmt.Errorf("pdf: read cross-references: object listed twice: %w", ErrXRef)
			}
		}
		last.entries = append(last.entries, sub.entries[twice:]...)
	}
	s.subs = joined
	return nil
}

// numbers calls f for every entry of the section.
func (s *section) numbers(f func(num int, e Entry)) {
	for i := range s.subs {
		for j, e := range s.subs[i].entries {
			f(s.subs[i].first+j, e.entry())
		}
	}
}

// readSections follows the chain of cross-reference sections from the newest
// to the oldest and returns them oldest first.
func (f *File) readSections(start int64) ([]*section, error) {
	var sections []*section
	seen := map[int64]bool{}
	for off := start; ; {
		if seen[off] {
			return nil, fmt.Errorf("pdf: read cross-references: chain loops: %w", ErrXRef)
		}
		if len(sections) >= f.limits.Sections {
			return nil, fmt.Errorf("pdf: read cross-references: sections: %w", ErrLimit)
		}
		seen[off] = true
		s, err := f.readSection(off)
		if err != nil {
			return nil, err
		}
		sections = append(sections, s)
		prev, ok := numberOf(s.trailer.Get("Prev"))
		if !ok && s.trailer.Get("Prev") != nil {
			return nil, fmt.Errorf("pdf: read cross-references: Prev is no number: %w", ErrXRef)
		}
		if !ok {
			break
		}
		off = prev
	}
	slices.Reverse(sections)
	return sections, nil
}

// numberOf reads an integer, also one that a writer spelled as a real.
func numberOf(o Object) (int64, bool) {
	switch v := o.(type) {
	case Integer:
		return int64(v), true
	case Real:
		if n := int64(v); Real(n) == v {
			return n, true
		}
	}
	return 0, false
}

// readSection reads the section at an offset stated in the file. Offsets count
// from the header where junk precedes it, or from the first byte: both occur.
func (f *File) readSection(stated int64) (*section, error) {
	if stated < 0 || stated >= f.size {
		return nil, fmt.Errorf("pdf: read cross-references: offset outside the file: %w", ErrXRef)
	}
	start, err := f.sectionStart(stated)
	if err != nil {
		return nil, err
	}
	f.scan.seek(start)
	p := f.parser()
	t, err := p.token()
	if err != nil {
		return nil, err
	}
	s := &section{offset: t.start}
	if t.kind == tokKeyword && t.text == "xref" {
		err = f.readTable(p, s)
	} else {
		f.scan.seek(t.start)
		err = f.readXRefStream(p, s)
	}
	if err != nil {
		return nil, err
	}
	if err := s.settle(); err != nil {
		return nil, err
	}
	f.findMarker(s)
	if s.hidden >= s.end {
		return nil, fmt.Errorf("pdf: read hybrid cross-references: stream stands behind its table: %w", ErrXRef)
	}
	return s, nil
}

// nearby is how far from the stated offset a table is looked for: some writers
// are off by the length of a line end.
const nearby = 16

// sectionStart returns where the section at a stated offset really starts.
func (f *File) sectionStart(stated int64) (int64, error) {
	plain := f.looksLikeSection(stated)
	if f.shift > 0 && f.looksLikeSection(stated+f.shift) {
		end := int64(-1)
		if plain {
			end = f.sectionEnd(stated)
		}
		switch {
		case end < 0:
			return stated + f.shift, nil
		case end == f.sectionEnd(stated+f.shift): // blanks or a comment before it: both lead to it
			return stated + f.shift, nil
		case f.sectionEnd(stated+f.shift) >= 0:
			return 0, fmt.Errorf("pdf: read cross-references: offset leads to two sections: %w", ErrXRef)
		}
	}
	if plain {
		return stated, nil
	}
	from := max(0, stated-nearby)
	around, err := f.readRange(from, min(f.size, stated+nearby))
	if err != nil {
		return 0, err
	}
	at := bytes.Index(around, []byte("xref"))
	if at < 0 || bytes.HasSuffix(around[:at], []byte("start")) {
		return stated, nil
	}
	return from + int64(at), nil
}

// sectionEnd takes a closer look: it is where the first word of a table, or the
// head of a stream of the right type, ends; -1 for anything else.
func (f *File) sectionEnd(off int64) int64 {
	f.scan.seek(off)
	if f.parser().keyword("xref") == nil {
		return f.scan.pos()
	}
	o, _, err := f.indirectAt(off)
	if st, ok := o.(*Stream); err == nil && ok && st.Get("Type") == Name("XRef") {
		return st.start
	}
	return -1
}

// looksLikeSection tells a section's first token from anything else.
func (f *File) looksLikeSection(off int64) bool {
	f.scan.seek(off)
	p := f.parser()
	t, err := p.token()
	if err != nil {
		return false
	}
	if t.kind == tokKeyword {
		return t.text == "xref"
	}
	if t.kind != tokInteger {
		return false
	}
	_, err = p.integer()
	return err == nil && p.keyword("obj") == nil
}

// findMarker locates the startxref and %%EOF lines that close the section.
func (f *File) findMarker(s *section) {
	s.marker = f.scan.pos()
	s.end = s.marker
	p := f.parser()
	if s.stream > 0 && p.keyword("endobj") != nil {
		f.scan.seek(s.marker)
	}
	if p.keyword("startxref") != nil {
		return
	}
	stated, err := p.integer()
	if err != nil {
		return
	}
	for isSpace(f.scan.peek()) {
		f.scan.i++
	}
	for _, c := range "%%EOF" {
		if f.scan.next() != int(c) {
			return
		}
	}
	s.marker, s.closed, s.stated = f.scan.pos(), true, stated
	if f.scan.peek() == '\r' {
		f.scan.i++
	}
	if f.scan.peek() == '\n' {
		f.scan.i++
	}
	s.end = f.scan.pos()
}
