package pdfdiff

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/motcua/motcua/internal/pdf"
)

// field is a node of the form: a field with its own name, or the widget of one.
type field struct {
	num     int    // object number; that of the holder for a direct dictionary
	path    string // where in the holder a direct dictionary stands
	direct  bool
	name    string // fully qualified
	kind    pdf.Name
	dict    *pdf.Dict
	parent  *field
	kids    []*field // fields
	widgets []*field // widgets without a name of their own
}

// fieldTree is the form's fields by their full names.
type fieldTree struct {
	fields   map[string]*field
	order    []string
	byObject map[int]*field
	all      []*field // fields with a name of their own, in order
	odd      bool     // malformed: a name twice, a name with a period, a loop
	err      error
}

const (
	maxFieldDepth = 32
	maxFields     = 100_000
)

// fieldReader walks the fields of one view.
type fieldReader struct {
	v       pdf.View
	cleared map[edge]bool // nil in the old view
	tree    fieldTree
	seen    map[int]bool
	ended   bool
}

// oldFields returns the fields of a view, which the step before may have read
// as its new ones.
func (d *Differ) oldFields(v pdf.View, fields pdf.Object) fieldTree {
	if d.fieldsOf == v.Revision() {
		return d.fields
	}
	return readFields(v, fields, nil, place{})
}

// readFields reads the tree of fields below a Fields array.
func readFields(v pdf.View, fields pdf.Object, cleared map[edge]bool, at place) fieldTree {
	r := &fieldReader{v: v, cleared: cleared, seen: map[int]bool{},
		tree: fieldTree{fields: map[string]*field{}, byObject: map[int]*field{}}}
	r.array(fields, at, nil, 0)
	return r.tree
}

func (r *fieldReader) clear(at place, target int) {
	if r.cleared != nil {
		r.cleared[edge{at.holder, at.path, target}] = true
	}
}

// failed keeps the first error, and a limit above all, which ends the walk.
func (r *fieldReader) failed(err error) {
	if r.tree.err == nil || errors.Is(err, pdf.ErrLimit) {
		r.tree.err = err
	}
	r.ended = r.ended || errors.Is(err, pdf.ErrLimit)
}

// resolve follows references, clearing them.
func (r *fieldReader) resolve(at place, o pdf.Object) (pdf.Object, place, bool) {
	direct := true
	for range maxHops {
		ref, ok := o.(pdf.Ref)
		if !ok {
			return o, at, direct
		}
		r.clear(at, ref.Num)
		at, direct = place{holder: ref.Num}, false
		var err error
		if o, err = r.v.Get(ref); err != nil {
			r.failed(err)
			return nil, at, false
		}
	}
	return nil, at, direct
}

func (r *fieldReader) array(o pdf.Object, at place, parent *field, depth int) {
	v, at, _ := r.resolve(at, o)
	kids, ok := v.(pdf.Array)
	if !ok {
		r.tree.odd = r.tree.odd || v != nil
		return
	}
	for _, kid := range kids {
		if r.ended {
			return
		}
		if len(r.seen) >= maxFields || depth >= maxFieldDepth {
			r.tree.odd = true
			return
		}
		r.node(kid, at.in("*"), parent, depth)
	}
}

// node reads a field or widget and what is below it.
func (r *fieldReader) node(o pdf.Object, at place, parent *field, depth int) {
	v, at, direct := r.resolve(at, o)
	d, ok := v.(*pdf.Dict)
	if !ok || !direct && r.seen[at.holder] {
		r.tree.odd = true
		return
	}
	f := &field{num: at.holder, path: at.path, direct: direct, dict: d, parent: parent}
	if !direct {
		r.seen[at.holder] = true
		r.tree.byObject[at.holder] = f
	}
	f.kind = r.inheritedType(at, d, parent)
	if !r.setName(f, d, parent) {
		f.name = parent.name
		parent.widgets = append(parent.widgets, f)
		return
	}
	if parent != nil {
		parent.kids = append(parent.kids, f)
	}
	if d.Get("Kids") != nil {
		r.array(d.Get("Kids"), at.in("Kids"), f, depth+1)
	}
}

func (r *fieldReader) inheritedType(at place, d *pdf.Dict, parent *field) pdf.Name {
	kind, _, _ := r.resolve(at.in("FT"), d.Get("FT"))
	if ft, ok := kind.(pdf.Name); ok {
		return ft
	}
	if parent != nil {
		return parent.kind
	}
	return ""
}

// setName gives a field its full name and enters it in the tree. It reports
// false for a widget, which has no partial name.
func (r *fieldReader) setName(f *field, d *pdf.Dict, parent *field) bool {
	t, _, _ := r.resolve(place{}, d.Get("T"))
	s, ok := t.(pdf.String)
	if !ok && parent != nil && t == nil {
		return false
	}
	partial := TextString(s.Value)
	if r.v.Locked() != nil {
		// The name is encrypted, and its bytes may differ each time it is
		// written: the object's number has to tell fields apart.
		partial = "#" + strconv.Itoa(f.num)
	}
	r.tree.odd = r.tree.odd || !ok || strings.Contains(partial, ".")
	f.name = partial
	if parent != nil {
		f.name = parent.name + "." + partial
	}
	r.tree.all = append(r.tree.all, f)
	if r.tree.fields[f.name] != nil {
		r.tree.odd = true
		return true
	}
	r.tree.fields[f.name] = f
	r.tree.order = append(r.tree.order, f.name)
	return true
}

// SignatureField is a signature field that has a value.
type SignatureField struct {
	Name   string     // fully qualified
	Object int        // number of the field's object; 0 for a direct dictionary
	Value  pdf.Object // V, unresolved: a reference as a rule
	Dict   *pdf.Dict  // the field
}

// SignatureFields lists the signature fields of a view that have a value, in
// the order of the form.
//
// Errors: the first that kept a part of the form from being read; the fields
// that could be read are returned all the same.
func SignatureFields(v pdf.View) ([]SignatureField, error) {
	root, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil {
		return nil, err
	}
	form, err := v.Dict(root.Get("AcroForm"))
	if err != nil {
		return nil, err
	}
	tree := readFields(v, form.Get("Fields"), nil, place{})
	var fields []SignatureField
	for _, f := range tree.all {
		if f.kind == "Sig" && f.dict.Get("V") != nil {
			fields = append(fields, SignatureField{Name: f.name, Object: f.num, Value: f.dict.Get("V"), Dict: f.dict})
		}
	}
	return fields, tree.err
}

// TextString decodes a text string (7.9.2.2): UTF-16BE or UTF-8 with a mark,
// else PDFDocEncoding, whose upper half is read as Latin-1.
func TextString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		var units []uint16
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "\ufffd")
	}
	if isASCII(s) {
		return s
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
