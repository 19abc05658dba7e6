package pagetext

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Line is a run of letters on one baseline without a wide gap: a column's line,
// not the page's.
type Line struct {
	Text string
	Box  Box
	Size float64 // points, of its first letter
	Font string  // of its first letter

	glyphs []Glyph
}

// Prefix returns where the beginning of a line stands, compared as by Same; false
// where the line begins otherwise.
func (l *Line) Prefix(text string) (Box, bool) {
	want, got := Folded(text), ""
	for _, g := range l.glyphs {
		got += g.Text
		switch folded := Folded(got); {
		case folded == want:
			return Box{X: l.Box.X, Y: l.Box.Y, W: g.Box.Right() - l.Box.X, H: l.Box.H}, true
		case len(folded) > len(want)+maxLetterText:
			return Box{}, false
		}
	}
	return Box{}, false
}

// Distances within a line, in ems.
const (
	columnGap    = 1.5  // what is farther apart belongs to another column
	wordGap      = 0.15 // what is farther apart is another word
	sameBaseline = 0.35
)

// Lines puts letters together, from top to bottom and left to right.
func Lines(glyphs []Glyph) []Line {
	flat := make([]Glyph, 0, len(glyphs))
	for _, g := range glyphs {
		if g.Flat && strings.TrimSpace(g.Text) != "" {
			flat = append(flat, g)
		}
	}
	slices.SortStableFunc(flat, func(a, b Glyph) int { return cmp.Compare(a.Base, b.Base) })
	var lines []Line
	for len(flat) > 0 {
		n := 1
		for n < len(flat) && flat[n].Base-flat[0].Base <= sameBaseline*flat[0].Size*MM {
			n++
		}
		lines = append(lines, columns(flat[:n])...)
		flat = flat[n:]
	}
	return lines
}

// columns cuts the letters of one baseline at wide gaps.
func columns(row []Glyph) []Line {
	slices.SortStableFunc(row, func(a, b Glyph) int { return cmp.Compare(a.Box.X, b.Box.X) })
	var lines []Line
	for start := 0; start < len(row); {
		end := start + 1
		for end < len(row) && gap(row[end-1], row[end]) <= columnGap {
			end++
		}
		lines = append(lines, joined(row[start:end]))
		start = end
	}
	return lines
}

// gap returns the distance between two letters in ems.
func gap(a, b Glyph) float64 { return (b.Box.X - a.Box.Right()) / (max(a.Size, 0.1) * MM) }

func joined(run []Glyph) Line {
	var text strings.Builder
	l := Line{Box: run[0].Box, Size: run[0].Size, Font: run[0].Font, glyphs: run}
	for i, g := range run {
		if i > 0 && gap(run[i-1], g) > wordGap {
			text.WriteByte(' ')
		}
		text.WriteString(g.Text)
		right, bottom := max(l.Box.Right(), g.Box.Right()), max(l.Box.Bottom(), g.Box.Bottom())
		l.Box.Y = min(l.Box.Y, g.Box.Y)
		l.Box.W, l.Box.H = right-l.Box.X, bottom-l.Box.Y
	}
	l.Text = norm.NFC.String(text.String())
	return l
}

// Same compares two lines as people read them: normalised, without regard to
// blanks and letter case.
func Same(a, b string) bool { return Folded(a) == Folded(b) }

// Folded is the form in which texts are compared. Blanks go, since PDF files
// state them by distance or strew them into words.
func Folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00ad' || r == '\u200b' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFC.String(s))
}
