package signaturetest

import (
	"fmt"
	"time"
)

// Rect is a rectangle in points: left, bottom, right, top.
type Rect [4]int

func (r Rect) String() string { return fmt.Sprintf("[%d %d %d %d]", r[0], r[1], r[2], r[3]) }

// AddTextField adds a text field with its widget and appearance to the page
// with that index.
func (d *Doc) AddTextField(page int, name, value string, at Rect) {
	num := d.addDict(dictOf("Type", "/Annot", "Subtype", "/Widget", "FT", "/Tx", "T", text(name),
		"V", text(value), "DA", "(/F1 10 Tf 0 g)", "F", "4", "Rect", at.String()))
	d.normal(num, d.appearance(at, []string{value}))
	d.addField(page, name, num)
}

// Fill gives a text field another value and a new appearance that shows it.
func (d *Doc) Fill(name, value string) {
	num, ok := d.fields[name]
	if !ok {
		d.fail("fill field: no such field")
		return
	}
	d.Edit(num, "V", text(value))
	d.normal(num, d.appearance(Rect{0, 0, 200, 20}, []string{value}))
}

// FieldLock names form fields whose values must stay as they are.
type FieldLock struct {
	Action string   // "All", "Include" or "Exclude"
	Fields []string // full names; nil for All
	// P is the access permission of a signature field lock (ISO 32000-2, table
	// 236); 0 leaves it out.
	P int
}

// entries are those that a SigFieldLock and a FieldMDP transform share.
func (l *FieldLock) entries(kind string) dict {
	out := dictOf("Type", "/"+kind, "Action", "/"+l.Action)
	if l.Fields != nil {
		var names []string
		for _, f := range l.Fields {
			names = append(names, text(f))
		}
		out = out.with("Fields", array(names...))
	}
	return out
}

// AddSignatureField adds an empty signature field; lock may be nil. Sign fills
// it when given its name.
func (d *Doc) AddSignatureField(page int, name string, at Rect, lock *FieldLock) {
	num := d.addDict(dictOf("Type", "/Annot", "Subtype", "/Widget", "FT", "/Sig", "T", text(name),
		"F", "132", "Rect", at.String(), "P", d.Ref(d.Page(page))))
	if lock != nil {
		entries := lock.entries("SigFieldLock")
		if lock.P != 0 {
			entries = entries.with("P", fmt.Sprint(lock.P))
		}
		d.Edit(num, "Lock", entries.String())
	}
	d.addField(page, name, num)
}

// addField enters the field into the form and its widget into the page.
func (d *Doc) addField(page int, name string, num int) {
	if _, ok := d.fields[name]; ok {
		d.fail("add field: name is taken")
		return
	}
	if d.form == 0 {
		d.form = d.addDict(dictOf("Fields", "[]", "DA", "(/F1 10 Tf 0 g)",
			"DR", fmt.Sprintf("<< /Font << /F1 %s >> >>", d.Ref(d.font))))
		d.Edit(d.catalog, "AcroForm", d.Ref(d.form))
	}
	d.fields[name] = num
	d.fieldOrder = append(d.fieldOrder, name)
	var refs []string
	for _, f := range d.fieldOrder {
		refs = append(refs, d.Ref(d.fields[f]))
	}
	d.Edit(d.form, "Fields", array(refs...))
	d.annotate(page, num)
}

// annotate adds an annotation to the page with that index.
func (d *Doc) annotate(page, num int) {
	d.annotations[page] = append(d.annotations[page], d.Ref(num))
	d.Edit(d.Page(page), "Annots", array(d.annotations[page]...))
}

// AddFreeText adds an annotation that shows a line of ASCII text on the page
// with that index, in a white box that hides what is beneath.
func (d *Doc) AddFreeText(page int, line string, at Rect) {
	num := d.addDict(dictOf("Type", "/Annot", "Subtype", "/FreeText", "Rect", at.String(), "F", "4",
		"Contents", text(line), "DA", "(/F1 12 Tf 1 0 0 rg)"))
	d.normal(num, d.cover(at, []string{line}))
	d.annotate(page, num)
}

// appearance adds a transparent form XObject that shows the lines.
func (d *Doc) appearance(at Rect, lines []string) int { return d.drawing(at, "", lines) }

// cover is an appearance that hides what is beneath it.
func (d *Doc) cover(at Rect, lines []string) int {
	white := fmt.Sprintf("1 1 1 rg 0 0 %d %d re f 0 g ", at[2]-at[0], at[3]-at[1])
	return d.drawing(at, white, lines)
}

func (d *Doc) drawing(at Rect, before string, lines []string) int {
	width, height := at[2]-at[0], at[3]-at[1]
	header := dictOf("Type", "/XObject", "Subtype", "/Form",
		"BBox", Rect{0, 0, width, height}.String(),
		"Resources", fmt.Sprintf("<< /Font << /F1 %s >> >>", d.Ref(d.font)))
	return d.Add(stream(header, before+showLines(lines, 4, height-14, 10)))
}

// normal makes the XObject the appearance of an annotation (12.5.5).
func (d *Doc) normal(annotation, object int) {
	d.Edit(annotation, "AP", fmt.Sprintf("<< /N %s >>", d.Ref(object)))
}

// touchInfo sets the modification date, as most software does when it saves.
func (d *Doc) touchInfo(t time.Time) { d.Edit(d.info, "ModDate", pdfDate(t)) }

// pdfDate is a date string (ISO 32000-2, 7.9.4) in the time of Việt Nam.
func pdfDate(t time.Time) string {
	return t.In(vietnam()).Format("(D:20060102150405+07'00')")
}
