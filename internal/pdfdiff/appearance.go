package pdfdiff

import "github.com/motcua/motcua/internal/pdf"

// paints reports whether an unsigned signature field shows more than a frame:
// anything filled could cover what was signed, any text could add to it. A
// field that a later revision signs is judged as a signature instead.
func (s *step) paints(f *field) bool {
	last := s.d.f.View(len(s.d.f.Revisions()) - 1)
	if o, err := getNumber(last, f.num); err == nil && pdf.AsDict(o).Get("V") != nil {
		return false
	}
	nodes := append([]*field{f}, f.widgets...)
	for _, n := range nodes {
		if s.appearancePaints(n.dict.Get("AP"), 0) {
			return true
		}
	}
	return false
}

// maxAppearanceDepth is dictionary, states, stream.
const maxAppearanceDepth = 3

// appearancePaints looks into every stream of an appearance dictionary.
func (s *step) appearancePaints(o pdf.Object, depth int) bool {
	v, err := s.new.Resolve(o)
	if err != nil || depth > maxAppearanceDepth {
		return true
	}
	switch a := v.(type) {
	case nil:
		return false
	case *pdf.Stream:
		return s.streamPaints(a)
	case *pdf.Dict:
		for _, key := range a.Keys() {
			if s.appearancePaints(a.Get(key), depth+1) {
				return true
			}
		}
		return false
	}
	return true
}

func (s *step) streamPaints(st *pdf.Stream) bool {
	data, err := s.new.Stream(st)
	if err != nil {
		return true
	}
	return !s.d.f.Operators(data, func(op string) bool {
		switch op {
		case "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "Tj", "TJ", "'", "\"":
			return false
		}
		return true
	})
}

// redrawn reports a field whose appearance was replaced although its value
// stayed: what it shows is then no longer what it holds. An appearance for a
// value that had none yet is what viewers add on their own.
func (s *step) redrawn(was, is *field) bool {
	value := is.dict.Get("V")
	if !pdf.Equal(was.dict.Get("V"), value) || s.touchedTree(value) {
		return false
	}
	if is.parent != nil && was.parent != nil && is.parent.kind == is.kind && !pdf.Equal(was.parent.dict.Get("V"), is.parent.dict.Get("V")) {
		return false
	}
	if s.appearanceChanged(was, is, value) {
		return true
	}
	for i := range min(len(was.widgets), len(is.widgets)) {
		if s.appearanceChanged(was.widgets[i], is.widgets[i], value) {
			return true
		}
	}
	return false
}

func (s *step) appearanceChanged(was, is *field, value pdf.Object) bool {
	before, after := was.dict.Get("AP"), is.dict.Get("AP")
	if pdf.Equal(before, after) && !s.touchedTree(after) {
		return false
	}
	return before != nil || isEmptyValue(value)
}

func isEmptyValue(o pdf.Object) bool {
	str, ok := o.(pdf.String)
	return o == nil || ok && str.Value == ""
}

// standalone reports that no appearance in the form before the update draws
// what the form's default resources name: each brings its own, or draws none.
func (s *step) standalone() bool {
	root, err1 := s.old.Dict(s.old.Trailer().Get("Root"))
	form, err2 := s.old.Dict(root.Get("AcroForm"))
	if err1 != nil || err2 != nil {
		return false
	}
	tree := s.d.oldFields(s.old, form.Get("Fields"))
	for _, f := range tree.all {
		for _, n := range append([]*field{f}, f.widgets...) {
			if !s.hasResources(n.dict.Get("AP"), 0) {
				return false
			}
		}
	}
	return tree.err == nil
}

// hasResources looks into every stream of an appearance dictionary.
func (s *step) hasResources(o pdf.Object, depth int) bool {
	v, err := s.old.Resolve(o)
	if err != nil || depth > maxAppearanceDepth {
		return false
	}
	switch a := v.(type) {
	case nil:
		return true
	case *pdf.Stream:
		if d, err := s.old.Dict(a.Get("Resources")); err != nil || d != nil {
			return err == nil
		}
		data, err := s.old.Stream(a)
		return err == nil && s.d.f.Operators(data, func(op string) bool { return op != "Do" })
	case *pdf.Dict:
		for _, key := range a.Keys() {
			if !s.hasResources(a.Get(key), depth+1) {
				return false
			}
		}
		return true
	}
	return false
}
