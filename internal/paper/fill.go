package paper

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Values are what a paper says.
type Values struct {
	Fields map[string]string
	// Rows are those of the tables, by the name after @each. Their fields come
	// before those above.
	Rows map[string][]map[string]string
}

// Bounds of values.
const (
	maxValue = 4000 // bytes of a value
	maxRows  = 2000 // rows of a table
)

// Paper is a template filled in, ready to be set.
type Paper struct {
	blocks []block
	about  About
}

// About is what the files say of themselves.
type About struct {
	Title string
	// Made is the time of creation in the files; the zero time is 1980-01-01.
	Made time.Time
}

// Fill puts values into a template. Control characters and characters outside the
// basic plane, which the fonts do not have, become “�”.
//
// Errors: [ErrValue] for a name without value, and beyond the bounds.
func (t *Template) Fill(v Values, about About) (*Paper, error) {
	if about.Made.IsZero() {
		about.Made = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	about.Title, about.Made = clean(about.Title), about.Made.UTC().Truncate(time.Second)
	f := filler{values: v}
	p := &Paper{about: about}
	for _, b := range t.blocks {
		p.blocks = append(p.blocks, f.block(b))
	}
	if f.err != nil {
		return nil, fmt.Errorf("paper: fill: %w", f.err)
	}
	return p, nil
}

// filler keeps the first error.
type filler struct {
	values Values
	err    error
}

func (f *filler) fail(what string) {
	if f.err == nil {
		f.err = fmt.Errorf("%w: %s", ErrValue, what)
	}
}

func (f *filler) block(b block) block {
	b.paragraph = f.paragraph(b.paragraph)
	b.left, b.right = f.paragraphs(b.left), f.paragraphs(b.right)
	var rows []row
	for _, r := range b.rows {
		if r.each == "" {
			rows = append(rows, row{cells: f.cells(r.cells, nil)})
			continue
		}
		list, ok := f.values.Rows[r.each]
		if !ok || len(list) > maxRows {
			f.fail("rows of " + r.each)
			continue
		}
		for _, fields := range list {
			rows = append(rows, row{cells: f.cells(r.cells, fields)})
		}
	}
	b.rows = rows
	return b
}

func (f *filler) paragraphs(list []paragraph) []paragraph {
	var filled []paragraph
	for _, p := range list {
		filled = append(filled, f.paragraph(p))
	}
	return filled
}

func (f *filler) paragraph(p paragraph) paragraph {
	p.text = f.text(p.text, nil)
	return p
}

func (f *filler) cells(cells []string, fields map[string]string) []string {
	var filled []string
	for _, c := range cells {
		filled = append(filled, f.text(c, fields))
	}
	return filled
}

// text puts values in place of their names.
func (f *filler) text(s string, fields map[string]string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(clean(before))
		if !ok {
			return b.String()
		}
		var name string
		name, s, _ = strings.Cut(rest, "}")
		v, known := fields[name]
		if !known {
			v, known = f.values.Fields[name]
		}
		if !known || len(v) > maxValue {
			f.fail(name)
			continue
		}
		b.WriteString(clean(v))
	}
}

// clean makes text that both formats can hold: NFC, one line, of the basic plane.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r > 0xffff || unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' || r == 0xfffe:
			return '�'
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(s, "�")))
}
