package signature

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Save implements [EvidenceStore]. The folder is locked while blobs is read.
func (s *FolderStore) Save(ctx context.Context, r *Record, blobs BlobSource) error {
	data, err := r.encode()
	if err == nil {
		err = s.change(ctx, func() error { return s.save(ctx, r, data, blobs) })
	}
	if err != nil {
		return fmt.Errorf("signature: save evidence: %w", err)
	}
	return nil
}

// Destroy implements [EvidenceStore]. Once it has begun to remove records, what
// interrupts it is made up for by whatever changes the store next.
func (s *FolderStore) Destroy(ctx context.Context, documents ...Digest) (Destruction, error) {
	var done Destruction
	err := s.change(ctx, func() error { return s.destroy(ctx, documents, &done) })
	if err != nil {
		return done, fmt.Errorf("signature: destroy evidence: %w", err)
	}
	return done, nil
}

// change runs f while no other process changes the store, which is clean.
func (s *FolderStore) change(ctx context.Context, f func() error) (err error) {
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := s.sweep(ctx, &Destruction{}); err != nil {
		return err
	}
	return f()
}

func (s *FolderStore) save(ctx context.Context, r *Record, data []byte, blobs BlobSource) error {
	id := DigestOf(data)
	name := recordName(r.Document.SHA256, id)
	switch _, err := s.fs.Size(name); {
	case err == nil: // whether the disk has it is known only now
		return s.fs.SyncDir(shardOf(folderRecords, r.Document.SHA256))
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	pending := folderPending + "/" + id.String() + pendingRecord
	missing, err := s.stage(ctx, pending, r, data, blobs)
	if err != nil {
		return errors.Join(err, s.unstage(pending, missing))
	}
	if err := s.publishBlobs(missing); err != nil {
		return err
	}
	if err := s.fs.Rename(pending, name); err != nil {
		return err
	}
	return s.fs.SyncDir(shardOf(folderRecords, r.Document.SHA256))
}

// stage writes the record and the blobs that the store lacks to pending/, and
// sees them on the disk before any of them is published.
func (s *FolderStore) stage(ctx context.Context, pending string, r *Record, data []byte, blobs BlobSource) ([]Digest, error) {
	if err := s.write(pending, func(f folderFile) error {
		_, err := f.Write(data)
		return err
	}); err != nil {
		return nil, err
	}
	var missing []Digest
	for _, b := range r.Blobs {
		size, err := s.fs.Size(blobName(b.SHA256))
		if err == nil && size == b.Size {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return missing, err
		}
		missing = append(missing, b.SHA256)
		if err := s.write(pendingBlobName(b.SHA256), func(f folderFile) error {
			return CopyBlob(ctx, f, blobs, b)
		}); err != nil {
			return missing, err
		}
	}
	if len(missing) == 0 {
		return nil, nil
	}
	return missing, s.fs.SyncDir(folderPending)
}

func pendingBlobName(d Digest) string { return folderPending + "/" + d.String() + pendingBlob }

// write makes a file and sees its content on the disk.
func (s *FolderStore) write(name string, fill func(folderFile) error) error {
	f, err := s.fs.Create(name)
	if err != nil {
		return err
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// unstage removes what stage has written, of which nothing is published.
func (s *FolderStore) unstage(pending string, missing []Digest) error {
	names := []string{pending}
	for _, d := range missing {
		names = append(names, pendingBlobName(d))
	}
	return s.remove(names...)
}

// remove deletes files; those that are gone already are no error.
func (s *FolderStore) remove(names ...string) error {
	var errs []error
	for _, name := range names {
		if err := s.fs.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (s *FolderStore) publishBlobs(missing []Digest) error {
	var shards []string
	for _, d := range missing {
		if err := s.fs.Rename(pendingBlobName(d), blobName(d)); err != nil {
			return err
		}
		shards = append(shards, shardOf(folderBlobs, d))
	}
	return s.syncDirs(shards)
}

// syncDirs sees the entries of folders on the disk, each folder once.
func (s *FolderStore) syncDirs(dirs []string) error {
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		if err := s.fs.SyncDir(dir); err != nil {
			return err
		}
	}
	return nil
}
