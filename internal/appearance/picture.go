package appearance

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// The bounds of a picture: a seal of 42 mm at 1,200 dpi has 2,000 pixels a side.
const (
	maxPictureBytes  = 8 << 20
	maxPicturePixels = 6 << 20
)

// Picture is a PNG picture cut down to its ink: what is neither transparent nor,
// in a picture without transparency, white.
type Picture struct {
	width, height int
	colour, alpha []byte // three and one byte for each pixel
	ink           ink
	transparent   bool
	margins       [4]float64
}

// ParsePicture reads a PNG picture.
//
// Errors: [ErrPicture] for anything else and for a blank picture, [ErrLimit].
func ParsePicture(data []byte) (*Picture, error) {
	if len(data) > maxPictureBytes {
		return nil, fmt.Errorf("appearance: read picture: bytes: %w", ErrLimit)
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("appearance: read picture: %w (%w)", ErrPicture, err)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPicturePixels/c.Height {
		return nil, fmt.Errorf("appearance: read picture: pixels: %w", ErrLimit)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("appearance: read picture: %w (%w)", ErrPicture, err)
	}
	p := trimmed(img)
	if p == nil {
		return nil, fmt.Errorf("appearance: read picture: blank: %w", ErrPicture)
	}
	return p, nil
}

// FromPixels makes a picture of rows of pixels, as a PDF image holds them: three
// bytes of colour for each, and one of opacity; nil alpha is opaque.
//
// Errors: [ErrPicture], [ErrLimit].
func FromPixels(width, height int, colour, alpha []byte) (*Picture, error) {
	if width <= 0 || height <= 0 || width > maxPicturePixels/height {
		return nil, fmt.Errorf("appearance: read picture: pixels: %w", ErrLimit)
	}
	n := width * height
	if len(colour) < 3*n || alpha != nil && len(alpha) < n {
		return nil, fmt.Errorf("appearance: read picture: pixels are missing: %w", ErrPicture)
	}
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range n {
		img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], img.Pix[4*i+3] = colour[3*i], colour[3*i+1], colour[3*i+2], 255
		if alpha != nil {
			img.Pix[4*i+3] = alpha[i]
		}
	}
	p := trimmed(img)
	if p == nil {
		return nil, fmt.Errorf("appearance: read picture: blank: %w", ErrPicture)
	}
	return p, nil
}

// Margins are the parts of the whole picture without ink: left, top, right and
// bottom, of 1.
func (p *Picture) Margins() (left, top, right, bottom float64) {
	return p.margins[0], p.margins[1], p.margins[2], p.margins[3]
}

// The thresholds of ink, of 255.
const (
	faintAlpha = 16  // a pixel below it is not seen
	nearWhite  = 240 // all three colours above it are paper
)

func isInk(c color.NRGBA) bool {
	return c.A >= faintAlpha && (c.R < nearWhite || c.G < nearWhite || c.B < nearWhite)
}

// trimmed copies the part of a picture that holds its ink; nil where it has none.
func trimmed(img image.Image) *Picture {
	p := &Picture{}
	b := img.Bounds()
	box := image.Rectangle{Min: b.Max, Max: b.Min}
	at := func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA) }
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := at(x, y)
			p.transparent = p.transparent || c.A < faintAlpha
			if isInk(c) {
				box.Min.X, box.Min.Y = min(box.Min.X, x), min(box.Min.Y, y)
				box.Max.X, box.Max.Y = max(box.Max.X, x+1), max(box.Max.Y, y+1)
			}
		}
	}
	if box.Min.X >= box.Max.X {
		return nil
	}
	p.width, p.height = box.Dx(), box.Dy()
	p.margins = [4]float64{
		float64(box.Min.X-b.Min.X) / float64(b.Dx()), float64(box.Min.Y-b.Min.Y) / float64(b.Dy()),
		float64(b.Max.X-box.Max.X) / float64(b.Dx()), float64(b.Max.Y-box.Max.Y) / float64(b.Dy()),
	}
	p.colour, p.alpha = make([]byte, 0, 3*p.width*p.height), make([]byte, 0, p.width*p.height)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c := at(x, y)
			p.ink.add(c)
			p.colour, p.alpha = append(p.colour, c.R, c.G, c.B), append(p.alpha, c.A)
		}
	}
	return p
}

// Ratio is the height of the ink by its width.
func (p *Picture) Ratio() float64 { return float64(p.height) / float64(p.width) }

// Transparent tells whether anything shines through the picture.
func (p *Picture) Transparent() bool { return p.transparent }

// DPI is how many pixels of its width the picture has for each inch when it is
// drawn so many points wide.
func (p *Picture) DPI(width float64) float64 { return float64(p.width) * 72 / width }

// objects returns the picture as PDF objects, the image first and its soft mask
// second; first is the number that the image will have.
func (p *Picture) objects(first int) []Object {
	size := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /Filter /FlateDecode", p.width, p.height)
	return []Object{
		{Body: fmt.Sprintf("<< %s /ColorSpace /DeviceRGB /SMask %d 0 R >>", size, first+1), Data: packed(p.colour)},
		{Body: "<< " + size + " /ColorSpace /DeviceGray >>", Data: packed(p.alpha)},
	}
}
