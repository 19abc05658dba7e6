package pdfdiff

import "github.com/motcua/motcua/internal/pdf"

// maxMoved bounds the nesting of what moved takes apart.
const maxMoved = 16

// moved reports that a value says what it said before, although parts of it
// went into new objects: some writers never keep a dictionary inside an array.
// The new objects are compared in place of what they hold and belong to this
// place alone, as every other reference to them stays unexplained.
func (s *step) moved(at place, old, now pdf.Object) bool {
	var on []edge
	if !s.movedIn(at, old, now, &on, 0) {
		return false
	}
	for _, e := range on {
		s.cleared[e] = true
	}
	return true
}

func (s *step) movedIn(at place, old, now pdf.Object, on *[]edge, depth int) bool {
	if pdf.Equal(old, now) {
		return true
	}
	if depth > maxMoved {
		return false
	}
	switch is := now.(type) {
	case pdf.Ref:
		o := s.objects[is.Num]
		if e, _ := s.new.Entry(is.Num); o == nil || o.fate != added || e.Gen != is.Gen {
			return false
		}
		*on = append(*on, edge{at.holder, at.path, is.Num})
		return s.movedIn(place{holder: is.Num}, old, o.new, on, depth+1)
	case pdf.Array:
		was, ok := old.(pdf.Array)
		if !ok || len(was) != len(is) {
			return false
		}
		for i := range is {
			if !s.movedIn(at.in("*"), was[i], is[i], on, depth+1) {
				return false
			}
		}
		return true
	case *pdf.Dict:
		was, ok := old.(*pdf.Dict)
		if !ok || was.Duplicate || is.Duplicate {
			return false
		}
		for _, key := range unionKeys(was, is) {
			if !s.movedIn(at.in(string(key)), was.Get(key), is.Get(key), on, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}
