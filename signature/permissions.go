package signature

import (
	"strings"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// terms is what a signature allows to happen after it.
type terms struct {
	level ChangeLevel // the highest that DocMDP allows
	locks []fieldLock // FieldMDP and the field's own Lock
}

// fieldLock names locked fields, 12.8.2.4.
type fieldLock struct {
	action pdf.Name // All, Include or Exclude
	fields []string
	// unreadable: the names are encrypted, so which fields they mean is unknown.
	unreadable bool
}

// locks reports whether the lock covers a field or one of its ancestors.
func (l fieldLock) locks(name string) bool {
	if l.action == "All" {
		return true
	}
	named := false
	for _, f := range l.fields {
		named = named || name == f || strings.HasPrefix(name, f+".")
	}
	return named == (l.action == "Include")
}

// levelByP maps the access permissions of DocMDP (Table 257) to levels.
// Long-term validation data are permitted even at 1 (ISO 32000-2, 12.8.2.2.2).
func levelByP(p pdf.Object) ChangeLevel {
	switch p {
	case pdf.Integer(1):
		return LevelLTV
	case pdf.Integer(3):
		return LevelAnnotations
	}
	return LevelForm
}

// terms reads the permissions of a signature from the revision that it signed,
// so that nothing later can widen them. Without a certification, filling in
// and signing are permitted, as at P=2, which is the standard's default.
func (c *candidate) terms() terms {
	t := terms{level: LevelForm}
	o, err := c.view.Resolve(c.dict.Get("Reference"))
	refs, ok := o.(pdf.Array)
	if err != nil || o != nil && !ok {
		t.level = LevelLTV
	}
	for _, e := range refs {
		ref, err := c.view.Dict(e)
		if err != nil || ref == nil {
			t.level = LevelLTV // terms that cannot be read allow the least
			continue
		}
		params, err := c.view.Dict(ref.Get("TransformParams"))
		if err != nil {
			t.level = LevelLTV
		}
		switch c.resolve(ref.Get("TransformMethod")) {
		case pdf.Name("DocMDP"):
			t.level = levelByP(c.resolve(params.Get("P")))
		case pdf.Name("FieldMDP"):
			t.locks = append(t.locks, c.fieldLock(params))
		}
	}
	if lock, err := c.view.Dict(c.lock); err == nil && lock != nil {
		t.locks = append(t.locks, c.fieldLock(lock))
		if p := c.resolve(lock.Get("P")); p != nil {
			t.level = min(t.level, levelByP(p))
		}
	}
	return t
}

// resolve follows references; what cannot be read is null.
func (c *candidate) resolve(o pdf.Object) pdf.Object {
	v, err := c.view.Resolve(o)
	if err != nil {
		return nil
	}
	return v
}

func (c *candidate) fieldLock(d *pdf.Dict) fieldLock {
	action, _ := c.resolve(d.Get("Action")).(pdf.Name)
	l := fieldLock{action: action}
	if action != "Include" && action != "Exclude" {
		l.action = "All" // also where the action cannot be read
	}
	names, _ := c.resolve(d.Get("Fields")).(pdf.Array)
	l.unreadable = l.action != "All" && c.view.Locked() != nil
	for _, n := range names {
		if s, ok := c.resolve(n).(pdf.String); ok {
			l.fields = append(l.fields, pdfdiff.TextString(s.Value))
		}
	}
	return l
}

// judge holds one change against the terms.
func (t terms) judge(c pdfdiff.Change, revision int) Change {
	out := Change{
		Code: Reason(c.Code), Level: levelOf(c.Level), Permitted: Yes,
		Revision: revision, Object: c.Object, Field: c.Field,
	}
	switch {
	case c.Unknown:
		out.Permitted = Unknown
	case out.Level > t.level:
		out.Permitted = No
	case c.Field != "" && !c.NewField:
		out.Permitted = t.field(c.Field)
	}
	return out
}

// field tells whether the locks leave a field open.
func (t terms) field(name string) Tristate {
	open := Yes
	for _, l := range t.locks {
		switch {
		case l.unreadable:
			open = Unknown
		case l.locks(name):
			return No
		}
	}
	return open
}

func levelOf(l pdfdiff.Level) ChangeLevel {
	switch l {
	case pdfdiff.None:
		return LevelNone
	case pdfdiff.LTV:
		return LevelLTV
	case pdfdiff.Form:
		return LevelForm
	case pdfdiff.Annotations:
		return LevelAnnotations
	}
	return LevelContent
}
