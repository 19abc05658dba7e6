package signature_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

func TestFolderStore(t *testing.T) {
	err := recordtest.CheckStore(t.Context(), func(ctx context.Context) (signature.EvidenceStore, error) {
		store, err := signature.OpenFolderStore(ctx, t.TempDir())
		if err == nil {
			t.Cleanup(func() { store.Close() })
		}
		return store, err
	})
	if err != nil {
		t.Error(err)
	}
}

// files lists the files of an evidence folder that hold evidence.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != "lock" && d.Name() != "format" {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func openFolder(t testing.TB, dir string) *signature.FolderStore {
	t.Helper()
	store, err := signature.OpenFolderStore(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// TestFolderForgetsFailures: what was not kept leaves no file.
func TestFolderForgetsFailures(t *testing.T) {
	dir := t.TempDir()
	store := openFolder(t, dir)
	r, blobs := recordtest.Sample(1, 1)
	blobs[r.Receipt] = []byte("altered")
	if err := store.Save(t.Context(), r, blobs); !errors.Is(err, signature.ErrBlob) {
		t.Errorf("error %v, want %v", err, signature.ErrBlob)
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

// TestFolderFindsDamage: what was altered on the disk is not given out.
func TestFolderFindsDamage(t *testing.T) {
	dir := t.TempDir()
	store := openFolder(t, dir)
	r, blobs := recordtest.Sample(1, 1)
	if err := store.Save(t.Context(), r, blobs); err != nil {
		t.Fatal(err)
	}
	for _, path := range files(t, dir) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.ReplaceAll(data, []byte("t"), []byte("T")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.Load(t.Context(), r.Document.SHA256); !errors.Is(err, signature.ErrRecord) {
		t.Errorf("Load: error %v, want %v", err, signature.ErrRecord)
	}
	if err := r.CheckBlobs(t.Context(), store); !errors.Is(err, signature.ErrBlob) {
		t.Errorf("CheckBlobs: error %v, want %v", err, signature.ErrBlob)
	}
	if _, err := store.Destroy(t.Context(), r.Document.SHA256); err != nil {
		t.Errorf("Destroy: %v", err)
	}
	if left := files(t, dir); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

// TestFolderMendsLength: a blob that was cut short is written again.
func TestFolderMendsLength(t *testing.T) {
	dir := t.TempDir()
	store := openFolder(t, dir)
	first, blobs := recordtest.Sample(1, 1)
	if err := store.Save(t.Context(), first, blobs); err != nil {
		t.Fatal(err)
	}
	list := first.Signatures[0].Revocation[0].Evidence.String()
	if err := os.Truncate(filepath.Join(dir, "blobs", list[:2], list), 3); err != nil {
		t.Fatal(err)
	}
	second, blobs := recordtest.Sample(2, 1)
	if err := store.Save(t.Context(), second, blobs); err != nil {
		t.Fatal(err)
	}
	if err := first.CheckBlobs(t.Context(), store); err != nil {
		t.Error(err)
	}
}

func TestOpenFolderStoreRefuses(t *testing.T) {
	other, version, link := t.TempDir(), t.TempDir(), t.TempDir()
	write := func(path, content string) {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(other, "letter.pdf"), "%PDF")
	write(filepath.Join(version, "format"), "motcua evidence folder, version 2\n")
	write(filepath.Join(link, "records"), "a file")
	for _, dir := range []string{other, version} {
		if _, err := signature.OpenFolderStore(t.Context(), dir); !errors.Is(err, signature.ErrEvidenceFolder) {
			t.Errorf("error %v, want %v", err, signature.ErrEvidenceFolder)
		}
	}
	if entries, err := os.ReadDir(other); err != nil || len(entries) != 1 {
		t.Errorf("a folder of something else was written to: %v, %v", entries, err)
	}
	if _, err := signature.OpenFolderStore(t.Context(), link); err == nil {
		t.Error("a file where a folder belongs is accepted")
	}
}

// TestFolderWaits: who must wait for another process ends with the context.
func TestFolderWaits(t *testing.T) {
	dir := t.TempDir()
	first, second := openFolder(t, dir), openFolder(t, dir)
	r, blobs := recordtest.Sample(1, 1)
	held, release := make(chan struct{}), make(chan struct{})
	saved := make(chan error, 1)
	go func() { saved <- first.Save(t.Context(), r, &waiting{Blobs: blobs, held: held, release: release}) }()
	<-held
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := second.Save(ctx, r, blobs); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
	}
	close(release)
	if err := <-saved; err != nil {
		t.Fatal(err)
	}
	other, blobs := recordtest.Sample(2, 1)
	if err := second.Save(t.Context(), other, blobs); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

// waiting says when it is first asked, and answers when it is released.
type waiting struct {
	signature.Blobs
	once          sync.Once
	held, release chan struct{}
}

func (w *waiting) OpenBlob(ctx context.Context, d signature.Digest) (io.ReadCloser, error) {
	w.once.Do(func() { close(w.held) })
	<-w.release
	return w.Blobs.OpenBlob(ctx, d)
}
