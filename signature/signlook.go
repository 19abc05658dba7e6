package signature

import (
	"fmt"
	"math"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// The bounds of an appearance.
const (
	maxLookBytes   = 32 << 20
	maxLookObjects = 1 << 10
)

// check refuses an appearance that makes no sense for the field.
func (a *Appearance) check(existing bool) error {
	if a == nil {
		return nil
	}
	var what string
	size := len(a.Form.Content) + len(a.Form.Resources)
	for _, o := range a.Form.Objects {
		size += len(o.Body) + len(o.Data)
	}
	switch {
	case existing && (a.Page != 0 || a.Rect != [4]float64{}):
		what = "place for a field that has one"
	case !existing && (a.Page < 1 || a.Rect[2] <= a.Rect[0] || a.Rect[3] <= a.Rect[1]):
		what = "Page or Rect"
	case a.Form.BBox[2] <= a.Form.BBox[0] || a.Form.BBox[3] <= a.Form.BBox[1]:
		what = "BBox"
	case size > maxLookBytes || len(a.Form.Objects) > maxLookObjects:
		what = "size"
	}
	for _, list := range [][]float64{a.Rect[:], a.Form.BBox[:], a.Form.Matrix[:]} {
		for _, n := range list {
			if math.IsNaN(n) || math.Abs(n) > maxCoordinate {
				what = "number"
			}
		}
	}
	if what != "" {
		return fmt.Errorf("signature: sign document: appearance: %s: %w", what, ErrOptions)
	}
	return nil
}

// maxCoordinate is far beyond any page, in points.
const maxCoordinate = 1e6

// draw adds the drawing and returns the appearance dictionary.
func (e *editor) draw(f *FormXObject) (*pdf.Dict, error) {
	refs := make([]pdf.Ref, len(f.Objects))
	for i := range refs {
		refs[i] = e.u.Add(nil)
	}
	for i, o := range f.Objects {
		body, err := drawn(o.Body, refs)
		if err != nil {
			return nil, err
		}
		if o.Data == nil {
			e.u.Set(refs[i], body)
			continue
		}
		d, ok := body.(*pdf.Dict)
		if !ok {
			return nil, fmt.Errorf("signature: sign document: appearance: stream without dictionary: %w", ErrOptions)
		}
		e.u.Set(refs[i], &pdfwrite.Stream{Dict: d, Data: o.Data})
	}
	resources, err := drawn(f.Resources, refs)
	if err != nil {
		return nil, err
	}
	form := map[pdf.Name]pdf.Object{
		"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Form"), "BBox": numbers(f.BBox[:]), "Resources": resources,
	}
	if f.Matrix != [6]float64{} {
		form["Matrix"] = numbers(f.Matrix[:])
	}
	normal := e.u.Add(&pdfwrite.Stream{Dict: pdf.NewDict(form), Data: f.Content})
	return pdf.NewDict(map[pdf.Name]pdf.Object{"N": normal}), nil
}

// drawn parses an object of a drawing and turns its references into those of the
// file.
func drawn(text string, refs []pdf.Ref) (pdf.Object, error) {
	if text == "" {
		return pdf.NewDict(nil), nil
	}
	o, err := pdf.ParseObject([]byte(text), pdf.Limits{})
	if err == nil {
		o, err = renumbered(o, refs)
	}
	if err != nil {
		return nil, fmt.Errorf("signature: sign document: appearance: %w (%w)", ErrOptions, err)
	}
	return o, nil
}

func renumbered(o pdf.Object, refs []pdf.Ref) (pdf.Object, error) {
	var err error
	switch v := o.(type) {
	case pdf.Ref:
		if v.Num < 1 || v.Num > len(refs) || v.Gen != 0 {
			return nil, pdf.ErrNotFound
		}
		return refs[v.Num-1], nil
	case pdf.Array:
		out := make(pdf.Array, len(v))
		for i := range v {
			if out[i], err = renumbered(v[i], refs); err != nil {
				return nil, err
			}
		}
		return out, nil
	case *pdf.Dict:
		if v.Duplicate {
			return nil, pdf.ErrSyntax
		}
		entries := map[pdf.Name]pdf.Object{}
		for _, key := range v.Keys() {
			if entries[key], err = renumbered(v.Get(key), refs); err != nil {
				return nil, err
			}
		}
		return pdf.NewDict(entries), nil
	}
	return o, nil
}
