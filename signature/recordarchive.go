package signature

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// The parts of an archive of evidence.
const (
	archiveRecords = "records/"
	archiveBlobs   = "blobs/"
	archiveBlock   = 512
)

// ExportRecords writes all records of a document, and the blobs that they name,
// to w as one tar file (POSIX ustar): the records first, the latest judgement
// first, then the blobs in the order of their digests. The same evidence always
// gives the same bytes.
//
// Errors: [ErrNoRecord], [ErrBlob], those of the store and of w.
func ExportRecords(ctx context.Context, store EvidenceStore, document Digest, w io.Writer) error {
	records, err := store.Load(ctx, document)
	if err == nil {
		err = writeArchive(ctx, store, records, w)
	}
	if err != nil {
		return fmt.Errorf("signature: export evidence: %w", err)
	}
	return nil
}

func writeArchive(ctx context.Context, store BlobSource, records []*Record, w io.Writer) error {
	if len(records) > maxArchiveRecords {
		return fmt.Errorf("%w: too many records", ErrArchive)
	}
	out := tar.NewWriter(w)
	var blobs []Blob
	for _, r := range records {
		data, err := r.encode()
		if err != nil {
			return err
		}
		if err := out.WriteHeader(archiveHeader(archiveRecords+DigestOf(data).String()+recordSuffix, int64(len(data)))); err != nil {
			return err
		}
		if _, err := out.Write(data); err != nil {
			return err
		}
		blobs = append(blobs, r.Blobs...)
	}
	for _, b := range eachBlobOnce(blobs) {
		if err := out.WriteHeader(archiveHeader(archiveBlobs+b.SHA256.String(), b.Size)); err != nil {
			return err
		}
		if err := CopyBlob(ctx, out, store, b); err != nil {
			return err
		}
	}
	return out.Close()
}

func archiveHeader(name string, size int64) *tar.Header {
	return &tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
	}
}

func eachBlobOnce(blobs []Blob) []Blob {
	slices.SortFunc(blobs, func(a, b Blob) int { return compareDigests(a.SHA256, b.SHA256) })
	return slices.CompactFunc(blobs, func(a, b Blob) bool { return a.SHA256 == b.SHA256 })
}

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
	records     []*Record
	recordBytes int64
	blobs       map[Digest]span
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
	if len(a.records) == 0 {
		return Digest{}, fmt.Errorf("%w: no record", ErrArchive)
	}
	document := a.records[0].Document.SHA256
	named := map[Digest]bool{}
	for _, r := range a.records {
		if r.Document.SHA256 != document {
			return Digest{}, fmt.Errorf("%w: several documents", ErrArchive)
		}
		for _, b := range r.Blobs {
			named[b.SHA256] = true
		}
		if err := r.CheckBlobs(ctx, a); err != nil {
			return Digest{}, err
		}
	}
	if len(named) != len(a.blobs) {
		return Digest{}, fmt.Errorf("%w: evidence that no record names", ErrArchive)
	}
	for _, r := range slices.Backward(a.records) {
		if err := store.Save(ctx, r, a); err != nil {
			return Digest{}, err
		}
	}
	return document, nil
}

// read walks through the archive once. What it accepts has one spelling: the
// headers are held against those that an export writes, byte by byte, so that
// none of the format's many extensions can hide anything.
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

// add takes up one file of the archive.
func (a *evidenceArchive) add(name string, at span) error {
	var d Digest
	if text, ok := strings.CutPrefix(name, archiveBlobs); ok && d.UnmarshalText([]byte(text)) == nil && !d.IsZero() {
		if _, twice := a.blobs[d]; twice || len(a.blobs) == maxArchiveBlobs || at.size > MaxBlobBytes {
			return fmt.Errorf("%w: evidence twice, or too much of it", ErrArchive)
		}
		a.blobs[d] = at
		return nil
	}
	a.recordBytes += at.size
	if len(a.records) == maxArchiveRecords || at.size > MaxRecordBytes || a.recordBytes > maxArchiveRecordBytes {
		return fmt.Errorf("%w: too many records, or too large", ErrArchive)
	}
	data, err := a.bytes(at.offset, at.size)
	if err != nil {
		return err
	}
	if name != archiveRecords+DigestOf(data).String()+recordSuffix {
		return fmt.Errorf("%w: a file that does not belong into it", ErrArchive)
	}
	r, err := decodeRecord(data)
	if err != nil {
		return err
	}
	a.records = append(a.records, r)
	return nil
}
