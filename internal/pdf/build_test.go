package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"testing"
)

// builder writes PDF files revision by revision.
type builder struct {
	out  bytes.Buffer
	prev int
	size int
	eol  string // of the table's entries; " \n" when empty
}

// put writes an indirect object and returns its offset.
func (b *builder) put(num int, body string) int {
	if b.out.Len() == 0 {
		b.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	}
	at := b.out.Len()
	b.size = max(b.size, num+1)
	fmt.Fprintf(&b.out, "%d 0 obj\n%s\nendobj\n", num, body)
	return at
}

// table writes a classic section for the offsets; negative ones are free.
func (b *builder) table(offsets map[int]int, extra string) {
	eol := b.eol
	if eol == "" {
		eol = " \n"
	}
	at := b.out.Len()
	b.out.WriteString("xref\n")
	if b.prev == 0 {
		fmt.Fprintf(&b.out, "0 1\n0000000000 65535 f%s", eol)
	}
	for _, num := range slices.Sorted(maps.Keys(offsets)) {
		b.size = max(b.size, num+1)
		if offsets[num] < 0 {
			fmt.Fprintf(&b.out, "%d 1\n0000000000 00001 f%s", num, eol)
			continue
		}
		fmt.Fprintf(&b.out, "%d 1\n%010d 00000 n%s", num, offsets[num], eol)
	}
	b.close(at, "trailer\n<< "+b.trailer(extra)+" >>")
}

func (b *builder) trailer(extra string) string {
	t := fmt.Sprintf("/Size %d /Root 1 0 R %s", b.size, extra)
	if b.prev > 0 {
		t += fmt.Sprintf(" /Prev %d", b.prev)
	}
	return t
}

func (b *builder) close(at int, trailer string) {
	fmt.Fprintf(&b.out, "%s\nstartxref\n%d\n%%%%EOF\n", trailer, at)
	b.prev = at
}

// objects writes bodies and a table for them.
func (b *builder) objects(bodies map[int]string, extra string) {
	offsets := map[int]int{}
	for _, num := range slices.Sorted(maps.Keys(bodies)) {
		offsets[num] = -1
		if bodies[num] != "" {
			offsets[num] = b.put(num, bodies[num])
		}
	}
	b.table(offsets, extra)
}

// xrefStream writes a cross-reference stream with the number self. entries
// hold /W, and /Index or what else there is; data are the encoded rows.
func (b *builder) xrefStream(self int, entries, data string) {
	at := b.out.Len()
	b.size = max(b.size, self+1)
	fmt.Fprintf(&b.out, "%d 0 obj\n%s\nendobj\n", self, streamBody("/Type /XRef "+entries+" "+b.trailer(""), data))
	b.close(at, "")
}

func streamBody(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// row encodes an entry for /W [1 3 1].
func row(kind, wide, narrow int) string {
	return string([]byte{byte(kind), byte(wide >> 16), byte(wide >> 8), byte(wide), byte(narrow)})
}

// small returns the objects of a document with one page.
func small() map[int]string {
	return map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R >>",
		2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
		4: streamBody("", "q Q"),
		5: "<< /Title (Ti\\(u\\051 \\304\\221\\\n\\n) /Author <4B fd 0> >>",
	}
}

func smallPDF() []byte {
	var b builder
	b.objects(small(), "/Info 5 0 R")
	return b.out.Bytes()
}

func open(data []byte) (*File, error) {
	return Open(bytes.NewReader(data), int64(len(data)), Options{})
}

func mustOpen(t testing.TB, data []byte) *File {
	t.Helper()
	f, err := open(data)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return f
}

// last returns the newest view.
func last(f *File) View { return f.View(len(f.Revisions()) - 1) }

// get resolves an object by number in the newest view.
func get(t testing.TB, f *File, num int) Object {
	t.Helper()
	o, err := last(f).Resolve(Ref{Num: num})
	if err != nil {
		t.Fatalf("object %d: %v", num, err)
	}
	return o
}

func deflate(data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(data))
	w.Close()
	return b.String()
}
