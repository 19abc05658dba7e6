package appearance

import (
	"bytes"
	"errors"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func references() *regexp.Regexp { return regexp.MustCompile(`\b\d+ 0 R\b`) }

// vietnamese lists every letter of the alphabet with every tone, in both cases,
// put together from its parts.
func vietnamese() string {
	var b strings.Builder
	for _, v := range []string{"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"} {
		for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
			b.WriteString(v + tone)
		}
	}
	b.WriteString("bcdđghklmnpqrstvxfjwz")
	lower := norm.NFC.String(b.String())
	return lower + strings.ToUpper(lower)
}

func twinOf(t testing.TB) *Font {
	t.Helper()
	f, err := Twin()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func drawing(t testing.TB, lines ...string) *Drawing {
	t.Helper()
	c := NewCanvas(900, float64(20*len(lines)+20))
	for i, line := range lines {
		if err := c.Text(twinOf(t), 10, 10, float64(20*i+10), line); err != nil {
			t.Fatal(err)
		}
	}
	d, err := c.Drawing()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTextReadsBack: pdftotext finds every letter that was drawn, decomposed or
// not, and letters that a font draws alike stay apart.
func TestTextReadsBack(t *testing.T) {
	letters := []rune(vietnamese())
	half := len(letters) / 2
	lines := []string{
		string(letters[:half]), string(letters[half:]),
		"Số: 15/QĐ-BNV", "Đ Ð ₫ – “”", "2025-03-10T09:30:00+07:00", norm.NFD.String("Nguyễn Thị Ường"),
	}
	path := saved(t, page(drawing(t, lines...)))
	text := run(t, "pdftotext", "-layout", path, "-")
	for _, want := range lines {
		if !strings.Contains(text, norm.NFC.String(want)) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	fonts := run(t, "pdffonts", path)
	row := fonts[strings.LastIndex(strings.TrimSpace(fonts), "\n"):]
	if !regexp.MustCompile(`[A-Z]{6}\+LiberationSerif +CID TrueType +Identity-H +yes yes yes`).MatchString(row) {
		t.Errorf("pdffonts:\n%s", fonts)
	}
	run(t, "qpdf", "--check", path)
}

// TestDrawingLooks renders text and a picture: there is ink where they stand.
func TestDrawingLooks(t *testing.T) {
	p, err := ParsePicture(disc(t, 120, 30, red(), color.Transparent))
	if err != nil {
		t.Fatal(err)
	}
	c := NewCanvas(200, 100)
	c.Picture(p, 10, 10, 80, 80)
	if err := c.Text(twinOf(t), 14, 60, 40, "Nguyễn Thị Ường, Đỗ Vũ"); err != nil {
		t.Fatal(err)
	}
	d, err := c.Drawing()
	if err != nil {
		t.Fatal(err)
	}
	path := saved(t, page(d))
	run(t, "qpdf", "--check", path)
	out := filepath.Join(filepath.Dir(path), "page")
	run(t, "pdftoppm", "-png", "-r", "72", "-singlefile", path, out)
	data, err := os.ReadFile(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("MOTCUA_KEEP"); keep != "" {
		if err := os.WriteFile(keep, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shown, err := ParsePicture(data)
	if err != nil {
		t.Fatal(err)
	}
	if shown.Hue() != HueRed || shown.width < 170 || shown.height < 78 || shown.height > 82 {
		t.Errorf("%s ink of %d × %d pixels", shown.Hue(), shown.width, shown.height)
	}
}

// TestSameBytes: one input, one output.
func TestSameBytes(t *testing.T) {
	a, b := page(drawing(t, vietnamese())), page(drawing(t, vietnamese()))
	if !bytes.Equal(a, b) {
		t.Error("two drawings differ")
	}
}

func TestTextRefused(t *testing.T) {
	tests := []struct {
		name, line string
		want       rune
	}{
		{"Chinese", "阮 Văn A", '阮'},
		{"control character", "Nguyễn\tVăn", '\t'},
		{"private letter", "\ue000", '\ue000'},
		{"beyond the first plane", "😀", '😀'},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := NewCanvas(1, 1).Text(twinOf(t), 10, 0, 0, tt.line)
			var missing *RuneError
			if !errors.As(err, &missing) || !errors.Is(err, ErrRune) || missing.Rune != tt.want {
				t.Errorf("got %v", err)
			}
		})
	}
	if err := NewCanvas(1, 1).Text(twinOf(t), 10, 0, 0, strings.Repeat("a", maxTextRunes+1)); !errors.Is(err, ErrLimit) {
		t.Errorf("got %v, want ErrLimit", err)
	}
}

// TestWidths: the widths of Times New Roman's letters, which the twin shares, as
// the Adobe metrics of Times give them.
func TestWidths(t *testing.T) {
	for text, want := range map[string]float64{"A": 722, "a": 444, "Đ": 722, "0": 500, " ": 250, "W": 944, "M": 889} {
		if got, err := twinOf(t).Width(text, 1000); err != nil || got < want-1 || got > want+1 {
			t.Errorf("%q is %v wide, want %v (%v)", text, got, want, err)
		}
	}
}
