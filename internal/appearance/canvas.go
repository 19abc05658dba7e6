package appearance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Drawing is a form XObject whose box starts at 0 0, in points.
type Drawing struct {
	Width, Height float64
	Content       []byte
	Resources     string // “n 0 R” means Objects[n-1]
	Objects       []Object
}

// Canvas collects what a drawing shows. Coordinates are points from its lower
// left corner.
type Canvas struct {
	width, height float64
	texts         []text
	pictures      []placed
}

type text struct {
	font       *Font
	size, x, y float64
	runes      []rune
}

type placed struct {
	picture             *Picture
	x, y, width, height float64
}

// NewCanvas starts a drawing of a size in points.
func NewCanvas(width, height float64) *Canvas { return &Canvas{width: width, height: height} }

// maxTextRunes bounds one line of text.
const maxTextRunes = 1024

// Text draws one line in black, its baseline starting at x, y. It is normalised to
// NFC first.
//
// Errors: [RuneError] for a letter that the font lacks: nothing is ever drawn as a
// box; [ErrLimit].
func (c *Canvas) Text(f *Font, size, x, y float64, line string) error {
	if _, err := f.Width(line, size); err != nil {
		return err
	}
	runes := []rune(norm.NFC.String(line))
	if len(runes) > maxTextRunes {
		return fmt.Errorf("appearance: draw text: letters: %w", ErrLimit)
	}
	c.texts = append(c.texts, text{font: f, size: size, x: x, y: y, runes: runes})
	return nil
}

// Picture draws a picture's ink into a box with its lower left corner at x, y.
func (c *Canvas) Picture(p *Picture, x, y, width, height float64) {
	c.pictures = append(c.pictures, placed{picture: p, x: x, y: y, width: width, height: height})
}

// Drawing returns what was drawn, pictures below text.
//
// Errors: [ErrFont] for a font with damaged letters, [ErrLimit].
func (c *Canvas) Drawing() (*Drawing, error) {
	d := &Drawing{Width: c.width, Height: c.height}
	var content, images, fonts strings.Builder
	for i, p := range c.pictures {
		fmt.Fprintf(&images, "/Im%d %d 0 R ", i+1, len(d.Objects)+1)
		d.Objects = append(d.Objects, p.picture.objects(len(d.Objects)+1)...)
		fmt.Fprintf(&content, "q %s 0 0 %s %s %s cm /Im%d Do Q\n", number(p.width), number(p.height), number(p.x), number(p.y), i+1)
	}
	subsets, err := c.subsets()
	if err != nil {
		return nil, err
	}
	for i, s := range subsets {
		objects, err := s.objects(len(d.Objects) + 1)
		if err != nil {
			return nil, fmt.Errorf("appearance: embed font: %w", err)
		}
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", i+1, len(d.Objects)+1)
		d.Objects = append(d.Objects, objects...)
	}
	for _, t := range c.texts {
		i := slices.IndexFunc(subsets, func(s *subset) bool { return s.font == t.font })
		fmt.Fprintf(&content, "BT 0 g /F%d %s Tf %s %s Td <", i+1, number(t.size), number(t.x), number(t.y))
		for _, r := range t.runes {
			fmt.Fprintf(&content, "%04X", subsets[i].code(r))
		}
		content.WriteString("> Tj ET\n")
	}
	d.Content = []byte(content.String())
	d.Resources = "<< /Font << " + fonts.String() + ">> /XObject << " + images.String() + ">> >>"
	return d, nil
}

// subsets cuts every font down to the letters that are drawn with it, in the
// order in which the fonts are first used.
func (c *Canvas) subsets() ([]*subset, error) {
	var fonts []*Font
	letters := map[*Font][]rune{}
	for _, t := range c.texts {
		if !slices.Contains(fonts, t.font) {
			fonts = append(fonts, t.font)
		}
		letters[t.font] = append(letters[t.font], t.runes...)
	}
	var out []*subset
	for _, f := range fonts {
		used := letters[f]
		slices.Sort(used)
		s, err := subsetOf(f, slices.Compact(used))
		if err != nil {
			return nil, fmt.Errorf("appearance: embed font: %w", err)
		}
		out = append(out, s)
	}
	return out, nil
}

// number writes a coordinate to a thousandth of a point.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
