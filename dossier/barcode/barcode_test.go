package barcode_test

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/barcode"
	"github.com/motcua/motcua/internal/testtool"
)

func parse(t testing.TB, s string) dossier.Code {
	t.Helper()
	c, err := dossier.ParseCode(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// scan lets zbar read an image, which lies on a white or a black page.
func scan(t *testing.T, img *image.Gray, symbology string, around uint8) string {
	t.Helper()
	tool := testtool.Path(t, "zbarimg")
	const margin = 40
	page := image.NewGray(img.Rect.Inset(-margin))
	for i := range page.Pix {
		page.Pix[i] = around
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			page.SetGray(x, y, img.GrayAt(x, y))
		}
	}
	name := filepath.Join(t.TempDir(), "symbol.png")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, page); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "--quiet", "--raw", "-Sdisable", "-S"+symbology+".enable", name).Output()
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

func TestCode128IsReadBack(t *testing.T) {
	for _, code := range []string{
		"000.00.06.H56-231027-0361", "H56.14-240823-0001", "H15.50.05.13-261008-0975",
		"38.98.H29-210519-0003", "g09.20-20260609-0092637",
	} {
		for _, module := range []int{0, 1, 2} {
			t.Run(fmt.Sprint(code, " ", module), func(t *testing.T) {
				img, err := barcode.Code128(parse(t, code), barcode.Options{Module: module})
				if err != nil {
					t.Fatal(err)
				}
				if got := scan(t, img, "code128", 0xFF); got != code {
					t.Errorf("read %q", got)
				}
			})
		}
	}
}

func TestQRIsReadBack(t *testing.T) {
	for _, content := range []string{
		"000.00.06.H56-231027-0361",
		"https://dichvucong.example/tra-cuu?ma=H56.14-240823-0001",
		"Hồ sơ số H56.14-240823-0001, hẹn trả ngày 30/08/2024",
		strings.Repeat("0123456789abcdef", 32),
	} {
		t.Run(content[:20], func(t *testing.T) {
			img, err := barcode.QR(content, barcode.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := scan(t, img, "qrcode", 0xFF); got != content {
				t.Errorf("read %q", got)
			}
		})
	}
}

// TestQuietZone: the quiet zone belongs to the image, so a dark surrounding does
// no harm.
func TestQuietZone(t *testing.T) {
	code := parse(t, "000.00.06.H56-231027-0361")
	bars, err := barcode.Code128(code, barcode.Options{})
	if err != nil {
		t.Fatal(err)
	}
	square, err := barcode.QR(code.String(), barcode.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		symbology string
		img       *image.Gray
		left, top int // pixels before the first dark one
	}{
		{"code128", bars, 40, 0},
		{"qrcode", square, 16, 16},
	} {
		t.Run(tt.symbology, func(t *testing.T) {
			if left, top := margins(tt.img); left != tt.left || top != tt.top {
				t.Errorf("quiet for %d and %d pixels, want %d and %d", left, top, tt.left, tt.top)
			}
			if got := scan(t, tt.img, tt.symbology, 0); got != code.String() {
				t.Errorf("read %q", got)
			}
		})
	}
}

func margins(img *image.Gray) (left, top int) {
	left, top = img.Rect.Dx(), img.Rect.Dy()
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.GrayAt(x, y).Y == 0 {
				left, top = min(left, x), min(top, y)
			}
		}
	}
	return left, top
}

func TestRefusals(t *testing.T) {
	code := parse(t, "H56.14-240823-0001")
	for _, o := range []barcode.Options{{Module: -1}, {Module: 65}, {Height: 9}, {Height: 401}} {
		if _, err := barcode.Code128(code, o); !errors.Is(err, barcode.ErrScale) {
			t.Errorf("%+v: %v", o, err)
		}
		if _, err := barcode.QR("x", o); !errors.Is(err, barcode.ErrScale) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := barcode.Code128(dossier.Code{}, barcode.Options{}); !errors.Is(err, barcode.ErrContent) {
		t.Error(err)
	}
	for _, content := range []string{"", strings.Repeat("x", barcode.MaxQR+1)} {
		if _, err := barcode.QR(content, barcode.Options{}); !errors.Is(err, barcode.ErrContent) {
			t.Errorf("%d bytes: %v", len(content), err)
		}
	}
}

// TestFitsA5: the longest strict code fits the width of A5 at 300 dots per inch.
func TestFitsA5(t *testing.T) {
	img, err := barcode.Code128(parse(t, "000.00.06.H56-231027-0361"), barcode.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if width := float64(img.Rect.Dx()) / 300 * 25.4; width > 148 {
		t.Errorf("the symbol is %.0f mm wide", width)
	} else {
		t.Logf("%.0f mm", width)
	}
}
