package signature

import (
	"archive/tar"
	"context"
	"fmt"
	"io"
	"slices"
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
