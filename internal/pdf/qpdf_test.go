package pdf

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/corpus"

	"github.com/motcua/motcua/internal/testtool"
)

// qpdf runs qpdf on a file and returns what it writes. Without qpdf the test is
// skipped, except where continuous integration is to have it.
func qpdf(t *testing.T, data []byte, args ...string) []byte {
	t.Helper()
	path := testtool.Path(t, "qpdf")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	msg, err := exec.Command(path, append(args, in, out)...).CombinedOutput()
	if err != nil {
		t.Fatalf("qpdf %v: %v: %s", args, err, msg)
	}
	result, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// manyPages is a document of some pages, which share their resources.
func manyPages(n int) []byte {
	o := map[int]string{1: "<< /Type /Catalog /Pages 2 0 R >>", 3: "<< /Font << >> >>"}
	var kids strings.Builder
	for i := range n {
		num := 10 + 2*i
		fmt.Fprintf(&kids, "%d 0 R ", num)
		o[num] = fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources 3 0 R /Contents %d 0 R >>", num+1)
		o[num+1] = streamBody("", fmt.Sprintf("q %d 0 m Q", i))
	}
	o[2] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), n)
	var b builder
	b.objects(o, "")
	return b.out.Bytes()
}

// contents returns the content streams of all pages in order.
func contents(t *testing.T, f *File) []string {
	t.Helper()
	v := last(f)
	root, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	var walk func(o Object, depth int)
	walk = func(o Object, depth int) {
		d, err := v.Dict(o)
		if err != nil || depth > 8 {
			t.Fatalf("page tree: %v", err)
		}
		kids, err := v.Resolve(d.Get("Kids"))
		if err != nil {
			t.Fatal(err)
		}
		if list, ok := kids.(Array); ok {
			for _, k := range list {
				walk(k, depth+1)
			}
			return
		}
		content, err := v.Resolve(d.Get("Contents"))
		if err != nil {
			t.Fatal(err)
		}
		if st, ok := content.(*Stream); ok {
			data, err := v.Stream(st)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, strings.TrimSpace(string(data)))
		}
	}
	walk(root.Get("Pages"), 0)
	return texts
}

func TestQPDFVariants(t *testing.T) {
	plain := manyPages(30)
	want := contents(t, mustOpen(t, plain))
	if len(want) != 30 {
		t.Fatalf("%d pages", len(want))
	}
	for _, args := range []string{
		"--object-streams=generate", "--object-streams=disable", "--qdf", "--linearize", "--object-streams=generate --linearize",
		"--stream-data=uncompress", "--object-streams=generate --compress-streams=n", "--compression-level=9 --recompress-flate --object-streams=generate",
		"--force-version=1.4", "--newline-before-endstream", "--encrypt --bits",
	} {
		t.Run(args, func(t *testing.T) {
			list := strings.Fields(args)
			if list[0] == "--encrypt" {
				list = []string{"--encrypt", "", "owner", "256", "--"}
			}
			data := qpdf(t, plain, list...)
			f := mustOpen(t, data)
			if diff := cmp.Diff(want, contents(t, f)); diff != "" {
				t.Error(diff)
			}
			if n := len(f.Revisions()); n != 1 {
				t.Errorf("%d revisions", n)
			}
			if r := f.Revisions()[0]; !r.Closed || r.End != f.Size() {
				t.Errorf("revision %+v of %d bytes", r, f.Size())
			}
			if err := touchAll(f); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestUpdatesOfVariants appends an update to files of every kind.
func TestUpdatesOfVariants(t *testing.T) {
	for _, args := range [][]string{{"--object-streams=generate"}, {"--linearize"}, {"--object-streams=generate", "--linearize"}} {
		data := qpdf(t, manyPages(30), args...)
		f := mustOpen(t, data)
		root, ok := last(f).Trailer().Get("Root").(Ref)
		if !ok {
			t.Fatal("no root")
		}
		at := bytes.LastIndex(data, []byte("startxref\n")) + len("startxref\n")
		var prev int
		fmt.Sscan(string(data[at:]), &prev)
		b := builder{size: 500, prev: prev}
		b.out.Write(data)
		at = b.put(500, "(new)")
		x := b.out.Len()
		fmt.Fprintf(&b.out, "xref\n500 1\n%010d 00000 n \n", at)
		b.close(x, fmt.Sprintf("trailer\n<< /Size 501 /Root %d 0 R /Prev %d >>", root.Num, prev))
		g := mustOpen(t, b.out.Bytes())
		if n := len(g.Revisions()); n != 2 {
			t.Fatalf("%v: %d revisions", args, n)
		}
		if got := g.Revisions()[0].End; got != int64(len(data)) {
			t.Errorf("%v: first revision ends at %d, want %d", args, got, len(data))
		}
		if diff := cmp.Diff(map[int]EntryKind{500: InFile}, numbers(g.Touched(1))); diff != "" {
			t.Errorf("%v: %s", args, diff)
		}
		if diff := cmp.Diff(contents(t, f), contents(t, g)); diff != "" {
			t.Errorf("%v: %s", args, diff)
		}
	}
}

func TestEncrypted(t *testing.T) {
	kinds := map[string][]string{
		"rc4-40": {"40"}, "rc4-128": {"128", "--use-aes=n"}, "aes-128": {"128", "--use-aes=y"}, "aes-256": {"256"},
		"aes-256-r5": {"256", "--force-R5"}, "clear metadata": {"256", "--cleartext-metadata"},
	}
	var b builder
	o := small()
	o[1] = "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>"
	o[6] = streamBody("/Type /Metadata /Subtype /XML", "<x/>")
	b.objects(o, "/Info 5 0 R")
	for name, kind := range kinds {
		for _, streams := range []string{"generate", "disable"} {
			for _, user := range []string{"", "secret"} {
				t.Run(fmt.Sprintf("%s, %s, %q", name, streams, user), func(t *testing.T) {
					args := append([]string{"--allow-weak-crypto", "--object-streams=" + streams, "--encrypt", user, "owner"}, kind...)
					data := qpdf(t, b.out.Bytes(), append(args, "--")...)
					checkEncrypted(t, data, user, streams)
				})
			}
		}
	}
}

func checkEncrypted(t *testing.T, data []byte, user, streams string) {
	for _, password := range []string{"", "wrong", "secret", "owner"} {
		f, err := Open(bytes.NewReader(data), int64(len(data)), Options{Password: []byte(password)})
		if err != nil {
			t.Fatal(err)
		}
		if !f.Encrypted() {
			t.Error("not said to be encrypted")
		}
		v := last(f)
		if open := password == user || password == "owner"; (f.Locked() == nil) != open {
			t.Errorf("password %q: locked: %v", password, f.Locked())
		}
		if f.Locked() != nil {
			if !errors.Is(f.Locked(), ErrLocked) || !errors.Is(v.Locked(), ErrLocked) {
				t.Errorf("locked: %v", f.Locked())
			}
			root, err := v.Dict(v.Trailer().Get("Root"))
			if err != nil || root.Get("Pages") == nil {
				t.Fatalf("root of a locked file: %v, %v", root, err)
			}
			pages, err := v.Dict(root.Get("Pages"))
			if streams == "generate" && !errors.Is(err, ErrLocked) || streams == "disable" && (err != nil || pages.Get("Kids") == nil) {
				t.Errorf("pages of a locked file: %v, %v", pages, err)
			}
			continue
		}
		if diff := cmp.Diff([]string{"q Q"}, contents(t, f)); diff != "" {
			t.Errorf("password %q: %s", password, diff)
		}
		info, err := v.Dict(v.Trailer().Get("Info"))
		if err != nil {
			t.Fatal(err)
		}
		if s, _ := info.Get("Title").(String); s.Value != "Ti(u) \xc4\x91\n" {
			t.Errorf("password %q: title %q", password, s.Value)
		}
		root, err := v.Dict(v.Trailer().Get("Root"))
		if err != nil {
			t.Fatal(err)
		}
		meta, err := v.Resolve(root.Get("Metadata"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := v.Stream(meta.(*Stream)); err != nil || strings.TrimSpace(string(got)) != "<x/>" {
			t.Errorf("password %q: metadata %q, %v", password, got, err)
		}
	}
}

// TestCorpusAgainstQPDF compares objects with what qpdf reads, in every tenth
// file.
func TestCorpusAgainstQPDF(t *testing.T) {
	files := corpus.Files(t)
	path := testtool.Path(t, "qpdf")
	compared := 0
	for i := 0; i < len(files); i += 10 {
		data, err := os.ReadFile(files[i].Path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := open(data)
		if err != nil || f.Encrypted() {
			continue
		}
		out, err := exec.Command(path, "--json=2", "--json-stream-data=none", files[i].Path).Output()
		if err != nil {
			continue // qpdf finds fault with it
		}
		compared += compareJSON(t, files[i].Name, f, out)
	}
	if compared < 200 {
		t.Errorf("only %d objects were compared", compared)
	}
}

// compareJSON compares the objects of qpdf's JSON, version 2, with ours.
func compareJSON(t *testing.T, name string, f *File, out []byte) int {
	t.Helper()
	var doc struct {
		Pages []any
		QPDF  []map[string]json.RawMessage
	}
	if err := json.Unmarshal(out, &doc); err != nil || len(doc.QPDF) != 2 {
		t.Fatalf("%s: %v", name, err)
	}
	compared := 0
	for key, raw := range doc.QPDF[1] {
		var num, gen int
		if n, _ := fmt.Sscanf(key, "obj:%d %d R", &num, &gen); n != 2 {
			continue
		}
		var entry struct {
			Value  any
			Stream *struct{ Dict map[string]any }
		}
		if err := json.Unmarshal(raw, &entry); err != nil {
			t.Fatal(err)
		}
		o, err := last(f).Get(Ref{Num: num, Gen: gen})
		if err != nil {
			t.Errorf("%s: object %d: %v", name, num, err)
			continue
		}
		want := entry.Value
		st, isStream := o.(*Stream)
		if isStream != (entry.Stream != nil) {
			t.Errorf("%s: object %d: stream in one reader only", name, num)
			continue
		}
		if isStream {
			want = any(entry.Stream.Dict)
			delete(entry.Stream.Dict, "/Length")
			o = withoutLength(st.Dict)
		}
		if diff := cmp.Diff(want, asJSON(o), cmp.Comparer(sameString)); diff != "" {
			t.Errorf("%s: object %d: %s", name, num, diff)
		}
		compared++
	}
	return compared
}

// asJSON shows an object as qpdf does.
func asJSON(o Object) any {
	switch v := o.(type) {
	case Integer:
		return float64(v)
	case Real:
		return float64(v)
	case Name:
		return "/" + string(v)
	case Ref:
		return fmt.Sprintf("%d %d R", v.Num, v.Gen)
	case String:
		return qpdfString(v.Value)
	case Array:
		out := []any{}
		for _, e := range v {
			out = append(out, asJSON(e))
		}
		return out
	case *Dict:
		out := map[string]any{}
		for _, k := range v.Keys() {
			if v.Get(k) != nil {
				out["/"+string(k)] = asJSON(v.Get(k))
			}
		}
		return out
	}
	return o
}

// qpdfString writes a string as qpdf does: as text where it is plain or has a
// mark. Other strings are not compared.
func qpdfString(s string) string {
	if text, ok := strings.CutPrefix(s, "\xfe\xff"); ok && len(text)%2 == 0 {
		var units []uint16
		for i := 0; i < len(text); i += 2 {
			units = append(units, uint16(text[i])<<8|uint16(text[i+1]))
		}
		return "u:" + string(utf16.Decode(units))
	}
	for _, c := range []byte(s) {
		if c < 32 || c > 126 {
			return "x:"
		}
	}
	return "u:" + s
}

// sameString lets strings that are not compared pass for any other.
func sameString(a, b string) bool {
	isString := func(s string) bool { return strings.HasPrefix(s, "u:") || strings.HasPrefix(s, "b:") }
	return a == b || a == "x:" && isString(b) || b == "x:" && isString(a)
}
