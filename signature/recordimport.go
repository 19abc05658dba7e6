package signature

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Bounds of an archive.
const (
	maxArchiveRecords     = 1024
	maxArchiveRecordBytes = 256 << 20 // all records together
	maxArchiveBlobs       = 65536
)

// ImportRecords reads an archive that ExportRecords wrote and saves what it
// holds. Everything is verified before anything is saved; an archive with
// anything else, or anything missing, is refused. It returns the document.
//
// Errors: [ErrArchive], [ErrRecord], [ErrBlob], [ErrNoBlob], those of the store
// and of archive.
func ImportRecords(ctx context.Context, store EvidenceStore, archive io.ReaderAt, size int64) (Digest, error) {
	a := &evidenceArchive{source: archive, blobs: map[Digest]span{}}
	document, err := a.importInto(ctx, store, size)
	if err != nil {
		return Digest{}, fmt.Errorf("signature: import evidence: %w", err)
	}
	return document, nil
}

// evidenceArchive is an archive of which the records are read and the places of
// the blobs are known.
type evidenceArchive struct {
	source      io.ReaderAt
	records     []*identifiedRecord
	recordBytes int64
	blobs       map[Digest]span
	lastBlob    Digest
}

type span struct{ offset, size int64 }

// OpenBlob implements [BlobSource].
func (a *evidenceArchive) OpenBlob(_ context.Context, digest Digest) (io.ReadCloser, error) {
	at, ok := a.blobs[digest]
	if !ok {
		return nil, ErrNoBlob
	}
	return io.NopCloser(io.NewSectionReader(a.source, at.offset, at.size)), nil
}

func (a *evidenceArchive) importInto(ctx context.Context, store EvidenceStore, size int64) (Digest, error) {
	if err := a.read(ctx, size); err != nil {
		return Digest{}, err
	}
	if err := a.checkNames(); err != nil {
		return Digest{}, err
	}
	for _, r := range a.records {
		if err := r.record.CheckBlobs(ctx, a); err != nil {
			return Digest{}, err
		}
	}
	for _, r := range slices.Backward(a.records) {
		if err := store.Save(ctx, r.record, a); err != nil {
			return Digest{}, err
		}
	}
	return a.records[0].record.Document.SHA256, nil
}

// checkNames checks that all records are about one document, and that they name
// every blob.
func (a *evidenceArchive) checkNames() error {
	if len(a.records) == 0 {
		return fmt.Errorf("%w: no record", ErrArchive)
	}
	named := map[Digest]bool{}
	for _, r := range a.records {
		if r.record.Document.SHA256 != a.records[0].record.Document.SHA256 {
			return fmt.Errorf("%w: several documents", ErrArchive)
		}
		for _, b := range r.record.Blobs {
			named[b.SHA256] = true
		}
	}
	for d := range a.blobs {
		if !named[d] {
			return fmt.Errorf("%w: evidence that no record names", ErrArchive)
		}
	}
	return nil
}

// read walks through the archive once. The headers are held against those that
// an export writes, byte by byte, so that none of the format's many extensions
// can hide anything: an archive has one spelling.
func (a *evidenceArchive) read(ctx context.Context, size int64) error {
	for at := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		block, err := a.bytes(at, archiveBlock)
		if err != nil {
			return err
		}
		if allZero(block) {
			return a.readEnd(at, size)
		}
		h, err := readArchiveHeader(block)
		if err != nil {
			return err
		}
		at += archiveBlock
		if h.Size > size-at {
			return fmt.Errorf("%w: cut short", ErrArchive)
		}
		if err := a.add(h.Name, span{at, h.Size}); err != nil {
			return err
		}
		padded := (h.Size + archiveBlock - 1) / archiveBlock * archiveBlock
		if err := a.zeros(at+h.Size, padded-h.Size); err != nil {
			return err
		}
		at += padded
	}
}

// readEnd checks that two blocks of zeros end the archive.
func (a *evidenceArchive) readEnd(at, size int64) error {
	if size-at != 2*archiveBlock {
		return fmt.Errorf("%w: no end, or data behind it", ErrArchive)
	}
	return a.zeros(at, 2*archiveBlock)
}

// zeros checks that the archive holds n zeros at an offset.
func (a *evidenceArchive) zeros(at, n int64) error {
	padding, err := a.bytes(at, n)
	if err == nil && !allZero(padding) {
		err = fmt.Errorf("%w: data where none may be", ErrArchive)
	}
	return err
}

// bytes reads n bytes, which the caller has bounded.
func (a *evidenceArchive) bytes(at, n int64) ([]byte, error) {
	b := make([]byte, n)
	got, err := a.source.ReadAt(b, at)
	switch {
	case got == len(b):
		return b, nil
	case err == io.EOF:
		return nil, fmt.Errorf("%w: cut short", ErrArchive)
	}
	return nil, err
}

func readArchiveHeader(block []byte) (*tar.Header, error) {
	h, err := tar.NewReader(bytes.NewReader(block)).Next()
	if err != nil {
		return nil, fmt.Errorf("%w: header", ErrArchive)
	}
	var again bytes.Buffer
	err = tar.NewWriter(&again).WriteHeader(archiveHeader(h.Name, h.Size))
	if err != nil || !bytes.Equal(again.Bytes(), block) {
		return nil, fmt.Errorf("%w: header", ErrArchive)
	}
	return h, nil
}

// add takes up one file of the archive. Files stand in the order in which an
// export writes them.
func (a *evidenceArchive) add(name string, at span) error {
	var d Digest
	text, isBlob := strings.CutPrefix(name, archiveBlobs)
	if !isBlob {
		return a.addRecord(name, at)
	}
	switch {
	case d.UnmarshalText([]byte(text)) != nil:
		return fmt.Errorf("%w: a file that does not belong into it", ErrArchive)
	case compareDigests(a.lastBlob, d) >= 0:
		return fmt.Errorf("%w: out of order", ErrArchive)
	case len(a.blobs) == maxArchiveBlobs || at.size > MaxBlobBytes:
		return fmt.Errorf("%w: too much evidence", ErrArchive)
	}
	a.blobs[d], a.lastBlob = at, d
	return nil
}

func (a *evidenceArchive) addRecord(name string, at span) error {
	a.recordBytes += at.size
	if len(a.records) == maxArchiveRecords || at.size > MaxRecordBytes || a.recordBytes > maxArchiveRecordBytes {
		return fmt.Errorf("%w: too many records, or too large", ErrArchive)
	}
	data, err := a.bytes(at.offset, at.size)
	if err != nil {
		return err
	}
	id := DigestOf(data)
	if name != archiveRecords+id.String()+recordSuffix {
		return fmt.Errorf("%w: a file that does not belong into it", ErrArchive)
	}
	r, err := decodeRecord(data)
	if err != nil {
		return err
	}
	found := &identifiedRecord{id: id, record: r}
	if n := len(a.records); len(a.blobs) > 0 || n > 0 && newestFirst(a.records[n-1], found) >= 0 {
		return fmt.Errorf("%w: out of order", ErrArchive)
	}
	a.records = append(a.records, found)
	return nil
}
