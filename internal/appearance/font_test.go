package appearance

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/color"
	"testing"

	"github.com/go-fonts/liberation/liberationserifregular"
)

// tableAt finds a table of a font.
func tableAt(data []byte, name string) int {
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if e := data[12+16*i:]; string(e[:4]) == name {
			return int(binary.BigEndian.Uint32(e[8:]))
		}
	}
	return -1
}

func TestParseFontRefused(t *testing.T) {
	whole := liberationserifregular.TTF
	change := func(f func(b []byte)) []byte {
		b := bytes.Clone(whole)
		f(b)
		return b
	}
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrFont},
		{"OpenType with PostScript outlines", append([]byte("OTTO"), whole[4:]...), ErrFont},
		{"cut", whole[:len(whole)/2], ErrFont},
		{"too large", make([]byte, maxFontBytes+1), ErrLimit},
		{"not to be embedded", change(func(b []byte) { binary.BigEndian.PutUint16(b[tableAt(b, "OS/2")+8:], 2) }), ErrFont},
		{"not in part", change(func(b []byte) { binary.BigEndian.PutUint16(b[tableAt(b, "OS/2")+8:], 0x100) }), ErrFont},
		{"no glyphs", change(func(b []byte) { binary.BigEndian.PutUint16(b[tableAt(b, "maxp")+4:], 0) }), ErrFont},
		{"no units", change(func(b []byte) { binary.BigEndian.PutUint16(b[tableAt(b, "head")+18:], 0) }), ErrFont},
		{"more widths than glyphs", change(func(b []byte) { binary.BigEndian.PutUint16(b[tableAt(b, "hhea")+34:], 0xffff) }), ErrFont},
		{"no character map", change(func(b []byte) { binary.BigEndian.PutUint16(b[tableAt(b, "cmap")+2:], 0) }), ErrFont},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseFont(tt.data); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// TestSubsetIsAFont: what is embedded is small, and its outlines read back.
func TestSubsetIsAFont(t *testing.T) {
	s, err := subsetOf(twinOf(t), []rune{'A', 'ế'})
	if err != nil {
		t.Fatal(err)
	}
	file, err := s.file()
	if err != nil {
		t.Fatal(err)
	}
	if checksum(file) != 0xb1b0afba {
		t.Errorf("the file adds up to %#x", checksum(file))
	}
	if len(file) > 20_000 {
		t.Errorf("two letters take %d bytes", len(file))
	}
	f := &Font{tables: map[string][]byte{}}
	if err := f.directory(file); err != nil {
		t.Fatal(err)
	}
	if err := f.head(); err != nil {
		t.Fatal(err)
	}
	if err := f.metrics(); err != nil {
		t.Fatal(err)
	}
	for g := range f.glyphs {
		if _, err := f.outline(g); err != nil {
			t.Errorf("glyph %d: %v", g, err)
		}
	}
	if f.advance(s.code('A')) != twinOf(t).advance(twinOf(t).cmap.glyph('A')) {
		t.Error("A has another width")
	}
}

func TestTwinIsNoTimes(t *testing.T) {
	if f := twinOf(t); f.IsTimesNewRoman() || f.family != "Liberation Serif" {
		t.Errorf("family %q", f.family)
	}
}

// FuzzFont: no font panics, or makes more than a bounded subset.
func FuzzFont(f *testing.F) {
	whole := liberationserifregular.TTF
	small := minimalFont(f)
	f.Add(small, "Aế")
	f.Add(small[:200], "A")
	f.Add(whole[:4096], "A")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		font, err := ParseFont(data)
		if err != nil {
			if !errors.Is(err, ErrFont) && !errors.Is(err, ErrLimit) {
				t.Fatal(err)
			}
			return
		}
		c := NewCanvas(100, 100)
		if c.Text(font, 10, 0, 0, text) == nil {
			if d, err := c.Drawing(); err == nil && len(d.Content) == 0 {
				t.Error("nothing was drawn")
			}
		}
	})
}

// minimalFont is a font of two letters with a character map of format 12.
func minimalFont(tb testing.TB) []byte {
	tb.Helper()
	s, err := subsetOf(twinOf(tb), []rune{'A', 'ế'})
	if err != nil {
		tb.Fatal(err)
	}
	file, err := s.file()
	if err != nil {
		tb.Fatal(err)
	}
	in := &Font{tables: map[string][]byte{}}
	if err := in.directory(file); err != nil {
		tb.Fatal(err)
	}
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	for _, v := range []uint32{16 + 24, 0, 2, 'A', 'A', 1, 'ế', 'ế', 2} {
		cmap = binary.BigEndian.AppendUint32(cmap, v)
	}
	tables := []fontTable{{"cmap", cmap}}
	for name, data := range in.tables {
		tables = append(tables, fontTable{name, data})
	}
	out := writeFont(tables)
	if _, err := ParseFont(out); err != nil {
		tb.Fatal(err)
	}
	return out
}

// FuzzPicture: no picture panics or takes unbounded room.
func FuzzPicture(f *testing.F) {
	f.Add(disc(f, 10, 2, red(), color.Transparent))
	f.Add(disc(f, 10, 2, blue(), color.White)[:60])
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParsePicture(data)
		if err == nil && len(p.colour) != 3*len(p.alpha) {
			t.Error("colours and transparency differ in number")
		}
	})
}

// BenchmarkDrawing draws a line of text; parsing the whole font is its rival.
func BenchmarkDrawing(b *testing.B) {
	b.Run("drawing", func(b *testing.B) {
		for b.Loop() {
			drawing(b, "2025-03-10T09:30:00+07:00 Sở Nội vụ")
		}
	})
	b.Run("parse the font", func(b *testing.B) {
		for b.Loop() {
			if _, err := ParseFont(liberationserifregular.TTF); err != nil {
				b.Fatal(err)
			}
		}
	})
}
