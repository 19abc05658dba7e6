package signature

import (
	"fmt"
	"strings"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// addition is a signature field that is being added to a file, or filled in it.
type addition struct {
	f      *signingFile
	doc    *Document
	edit   editor
	fields []*formField
	root   pdf.Ref
	target *formField // the existing field; nil for a new one
	name   string
}

// newAddition starts an update and finds the field of that name; "" stands for
// the next free Signature<n>.
func newAddition(f *signingFile, doc *Document, name string) (*addition, error) {
	u, err := pdfwrite.New(doc.file)
	if err != nil {
		return nil, damaged(err)
	}
	a := &addition{f: f, doc: doc, edit: editor{u}, name: name}
	if _, a.root, err = a.edit.root(); err != nil {
		return nil, err
	}
	form, _, err := a.edit.form()
	if err != nil {
		return nil, err
	}
	if a.fields, err = readForm(u.View(), form.Get("Fields")); err != nil {
		return nil, damaged(err)
	}
	if name == "" {
		a.name = nextFieldName(a.fields)
	} else if a.target = findField(a.fields, name); a.target == nil && strings.Contains(name, ".") {
		return nil, fmt.Errorf("signature: sign document: Field names a place below another field: %w", ErrOptions)
	}
	return a, nil
}

// allowed refuses what the field, the file's encryption or an earlier signature
// forbids. A signature is a change of the form, a document timestamp only adds
// validation data.
func (a *addition) allowed(level ChangeLevel, certify int) error {
	if a.target != nil {
		if why := a.target.refusal(); why != "" {
			return &RefusedError{Why: why, Field: a.name}
		}
	}
	if p := a.doc.file.Protection(); p != nil && !permitsSigning(p, a.target == nil) {
		return &RefusedError{Why: RefusedRights}
	}
	found, err := a.doc.listed()
	if err != nil && len(found) == 0 {
		return damaged(err)
	}
	for _, c := range found {
		if c.dict == nil || c.usage {
			continue
		}
		if certify != 0 {
			return &RefusedError{Why: RefusedCertifyNotOnly}
		}
		t := c.terms()
		if t.level < level {
			return &RefusedError{Why: RefusedCertified}
		}
		if a.target != nil && t.field(a.name) != Yes {
			return &RefusedError{Why: RefusedLocked, Field: a.name}
		}
	}
	return nil
}

// The bits of P (ISO 32000-2, Table 22).
const (
	permitModify   = 1 << 3
	permitAnnotate = 1 << 5 // with permitModify also to make form fields
	permitFill     = 1 << 8 // from revision 3 on
)

// permitsSigning tells whether an encrypted file's rights allow a signature. The
// owner may do everything; rights that were tampered with allow nothing.
func permitsSigning(p *pdf.Protection, newField bool) bool {
	has := func(bit int32) bool { return p.Permissions&bit != 0 }
	switch {
	case p.Handler.IsOwner():
		return true
	case !p.Handler.PermsMatch():
		return false
	case newField:
		return has(permitModify) && has(permitAnnotate)
	}
	return has(permitAnnotate) || p.Revision >= 3 && has(permitFill)
}

// place puts the value into the field, and into the catalog's permissions where
// it certifies, and renders the update. The widget shows what look says; nil
// shows nothing.
func (a *addition) place(v *signatureValue, lock *FieldLock, look *Appearance, certifies bool) (slot, error) {
	value := a.edit.u.Add(v.dict)
	var err error
	if certifies {
		if err := a.certify(value); err != nil {
			return slot{}, err
		}
	}
	if a.target != nil {
		err = a.fill(value, look)
	} else {
		err = a.create(value, lock, look)
	}
	if err != nil {
		return slot{}, err
	}
	return a.render(v)
}

// render appends the update to the file.
func (a *addition) render(v *signatureValue) (slot, error) {
	base := a.f.joined.Len()
	update, err := a.edit.u.Render(fileID(fmt.Sprint(base), a.name, v.dictText()))
	if err != nil {
		return slot{}, damaged(err)
	}
	s := v.settle(update, base)
	a.f.joined.Tail = append(a.f.joined.Tail, update...)
	return s, nil
}

// dictText tells values of different times apart.
func (v *signatureValue) dictText() string {
	m, _ := v.dict.Get("M").(pdf.String)
	return m.Value
}

// create adds a field with one widget: on the page that the appearance names,
// invisible on the first page otherwise.
func (a *addition) create(value pdf.Ref, lock *FieldLock, look *Appearance) error {
	number, rect := 1, [4]float64{}
	if look != nil {
		number, rect = look.Page, look.Rect
	}
	page, at, err := a.edit.page(number)
	if err != nil {
		return err
	}
	field := map[pdf.Name]pdf.Object{
		"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "FT": pdf.Name("Sig"),
		"T": textString(a.name), "V": value, "F": pdf.Integer(widgetFlags), "P": at, "Rect": numbers(rect[:]),
	}
	if lock != nil {
		entries := lock.entries()
		entries["Type"] = pdf.Name("SigFieldLock")
		field["Lock"] = pdf.NewDict(entries)
	}
	if look != nil {
		if field["AP"], err = a.edit.draw(&look.Form); err != nil {
			return err
		}
	}
	ref := a.edit.u.Add(pdf.NewDict(field))
	if err := a.edit.annotate(page, at, ref); err != nil {
		return err
	}
	return a.edit.enterForm(ref)
}

const widgetFlags = 1<<2 | 1<<7 // Print and Locked (ISO 32000-2, Table 167)

// fill gives an existing field its value, and its widget what it shows.
func (a *addition) fill(value pdf.Ref, look *Appearance) error {
	t := a.target
	field := pdfwrite.With(t.dict, "V", value)
	if look != nil {
		ap, err := a.edit.draw(&look.Form)
		if err != nil {
			return err
		}
		switch {
		case len(t.widgets) == 0 && t.dict.Get("Rect") != nil:
			field = pdfwrite.With(field, "AP", ap)
		case len(t.widgets) == 1:
			widget, at, err := a.edit.dict(t.widgets[0])
			if err != nil {
				return err
			}
			a.edit.u.Set(at, pdfwrite.With(widget, "AP", ap))
		default:
			return &RefusedError{Why: RefusedFieldShape, Field: a.name}
		}
	}
	a.edit.u.Set(t.ref, field)
	return a.edit.enterForm(pdf.Ref{})
}

// lock returns the lock to apply: the field's own, else the one asked for.
//
// Errors: a refusal where the two differ, or the field's cannot be read.
func (a *addition) lock(asked *FieldLock) (*FieldLock, error) {
	if a.target == nil || a.target.dict.Get("Lock") == nil {
		return asked, nil
	}
	v := a.edit.u.View()
	d, err := v.Dict(a.target.dict.Get("Lock"))
	if err != nil || d == nil {
		return nil, damaged(pdf.ErrSyntax)
	}
	c := &candidate{view: v}
	own := c.fieldLock(d)
	lock := &FieldLock{Action: LockAction(own.action), Fields: own.fields}
	if asked != nil && !asked.same(lock) {
		return nil, &RefusedError{Why: RefusedLockDiffers, Field: a.name}
	}
	return lock, nil
}

// same compares two locks, the names as sets.
func (l *FieldLock) same(other *FieldLock) bool {
	covers := func(a, b []string) bool {
		have := map[string]bool{}
		for _, n := range b {
			have[n] = true
		}
		for _, n := range a {
			if !have[n] {
				return false
			}
		}
		return true
	}
	return l.Action == other.Action && covers(l.Fields, other.Fields) && covers(other.Fields, l.Fields)
}

// seeds reads the wishes of the field.
func (a *addition) seeds() *seeds {
	if a.target == nil {
		return readSeeds(a.edit.u.View(), nil)
	}
	return readSeeds(a.edit.u.View(), a.target.dict.Get("SV"))
}

// certify names the signature in the catalog's permissions (ISO 32000-2, 12.8.6).
func (a *addition) certify(value pdf.Ref) error {
	root, _, err := a.edit.root()
	if err != nil {
		return err
	}
	perms, at, err := a.edit.dict(root.Get("Perms"))
	if err != nil {
		return err
	}
	if perms.Get("DocMDP") != nil {
		return &RefusedError{Why: RefusedCertifyNotOnly}
	}
	grown := pdfwrite.With(perms, "DocMDP", value)
	if perms != nil && at.Num != 0 {
		a.edit.u.Set(at, grown)
		return nil
	}
	return a.edit.setRoot("Perms", grown)
}

// numbers makes an array of numbers.
func numbers(list []float64) pdf.Array {
	out := make(pdf.Array, len(list))
	for i, n := range list {
		out[i] = pdf.Real(n)
		if whole := pdf.Integer(n); float64(whole) == n {
			out[i] = whole
		}
	}
	return out
}

// signAddition adds the signature that a plan describes, with an empty value.
func (f *signingFile) signAddition(doc *Document, p *plan) (slot, string, error) {
	a, err := newAddition(f, doc, p.opts.Field)
	if err != nil {
		return slot{}, "", err
	}
	if err := a.allowed(LevelForm, p.opts.Certify); err != nil {
		return slot{}, "", err
	}
	if err := p.opts.Appearance.check(a.target != nil); err != nil {
		return slot{}, "", err
	}
	s := a.seeds()
	if err := p.choose(s); err != nil {
		return slot{}, "", err
	}
	warnings, err := s.check(p)
	if err != nil {
		return slot{}, "", err
	}
	p.warnings = append(p.warnings, warnings...)
	lock, err := a.lock(p.opts.Lock)
	if err != nil {
		return slot{}, "", err
	}
	v := newSignatureValue(p.opts.entries(p.subFilter, references(p.opts.Certify, lock, a.root)), p.room)
	place, err := a.place(v, lock, p.opts.Appearance, p.opts.Certify != 0)
	return place, a.name, err
}
