package pagetext

import (
	"math"

	"github.com/motcua/motcua/internal/pdf"
)

// Appearance reads what the normal appearance of an annotation shows on the page,
// placed as ISO 32000-2, 12.5.5, has it.
func (p *Page) Appearance(f *pdf.File, v pdf.View, annotation *pdf.Dict) Content {
	form, rect, ok := appearanceOf(v, annotation)
	if !ok {
		return Content{Whole: true}
	}
	m, ok := placement(v, form, rect)
	if !ok {
		return Content{}
	}
	r := newReader(f, v, p)
	r.formAt(form, nil, state{ctm: m, scale: 1}, 1)
	r.out.Whole = !r.ended
	return r.out
}

// appearanceOf returns the stream that an annotation shows; false for none.
func appearanceOf(v pdf.View, annotation *pdf.Dict) (*pdf.Stream, [4]float64, bool) {
	rect, ok := Rect(v, annotation.Get("Rect"))
	ap, err := v.Dict(annotation.Get("AP"))
	if !ok || err != nil {
		return nil, rect, false
	}
	o, err := v.Resolve(ap.Get("N"))
	stream, ok := o.(*pdf.Stream)
	return stream, rect, ok && err == nil
}

// placement returns the map from the space around a form to the page: the box
// that encloses the mapped BBox is stretched to the rectangle.
func placement(v pdf.View, form *pdf.Stream, rect [4]float64) (matrix, bool) {
	box, ok := Rect(v, form.Get("BBox"))
	if !ok {
		return matrix{}, false
	}
	own := unit()
	if m, ok := numbersOf(v, form.Get("Matrix"), 6); ok {
		own = matrix(m)
	}
	left, bottom, right, top := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, corner := range [][2]float64{{box[0], box[1]}, {box[0], box[3]}, {box[2], box[1]}, {box[2], box[3]}} {
		x, y := own.at(corner[0], corner[1])
		left, bottom, right, top = min(left, x), min(bottom, y), max(right, x), max(top, y)
	}
	if right-left < 1e-9 || top-bottom < 1e-9 {
		return matrix{}, false
	}
	sx, sy := (rect[2]-rect[0])/(right-left), (rect[3]-rect[1])/(top-bottom)
	m := matrix{sx, 0, 0, sy, rect[0] - left*sx, rect[1] - bottom*sy}
	return m, m.sane()
}
