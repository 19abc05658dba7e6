package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

var update = flag.Bool("update", false, "rewrite the reports in the READMEs")

// TestREADME keeps the report on the first screen of both READMEs true.
func TestREADME(t *testing.T) {
	const name = "content-replaced"
	sample, ok := signaturetest.Lookup(name)
	if !ok {
		t.Fatalf("no sample %s", name)
	}
	block := regexp.MustCompile("(?s)```\n(" + name + `\.pdf\n.*?)` + "```\n")
	for file, language := range map[string]motcua.Language{"README.md": motcua.English, "README.vi.md": motcua.Vietnamese} {
		want := reportOf(t, name+".pdf", sample.Data(), language)
		path := filepath.Join("..", "..", file)
		readme, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := block.FindSubmatchIndex(readme)
		if found == nil {
			t.Fatalf("%s shows no report", file)
		}
		if *update {
			readme = bytes.Join([][]byte{readme[:found[2]], []byte(want), readme[found[3]:]}, nil)
			if err := os.WriteFile(path, readme, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(want, string(readme[found[2]:found[3]])); diff != "" {
			t.Errorf("%s (-want +got), rewrite with -update:\n%s", file, diff)
		}
	}
}

func reportOf(t *testing.T, name string, data []byte, language motcua.Language) string {
	t.Helper()
	doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := signature.Verify(context.Background(), doc, signature.VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.Text(&out, report.File{Name: name, Result: result}, report.TextOptions{Language: language, Brief: true}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
