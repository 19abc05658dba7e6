package pdf

import (
	"fmt"
	"io"
)

// xrefLayout is how a cross-reference stream encodes its entries, 7.5.8.
type xrefLayout struct {
	widths [3]int
	index  []int64 // pairs: first number, count
}

// maxFieldWidth bounds one field of an entry: 8 bytes hold any offset.
const maxFieldWidth = 8

// readXRefStream reads the cross-reference stream at the scanner's position.
func (f *File) readXRefStream(p *parser, s *section) error {
	obj, ref, err := p.indirect()
	if err != nil {
		return err
	}
	st, ok := obj.(*Stream)
	if !ok || st.Get("Type") != Name("XRef") {
		return fmt.Errorf("pdf: read cross-references: neither table nor stream: %w", ErrXRef)
	}
	layout, err := layoutOf(st.Dict)
	if err != nil {
		return err
	}
	length, ok := numberOf(st.Get("Length"))
	if !ok || length < 0 || length > f.size-st.start {
		return fmt.Errorf("pdf: read cross-reference stream: length: %w", ErrXRef)
	}
	r, err := f.filtered(io.NewSectionReader(f.src, st.start, length), st.Dict)
	if err != nil {
		return fmt.Errorf("pdf: read cross-reference stream: %w", errorOr(err, ErrXRef))
	}
	if err := f.readStreamEntries(r, layout, s); err != nil {
		return err
	}
	s.trailer, s.stream = st.Dict, ref.Num
	f.scan.seek(st.start + length)
	return p.keyword("endstream")
}

func layoutOf(d *Dict) (xrefLayout, error) {
	bad := fmt.Errorf("pdf: read cross-reference stream: W, Index or Size: %w", ErrXRef)
	var l xrefLayout
	w, ok := d.Get("W").(Array)
	if !ok || len(w) != 3 {
		return l, bad
	}
	for i, o := range w {
		n, ok := o.(Integer)
		if !ok || n < 0 || n > maxFieldWidth {
			return l, bad
		}
		l.widths[i] = int(n)
	}
	if l.widths == [3]int{} {
		return l, nil // no entries, as a tool leaves it that had nothing to save
	}
	if l.widths[1] == 0 {
		return l, bad
	}
	index, ok := d.Get("Index").(Array)
	if !ok {
		size, ok := d.Get("Size").(Integer)
		if !ok {
			return l, bad
		}
		index = Array{Integer(0), size}
	}
	if len(index)%2 != 0 {
		return l, bad
	}
	for _, o := range index {
		n, ok := o.(Integer)
		if !ok || n < 0 || n > maxObjectNumber {
			return l, bad
		}
		l.index = append(l.index, int64(n))
	}
	return l, nil
}

// readStreamEntries reads the rows. The declared counts are not believed: rows
// are kept as they arrive, and missing ones are an error.
func (f *File) readStreamEntries(r io.Reader, l xrefLayout, s *section) error {
	row := make([]byte, l.widths[0]+l.widths[1]+l.widths[2])
	for i := 0; i < len(l.index); i += 2 {
		first, count := l.index[i], l.index[i+1]
		if first+count > maxObjectNumber {
			return fmt.Errorf("pdf: read cross-reference stream: object number: %w", ErrLimit)
		}
		sub := subsection{first: int(first)}
		for range count {
			if _, err := io.ReadFull(r, row); err != nil {
				return fmt.Errorf("pdf: read cross-reference stream: rows: %w", errorOr(err, ErrXRef))
			}
			if err := f.takeEntries(1); err != nil {
				return err
			}
			e, ok := l.decode(row)
			if !ok {
				return fmt.Errorf("pdf: read cross-reference stream: entry out of range: %w", ErrXRef)
			}
			sub.entries = append(sub.entries, e)
		}
		s.subs = append(s.subs, sub)
	}
	return nil
}

// decode reads one row; a type field of width 0 means “in file”.
func (l xrefLayout) decode(row []byte) (packed, bool) {
	var v [3]uint64
	for i, at := 0, 0; i < 3; i++ {
		for range l.widths[i] {
			v[i] = v[i]<<8 | uint64(row[at])
			at++
		}
	}
	if l.widths[0] == 0 {
		v[0] = uint64(InFile)
	}
	if v[1] > maxOffset || v[2] > maxGen && v[0] != 0 {
		return 0, false
	}
	switch v[0] {
	case uint64(InFile):
		return pack(Entry{Kind: InFile, Offset: int64(v[1]), Gen: int(v[2])})
	case uint64(Compressed):
		return pack(Entry{Kind: Compressed, Stream: int(v[1]), Index: int(v[2])})
	}
	// Free, and types of the future, which 7.5.8.3 has readers take as null.
	return pack(Entry{Kind: Free})
}

// takeEntries charges n entries against Limits.Entries.
func (f *File) takeEntries(n int64) error {
	f.entries += n
	if f.entries > int64(f.limits.Entries) {
		return fmt.Errorf("pdf: read cross-references: entries: %w", ErrLimit)
	}
	return nil
}
