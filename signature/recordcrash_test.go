package signature

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"
)

// crashRecord makes a record with a blob that all documents share and one of
// its own.
func crashRecord(t *testing.T, document string) (*Record, Blobs) {
	t.Helper()
	blobs := Blobs{}
	r := &Record{
		Document: DocumentKey{SHA256: DigestOf([]byte(document)), Size: 1},
		JudgedAt: mustTime(t, "2024-05-17T08:30:00Z"),
		Software: Software{Name: "test", Version: "1"},
		Options:  RecordedOptions{Facts: Facts{Direction: Outgoing}},
		Verdict:  []byte(`{}`),
	}
	r.Keep(blobs, BlobCRL, []byte("shared"))
	r.Keep(blobs, BlobTimestamp, []byte("own of "+document))
	return r, blobs
}

// crashStep is one thing that is done to the store.
type crashStep struct {
	destroy  bool
	document string
}

// crashScript saves, saves again, shares and destroys; the last document takes
// the shared blob away with it and brings it back.
func crashScript() []crashStep {
	return []crashStep{
		{false, "a"}, {false, "a"}, {false, "b"}, {false, "a"}, {false, "c"}, {true, "a"}, {true, "b"}, {true, "c"}, {false, "a"},
	}
}

// crashState is what callers were told: accepted documents must be there, gone
// ones must not, and those that were under way when it broke may be either.
type crashState struct{ accepted, open map[string]bool }

// run plays the script until an error, and tells what callers know then. After
// an error that is no crash it goes on, as a program would with its next document.
func runCrashScript(t *testing.T, s *FolderStore) crashState {
	t.Helper()
	state := crashState{accepted: map[string]bool{}, open: map[string]bool{}}
	for _, step := range crashScript() {
		r, blobs := crashRecord(t, step.document)
		var err error
		if step.destroy {
			_, err = s.Destroy(t.Context(), r.Document.SHA256)
		} else {
			err = s.Save(t.Context(), r, blobs)
		}
		switch {
		case err == nil:
			state.accepted[step.document] = !step.destroy
			delete(state.open, step.document)
		case errors.Is(err, errCrash):
			state.open[step.document] = true
			return state
		case errors.Is(err, errFault):
			state.open[step.document] = true
		default:
			t.Fatalf("%+v: %v", step, err)
		}
	}
	return state
}

func crashStore(fs *crashFS) *FolderStore {
	return &FolderStore{fs: fs, lock: func(context.Context) (func() error, error) {
		return func() error { return nil }, nil
	}}
}

// check holds the store against what callers were told, and looks for anything
// that should not be in the folder.
func (state crashState) check(t *testing.T, fs *crashFS) {
	t.Helper()
	if err := crashStore(fs).prepare(t.Context()); err != nil {
		t.Fatalf("opening after the crash: %v", err)
	}
	state.checkOpen(t, fs)
}

// checkOpen does the same in a folder that nobody opens anew.
func (state crashState) checkOpen(t *testing.T, fs *crashFS) {
	t.Helper()
	s := crashStore(fs)
	allowed := map[string]bool{folderFormat: true}
	for _, document := range []string{"a", "b", "c"} {
		want, _ := crashRecord(t, document)
		records, err := s.Load(t.Context(), want.Document.SHA256)
		if err != nil && !errors.Is(err, ErrNoRecord) {
			t.Errorf("document %s: %v", document, err)
		}
		if !state.open[document] && state.accepted[document] != (len(records) == 1) {
			t.Errorf("document %s: %d records, accepted %t", document, len(records), state.accepted[document])
		}
		for _, r := range records {
			if err := r.CheckBlobs(t.Context(), s); err != nil {
				t.Errorf("document %s: %v", document, err)
			}
			data, err := r.Encode()
			if err != nil {
				t.Fatal(err)
			}
			allowed[recordName(want.Document.SHA256, DigestOf(data))] = true
			for _, b := range r.Blobs {
				allowed[blobName(b.SHA256)] = true
			}
		}
	}
	for dir, entries := range fs.seen {
		for name, inode := range entries {
			if name = path.Join(dir, name); inode >= 0 && !allowed[name] {
				t.Errorf("%s is left over", name)
			}
		}
	}
}

// emptyFolder is a file system with an empty store, all on the disk.
func emptyFolder(t *testing.T) *crashFS {
	t.Helper()
	fs := newCrashFS(0)
	if err := crashStore(fs).prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return fs
}

// TestFolderSurvivesPowerLoss cuts the power before every operation of the
// script, with what is not synced on the disk or not, as chance has it.
func TestFolderSurvivesPowerLoss(t *testing.T) {
	empty := emptyFolder(t)
	rehearsal := empty.clone(0)
	if state := runCrashScript(t, crashStore(rehearsal)); len(state.open) > 0 {
		t.Fatalf("the script itself fails at %v", state.open)
	}
	t.Logf("%d operations to make the folder, %d for the script", empty.ops, rehearsal.ops-empty.ops)
	for op := empty.ops + 1; op <= rehearsal.ops+1; op++ {
		for seed := range uint64(8) {
			fs := empty.clone(seed)
			fs.crashAt = op
			state := runCrashScript(t, crashStore(fs))
			state.check(t, fs.restart())
			if t.Failed() {
				t.Fatalf("power lost before operation %d, seed %d", op, seed)
			}
		}
	}
}

// TestFolderSurvivesPowerLossTwice cuts the power again while the folder is being
// put in order.
func TestFolderSurvivesPowerLossTwice(t *testing.T) {
	empty := emptyFolder(t)
	for seed := range uint64(400) {
		fs := empty.clone(seed)
		fs.crashAt = fs.ops + 1 + fs.chance.IntN(100)
		state := runCrashScript(t, crashStore(fs))
		fs = fs.restart()
		fs.crashAt = 1 + fs.chance.IntN(12)
		if err := crashStore(fs).prepare(t.Context()); err != nil && !errors.Is(err, errCrash) {
			t.Fatal(err)
		}
		state.check(t, fs.restart())
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestFolderMadeThroughPowerLoss cuts the power while the folder is made.
func TestFolderMadeThroughPowerLoss(t *testing.T) {
	for op := emptyFolder(t).ops; op > 0; op -= 1 + op/40 {
		fs := newCrashFS(uint64(op))
		fs.crashAt = op
		if err := crashStore(fs).prepare(t.Context()); !errors.Is(err, errCrash) {
			t.Fatalf("before operation %d: %v", op, err)
		}
		fs = fs.restart()
		state := crashState{}
		state.check(t, fs)
		if state := runCrashScript(t, crashStore(fs)); len(state.open) > 0 {
			t.Errorf("before operation %d: the folder cannot be used", op)
		}
	}
}

// TestFolderSurvivesFaults lets every operation fail once. What failed may be
// done or not, the rest must be as callers were told, and the next change puts
// the folder in order.
func TestFolderSurvivesFaults(t *testing.T) {
	empty := emptyFolder(t)
	rehearsal := empty.clone(0)
	runCrashScript(t, crashStore(rehearsal))
	for op := empty.ops + 1; op <= rehearsal.ops; op++ {
		fs := empty.clone(uint64(op))
		fs.faultAt = op
		state := runCrashScript(t, crashStore(fs))
		r, blobs := crashRecord(t, "b")
		if err := crashStore(fs).Save(t.Context(), r, blobs); err != nil {
			t.Fatal(err)
		}
		state.accepted["b"] = true
		delete(state.open, "b")
		state.checkOpen(t, fs)
		if t.Failed() {
			t.Fatalf("operation %d failed", op)
		}
	}
}

// TestFolderSurvivesFaultAndPowerLoss cuts the power some time after a fault:
// what was visible but not on the disk must not be taken for kept.
func TestFolderSurvivesFaultAndPowerLoss(t *testing.T) {
	empty := emptyFolder(t)
	rehearsal := empty.clone(0)
	runCrashScript(t, crashStore(rehearsal))
	for op := empty.ops + 1; op <= rehearsal.ops; op++ {
		for seed := range uint64(16) {
			fs := empty.clone(seed)
			fs.faultAt, fs.crashAt = op, op+1+fs.chance.IntN(60)
			state := runCrashScript(t, crashStore(fs))
			state.check(t, fs.restart())
			if t.Failed() {
				t.Fatalf("operation %d failed, power lost before %d, seed %d", op, fs.crashAt, seed)
			}
		}
	}
}

// TestFolderLeavesNothing: what was destroyed is gone from the disk, however
// soon the power goes.
func TestFolderLeavesNothing(t *testing.T) {
	empty := emptyFolder(t)
	for seed := range uint64(20) {
		fs := empty.clone(seed)
		s := crashStore(fs)
		r, blobs := crashRecord(t, "a")
		if err := s.Save(t.Context(), r, blobs); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Destroy(t.Context(), r.Document.SHA256); err != nil {
			t.Fatal(err)
		}
		for dir, entries := range fs.restart().seen {
			for name, inode := range entries {
				if inode >= 0 && name != folderFormat {
					t.Errorf("%s/%s is left over", dir, name)
				}
			}
		}
	}
}

// TestCrashFSLoses: the file system of these tests forgets what was not synced.
func TestCrashFSLoses(t *testing.T) {
	outcomes := map[string]bool{}
	for seed := range uint64(500) {
		fs := newCrashFS(seed)
		if err := fs.Mkdir("d"); err != nil {
			t.Fatal(err)
		}
		if err := fs.SyncDir("."); err != nil {
			t.Fatal(err)
		}
		f, err := fs.Create("d/f")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte("content")); err != nil {
			t.Fatal(err)
		}
		after := fs.restart()
		got, err := after.file("d/f")
		switch {
		case err != nil:
			outcomes["lost"] = true
		case string(got.content) != "content":
			outcomes["torn"] = true
		default:
			outcomes["kept"] = true
		}
	}
	if len(outcomes) != 3 {
		t.Errorf("outcomes %v, want lost, torn and kept", outcomes)
	}
}

// TestFolderNames: nothing but digests makes a path.
func TestFolderNames(t *testing.T) {
	d, id := DigestOf([]byte("document")), DigestOf([]byte("record"))
	name := recordName(d, id)
	if document, record, ok := splitRecordName(name); !ok || document != d || record != id {
		t.Errorf("splitRecordName(%s) = %s, %s, %t", name, document, record, ok)
	}
	for _, wrong := range []string{
		"", "records", strings.TrimSuffix(name, recordSuffix), name + recordSuffix, strings.ToUpper(name),
		path.Join(folderRecords, "zz", path.Base(name)), "records/../" + path.Base(name),
		fmt.Sprintf("records/%s/%s-%s.json", d.String()[:2], d, "x"),
	} {
		if _, _, ok := splitRecordName(wrong); ok {
			t.Errorf("splitRecordName(%q) accepts it", wrong)
		}
	}
}
