// Package barcode draws dossier codes for scanners: as Code 128 and as QR, which
// offices may use beside the code (Điều 19 khoản 2 Thông tư 01/2018/TT-VPCP).
//
// Images are black on white, without anti-aliasing, with the quiet zone that
// scanners need. They hold no text: the papers print the code beside them.
package barcode

import (
	"errors"
	"fmt"
	"image"
	"image/color"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"

	"github.com/motcua/motcua/dossier"
)

var (
	// ErrContent reports content that the symbol cannot hold.
	ErrContent = errors.New("not content for this symbol")
	// ErrScale reports options out of range.
	ErrScale = errors.New("scale out of range")
)

// MaxQR bounds the content of a QR symbol, in bytes: what a version 40 holds at
// its least correction is 2953, and nobody scans such a symbol from paper.
const MaxQR = 512

// The quiet zones, in modules: ISO/IEC 15417 asks for 10 at either end of a Code
// 128 symbol, ISO/IEC 18004 for 4 around a QR symbol.
const (
	quietCode128 = 10
	quietQR      = 4
)

// Options sizes a symbol.
type Options struct {
	// Module is the width of the narrowest bar, or of a square, in pixels, 1 to
	// 64; zero means 4. At 300 dots per inch 4 pixels are 0.34 mm, and the Code
	// 128 symbol of a 25-character code is about 105 mm wide, quiet zone
	// included, on the 148 mm of A5.
	Module int
	// Height is the height of the bars of Code 128, in modules, 10 to 400; zero
	// means 40. QR symbols are square.
	Height int
}

func (o Options) filled() (Options, error) {
	if o.Module == 0 {
		o.Module = 4
	}
	if o.Height == 0 {
		o.Height = 40
	}
	if o.Module < 1 || o.Module > 64 || o.Height < 10 || o.Height > 400 {
		return o, fmt.Errorf("barcode: %w", ErrScale)
	}
	return o, nil
}

// Code128 draws a dossier code as it was written.
//
// Errors: [ErrContent] for the zero Code, [ErrScale].
func Code128(c dossier.Code, o Options) (*image.Gray, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if c.IsZero() {
		return nil, fmt.Errorf("barcode: draw Code 128: %w", ErrContent)
	}
	symbol, err := code128.Encode(c.String())
	if err != nil {
		return nil, fmt.Errorf("barcode: draw Code 128: %w", ErrContent)
	}
	return draw(symbol, o.Module, o.Height, image.Pt(quietCode128, 0)), nil
}

// QR draws text, such as a code or the address at which it is looked up, with a
// correction of about 15 % (level M).
//
// Errors: [ErrContent] for empty text and more than [MaxQR] bytes, [ErrScale].
func QR(content string, o Options) (*image.Gray, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if content == "" || len(content) > MaxQR {
		return nil, fmt.Errorf("barcode: draw QR: %w", ErrContent)
	}
	symbol, err := qr.Encode(content, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("barcode: draw QR: %w", ErrContent)
	}
	return draw(symbol, o.Module, symbol.Bounds().Dy(), image.Pt(quietQR, quietQR)), nil
}

// draw magnifies a symbol of one pixel for each module, rows high, and puts the
// quiet zone around it. A symbol of one row is drawn in all of them.
func draw(symbol barcode.Barcode, module, rows int, quiet image.Point) *image.Gray {
	size := symbol.Bounds()
	img := image.NewGray(image.Rect(0, 0, (size.Dx()+2*quiet.X)*module, (rows+2*quiet.Y)*module))
	for y := range img.Rect.Dy() {
		row := y/module - quiet.Y
		for x := range img.Rect.Dx() {
			at := image.Pt(x/module-quiet.X, min(row, size.Dy()-1))
			if row < 0 || row >= rows || !at.In(size) || !dark(symbol.At(at.X, at.Y)) {
				img.Pix[y*img.Stride+x] = 0xFF
			}
		}
	}
	return img
}

func dark(c color.Color) bool {
	return color.GrayModel.Convert(c).(color.Gray).Y < 0x80
}
