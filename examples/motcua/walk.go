package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// target is one file to judge.
type target struct {
	name  string // as shown: the argument as given, joined with the path below it
	dir   string // the folder that was named, resolved; "" for a named file
	below string // path under dir
	skip  bool   // not a regular file: counted, never opened
	err   error  // could not be reached
}

// named tells a path given on the command line from one found in a folder.
func (t target) named() bool { return t.dir == "" }

// open opens the file for reading and returns its size. In a folder nothing
// outside it is opened, even if a name turns into a link meanwhile.
func (t target) open() (*os.File, int64, error) {
	if t.err != nil {
		return nil, 0, t.err
	}
	var f *os.File
	var err error
	if t.named() {
		f, err = os.Open(t.name)
	} else {
		f, err = os.OpenInRoot(t.dir, t.below)
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// errNotRegular reports a pipe, device or the like where a file is needed.
var errNotRegular = errors.New("not a regular file")

// walk gives every file of the arguments to yield, folders in path order.
// Links in folders are not followed. It stops when yield returns false.
func walk(ctx context.Context, args []string, yield func(target) bool) {
	for _, arg := range args {
		if ctx.Err() != nil || !walkArgument(arg, yield) {
			return
		}
	}
}

func walkArgument(arg string, yield func(target) bool) bool {
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		return yield(target{name: arg, err: err})
	case info.IsDir():
		return walkFolder(arg, yield)
	case !info.Mode().IsRegular():
		return yield(target{name: arg, err: errNotRegular})
	}
	return yield(target{name: arg})
}

func walkFolder(arg string, yield func(target) bool) bool {
	dir, err := filepath.EvalSymlinks(arg)
	if err != nil {
		return yield(target{name: arg, err: err})
	}
	goOn := true
	visit := func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return nil
		}
		t := target{name: arg, err: err}
		if path != dir {
			t.dir, t.below = dir, below(dir, path)
			t.name = join(arg, t.below)
		}
		t.skip = err == nil && !d.Type().IsRegular()
		if goOn = yield(t); !goOn {
			return filepath.SkipAll
		}
		return nil
	}
	// visit takes every error itself, so that WalkDir has none to return.
	_ = filepath.WalkDir(dir, visit)
	return goOn
}

// below cuts dir from path, which WalkDir made by joining onto it.
func below(dir, path string) string {
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return filepath.Base(path)
	}
	return rel
}

// join is filepath.Join without its cleaning: a leading “./” is part of the
// argument and stays.
func join(arg, rel string) string {
	if os.IsPathSeparator(arg[len(arg)-1]) {
		return arg + rel
	}
	return arg + string(filepath.Separator) + rel
}
