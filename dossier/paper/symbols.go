package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"

	"github.com/motcua/motcua/dossier/barcode"
)

// Measures in millimetres.
const (
	moduleWidth  = 0.254 // 10 mil: the 25 characters of an old code fit beside the QR symbol on A5
	barHeight    = 10.0
	qrWidth      = 22.0
	marginWidth  = 12.0
	a5Wide       = 148.0
	a5High       = 210.0
	a4Wide       = 210.0
	a4High       = 297.0
	symbolPixels = 4 // of a module
)

// symbol is a picture that is printed in this size.
type symbol struct {
	name       string
	png        []byte
	wide, high float64
}

// symbols draws the bar code and the QR symbol; none without a code.
func (p *Paper) symbols() ([]symbol, error) {
	if p.code.IsZero() {
		return nil, nil
	}
	bars, err := barcode.Code128(p.code, barcode.Options{Module: symbolPixels})
	if err != nil {
		return nil, fmt.Errorf("paper: draw symbols: %w", err)
	}
	qr, err := barcode.QR(p.lookUp(), barcode.Options{Module: symbolPixels})
	if err != nil {
		return nil, fmt.Errorf("paper: draw symbols: %w: the text to look up does not fit", ErrDetails)
	}
	var list []symbol
	for _, s := range []struct {
		name       string
		img        *image.Gray
		wide, high float64
	}{
		{"code128", bars, float64(bars.Rect.Dx()) / symbolPixels * moduleWidth, barHeight},
		{"qr", qr, qrWidth, qrWidth},
	} {
		var b bytes.Buffer
		if err := png.Encode(&b, s.img); err != nil {
			return nil, fmt.Errorf("paper: draw symbols: %w", err)
		}
		list = append(list, symbol{s.name, b.Bytes(), s.wide, s.high})
	}
	return list, nil
}

// size returns the size of the page.
func (p *Paper) size() (name string, wide, high float64) {
	if p.a4 {
		return "A4", a4Wide, a4High
	}
	return "A5", a5Wide, a5High
}

// heading is the title as it is printed.
func (p *Paper) heading() string { return strings.ToUpper(p.title) }
