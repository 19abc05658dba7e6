package appearance

import "image/color"

// Hue is the main colour of a picture's ink.
type Hue string

// The hues that matter for signatures.
const (
	HueRed   Hue = "red"
	HueBlue  Hue = "blue"
	HueBlack Hue = "black" // without colour
	HueOther Hue = "other" // another colour, or none that prevails
)

// ink weighs the pixels of a picture by how much they cover.
type ink struct{ total, red, blue, grey int }

// greyChroma is the difference between the strongest and weakest of the three
// colours, of 255, below which a pixel counts as without colour.
const greyChroma = 40

func (k *ink) add(c color.NRGBA) {
	if !isInk(c) {
		return
	}
	weight := int(c.A)
	k.total += weight
	r, g, b := int(c.R), int(c.G), int(c.B)
	top, bottom := max(r, g, b), min(r, g, b)
	switch {
	case top-bottom < greyChroma:
		k.grey += weight
	case r == top && abs(g-b)*4 <= top-bottom: // within 15° of red
		k.red += weight
	case b == top && (g-r)*6 <= 5*(top-bottom) && (r-g)*3 <= top-bottom: // 190° to 260°
		k.blue += weight
	}
}

func abs(n int) int { return max(n, -n) }

// Hue returns the hue of more than half of the ink.
func (p *Picture) Hue() Hue { return p.ink.hue() }

func (k ink) hue() Hue {
	switch {
	case 2*k.red > k.total:
		return HueRed
	case 2*k.blue > k.total:
		return HueBlue
	case 2*k.grey > k.total:
		return HueBlack
	}
	return HueOther
}
