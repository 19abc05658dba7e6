package signature_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"testing"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// TestPreview: frames stand where the marks are and should be, on a schematic
// page and on one that poppler renders.
func TestPreview(t *testing.T) {
	data, _ := dressed(t, paper{turns: 1, crop: true, lines: letter()}.build(t), signaturetest.Person(), "nd30-person", block())
	wrong := &signature.Place{Page: 1, X: 20, Y: 220}
	data, _ = dressed(t, data, signaturetest.Agency(), "nd30-agency", signature.Where{At: wrong})
	r, err := judge(data)
	if err != nil {
		t.Fatal(err)
	}
	opts := signature.PlaceOptions{Title: "PHÓ GIÁM ĐỐC", Name: "Nguyễn Văn A", Roles: map[string]signature.Role{
		"Signature1": signature.RolePerson, "Signature2": signature.RoleAgency}}
	renderers := map[string]signature.PageRenderer{"schematic": nil}
	t.Run("poppler", func(t *testing.T) {
		renderers["poppler"] = signature.Poppler{Tool: testtool.Path(t, "pdftoppm"), File: bytes.NewReader(data), Size: int64(len(data))}
	})
	const dpi = 50
	for name, renderer := range renderers {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			err := openDocument(t, data).PreviewPlaces(context.Background(), &out, r, opts, signature.PreviewOptions{DPI: dpi, Renderer: renderer})
			if err != nil {
				t.Fatal(err)
			}
			if keep := os.Getenv("MOTCUA_KEEP"); keep != "" {
				if err := os.WriteFile(keep+name+".png", out.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			img, err := png.Decode(&out)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "width", float64(img.Bounds().Dx()), paperW*dpi/25.4, 2)
			near(t, "height", float64(img.Bounds().Dy()), paperH*dpi/25.4, 2)
			// The seal should end at the left third of the handwriting of 40 mm around
			// 150 mm, and be 36 mm wide and high; both frames together reach from its
			// left edge to the right edge of the handwriting.
			should := inkBox(img, func(r, g, b int) bool { return r == 0 && g == 140 && b == 40 })
			near(t, "left of what should be", float64(should.Min.X), (130+40.0/3-36)*dpi/25.4, 3)
			is := inkBox(img, func(r, g, b int) bool { return r == 200 && g == 0 && b == 0 })
			near(t, "left of what is", float64(is.Min.X), 20*dpi/25.4, 2)
			near(t, "bottom of what is", float64(is.Max.Y), 256*dpi/25.4, 2)
		})
	}
}

// brokenRenderer is a renderer that cannot.
type brokenRenderer struct{ img image.Image }

func (f brokenRenderer) RenderPage(context.Context, int, float64) (image.Image, error) {
	if f.img != nil {
		return f.img, nil
	}
	return nil, errors.ErrUnsupported
}

func TestPreviewErrors(t *testing.T) {
	data := paper{lines: letter()}.build(t)
	tests := []struct {
		name string
		opts signature.PreviewOptions
		want error
	}{
		{"no such page", signature.PreviewOptions{Page: 2}, signature.ErrPlace},
		{"renderer fails", signature.PreviewOptions{Renderer: brokenRenderer{}}, errors.ErrUnsupported},
		{"renderer gives too much", signature.PreviewOptions{Renderer: brokenRenderer{image.NewUniform(image.White.C)}}, signature.ErrLimit},
		{"no tool", signature.PreviewOptions{Renderer: signature.Poppler{Tool: "/nonexistent/pdftoppm", File: bytes.NewReader(data), Size: int64(len(data))}}, os.ErrNotExist},
		{"no signature, far too fine", signature.PreviewOptions{DPI: 1e9, More: []signature.Place{{Page: 1, X: -10, Y: 10, Width: 1e9, Height: 3}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			err := openDocument(t, data).PreviewPlaces(context.Background(), &out, nil, signature.PlaceOptions{}, tt.opts)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
