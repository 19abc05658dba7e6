package pdfdiff

import (
	"slices"

	"github.com/motcua/motcua/internal/pdf"
)

// trailer compares the trailers. Entries of the cross-reference itself may
// differ; the document information is metadata.
func (s *step) trailer() error {
	old, now := s.old.Trailer(), s.new.Trailer()
	if now.Duplicate {
		s.report(Change{Code: TrailerChanged, Level: Content})
	}
	for _, key := range unionKeys(old, now) {
		switch key {
		case "Size", "Prev", "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "DL", "Root", "Info", "AuthCode":
			// AuthCode authenticates an encrypted file (ISO 32004), anew with each save.
		case "ID":
			s.trailerID(old.Get(key), now.Get(key))
		default:
			if now.Get(key) == nil && key != "Encrypt" {
				continue // an entry of the first writer's own, which others drop
			}
			if !pdf.Equal(old.Get(key), now.Get(key)) || s.touched(now.Get(key)) {
				s.report(Change{Code: TrailerChanged, Level: Content})
			}
		}
	}
	return s.info(now.Get("Info"))
}

// trailerID holds the first half of the identifier to its value: 14.4 fixes it
// for the life of the file. The second half changes with every save.
func (s *step) trailerID(old, now pdf.Object) {
	if !s.d.f.Encrypted() {
		return // only the key of an encrypted file hangs on it
	}
	a, ok1 := old.(pdf.Array)
	b, ok2 := now.(pdf.Array)
	if ok1 && ok2 && len(a) > 0 && len(b) > 0 && !pdf.Equal(a[0], b[0]) {
		s.report(Change{Code: TrailerChanged, Level: Content})
	}
}

// info allows new document information as long as it is plain values.
func (s *step) info(now pdf.Object) error {
	d, at, err := s.followDict(place{}, now)
	if err != nil || d == nil {
		return hardError(err)
	}
	if o := s.objects[at.holder]; o == nil || o.fate == same {
		return nil
	}
	for _, key := range d.Keys() {
		v, _, err := s.follow(at.in(string(key)), d.Get(key))
		if err != nil {
			return hardError(err)
		}
		switch v.(type) {
		case pdf.Array, *pdf.Dict, *pdf.Stream:
			s.report(Change{Code: MetadataInvalid, Level: Content, Object: at.holder})
			return nil
		}
	}
	s.report(Change{Code: MetadataUpdated, Level: LTV, Object: at.holder})
	return nil
}

// catalog compares the document catalogs entry by entry.
func (s *step) catalog() error {
	oldRoot, _ := s.old.Trailer().Get("Root").(pdf.Ref)
	root, ok := s.new.Trailer().Get("Root").(pdf.Ref)
	if !ok {
		s.report(Change{Code: CatalogReplaced, Level: Content})
		return nil
	}
	// Some writers give the catalog a new number with each save. What counts is
	// that it says the same.
	old, err1 := s.old.Dict(oldRoot)
	now, at, err2 := s.followDict(place{}, root)
	if err := hardError(err1, err2); err != nil {
		return err
	}
	if err1 != nil || err2 != nil || old == nil || now == nil || now.Duplicate && (s.objects[root.Num] != nil || root != oldRoot) {
		s.report(Change{Code: CatalogReplaced, Level: Content, Object: root.Num})
		return nil
	}
	for _, key := range unionKeys(old, now) {
		if err := s.catalogEntry(key, at, old.Get(key), now.Get(key)); err != nil {
			return err
		}
	}
	return nil
}

// catalogEntry judges one entry of the catalog, Table 29.
func (s *step) catalogEntry(key pdf.Name, at place, old, now pdf.Object) error {
	at = at.in(string(key))
	switch key {
	case "AcroForm":
		return s.form(at, old, now)
	case "DSS":
		return s.dss(at, old, now)
	case "Metadata":
		return s.metadata(at, old, now)
	case "Extensions":
		return s.extensions(at, old, now)
	case "StructTreeRoot":
		return s.structTree(at, old, now)
	case "Perms":
		return s.permissions(at, old, now)
	case "Version":
		if name, ok := now.(pdf.Name); ok && !pdf.Equal(old, now) && name != "" {
			s.report(Change{Code: ExtensionsUpdated, Level: LTV, Object: at.holder})
			return nil
		}
	}
	if !s.moved(at, old, now) {
		code := CatalogChanged
		if key == "Pages" {
			code = PageTreeChanged
		}
		s.report(Change{Code: code, Level: Content, Object: at.holder})
	}
	return nil
}

// extensions allows any developer extension: the entry has no effect on what
// the document shows (7.12).
func (s *step) extensions(at place, old, now pdf.Object) error {
	if s.unchangedBelow(old, now) {
		return nil
	}
	d, at, err := s.followDict(at, now)
	if err != nil {
		return hardError(err)
	}
	if d == nil {
		s.report(Change{Code: CatalogChanged, Level: Content, Object: at.holder})
		return nil
	}
	for _, key := range d.Keys() {
		if !s.extensionDict(at.in(string(key)), d.Get(key), 0) {
			s.report(Change{Code: CatalogChanged, Level: Content, Object: at.holder})
			return nil
		}
	}
	s.report(Change{Code: ExtensionsUpdated, Level: LTV, Object: at.holder})
	return nil
}

// extensionDict accepts a developer extensions dictionary, or an array of them.
func (s *step) extensionDict(at place, o pdf.Object, depth int) bool {
	o, at, err := s.follow(at, o)
	if err != nil {
		return false
	}
	switch v := o.(type) {
	case pdf.Name:
		return true // Type
	case *pdf.Dict:
		for _, key := range v.Keys() {
			value, _, err := s.follow(at.in(string(key)), v.Get(key))
			if err != nil || pdf.AsDict(value) != nil {
				return false
			}
		}
		return true
	case pdf.Array:
		for _, e := range v {
			if depth > 0 || !s.extensionDict(at.in("*"), e, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

// permissions refuses any change of the permissions dictionary: a certification
// that comes after a signature would rewrite the terms that it was made under.
func (s *step) permissions(at place, old, now pdf.Object) error {
	if s.unchangedBelow(old, now) {
		return nil
	}
	before, err1 := s.old.Dict(old)
	d, at, err2 := s.followDict(at, now)
	if err := hardError(err1, err2); err != nil {
		return err
	}
	if err1 == nil && err2 == nil && before != nil && d != nil && pdf.Equal(before, d) {
		s.clearBelow(at, d)
		return nil
	}
	s.report(Change{Code: PermissionsChanged, Level: Content, Object: at.holder})
	return nil
}

// unchangedBelow reports that a catalog entry is the same and that no touched
// object hangs directly on it.
func (s *step) unchangedBelow(old, now pdf.Object) bool {
	if !pdf.Equal(old, now) || s.touched(now) {
		return false
	}
	clean := true
	d, err := s.new.Resolve(now)
	if err != nil {
		return false
	}
	pdf.WalkRefs(d, func(_ string, r pdf.Ref) { clean = clean && s.objects[r.Num] == nil })
	return clean
}

// unionKeys returns the keys of both dictionaries, in order, each once.
func unionKeys(a, b *pdf.Dict) []pdf.Name {
	keys := append(a.Keys(), b.Keys()...)
	slices.Sort(keys)
	return slices.Compact(keys)
}
