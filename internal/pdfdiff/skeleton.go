package pdfdiff

import "github.com/motcua/motcua/internal/pdf"

// skeleton is what a document hangs together by, found by walking down from
// the catalog, whatever the Type entries say. No rule may take a part of it
// for a part of something else.
type skeleton struct {
	frame map[int]bool // the catalog, the form, the nodes of the page tree and their arrays
	pages map[int]bool
	lists map[int]bool // arrays of annotations that are objects of their own
}

// has reports whether an object belongs to the skeleton.
func (k *skeleton) has(num int) bool { return k.frame[num] || k.pages[num] || k.lists[num] }

// bones returns the skeleton of the new view. Many steps never need it.
func (s *step) bones() *skeleton {
	if s.skeleton != nil {
		return s.skeleton
	}
	k := &skeleton{frame: map[int]bool{}, pages: map[int]bool{}, lists: map[int]bool{}}
	s.skeleton = k
	root, at := s.trace(s.new.Trailer().Get("Root"), k.frame)
	k.frame[at] = true
	s.trace(pdf.AsDict(root).Get("AcroForm"), k.frame)
	todo := pdf.Array{pdf.AsDict(root).Get("Pages")}
	seen := map[int]bool{}
	for len(todo) > 0 && len(seen) < maxReachable {
		o := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if r, ok := o.(pdf.Ref); ok {
			if seen[r.Num] {
				continue
			}
			seen[r.Num] = true
		}
		todo = append(todo, s.pageNode(k, o)...)
	}
	return k
}

// pageNode enters a node of the page tree and returns its kids.
func (s *step) pageNode(k *skeleton, o pdf.Object) pdf.Array {
	passed := map[int]bool{}
	v, at := s.trace(o, passed)
	d := pdf.AsDict(v)
	group := k.frame
	if d.Get("Kids") == nil {
		group = k.pages
		s.trace(d.Get("Annots"), k.lists)
	}
	for num := range passed {
		group[num] = true
	}
	group[at] = true
	kids, _ := s.trace(d.Get("Kids"), k.frame)
	list, _ := kids.(pdf.Array)
	return list
}

// trace resolves a value of the new view, noting the objects on the way, and
// returns the number of the last one.
func (s *step) trace(o pdf.Object, passed map[int]bool) (pdf.Object, int) {
	at := 0
	for range maxHops {
		r, ok := o.(pdf.Ref)
		if !ok {
			break
		}
		passed[r.Num], at = true, r.Num
		var err error
		if o, err = s.new.Get(r); err != nil {
			return nil, at
		}
	}
	return o, at
}

// isLinked tells whether a reference merely points at an object whose changes
// some rule judged, without drawing it or taking its settings.
func (s *step) isLinked(o *object, e pdf.Edge) bool {
	last, element := lastName(e.Path)
	switch {
	case isAppearance(e.Path):
		return false
	case isPage(o.old):
		switch last {
		case "P", "Pg", "Parent", "Page", "Dest", "Obj":
			return true
		}
		return element // of a destination, say: no array gives a page's annotations a meaning
	case s.fields[o.num]:
		switch last {
		case "", "Parent", "Kids", "Fields", "Annots", "CO", "Obj", "T":
			return true
		}
		return false
	case s.annots[o.num]:
		switch last {
		case "Annots", "Popup", "IRT", "Parent", "Obj", "T":
			return true
		}
		return element && s.bones().lists[e.Holder]
	case isElement(o):
		switch last {
		case "", "P", "K", "Parent", "Nums":
			return true
		}
		return false
	}
	if o.num == s.structRoot {
		return last == "P"
	}
	return last == "Root" || last == "Data" // the catalog
}
