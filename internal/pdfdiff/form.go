package pdfdiff

import (
	"strings"

	"github.com/motcua/motcua/internal/pdf"
)

// form compares the interactive forms (12.7.3) and their fields.
func (s *step) form(at place, old, now pdf.Object) error {
	before, err1 := s.old.Dict(old)
	after, at, err2 := s.followDict(at, now)
	if err := hardError(err1, err2); err != nil {
		return err
	}
	if err1 != nil || err2 != nil || after == nil || after.Duplicate && s.objects[at.holder] != nil {
		if old != nil || now != nil {
			s.report(Change{Code: FormChanged, Level: Content, Object: at.holder})
		}
		return nil
	}
	for _, key := range unionKeys(before, after) {
		if key != "Fields" && !s.formEntry(at.in(string(key)), key, before.Get(key), after.Get(key)) {
			s.report(Change{Code: FormChanged, Level: Content, Object: at.holder})
		}
	}
	return s.fieldTrees(at, before, after)
}

// formEntry judges an entry of the form other than its fields.
func (s *step) formEntry(at place, key pdf.Name, old, now pdf.Object) bool {
	switch key {
	case "SigFlags":
		n, ok := now.(pdf.Integer)
		return ok && n >= 0 && n <= 3
	case "NeedAppearances":
		// Switched off is harmless; switched on lets the viewer redraw fields.
		return pdf.Equal(old, now) || now == nil || now == false
	case "DR":
		return s.grownResources(at, old, now)
	case "DA", "Q":
		return old == nil || pdf.Equal(old, now)
	}
	return s.moved(at, old, now)
}

// grownResources allows the default resources to gain entries that later
// fields use; what earlier fields use stays as it was.
func (s *step) grownResources(at place, old, now pdf.Object) bool {
	if s.unchangedBelow(old, now) {
		return true
	}
	before, err1 := s.old.Dict(old)
	after, at, err2 := s.followDict(at, now)
	if err1 != nil || err2 != nil || after == nil {
		return false
	}
	for _, key := range unionKeys(before, after) {
		in := at.in(string(key))
		was, err1 := s.old.Dict(before.Get(key))
		is, in, err2 := s.followDict(in, after.Get(key))
		if err1 != nil || err2 != nil {
			return false
		}
		if was == nil || is == nil {
			if was != nil || before.Get(key) != nil && !pdf.Equal(before.Get(key), after.Get(key)) {
				return false
			}
			if is != nil {
				s.clearBelow(in, is)
			}
			continue
		}
		if !s.grownCategory(in, was, is, key == "XObject" && s.standalone()) {
			return false
		}
	}
	return true
}

// grownCategory compares one category of resources, such as the fonts.
func (s *step) grownCategory(at place, was, is *pdf.Dict, mayReplace bool) bool {
	for _, name := range unionKeys(was, is) {
		if was.Get(name) == nil {
			s.clearBelow(at.in(string(name)), is.Get(name))
			continue
		}
		if pdf.Equal(was.Get(name), is.Get(name)) {
			continue
		}
		if !mayReplace || is.Get(name) == nil {
			return false
		}
		s.clearBelow(at.in(string(name)), is.Get(name))
	}
	return true
}

// fieldTrees compares the fields of both forms by their full names.
func (s *step) fieldTrees(at place, before, after *pdf.Dict) error {
	old := s.d.oldFields(s.old, before.Get("Fields"))
	now := readFields(s.new, after.Get("Fields"), s.cleared, at.in("Fields"))
	if err := hardError(old.err, now.err); err != nil {
		return err
	}
	if now.odd && !old.odd || now.err != nil && old.err == nil {
		s.report(Change{Code: FieldChanged, Level: Content, Object: at.holder})
	}
	s.d.fields, s.d.fieldsOf = now, s.new.Revision()
	s.widgets = now.byObject
	for num := range now.byObject {
		s.fields[num] = true
	}
	for _, name := range old.order {
		s.keptField(old.fields[name], now.fields[name])
	}
	for _, name := range now.order {
		if old.fields[name] == nil {
			s.newField(old, now.fields[name])
		}
	}
	return nil
}

// keptField compares a field that existed before with what became of it.
func (s *step) keptField(was, is *field) {
	if is == nil || is.num != was.num || len(is.kids) < len(was.kids) {
		s.report(Change{Code: FieldRemoved, Level: Content, Object: was.num, Field: was.name})
		return
	}
	if !sameNodes(was.kids, is.kids) || !sameNodes(was.widgets, is.widgets) {
		s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: is.name})
		return
	}
	switch {
	case was.kind != is.kind || was.direct != is.direct || len(is.kids) > len(was.kids):
		s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: is.name})
	case is.kind == "Sig":
		s.keptSignatureField(was, is)
	default:
		s.keptFormField(was, is)
	}
}

// sameNodes reports that all nodes there were are still there, in their places.
func sameNodes(was, is []*field) bool {
	if len(is) < len(was) {
		return false
	}
	for i := range was {
		if was[i].num != is[i].num || was[i].path != is[i].path || was[i].direct != is[i].direct {
			return false
		}
	}
	return true
}

// keptSignatureField allows an empty signature field to be signed, once.
func (s *step) keptSignatureField(was, is *field) {
	before, after := was.dict.Get("V"), is.dict.Get("V")
	if before == nil && after == nil {
		s.nodes(was, is, lockKeys)
		return
	}
	if before != nil {
		switch {
		case after == nil:
			s.report(Change{Code: SignatureRemoved, Level: Content, Object: is.num, Field: is.name})
		case !pdf.Equal(before, after) || s.touched(after) || s.touchedInside(after):
			s.report(Change{Code: SignatureChanged, Level: Content, Object: is.num, Field: is.name})
		}
		s.nodes(was, is, nil)
		return
	}
	s.signed(is, false)
	s.nodes(was, is, signingKeys)
}

// touchedInside reports a direct signature dictionary with touched parts.
func (s *step) touchedInside(o pdf.Object) bool {
	found := false
	v, err := s.new.Resolve(o)
	pdf.WalkRefs(v, func(path string, r pdf.Ref) {
		found = found || s.objects[r.Num] != nil && !strings.HasSuffix(path, "/Data")
	})
	return found || err != nil
}

// keptFormField allows a field to be filled.
func (s *step) keptFormField(was, is *field) {
	if s.redrawn(was, is) {
		s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: is.name})
	}
	if s.nodes(was, is, fillingKeys) {
		s.report(Change{Code: FieldFilled, Level: Form, Object: is.num, Field: is.name})
	}
}

// The entries of fields and widgets that may change, by what is done.
var (
	lockKeys    = []pdf.Name{"Lock", "SV"}
	fillingKeys = []pdf.Name{"V", "AP", "AS", "RV", "I", "TI", "M", "DA", "Q"}
	signingKeys = []pdf.Name{"V", "AP", "AS", "M", "F", "MK", "Rect", "DA", "DR", "Lock", "SV"}
)

// nodes compares the dictionaries of a field and of its widgets and reports
// whether anything changed that is allowed to.
func (s *step) nodes(was, is *field, allowed []pdf.Name) bool {
	changed := s.node(was, is, is, allowed)
	for i := range was.widgets {
		if i < len(is.widgets) && !sameNode(was.widgets[i], is.widgets[i]) {
			s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: is.name})
			return changed
		}
		if i < len(is.widgets) && s.node(was.widgets[i], is.widgets[i], is, allowed) {
			changed = true
		}
	}
	if len(was.widgets) != len(is.widgets) {
		s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: is.name})
	}
	return changed
}

func sameNode(a, b *field) bool { return a.num == b.num && a.direct == b.direct }

// node compares one dictionary. Anything but the allowed entries is a change
// of the form itself.
func (s *step) node(was, is, owner *field, allowed []pdf.Name) bool {
	if s.objects[is.num] == nil && !is.direct && !s.valueTouched(is) {
		return false
	}
	changed := false
	for _, key := range unionKeys(was.dict, is.dict) {
		before, after := was.dict.Get(key), is.dict.Get(key)
		if pdf.Equal(before, after) && !(hasKey(allowed, key) && s.touchedTree(after)) {
			continue
		}
		if !s.nodeEntry(is, key, before, after, allowed) {
			s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: owner.name})
			return changed
		}
		changed = true
	}
	if is.dict.Duplicate && !was.dict.Duplicate {
		s.report(Change{Code: FieldChanged, Level: Content, Object: is.num, Field: owner.name})
	}
	return changed
}

// valueTouched reports a field whose own object stays while its value or
// appearance, in objects of their own, are replaced.
func (s *step) valueTouched(f *field) bool {
	return s.touchedTree(f.dict.Get("V")) || s.touchedTree(f.dict.Get("AP"))
}

// touchedTree looks for touched objects at a value and one level of
// references below it: an appearance is a dictionary of dictionaries of
// streams, of which any may be an object.
func (s *step) touchedTree(o pdf.Object) bool {
	found := false
	var look func(o pdf.Object, depth int)
	look = func(o pdf.Object, depth int) {
		pdf.WalkRefs(o, func(_ string, r pdf.Ref) {
			if found = found || s.objects[r.Num] != nil && !s.fields[r.Num]; found || depth == 0 {
				return
			}
			if v, err := s.new.Get(r); err == nil {
				if d, ok := v.(*pdf.Dict); ok && !isPage(d) && d.Get("ByteRange") == nil {
					look(d, depth-1)
				}
			}
		})
	}
	look(o, 2)
	return found
}

func (s *step) nodeEntry(is *field, key pdf.Name, before, after pdf.Object, allowed []pdf.Name) bool {
	at := place{holder: is.num, path: is.path}.in(string(key))
	switch {
	case key == "Kids":
		// The kids themselves were compared by number. The array may have become
		// an object, or one that did.
		v, _, err := s.follow(at, after)
		_, isArray := v.(pdf.Array)
		return err == nil && isArray && before != nil
	case key == "Type" && before == nil:
		return after == pdf.Name("Annot")
	case key == "DR" && hasKey(allowed, "V"):
		// Fonts that a new value needs; what was there stays.
		return s.grownResources(at, before, after)
	case key == "Ff" && hasKey(allowed, "V"):
		return onlySets(before, after, readOnlyFlag)
	case key == "F" && !hasKey(allowed, "F"):
		return onlySets(before, after, lockedFlags)
	case !hasKey(allowed, key):
		return s.moved(at, before, after)
	case key == "AP" && after == nil && before != nil:
		return false
	case key == "Rect" && before != nil && !emptyRect(before) && !emptyRect(after):
		return false
	}
	s.clearBelow(at, after)
	if ref, ok := before.(pdf.Ref); ok && key == "AP" {
		if _, strict := s.exclusive[ref.Num]; !strict {
			s.exclusive[ref.Num] = true // what was shown here must not be content elsewhere
		}
	}
	return true
}

const (
	readOnlyFlag = 1           // field flag ReadOnly, Table 227
	lockedFlags  = 1<<7 | 1<<9 // annotation flags Locked and LockedContents
)

// onlySets reports that after is before with nothing but the given flags added.
func onlySets(before, after pdf.Object, flags pdf.Integer) bool {
	b, _ := before.(pdf.Integer)
	a, ok := after.(pdf.Integer)
	return ok && a&^flags == b&^flags && a&b == b
}

func emptyRect(o pdf.Object) bool {
	a, ok := o.(pdf.Array)
	return ok && len(a) == 4 && pdf.Equal(a[0], a[2]) && pdf.Equal(a[1], a[3])
}

func hasKey(keys []pdf.Name, key pdf.Name) bool {
	for _, k := range keys {
		if k == key {
			return true
		}
	}
	return false
}

// newField allows new signature fields, signed or not, and nothing else.
func (s *step) newField(old fieldTree, is *field) {
	c := Change{Code: FieldAdded, Level: Content, Object: is.num, Field: is.name, NewField: true}
	o := s.objects[is.num]
	if is.kind != "Sig" || is.parent != nil && old.fields[is.parent.name] != nil || len(is.kids) > 0 {
		if is.kind == "" && allSignatures(is) && o != nil && o.fate == added {
			return // a new branch that only carries new signature fields
		}
		s.report(c)
		return
	}
	if is.direct || o == nil || o.fate != added || !plainNode(is) {
		s.report(c) // an object with another history is made to look like a field
		return
	}
	for _, w := range is.widgets {
		if wo := s.objects[w.num]; wo == nil || wo.fate != added || !plainNode(w) {
			s.report(c)
			return
		}
		s.clearBelow(place{holder: w.num}, w.dict)
	}
	s.clearBelow(place{holder: is.num}, is.dict)
	if is.dict.Get("V") == nil {
		if s.paints(is) {
			s.report(c)
			return
		}
		s.report(Change{Code: SignatureFieldAdded, Level: Form, Object: is.num, Field: is.name, NewField: true})
		return
	}
	s.signed(is, true)
}

// plainNode reports that a signature field or its widget has no entry that acts
// or that hides and shows it, nor one that readers may read differently.
func plainNode(f *field) bool {
	if f.dict.Duplicate {
		return false
	}
	for _, key := range f.dict.Keys() {
		switch key {
		case "A", "AA", "OC", "PMD", "AF":
			return false
		}
	}
	return true
}

func allSignatures(f *field) bool {
	for _, kid := range f.kids {
		if kid.kind != "Sig" && !(kid.kind == "" && allSignatures(kid)) {
			return false
		}
	}
	return len(f.kids) > 0
}

// signed reports the signature that a field received.
func (s *step) signed(is *field, newField bool) {
	at := place{holder: is.num, path: is.path}.in("V")
	c := Change{Code: SignatureAdded, Level: Form, Object: is.num, Field: is.name, NewField: newField}
	v, _, err := s.follow(at, is.dict.Get("V"))
	d, ok := v.(*pdf.Dict)
	ref, indirect := is.dict.Get("V").(pdf.Ref)
	fresh := !indirect || s.objects[ref.Num] != nil && s.objects[ref.Num].fate == added
	switch {
	case err != nil || !ok || d.Get("ByteRange") == nil || d.Duplicate || !fresh:
		c.Code, c.Level = SignatureChanged, Content
	case d.Get("Type") == pdf.Name("DocTimeStamp") && d.Get("SubFilter") == pdf.Name("ETSI.RFC3161"):
		c.Code = TimestampAdded
		if !shows(is) {
			c.Level = LTV
		}
		s.received[is] = true
	default:
		s.clearBelow(at, is.dict.Get("V"))
		s.received[is] = true
	}
	s.report(c)
}

// shows reports whether a field has an appearance and a place to show it.
func shows(f *field) bool {
	for _, n := range append([]*field{f}, f.widgets...) {
		if n.dict.Get("AP") != nil && !emptyRect(n.dict.Get("Rect")) {
			return true
		}
	}
	return false
}
