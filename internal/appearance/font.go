package appearance

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/text/unicode/norm"
)

// The bounds of a font. Times New Roman has some 1 MB and 5,000 glyphs.
const (
	maxFontBytes  = 32 << 20
	maxFontTables = 64
)

// Font is a TrueType font (ISO/IEC 14496-22 with glyf outlines).
type Font struct {
	tables   map[string][]byte
	name     string // PostScript name
	family   string
	units    int // per em
	glyphs   int
	advances int // entries of hmtx with an advance
	long     bool
	cmap     cmap
}

// Twin returns Liberation Serif, whose letters are as wide as those of Times New
// Roman and which may be embedded freely (SIL Open Font License 1.1).
//
// Errors: none but for a damaged build.
func Twin() (*Font, error) {
	t := twin()
	return t.font, t.err
}

type parsed struct {
	font *Font
	err  error
}

var twin = sync.OnceValue(func() parsed {
	f, err := ParseFont(liberationserifregular.TTF)
	return parsed{f, err}
})

// ParseFont reads a TrueType font.
//
// Errors: [ErrFont], [ErrLimit].
func ParseFont(data []byte) (*Font, error) {
	if len(data) > maxFontBytes {
		return nil, fmt.Errorf("appearance: read font: bytes: %w", ErrLimit)
	}
	f := &Font{tables: map[string][]byte{}}
	for _, step := range []func() error{
		func() error { return f.directory(data) },
		f.head, f.metrics, f.names, f.permission, f.readCmap,
	} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("appearance: read font: %w", err)
		}
	}
	return f, nil
}

func broken(what string) error { return fmt.Errorf("%s: %w", what, ErrFont) }

// directory finds the tables.
func (f *Font) directory(data []byte) error {
	if len(data) < 12 {
		return broken("header")
	}
	if v := binary.BigEndian.Uint32(data); v != 0x00010000 && v != 0x74727565 { // 1.0, “true”
		return broken("not TrueType")
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	if n > maxFontTables || len(data) < 12+16*n {
		return broken("table directory")
	}
	for i := range n {
		e := data[12+16*i:]
		off, size := uint64(binary.BigEndian.Uint32(e[8:])), uint64(binary.BigEndian.Uint32(e[12:]))
		if off+size > uint64(len(data)) {
			return broken("table outside the file")
		}
		f.tables[string(e[:4])] = data[off : off+size : off+size]
	}
	return nil
}

func (f *Font) head() error {
	head, maxp := f.tables["head"], f.tables["maxp"]
	if len(head) < 54 || len(maxp) < 6 {
		return broken("head or maxp")
	}
	f.units = int(binary.BigEndian.Uint16(head[18:]))
	f.long = binary.BigEndian.Uint16(head[50:]) != 0
	f.glyphs = int(binary.BigEndian.Uint16(maxp[4:]))
	entry := 2
	if f.long {
		entry = 4
	}
	if f.units < 16 || f.units > 16384 || f.glyphs == 0 || len(f.tables["loca"]) < (f.glyphs+1)*entry {
		return broken("head, maxp or loca")
	}
	return nil
}

func (f *Font) metrics() error {
	hhea := f.tables["hhea"]
	if len(hhea) < 36 {
		return broken("hhea")
	}
	f.advances = int(binary.BigEndian.Uint16(hhea[34:]))
	if f.advances == 0 || f.advances > f.glyphs || len(f.tables["hmtx"]) < 4*f.advances+2*(f.glyphs-f.advances) {
		return broken("hmtx")
	}
	return nil
}

// permission reads OS/2: bit 1 of fsType forbids to embed, bit 8 to embed a part
// only, bit 9 to embed outlines.
func (f *Font) permission() error {
	os2 := f.tables["OS/2"]
	if len(os2) < 10 {
		return nil
	}
	if t := binary.BigEndian.Uint16(os2[8:]); t&0x000e == 0x0002 || t&0x0300 != 0 {
		return broken("its maker does not allow to embed it in part")
	}
	return nil
}

// The names of a font (ISO/IEC 14496-22, name table).
const (
	nameFamily     = 1
	namePostScript = 6
	maxNameBytes   = 128
)

// names reads family and PostScript name from the Windows records, which are
// UTF-16.
func (f *Font) names() error {
	t := f.tables["name"]
	if len(t) >= 6 {
		n, base := int(binary.BigEndian.Uint16(t[2:])), int(binary.BigEndian.Uint16(t[4:]))
		for i := 0; i < n && 6+12*(i+1) <= len(t); i++ {
			r := t[6+12*i:]
			size, off := int(binary.BigEndian.Uint16(r[8:])), base+int(binary.BigEndian.Uint16(r[10:]))
			if binary.BigEndian.Uint16(r) != 3 || size > maxNameBytes || off+size > len(t) {
				continue
			}
			switch id := binary.BigEndian.Uint16(r[6:]); {
			case id == nameFamily && f.family == "":
				f.family = ascii16(t[off : off+size])
			case id == namePostScript && f.name == "":
				f.name = ascii16(t[off : off+size])
			}
		}
	}
	f.name = strings.Map(regular, f.name)
	if f.name == "" {
		f.name = "Font"
	}
	return nil
}

// regular keeps what a PDF name holds without escapes.
func regular(r rune) rune {
	if r > ' ' && r < 0x7f && !strings.ContainsRune("()<>[]{}/%#+", r) {
		return r
	}
	return -1
}

// ascii16 keeps the ASCII letters of UTF-16.
func ascii16(b []byte) string {
	var s strings.Builder
	for i := 0; i+1 < len(b); i += 2 {
		if b[i] == 0 && b[i+1] >= ' ' && b[i+1] < 0x7f {
			s.WriteByte(b[i+1])
		}
	}
	return s.String()
}

// timesFamily is the font that Nghị định 30/2020/NĐ-CP, Phụ lục I, names.
const timesFamily = "Times New Roman"

// IsTimesNewRoman tells whether the font says that it is Times New Roman.
func (f *Font) IsTimesNewRoman() bool { return f.family == timesFamily }

// advance returns the width of a glyph in units of the font.
func (f *Font) advance(glyph int) int {
	return int(binary.BigEndian.Uint16(f.tables["hmtx"][4*min(glyph, f.advances-1):]))
}

// thousandths turns units of the font into thousandths of an em.
func (f *Font) thousandths(units int) int { return (units*1000 + f.units/2) / f.units }

// Width returns how wide a text is at a size in points.
//
// Errors: [RuneError].
func (f *Font) Width(text string, size float64) (float64, error) {
	total := 0
	for _, r := range norm.NFC.String(text) {
		g := f.cmap.glyph(r)
		if g == 0 {
			return 0, &RuneError{Rune: r}
		}
		total += f.thousandths(f.advance(g))
	}
	return float64(total) * size / 1000, nil
}

// Line returns the distances from the baseline to the top and to the bottom of a
// line of text, in points at a size.
func (f *Font) Line(size float64) (ascent, descent float64) {
	hhea := f.tables["hhea"]
	up := int(int16(binary.BigEndian.Uint16(hhea[4:])))
	down := int(int16(binary.BigEndian.Uint16(hhea[6:])))
	return float64(f.thousandths(up)) * size / 1000, -float64(f.thousandths(down)) * size / 1000
}
