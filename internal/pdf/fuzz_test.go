package pdf

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/pdfcrypt"
	"github.com/motcua/motcua/internal/pdffilter"
)

// fuzzLimits keep one run of a fuzz target short.
var fuzzLimits = Limits{TotalBytes: 4 << 20, StreamBytes: 1 << 20, Nodes: 1 << 14, Entries: 1 << 14, Sections: 64}

// seedFiles returns small files of every kind, and those of the corpus where
// there is one.
func seedFiles(t testing.TB) [][]byte {
	t.Helper()
	files := [][]byte{
		smallPDF(), hybrid(), mutual(), revisions(3, 2), manyPages(3),
		streamFile("/W [1 3 1]", identity, false), streamFile("/W [1 3 1] /Index [0 8]", identity, true),
		streamFile("/W [1 3 1] /Filter /FlateDecode", deflate, true),
		append([]byte("junk\n"), smallPDF()...), bytes.TrimSuffix(revisions(2, 1), []byte("%%EOF\n")),
	}
	for seed := range uint64(20) {
		files = append(files, randomFile(writer{rand.New(rand.NewPCG(seed, 2))}))
	}
	if corpus.Dir(t) == "" {
		return files
	}
	for _, f := range corpus.Files(t) {
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) < 32<<10 {
			files = append(files, data)
		}
	}
	return files
}

func addSeeds(f *testing.F, seeds [][]byte) {
	f.Helper()
	if len(seeds) == 0 {
		f.Fatal("no seeds")
	}
	for _, s := range seeds {
		f.Add(s)
	}
}

// known reports an error of a class that callers can tell.
func known(err error) bool {
	for _, class := range []error{
		ErrNotPDF, ErrSyntax, ErrXRef, ErrLimit, ErrLocked,
		pdffilter.ErrCorrupt, pdffilter.ErrUnsupported, pdfcrypt.ErrCorrupt,
	} {
		if errors.Is(err, class) {
			return true
		}
	}
	return false
}

// FuzzOpen opens a file and looks at everything in it.
func FuzzOpen(f *testing.F) {
	addSeeds(f, seedFiles(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(bytes.NewReader(data), int64(len(data)), Options{Limits: fuzzLimits})
		if err != nil {
			if !known(err) {
				t.Errorf("unknown error: %v", err)
			}
			return
		}
		var before int64
		for i, r := range file.Revisions() {
			if r.Marker > r.End || r.End > file.Size() {
				t.Errorf("revision %+v in a file of %d bytes", r, file.Size())
			}
			before = max(before, r.End)
			v := file.View(i)
			file.ObjectCount(i)
			file.Structural(i)
			file.ObjectBefore(i, before/2)
			for _, touched := range file.Touched(i) {
				o, err := v.Get(Ref{Num: touched.Num, Gen: touched.Gen})
				if err != nil {
					if !known(err) {
						t.Errorf("unknown error: %v", err)
					}
					continue
				}
				lookAt(t, v, o)
			}
		}
	})
}

func lookAt(t *testing.T, v View, o Object) {
	t.Helper()
	var refs []Ref
	WalkRefs(o, func(_ string, r Ref) { refs = append(refs, r) })
	for _, r := range refs[:min(len(refs), 10)] {
		if _, err := v.Resolve(r); err != nil && !known(err) {
			t.Errorf("unknown error: %v", err)
		}
	}
	if same, err := EqualObjects(v, o, v, o); err == nil && !same && !holdsDuplicate(o) {
		t.Errorf("an object differs from itself: %v", o)
	}
	if st, ok := o.(*Stream); ok {
		data, err := v.Stream(st)
		if err == nil {
			v.f.Operators(data, func(string) bool { return true })
		}
		if int64(len(data)) > fuzzLimits.StreamBytes {
			t.Errorf("%d bytes", len(data))
		}
	}
}

// holdsDuplicate reports a dictionary with a key that occurs twice, which is
// equal to nothing.
func holdsDuplicate(o Object) bool {
	switch v := o.(type) {
	case Array:
		for _, e := range v {
			if holdsDuplicate(e) {
				return true
			}
		}
	case *Dict:
		if v.Duplicate {
			return true
		}
		for _, k := range v.Keys() {
			if holdsDuplicate(v.Get(k)) {
				return true
			}
		}
	case *Stream:
		return holdsDuplicate(v.Dict)
	}
	return false
}

// FuzzObject parses one object from memory and, as an indirect object, from a
// file.
func FuzzObject(f *testing.F) {
	seeds := []string{
		"null", "[1 0 R(a\\)b)<41 4>/N#20/A]", "<</A<</B[true false -.5 +1 99999999999999999999]>>>>", "(\\101\\\r\n(x)\r)",
		"<< /Length 3 >>\nstream\nabc\nendstream", "%c\n1 %d\n0%e\nR", "[[[[[[", "<</A/A/A", "1.2.3", "<4g>",
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	for seed := range uint64(20) {
		f.Add([]byte(writer{rand.New(rand.NewPCG(seed, 3))}.value(3)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		one, err1 := parseText(string(data), fuzzLimits)
		if err1 != nil && !errors.Is(err1, ErrSyntax) && !errors.Is(err1, ErrLimit) {
			t.Errorf("unknown error: %v", err1)
		}
		file := append([]byte("1 0 obj "), data...)
		l := fuzzLimits.withDefaults()
		spent := budget{left: l.TotalBytes}
		p := &parser{s: &scanner{src: bytes.NewReader(file), limit: int64(len(file)), spent: &spent}, limits: &l, inFile: true}
		two, _, err2 := p.indirect()
		if err1 == nil && err2 == nil && !Equal(one, two) && !holdsDuplicate(one) && AsDict(two) == nil {
			t.Errorf("%v from memory, %v from a file", one, two)
		}
		if s, ok := two.(String); ok && err2 == nil && (s.Start < 8 || s.End > int64(len(file)) || s.Start >= s.End) {
			t.Errorf("string at %d to %d", s.Start, s.End)
		}
	})
}

// FuzzXRef puts the input where the cross-reference is read from.
func FuzzXRef(f *testing.F) {
	for _, data := range [][]byte{smallPDF(), hybrid(), streamFile("/W [1 3 1]", identity, false)} {
		at := bytes.LastIndex(data[:bytes.LastIndex(data, []byte("startxref"))], []byte("endobj\n")) + len("endobj\n")
		if !bytes.Contains(data[at:], []byte("trailer")) {
			at = bytes.Index(data, []byte("6 0 obj"))
		}
		f.Add(data[at:bytes.LastIndex(data, []byte("startxref"))])
	}
	f.Add([]byte("xref\n1 1\n0000000000 65535 f \n3 2\n0 0 n 1 1 n trailer <</Size 9/Prev 9/XRefStm 9/Root 1 0 R>>"))
	f.Add([]byte("9 0 obj<</Type/XRef/W[1 1 1]/Size 3/Length 9/Index[1 3]>>stream\nabcdefghi\nendstream"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var b builder
		b.put(1, "<< /Type /Catalog >>")
		at := b.out.Len()
		b.out.Write(data)
		b.close(at, "")
		file, err := Open(bytes.NewReader(b.out.Bytes()), int64(b.out.Len()), Options{Limits: fuzzLimits})
		if err != nil {
			if !known(err) {
				t.Errorf("unknown error: %v", err)
			}
			return
		}
		for _, s := range file.sections {
			for i, sub := range s.subs {
				if len(sub.entries) == 0 || i > 0 && s.subs[i-1].end() >= sub.first {
					t.Errorf("subsections are not in order: %d, %d entries", sub.first, len(sub.entries))
				}
			}
			s.numbers(func(num int, e Entry) {
				if got, ok := s.find(num); !ok || got != e {
					t.Errorf("object %d: found %+v, listed %+v", num, got, e)
				}
			})
		}
	})
}

// FuzzEdges checks that no reference of an object that can be read is missed.
func FuzzEdges(f *testing.F) {
	addSeeds(f, seedFiles(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(bytes.NewReader(data), int64(len(data)), Options{Limits: fuzzLimits})
		if err != nil || file.Encrypted() {
			return
		}
		targets := map[int]bool{}
		for i := range file.Revisions() {
			for _, touched := range file.Touched(i) {
				targets[touched.Num] = true
			}
		}
		edges, err := file.Edges(targets)
		if err != nil {
			if !known(err) {
				t.Errorf("unknown error: %v", err)
			}
			return
		}
		for i := range file.Revisions() {
			checkEdges(t, file, file.View(i), targets, edges)
		}
	})
}

func checkEdges(t *testing.T, file *File, v View, targets map[int]bool, edges *Edges) {
	t.Helper()
	known := map[found]bool{}
	for target := range targets {
		for _, e := range edges.At(v, target) {
			known[found{e.Holder, target, e.Path}] = true
		}
	}
	for num := range targets {
		e, _ := v.Entry(num)
		o, err := v.Get(Ref{Num: num, Gen: e.Gen})
		if err != nil {
			continue
		}
		WalkRefs(o, func(path string, r Ref) {
			if targets[r.Num] && !known[found{num, r.Num, path}] {
				t.Errorf("object %d refers to %d at %s: missed", num, r.Num, path)
			}
		})
	}
}
