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
// A rename is on the disk whole or not at all.
type crashFS struct {
	chance *rand.Rand
	inodes []*crashFile
	seen   crashEntries
	disk   crashEntries
	log    []crashOp // what is seen and may not be on the disk

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

// crashOp is one change of entries: to gains the inode, from loses it.
type crashOp struct {
	from, to string
	inode    int
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
	for _, op := range c.log {
		if c.chance.IntN(2) == 0 {
			op.apply(c.disk)
		}
	}
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

func (op crashOp) apply(entries crashEntries) {
	if op.from != "" {
		delete(entries[path.Dir(op.from)], path.Base(op.from))
	}
	if op.to == "" {
		return
	}
	dir := path.Dir(op.to)
	if entries[dir] == nil {
		entries[dir] = map[string]int{}
	}
	entries[dir][path.Base(op.to)] = op.inode
	if op.inode < 0 && entries[op.to] == nil {
		entries[op.to] = map[string]int{}
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

func (c *crashFS) change(op crashOp) {
	op.apply(c.seen)
	c.log = append(c.log, op)
}

func (c *crashFS) Create(name string) (folderFile, error) {
	if err := c.step(); err != nil {
		return nil, err
	}
	c.inodes = append(c.inodes, &crashFile{})
	c.change(crashOp{to: name, inode: len(c.inodes) - 1})
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
	c.change(crashOp{from: from, to: to, inode: inode})
	return nil
}

func (c *crashFS) Remove(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	if _, err := c.file(name); err != nil {
		return err
	}
	c.change(crashOp{from: name})
	return nil
}

func (c *crashFS) Mkdir(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	if _, ok := c.seen.find(name); ok {
		return fs.ErrExist
	}
	c.change(crashOp{to: name, inode: -1})
	return nil
}

func (c *crashFS) ReadDir(name string) ([]string, error) {
	if _, ok := c.seen[name]; !ok {
		return nil, fs.ErrNotExist
	}
	return slices.Collect(maps.Keys(c.seen[name])), nil
}

// SyncDir sees to the entries of one folder, in both directions of a rename.
func (c *crashFS) SyncDir(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	var open []crashOp
	for _, op := range c.log {
		if op.from != "" && path.Dir(op.from) == name || op.to != "" && path.Dir(op.to) == name {
			op.apply(c.disk)
		} else {
			open = append(open, op)
		}
	}
	c.log = open
	return nil
}

func (c *crashFS) Close() error { return nil }
