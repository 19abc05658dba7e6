package pagetext

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua/internal/pdf"
)

// font is what finding text needs of a font.
type font struct {
	base    string // BaseFont
	wide    bool   // codes of two bytes
	letters map[int]string
	widths  map[int]float64 // thousandths of an em
	usual   float64         // width of a code without one
	work    *int            // entries that the fonts of a page may still state
}

// The bounds of a font.
const (
	maxLetters    = 1 << 16
	maxLetterText = 16      // bytes of the text of one code
	maxFontWork   = 1 << 20 // widths and letters stated by the fonts of a page
)

// spend reports whether another entry may be read.
func (t *font) spend() bool {
	*t.work--
	return *t.work >= 0
}

// usualWidth stands for the width of a letter where a font states none, as the 14
// standard fonts may do; it is that of a digit in Times.
const usualWidth = 500

// readFont reads a font dictionary. What is missing or damaged is left out, and
// what exceeds the work left for the page.
func readFont(f *pdf.File, v pdf.View, d *pdf.Dict, work *int) *font {
	out := &font{letters: map[int]string{}, widths: map[int]float64{}, usual: usualWidth, work: work}
	if d == nil {
		return out
	}
	if base, err := v.Resolve(d.Get("BaseFont")); err == nil {
		name, _ := base.(pdf.Name)
		out.base = string(name)
	}
	if d.Get("Subtype") == pdf.Name("Type0") {
		out.wide, out.usual = true, 1000
		out.descendant(v, d)
	} else {
		out.simple(v, d)
	}
	if s, err := v.Resolve(d.Get("ToUnicode")); err == nil {
		if stream, ok := s.(*pdf.Stream); ok {
			if data, err := v.Stream(stream); err == nil {
				f.Instructions(data, out.mapping)
			}
		}
	}
	return out
}

// simple reads encoding and widths of a font with codes of one byte.
func (t *font) simple(v pdf.View, d *pdf.Dict) {
	base := charmap.Windows1252
	encoding, _ := v.Resolve(d.Get("Encoding"))
	named := encoding
	if dict := pdf.AsDict(encoding); dict != nil {
		named = dict.Get("BaseEncoding")
	}
	if named == pdf.Name("MacRomanEncoding") {
		base = charmap.Macintosh
	}
	for code := range 256 {
		if r := base.DecodeByte(byte(code)); r >= ' ' && r != '\ufffd' {
			t.letters[code] = string(r)
		}
	}
	if dict := pdf.AsDict(encoding); dict != nil {
		t.differences(v, dict.Get("Differences"))
	}
	first, _ := numberOf(v, d.Get("FirstChar"))
	widths, _ := v.Resolve(d.Get("Widths"))
	list, _ := widths.(pdf.Array)
	for i := range min(len(list), 256) {
		if w, ok := numberOf(v, list[i]); ok {
			t.widths[int(first)+i] = w
		}
	}
}

func (t *font) differences(v pdf.View, o pdf.Object) {
	o, _ = v.Resolve(o)
	list, _ := o.(pdf.Array)
	code := 0
	for _, e := range list {
		switch e := e.(type) {
		case pdf.Integer:
			code = int(e)
		case pdf.Name:
			if code >= 0 && code < 256 {
				t.letters[code] = glyphText(string(e))
			}
			code++
		}
	}
}

// descendant reads the widths of a composite font (ISO 32000-2, 9.7.4.3).
func (t *font) descendant(v pdf.View, d *pdf.Dict) {
	kids, _ := v.Resolve(d.Get("DescendantFonts"))
	list, _ := kids.(pdf.Array)
	if len(list) == 0 {
		return
	}
	cid, _ := v.Dict(list[0])
	if usual, ok := numberOf(v, cid.Get("DW")); ok {
		t.usual = usual
	}
	o, _ := v.Resolve(cid.Get("W"))
	widths, _ := o.(pdf.Array)
	for i := 0; i+1 < len(widths); {
		first, ok := numberOf(v, widths[i])
		next, err := v.Resolve(widths[i+1])
		if !ok || err != nil || first < 0 || first >= maxLetters {
			return
		}
		if each, ok := next.(pdf.Array); ok {
			for k := range min(len(each), maxLetters-int(first)) {
				if w, ok := numberOf(v, each[k]); ok && t.spend() {
					t.widths[int(first)+k] = w
				}
			}
			i += 2
			continue
		}
		last, ok := plainNumber(next)
		if !ok || i+2 >= len(widths) {
			return
		}
		if w, ok := numberOf(v, widths[i+2]); ok {
			for code := int(first); code <= int(min(last, maxLetters-1)) && t.spend(); code++ {
				t.widths[code] = w
			}
		}
		i += 3
	}
}

// mapping reads one instruction of a ToUnicode map.
func (t *font) mapping(op string, operands []pdf.Object) bool {
	switch op {
	case "endbfchar":
		for i := 0; i+1 < len(operands); i += 2 {
			t.maps(codeOf(operands[i]), operands[i+1], 0)
		}
	case "endbfrange":
		for i := 0; i+2 < len(operands); i += 3 {
			t.mapsRange(codeOf(operands[i]), codeOf(operands[i+1]), operands[i+2])
		}
	}
	return *t.work > 0
}

func (t *font) mapsRange(first, last int, to pdf.Object) {
	list, each := to.(pdf.Array)
	for code := first; code >= 0 && code <= last && *t.work > 0; code++ {
		switch {
		case !each:
			t.maps(code, to, code-first)
		case code-first < len(list):
			t.maps(code, list[code-first], 0)
		default:
			return
		}
	}
}

// maps takes the text of a code; plus is added to its last unit.
func (t *font) maps(code int, o pdf.Object, plus int) {
	s, ok := o.(pdf.String)
	if !ok || code < 0 || len(s.Value) > maxLetterText || !t.spend() {
		return
	}
	units := make([]uint16, len(s.Value)/2)
	for i := range units {
		units[i] = uint16(s.Value[2*i])<<8 | uint16(s.Value[2*i+1])
	}
	if len(units) > 0 {
		units[len(units)-1] += uint16(plus)
		t.letters[code] = string(utf16.Decode(units))
	}
}

// codeOf returns the number of a code of at most two bytes, else -1.
func codeOf(o pdf.Object) int {
	s, ok := o.(pdf.String)
	if !ok || len(s.Value) == 0 || len(s.Value) > 2 {
		return -1
	}
	n := 0
	for i := range len(s.Value) {
		n = n<<8 | int(s.Value[i])
	}
	return n
}

// codes cuts a string into codes.
func (t *font) codes(s string) []int {
	var out []int
	if !t.wide {
		for i := range len(s) {
			out = append(out, int(s[i]))
		}
		return out
	}
	for i := 0; i+1 < len(s); i += 2 {
		out = append(out, int(s[i])<<8|int(s[i+1]))
	}
	return out
}

// width returns the width of a code in ems.
func (t *font) width(code int) float64 {
	if w, ok := t.widths[code]; ok {
		return w / 1000
	}
	return t.usual / 1000
}

// glyphText returns the text of a glyph's name: uniXXXX, uXXXXX, a letter, a word
// for a sign, or a letter followed by its marks, as in “ecircumflexacute”. It is
// "" where the name says nothing.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if n, err := strconv.ParseUint(hex, 16, 21); err == nil {
				return string(rune(n))
			}
		}
	}
	if len(name) == 1 {
		return name
	}
	words, signs := signWords()
	if i := slices.Index(words, name); i >= 0 {
		return signs[i]
	}
	return marked(name)
}

// signWords are the names of signs that occur around titles and names.
func signWords() (words, signs []string) {
	return strings.Fields("space period comma colon semicolon hyphen slash parenleft parenright zero one two three four five six seven eight nine" +
			" dcroat Dcroat quotedblleft quotedblright endash"),
		[]string{" ", ".", ",", ":", ";", "-", "/", "(", ")", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
			"đ", "Đ", "“", "”", "–"}
}

// marked reads a letter followed by the names of its marks.
func marked(name string) string {
	names := []string{"circumflex", "breve", "horn", "grave", "acute", "hookabove", "hook", "tilde", "dotbelow", "dieresis"}
	marks := []string{"\u0302", "\u0306", "\u031b", "\u0300", "\u0301", "\u0309", "\u0309", "\u0303", "\u0323", "\u0308"}
	if name == "" || !strings.Contains("aeiouyAEIOUY", name[:1]) {
		return ""
	}
	text, rest := name[:1], name[1:]
	for rest != "" {
		i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(rest, n) })
		if i < 0 {
			return ""
		}
		text, rest = text+marks[i], rest[len(names[i]):]
	}
	return norm.NFC.String(text)
}
