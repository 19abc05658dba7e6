package pagetext

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/testtool"
)

const fontResources = "/Resources << /Font << /F 5 0 R >> /XObject << /Fm 7 0 R >> >>"

// TestWhereTextStands: “ABCD” of 20 pt, half an em for each letter, starts 100 pt
// right of and 50 pt below the corner that the reader sees as the top left one.
func TestWhereTextStands(t *testing.T) {
	const media = "/MediaBox [0 0 400 600] "
	want := Box{X: 100 * MM, Y: (50 - aboveBase*20) * MM, W: 40 * MM, H: (aboveBase + belowBase) * 20 * MM}
	tests := []struct{ name, entries, content string }{
		{"upright", media, "BT /F 20 Tf 100 550 Td (ABCD) Tj ET"},
		{"quarter turn", media + "/Rotate 90 ", "BT /F 20 Tf 0 1 -1 0 50 100 Tm (ABCD) Tj ET"},
		{"half turn", media + "/Rotate 180 ", "BT /F 20 Tf -1 0 0 -1 300 50 Tm (ABCD) Tj ET"},
		{"three quarters", media + "/Rotate -90 ", "BT /F 20 Tf 0 -1 1 0 350 500 Tm (ABCD) Tj ET"},
		{"crop box", media + "/CropBox [30 40 390 580] ", "BT /F 20 Tf 130 530 Td (ABCD) Tj ET"},
		{"crop box turned", media + "/CropBox [30 40 390 580] /Rotate 90 ", "BT /F 20 Tf 0 1 -1 0 80 140 Tm (ABCD) Tj ET"},
		{"corners swapped", "/MediaBox [400 600 0 0] ", "BT /F 20 Tf 100 550 Td (ABCD) Tj ET"},
		{"user unit", "/MediaBox [0 0 200 300] /UserUnit 2 ", "BT /F 10 Tf 50 275 Td (ABCD) Tj ET"},
		{"cm", media, "q 2 0 0 2 0 0 cm BT /F 10 Tf 50 275 Td (ABCD) Tj ET Q"},
		{"TJ", media, "BT /F 20 Tf 1 0 0 1 100 550 Tm [(AB) 0 (CD)] TJ ET"},
		{"kerned", media, "BT /F 20 Tf 105 550 Td [250 (A) 0 (BC) 0 (D)] TJ ET"},
		{"spaced and narrowed", media, "BT /F 20 Tf 50 Tz 10 Tc 100 550 Td (ABCD) Tj ET"},
		{"next line", media, "BT /F 20 Tf 14 TL 100 564 Td T* (ABCD) Tj ET"},
		{"quote", media, "BT /F 20 Tf 14 TL 100 564 Td (ABCD) ' ET"},
		{"double quote", media, "BT /F 20 Tf 14 TL 100 564 Td 0 0 (ABCD) \" ET"},
		{"TD", media, "BT /F 20 Tf 100 600 TD 0 -50 TD (ABCD) Tj ET"},
		{"rise", media, "BT /F 20 Tf 5 Ts 100 545 Td (ABCD) Tj ET"},
		{"form", media, "q 1 0 0 1 90 0 cm /Fm Do Q"},
		{"after an inline image", media, "BI /W 1 /H 1 /BPC 8 /CS /G ID \x80(\nEI BT /F 20 Tf 100 550 Td (ABCD) Tj ET"},
		{"restored", media, "BT /F 20 Tf q 9 0 0 9 0 0 cm Q 100 550 Td (ABCD) Tj ET"},
	}
	form := streamed("/Type /XObject /Subtype /Form /BBox [0 0 400 600] /Matrix [1 0 0 1 10 0]", "BT /F 20 Tf 0 550 Td (ABCD) Tj ET")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, whole := linesOf(t, made(tt.entries+fontResources, tt.content, fixedFont, halves(), form))
			if len(lines) != 1 || !Same(lines[0].Text, "ABCD") || !whole {
				t.Fatalf("%v, whole %v", lines, whole)
			}
			got := lines[0].Box
			if tt.name == "spaced and narrowed" {
				got.W += 5 * MM // the space behind the last letter
			}
			for _, d := range []float64{got.X - want.X, got.Y - want.Y, got.W - want.W, got.H - want.H} {
				if math.Abs(d) > 0.01 {
					t.Errorf("at %+v, want %+v", got, want)
					break
				}
			}
		})
	}
}

// TestBoxesThereAndBack: user space to the page as shown and back.
func TestBoxesThereAndBack(t *testing.T) {
	for _, turn := range []string{"0", "90", "180", "270", "-90", "450"} {
		_, _, pages := opened(t, made("/MediaBox [10 20 400 600] /CropBox [30 40 390 580] /Rotate "+turn, ""))
		r := [4]float64{50, 60, 80, 160}
		back := pages[0].ToUser(pages[0].FromUser(r))
		for i := range r {
			if math.Abs(back[i]-r[i]) > 1e-6 {
				t.Errorf("turned by %s: %v came back as %v", turn, r, back)
				break
			}
		}
		w, h := pages[0].Size()
		wide := 360 * MM
		if turn != "0" && turn != "180" {
			w, h = h, w
		}
		if math.Abs(w-wide) > 1e-9 || math.Abs(h-540*MM) > 1e-9 {
			t.Errorf("turned by %s: %v × %v mm", turn, w, h)
		}
	}
}

// TestLetters: codes become letters by ToUnicode, by the encoding's names, by the
// base encoding.
func TestLetters(t *testing.T) {
	cmap := streamed("", "1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <1EBF> <0002> <00660069> endbfchar"+
		" 2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0110> <1EC7>] endbfrange")
	tests := []struct{ name, font, text, want string }{
		{"ToUnicode", "<< /Subtype /Type0 /ToUnicode 7 0 R /DescendantFonts [<< /DW 500 >>] >>", "<000100020010001200200021>", "ếfiacĐệ"},
		{"names", "<< /Subtype /Type1 /Encoding << /Differences [1 /dcroat /ecircumflexacute /uhorn /uni1EA4 /A /one /u1EF9 /nothing] >> >>",
			`(\001\002\003\004\005\006\007\010)`, "đếưẤA1ỹ"},
		{"WinAnsi", "<< /Subtype /TrueType /Encoding /WinAnsiEncoding >>", `(\300\323\226)`, "ÀÓ–"},
		{"MacRoman", "<< /Subtype /TrueType /Encoding /MacRomanEncoding >>", `(\313\356)`, "ÀÓ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, _ := linesOf(t, made("/MediaBox [0 0 400 600] "+fontResources, "BT /F 20 Tf 10 100 Td "+tt.text+" Tj ET", tt.font, "[]", cmap))
			if len(lines) != 1 || lines[0].Text != tt.want {
				t.Errorf("%v, want %q", lines, tt.want)
			}
		})
	}
}

// TestColumns: a wide gap parts lines, a narrow one words.
func TestColumns(t *testing.T) {
	content := "BT /F 10 Tf 20 500 Td (Noi nhan:) Tj 200 0 Td (CHU) Tj 18 0 Td (TICH) Tj -218 -20 Td (- VT.) Tj ET"
	lines, _ := linesOf(t, made("/MediaBox [0 0 400 600] "+fontResources, content, fixedFont, halves(), "null"))
	var got []string
	for _, l := range lines {
		got = append(got, l.Text)
	}
	if diff := cmp.Diff([]string{"Noi nhan:", "CHU TICH", "- VT."}, got); diff != "" {
		t.Error(diff)
	}
	if !Same("CHỦ  TỊCH", "Chủ Tịch") || Same("CHỦ TỊCH", "PHÓ CHỦ TỊCH") {
		t.Error("lines are compared wrongly")
	}
}

// TestSelfDrawingForm: a form that draws itself ends.
func TestSelfDrawingForm(t *testing.T) {
	form := streamed("/Subtype /Form /Resources << /XObject << /Fm 7 0 R >> >>", "/Fm Do /Fm Do")
	if _, whole := linesOf(t, made("/MediaBox [0 0 400 600] "+fontResources, "/Fm Do", fixedFont, halves(), form)); whole {
		t.Error("a page without end was read to its end")
	}
}

// TestAgainstPoppler: the words that pdftotext finds in real files are found here.
func TestAgainstPoppler(t *testing.T) {
	tool := testtool.Path(t, "pdftotext")
	files, words, missed := 0, 0, 0
	for _, c := range corpus.Files(t) {
		if files >= 60 || c.Verdict != "valid" {
			continue
		}
		data, err := os.ReadFile(c.Path)
		if err != nil || len(data) > 1<<20 || filepath.Ext(c.Path) != ".pdf" {
			continue
		}
		out, err := exec.Command(tool, "-l", "1", c.Path, "-").Output()
		f, openErr := pdf.Open(strings.NewReader(string(data)), int64(len(data)), pdf.Options{})
		if err != nil || openErr != nil || f.Locked() != nil {
			continue
		}
		v := f.View(len(f.Revisions()) - 1)
		pages, err := Pages(v)
		if err != nil || len(pages) == 0 {
			continue
		}
		files++
		glyphs := pages[0].Content(f, v).Glyphs
		annots, _ := v.Resolve(pages[0].Dict.Get("Annots"))
		list, _ := annots.(pdf.Array)
		for _, a := range list {
			if d, err := v.Dict(a); err == nil && d != nil {
				glyphs = append(glyphs, pages[0].Appearance(f, v, d).Glyphs...)
			}
		}
		var all strings.Builder
		for _, g := range glyphs {
			all.WriteString(g.Text)
		}
		found := Folded(all.String())
		for _, w := range strings.Fields(string(out)) {
			words++
			if !strings.Contains(found, Folded(w)) {
				missed++
				if missed < 10 {
					t.Logf("%s: %q is missing", c.Name, w)
				}
			}
		}
	}
	if files == 0 || words == 0 {
		t.Fatalf("%d files, %d words", files, words)
	}
	t.Logf("%d files, %d words, %d not found", files, words, missed)
	if missed*50 > words {
		t.Errorf("%d of %d words were not found", missed, words)
	}
}

// TestPictures: an image fills the unit square, wherever that is mapped to.
func TestPictures(t *testing.T) {
	image := streamed("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x")
	for turn, want := range map[string]Box{
		"0": {X: 100 * MM, Y: 50 * MM, W: 40 * MM, H: 20 * MM}, "90": {X: 530 * MM, Y: 100 * MM, W: 20 * MM, H: 40 * MM},
	} {
		f, v, pages := opened(t, made("/MediaBox [0 0 400 600] /Rotate "+turn+fontResources, "q 40 0 0 20 100 530 cm /Fm Do Q", fixedFont, halves(), image))
		c := pages[0].Content(f, v)
		if len(c.Pictures) != 1 || !c.Whole || math.Abs(c.Pictures[0].Box.X-want.X)+math.Abs(c.Pictures[0].Box.Y-want.Y)+
			math.Abs(c.Pictures[0].Box.W-want.W)+math.Abs(c.Pictures[0].Box.H-want.H) > 0.01 {
			t.Errorf("turned by %s: %+v, want %+v", turn, c, want)
		}
	}
}

// FuzzGlyphs: no page panics, hangs or grows without bound.
func FuzzGlyphs(f *testing.F) {
	f.Add(made("/MediaBox [0 0 400 600] "+fontResources, "BT /F 20 Tf 100 550 Td [(AB) -20 (CD)] TJ T* (x) ' ET /Fm Do", fixedFont, halves(),
		streamed("/Subtype /Form /Matrix [1 0 0 1 10 0]", "BT /F 20 Tf (ABCD) Tj ET")))
	f.Add(made("/MediaBox [0 0 400 600] /Rotate 90 "+fontResources, "BT /F 20 Tf <0001> Tj ET",
		"<< /Subtype /Type0 /ToUnicode 7 0 R /DescendantFonts [<< /DW 500 /W [0 [1 2] 4 9 3] >>] >>", "null",
		streamed("", "1 beginbfrange <0000> <ffff> <0000> endbfrange")))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := pdf.Open(strings.NewReader(string(data)), int64(len(data)), pdf.Options{})
		if err != nil {
			return
		}
		v := file.View(len(file.Revisions()) - 1)
		pages, err := Pages(v)
		if err != nil {
			return
		}
		for i := range pages[:min(len(pages), 4)] {
			glyphs := pages[i].Content(file, v).Glyphs
			if len(glyphs) > maxGlyphs {
				t.Errorf("%d letters", len(glyphs))
			}
			Lines(glyphs)
		}
	})
}

// BenchmarkGlyphs reads a page of 4,000 letters; lexing it alone is the floor.
func BenchmarkGlyphs(b *testing.B) {
	content := "BT /F 10 Tf 50 590 Td " + strings.Repeat("[(Quyet dinh ) -20 (so 15 ve viec ) 30 (ban hanh)] TJ 0 -6 Td ", 100) + "ET"
	data := made("/MediaBox [0 0 400 600] "+fontResources, content, fixedFont, halves(), "null")
	b.Run("glyphs and lines", func(b *testing.B) {
		for b.Loop() {
			f, v, pages := opened(b, data)
			glyphs := pages[0].Content(f, v).Glyphs
			Lines(glyphs)
		}
	})
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			f, _, _ := opened(b, data)
			f.Instructions([]byte(content), func(string, []pdf.Object) bool { return true })
		}
	})
}
