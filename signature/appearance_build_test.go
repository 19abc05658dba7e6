package signature_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/motcua/motcua/internal/appearance"
)

// paper is an A4 page with lines of text at places in millimetres from the top
// left corner as it is displayed: middle and baseline.
type paper struct {
	turns int
	crop  bool // the page is larger than what is displayed
	lines []paperLine
}

type paperLine struct {
	text         string
	middle, base float64
}

const (
	paperW, paperH = 210.0, 297.0
	mm             = 72 / 25.4
)

// letter is the usual end of a document: whom it goes to at the left, the signer's
// block at the right.
func letter() []paperLine {
	return []paperLine{
		{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 140, 25},
		{"Kính gửi: ông Nguyễn Văn A", 105, 60},
		{"Nơi nhận:", 50, 200},
		{"KT. GIÁM ĐỐC", 150, 200},
		{"PHÓ GIÁM ĐỐC", 150, 206},
		{"- Như trên;", 50, 206},
		{"Nguyễn Văn A", 150, 240},
	}
}

// build makes the file: the lines in an embedded font, as a form that is turned
// against the page's rotation.
func (p paper) build(t testing.TB) []byte {
	t.Helper()
	font, err := appearance.Twin()
	if err != nil {
		t.Fatal(err)
	}
	c := appearance.NewCanvas(paperW*mm, paperH*mm)
	for _, l := range p.lines {
		w, err := font.Width(l.text, 13)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Text(font, 13, l.middle*mm-w/2, (paperH-l.base)*mm, l.text); err != nil {
			t.Fatal(err)
		}
	}
	d, err := c.Drawing()
	if err != nil {
		t.Fatal(err)
	}
	w, h := paperW*mm, paperH*mm
	shift := 0.0
	if p.crop {
		shift = 30
	}
	box, turn := [2]float64{w, h}, [6]float64{1, 0, 0, 1, 0, 0}
	switch p.turns {
	case 1:
		box, turn = [2]float64{h, w}, [6]float64{0, 1, -1, 0, h, 0}
	case 2:
		turn = [6]float64{-1, 0, 0, -1, w, h}
	case 3:
		box, turn = [2]float64{h, w}, [6]float64{0, -1, 1, 0, 0, w}
	}
	turn[4], turn[5] = turn[4]+shift, turn[5]+shift
	entries := fmt.Sprintf("/MediaBox [0 0 %g %g] /CropBox [%g %g %g %g] /Rotate %d",
		box[0]+2*shift, box[1]+2*shift, shift, shift, box[0]+shift, box[1]+shift, 90*p.turns)
	content := fmt.Sprintf("%g %g %g %g %g %g cm /Fm Do", turn[0], turn[1], turn[2], turn[3], turn[4], turn[5])
	return file(entries, content, w, h, d)
}

// file puts one page together.
func file(entries, content string, w, h float64, d *appearance.Drawing) []byte {
	const first = 6
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	add := func(body string, data []byte) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		if data == nil {
			fmt.Fprintf(&b, "%s\nendobj\n", body)
			return
		}
		fmt.Fprintf(&b, "%s /Length %d >>\nstream\n%s\nendstream\nendobj\n", body[:len(body)-2], len(data), data)
	}
	add("<< /Type /Catalog /Pages 2 0 R >>", nil)
	add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", nil)
	add("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /Fm 5 0 R >> >> "+entries+" >>", nil)
	add("<< >>", []byte(content))
	add(fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 %g %g] /Resources %s >>", w, h, renumber(d.Resources, first-1)), d.Content)
	for _, o := range d.Objects {
		add(renumber(o.Body, first-1), o.Data)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return b.Bytes()
}

func renumber(body string, n int) string {
	return regexp.MustCompile(`\b(\d+) 0 R\b`).ReplaceAllStringFunc(body, func(s string) string {
		num, _ := strconv.Atoi(s[:len(s)-4])
		return fmt.Sprintf("%d 0 R", num+n)
	})
}

// handwriting is a blue wave on nothing, four times as wide as high.
func handwriting(t testing.TB) []byte {
	return picture(t, 400, 100, func(x, y int) color.NRGBA {
		if math.Abs(float64(y)-50-48*math.Sin(float64(x)/20)) < 4 {
			return color.NRGBA{R: 20, G: 50, B: 170, A: 255}
		}
		return color.NRGBA{}
	})
}

// seal is a red ring on nothing.
func seal(t testing.TB) []byte {
	return picture(t, 400, 400, func(x, y int) color.NRGBA {
		if r := math.Hypot(float64(x)-199.5, float64(y)-199.5); r <= 200 && r > 180 || r < 60 {
			return color.NRGBA{R: 205, G: 20, B: 30, A: 255}
		}
		return color.NRGBA{}
	})
}

func picture(t testing.TB, w, h int, at func(x, y int) color.NRGBA) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, at(x, y))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
