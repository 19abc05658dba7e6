package signature

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
)

// FolderStore is an [EvidenceStore] in a folder, for one machine and any number
// of processes on it. It implements [DocumentLister].
//
// The folder holds records/xy/<document>-<record>.json and blobs/xy/<blob>, where
// names are SHA-256 digests and xy their first digits. What is visible is
// complete: a record is written to pending/ first, and renamed into its place
// when all its blobs have reached the disk. A record in pending/ is the trace of
// a Save or Destroy that a crash interrupted: the next one that changes the store
// takes it back, together with the blobs that no other record names. So nothing
// is counted, and no count can go wrong. Destroying reads every record once;
// several documents are better destroyed by one call.
//
// Removing a file frees its space on the disk. Whether the medium still holds
// traces, or a backup does, is for the operator to settle.
type FolderStore struct {
	fs   folderFS
	lock func(context.Context) (unlock func() error, err error)
}

// The parts of an evidence folder.
const (
	folderRecords = "records"
	folderBlobs   = "blobs"
	folderPending = "pending"
	recordSuffix  = ".json"
	pendingRecord = ".record"
	pendingBlob   = ".blob"
)

// OpenFolderStore opens the evidence folder at dir; what does not exist, or is
// empty, becomes one. It waits for other processes that are changing the folder,
// and takes back what a crash interrupted. Close it after use.
//
// Errors: [ErrEvidenceFolder] for a folder with other contents, or of another
// version; [ErrLockUnsupported]; the context's; those of the system.
func OpenFolderStore(ctx context.Context, dir string) (*FolderStore, error) {
	s, err := openFolder(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("signature: open evidence folder: %w", err)
	}
	return s, nil
}

// Close releases the folder. Content that was opened stays readable.
func (s *FolderStore) Close() error { return s.fs.Close() }

// Load implements [EvidenceStore].
func (s *FolderStore) Load(ctx context.Context, document Digest) ([]*Record, error) {
	names, err := s.recordNames(document)
	if err != nil {
		return nil, fmt.Errorf("signature: load evidence: %w", err)
	}
	var found []*identifiedRecord
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("signature: load evidence: %w", err)
		}
		r, err := s.readRecord(name)
		if errors.Is(err, fs.ErrNotExist) { // destroyed meanwhile
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("signature: load evidence: %w", err)
		}
		found = append(found, r)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("signature: load evidence: %w", ErrNoRecord)
	}
	slices.SortFunc(found, newestFirst)
	records := make([]*Record, len(found))
	for i, r := range found {
		records[i] = r.record
	}
	return records, nil
}

// OpenBlob implements [BlobSource].
func (s *FolderStore) OpenBlob(_ context.Context, digest Digest) (io.ReadCloser, error) {
	f, err := s.fs.Open(blobName(digest))
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNoBlob
	}
	if err != nil {
		return nil, fmt.Errorf("signature: open evidence: %w", err)
	}
	return f, nil
}

// Documents implements [DocumentLister].
func (s *FolderStore) Documents(ctx context.Context) iter.Seq2[Digest, error] {
	return func(yield func(Digest, error) bool) {
		var last Digest
		for name, err := range s.allRecords(ctx) {
			if err != nil {
				yield(Digest{}, fmt.Errorf("signature: list evidence: %w", err))
				return
			}
			document, _, _ := splitRecordName(name)
			if document != last && !yield(document, nil) {
				return
			}
			last = document
		}
	}
}

// allRecords yields the names of all records, sorted.
func (s *FolderStore) allRecords(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		shards, err := s.fs.ReadDir(folderRecords)
		if err != nil {
			yield("", err)
			return
		}
		slices.Sort(shards)
		for _, shard := range shards {
			names, err := s.recordsIn(folderRecords + "/" + shard)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield("", err)
				return
			}
			for _, name := range names {
				if !yield(name, nil) {
					return
				}
			}
		}
	}
}

// recordsIn lists the records of one shard, sorted; none when it does not
// exist.
func (s *FolderStore) recordsIn(shard string) ([]string, error) {
	entries, err := s.fs.ReadDir(shard)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		name := shard + "/" + e
		if _, _, ok := splitRecordName(name); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, err
}

// recordNames lists the records of a document.
func (s *FolderStore) recordNames(document Digest) ([]string, error) {
	all, err := s.recordsIn(shardOf(folderRecords, document))
	return slices.DeleteFunc(all, func(name string) bool {
		d, _, _ := splitRecordName(name)
		return d != document
	}), err
}

// readRecord reads a record and holds it against the digest in its name.
func (s *FolderStore) readRecord(name string) (*identifiedRecord, error) {
	data, err := s.readAll(name)
	if err != nil {
		return nil, err
	}
	document, id, _ := splitRecordName(name)
	if DigestOf(data) != id {
		return nil, unsound("altered since it was saved")
	}
	r, err := decodeRecord(data)
	if err != nil {
		return nil, err
	}
	if r.Document.SHA256 != document {
		return nil, unsound("filed under another document")
	}
	return &identifiedRecord{id: id, record: r}, nil
}

func (s *FolderStore) readAll(name string) ([]byte, error) {
	f, err := s.fs.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(io.LimitReader(f, MaxRecordBytes+1)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// shardOf spreads files over folders, by the first digits of their names.
func shardOf(part string, d Digest) string { return part + "/" + d.String()[:2] }

func blobName(d Digest) string { return shardOf(folderBlobs, d) + "/" + d.String() }

func recordName(document, id Digest) string {
	return shardOf(folderRecords, document) + "/" + document.String() + "-" + id.String() + recordSuffix
}

// splitRecordName reads the digests of a record's name.
func splitRecordName(name string) (document, id Digest, ok bool) {
	base, ok := strings.CutSuffix(name[strings.LastIndexByte(name, '/')+1:], recordSuffix)
	first, second, dash := strings.Cut(base, "-")
	ok = ok && dash && document.UnmarshalText([]byte(first)) == nil && id.UnmarshalText([]byte(second)) == nil
	return document, id, ok && recordName(document, id) == name
}
