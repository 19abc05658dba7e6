package pdfdiff

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/motcua/motcua/internal/pdf"
)

// objects are the bodies of indirect objects by number.
type objects map[int]string

// builder writes PDF files revision by revision, with classic tables.
type builder struct {
	out  bytes.Buffer
	prev int
	size int
	gens map[int]int
}

// commit writes one revision. An empty body frees the object; extra goes into
// the trailer and may replace Root.
func (b *builder) commit(objs objects, extra string) {
	b.commitAt(objs, extra, nil)
}

// commitAt is commit with further entries of the table: offsets by number.
func (b *builder) commitAt(objs objects, extra string, more map[int]int) {
	if b.out.Len() == 0 {
		b.out.WriteString("%PDF-1.7\n")
		b.gens = map[int]int{}
	}
	entries := map[int]string{}
	for num, offset := range more {
		entries[num] = fmt.Sprintf("%010d %05d n \n", offset, b.gens[num])
		b.size = max(b.size, num+1)
	}
	for _, num := range slices.Sorted(maps.Keys(objs)) {
		b.size = max(b.size, num+1)
		if objs[num] == "" {
			b.gens[num]++
			entries[num] = fmt.Sprintf("%010d %05d f \n", 0, b.gens[num])
			continue
		}
		entries[num] = fmt.Sprintf("%010d %05d n \n", b.out.Len(), b.gens[num])
		fmt.Fprintf(&b.out, "%d %d obj\n%s\nendobj\n", num, b.gens[num], objs[num])
	}
	if b.prev == 0 {
		entries[0] = "0000000000 65535 f \n"
	}
	at := b.out.Len()
	b.out.WriteString("xref\n")
	for _, num := range slices.Sorted(maps.Keys(entries)) {
		fmt.Fprintf(&b.out, "%d 1\n%s", num, entries[num])
	}
	fmt.Fprintf(&b.out, "trailer\n<< /Size %d", b.size)
	if !bytes.Contains([]byte(extra), []byte("/Root")) {
		b.out.WriteString(" /Root 1 0 R")
	}
	if b.prev > 0 {
		fmt.Fprintf(&b.out, " /Prev %d", b.prev)
	}
	fmt.Fprintf(&b.out, " %s >>\nstartxref\n%d\n%%%%EOF\n", extra, at)
	b.prev = at
}

// commitRows is commit with a cross-reference stream, numbered behind all other
// objects. compressed places objects in object streams: number and index.
func (b *builder) commitRows(objs objects, compressed map[int][2]int, extra string) {
	if b.out.Len() == 0 {
		b.out.WriteString("%PDF-1.7\n")
		b.size = 51
	}
	rows := map[int][3]int{}
	for _, num := range slices.Sorted(maps.Keys(objs)) {
		b.size = max(b.size, num+1)
		if objs[num] == "" {
			rows[num] = [3]int{0, 0, 1}
			continue
		}
		rows[num] = [3]int{1, b.out.Len(), 0}
		fmt.Fprintf(&b.out, "%d 0 obj\n%s\nendobj\n", num, objs[num])
	}
	for num, at := range compressed {
		rows[num] = [3]int{2, at[0], at[1]}
		b.size = max(b.size, num+1)
	}
	at, self := b.out.Len(), b.size
	rows[self] = [3]int{1, at, 0}
	b.size++
	var index, data bytes.Buffer
	for _, num := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintf(&index, "%d 1 ", num)
		r := rows[num]
		data.Write([]byte{byte(r[0]), byte(r[1] >> 16), byte(r[1] >> 8), byte(r[1]), byte(r[2])})
	}
	if b.prev > 0 {
		extra += fmt.Sprintf(" /Prev %d", b.prev)
	}
	entries := fmt.Sprintf("/Type /XRef /Size %d /W [1 3 1] /Index [%s] /Root 1 0 R %s", b.size, index.String(), extra)
	fmt.Fprintf(&b.out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", self, stream(entries, data.String()), at)
	b.prev = at
}

// stream is the body of a stream object.
func stream(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// form is the body of a form XObject.
func formX(data string) string {
	return stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20]", data)
}

// The objects of the usual document.
const (
	catalog   = 1
	pageTree  = 2
	page      = 3
	content   = 4
	font      = 5
	acroForm  = 6
	textField = 7
	textLook  = 8 // appearance of the text field
	sigField  = 9
	note      = 10
	noteLook  = 11
	docInfo   = 12
	box       = 13 // check box
	boxYes    = 14
	boxOff    = 15
	metadata  = 16
	dss       = 17
	cert      = 18
	fresh     = 30 // first number that is not in use
)

const (
	catalogBody = "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 16 0 R /DSS 17 0 R >>"
	pageBody    = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> " +
		"/Contents 4 0 R /Annots [7 0 R 9 0 R 10 0 R 13 0 R] >>"
	formBody = "<< /Fields [7 0 R 9 0 R 13 0 R] /SigFlags 3 /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>"
	textBody = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (ten) /V (cu) /F 4 /Rect [0 0 100 20] /P 3 0 R /AP << /N 8 0 R >> >>"
	sigBody  = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (ky) /F 132 /Rect [0 0 0 0] /P 3 0 R >>"
	noteBody = "<< /Type /Annot /Subtype /FreeText /Rect [200 0 300 20] /Contents (a) /P 3 0 R /AP << /N 11 0 R >> >>"
	boxBody  = "<< /Type /Annot /Subtype /Widget /FT /Btn /T (o) /V /Off /AS /Off /Rect [0 50 10 60] /AP << /N << /Yes 14 0 R /Off 15 0 R >> >> >>"
	sigValue = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>"
	xmp      = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>`
)

// usual returns the objects of a document with one page, three fields and a
// note, some replaced.
func usual(replaced objects) objects {
	o := objects{
		catalog:   catalogBody,
		pageTree:  "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		page:      pageBody,
		content:   stream("", "BT /F1 12 Tf 50 700 Td (1.000.000 dong) Tj ET"),
		font:      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		acroForm:  formBody,
		textField: textBody,
		textLook:  formX("BT (cu) Tj ET"),
		sigField:  sigBody,
		note:      noteBody,
		noteLook:  formX("BT (a) Tj ET"),
		docInfo:   "<< /Title (x) >>",
		box:       boxBody,
		boxYes:    formX("q Q 1 1 m"),
		boxOff:    formX("q Q"),
		metadata:  stream("/Type /Metadata /Subtype /XML", xmp),
		dss:       "<< /Certs [18 0 R] >>",
		cert:      stream("", "certificate"),
	}
	maps.Copy(o, replaced)
	return o
}

// forged is a content stream that shows something else.
func forged() string { return stream("", "BT /F1 12 Tf 50 700 Td (9.000.000 dong) Tj ET") }

// openFile opens a file that must be readable.
func openFile(t testing.TB, data []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		t.Fatalf("open: %v\n%s", err, data)
	}
	return f
}

// lastStep classifies what the last revision did.
func lastStep(t testing.TB, data []byte) []Change {
	t.Helper()
	f := openFile(t, data)
	last := len(f.Revisions()) - 1
	if last < 1 {
		t.Fatal("the file has no update")
	}
	changes, err := New(f, last-1).Step(last)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// level returns the gravest level.
func level(changes []Change) Level {
	l := None
	for _, c := range changes {
		l = max(l, c.Level)
	}
	return l
}
