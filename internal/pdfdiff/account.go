package pdfdiff

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/motcua/motcua/internal/pdf"
)

// account explains every touched object that is still unexplained, by the
// references to it that are in force.
func (s *step) account() error {
	if err := s.d.index(); err != nil {
		if errors.Is(err, pdf.ErrLocked) {
			s.report(Change{Code: ObjectUnreadable, Level: Content, Unknown: true})
			return nil
		}
		return err
	}
	// Annotation arrays and annotations that are objects of their own have
	// rules, but only the references tell what they are.
	for _, num := range s.order {
		if err := s.byReference(num); err != nil {
			return err
		}
	}
	for _, num := range s.order {
		if err := s.explained(num); err != nil {
			return err
		}
	}
	for _, num := range s.d.edges.Cut(s.old) {
		s.report(Change{Code: ObjectChanged, Level: Content, Object: num})
	}
	return s.alone()
}

// index finds the references to every object that any later revision touches,
// in one pass for all steps.
func (d *Differ) index() error {
	if d.edges != nil {
		return nil
	}
	targets := map[int]bool{}
	for rev := d.first + 1; rev < len(d.f.Revisions()); rev++ {
		for _, t := range d.f.Touched(rev) {
			targets[t.Num] = true
		}
	}
	var err error
	d.edges, err = d.f.Edges(targets)
	return err
}

// more finds the references to further objects, in as few passes as it can.
func (d *Differ) more(nums []int) (*pdf.Edges, error) {
	if d.others == nil {
		d.others = map[int]bool{}
	}
	known := len(d.others)
	for _, num := range nums {
		d.others[num] = true
	}
	if d.othersEdges != nil && len(d.others) == known {
		return d.othersEdges, nil
	}
	var err error
	d.othersEdges, err = d.f.Edges(d.others)
	return d.othersEdges, err
}

// byReference judges a changed object whose part only its references tell.
func (s *step) byReference(num int) error {
	o := s.objects[num]
	if o.fate != changed || s.fields[num] {
		return nil
	}
	for _, e := range s.d.edges.At(s.new, num) {
		at := place{holder: e.Holder, path: e.Path}
		if s.cleared[edge{at.holder, at.path, num}] {
			continue
		}
		switch {
		case e.Path == "/Annots" && s.bones().pages[e.Holder]:
			ref := pdf.Ref{Num: num}
			if entry, ok := s.new.Entry(num); ok {
				ref.Gen = entry.Gen
			}
			if err := s.annotations(at, ref, ref); err != nil {
				return err
			}
		case isAnnotation(o) && !s.bones().has(num) && s.inAnnots(e):
			s.cleared[edge{at.holder, at.path, num}] = true
			s.changedAnnotation(o)
		}
	}
	return nil
}

func (s *step) isPageObject(num int) bool {
	o, err := getNumber(s.new, num)
	return err == nil && isPage(o)
}

// inAnnots reports an element of a page's annotations.
func (s *step) inAnnots(e pdf.Edge) bool {
	return e.Path == "/Annots/*" && s.bones().pages[e.Holder] || e.Path == "/*" && s.bones().lists[e.Holder]
}

// isAnnotation recognises an annotation that was and stays one, other than a
// widget.
func isAnnotation(o *object) bool {
	was, ok1 := o.old.(*pdf.Dict)
	is, ok2 := o.new.(*pdf.Dict)
	return ok1 && ok2 && was.Get("Rect") != nil && is.Get("Rect") != nil &&
		was.Get("Subtype") != nil && pdf.Equal(was.Get("Subtype"), is.Get("Subtype")) &&
		was.Get("Subtype") != pdf.Name("Widget")
}

func (s *step) changedAnnotation(o *object) {
	for _, c := range s.changes {
		if c.Code == AnnotationChanged && c.Object == o.num {
			return
		}
	}
	s.annots[o.num] = true
	s.clearBelow(place{holder: o.num}, o.new)
	s.report(Change{Code: AnnotationChanged, Level: Annotations, Object: o.num})
}

// explained checks that every reference to a touched object is allowed.
func (s *step) explained(num int) error {
	o := s.objects[num]
	code := unexplained(o)
	bad := s.trailerHolds(num)
	for _, e := range s.d.edges.At(s.new, num) {
		if bad {
			break
		}
		if s.allowed(o, e) {
			continue
		}
		var err error
		if bad, err = s.reachable(e.Holder); err != nil {
			return err
		}
		if o.fate == changed && s.drawnByPage(e) {
			code = PageChanged
		}
	}
	if bad {
		s.report(Change{Code: code, Level: Content, Unknown: o.fate == opaque, Object: num})
	}
	return nil
}

// drawnByPage recognises what a page shows: its content and resources.
func (s *step) drawnByPage(e pdf.Edge) bool {
	return (strings.HasPrefix(e.Path, "/Contents") || strings.HasPrefix(e.Path, "/Resources")) && s.isPageObject(e.Holder)
}

// trailerHolds reports a reference from the trailer that no rule looked at.
func (s *step) trailerHolds(num int) bool {
	found := false
	pdf.WalkRefs(s.new.Trailer(), func(path string, r pdf.Ref) {
		found = found || r.Num == num && path != "/Root" && path != "/Info" && path != "/AuthCode/SigObjRef"
	})
	return found
}

// alone checks that the untouched objects on the way to touched ones are not
// used anywhere else.
func (s *step) alone() error {
	if len(s.exclusive) == 0 {
		return nil
	}
	nums := slices.Sorted(maps.Keys(s.exclusive))
	edges, err := s.d.more(nums)
	if err != nil {
		return err
	}
	for _, num := range nums {
		shared := s.trailerHolds(num)
		for _, e := range edges.At(s.new, num) {
			if shared {
				break
			}
			if s.cleared[edge{e.Holder, e.Path, num}] || s.exclusive[num] && isAppearance(e.Path) {
				continue
			}
			if shared, err = s.reachable(e.Holder); err != nil {
				return err
			}
		}
		if shared {
			s.report(Change{Code: ObjectShared, Level: Content, Object: num})
		}
	}
	return nil
}

// isAppearance recognises the appearance of a field or annotation.
func isAppearance(path string) bool {
	return path == "/AP" || strings.HasPrefix(path, "/AP/")
}

func unexplained(o *object) Code {
	switch o.fate {
	case added:
		return ObjectRevealed
	case removed:
		return ObjectFreed
	case opaque:
		return ObjectUnreadable
	}
	if pdf.AsDict(o.new) == nil || isStream(o.new) {
		return ObjectShared
	}
	return ObjectChanged
}

func isStream(o pdf.Object) bool {
	_, ok := o.(*pdf.Stream)
	return ok
}

// allowed tells whether one reference to a touched object is explained.
func (s *step) allowed(o *object, e pdf.Edge) bool {
	if s.cleared[edge{e.Holder, e.Path, o.num}] && (o.fate != changed || s.judgedWhole(o) || s.heldBefore(e.Holder, e.Path, o.num)) {
		return true
	}
	if h := s.objects[e.Holder]; h != nil && h.fate == added {
		return true // a new object counts by the references to itself
	}
	if s.d.f.Structural(s.new.Revision())[e.Holder] {
		return true
	}
	// A page, a field or the catalog whose changes a rule allowed means the same
	// to whoever refers to it.
	return o.fate == changed && s.judgedWhole(o) && s.isLinked(o, e)
}

// heldBefore reports that the same place held the same object before: an object
// with a past in the file does not take up another part.
func (s *step) heldBefore(holder int, path string, num int) bool {
	held, known := s.held[holder]
	if !known {
		held = map[edge]bool{}
		if o, err := getNumber(s.old, holder); err == nil {
			pdf.WalkRefs(o, func(path string, r pdf.Ref) { held[edge{holder, path, r.Num}] = true })
		}
		s.held[holder] = held
	}
	return held[edge{holder, path, num}]
}

// judgedWhole reports an object that some rule compared entry by entry.
func (s *step) judgedWhole(o *object) bool {
	root, _ := s.new.Trailer().Get("Root").(pdf.Ref)
	return isPage(o.old) || o.num == root.Num || s.fields[o.num] || s.annots[o.num] || isElement(o) || o.num == s.structRoot
}

// lastName returns the last key of a path, and whether the path ends inside an
// array under that key; "" for an array that is an object of its own.
func lastName(path string) (name string, element bool) {
	for strings.HasSuffix(path, "/*") {
		path, element = strings.TrimSuffix(path, "/*"), true
	}
	return path[strings.LastIndexByte(path, '/')+1:], element
}

// maxReachable bounds the search for objects in use.
const maxReachable = 1 << 20

// reachable reports whether an object is in use in the new view. It walks the
// whole file, once per step and only where something is wrong already.
func (s *step) reachable(num int) (bool, error) {
	if s.alive == nil {
		s.alive = map[int]bool{}
		todo := []int{}
		visit := func(_ string, r pdf.Ref) {
			if !s.alive[r.Num] && len(s.alive) < maxReachable {
				s.alive[r.Num] = true
				todo = append(todo, r.Num)
			}
		}
		pdf.WalkRefs(s.new.Trailer(), visit)
		for len(todo) > 0 {
			n := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			o, err := getNumber(s.new, n)
			if err := hardError(err); err != nil {
				return false, err
			}
			s.blind = s.blind || err != nil
			if e, _ := s.new.Entry(n); e.Kind == pdf.Compressed {
				visit("", pdf.Ref{Num: e.Stream})
			}
			pdf.WalkRefs(o, visit)
		}
	}
	return s.alive[num] || s.blind || len(s.alive) >= maxReachable, nil
}
