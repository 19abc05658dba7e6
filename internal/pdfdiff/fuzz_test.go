package pdfdiff

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/pdf"
)

// seeds returns small files of several revisions, those of the corpus included
// where there is one.
func seeds(t testing.TB) [][]byte {
	t.Helper()
	var files [][]byte
	for _, rules := range [][]rule{longTermRules(), structureRules(), formRules(), annotationRules()} {
		for _, r := range rules {
			var b builder
			b.commit(usual(r.base), "")
			b.commit(r.update, r.extra)
			files = append(files, b.out.Bytes())
		}
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

// FuzzStep classifies every update of a file. Whatever the file, the levels
// and codes must be known ones, the answer must be the same a second time, and
// the only error is a limit.
func FuzzStep(f *testing.F) {
	files := seeds(f)
	if len(files) == 0 {
		f.Fatal("no seeds")
	}
	for _, data := range files {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		first := classify(t, data)
		if second := classify(t, data); len(first) != len(second) {
			t.Errorf("%d changes, then %d", len(first), len(second))
		}
	})
}

func classify(t *testing.T, data []byte) []Change {
	limits := pdf.Limits{TotalBytes: 4 << 20, StreamBytes: 1 << 20, Nodes: 1 << 14, Sections: 64}
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{Limits: limits})
	if err != nil {
		return nil
	}
	var all []Change
	d := New(f, 0)
	for rev := 1; rev < len(f.Revisions()); rev++ {
		changes, err := d.Step(rev)
		if err != nil && !errors.Is(err, pdf.ErrLimit) {
			t.Fatal(err)
		}
		for _, c := range changes {
			if c.Code == "" || c.Level < None || c.Level > Content {
				t.Errorf("change without a meaning: %+v", c)
			}
		}
		all = append(all, changes...)
	}
	if _, err := SignatureFields(f.View(0)); err != nil && !errors.Is(err, pdf.ErrLimit) &&
		!errors.Is(err, pdf.ErrSyntax) && !errors.Is(err, pdf.ErrXRef) && !errors.Is(err, pdf.ErrLocked) {
		t.Logf("signature fields: %v", err)
	}
	return all
}

// BenchmarkStep classifies a signature that was added to the usual document.
func BenchmarkStep(b *testing.B) {
	var file builder
	file.commit(usual(nil), "")
	file.commit(signing(nil), "")
	data := file.out.Bytes()
	b.ReportAllocs()
	for b.Loop() {
		f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := New(f, 0).Step(1); err != nil {
			b.Fatal(err)
		}
	}
}
