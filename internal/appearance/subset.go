package appearance

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// The bounds of a subset.
const (
	maxSubsetGlyphs = 4096
	maxComponents   = 64
	maxSubsetBytes  = 4 << 20
)

// subset is a font cut down to some letters. Every letter has a glyph of its own,
// in the order of the letters, even where the font draws two of them alike: so
// each can be read back as itself. Glyph 0 is the one for what is missing.
type subset struct {
	font   *Font
	letter []rune // letter[i] is glyph i+1
	from   []int  // glyph of the font, by the new number
	known  map[int]int
}

// subsetOf cuts the font down to letters, which are sorted and in the font.
func subsetOf(f *Font, letters []rune) (*subset, error) {
	s := &subset{font: f, letter: letters, from: []int{0}, known: map[int]int{}}
	for _, r := range letters {
		s.from = append(s.from, f.cmap.glyph(r))
	}
	return s, s.checkGlyphs()
}

// code returns the new number of a letter.
func (s *subset) code(r rune) int {
	i, _ := slices.BinarySearch(s.letter, r)
	return i + 1
}

func (s *subset) checkGlyphs() error {
	for _, g := range s.from {
		if g >= s.font.glyphs {
			return broken("glyph out of range")
		}
	}
	return nil
}

// outline returns the data of a glyph; empty for one without strokes.
func (f *Font) outline(glyph int) ([]byte, error) {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	if glyph >= f.glyphs {
		return nil, broken("glyph out of range")
	}
	var a, b uint64
	if f.long {
		a, b = uint64(binary.BigEndian.Uint32(loca[4*glyph:])), uint64(binary.BigEndian.Uint32(loca[4*glyph+4:]))
	} else {
		a, b = 2*uint64(binary.BigEndian.Uint16(loca[2*glyph:])), 2*uint64(binary.BigEndian.Uint16(loca[2*glyph+2:]))
	}
	if a > b || b > uint64(len(glyf)) || b-a > 0 && b-a < 10 {
		return nil, broken("outline outside its table")
	}
	return glyf[a:b], nil
}

// Flags of a component of a composite glyph.
const (
	wordArguments  = 0x0001
	oneScale       = 0x0008
	moreComponents = 0x0020
	twoScales      = 0x0040
	fourScales     = 0x0080
)

// renumbered returns a glyph with its components named by their new numbers. New
// components are added to the subset, which the caller walks to its end: the
// depth of composites needs no recursion.
func (s *subset) renumbered(outline []byte) ([]byte, error) {
	if len(outline) == 0 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return outline, nil
	}
	out := bytes.Clone(outline)
	at := 10
	for range maxComponents {
		if at+4 > len(out) {
			return nil, broken("composite glyph")
		}
		flags, old := binary.BigEndian.Uint16(out[at:]), int(binary.BigEndian.Uint16(out[at+2:]))
		n, err := s.component(old)
		if err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint16(out[at+2:], uint16(n))
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&fourScales != 0:
			at += 8
		}
		if flags&moreComponents == 0 {
			return out, nil
		}
	}
	return nil, broken("composite glyph of too many parts")
}

// component returns the new number of a glyph that only others use.
func (s *subset) component(old int) (int, error) {
	if n, ok := s.known[old]; ok {
		return n, nil
	}
	if len(s.from) >= maxSubsetGlyphs || old >= s.font.glyphs {
		return 0, broken("composite glyph")
	}
	s.known[old] = len(s.from)
	s.from = append(s.from, old)
	return s.known[old], nil
}

// file writes the subset as a TrueType font for embedding: without names and
// character map, which PDF does not use here.
func (s *subset) file() ([]byte, error) {
	var glyf, loca, hmtx []byte
	for i := 0; i < len(s.from); i++ { // grows while it is walked
		outline, err := s.font.outline(s.from[i])
		if err == nil {
			outline, err = s.renumbered(outline)
		}
		if err != nil {
			return nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if len(glyf)+len(outline) > maxSubsetBytes {
			return nil, fmt.Errorf("outlines: %w", ErrLimit)
		}
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(s.font.advance(s.from[i])))
		hmtx = binary.BigEndian.AppendUint16(hmtx, s.font.bearing(s.from[i]))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := bytes.Clone(s.font.tables["head"]), bytes.Clone(s.font.tables["hhea"]), bytes.Clone(s.font.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.from)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.from)))
	tables := []fontTable{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}}
	for _, name := range []string{"cvt ", "fpgm", "prep"} { // hinting
		if t := s.font.tables[name]; len(t) > 0 {
			tables = append(tables, fontTable{name, t})
		}
	}
	return writeFont(tables), nil
}

// bearing returns the left side bearing as it stands.
func (f *Font) bearing(glyph int) uint16 {
	at := 4*glyph + 2
	if glyph >= f.advances {
		at = 4*f.advances + 2*(glyph-f.advances)
	}
	return binary.BigEndian.Uint16(f.tables["hmtx"][at:])
}

type fontTable struct {
	name string
	data []byte
}

// writeFont puts tables together, sorted by name, with their checksums.
func writeFont(tables []fontTable) []byte {
	slices.SortFunc(tables, func(a, b fontTable) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	n, power, log := len(tables), 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, power * 16, log, (n - power) * 16} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	head, at := 0, 12+16*n
	for _, t := range tables {
		if t.name == "head" {
			head = at
		}
		out = append(out, t.name...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xb1b0afba-checksum(out))
	return out
}

// checksum adds the words of a table, padded with zeros.
func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
