// Package corpus finds what tests use that is not part of the repository: the
// corpus of signed files that MOTCUA_CORPUS names, and the texts of the law that
// MOTCUA_LAW names. A relative folder counts from the module's root, so that the
// same setting serves the tests of every package.
package corpus

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the corpus folder, "" where MOTCUA_CORPUS is not set.
func Dir(tb testing.TB) string { return folder(tb, "MOTCUA_CORPUS") }

// Law returns the folder of the texts of the law, "" where MOTCUA_LAW is not
// set.
func Law(tb testing.TB) string { return folder(tb, "MOTCUA_LAW") }

func folder(tb testing.TB, variable string) string {
	tb.Helper()
	dir := os.Getenv(variable)
	if dir == "" || filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(moduleRoot(tb), dir)
}

// moduleRoot returns the nearest folder above the test's that holds go.mod.
func moduleRoot(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			tb.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// File is one line of the corpus index.
type File struct {
	Name       string // relative, with slashes
	Path       string // absolute
	Verdict    string // valid, modified, attack, broken, …
	Crypto     string // are the signatures over their ranges sound
	Confidence string // how sure the verdict is: test, consensus, …
	Signatures string // number of signature values
}

// Files reads the index, and skips the test where there is no corpus.
func Files(tb testing.TB) []File {
	tb.Helper()
	dir := Dir(tb)
	if dir == "" {
		tb.Skip("MOTCUA_CORPUS is not set: the corpus of signed files is not at hand")
	}
	f, err := os.Open(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		tb.Fatalf("corpus index: %d rows, %v", len(rows), err)
	}
	var files []File
	for _, row := range rows[1:] {
		files = append(files, File{
			Name: row[0], Path: filepath.Join(dir, filepath.FromSlash(row[0])),
			Signatures: row[4], Verdict: row[5], Crypto: row[6], Confidence: row[8],
		})
	}
	return files
}
