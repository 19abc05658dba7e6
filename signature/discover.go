package signature

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// candidate is a signature dictionary as it was first seen.
type candidate struct {
	field  string
	lock   pdf.Object // Lock of the field
	dict   *pdf.Dict  // nil when the value is no dictionary
	view   pdf.View   // where it was first seen
	usage  bool       // named by the usage rights of the catalog
	orphan bool       // no field or permission names it
	loose  bool       // its field is missing from the form
	err    error      // why the value cannot be read
}

// identity tells signature dictionaries apart: by where they stand.
type identity struct {
	num   int
	entry pdf.Entry
	field string // for a dictionary inside its field
}

// discover finds every signature of every revision, oldest first, so that one
// that a later revision removed is found too.
func (d *Document) discover() ([]*candidate, error) {
	var found []*candidate
	var errs error
	seen := map[identity]bool{}
	for i := range d.file.Revisions() {
		v := d.file.View(i)
		fields, err := pdfdiff.SignatureFields(v)
		errs = errors.Join(errs, err)
		for _, f := range fields {
			if id := identify(v, f.Value, f.Object, f.Name); !seen[id] {
				seen[id] = true
				found = append(found, newCandidate(v, f))
			}
		}
		found = append(found, d.permissionSignatures(v, seen)...)
	}
	if len(found) == 0 {
		orphans, err := d.orphans()
		return orphans, errors.Join(errs, err)
	}
	return append(found, d.strays(seen)...), errs
}

// strays finds the signature dictionaries that updates added and no field of
// any revision names. Some tools forget the field; viewers then show no
// signature, and forgers may hope that nobody asks.
func (d *Document) strays(seen map[identity]bool) []*candidate {
	var found []*candidate
	for i := 1; i < len(d.file.Revisions()); i++ {
		v := d.file.View(i)
		for _, t := range d.file.Touched(i) {
			if t.Kind == pdf.Free || len(found) >= d.limits.Signatures {
				continue
			}
			ref := pdf.Ref{Num: t.Num, Gen: t.Gen}
			id := identify(v, ref, 0, "")
			o, err := v.Get(ref)
			dict, ok := o.(*pdf.Dict)
			if err != nil || !ok || seen[id] || dict.Get("ByteRange") == nil || dict.Get("Contents") == nil {
				continue
			}
			seen[id] = true
			found = append(found, d.adopt(&candidate{dict: dict, view: v, orphan: true}, t.Num))
		}
	}
	return found
}

func newCandidate(v pdf.View, f pdfdiff.SignatureField) *candidate {
	c := &candidate{field: f.Name, lock: f.Dict.Get("Lock"), view: v}
	o, err := v.Resolve(f.Value)
	c.dict, _ = o.(*pdf.Dict)
	c.err = err
	return c
}

func identify(v pdf.View, value pdf.Object, holder int, field string) identity {
	if r, ok := value.(pdf.Ref); ok {
		e, _ := v.Entry(r.Num)
		return identity{num: r.Num, entry: e}
	}
	e, _ := v.Entry(holder)
	return identity{num: holder, entry: e, field: field}
}

// permissionSignatures finds signatures that the catalog's permissions name
// and no field does: usage rights (12.8.6) and stray certifications.
func (d *Document) permissionSignatures(v pdf.View, seen map[identity]bool) []*candidate {
	root, err1 := v.Dict(v.Trailer().Get("Root"))
	perms, err2 := v.Dict(root.Get("Perms"))
	if err1 != nil || err2 != nil {
		return nil
	}
	var found []*candidate
	for _, key := range []pdf.Name{"DocMDP", "UR", "UR3"} {
		value := perms.Get(key)
		if value == nil {
			continue
		}
		id := identify(v, value, 0, string(key))
		if seen[id] {
			continue
		}
		seen[id] = true
		o, err := v.Resolve(value)
		dict, _ := o.(*pdf.Dict)
		found = append(found, &candidate{dict: dict, view: v, err: err, usage: key != "DocMDP"})
	}
	return found
}

// orphanBlock is how much of the file is searched at a time.
const orphanBlock = 256 << 10

// orphans looks through a file without signatures for signature dictionaries
// that nothing names: what calls itself signed is never passed over.
func (d *Document) orphans() ([]*candidate, error) {
	mark := []byte("/ByteRange")
	buf := make([]byte, orphanBlock+len(mark))
	var hits []int64
	for off := int64(0); off < d.file.Size(); off += orphanBlock {
		n, err := d.file.Source().ReadAt(buf[:min(int64(len(buf)), d.file.Size()-off)], off)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		for i := 0; i < n && len(hits) < d.limits.Signatures; {
			at := bytes.Index(buf[i:n], mark)
			if at < 0 {
				break
			}
			i += at + 1
			if h := off + int64(i); len(hits) == 0 || hits[len(hits)-1] != h {
				hits = append(hits, h)
			}
		}
	}
	if len(hits) == 0 {
		return nil, nil
	}
	return d.orphanDicts(hits), nil
}

// orphanDicts parses the objects that hold the hits.
func (d *Document) orphanDicts(hits []int64) []*candidate {
	var found []*candidate
	seen := map[int64]bool{}
	for i := range slices.Backward(d.file.Revisions()) {
		for _, h := range hits {
			o, ok := d.file.ObjectBefore(i, h)
			if !ok || seen[o.Offset] {
				continue
			}
			seen[o.Offset] = true
			v := d.file.View(i)
			value, err := v.Get(pdf.Ref{Num: o.Num, Gen: o.Gen})
			dict, isDict := value.(*pdf.Dict)
			if err == nil && isDict && dict.Get("ByteRange") != nil {
				found = append(found, d.adopt(&candidate{dict: dict, view: v, orphan: true}, o.Num))
			}
		}
	}
	return found
}

// adopt looks for the field of a signature that the form does not list: some
// tools put the field on the page and forget the form. Such a signature is one,
// if an untidy one.
func (d *Document) adopt(c *candidate, num int) *candidate {
	edges, err := d.file.Edges(map[int]bool{num: true})
	if err != nil {
		return c
	}
	for _, e := range edges.At(c.view, num) {
		entry, _ := c.view.Entry(e.Holder)
		o, err := c.view.Get(pdf.Ref{Num: e.Holder, Gen: entry.Gen})
		field, ok := o.(*pdf.Dict)
		if err != nil || !ok || e.Path != "/V" || field.Get("FT") != pdf.Name("Sig") {
			continue
		}
		if name, ok := c.resolve(field.Get("T")).(pdf.String); ok && c.view.Locked() == nil {
			c.field = pdfdiff.TextString(name.Value)
		}
		c.lock = field.Get("Lock")
		c.orphan, c.loose = false, true
		return c
	}
	return c
}
