package sqlstore_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
	"github.com/motcua/motcua/signature/sqlstore"
)

// The environment of a child process: where its store is, and its first document.
const (
	childFolder = "MOTCUA_TEST_FOLDER"
	childURL    = "MOTCUA_TEST_URL"
	childFirst  = "MOTCUA_TEST_FIRST"
)

// closer is a store that can be closed.
type closer interface {
	signature.EvidenceStore
	signature.DocumentLister
	Close() error
}

// openEither opens a folder, or a database where none is named.
func openEither(ctx context.Context, folder, url string) (closer, error) {
	if folder != "" {
		return signature.OpenFolderStore(ctx, folder)
	}
	return sqlstore.Open(ctx, url)
}

func TestMain(m *testing.M) {
	if first, err := strconv.Atoi(os.Getenv(childFirst)); err == nil {
		fmt.Println(crashChild(context.Background(), first))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// crashChild is what TestKill starts and kills. It saves documents and destroys
// every third, and says what it was told.
func crashChild(ctx context.Context, first int) error {
	store, err := openEither(ctx, os.Getenv(childFolder), os.Getenv(childURL))
	if err != nil {
		return err
	}
	for document := first; ; document++ {
		r, blobs := recordtest.Sample(document, 1)
		if err := store.Save(ctx, r, blobs); err != nil {
			return err
		}
		fmt.Printf("saved %d\n", document)
		if document%3 != 0 {
			continue
		}
		fmt.Printf("destroying %d\n", document)
		if _, err := store.Destroy(ctx, r.Document.SHA256); err != nil {
			return err
		}
		fmt.Printf("destroyed %d\n", document)
	}
}

// heard is what the children of TestKill said.
type heard struct {
	mu                           sync.Mutex
	saved, destroying, destroyed map[int]bool
}

// listen notes what a child says, and returns what it did not understand: words
// that were cut short, or an error. The first word calls begins.
func (h *heard) listen(lines *bufio.Scanner, begins func()) (other string) {
	for first := true; lines.Scan(); first = false {
		if first {
			begins()
		}
		var word string
		var document int
		if n, err := fmt.Sscan(lines.Text(), &word, &document); n != 2 || err != nil {
			other = lines.Text()
			continue
		}
		h.mu.Lock()
		switch word {
		case "saved":
			h.saved[document] = true
		case "destroying":
			h.destroying[document] = true
		case "destroyed":
			h.destroyed[document] = true
		}
		h.mu.Unlock()
	}
	return other
}

// runAndKill starts a child and kills it some time after it began.
func (h *heard) runAndKill(folder, url string, first int, after time.Duration) error {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+folder, childURL+"="+url, childFirst+"="+strconv.Itoa(first))
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := child.Start(); err != nil {
		return err
	}
	other := h.listen(bufio.NewScanner(out), func() {
		time.AfterFunc(after, func() { child.Process.Kill() })
	})
	var exit *exec.ExitError
	if err := child.Wait(); !errors.As(err, &exit) || exit.Exited() {
		return fmt.Errorf("the child ended by itself: %s, %w", other, err)
	}
	return nil
}

// TestKill kills processes while they save and destroy, two at a time, and
// checks that what they were told to be kept is there, whole, and what was
// destroyed is not.
func TestKill(t *testing.T) {
	const rounds = 6
	for _, kind := range append([]database{{"folder", nil}}, databases()...) {
		t.Run(kind.name, func(t *testing.T) {
			var folder, url string
			if kind.url == nil {
				folder = t.TempDir()
			} else {
				url = kind.url(t)
			}
			h := &heard{saved: map[int]bool{}, destroying: map[int]bool{}, destroyed: map[int]bool{}}
			for round := range rounds {
				errs := make([]error, 2)
				var group sync.WaitGroup
				for i := range errs {
					after := time.Duration(rand.IntN(300)) * time.Millisecond
					group.Go(func() { errs[i] = h.runAndKill(folder, url, 3+100_000*(2*round+i), after) })
				}
				group.Wait()
				if err := errors.Join(errs...); err != nil {
					t.Fatal(err)
				}
				h.check(t, folder, url)
			}
			t.Logf("%d saved, %d destroyed in %d kills", len(h.saved), len(h.destroyed), 2*rounds)
			if len(h.saved) == 0 || len(h.destroyed) == 0 {
				t.Error("the children came to nothing")
			}
		})
	}
}

func (h *heard) check(t *testing.T, folder, url string) {
	t.Helper()
	store, err := openEither(t.Context(), folder, url)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	named := map[signature.Digest]bool{}
	visible := map[signature.Digest]bool{}
	for document, err := range store.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		visible[document] = true
		records, err := store.Load(t.Context(), document)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if err := r.CheckBlobs(t.Context(), store); err != nil {
				t.Error(err)
			}
			for _, b := range r.Blobs {
				named[b.SHA256] = true
			}
		}
	}
	for document := range h.saved {
		r, _ := recordtest.Sample(document, 1)
		is := visible[r.Document.SHA256]
		if h.destroyed[document] && is || !h.destroying[document] && !is {
			t.Errorf("document %d: visible %t, destroyed %t", document, is, h.destroyed[document])
		}
	}
	if folder != "" {
		checkFolder(t, folder, len(named))
	}
}

// checkFolder looks for blobs that no record names and for anything that waits.
func checkFolder(t *testing.T, folder string, blobs int) {
	t.Helper()
	count := func(part string) (files []string) {
		err := filepath.WalkDir(filepath.Join(folder, part), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	if n := len(count("blobs")); n != blobs {
		t.Errorf("%d blobs, but records name %d", n, blobs)
	}
	if waiting := count("pending"); len(waiting) > 0 {
		t.Errorf("after opening, %v is waiting", waiting)
	}
}
