package pdf

import (
	"bytes"
	"fmt"
	"slices"
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

// section is one cross-reference section: a table, a stream, or a table with
// its hybrid stream.
type section struct {
	offset  int64 // where startxref or Prev points
	trailer *Dict // trailer dictionary, or the stream's dictionary
	subs    []subsection
	stream  int // object number of the cross-reference stream; 0 for a table
	marker  int64
	end     int64 // past %%EOF and its end of line; marker is before that line end
	closed  bool  // an %%EOF marker follows
}

// find returns the entry of an object number in this section.
func (s *section) find(num int) (Entry, bool) {
	for i := len(s.subs) - 1; i >= 0; i-- {
		sub := &s.subs[i]
		if num >= sub.first && num-sub.first < len(sub.entries) {
			return sub.entries[num-sub.first].entry(), true
		}
	}
	return Entry{}, false
}

// numbers calls f for every entry of the section.
func (s *section) numbers(f func(num int, e Entry)) {
	for i := range s.subs {
		for j, e := range s.subs[i].entries {
			f(s.subs[i].first+j, e.entry())
		}
	}
}

// addEntry appends an entry, opening a subsection where numbers jump.
func (s *section) addEntry(num int, p packed) {
	if n := len(s.subs); n > 0 {
		if last := &s.subs[n-1]; last.first+len(last.entries) == num {
			last.entries = append(last.entries, p)
			return
		}
	}
	s.subs = append(s.subs, subsection{first: num, entries: []packed{p}})
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
	f.scan.seek(f.sectionStart(stated))
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
	f.findMarker(s)
	return s, nil
}

// nearby is how far from the stated offset a table is looked for: some writers
// are off by the length of a line end.
const nearby = 16

// sectionStart returns where the section at a stated offset really starts.
func (f *File) sectionStart(stated int64) int64 {
	if f.looksLikeSection(stated) {
		return stated
	}
	if f.shift > 0 && f.looksLikeSection(stated+f.shift) {
		return stated + f.shift
	}
	from := max(0, stated-nearby)
	around, err := f.readRange(from, min(f.size, stated+nearby))
	if err != nil {
		return stated
	}
	at := bytes.Index(around, []byte("xref"))
	if at < 0 || bytes.HasSuffix(around[:at], []byte("start")) {
		return stated
	}
	return from + int64(at)
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
	if _, err := p.integer(); err != nil {
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
	s.marker, s.closed = f.scan.pos(), true
	if f.scan.peek() == '\r' {
		f.scan.i++
	}
	if f.scan.peek() == '\n' {
		f.scan.i++
	}
	s.end = f.scan.pos()
}
