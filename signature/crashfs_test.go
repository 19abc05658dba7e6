package signature

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
)

// errCrash is what a file system answers once the power is gone, and errFault
// what it answers to the one operation that fails.
var (
	errCrash = errors.New("no power")
	errFault = errors.New("input/output error")
)

// crashFS is a file system in memory that keeps apart what programs see and what
// the disk holds. An entry of a folder is on the disk for sure after the folder
// was synced, the content of a file after the file was; before, chance decides.
// The old name of what was renamed does not go before the new one is there, but
// may stay on beside it.
type crashFS struct {
	chance *rand.Rand
	inodes []*crashFile
	seen   crashEntries
	disk   crashEntries
	log    []*crashOp // what is seen and may not be on the disk

	ops     int // operations that change something, so far
	crashAt int // the power goes before this one; 0 never
	faultAt int // this one fails; 0 none
}

// crashEntries are the entries of each folder: inodes, -1 for a folder.
type crashEntries map[string]map[string]int

func (e crashEntries) find(name string) (inode int, ok bool) {
	inode, ok = e[path.Dir(name)][path.Base(name)]
	return inode, ok
}

func (e crashEntries) clone() crashEntries {
	out := crashEntries{}
	for dir, entries := range e {
		out[dir] = maps.Clone(entries)
	}
	return out
}

type crashFile struct{ content, synced []byte }

// crashOp is one change of an entry: it gains the inode, or goes.
type crashOp struct {
	name  string
	gone  bool
	inode int
	after *crashOp // the one that must be on the disk before; nil for none
}

func newCrashFS(seed uint64) *crashFS {
	return &crashFS{chance: rand.New(rand.NewPCG(seed, 1)), seen: crashEntries{".": {}}, disk: crashEntries{".": {}}}
}

// clone is the same file system with another fate.
func (c *crashFS) clone(seed uint64) *crashFS {
	next := newCrashFS(seed)
	next.seen, next.disk, next.ops = c.seen.clone(), c.disk.clone(), c.ops
	for _, f := range c.inodes {
		next.inodes = append(next.inodes, &crashFile{bytes.Clone(f.content), bytes.Clone(f.synced)})
	}
	next.log = slices.Clone(c.log)
	return next
}

// restart is the file system after a crash and the next start of the machine.
func (c *crashFS) restart() *crashFS {
	next := newCrashFS(c.chance.Uint64())
	lost := map[*crashOp]bool{}
	for _, op := range c.log {
		lost[op] = lost[op.after] || c.chance.IntN(2) == 0
	}
	c.reach(func(op *crashOp) bool { return !lost[op] })
	next.copyDisk(c, ".")
	return next
}

// copyDisk takes over what can be reached on the disk of another.
func (c *crashFS) copyDisk(old *crashFS, dir string) {
	c.seen[dir], c.disk[dir] = map[string]int{}, map[string]int{}
	for name, inode := range old.disk[dir] {
		if inode < 0 {
			c.seen[dir][name], c.disk[dir][name] = -1, -1
			c.copyDisk(old, path.Join(dir, name))
			continue
		}
		f := old.inodes[inode]
		content := f.synced
		if content == nil { // never synced: a part of it, and rubbish
			content = append(bytes.Clone(f.content[:old.chance.IntN(len(f.content)+1)]), make([]byte, old.chance.IntN(3))...)
		}
		c.seen[dir][name], c.disk[dir][name] = len(c.inodes), len(c.inodes)
		c.inodes = append(c.inodes, &crashFile{content: content, synced: content})
	}
}

func (op *crashOp) apply(entries crashEntries) {
	dir, base := path.Split(op.name)
	dir = path.Clean(dir)
	if op.gone {
		delete(entries[dir], base)
		return
	}
	if entries[dir] == nil {
		entries[dir] = map[string]int{}
	}
	entries[dir][base] = op.inode
	if op.inode < 0 && entries[op.name] == nil {
		entries[op.name] = map[string]int{}
	}
}

// step counts an operation and tells whether it may be done.
func (c *crashFS) step() error {
	c.ops++
	switch {
	case c.crashAt > 0 && c.ops >= c.crashAt:
		return errCrash
	case c.ops == c.faultAt:
		return errFault
	}
	return nil
}

func (c *crashFS) change(op *crashOp) {
	op.apply(c.seen)
	c.log = append(c.log, op)
}

// reach brings changes to the disk, in their order, with those that must come
// before.
func (c *crashFS) reach(wanted func(*crashOp) bool) {
	take := map[*crashOp]bool{}
	for _, op := range c.log {
		if wanted(op) {
			take[op], take[op.after] = true, true
		}
	}
	c.log = slices.DeleteFunc(c.log, func(op *crashOp) bool {
		if take[op] {
			op.apply(c.disk)
		}
		return take[op]
	})
}

func (c *crashFS) Create(name string) (folderFile, error) {
	if err := c.step(); err != nil {
		return nil, err
	}
	c.inodes = append(c.inodes, &crashFile{})
	c.change(&crashOp{name: name, inode: len(c.inodes) - 1})
	return &crashWriter{c, c.inodes[len(c.inodes)-1]}, nil
}

type crashWriter struct {
	fs *crashFS
	f  *crashFile
}

func (w *crashWriter) Write(p []byte) (int, error) {
	if err := w.fs.step(); err != nil {
		return 0, err
	}
	w.f.content = append(w.f.content, p...)
	return len(p), nil
}

func (w *crashWriter) Sync() error {
	if err := w.fs.step(); err != nil {
		return err
	}
	w.f.synced = bytes.Clone(w.f.content)
	return nil
}

func (w *crashWriter) Close() error { return nil }

func (c *crashFS) file(name string) (*crashFile, error) {
	inode, ok := c.seen.find(name)
	if !ok || inode < 0 {
		return nil, fs.ErrNotExist
	}
	return c.inodes[inode], nil
}

func (c *crashFS) Open(name string) (io.ReadCloser, error) {
	f, err := c.file(name)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(f.content)), nil
}

func (c *crashFS) Size(name string) (int64, error) {
	f, err := c.file(name)
	if err != nil {
		return 0, err
	}
	return int64(len(f.content)), nil
}

func (c *crashFS) Rename(from, to string) error {
	if err := c.step(); err != nil {
		return err
	}
	inode, ok := c.seen.find(from)
	if !ok {
		return fs.ErrNotExist
	}
	linked := &crashOp{name: to, inode: inode}
	c.change(linked)
	c.change(&crashOp{name: from, gone: true, after: linked})
	return nil
}

func (c *crashFS) Remove(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	if _, err := c.file(name); err != nil {
		return err
	}
	c.change(&crashOp{name: name, gone: true})
	return nil
}

func (c *crashFS) Mkdir(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	if _, ok := c.seen.find(name); ok {
		return fs.ErrExist
	}
	c.change(&crashOp{name: name, inode: -1})
	return nil
}

func (c *crashFS) ReadDir(name string) ([]string, error) {
	if _, ok := c.seen[name]; !ok {
		return nil, fs.ErrNotExist
	}
	return slices.Collect(maps.Keys(c.seen[name])), nil
}

// SyncDir sees to the entries of one folder.
func (c *crashFS) SyncDir(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	c.reach(func(op *crashOp) bool { return path.Dir(op.name) == name })
	return nil
}

func (c *crashFS) Close() error { return nil }
