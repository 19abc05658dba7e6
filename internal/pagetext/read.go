package pagetext

import (
	"math"

	"github.com/motcua/motcua/internal/pdf"
)

// Glyph is a letter, or what one code stands for, on a page.
type Glyph struct {
	Text string
	Box  Box     // from descender to ascender
	Base float64 // millimetres of its baseline from the top of the page
	Size float64 // points, as shown
	Flat bool    // it runs from left to right
	Font string  // name of its font as the file has it, subset tag included
}

// Picture is an image that a page shows.
type Picture struct {
	Box    Box // that of its corners
	Stream *pdf.Stream
}

// Content is what a page, or an annotation on it, shows.
type Content struct {
	Glyphs   []Glyph // in the order of drawing
	Pictures []Picture
	// Whole is false where a part was left out: a bound was reached or a stream is
	// damaged.
	Whole bool
}

// The bounds of one page.
const (
	maxGlyphs    = 1 << 17
	maxPictures  = 1 << 12
	maxForms     = 1 << 10 // form XObjects drawn
	maxFormDepth = 12
	maxSaved     = 256     // graphics states
	maxOperators = 1 << 21 // in all its streams
)

// The extent of a line above and below its baseline, in ems: those of letters
// with marks in Times.
const (
	aboveBase = 0.75
	belowBase = 0.22
)

// state is the part of the graphics state that text needs.
type state struct {
	ctm                                       matrix
	font                                      *font
	size, charSpace, wordSpace, leading, rise float64
	scale                                     float64
}

// reader interprets the content of a page.
type reader struct {
	file  *pdf.File
	view  pdf.View
	page  *Page
	out   Content
	fonts map[fontKey]*font
	work  int // see font.work
	forms int
	ops   int
	ended bool // at a bound
}

// fontKey tells fonts apart: by their object, or by the resources that hold them.
type fontKey struct {
	ref  pdf.Ref
	in   *pdf.Dict
	name pdf.Name
}

func newReader(f *pdf.File, v pdf.View, p *Page) *reader {
	return &reader{file: f, view: v, page: p, fonts: map[fontKey]*font{}, work: maxFontWork}
}

// scope is one content stream being read.
type scope struct {
	r         *reader
	resources *pdf.Dict
	state     state
	saved     []state
	tm, line  matrix
	depth     int
}

// Content reads what the page itself shows, without its annotations.
func (p *Page) Content(f *pdf.File, v pdf.View) Content {
	r := newReader(f, v, p)
	data, ok := r.content(p.Dict.Get("Contents"))
	resources, err := v.Dict(p.resources)
	r.run(data, resources, state{ctm: unit(), scale: 1}, 0)
	r.out.Whole = ok && err == nil && !r.ended
	return r.out
}

// maxContents bounds the streams of one page, maxContentBytes what they hold.
const (
	maxContents     = 1 << 12
	maxContentBytes = 32 << 20
)

// content joins the streams of a page.
func (r *reader) content(o pdf.Object) (data []byte, ok bool) {
	o, err := r.view.Resolve(o)
	if err != nil {
		return nil, false
	}
	list, isList := o.(pdf.Array)
	if !isList {
		list = pdf.Array{o}
	}
	ok = len(list) <= maxContents
	for _, e := range list[:min(len(list), maxContents)] {
		e, err := r.view.Resolve(e)
		stream, isStream := e.(*pdf.Stream)
		if err != nil || !isStream {
			ok = ok && err == nil && e == nil
			continue
		}
		part, err := r.view.Stream(stream)
		if len(data)+len(part) > maxContentBytes {
			return data, false
		}
		data, ok = append(append(data, part...), '\n'), ok && err == nil
	}
	return data, ok
}

// run reads a content stream.
func (r *reader) run(data []byte, resources *pdf.Dict, start state, depth int) {
	s := &scope{r: r, resources: resources, state: start, tm: unit(), line: unit(), depth: depth}
	if !r.file.Instructions(data, s.do) {
		r.ended = true
	}
}

// do obeys one operator; those that neither place nor show text are passed over.
func (s *scope) do(op string, args []pdf.Object) bool {
	n := numbers(args)
	st := &s.state
	if s.r.ops++; s.r.ops > maxOperators {
		return false
	}
	switch op {
	case "q":
		if len(s.saved) >= maxSaved {
			return false
		}
		s.saved = append(s.saved, *st)
	case "Q":
		if k := len(s.saved); k > 0 {
			*st, s.saved = s.saved[k-1], s.saved[:k-1]
		}
	case "cm":
		if len(n) == 6 {
			st.ctm = matrix(n).then(st.ctm)
		}
	case "BT":
		s.tm, s.line = unit(), unit()
	case "Tf":
		if len(args) == 2 && len(n) == 1 {
			name, _ := args[0].(pdf.Name)
			st.font, st.size = s.r.font(s.resources, name), n[0]
		}
	case "Do":
		if len(args) == 1 {
			name, _ := args[0].(pdf.Name)
			s.draw(name)
		}
	default:
		s.text(op, args, n)
	}
	return !s.r.ended && st.ctm.sane() && s.tm.sane()
}

// text obeys the operators of text objects.
func (s *scope) text(op string, args []pdf.Object, n []float64) {
	st := &s.state
	if into := map[string]*float64{"Tc": &st.charSpace, "Tw": &st.wordSpace, "TL": &st.leading, "Ts": &st.rise}[op]; into != nil && len(n) == 1 {
		*into = n[0]
		return
	}
	switch {
	case op == "Tz" && len(n) == 1:
		st.scale = n[0] / 100
	case op == "Tm" && len(n) == 6:
		s.tm, s.line = matrix(n), matrix(n)
	case op == "Td" && len(n) == 2:
		s.move(n[0], n[1])
	case op == "TD" && len(n) == 2:
		st.leading = -n[1]
		s.move(n[0], n[1])
	case op == "T*":
		s.move(0, -st.leading)
	case op == "Tj" && len(args) == 1:
		s.show(args[0])
	case op == "'" && len(args) == 1:
		s.move(0, -st.leading)
		s.show(args[0])
	case op == "\"" && len(args) == 3 && len(n) == 2:
		st.wordSpace, st.charSpace = n[0], n[1]
		s.move(0, -st.leading)
		s.show(args[2])
	case op == "TJ" && len(args) == 1:
		list, _ := args[0].(pdf.Array)
		for _, e := range list {
			if shift, ok := plainNumber(e); ok {
				s.advance(-shift / 1000 * st.size * st.scale)
				continue
			}
			s.show(e)
		}
	}
}

func numbers(args []pdf.Object) []float64 {
	var out []float64
	for _, a := range args[:min(len(args), 6)] {
		if n, ok := plainNumber(a); ok {
			out = append(out, n)
		}
	}
	return out
}

func (s *scope) move(x, y float64) {
	s.line = matrix{1, 0, 0, 1, x, y}.then(s.line)
	s.tm = s.line
}

func (s *scope) advance(x float64) { s.tm = matrix{1, 0, 0, 1, x, 0}.then(s.tm) }

// show places the letters of a string.
func (s *scope) show(o pdf.Object) {
	str, ok := o.(pdf.String)
	st := &s.state
	if !ok || st.font == nil {
		return
	}
	for _, code := range st.font.codes(str.Value) {
		if len(s.r.out.Glyphs) >= maxGlyphs || !s.tm.sane() {
			s.r.ended = true
			return
		}
		width := st.font.width(code) * st.size
		if text := st.font.letters[code]; text != "" {
			s.r.place(text, matrix{st.scale, 0, 0, 1, 0, st.rise}.then(s.tm).then(st.ctm), width, st.size)
			s.r.out.Glyphs[len(s.r.out.Glyphs)-1].Font = st.font.base
		}
		width += st.charSpace
		if code == ' ' && !st.font.wide {
			width += st.wordSpace
		}
		s.advance(width * st.scale)
	}
}

// place adds a letter of a width and size, drawn at the origin of a map.
func (r *reader) place(text string, m matrix, width, size float64) {
	x0, y0 := r.page.shown(m.at(0, 0))
	x1, y1 := r.page.shown(m.at(width, 0))
	ux, uy := r.page.shown(m.at(0, size))
	height := math.Hypot(ux-x0, uy-y0)
	g := Glyph{Text: text, Base: y0, Size: height / MM}
	g.Flat = x1 >= x0 && math.Abs(y1-y0) < 0.02*height+0.001 && uy < y0
	if g.Flat {
		g.Box = Box{X: x0, Y: y0 - aboveBase*height, W: x1 - x0, H: (aboveBase + belowBase) * height}
	} else {
		g.Box = Box{X: min(x0, x1, ux), Y: min(y0, y1, uy)}
		g.Box.W, g.Box.H = max(x0, x1, ux)-g.Box.X, max(y0, y1, uy)-g.Box.Y
	}
	r.out.Glyphs = append(r.out.Glyphs, g)
}

// font finds a font of the resources; each is read once.
func (r *reader) font(resources *pdf.Dict, name pdf.Name) *font {
	fonts, err := r.view.Dict(resources.Get("Font"))
	if err != nil {
		return nil
	}
	key := fontKey{in: resources, name: name}
	if ref, ok := fonts.Get(name).(pdf.Ref); ok {
		key = fontKey{ref: ref}
	}
	if known, ok := r.fonts[key]; ok {
		return known
	}
	d, err := r.view.Dict(fonts.Get(name))
	if err != nil {
		return nil
	}
	f := readFont(r.file, r.view, d, &r.work)
	r.fonts[key] = f
	return f
}

// draw notes an image, and reads the content of a form XObject where it is drawn.
func (s *scope) draw(name pdf.Name) {
	r := s.r
	xobjects, err := r.view.Dict(s.resources.Get("XObject"))
	if err != nil {
		return
	}
	o, err := r.view.Resolve(xobjects.Get(name))
	stream, ok := o.(*pdf.Stream)
	if err != nil || !ok {
		return
	}
	switch stream.Get("Subtype") {
	case pdf.Name("Image"):
		if len(r.out.Pictures) >= maxPictures {
			r.ended = true
			return
		}
		r.out.Pictures = append(r.out.Pictures, Picture{Box: r.page.square(s.state.ctm), Stream: stream})
	case pdf.Name("Form"):
		if r.forms++; r.forms > maxForms || s.depth >= maxFormDepth {
			r.ended = true
			return
		}
		r.formAt(stream, s.resources, s.state, s.depth+1)
	}
}

// formAt reads a form drawn in a state; what it has no resources for is taken
// from the stream that draws it.
func (r *reader) formAt(stream *pdf.Stream, outer *pdf.Dict, st state, depth int) {
	data, err := r.view.Stream(stream)
	if err != nil {
		r.ended = true
		return
	}
	if m, ok := numbersOf(r.view, stream.Get("Matrix"), 6); ok {
		st.ctm = matrix(m).then(st.ctm)
	}
	own, err := r.view.Dict(stream.Get("Resources"))
	if err != nil || own == nil {
		own = outer
	}
	r.run(data, own, st, depth)
}

// square returns where the unit square, which an image fills, is shown.
func (p *Page) square(m matrix) Box {
	x, y := p.shown(m.at(0, 0))
	left, top, right, bottom := x, y, x, y
	for _, corner := range [][2]float64{{0, 1}, {1, 0}, {1, 1}} {
		x, y := p.shown(m.at(corner[0], corner[1]))
		left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
	}
	return Box{X: left, Y: top, W: right - left, H: bottom - top}
}
