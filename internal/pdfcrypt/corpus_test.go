package pdfcrypt

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/corpus"

	"github.com/motcua/motcua/internal/testtool"
)

// corpusFiles returns the files of the corpus that the standard security
// handler protects.
func corpusFiles(tb testing.TB) map[string]encrypted {
	dir := corpus.Dir(tb)
	if dir == "" {
		return nil
	}
	names, err := filepath.Glob(filepath.Join(dir, "pyhanko-gen", "*sign_*crypt*.pdf"))
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string]encrypted{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		if !bytes.Contains(data, []byte("/Encrypt ")) {
			continue
		}
		if f, ok := readFile(tb, data); ok && f.filter == "Standard" {
			files[filepath.Base(name)] = f
		}
	}
	if len(files) == 0 {
		tb.Fatal("no encrypted files in MOTCUA_CORPUS")
	}
	return files
}

// corpusPasswords returns the passwords that a file of the corpus has, and
// whether they are the owner's.
func corpusPasswords(file string) map[string]bool {
	switch {
	case strings.Contains(file, "with_mac"), strings.Contains(file, "with_extensions"):
		return map[string]bool{"secret": true}
	case strings.Contains(file, "empty_user_pass"):
		return map[string]bool{"": false, "ownersecret": true}
	}
	return map[string]bool{"usersecret": false, "ownersecret": true}
}

// TestCorpus decrypts the streams of signed files of another writer and lets
// qpdf do the same.
func TestCorpus(t *testing.T) {
	files := corpusFiles(t)
	if files == nil {
		t.Skip("MOTCUA_CORPUS is not set")
	}
	qpdf := testtool.Path(t, "qpdf")
	for file, f := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(corpus.Dir(t), "pyhanko-gen", file)
			for password, owner := range corpusPasswords(file) {
				h, err := Open(f.config, []byte(password))
				if err != nil {
					t.Fatalf("%q: %v", password, err)
				}
				if h.IsOwner() != owner || !h.PermsMatch() {
					t.Errorf("%q: owner %v, permissions match %v", password, h.IsOwner(), h.PermsMatch())
				}
				n := 0
				for _, o := range f.streams() {
					want, err := exec.Command(qpdf, "--password="+password, "--raw-stream-data", fmt.Sprintf("--show-object=%d,%d", o.id[0], o.id[1]), path).Output()
					if err != nil {
						t.Fatalf("qpdf: %v", err)
					}
					got, err := readStream(t, h, o.id[0], o.id[1], h.StreamMethod(), bytes.NewReader(o.data))
					if err != nil || !bytes.Equal(got, want) {
						t.Errorf("%q: object %d: %d bytes, error %v; qpdf: %d bytes", password, o.id[0], len(got), err, len(want))
					}
					n++
				}
				if n == 0 {
					t.Error("no stream to compare")
				}
			}
			if _, err := Open(f.config, []byte("sai")); !errors.Is(err, ErrPassword) {
				t.Errorf("wrong password: %v", err)
			}
		})
	}
}

// streams returns the encrypted streams of a file, each in its last version.
func (f encrypted) streams() []object {
	last := map[ref]object{}
	for _, o := range f.objects {
		delete(last, o.id)
		if d, ok := o.value.(dict); ok && o.data != nil && d["Type"] != name("XRef") {
			last[o.id] = o
		}
	}
	return slices.Collect(maps.Values(last))
}
