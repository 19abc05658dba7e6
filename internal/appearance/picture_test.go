package appearance

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func TestParsePicture(t *testing.T) {
	grey := color.NRGBA{R: 60, G: 60, B: 60, A: 255}
	green := color.NRGBA{R: 20, G: 160, B: 30, A: 255}
	tests := []struct {
		name        string
		ink, behind color.Color
		hue         Hue
		transparent bool
	}{
		{"red seal", red(), color.Transparent, HueRed, true},
		{"blue signature", blue(), color.Transparent, HueBlue, true},
		{"dark blue", color.NRGBA{R: 10, G: 20, B: 90, A: 255}, color.Transparent, HueBlue, true},
		{"black", grey, color.Transparent, HueBlack, true},
		{"green", green, color.Transparent, HueOther, true},
		{"violet", color.NRGBA{R: 150, G: 20, B: 200, A: 255}, color.Transparent, HueOther, true},
		{"orange", color.NRGBA{R: 240, G: 130, B: 20, A: 255}, color.Transparent, HueOther, true},
		{"on paper", red(), color.White, HueRed, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := ParsePicture(disc(t, 50, 20, tt.ink, tt.behind))
			if err != nil {
				t.Fatal(err)
			}
			if p.Hue() != tt.hue || p.Transparent() != tt.transparent {
				t.Errorf("%s, transparent %v", p.Hue(), p.Transparent())
			}
			if p.width != 50 || p.height != 50 || p.DPI(72) != 50 || p.Ratio() != 1 {
				t.Errorf("ink of %d × %d pixels", p.width, p.height)
			}
		})
	}
}

func TestPictureRefused(t *testing.T) {
	good := disc(t, 10, 0, red(), color.White)
	var wide bytes.Buffer
	if err := png.Encode(&wide, image.NewGray(image.Rect(0, 0, 8000, 8000))); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrPicture},
		{"another format", []byte("GIF89a"), ErrPicture},
		{"cut", good[:len(good)-20], ErrPicture},
		{"blank", disc(t, 10, 0, color.White, color.White), ErrPicture},
		{"invisible", disc(t, 10, 0, color.Transparent, color.Transparent), ErrPicture},
		{"few bytes, many pixels", wide.Bytes(), ErrLimit},
		{"many bytes", make([]byte, maxPictureBytes+1), ErrLimit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParsePicture(tt.data); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
