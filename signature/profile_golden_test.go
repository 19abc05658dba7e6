package signature_test

import (
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestProfilesRendered compares poppler's picture of every profile with the one
// that was looked at. MOTCUA_UPDATE=1 writes them anew.
func TestProfilesRendered(t *testing.T) {
	for _, p := range signature.AppearanceProfiles() {
		t.Run(p.Name, func(t *testing.T) {
			lines := append(letter(), paperLine{"Số:            /QĐ-SNV", 60, 35})
			data := paper{lines: lines}.build(t)
			id, where := signaturetest.Person(), block()
			if p.Role == signature.RoleAgency {
				id = signaturetest.Agency()
			}
			switch p.Spot {
			case signature.SpotSeal:
				data, _ = dressed(t, data, signaturetest.Person(), "nd30-person", block())
			case signature.SpotGiven:
				where.At = &signature.Place{Page: 1, X: 110, Y: 31}
			}
			l := look(t, p)
			l.Date = "ngày 10 tháng 3 năm 2025"
			if p.Use == signature.UseNumber {
				l.Number = "15"
			}
			done, err := openDocument(t, data).Dress(p, l, where)
			if err != nil {
				t.Fatal(err)
			}
			data = mustSign(t, data, id, options(func(o *signature.SignOptions) { o.Appearance = done.Appearance }))
			golden(t, filepath.Join("testdata", "profiles", p.Name+".png"), rasterised(t, data))
		})
	}
}

// golden compares in shades of grey: versions of poppler smooth edges each in
// their own way, so one pixel in a thousand may differ much.
func golden(t *testing.T, path string, img image.Image) {
	t.Helper()
	got := image.NewGray(img.Bounds())
	draw.Draw(got, got.Rect, img, img.Bounds().Min, draw.Src)
	if os.Getenv("MOTCUA_UPDATE") != "" {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kept, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	want, ok := kept.(*image.Gray)
	if !ok || want.Rect != got.Rect {
		t.Fatalf("pictures of different kind or size: %v, %v", kept.Bounds(), got.Rect)
	}
	far := 0
	for i := range got.Pix {
		if d := int(got.Pix[i]) - int(want.Pix[i]); d > 64 || d < -64 {
			far++
		}
	}
	if far*1000 > len(got.Pix) {
		t.Errorf("%d of %d pixels differ", far, len(got.Pix))
	}
}
