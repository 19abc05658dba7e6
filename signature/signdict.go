package signature

import (
	"fmt"
	"strings"
	"time"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// slot is where a signature value goes in a file that is otherwise finished.
type slot struct {
	at   int64 // offset of the Contents string, delimiters included
	room int   // bytes of the value
	end  int64 // length of the file
}

// gapEnd is the offset behind the Contents string.
func (s slot) gapEnd() int64 { return s.at + 2*int64(s.room) + 2 }

// signatureValue is the dictionary of a signature (ISO 32000-2, Table 255) with
// marks where the value and the ranges will stand.
type signatureValue struct {
	dict     *pdf.Dict
	contents *pdfwrite.Mark
	ranges   *pdfwrite.Mark
	room     int
}

// rangeWidth is the room for the text of ByteRange: four numbers of up to 19
// digits, brackets and blanks.
const rangeWidth = 2 + 4*20

func newSignatureValue(entries map[pdf.Name]pdf.Object, room int) *signatureValue {
	v := &signatureValue{
		contents: &pdfwrite.Mark{Text: "<" + strings.Repeat("0", 2*room) + ">"},
		ranges:   &pdfwrite.Mark{Text: "[" + strings.Repeat(" ", rangeWidth-2) + "]"},
		room:     room,
	}
	entries["Filter"] = pdf.Name(signatureFilter)
	entries["Contents"] = v.contents
	entries["ByteRange"] = v.ranges
	v.dict = pdf.NewDict(entries)
	return v
}

// signatureFilter names the handler that every viewer has.
const signatureFilter = "Adobe.PPKLite"

// settle writes the ranges into the rendered update, which starts at base.
func (v *signatureValue) settle(update []byte, base int64) slot {
	s := slot{at: v.contents.Offset, room: v.room, end: base + int64(len(update))}
	text := fmt.Sprintf("[0 %d %d %d", s.at, s.gapEnd(), s.end-s.gapEnd())
	copy(update[v.ranges.Offset-base:], text)
	return s
}

// pdfDate writes a time as people in Việt Nam read it, with its zone (ISO
// 32000-2, 7.9.4).
func pdfDate(t time.Time) pdf.String {
	return pdf.String{Value: t.In(vietnamZone()).Format("D:20060102150405") + "+07'00'"}
}

// entries are those of an approval or certification signature.
func (o *SignOptions) entries(subFilter string, references pdf.Array) map[pdf.Name]pdf.Object {
	e := map[pdf.Name]pdf.Object{
		"Type": pdf.Name("Sig"), "SubFilter": pdf.Name(subFilter), "M": pdfDate(o.At),
	}
	for key, text := range map[pdf.Name]string{"Name": o.Name, "Reason": o.Reason, "Location": o.Location, "ContactInfo": o.Contact} {
		if text != "" {
			e[key] = textString(text)
		}
	}
	if len(references) > 0 {
		e["Reference"] = references
	}
	return e
}

// references are the signature reference dictionaries (ISO 32000-2, 12.8.2):
// what is allowed after a certification, and which fields are locked.
func references(certify int, lock *FieldLock, root pdf.Ref) pdf.Array {
	var out pdf.Array
	add := func(method pdf.Name, params map[pdf.Name]pdf.Object, data pdf.Object) {
		params["Type"], params["V"] = pdf.Name("TransformParams"), pdf.Name("1.2")
		ref := map[pdf.Name]pdf.Object{
			"Type": pdf.Name("SigRef"), "TransformMethod": method, "TransformParams": pdf.NewDict(params),
		}
		if data != nil {
			ref["Data"] = data
		}
		out = append(out, pdf.NewDict(ref))
	}
	if certify != 0 {
		add("DocMDP", map[pdf.Name]pdf.Object{"P": pdf.Integer(certify)}, nil)
	}
	if lock != nil {
		add("FieldMDP", lock.entries(), root)
	}
	return out
}

// entries are those that a lock and its transform parameters share.
func (l *FieldLock) entries() map[pdf.Name]pdf.Object {
	e := map[pdf.Name]pdf.Object{"Action": pdf.Name(l.Action)}
	if l.Action == LockAll {
		return e
	}
	fields := pdf.Array{}
	for _, f := range l.Fields {
		fields = append(fields, textString(f))
	}
	e["Fields"] = fields
	return e
}
