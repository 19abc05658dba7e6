package pagetext

import (
	"errors"
	"fmt"
	"math"

	"github.com/motcua/motcua/internal/pdf"
)

// ErrPages reports a tree of pages that is damaged.
var ErrPages = errors.New("damaged page tree")

// Page is a page and its frame.
type Page struct {
	Dict      *pdf.Dict
	Ref       pdf.Ref
	box       [4]float64 // in default user space: left, bottom, right, top
	rotate    int        // 0 to 3 quarter turns clockwise
	unit      float64    // points for each unit of user space
	resources pdf.Object
}

// MM is the number of millimetres in a point.
const MM = 25.4 / 72

// The bounds of the page tree.
const (
	maxPageNodes = 1 << 17
	maxPageDepth = 64
)

// inherited are the entries that a page takes from the nodes above it (ISO
// 32000-2, Table 31).
type inherited struct {
	node  pdf.Object
	media pdf.Object
	crop  pdf.Object
	turn  pdf.Object
	res   pdf.Object
	depth int
}

// Pages lists the pages of a view in order.
//
// Errors: [ErrPages], or the reader's.
func Pages(v pdf.View) ([]Page, error) {
	root, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil {
		return nil, fmt.Errorf("pagetext: read pages: %w", err)
	}
	var pages []Page
	todo := []inherited{{node: root.Get("Pages")}}
	seen := map[pdf.Ref]bool{}
	for nodes := 0; len(todo) > 0; nodes++ {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		ref, _ := at.node.(pdf.Ref)
		d, err := v.Dict(at.node)
		if err == nil && (d == nil || ref.Num != 0 && seen[ref] || nodes >= maxPageNodes || at.depth >= maxPageDepth) {
			err = ErrPages
		}
		if err != nil {
			return nil, fmt.Errorf("pagetext: read pages: %w", err)
		}
		seen[ref] = true
		for key, into := range map[pdf.Name]*pdf.Object{"MediaBox": &at.media, "CropBox": &at.crop, "Rotate": &at.turn, "Resources": &at.res} {
			if own := d.Get(key); own != nil {
				*into = own
			}
		}
		kids, err := v.Resolve(d.Get("Kids"))
		if err != nil {
			return nil, fmt.Errorf("pagetext: read pages: %w", err)
		}
		if list, ok := kids.(pdf.Array); ok {
			for i := len(list) - 1; i >= 0; i-- {
				below := at
				below.node, below.depth = list[i], at.depth+1
				todo = append(todo, below)
			}
			continue
		}
		if d.Get("Type") != pdf.Name("Pages") {
			pages = append(pages, newPage(v, d, ref, at))
		}
	}
	return pages, nil
}

// newPage reads the frame of a page. What is missing or makes no sense takes the
// place of viewers: a letter page, upright.
func newPage(v pdf.View, d *pdf.Dict, ref pdf.Ref, at inherited) Page {
	p := Page{Dict: d, Ref: ref, resources: at.res, unit: 1, box: [4]float64{0, 0, 612, 792}}
	if media, ok := Rect(v, at.media); ok {
		p.box = media
	}
	if crop, ok := Rect(v, at.crop); ok {
		crop = [4]float64{max(crop[0], p.box[0]), max(crop[1], p.box[1]), min(crop[2], p.box[2]), min(crop[3], p.box[3])}
		if crop[0] < crop[2] && crop[1] < crop[3] {
			p.box = crop
		}
	}
	if turn, ok := numberOf(v, at.turn); ok && math.Mod(turn, 90) == 0 {
		p.rotate = ((int(math.Mod(turn, 360))/90)%4 + 4) % 4
	}
	if unit, ok := numberOf(v, d.Get("UserUnit")); ok && unit >= 0.01 && unit <= 1000 {
		p.unit = unit
	}
	return p
}

// Turns returns how many quarter turns clockwise the page is shown rotated.
func (p *Page) Turns() int { return p.rotate }

// PointsPerUnit returns the size of a unit of the page's user space in points.
func (p *Page) PointsPerUnit() float64 { return p.unit }

// Size returns width and height of the page as shown, in millimetres.
func (p *Page) Size() (width, height float64) {
	w, h := (p.box[2]-p.box[0])*p.unit*MM, (p.box[3]-p.box[1])*p.unit*MM
	if p.rotate%2 == 1 {
		return h, w
	}
	return w, h
}

// Box is a rectangle on a page as shown, in millimetres from its top left corner.
type Box struct{ X, Y, W, H float64 }

// Right and Bottom return the far edges.
func (b Box) Right() float64  { return b.X + b.W }
func (b Box) Bottom() float64 { return b.Y + b.H }

// Meet returns what two boxes share; empty (no width or height) where they do not
// touch.
func (b Box) Meet(o Box) Box {
	m := Box{X: max(b.X, o.X), Y: max(b.Y, o.Y)}
	m.W, m.H = max(0, min(b.Right(), o.Right())-m.X), max(0, min(b.Bottom(), o.Bottom())-m.Y)
	return m
}

// Empty tells whether a box has no area.
func (b Box) Empty() bool { return b.W <= 0 || b.H <= 0 }

// shown maps a point of default user space to the page as shown.
func (p *Page) shown(x, y float64) (float64, float64) {
	k := p.unit * MM
	left, bottom, right, top := p.box[0], p.box[1], p.box[2], p.box[3]
	switch p.rotate {
	case 1:
		return (y - bottom) * k, (x - left) * k
	case 2:
		return (right - x) * k, (y - bottom) * k
	case 3:
		return (top - y) * k, (right - x) * k
	}
	return (x - left) * k, (top - y) * k
}

// user is the inverse of shown.
func (p *Page) user(x, y float64) (float64, float64) {
	k := p.unit * MM
	left, bottom, right, top := p.box[0], p.box[1], p.box[2], p.box[3]
	x, y = x/k, y/k
	switch p.rotate {
	case 1:
		return left + y, bottom + x
	case 2:
		return right - x, bottom + y
	case 3:
		return right - y, top - x
	}
	return left + x, top - y
}

// ToUser returns a box as a rectangle of default user space: left, bottom, right,
// top.
func (p *Page) ToUser(b Box) [4]float64 {
	x1, y1 := p.user(b.X, b.Y)
	x2, y2 := p.user(b.Right(), b.Bottom())
	return [4]float64{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)}
}

// FromUser returns a rectangle of default user space as it is shown.
func (p *Page) FromUser(r [4]float64) Box {
	x1, y1 := p.shown(r[0], r[1])
	x2, y2 := p.shown(r[2], r[3])
	return Box{X: min(x1, x2), Y: min(y1, y2), W: math.Abs(x2 - x1), H: math.Abs(y2 - y1)}
}

// maxCoordinate is far beyond any page, in units of user space.
const maxCoordinate = 1e6

// Rect reads a rectangle, its corners in order; false for anything that is none.
func Rect(v pdf.View, o pdf.Object) ([4]float64, bool) {
	r, ok := numbersOf(v, o, 4)
	if !ok {
		return [4]float64{}, false
	}
	return [4]float64{min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3])}, r[0] != r[2] && r[1] != r[3]
}

// numbersOf reads an array of n numbers.
func numbersOf(v pdf.View, o pdf.Object, n int) ([]float64, bool) {
	o, err := v.Resolve(o)
	list, ok := o.(pdf.Array)
	if err != nil || !ok || len(list) != n {
		return nil, false
	}
	out := make([]float64, n)
	for i := range list {
		if out[i], ok = numberOf(v, list[i]); !ok || math.Abs(out[i]) > maxCoordinate {
			return nil, false
		}
	}
	return out, true
}

func numberOf(v pdf.View, o pdf.Object) (float64, bool) {
	o, err := v.Resolve(o)
	if err != nil {
		return 0, false
	}
	return plainNumber(o)
}

func plainNumber(o pdf.Object) (float64, bool) {
	switch n := o.(type) {
	case pdf.Integer:
		return float64(n), true
	case pdf.Real:
		return float64(n), !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0)
	}
	return 0, false
}
