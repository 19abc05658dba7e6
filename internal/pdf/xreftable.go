package pdf

import "fmt"

// readTable reads the subsections and the trailer that follow “xref”.
func (f *File) readTable(p *parser, s *section) error {
	for {
		t, err := p.token()
		if err != nil {
			return err
		}
		if t.kind == tokKeyword && t.text == "trailer" {
			break
		}
		if t.kind != tokInteger || t.num < 0 || t.num > maxObjectNumber {
			return syntaxf(t.start, "expected a subsection or trailer")
		}
		count, err := p.integer()
		if err != nil {
			return err
		}
		if err := f.readSubsection(s, int(t.num), count); err != nil {
			return err
		}
	}
	obj, err := p.object()
	if err != nil {
		return err
	}
	d, ok := obj.(*Dict)
	if !ok {
		return fmt.Errorf("pdf: read trailer: not a dictionary: %w", ErrXRef)
	}
	s.trailer = d
	return f.readHybrid(s)
}

// minEntryBytes is the least that an entry can occupy (“0 0 f”), so that a
// declared count is checked against the bytes that are left.
const minEntryBytes = 6

func (f *File) readSubsection(s *section, first int, count int64) error {
	if count > (f.size-f.scan.pos())/minEntryBytes+1 {
		return fmt.Errorf("pdf: read cross-references: count exceeds the file: %w", ErrXRef)
	}
	if int64(first)+count > maxObjectNumber {
		return fmt.Errorf("pdf: read cross-references: object number: %w", ErrLimit)
	}
	if err := f.takeEntries(count); err != nil {
		return err
	}
	if count == 0 {
		return nil
	}
	sub := subsection{first: first, entries: make([]packed, 0, min(count, 1<<16))}
	for range count {
		e, err := f.readTableEntry()
		if err != nil {
			return err
		}
		sub.entries = append(sub.entries, e)
	}
	sub.first = firstOfTable(sub)
	s.subs = append(s.subs, sub)
	return nil
}

// firstOfTable mends the table of writers that number the head of the free
// list 1 instead of 0: that entry, free and of generation 65535, is always 0.
func firstOfTable(sub subsection) int {
	if sub.first == 1 && len(sub.entries) > 0 {
		if e := sub.entries[0].entry(); e.Kind == Free && e.Offset == 0 && e.Gen == maxGen {
			return 0
		}
	}
	return sub.first
}

// readTableEntry reads “offset generation n|f”. The standard fixes 20 bytes;
// writers that get the line end wrong are tolerated.
func (f *File) readTableEntry() (packed, error) {
	off, err := f.tableNumber()
	if err != nil {
		return 0, err
	}
	gen, err := f.tableNumber()
	if err != nil {
		return 0, err
	}
	e := Entry{Offset: off, Gen: int(gen)}
	f.scan.skipBlanks()
	switch c := f.scan.next(); c {
	case 'n':
		e.Kind = InFile
		if off == 0 {
			e.Kind = Free // offset 0 is the header: writers mean “not in use”
		}
	case 'f':
		e.Gen = min(e.Gen, maxGen) // some writers start the free list at 65536
	default:
		return 0, syntaxf(f.scan.pos(), "cross-reference entry is neither n nor f")
	}
	p, ok := pack(e)
	if !ok {
		return 0, syntaxf(f.scan.pos(), "cross-reference entry out of range")
	}
	return p, nil
}

// skipBlanks passes white space only: no comments stand inside a table.
func (s *scanner) skipBlanks() {
	for isSpace(s.peek()) {
		s.i++
	}
}

// tableNumber reads the digits of an offset or generation.
func (f *File) tableNumber() (int64, error) {
	f.scan.skipBlanks()
	var n int64
	digits := 0
	for {
		if f.scan.i >= len(f.scan.buf) && !f.scan.fill() {
			break
		}
		c := f.scan.buf[f.scan.i]
		if c < '0' || c > '9' {
			break
		}
		if n > maxOffset {
			return 0, syntaxf(f.scan.pos(), "cross-reference entry out of range")
		}
		n = n*10 + int64(c-'0')
		f.scan.i++
		digits++
	}
	if digits == 0 {
		return 0, syntaxf(f.scan.pos(), "expected a cross-reference entry")
	}
	return n, nil
}

// readHybrid merges the stream named by XRefStm (7.5.8.4): the table's entries
// in use win, hidden (free) ones fall through to the stream.
func (f *File) readHybrid(s *section) error {
	at, ok := numberOf(s.trailer.Get("XRefStm"))
	if !ok {
		return nil
	}
	back := f.scan.pos()
	if at < 0 || at >= f.size {
		return fmt.Errorf("pdf: read hybrid cross-references: offset outside the file: %w", ErrXRef)
	}
	start, err := f.sectionStart(at)
	if err != nil {
		return err
	}
	hidden := &section{offset: start}
	f.scan.seek(hidden.offset)
	if err := f.readXRefStream(f.parser(), hidden); err != nil {
		return err
	}
	f.scan.seek(back)
	if err := hidden.settle(); err != nil {
		return err
	}
	if err := s.settle(); err != nil {
		return err
	}
	s.hidden = hidden.offset
	var merged []subsection
	hidden.numbers(func(num int, e Entry) {
		in := s.at(num)
		if e.Kind == Free || in != nil && in.entry().Kind != Free {
			return
		}
		p := *hidden.at(num)
		if in != nil {
			*in = p
			return
		}
		merged = append(merged, subsection{first: num, entries: []packed{p}})
	})
	s.subs = append(s.subs, merged...)
	return nil
}
