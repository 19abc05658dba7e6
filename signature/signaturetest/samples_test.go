package signaturetest_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua/signature/signaturetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

const golden = "testdata/samples.sha256"

// TestSamplesGolden pins every byte of every sample.
func TestSamplesGolden(t *testing.T) {
	var lines strings.Builder
	for _, s := range signaturetest.Samples() {
		first, again := s.Data(), s.Data()
		if !bytes.Equal(first, again) {
			t.Errorf("%s: two builds differ", s.Name)
		}
		fmt.Fprintf(&lines, "%x  %s.pdf\n", sha256.Sum256(first), s.Name)
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), lines.String()); diff != "" {
		t.Errorf("samples changed; -update writes the list anew (-want +got):\n%s", diff)
	}
}

func TestSampleIsFresh(t *testing.T) {
	s := sample(t, "personal")
	s.Data()[0] = 'X'
	if got := s.Data()[0]; got != '%' {
		t.Errorf("a caller's write is seen by the next caller: first byte %q", got)
	}
}

func TestSampleDescriptions(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	names, titles := map[string]bool{}, map[string]bool{}
	for _, s := range signaturetest.Samples() {
		if !kebab.MatchString(s.Name) || names[s.Name] {
			t.Errorf("%s: name is not in kebab-case or not unique", s.Name)
		}
		if s.Title == "" || s.TitleVI == "" || titles[s.Title] || titles["vi:"+s.TitleVI] {
			t.Errorf("%s: titles %q and %q are missing or not unique", s.Name, s.Title, s.TitleVI)
		}
		if !norm.NFC.IsNormalString(s.TitleVI) {
			t.Errorf("%s: Vietnamese title is not in NFC", s.Name)
		}
		names[s.Name], titles[s.Title], titles["vi:"+s.TitleVI] = true, true, true
		if got, ok := signaturetest.Lookup(s.Name); !ok || got.Title != s.Title {
			t.Errorf("%s: Lookup does not find it", s.Name)
		}
	}
	if _, ok := signaturetest.Lookup("no-such-sample"); ok {
		t.Error("Lookup finds what does not exist")
	}
}

// TestSampleWants holds the verdicts to their vocabulary and to the relation
// between the parts and the whole.
func TestSampleWants(t *testing.T) {
	statuses := map[string]int{}
	for _, s := range signaturetest.Samples() {
		statuses[s.Want.StatusBeforeTrust]++
		if got := worst(t, s); s.Want.Signatures != nil && got != s.Want.StatusBeforeTrust {
			t.Errorf("%s: the signatures make it %s, the document is said to be %s", s.Name, got, s.Want.StatusBeforeTrust)
		}
	}
	for _, status := range []string{"valid", "invalid", "indeterminate", "unsigned", "error"} {
		if statuses[status] == 0 {
			t.Errorf("no sample is %s", status)
		}
		delete(statuses, status)
	}
	if len(statuses) > 0 {
		t.Errorf("unknown statuses: %v", statuses)
	}
}

// worst derives the document's status from its signatures.
func worst(t *testing.T, s signaturetest.Sample) string {
	status := "valid"
	for _, sig := range s.Want.Signatures {
		check := func(what, got string, allowed ...string) {
			if !slices.Contains(allowed, got) {
				t.Errorf("%s: %s %q is unknown", s.Name, what, got)
			}
		}
		check("kind", sig.Kind, "signature", "document-timestamp")
		check("integrity", sig.Integrity, "", "intact", "broken", "unsupported")
		check("level", sig.ChangeLevel, "", "none", "ltv", "form", "annotations", "content")
		check("timestamp", sig.Timestamp, "", "valid", "invalid")
		switch {
		case sig.Integrity == "broken", sig.Permitted != nil && !*sig.Permitted:
			status = "invalid"
		case sig.Integrity == "unsupported" && status == "valid":
			status = "indeterminate"
		}
		if sig.ChangeLevel == "none" && !*sig.Permitted {
			t.Errorf("%s: no change, yet not permitted", s.Name)
		}
	}
	return status
}

// TestImports keeps the maker apart from what it is meant to test.
func TestImports(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no source files: %v", err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			test := strings.HasSuffix(name, "_test.go")
			if strings.Contains(path, ".") && !test || strings.HasPrefix(path, "github.com/motcua/motcua") && !test {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}

func sample(t *testing.T, name string) signaturetest.Sample {
	t.Helper()
	s, ok := signaturetest.Lookup(name)
	if !ok {
		t.Fatalf("no sample %s", name)
	}
	return s
}

func BenchmarkSamples(b *testing.B) {
	for b.Loop() {
		for _, s := range signaturetest.Samples() {
			s.Data()
		}
	}
}
