package pdfdiff

import "github.com/motcua/motcua/internal/pdf"

// Tools that sign tagged files give the new signature a place in the structure
// tree (14.7), which readers for the blind follow. The tree may grow by
// elements that stand for form fields and annotations; what it says of the
// page content stays as it was.

const (
	maxElementDepth  = 16
	maxNumberEntries = 100_000
)

// structTree compares the root of the structure tree.
func (s *step) structTree(at place, old, now pdf.Object) error {
	if pdf.Equal(old, now) && !s.touched(now) && !s.numberTreeTouched() {
		return nil
	}
	before, err1 := s.old.Dict(old)
	after, at, err2 := s.followDict(at, now)
	if err := hardError(err1, err2); err != nil {
		return err
	}
	ok := err1 == nil && err2 == nil && before != nil && after != nil
	for _, key := range unionKeys(before, after) {
		if !ok {
			break
		}
		was, is := before.Get(key), after.Get(key)
		switch key {
		case "K":
			ok = s.grownKids(at.in("K"), was, is)
		case "ParentTree":
			ok = s.grownNumbers(at.in("ParentTree"), was, is)
		case "ParentTreeNextKey":
			_, ok = is.(pdf.Integer)
		default:
			ok = pdf.Equal(was, is)
		}
	}
	if !ok {
		s.report(Change{Code: CatalogChanged, Level: Content, Object: at.holder})
		return nil
	}
	if at.path == "" {
		s.structRoot = at.holder
	}
	return nil
}

// numberTreeTouched looks for touched nodes of a number tree.
func (s *step) numberTreeTouched() bool {
	for _, num := range s.order {
		d, ok := s.objects[num].old.(*pdf.Dict)
		if ok && (d.Get("Nums") != nil || d.Get("Limits") != nil) {
			return true
		}
		if _, isArray := s.objects[num].old.(pdf.Array); isArray {
			return true // may be the Nums of a node
		}
	}
	return false
}

// isElement recognises a structure element that was one before.
func isElement(o *object) bool {
	was, ok1 := o.old.(*pdf.Dict)
	is, ok2 := o.new.(*pdf.Dict)
	return ok1 && ok2 && was.Get("S") != nil && was.Get("P") != nil && is.Get("S") != nil && !isPage(was)
}

// element allows a structure element to gain kids.
func (s *step) element(o *object) {
	was, is := o.old.(*pdf.Dict), o.new.(*pdf.Dict)
	for _, key := range unionKeys(was, is) {
		if key == "K" && s.grownKids(place{holder: o.num}.in("K"), was.Get(key), is.Get(key)) {
			continue
		}
		if !pdf.Equal(was.Get(key), is.Get(key)) {
			s.report(Change{Code: ObjectChanged, Level: Content, Object: o.num})
			return
		}
	}
}

// kids returns the kids of an element, which may be one or an array of them.
func kids(o pdf.Object) pdf.Array {
	switch v := o.(type) {
	case nil:
		return nil
	case pdf.Array:
		return v
	}
	return pdf.Array{o}
}

// grownKids checks that all kids stayed, in order, and that new ones stand for
// form fields and annotations only.
func (s *step) grownKids(at place, old, now pdf.Object) bool {
	before, err := s.old.Resolve(old)
	if err != nil {
		return false
	}
	if _, isArray := before.(pdf.Array); !isArray {
		before = old // a single kid counts by its reference
	}
	after, in := now, at
	if v, err := s.new.Resolve(now); err != nil {
		return false
	} else if _, isArray := v.(pdf.Array); isArray {
		if after, in, err = s.follow(at, now); err != nil {
			return false
		}
	}
	was, next := kids(before), 0
	for _, kid := range kids(after) {
		if next < len(was) && pdf.Equal(was[next], kid) {
			next++
			continue
		}
		if !s.newElement(in.in("*"), kid, 0) && !s.newElement(in, kid, 0) {
			return false
		}
	}
	return next == len(was)
}

// newElement accepts a new structure element without page content.
func (s *step) newElement(at place, o pdf.Object, depth int) bool {
	ref, isRef := o.(pdf.Ref)
	if !isRef || depth > maxElementDepth || s.objects[ref.Num] == nil || s.objects[ref.Num].fate != added {
		return false
	}
	d, in, err := s.followDict(at, o)
	if err != nil || d == nil || d.Get("S") == nil {
		return false
	}
	for _, kid := range kids(d.Get("K")) {
		if isObjectReference(kid) {
			continue
		}
		if !s.newElement(in.in("K"), kid, depth+1) {
			return false
		}
	}
	return true
}

// isObjectReference recognises a kid that points at an annotation.
func isObjectReference(o pdf.Object) bool {
	d, ok := o.(*pdf.Dict)
	return ok && d.Get("Type") == pdf.Name("OBJR")
}

// grownNumbers compares the parent tree, a number tree (7.9.7): entries stay,
// new ones may come.
func (s *step) grownNumbers(at place, old, now pdf.Object) bool {
	before := numberTree{get: func(at place, o pdf.Object) (pdf.Object, place, error) {
		v, err := s.old.Resolve(o)
		return v, at, err
	}}
	after := numberTree{get: s.follow, entry: s.clearNumber}
	if !before.node(place{}, old, 0) || !after.node(at, now, 0) {
		return false
	}
	for key, v := range before.entries {
		if !pdf.Equal(v, after.entries[key]) {
			return false
		}
	}
	return true
}

// clearNumber clears the reference of an entry to a new element.
func (s *step) clearNumber(at place, o pdf.Object) {
	if ref, ok := o.(pdf.Ref); ok && s.objects[ref.Num] != nil && s.objects[ref.Num].fate == added {
		s.cleared[edge{at.holder, at.path, ref.Num}] = true
	}
}

// numberTree collects the entries of a number tree.
type numberTree struct {
	entries map[pdf.Integer]pdf.Object
	get     func(at place, o pdf.Object) (pdf.Object, place, error)
	entry   func(at place, value pdf.Object) // nil, or told of every entry
}

// node reads a node and those below it. It reports false for a malformed tree.
func (t *numberTree) node(at place, o pdf.Object, depth int) bool {
	v, at, err := t.get(at, o)
	d := pdf.AsDict(v)
	if err != nil || d == nil || depth > maxElementDepth || !t.numbers(at.in("Nums"), d.Get("Nums")) {
		return false
	}
	list, in, err := t.get(at.in("Kids"), d.Get("Kids"))
	if err != nil {
		return false
	}
	for _, kid := range kids(list) {
		if !t.node(in.in("*"), kid, depth+1) {
			return false
		}
	}
	return true
}

// numbers reads the pairs of a leaf.
func (t *numberTree) numbers(at place, o pdf.Object) bool {
	list, at, err := t.get(at, o)
	nums := kids(list)
	if err != nil || len(nums)%2 != 0 || len(nums)+2*len(t.entries) > 2*maxNumberEntries {
		return false
	}
	if t.entries == nil {
		t.entries = map[pdf.Integer]pdf.Object{}
	}
	for i := 0; i < len(nums); i += 2 {
		key, ok := nums[i].(pdf.Integer)
		if _, again := t.entries[key]; !ok || again {
			return false
		}
		t.entries[key] = nums[i+1]
		if t.entry != nil {
			t.entry(at.in("*"), nums[i+1])
		}
	}
	return true
}
