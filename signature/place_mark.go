package signature

import (
	"errors"
	"math"
	"slices"

	"github.com/motcua/motcua/internal/appearance"
	"github.com/motcua/motcua/internal/pagetext"
	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// Mark is what a signature of the document shows, and where.
type Mark struct {
	Field    string
	Place    Place // zero page: it shows nothing
	Pictures []MarkPicture
	Lines    []MarkLine
	// Covered are lines of the page's text that its pictures lie over.
	Covered []string
	// Whole is false where a part of what it shows could not be read.
	Whole bool
}

// MarkPicture is a picture of a mark, cut down to its ink where that can be read.
type MarkPicture struct {
	Place Place
	// Hue is red, blue, black or other; "" where the picture cannot be read.
	Hue string
	// Transparent tells whether anything shines through.
	Transparent Tristate
}

// MarkLine is a line of text of a mark.
type MarkLine struct {
	Text string
	Size float64 // points
	Font string  // name of the font, subset tag included
}

// ink is where the picture of a mark stands, or the whole mark without one.
func (m *Mark) ink() Place {
	if len(m.Pictures) == 0 {
		return m.Place
	}
	return m.Pictures[0].Place
}

// maxAnnotations bounds the annotations of all pages that are looked through.
const maxAnnotations = 1 << 17

// Marks reads what the signatures of the newest revision show, in the order of
// the form.
//
// Errors: the reader's.
func (d *Document) Marks() ([]Mark, error) {
	pages, v, err := d.pages()
	if err != nil {
		return nil, err
	}
	fields, err := pdfdiff.SignatureFields(v)
	if err != nil && len(fields) == 0 {
		return nil, err
	}
	at := annotations(pages, v)
	r := markReader{d: d, v: v, pages: pages, lines: map[int][]pagetext.Line{}}
	marks := make([]Mark, 0, min(len(fields), d.limits.Signatures))
	for _, f := range fields[:min(len(fields), d.limits.Signatures)] {
		m := Mark{Field: f.Name, Whole: true}
		if widget, page, ok := widgetOf(v, f, at); ok {
			r.read(&m, page, widget)
		}
		marks = append(marks, m)
	}
	return marks, nil
}

// markReader reads the marks of one revision.
type markReader struct {
	d     *Document
	v     pdf.View
	pages []pagetext.Page
	lines map[int][]pagetext.Line // of the pages read so far
}

// pageLines returns the text of a page, which is read once.
func (r *markReader) pageLines(page int) []pagetext.Line {
	lines, ok := r.lines[page]
	if !ok {
		lines = pagetext.Lines(r.pages[page].Content(r.d.file, r.v).Glyphs)
		r.lines[page] = lines
	}
	return lines
}

// annotations maps the objects of annotations to the pages that show them.
func annotations(pages []pagetext.Page, v pdf.View) map[int]int {
	at := map[int]int{}
	for i := range pages {
		o, err := v.Resolve(pages[i].Dict.Get("Annots"))
		list, _ := o.(pdf.Array)
		if err != nil || len(at)+len(list) > maxAnnotations {
			continue
		}
		for _, e := range list {
			if ref, ok := e.(pdf.Ref); ok {
				at[ref.Num] = i
			}
		}
	}
	return at
}

// widgetOf finds the widget that shows a field: the field itself, or the first of
// its kids that a page lists.
func widgetOf(v pdf.View, f pdfdiff.SignatureField, at map[int]int) (*pdf.Dict, int, bool) {
	if page, ok := at[f.Object]; ok {
		return f.Dict, page, true
	}
	o, _ := v.Resolve(f.Dict.Get("Kids"))
	kids, _ := o.(pdf.Array)
	for _, kid := range kids[:min(len(kids), maxFormDepth)] {
		ref, _ := kid.(pdf.Ref)
		page, ok := at[ref.Num]
		if d, err := v.Dict(kid); ok && err == nil && d != nil {
			return d, page, true
		}
	}
	return nil, 0, false
}

// Flags of an annotation that hide it (ISO 32000-2, Table 167).
const hiddenFlags = 1<<1 | 1<<5 // Hidden, NoView

// maxMarkPictures bounds the pictures of one mark; those in use show one or two.
const maxMarkPictures = 8

// read reads what a widget on a page, counted from 0, shows.
func (r *markReader) read(m *Mark, at int, widget *pdf.Dict) {
	page := &r.pages[at]
	rect, ok := pagetext.Rect(r.v, widget.Get("Rect"))
	flags, _ := r.v.Resolve(widget.Get("F"))
	if f, _ := flags.(pdf.Integer); !ok || rect[2] <= rect[0] || rect[3] <= rect[1] || f&hiddenFlags != 0 {
		return
	}
	m.Place = placeOf(at+1, page.FromUser(rect))
	content := page.Appearance(r.d.file, r.v, widget)
	m.Whole = content.Whole && len(content.Pictures) <= maxMarkPictures
	for _, p := range content.Pictures[:min(len(content.Pictures), maxMarkPictures)] {
		m.Pictures = append(m.Pictures, readPicture(r.v, at+1, p))
	}
	for _, l := range pagetext.Lines(content.Glyphs) {
		m.Lines = append(m.Lines, MarkLine{Text: l.Text, Size: l.Size, Font: l.Font})
	}
	if len(m.Pictures) == 0 {
		return
	}
	for _, l := range r.pageLines(at) {
		covers := func(p MarkPicture) bool { return !l.Box.Meet(p.Place.box()).Empty() }
		if slices.ContainsFunc(m.Pictures, covers) {
			m.Covered = append(m.Covered, l.Text)
		}
	}
}

// readPicture finds the ink of a picture and its colour. What is not coded as
// plain pixels keeps its frame, and its colour stays unknown.
func readPicture(v pdf.View, page int, p pagetext.Picture) MarkPicture {
	out := MarkPicture{Place: placeOf(page, p.Box)}
	decoded, err := decodePicture(v, p.Stream)
	if err != nil {
		return out
	}
	left, top, right, bottom := decoded.Margins()
	b := p.Box
	out.Place = placeOf(page, pagetext.Box{X: b.X + left*b.W, Y: b.Y + top*b.H, W: b.W * (1 - left - right), H: b.H * (1 - top - bottom)})
	out.Hue = string(decoded.Hue())
	out.Transparent = No
	if decoded.Transparent() {
		out.Transparent = Yes
	}
	return out
}

// errPixels reports an image that is not coded as plain pixels.
var errPixels = errors.New("image is not coded as plain pixels")

// decodePicture reads an image of 8 bits for each colour.
func decodePicture(v pdf.View, s *pdf.Stream) (*appearance.Picture, error) {
	w, h, colours, pixels, err := plainPixels(v, s)
	if err != nil {
		return nil, err
	}
	if colours == 1 {
		wide := make([]byte, 0, 3*len(pixels))
		for _, p := range pixels {
			wide = append(wide, p, p, p)
		}
		pixels = wide
	}
	var alpha []byte
	if o, err := v.Resolve(s.Get("SMask")); err == nil {
		if mask, ok := o.(*pdf.Stream); ok {
			mw, mh, mc, values, err := plainPixels(v, mask)
			if err != nil || mw != w || mh != h || mc != 1 {
				return nil, errPixels
			}
			alpha = values
		}
	}
	return appearance.FromPixels(w, h, pixels, alpha)
}

// plainPixels returns the samples of an image and how many colours each pixel has.
func plainPixels(v pdf.View, s *pdf.Stream) (w, h, colours int, pixels []byte, err error) {
	integer := func(key pdf.Name) int {
		o, _ := v.Resolve(s.Get(key))
		n, _ := o.(pdf.Integer)
		return int(min(max(n, 0), math.MaxInt32))
	}
	w, h = integer("Width"), integer("Height")
	switch space, _ := v.Resolve(s.Get("ColorSpace")); space := space.(type) {
	case pdf.Name:
		colours = map[pdf.Name]int{"DeviceRGB": 3, "DeviceGray": 1}[space]
	case pdf.Array:
		if len(space) == 2 && space[0] == pdf.Name("ICCBased") {
			profile, _ := v.Dict(space[1])
			n, _ := profile.Get("N").(pdf.Integer)
			colours = map[pdf.Integer]int{3: 3, 1: 1}[n]
		}
	}
	if integer("BitsPerComponent") != 8 || colours == 0 || s.Get("Decode") != nil || w == 0 || h == 0 || w > maxMarkPixels/h {
		return 0, 0, 0, nil, errPixels
	}
	pixels, err = v.Stream(s)
	if err == nil && len(pixels) < w*h*colours {
		err = errPixels
	}
	return w, h, colours, pixels, err
}

// maxMarkPixels bounds the pixels of one picture.
const maxMarkPixels = 6 << 20

// emptyField returns the box of an empty signature field and the turns of its
// page.
//
// Errors: a [PlaceError], or the reader's.
func (d *Document) emptyField(name string) (pagetext.Box, int, error) {
	pages, v, err := d.pages()
	if err != nil {
		return pagetext.Box{}, 0, err
	}
	missing := &PlaceError{What: SoughtField, Pages: len(pages), Whole: true}
	root, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil {
		return pagetext.Box{}, 0, err
	}
	form, err := v.Dict(root.Get("AcroForm"))
	if err != nil || form == nil {
		return pagetext.Box{}, 0, errors.Join(missing, err)
	}
	fields, err := readForm(v, form.Get("Fields"))
	f := findField(fields, name)
	if f == nil || f.refusal() != "" {
		return pagetext.Box{}, 0, errors.Join(missing, err)
	}
	at := annotations(pages, v)
	widget, page, ok := widgetOf(v, pdfdiff.SignatureField{Object: f.ref.Num, Dict: f.dict}, at)
	if !ok {
		return pagetext.Box{}, 0, missing
	}
	rect, ok := pagetext.Rect(v, widget.Get("Rect"))
	if !ok || rect[2] <= rect[0] || rect[3] <= rect[1] {
		return pagetext.Box{}, 0, missing
	}
	return pages[page].FromUser(rect), pages[page].Turns(), nil
}
