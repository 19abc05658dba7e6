package pdffilter

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/testtool"
)

// encoded is data in the form of one filter.
type encoded struct {
	name   string
	filter string
	params Params
	data   []byte
	plain  []byte
	// beyond marks what qpdf refuses: an LZW table that stays full.
	beyond bool
}

// encodings covers the filters and predictors; the rows of the latter fit
// their data exactly, without fill bits.
func encodings(tb testing.TB) []encoded {
	plain := sample(24000)
	zero := make([]byte, 2000)
	early := func(n int) Params { return Params{EarlyChange: n, HasEarlyChange: true} }
	list := []encoded{
		{"flate", "FlateDecode", Params{}, deflate(tb, plain), plain, false},
		{"flate predictor 1", "FlateDecode", Params{Predictor: 1, Columns: -1}, deflate(tb, plain), plain, false},
		{"lzw", "LZWDecode", Params{}, (&lzwWriter{early: 1}).encode(plain), plain, false},
		{"lzw late clear", "LZWDecode", Params{}, (&lzwWriter{early: 1, late: 500}).encode(plain), plain, true},
		{"lzw never cleared", "LZWDecode", early(0), (&lzwWriter{late: 1 << 30}).encode(plain), plain, true},
		{"lzw short", "LZWDecode", Params{}, (&lzwWriter{early: 1}).encode(plain[:3]), plain[:3], false},
		{"lzw repeats", "LZWDecode", early(1), (&lzwWriter{early: 1}).encode(zero), zero, false},
		{"lzw early 0", "LZWDecode", early(0), lzwLate(tb, plain), plain, false},
		{"lzw early 0 repeats", "LZWDecode", early(0), lzwLate(tb, zero), zero, false},
		{"hex", "ASCIIHexDecode", Params{}, hexEncode(plain), plain, false},
		{"85", "ASCII85Decode", Params{}, base85Encode(plain), plain, false},
		{"85 zeros", "ASCII85Decode", Params{}, base85Encode(zero[:1999]), zero[:1999], false},
		{"run length", "RunLengthDecode", Params{}, runEncode(append(plain, zero...)), append(plain, zero...), false},
		{"lzw png", "LZWDecode", Params{Predictor: 12, Columns: 5}, (&lzwWriter{early: 1}).encode(pngRows(plain, 5, 1, 2)), plain, false},
	}
	for _, kind := range []byte{0, 1, 2, 3, 4} {
		p := Params{Predictor: 10 + int(kind), Columns: 10, Colors: 3}
		list = append(list, encoded{fmt.Sprint("png row ", kind), "FlateDecode", p, deflate(tb, pngRows(plain, 30, 3, kind)), plain, false})
	}
	for _, bits := range []int{1, 2, 4, 8, 16} {
		for _, colors := range []int{1, 3, 4} {
			p := Params{Predictor: 15, Columns: 80, Colors: colors, BitsPerComponent: bits}
			size := 10 * bits * colors
			cut := plain[:len(plain)/size*size]
			rows := pngRows(cut, size, max(1, bits*colors/8+min(1, bits*colors%8)), 4, 2, 3, 1, 0, 3, 4)
			list = append(list, encoded{fmt.Sprintf("png %d×%d", colors, bits), "FlateDecode", p, deflate(tb, rows), cut, false})
			p.Predictor = 2
			rows = tiffRows(cut, size, colors, bits)
			list = append(list, encoded{fmt.Sprintf("tiff %d×%d", colors, bits), "FlateDecode", p, deflate(tb, rows), cut, false})
		}
	}
	return list
}

func decode(tb testing.TB, r io.Reader, filter string, p Params) ([]byte, error) {
	tb.Helper()
	r, err := NewReader(r, filter, p)
	if err != nil {
		tb.Fatal(err)
	}
	return ReadAll(r, 1<<26)
}

func TestRoundTrips(t *testing.T) {
	for _, e := range encodings(t) {
		t.Run(e.name, func(t *testing.T) {
			got, err := decode(t, bytes.NewReader(e.data), e.filter, e.params)
			if err != nil || !bytes.Equal(got, e.plain) {
				t.Fatalf("%d bytes, error %v, want %d bytes", len(got), err, len(e.plain))
			}
		})
	}
}

// TestQPDFAgrees lets qpdf decode the same streams.
func TestQPDFAgrees(t *testing.T) {
	qpdf := testtool.Path(t, "qpdf")
	list := encodings(t)
	var pdf bytes.Buffer
	offsets := []int{}
	object := func(dict string, data []byte) {
		offsets = append(offsets, pdf.Len())
		fmt.Fprintf(&pdf, "%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(offsets), dict, len(data), data)
	}
	pdf.WriteString("%PDF-1.7\n")
	for _, e := range list {
		p := ""
		if e.params.HasEarlyChange {
			p = fmt.Sprintf("/EarlyChange %d", e.params.EarlyChange)
		}
		if e.params.Predictor > 1 {
			p += fmt.Sprintf("/Predictor %d /Columns %d /Colors %d /BitsPerComponent %d", e.params.Predictor,
				max(1, e.params.Columns), max(1, e.params.Colors), orDefault(e.params.BitsPerComponent, 8))
		}
		if p != "" {
			p = fmt.Sprintf("/DecodeParms << %s >>", p)
		}
		object(fmt.Sprintf("/Filter /%s %s", e.filter, p), e.data)
	}
	offsets = append(offsets, pdf.Len())
	fmt.Fprintf(&pdf, "%d 0 obj\n<< /Type /Catalog /Pages << /Type /Pages /Kids [] /Count 0 >> >>\nendobj\n", len(offsets))
	xref := pdf.Len()
	fmt.Fprintf(&pdf, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&pdf, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&pdf, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, len(offsets), xref)
	name := filepath.Join(t.TempDir(), "streams.pdf")
	if err := os.WriteFile(name, pdf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, e := range list {
		if e.beyond {
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			out, err := exec.Command(qpdf, fmt.Sprintf("--show-object=%d", i+1), "--filtered-stream-data", "--decode-level=all", name).Output()
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(out, e.plain) {
				t.Fatalf("qpdf decodes to %d bytes, want %d", len(out), len(e.plain))
			}
		})
	}
}

// TestImagePNGAgrees decodes the IDAT data of package image/png, which picks
// a row type for every row.
func TestImagePNGAgrees(t *testing.T) {
	bounds := image.Rect(0, 0, 61, 40)
	gray, deep, full := image.NewGray(bounds), image.NewGray16(bounds), image.NewNRGBA(bounds)
	bilevel := image.NewPaletted(bounds, color.Palette{color.Black, color.White})
	rng := rand.New(rand.NewPCG(3, 4))
	for y := range 40 {
		for x := range 61 {
			v := x*y + rng.IntN(9)
			gray.SetGray(x, y, color.Gray{Y: uint8(v)})
			deep.SetGray16(x, y, color.Gray16{Y: uint16(v * 31)})
			full.SetNRGBA(x, y, color.NRGBA{uint8(v), uint8(3 * x), uint8(y), uint8(200 + v%7)})
			bilevel.SetColorIndex(x, y, uint8(v&1))
		}
	}
	var packed []byte
	for y := range 40 {
		row := make([]byte, 8)
		for x := range 61 {
			row[x/8] |= bilevel.ColorIndexAt(x, y) << (7 - x%8)
		}
		packed = append(packed, row...)
	}
	for _, c := range []struct {
		name         string
		img          image.Image
		colors, bits int
		want         []byte
	}{
		{"gray", gray, 1, 8, gray.Pix},
		{"gray 16", deep, 1, 16, deep.Pix},
		{"rgba", full, 4, 8, full.Pix},
		{"bilevel", bilevel, 1, 1, packed},
	} {
		t.Run(c.name, func(t *testing.T) {
			var file bytes.Buffer
			if err := png.Encode(&file, c.img); err != nil {
				t.Fatal(err)
			}
			p := Params{Predictor: 15, Columns: 61, Colors: c.colors, BitsPerComponent: c.bits}
			got, err := decode(t, bytes.NewReader(idat(file.Bytes())), "FlateDecode", p)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Fatal(d)
			}
		})
	}
}

// idat joins the IDAT chunks of a PNG file.
func idat(file []byte) []byte {
	var out []byte
	for at := 8; at+12 <= len(file); {
		n := int(file[at])<<24 | int(file[at+1])<<16 | int(file[at+2])<<8 | int(file[at+3])
		if string(file[at+4:at+8]) == "IDAT" {
			out = append(out, file[at+8:at+8+n]...)
		}
		at += 12 + n
	}
	return out
}
