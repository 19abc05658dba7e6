package signature

import (
	"strconv"
	"strings"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// formField is a field of the form as signing needs to know it.
type formField struct {
	name    string  // fully qualified
	ref     pdf.Ref // its object; zero for a direct dictionary
	dict    *pdf.Dict
	kind    pdf.Name    // FT, also where it is inherited
	flags   pdf.Integer // Ff, also where they are inherited
	widgets []pdf.Ref   // of kids that only show it
	kids    bool        // has fields below it
	odd     bool        // a kid that is no object
}

// formReader walks the fields of a form.
type formReader struct {
	v      pdf.View
	fields []*formField
	seen   map[pdf.Ref]bool
	nodes  int
	err    error
}

// The bounds of a form; files in use have some thousand fields at most.
const (
	maxFormNodes = 100_000
	maxFormDepth = 32
)

// readForm lists the fields below a Fields array, parents before kids.
//
// Errors: the first that kept a part from being read, or that the form is too
// large: what stands there is then not known.
func readForm(v pdf.View, fields pdf.Object) ([]*formField, error) {
	r := &formReader{v: v, seen: map[pdf.Ref]bool{}}
	r.list(fields, nil, 0)
	return r.fields, r.err
}

func (r *formReader) list(o pdf.Object, parent *formField, depth int) {
	v, err := r.v.Resolve(o)
	if err != nil {
		r.err = err
		return
	}
	kids, _ := v.(pdf.Array)
	for _, kid := range kids {
		if r.nodes++; r.nodes > maxFormNodes || depth > maxFormDepth {
			r.err = pdf.ErrLimit
		}
		if r.err != nil {
			return
		}
		r.node(kid, parent, depth)
	}
}

func (r *formReader) node(o pdf.Object, parent *formField, depth int) {
	ref, _ := o.(pdf.Ref)
	if ref.Num != 0 && r.seen[ref] {
		r.err = pdf.ErrSyntax
		return
	}
	r.seen[ref] = true
	d, err := r.v.Dict(o)
	if err != nil || d == nil {
		if err != nil {
			r.err = err
		}
		return
	}
	f := &formField{ref: ref, dict: d}
	if parent != nil {
		f.name, f.kind, f.flags = parent.name, parent.kind, parent.flags
	}
	if ft, ok := r.value(d, "FT").(pdf.Name); ok {
		f.kind = ft
	}
	if ff, ok := r.value(d, "Ff").(pdf.Integer); ok {
		f.flags = ff
	}
	t, named := r.value(d, "T").(pdf.String)
	if !named && parent != nil {
		parent.widgets = append(parent.widgets, ref)
		parent.odd = parent.odd || ref.Num == 0
		return
	}
	if parent != nil {
		parent.kids = true
		f.name += "."
	}
	f.name += pdfdiff.TextString(t.Value)
	r.fields = append(r.fields, f)
	r.list(d.Get("Kids"), f, depth+1)
}

// value resolves an entry; what cannot be read is null.
func (r *formReader) value(d *pdf.Dict, key pdf.Name) pdf.Object {
	o, err := r.v.Resolve(d.Get(key))
	if err != nil {
		r.err = err
		return nil
	}
	return o
}

// findField returns the field of a full name, nil where there is none.
func findField(fields []*formField, name string) *formField {
	for _, f := range fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

// nextFieldName returns Signature<n> with the lowest n from 1 on that no field
// bears, as the tools in use in Việt Nam name their fields.
func nextFieldName(fields []*formField) string {
	taken := map[string]bool{}
	for _, f := range fields {
		first, _, _ := strings.Cut(f.name, ".")
		taken[first] = true
	}
	for n := 1; ; n++ {
		if name := "Signature" + strconv.Itoa(n); !taken[name] {
			return name
		}
	}
}

const fieldReadOnly = 1 // field flag ReadOnly (ISO 32000-2, Table 227)

// fieldRefusal tells why a field cannot be signed, "" where it can.
func (f *formField) refusal() Refusal {
	switch {
	case f.kind != "Sig" || f.kids:
		return RefusedOtherField
	case f.dict.Get("V") != nil:
		return RefusedSigned
	case f.flags&fieldReadOnly != 0:
		return RefusedReadOnly
	case f.ref.Num == 0 || f.odd || f.dict.Duplicate:
		return RefusedFieldShape
	}
	return ""
}
