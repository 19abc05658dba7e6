package signature

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"iter"
	"strings"
)

// destroy takes the records out of sight by moving them to pending/, and sweeps.
func (s *FolderStore) destroy(ctx context.Context, documents []Digest, done *Destruction) error {
	seen := make(map[Digest]bool, len(documents))
	for _, document := range documents {
		if seen[document] {
			continue
		}
		seen[document] = true
		names, err := s.recordNames(document)
		if err != nil {
			return err
		}
		for _, name := range names {
			_, id, _ := splitRecordName(name)
			if err := s.fs.Rename(name, folderPending+"/"+id.String()+pendingRecord); err != nil {
				return err
			}
		}
		if len(names) > 0 {
			done.Documents++
		}
	}
	return s.sweep(ctx, done)
}

// sweep removes the records in pending/ and the blobs that they alone name.
// Blobs go first: as long as their record is there, they are not forgotten.
func (s *FolderStore) sweep(ctx context.Context, done *Destruction) error {
	entries, err := s.fs.ReadDir(folderPending)
	if err != nil || len(entries) == 0 {
		return err
	}
	var names, touched []string
	lost := map[Digest]bool{} // blobs that may have lost their last record
	for _, e := range entries {
		name := folderPending + "/" + e
		names = append(names, name)
		if !strings.HasSuffix(e, pendingRecord) {
			continue
		}
		data, err := s.readAll(name)
		if err != nil {
			return err
		}
		done.Records++
		done.Bytes += int64(len(data))
		if document, ok := namedDocument(data); ok {
			touched = append(touched, shardOf(folderRecords, document))
		}
		for d := range namedBlobs(data) {
			lost[d] = true
		}
	}
	// Before their blobs go, the records must be out of sight on the disk too.
	if err := s.syncDirs(touched); err != nil {
		return err
	}
	if err := s.keepNamed(ctx, lost); err != nil {
		return err
	}
	if err := s.removeBlobs(lost, done); err != nil {
		return err
	}
	if err := s.remove(names...); err != nil {
		return err
	}
	return s.fs.SyncDir(folderPending)
}

// keepNamed strikes from lost what a visible record names.
func (s *FolderStore) keepNamed(ctx context.Context, lost map[Digest]bool) error {
	for name, err := range s.allRecords(ctx) {
		if err != nil || len(lost) == 0 {
			return err
		}
		data, err := s.readAll(name)
		if err != nil {
			return err
		}
		for d := range namedBlobs(data) {
			delete(lost, d)
		}
	}
	return nil
}

// namedDocument reads the document from the encoding of a record.
func namedDocument(data []byte) (d Digest, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte(`{"schema":"`+schemaRecord+`","document":{"sha256":"`))
	n := hex.EncodedLen(len(d))
	ok = ok && len(rest) >= n && d.UnmarshalText(rest[:n]) == nil
	return d, ok
}

// namedBlobs yields the blobs that the encoding of a record names. A blob's kind
// stands before its digest and nothing else looks the same, since quotation
// marks within a string are escaped. So there is no need to decode the record,
// and one that cannot be decoded any more still keeps what it names.
func namedBlobs(data []byte) iter.Seq[Digest] {
	return func(yield func(Digest) bool) {
		mark := []byte(`","sha256":"`)
		for {
			i := bytes.Index(data, mark)
			if i < 0 {
				return
			}
			data = data[i+len(mark):]
			var d Digest
			n := hex.EncodedLen(len(d))
			if len(data) >= n && d.UnmarshalText(data[:n]) == nil && !yield(d) {
				return
			}
		}
	}
}

// removeBlobs removes blobs and sees them gone from the disk, those that an
// earlier attempt removed included.
func (s *FolderStore) removeBlobs(blobs map[Digest]bool, done *Destruction) error {
	var touched []string
	for d := range blobs {
		touched = append(touched, shardOf(folderBlobs, d))
		size, err := s.fs.Size(blobName(d))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = s.fs.Remove(blobName(d))
		}
		if err != nil {
			return err
		}
		done.Blobs++
		done.Bytes += size
	}
	return s.syncDirs(touched)
}
