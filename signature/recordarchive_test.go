package signature_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/testtool"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

// archive exports two judgements of a document from a store with another one.
func archive(t testing.TB) []byte {
	t.Helper()
	store := openFolder(t, t.TempDir())
	for _, n := range [][2]int{{1, 1}, {1, 2}, {2, 1}} {
		r, blobs := recordtest.Sample(n[0], n[1])
		if err := store.Save(t.Context(), r, blobs); err != nil {
			t.Fatal(err)
		}
	}
	r, _ := recordtest.Sample(1, 1)
	var b bytes.Buffer
	if err := signature.ExportRecords(t.Context(), store, r.Document.SHA256, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestArchiveIsTar lets GNU tar and sha256sum judge an archive: every blob is
// there under its digest.
func TestArchiveIsTar(t *testing.T) {
	tarTool, sum := testtool.Path(t, "tar"), testtool.Path(t, "sha256sum")
	dir := t.TempDir()
	extract := exec.Command(tarTool, "--extract", "--file=-", "--directory="+dir)
	extract.Stdin = bytes.NewReader(archive(t))
	if out, err := extract.CombinedOutput(); err != nil {
		t.Fatalf("tar: %v\n%s", err, out)
	}
	r, _ := recordtest.Sample(1, 1)
	for _, b := range r.Blobs {
		out, err := exec.Command(sum, filepath.Join(dir, "blobs", b.SHA256.String())).Output()
		if err != nil || !strings.HasPrefix(string(out), b.SHA256.String()) {
			t.Errorf("blob %s: %s, %v", b.SHA256, out, err)
		}
	}
	if records, err := os.ReadDir(filepath.Join(dir, "records")); err != nil || len(records) != 2 {
		t.Errorf("%d records, %v, want 2", len(records), err)
	}
}

func TestExportOfNothing(t *testing.T) {
	store := openFolder(t, t.TempDir())
	err := signature.ExportRecords(t.Context(), store, signature.DigestOf(nil), io.Discard)
	if !errors.Is(err, signature.ErrNoRecord) {
		t.Errorf("error %v, want %v", err, signature.ErrNoRecord)
	}
}

// tarEntry is one file of an archive under test.
type tarEntry struct {
	header *tar.Header
	data   []byte
}

func unpack(t *testing.T, data []byte) []tarEntry {
	t.Helper()
	var entries []tarEntry
	for in := tar.NewReader(bytes.NewReader(data)); ; {
		h, err := in.Next()
		if err == io.EOF {
			return entries
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, tarEntry{h, content})
	}
}

func pack(t *testing.T, entries []tarEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	out := tar.NewWriter(&b)
	for _, e := range entries {
		e.header.Size = int64(len(e.data))
		if err := out.WriteHeader(e.header); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func importInto(t *testing.T, store signature.EvidenceStore, data []byte) error {
	t.Helper()
	_, err := signature.ImportRecords(t.Context(), store, bytes.NewReader(data), int64(len(data)))
	return err
}

// TestImportRefuses: an archive is read as it was written, or not at all, and a
// refused one leaves nothing.
func TestImportRefuses(t *testing.T) {
	whole := archive(t)
	if again := pack(t, unpack(t, whole)); !bytes.Equal(again, whole) {
		t.Fatal("packing again gives another archive, so that this test proves nothing")
	}
	other, _ := recordtest.Sample(2, 1)
	otherData := encode(t, other)
	last := func(e []tarEntry) *tarEntry { return &e[len(e)-1] }
	edits := map[string]struct {
		edit func([]tarEntry) []tarEntry
		want error
	}{
		"blob altered": {func(e []tarEntry) []tarEntry { last(e).data[0] ^= 1; return e }, signature.ErrBlob},
		"blob longer":  {func(e []tarEntry) []tarEntry { last(e).data = append(last(e).data, 0); return e }, signature.ErrBlob},
		"blob missing": {func(e []tarEntry) []tarEntry { return e[:len(e)-1] }, signature.ErrNoBlob},
		"blob twice":   {func(e []tarEntry) []tarEntry { return append(e, *last(e)) }, signature.ErrArchive},
		"record altered": {func(e []tarEntry) []tarEntry {
			e[0].data = bytes.Replace(e[0].data, []byte("recordtest"), []byte("recordTest"), 1)
			return e
		}, signature.ErrArchive},
		"records out of order": {func(e []tarEntry) []tarEntry { e[0], e[1] = e[1], e[0]; return e }, signature.ErrArchive},
		"record twice":         {func(e []tarEntry) []tarEntry { return append(e[:1:1], e...) }, signature.ErrArchive},
		"record behind blobs":  {func(e []tarEntry) []tarEntry { return append(e[1:], e[0]) }, signature.ErrArchive},
		"no record":            {func(e []tarEntry) []tarEntry { return e[2:] }, signature.ErrArchive},
		"another document's record": {func(e []tarEntry) []tarEntry {
			h := *e[0].header
			h.Name = "records/" + signature.DigestOf(otherData).String() + ".json"
			return append([]tarEntry{{&h, otherData}}, e...)
		}, signature.ErrArchive},
		"unknown blob": {func(e []tarEntry) []tarEntry {
			h := *e[0].header
			h.Name = "blobs/" + signature.DigestOf([]byte("x")).String()
			return append(e, tarEntry{&h, []byte("x")})
		}, signature.ErrArchive},
		"other file":    {func(e []tarEntry) []tarEntry { last(e).header.Name = "../x"; return e }, signature.ErrArchive},
		"link":          {func(e []tarEntry) []tarEntry { last(e).header.Typeflag, last(e).data = tar.TypeSymlink, nil; return e }, signature.ErrArchive},
		"another owner": {func(e []tarEntry) []tarEntry { last(e).header.Uid = 1; return e }, signature.ErrArchive},
		"extended header": {func(e []tarEntry) []tarEntry {
			last(e).header.Format, last(e).header.PAXRecords = tar.FormatPAX, map[string]string{"comment": "x"}
			return e
		}, signature.ErrArchive},
	}
	store := openFolder(t, t.TempDir())
	for name, tt := range edits {
		if err := importInto(t, store, pack(t, tt.edit(unpack(t, whole)))); !errors.Is(err, tt.want) {
			t.Errorf("%s: error %v, want %v", name, err, tt.want)
		}
	}
	for name, data := range map[string][]byte{
		"empty":         {},
		"cut short":     whole[:len(whole)-512],
		"cut in a file": whole[:700],
		"data behind":   append(bytes.Clone(whole), make([]byte, 512)...),
		"end disturbed": append(bytes.Clone(whole[:len(whole)-1]), 1),
		"padding":       append(append(bytes.Clone(whole[:len(whole)-1025]), 1), whole[len(whole)-1024:]...),
	} {
		if err := importInto(t, store, data); !errors.Is(err, signature.ErrArchive) {
			t.Errorf("%s: error %v, want %v", name, err, signature.ErrArchive)
		}
	}
	for document, err := range store.Documents(t.Context()) {
		t.Errorf("document %s was kept, %v", document, err)
	}
	if err := importInto(t, store, whole); err != nil {
		t.Error(err)
	}
}

// TestImportBelievesNoSize: a size that the file does not have is no reason to
// take memory or to believe in zeros.
func TestImportBelievesNoSize(t *testing.T) {
	whole := archive(t)
	store := openFolder(t, t.TempDir())
	_, err := signature.ImportRecords(t.Context(), store, bytes.NewReader(whole[:2000]), int64(len(whole)))
	if !errors.Is(err, signature.ErrArchive) {
		t.Errorf("error %v, want %v", err, signature.ErrArchive)
	}
}

func FuzzImportRecords(f *testing.F) {
	whole := archive(f)
	f.Add(whole)
	f.Add(whole[:len(whole)-512])
	f.Add(append(bytes.Clone(whole[512:]), whole[:512]...))
	f.Add(make([]byte, 1024))
	store := openFolder(f, f.TempDir())
	f.Fuzz(func(t *testing.T, data []byte) {
		document, err := signature.ImportRecords(t.Context(), store, bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		defer store.Destroy(t.Context(), document)
		var again bytes.Buffer
		if err := signature.ExportRecords(t.Context(), store, document, &again); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), data) {
			t.Errorf("what was read is written otherwise: %d bytes, then %d", len(data), again.Len())
		}
	})
}
