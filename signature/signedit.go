package signature

import (
	"fmt"
	"unicode/utf16"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// editor changes objects of a file by an update. What it reads is as the update
// has it so far.
type editor struct {
	u *pdfwrite.Update
}

// maxEditHops bounds chains of references.
const maxEditHops = 16

// follow resolves a value and returns the reference that it stands at last; its
// number is 0 for a direct value.
func (e *editor) follow(o pdf.Object) (pdf.Object, pdf.Ref, error) {
	var at pdf.Ref
	for range maxEditHops {
		ref, ok := o.(pdf.Ref)
		if !ok {
			return o, at, nil
		}
		at = ref
		var err error
		if o, err = e.u.Get(ref); err != nil {
			return nil, at, err
		}
	}
	return nil, at, pdf.ErrLimit
}

// dict resolves a value to a dictionary that may be rewritten; nil where it is
// null. One that states an entry twice is refused: what it means is not settled.
func (e *editor) dict(o pdf.Object) (*pdf.Dict, pdf.Ref, error) {
	v, at, err := e.follow(o)
	if err != nil || v == nil {
		return nil, at, damaged(err)
	}
	d, ok := v.(*pdf.Dict)
	if !ok || d.Duplicate {
		return nil, at, damaged(pdf.ErrSyntax)
	}
	return d, at, nil
}

// damaged makes a refusal of an error of the reader; nil stays nil.
func damaged(err error) error {
	if err == nil {
		return nil
	}
	return &RefusedError{Why: RefusedDamaged, Err: err}
}

// root returns the catalog and where it stands.
func (e *editor) root() (*pdf.Dict, pdf.Ref, error) {
	d, at, err := e.dict(e.u.View().Trailer().Get("Root"))
	if err == nil && (d == nil || at.Num == 0) {
		err = damaged(pdf.ErrSyntax)
	}
	return d, at, err
}

// setRoot sets an entry of the catalog.
func (e *editor) setRoot(key pdf.Name, value pdf.Object) error {
	root, at, err := e.root()
	if err != nil {
		return err
	}
	e.u.Set(at, pdfwrite.With(root, key, value))
	return nil
}

// appended returns what an array becomes with one element more, and stores it
// where it is an object of its own; changed tells that the holder must take it.
func (e *editor) appended(o pdf.Object, element pdf.Object) (array pdf.Object, changed bool, err error) {
	v, at, err := e.follow(o)
	if err != nil {
		return nil, false, damaged(err)
	}
	old, ok := v.(pdf.Array)
	if v != nil && !ok {
		return nil, false, damaged(pdf.ErrSyntax)
	}
	grown := append(append(pdf.Array{}, old...), element)
	if at.Num == 0 || v == nil {
		return grown, true, nil
	}
	e.u.Set(at, grown)
	return o, false, nil
}

// form returns the dictionary of the form and where it stands; nil for none.
func (e *editor) form() (*pdf.Dict, pdf.Ref, error) {
	root, _, err := e.root()
	if err != nil {
		return nil, pdf.Ref{}, err
	}
	return e.dict(root.Get("AcroForm"))
}

const sigFlags = 3 // SignaturesExist and AppendOnly (ISO 32000-2, Table 225)

// enterForm says in the form that there are signatures, and adds a field unless
// its number is 0.
func (e *editor) enterForm(field pdf.Ref) error {
	form, at, err := e.form()
	if err != nil {
		return err
	}
	existed := form != nil
	if !existed {
		form = pdf.NewDict(nil)
	}
	changed := !existed
	if field.Num != 0 {
		fields, inForm, err := e.appended(form.Get("Fields"), field)
		if err != nil {
			return err
		}
		if inForm {
			form, changed = pdfwrite.With(form, "Fields", fields), true
		}
	}
	flags, _, err := e.follow(form.Get("SigFlags"))
	if err != nil {
		return damaged(err)
	}
	n, _ := flags.(pdf.Integer)
	if n&sigFlags != sigFlags {
		form, changed = pdfwrite.With(form, "SigFlags", pdf.Integer(sigFlags)), true
	}
	switch {
	case !changed:
		return nil
	case !existed:
		return e.setRoot("AcroForm", e.u.Add(form))
	case at.Num == 0:
		return e.setRoot("AcroForm", form)
	}
	e.u.Set(at, form)
	return nil
}

// maxPageNodes bounds the page tree.
const maxPageNodes = 1 << 17

// page returns the n-th page, counted from 1 in the order of the page tree.
//
// Errors: ErrOptions where there are fewer, a refusal where the tree is damaged
// or empty.
func (e *editor) page(n int) (*pdf.Dict, pdf.Ref, error) {
	root, _, err := e.root()
	if err != nil {
		return nil, pdf.Ref{}, err
	}
	asked := n
	todo := pdf.Array{root.Get("Pages")}
	seen := map[pdf.Ref]bool{}
	for nodes := 0; len(todo) > 0; nodes++ {
		o := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		d, at, err := e.dict(o)
		if err == nil && (d == nil || seen[at] && at.Num != 0 || nodes > maxPageNodes) {
			err = damaged(pdf.ErrSyntax)
		}
		if err != nil {
			return nil, at, err
		}
		seen[at] = true
		kids, _, err := e.follow(d.Get("Kids"))
		if err != nil {
			return nil, at, damaged(err)
		}
		if list, ok := kids.(pdf.Array); ok {
			for i := len(list) - 1; i >= 0; i-- {
				todo = append(todo, list[i])
			}
			continue
		}
		if d.Get("Type") == pdf.Name("Pages") {
			continue // a branch without leaves
		}
		if n--; n == 0 {
			if at.Num == 0 {
				return nil, at, damaged(pdf.ErrSyntax)
			}
			return d, at, nil
		}
	}
	if asked == 1 {
		return nil, pdf.Ref{}, damaged(pdf.ErrNotFound) // no page at all
	}
	return nil, pdf.Ref{}, fmt.Errorf("signature: sign document: no such page: %w", ErrOptions)
}

// annotate adds an annotation to a page.
func (e *editor) annotate(page *pdf.Dict, at, annotation pdf.Ref) error {
	annots, inPage, err := e.appended(page.Get("Annots"), annotation)
	if err != nil {
		return err
	}
	if inPage {
		e.u.Set(at, pdfwrite.With(page, "Annots", annots))
	}
	return nil
}

// textString makes a text string (ISO 32000-2, 7.9.2.2): ASCII as it is, anything
// else in UTF-16.
func textString(s string) pdf.String {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] <= '~'
	}
	if ascii {
		return pdf.String{Value: s}
	}
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return pdf.String{Value: string(b), Hex: true}
}
