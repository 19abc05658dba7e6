package appearance

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Object is an object of a drawing: a body, and the data where it is a stream.
type Object struct {
	Body string
	Data []byte
}

// packed compresses data. The same data give the same bytes in one build.
func packed(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data) // a bytes.Buffer does not fail
	w.Close()
	return b.Bytes()
}

// objects returns the font as PDF objects (ISO 32000-2, 9.7.4): the font itself
// comes first; first is the number that it will have.
func (s *subset) objects(first int) ([]Object, error) {
	file, err := s.file()
	if err != nil {
		return nil, err
	}
	name := s.tag(file) + "+" + s.font.name
	cid, descriptor, fontFile, unicode := first+1, first+2, first+3, first+4
	body := fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>",
		name, cid, unicode)
	descendant := fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"+
		" /FontDescriptor %d 0 R /DW 0 /W [0 [%s]] /CIDToGIDMap /Identity >>", name, descriptor, s.widths())
	return []Object{
		{Body: body},
		{Body: descendant},
		{Body: s.descriptor(name, fontFile)},
		{Body: fmt.Sprintf("<< /Filter /FlateDecode /Length1 %d >>", len(file)), Data: packed(file)},
		{Body: "<< /Filter /FlateDecode >>", Data: packed([]byte(s.toUnicode()))},
	}, nil
}

// tag is the prefix of a subset's name: six letters made of its contents.
func (s *subset) tag(file []byte) string {
	sum := sha256.Sum256(file)
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

func (s *subset) widths() string {
	var b strings.Builder
	for i := range len(s.letter) + 1 {
		fmt.Fprintf(&b, "%d ", s.font.thousandths(s.font.advance(s.from[i])))
	}
	return strings.TrimSpace(b.String())
}

// descriptor states what readers want to know of the font: with serifs and not
// of a standard encoding (ISO 32000-2, Table 121).
func (s *subset) descriptor(name string, file int) string {
	head, hhea := s.font.tables["head"], s.font.tables["hhea"]
	signed := func(b []byte, at int) int {
		return s.font.scaled(int(int16(binary.BigEndian.Uint16(b[at:]))))
	}
	up, down := signed(hhea, 4), signed(hhea, 6)
	return fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 6 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R >>",
		name, signed(head, 36), signed(head, 38), signed(head, 40), signed(head, 42), up, down, up*3/4, file)
}

// scaled is thousandths for signed values.
func (f *Font) scaled(units int) int { return units * 1000 / f.units }

// unicodeBlock is how many mappings one block may hold.
const unicodeBlock = 100

// toUnicode maps every code to its letter (ISO 32000-2, 9.10.3).
func (s *subset) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for start := 0; start < len(s.letter); start += unicodeBlock {
		block := s.letter[start:min(start+unicodeBlock, len(s.letter))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, r := range block {
			fmt.Fprintf(&b, "<%04X> <", start+i+1)
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
