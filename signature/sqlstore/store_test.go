package sqlstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
	"github.com/motcua/motcua/signature/signerregister"
	"github.com/motcua/motcua/signature/sqlstore"
)

// database makes the URLs of empty databases of one kind.
type database struct {
	name string
	url  func(testing.TB) string
}

func sqliteURL(tb testing.TB) string {
	return (&url.URL{Scheme: "sqlite", Path: filepath.ToSlash(filepath.Join(tb.TempDir(), "kho chứng cứ #1?.db"))}).String()
}

// open opens a store that the test closes.
func open(tb testing.TB, url string) *sqlstore.Store {
	tb.Helper()
	store, err := sqlstore.Open(tb.Context(), url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	return store
}

// each runs a test for every kind of database.
func each(t *testing.T, f func(t *testing.T, db database)) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) { f(t, db) })
	}
}

func TestStore(t *testing.T) {
	each(t, func(t *testing.T, db database) {
		err := recordtest.CheckStore(t.Context(), func(context.Context) (signature.EvidenceStore, error) {
			return open(t, db.url(t)), nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestRegister(t *testing.T) {
	each(t, func(t *testing.T, db database) {
		err := recordtest.CheckRegister(t.Context(), func(ctx context.Context, entries []signature.RegisterEntry) (signature.Register, error) {
			register, refused := signerregister.New(entries)
			if len(refused) > 0 {
				return nil, fmt.Errorf("refused: %+v", refused)
			}
			store := open(t, db.url(t))
			return store, store.ReplaceRegister(ctx, register)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestReplaceRegister: what is put in comes out again, and nothing of what was
// there before.
func TestReplaceRegister(t *testing.T) {
	each(t, func(t *testing.T, db database) {
		store := open(t, db.url(t))
		for _, n := range []int{450, 1, 0, 201} {
			var entries []signature.RegisterEntry
			for i := range n {
				entries = append(entries, signature.RegisterEntry{
					CertificateSHA256: signature.DigestOf(fmt.Append(nil, n, i)),
					Registration:      signature.Registration{Role: signature.RolePerson, Holder: fmt.Sprint("số ", i)},
				})
			}
			register, _ := signerregister.New(entries)
			if err := store.ReplaceRegister(t.Context(), register); err != nil {
				t.Fatal(err)
			}
			got, err := store.Register(t.Context())
			if err != nil || len(got.Entries()) != n {
				t.Fatalf("%d entries, error %v, want %d", len(got.Entries()), err, n)
			}
			for i, e := range got.Entries() {
				if e.CertificateSHA256 != entries[i].CertificateSHA256 || e.Registration != entries[i].Registration {
					t.Fatalf("entry %d is %+v, want %+v", i, e, entries[i])
				}
			}
		}
	})
}

// TestOpenAtOnce: several processes may start with an empty database.
func TestOpenAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db database) {
		url := db.url(t)
		errs := make([]error, 6)
		var group sync.WaitGroup
		for i := range errs {
			group.Go(func() {
				store, err := sqlstore.Open(t.Context(), url)
				if err != nil {
					errs[i] = err
					return
				}
				r, blobs := recordtest.Sample(i, 1)
				errs[i] = errors.Join(store.Save(t.Context(), r, blobs), store.Close())
			})
		}
		group.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		count := 0
		for _, err := range open(t, url).Documents(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			count++
		}
		if count != len(errs) {
			t.Errorf("%d documents, want %d", count, len(errs))
		}
	})
}

// TestHandlesShareBlobs: two handles save and destroy what they share.
func TestHandlesShareBlobs(t *testing.T) {
	each(t, func(t *testing.T, db database) {
		url := db.url(t)
		errs := make([]error, 4)
		var group sync.WaitGroup
		for i := range errs {
			store := open(t, url)
			group.Go(func() {
				for n := range 8 {
					r, blobs := recordtest.Sample(10*i+n, 1)
					if err := store.Save(t.Context(), r, blobs); err != nil {
						errs[i] = err
						return
					}
					if _, err := store.Destroy(t.Context(), r.Document.SHA256); n%2 == 0 && err != nil {
						errs[i] = err
						return
					}
				}
			})
		}
		group.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Error(err)
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	for _, url := range []string{
		"", "sqlite", "sqlite:", "sqlite://", "sqlite://host/file.db", "sqlite:///a.db?mode=memory", "sqlite:///%zz", "mysql://secret@host/db", "/var/lib/a.db",
	} {
		_, err := sqlstore.Open(t.Context(), url)
		if !errors.Is(err, sqlstore.ErrURL) {
			t.Errorf("Open(%q): error %v, want %v", url, err, sqlstore.ErrURL)
		}
		if err != nil && bytes.Contains([]byte(err.Error()), []byte("secret")) {
			t.Errorf("the error repeats the URL: %v", err)
		}
	}
}

// TestSQLiteLeavesNothing: what was destroyed is in no file any more.
func TestSQLiteLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	store := open(t, "sqlite://"+filepath.ToSlash(dir)+"/store.db")
	r, blobs := recordtest.Sample(1, 1)
	mark := bytes.Repeat([]byte("chỉ của văn bản này "), 100_000)
	r.Keep(blobs, signature.BlobCRL, mark)
	if err := store.Save(t.Context(), r, blobs); err != nil {
		t.Fatal(err)
	}
	marks := [][]byte{mark[:40], []byte("document 1"), r.Receipt[:]}
	if found := search(t, dir, marks); found != len(marks) {
		t.Fatalf("%d of %d marks are found before", found, len(marks))
	}
	if _, err := store.Destroy(t.Context(), r.Document.SHA256); err != nil {
		t.Fatal(err)
	}
	if found := search(t, dir, marks); found != 0 {
		t.Errorf("%d marks are left over", found)
	}
}

// search counts the marks that stand in any file of a folder.
func search(t *testing.T, dir string, marks [][]byte) int {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	found := 0
	for _, m := range marks {
		if bytes.Contains(all, m) {
			found++
		}
	}
	return found
}
