package pdfdiff

import (
	"errors"

	"github.com/motcua/motcua/internal/pdf"
)

// Differ classifies the updates of one file.
type Differ struct {
	f     *pdf.File
	edges *pdf.Edges
	first int
	// others are untouched objects whose references had to be known too.
	others      map[int]bool
	othersEdges *pdf.Edges
	// fields are those of revision fieldsOf, read by the step before.
	fields   fieldTree
	fieldsOf int
}

// New prepares the classification of every revision after first (counting
// from 0). The file is searched once for references to all touched objects.
func New(f *pdf.File, first int) *Differ { return &Differ{f: f, first: first, fieldsOf: -1} }

// edge is a reference that a rule looked at and allows.
type edge struct {
	holder int
	path   string
	target int
}

// step compares one revision with the one before it.
type step struct {
	d        *Differ
	old, new pdf.View
	objects  map[int]*object
	order    []int // object numbers, in the order of the cross-references
	cleared  map[edge]bool
	// exclusive are objects that were not touched but whose meaning changed
	// with what is below them: every reference to them must be cleared too. True
	// for a former appearance, which other fields and annotations may share.
	exclusive  map[int]bool
	held       map[int]map[edge]bool // references of objects in the old view
	annots     map[int]bool          // annotations that changed and were judged
	received   map[*field]bool       // fields that received their signature
	skeleton   *skeleton
	structRoot int          // the root of the structure tree, once judged
	blind      bool         // something in use cannot be read
	fields     map[int]bool // objects that are fields or widgets of the new form
	changes    []Change
	alive      map[int]bool // reachable objects of the new view, once needed
	widgets    map[int]*field
}

// Step classifies what revision rev (counting from 0, at least 1) did.
//
// Errors: only limits and read errors; what is odd is a change.
func (d *Differ) Step(rev int) ([]Change, error) {
	s := &step{
		d: d, old: d.f.View(rev - 1), new: d.f.View(rev),
		objects: map[int]*object{}, cleared: map[edge]bool{}, exclusive: map[int]bool{}, fields: map[int]bool{},
		held: map[int]map[edge]bool{}, annots: map[int]bool{}, received: map[*field]bool{},
	}
	if !d.f.Revisions()[rev].Closed {
		s.report(Change{Code: CrossReferenceUnclosed, Level: Content})
	}
	if err := s.load(rev); err != nil {
		return nil, err
	}
	if err := s.judge(); err != nil {
		return nil, err
	}
	return s.changes, nil
}

// load parses the touched objects in both views.
func (s *step) load(rev int) error {
	for _, t := range s.d.f.Touched(rev) {
		o, err := s.loadObject(t)
		if err != nil {
			return err
		}
		if o == nil || o.fate == same {
			continue
		}
		s.objects[t.Num] = o
		s.order = append(s.order, t.Num)
	}
	return nil
}

// loadObject returns nil for an entry that changes nothing.
func (s *step) loadObject(t pdf.Touched) (*object, error) {
	o := &object{num: t.Num}
	var err1, err2 error
	o.old, err1 = getNumber(s.old, t.Num)
	o.new, err2 = getNumber(s.new, t.Num)
	for _, err := range []error{err1, err2} {
		if errors.Is(err, pdf.ErrLimit) {
			return nil, err
		}
	}
	switch {
	case err2 != nil || err1 != nil && errors.Is(err1, pdf.ErrLocked):
		o.fate = opaque
		code := Change{Code: ObjectUnreadable, Level: Content, Object: t.Num}
		code.Unknown = errors.Is(err1, pdf.ErrLocked) || errors.Is(err2, pdf.ErrLocked)
		s.report(code)
		return o, nil
	case o.old == nil && o.new == nil:
		return nil, nil
	case o.old == nil && err1 == nil:
		o.fate = added
	case o.new == nil:
		o.fate = removed
	case s.renewed(t.Num):
		o.new, o.fate = nil, removed // for all who refer to what it was
	default:
		o.fate = changed
		if equal, err := pdf.EqualObjects(s.old, o.old, s.new, o.new); err == nil && equal {
			o.fate = same
		}
	}
	return o, nil
}

// renewed reports a number that was given to another object: references carry
// the generation and do not lead from the one to the other.
func (s *step) renewed(num int) bool {
	was, _ := s.old.Entry(num)
	is, _ := s.new.Entry(num)
	return was.Kind != pdf.Free && was.Gen != is.Gen
}

// getNumber looks an object up by number, whatever its generation.
func getNumber(v pdf.View, num int) (pdf.Object, error) {
	e, ok := v.Entry(num)
	if !ok || e.Kind == pdf.Free {
		return nil, nil
	}
	return v.Get(pdf.Ref{Num: num, Gen: e.Gen})
}

// judge runs the rules from the top down, then accounts for every reference.
func (s *step) judge() error {
	if err := s.trailer(); err != nil {
		return err
	}
	if len(s.order) == 0 && pdf.Equal(s.old.Trailer().Get("Root"), s.new.Trailer().Get("Root")) {
		return s.account()
	}
	if err := s.catalog(); err != nil {
		return err
	}
	if err := s.pages(); err != nil {
		return err
	}
	return s.account()
}

func (s *step) report(c Change) { s.changes = append(s.changes, c) }

// place is where in an object a value stands.
type place struct {
	holder int
	path   string
}

func (p place) in(key string) place { return place{p.holder, p.path + "/" + key} }

// follow resolves a value of the new view and clears the references on the
// way: the rule that calls it answers for what it finds there.
func (s *step) follow(at place, o pdf.Object) (pdf.Object, place, error) {
	for range maxHops {
		ref, ok := o.(pdf.Ref)
		if !ok {
			return o, at, nil
		}
		s.cleared[edge{at.holder, at.path, ref.Num}] = true
		at = place{holder: ref.Num}
		var err error
		if o, err = s.new.Get(ref); err != nil {
			return nil, at, err
		}
	}
	return nil, at, nil
}

const maxHops = 16

// followDict is follow for dictionaries; nil for anything else.
func (s *step) followDict(at place, o pdf.Object) (*pdf.Dict, place, error) {
	o, at, err := s.follow(at, o)
	if err != nil {
		return nil, at, err
	}
	return pdf.AsDict(o), at, nil
}

// clearBelow clears every reference to a touched object below a value that a
// rule allows as a whole, such as an appearance. Pages and fields end the walk,
// and so does what was not touched, unless it is a dictionary that leads to
// something touched: that one must then belong to this value alone.
func (s *step) clearBelow(at place, o pdf.Object) {
	type item struct {
		at place
		o  pdf.Object
	}
	seen := map[int]bool{}
	todo := []item{{at, o}}
	for len(todo) > 0 {
		it := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		pdf.WalkRefs(it.o, func(path string, r pdf.Ref) {
			below, walk := s.belongsBelow(it.at.holder, it.at.path+path, r)
			if !walk {
				return
			}
			s.cleared[edge{it.at.holder, it.at.path + path, r.Num}] = true
			if !seen[r.Num] {
				seen[r.Num] = true
				todo = append(todo, item{place{holder: r.Num}, below})
			}
		})
	}
}

// belongsBelow returns the object that clearBelow goes on with. What was changed
// must have stood in that place before.
func (s *step) belongsBelow(holder int, path string, r pdf.Ref) (pdf.Object, bool) {
	if s.fields[r.Num] {
		return nil, false
	}
	if t, touched := s.objects[r.Num]; touched {
		switch {
		case t.fate == added, t.fate == removed:
			return t.new, true
		case t.fate == opaque || isPage(t.old) || s.bones().has(r.Num):
			return nil, false
		}
		return t.new, s.heldBefore(holder, path, r.Num)
	}
	o, err := s.new.Get(r)
	d, ok := o.(*pdf.Dict)
	if err != nil || !ok || isPage(d) || !s.touchedBelow(r) || s.bones().has(r.Num) {
		return nil, false
	}
	s.exclusive[r.Num] = false
	return d, true
}

func isPage(o pdf.Object) bool {
	d, ok := o.(*pdf.Dict)
	return ok && d.Get("Type") == pdf.Name("Page")
}

// touched reports whether the value is a reference to a touched object.
func (s *step) touched(o pdf.Object) bool {
	r, ok := o.(pdf.Ref)
	return ok && s.objects[r.Num] != nil
}
