package pdfwrite_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature/signaturetest"
)

func open(t testing.TB, data []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func document(t testing.TB, o signaturetest.DocOptions) []byte {
	t.Helper()
	d := signaturetest.NewDoc(o)
	d.Commit()
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// values are objects of every kind, with what is awkward to write.
func values() []pdf.Object {
	return []pdf.Object{
		nil, true, false, pdf.Integer(0), pdf.Integer(-17), pdf.Integer(math.MaxInt64),
		pdf.Real(0.5), pdf.Real(-595.303937007874), pdf.Real(1e20), pdf.Real(1e-9),
		pdf.Name("Type"), pdf.Name(""), pdf.Name("a b#(c)/<d>%é"), pdf.Name("\x00\xff"),
		pdf.String{Value: ""}, pdf.String{Value: "text (with) \\ parens"}, pdf.String{Value: "line\r\nend\x00"},
		pdf.String{Value: "\xfe\xff\x00A", Hex: true}, pdf.Ref{Num: 3}, pdf.Array{}, pdf.Array{pdf.Integer(1), pdf.Ref{Num: 2}, pdf.Name("x"), nil},
		pdf.NewDict(map[pdf.Name]pdf.Object{"A": pdf.Array{pdf.NewDict(nil)}, "B C": pdf.String{Value: ")"}, "N": nil}),
	}
}

type base struct {
	name string
	doc  signaturetest.DocOptions
}

func bases() []base {
	return []base{
		{"table", signaturetest.DocOptions{}},
		{"stream", signaturetest.DocOptions{Xref: signaturetest.XrefStream, ObjectStreams: true}},
		{"hybrid", signaturetest.DocOptions{Xref: signaturetest.XrefHybrid}},
		{"junk before header", signaturetest.DocOptions{Prefix: "junk\n"}},
		{"mark before header", signaturetest.DocOptions{Prefix: "\xef\xbb\xbf"}},
		{"stream behind junk", signaturetest.DocOptions{Xref: signaturetest.XrefStream, Prefix: "junk\n"}},
	}
}

// TestRoundTrip: what is written is read back the same, in each style and over
// several updates, and the file before is untouched and still a file.
func TestRoundTrip(t *testing.T) {
	for _, b := range bases() {
		t.Run(b.name, func(t *testing.T) {
			data := document(t, b.doc)
			for round := range 3 {
				f := open(t, data)
				u, err := pdfwrite.New(f)
				if err != nil {
					t.Fatal(err)
				}
				var refs []pdf.Ref
				for _, v := range values() {
					refs = append(refs, u.Add(v))
				}
				stream := u.Add(&pdfwrite.Stream{Dict: pdf.NewDict(nil), Data: []byte("endstream\nendobj data\r")})
				mark := &pdfwrite.Mark{Text: "(  marked  )"}
				marked := u.Add(pdf.Array{mark})
				root := u.View().Trailer().Get("Root").(pdf.Ref)
				catalog, err := u.View().Dict(root)
				if err != nil {
					t.Fatal(err)
				}
				u.Set(root, pdfwrite.With(catalog, "Round", pdf.Integer(round)))
				update, err := u.Render([]byte("0123456789abcdef"))
				if err != nil {
					t.Fatal(err)
				}
				data = append(bytes.Clone(data), update...)
				check(t, data, refs, stream, marked, mark, round)
			}
		})
	}
}

// TestQPDF: three updates with what files usually hold make a well-formed file.
func TestQPDF(t *testing.T) {
	for _, b := range bases() {
		data := document(t, b.doc)
		for range 3 {
			u, err := pdfwrite.New(open(t, data))
			if err != nil {
				t.Fatal(err)
			}
			u.Add(&pdfwrite.Stream{Dict: pdf.NewDict(map[pdf.Name]pdf.Object{"A B": pdf.String{Value: "(\xe9)"}}), Data: []byte("x")})
			root := u.View().Trailer().Get("Root").(pdf.Ref)
			catalog, err := u.View().Dict(root)
			if err != nil {
				t.Fatal(err)
			}
			u.Set(root, pdfwrite.With(catalog, "PageMode", pdf.Name("UseNone")))
			update, err := u.Render(nil)
			if err != nil {
				t.Fatal(err)
			}
			data = append(data, update...)
		}
		qpdfAccepts(t, data)
	}
}

func check(t *testing.T, data []byte, refs []pdf.Ref, stream, marked pdf.Ref, mark *pdfwrite.Mark, round int) {
	t.Helper()
	f := open(t, data)
	if n := len(f.Revisions()); n != round+2 {
		t.Fatalf("%d revisions, want %d", n, round+2)
	}
	v := f.View(round + 1)
	for i, want := range values() {
		got, err := v.Get(refs[i])
		if err != nil || !pdf.Equal(got, want) {
			t.Errorf("%#v: read %#v, %v", want, got, err)
		}
	}
	st, err := v.Get(stream)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.Stream(st.(*pdf.Stream)); err != nil || string(got) != "endstream\nendobj data\r" {
		t.Errorf("stream: %q, %v", got, err)
	}
	if o, err := v.Get(marked); err != nil || !bytes.HasPrefix(data[mark.Offset:], []byte(mark.Text)) {
		t.Errorf("mark: %v, %v", o, err)
	}
	catalog, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil || catalog.Get("Round") != pdf.Integer(round) {
		t.Errorf("catalog: %v, %v", catalog.Get("Round"), err)
	}
	if id, ok := v.Trailer().Get("ID").(pdf.Array); !ok || id[1].(pdf.String).Value != "0123456789abcdef" {
		t.Errorf("ID %v", v.Trailer().Get("ID"))
	}
	for num := range f.Structural(round + 1) { // the cross-reference stream lists itself
		if o, err := v.Get(pdf.Ref{Num: num}); err != nil || pdf.AsDict(o).Get("Type") != pdf.Name("XRef") {
			t.Errorf("cross-reference stream: %v, %v", o, err)
		}
	}
	tail, err := f.Tail()
	if err != nil || v.Trailer().Get("Size") != pdf.Integer(tail.Next) {
		t.Errorf("Size %v, next number %d, %v", v.Trailer().Get("Size"), tail.Next, err)
	}
}

func qpdfAccepts(t *testing.T, data []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(testtool.Path(t, "qpdf"), "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v: %s", err, out)
	}
}

// TestStyle: an update has the style of the section before it.
func TestStyle(t *testing.T) {
	for _, b := range bases() {
		u, err := pdfwrite.New(open(t, document(t, b.doc)))
		if err != nil {
			t.Fatal(err)
		}
		u.Add(nil)
		update, err := u.Render(nil)
		if err != nil {
			t.Fatal(err)
		}
		stream := b.doc.Xref == signaturetest.XrefStream
		if got := bytes.Contains(update, []byte("/Type /XRef")); got != stream {
			t.Errorf("%s: stream %v, want %v", b.name, got, stream)
		}
		if got := bytes.Contains(update, []byte("\ntrailer\n")); got == stream {
			t.Errorf("%s: trailer %v, want %v", b.name, got, !stream)
		}
	}
}

// TestWithoutLineEnd: a file that does not end in one gets one first.
func TestWithoutLineEnd(t *testing.T) {
	data := bytes.TrimRight(document(t, signaturetest.DocOptions{}), "\n")
	u, err := pdfwrite.New(open(t, data))
	if err != nil {
		t.Fatal(err)
	}
	ref := u.Add(pdf.Integer(7))
	update, err := u.Render(nil)
	if err != nil || update[0] != '\n' {
		t.Fatalf("starts with %q, %v", update[:1], err)
	}
	data = append(data, update...)
	if o, err := open(t, data).View(1).Get(ref); err != nil || o != pdf.Integer(7) {
		t.Errorf("read %v, %v", o, err)
	}
	qpdfAccepts(t, data)
}

func TestNotWritten(t *testing.T) {
	for _, v := range []pdf.Object{pdf.Real(math.NaN()), pdf.Real(math.Inf(1)), 17, &pdf.Stream{}, pdf.Array{"text"}} {
		u, err := pdfwrite.New(open(t, document(t, signaturetest.DocOptions{})))
		if err != nil {
			t.Fatal(err)
		}
		u.Add(v)
		if _, err := u.Render(nil); !errors.Is(err, pdfwrite.ErrValue) {
			t.Errorf("%v: got %v, want ErrValue", v, err)
		}
	}
}

// TestTailSize: numbers that the trailer's Size hides are not given again.
func TestTailSize(t *testing.T) {
	data := document(t, signaturetest.DocOptions{})
	want, err := open(t, data).Tail()
	if err != nil {
		t.Fatal(err)
	}
	lying := bytes.Replace(data, fmt.Appendf(nil, "/Size %d", want.Next), []byte("/Size 2"), 1)
	if bytes.Equal(lying, data) {
		t.Fatalf("no Size %d in the trailer", want.Next)
	}
	if got, err := open(t, lying).Tail(); err != nil || got != want {
		t.Errorf("got %+v, want %+v, %v", got, want, err)
	}
}

// FuzzValue writes whatever value can be parsed and reads it back.
func FuzzValue(f *testing.F) {
	for _, seed := range []string{"<< /A [1 2.5 (x) <00ff> /N#20x null true 3 0 R] >>", "-0.0001", "(\\(\\))", "[[[]]]", "1e5", "/", "99999999999999999999"} {
		f.Add([]byte(seed))
	}
	file := document(f, signaturetest.DocOptions{})
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := pdf.ParseObject(data, pdf.Limits{Nodes: 1000, StringBytes: 1 << 16})
		if err != nil {
			return
		}
		u, err := pdfwrite.New(open(t, file))
		if err != nil {
			t.Fatal(err)
		}
		ref := u.Add(o)
		update, err := u.Render(nil)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		got, err := open(t, append(bytes.Clone(file), update...)).View(1).Get(ref)
		if err != nil || fmt.Sprint(plain(got)) != fmt.Sprint(plain(o)) {
			t.Errorf("wrote %v, read %v, %v", plain(o), plain(got), err)
		}
	})
}

// plain is a value without the places of its strings.
func plain(o pdf.Object) any {
	switch v := o.(type) {
	case pdf.String:
		return v.Value
	case pdf.Array:
		out := []any{}
		for _, e := range v {
			out = append(out, plain(e))
		}
		return out
	case *pdf.Dict:
		out := map[pdf.Name]any{}
		for _, k := range v.Keys() {
			out[k] = plain(v.Get(k))
		}
		return out
	case pdf.Real:
		return float64(v) + 0 // no negative zero
	case pdf.Integer:
		return float64(v)
	}
	return o
}
