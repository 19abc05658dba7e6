package signature

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// folderFS is what a FolderStore asks of the file system. Names are relative
// to the folder, with slashes. SyncDir returns when the folder's entries are on
// the disk.
type folderFS interface {
	Create(name string) (folderFile, error)
	Open(name string) (io.ReadCloser, error)
	Size(name string) (int64, error)
	Rename(from, to string) error
	Remove(name string) error
	Mkdir(name string) error
	ReadDir(name string) ([]string, error)
	SyncDir(name string) error
	Close() error
}

// folderFile is a file that is being written. Sync returns when its content is on
// the disk.
type folderFile interface {
	io.WriteCloser
	Sync() error
}

// The marker of an evidence folder and its content.
const (
	folderFormat  = "format"
	folderVersion = "motcua evidence folder, version 1\n"
	folderLock    = "lock"
)

func openFolder(ctx context.Context, dir string) (*FolderStore, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	s := &FolderStore{fs: systemFolder{root}, lock: func(ctx context.Context) (func() error, error) {
		return lockFile(ctx, root, folderLock)
	}}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return s, nil
}

// prepare makes the parts of a new folder, the marker last.
func (s *FolderStore) prepare(ctx context.Context) (err error) {
	if err := s.recognise(); err != nil {
		return err
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if _, err := s.fs.Size(folderFormat); err == nil {
		return s.sweep(ctx, &Destruction{})
	}
	if err := s.makeParts(); err != nil {
		return err
	}
	staged := folderPending + "/" + folderFormat
	if err := s.write(staged, func(f folderFile) error {
		_, err := io.WriteString(f, folderVersion)
		return err
	}); err != nil {
		return err
	}
	if err := s.fs.Rename(staged, folderFormat); err != nil {
		return err
	}
	return s.fs.SyncDir(".")
}

// makeParts makes all folders at once, so that saving need not see any on the
// disk.
func (s *FolderStore) makeParts() error {
	made := []string{folderPending}
	for _, part := range []string{folderRecords, folderBlobs} {
		made = append(made, part)
		for first := range 256 {
			made = append(made, shardOf(part, Digest{byte(first)}))
		}
	}
	for _, dir := range made {
		if err := s.fs.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return s.syncDirs([]string{".", folderRecords, folderBlobs})
}

// recognise refuses to make a store of a folder that serves another purpose.
func (s *FolderStore) recognise() error {
	marker, err := s.readAll(folderFormat)
	if err == nil {
		if string(marker) != folderVersion {
			return ErrEvidenceFolder
		}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	entries, err := s.fs.ReadDir(".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch e {
		case folderLock, folderFormat, folderRecords, folderBlobs, folderPending: // by one that is just being made
		default:
			return ErrEvidenceFolder
		}
	}
	return nil
}

// systemFolder is a folder of the system's, out of which no link leads.
type systemFolder struct{ root *os.Root }

func (f systemFolder) Create(name string) (folderFile, error) {
	return f.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
}

func (f systemFolder) Open(name string) (io.ReadCloser, error) {
	return f.root.Open(filepath.FromSlash(name))
}

func (f systemFolder) Size(name string) (int64, error) {
	info, err := f.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (f systemFolder) Rename(from, to string) error {
	return f.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
}

func (f systemFolder) Remove(name string) error { return f.root.Remove(filepath.FromSlash(name)) }

func (f systemFolder) Mkdir(name string) error { return f.root.Mkdir(filepath.FromSlash(name), 0o700) }

func (f systemFolder) ReadDir(name string) ([]string, error) {
	d, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Readdirnames(-1)
}

// SyncDir does nothing on Windows, which has no such call and writes the entries
// of a folder in order.
func (f systemFolder) SyncDir(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (f systemFolder) Close() error { return f.root.Close() }
