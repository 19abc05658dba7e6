package pdfdiff

import (
	"slices"

	"github.com/motcua/motcua/internal/pdf"
)

// pages judges the touched objects that are pages, or parts of the page tree.
func (s *step) pages() error {
	for _, num := range s.order {
		o := s.objects[num]
		if o.fate != changed {
			continue
		}
		switch {
		case isPage(o.old):
			if err := s.page(o); err != nil {
				return err
			}
		case isElement(o):
			s.element(o)
		case typeOf(o.old) == "Pages":
			s.report(Change{Code: PageTreeChanged, Level: Content, Object: num})
		}
	}
	return nil
}

func typeOf(o pdf.Object) pdf.Name {
	n, _ := pdf.AsDict(o).Get("Type").(pdf.Name)
	return n
}

// page allows a page to gain annotations and nothing else.
func (s *step) page(o *object) error {
	was := o.old.(*pdf.Dict)
	is, ok := o.new.(*pdf.Dict)
	if !ok || is.Duplicate {
		s.report(Change{Code: PageChanged, Level: Content, Object: o.num})
		return nil
	}
	for _, key := range unionKeys(was, is) {
		before, after := was.Get(key), is.Get(key)
		switch key {
		case "Annots":
			if err := s.annotations(place{holder: o.num}.in("Annots"), before, after); err != nil {
				return err
			}
			continue
		case "Tabs": // order of the tabulator key
			if _, name := after.(pdf.Name); name {
				continue
			}
		case "StructParents", "LastModified":
			if before == nil || key == "LastModified" && isString(after) {
				continue
			}
		}
		if !s.moved(place{holder: o.num}.in(string(key)), before, after) {
			s.report(Change{Code: PageChanged, Level: Content, Object: o.num})
			return nil
		}
	}
	return nil
}

// annotations compares the annotations of a page: those there were stay, in
// their order; new ones are widgets of signature fields, or annotations.
func (s *step) annotations(at place, old, now pdf.Object) error {
	b, err1 := s.old.Resolve(old)
	a, at, err2 := s.follow(at, now)
	if err := hardError(err1, err2); err != nil {
		return err
	}
	before, ok1 := b.(pdf.Array)
	after, ok2 := a.(pdf.Array)
	if err1 != nil || err2 != nil || b != nil && !ok1 || a != nil && !ok2 {
		s.report(Change{Code: PageChanged, Level: Content, Object: at.holder})
		return nil
	}
	have := map[pdf.Ref]bool{}
	next, stays := 0, map[int]bool{}
	for _, e := range after {
		r, isRef := e.(pdf.Ref)
		if isRef && have[r] {
			continue
		}
		have[r] = have[r] || isRef
		if next < len(before) && s.moved(at.in("*"), before[next], e) {
			stays[next] = true
			next++
			continue
		}
		if isRef && contains(before, r) {
			continue // accounted for below, where what is left over is missing
		}
		s.newAnnotation(at.in("*"), e)
	}
	for i, e := range before {
		if stays[i] {
			continue
		}
		if r, ok := e.(pdf.Ref); ok && !have[r] || !ok && !contains(after, e) {
			s.lostAnnotation(at, e)
		}
	}
	if !slices.Equal(common(before, after), common(after, before)) {
		s.report(Change{Code: AnnotationChanged, Level: Annotations, Object: at.holder}) // which covers which
	}
	return nil
}

// common returns the references in a that b holds too, each once.
func common(a, b pdf.Array) []pdf.Ref {
	in := map[pdf.Ref]bool{}
	for _, e := range b {
		if r, ok := e.(pdf.Ref); ok {
			in[r] = true
		}
	}
	var refs []pdf.Ref
	for _, e := range a {
		if r, ok := e.(pdf.Ref); ok && in[r] {
			refs = append(refs, r)
			delete(in, r)
		}
	}
	return refs
}

func contains(a pdf.Array, o pdf.Object) bool {
	for _, e := range a {
		if pdf.Equal(e, o) {
			return true
		}
	}
	return false
}

// newAnnotation judges an annotation that a page gained.
func (s *step) newAnnotation(at place, o pdf.Object) {
	ref, isRef := o.(pdf.Ref)
	d, in, err := s.followDict(at, o)
	if err != nil || d == nil {
		if isRef && s.objects[ref.Num] == nil && err == nil {
			return // a reference to nothing shows nothing
		}
		s.report(Change{Code: PageChanged, Level: Content, Object: at.holder})
		return
	}
	if f := s.widgets[in.holder]; isRef && f != nil && f.kind == "Sig" && s.fresh(in.holder, f) {
		return // the field's own rule has judged it
	}
	if d.Get("Subtype") == pdf.Name("Widget") {
		s.report(Change{Code: FieldAdded, Level: Content, Object: in.holder})
		return
	}
	if t := s.objects[in.holder]; isRef && t != nil && t.fate != added {
		s.report(Change{Code: ObjectChanged, Level: Content, Object: in.holder})
		return
	}
	s.clearBelow(in, d)
	s.report(Change{Code: AnnotationAdded, Level: Annotations, Object: in.holder})
}

// fresh reports a widget whose look came with this update: a new one, one that
// received its signature, or one that was written and shows nothing.
func (s *step) fresh(num int, f *field) bool {
	o := s.objects[num]
	return o != nil && (o.fate == added || s.received[f] || s.received[f.parent] || !shows(f))
}

// lostAnnotation judges an annotation that a page lost.
func (s *step) lostAnnotation(at place, o pdf.Object) {
	c := Change{Code: AnnotationRemoved, Level: Annotations, Object: at.holder}
	d, err := s.old.Dict(o)
	if err == nil && d == nil {
		return // it was nothing
	}
	if err != nil || d.Get("Subtype") == pdf.Name("Widget") || d.Get("Subtype") == nil {
		c.Code, c.Level = WidgetRemoved, Content
	}
	s.report(c)
}
