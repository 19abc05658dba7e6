package signature

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
)

// BlobSource gives out evidence by its digest.
//
// Concurrency: safe for concurrent use.
type BlobSource interface {
	// OpenBlob returns the content, which the caller closes. It is not verified:
	// [CopyBlob] does.
	//
	// Errors: [ErrNoBlob].
	OpenBlob(ctx context.Context, digest Digest) (io.ReadCloser, error)
}

// Blobs is evidence in memory.
type Blobs map[Digest][]byte

// OpenBlob implements [BlobSource].
func (b Blobs) OpenBlob(_ context.Context, digest Digest) (io.ReadCloser, error) {
	data, ok := b[digest]
	if !ok {
		return nil, fmt.Errorf("signature: open evidence: %w", ErrNoBlob)
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// EvidenceStore keeps evidence records beside documents, and each blob once. An
// implementation proves itself with package recordtest.
//
// Source: Thông tư 41/2017/TT-BTTTT, Điều 9 and Điều 10.
//
// Concurrency: safe for concurrent use, by several processes too.
type EvidenceStore interface {
	BlobSource

	// Save keeps the record and those of its blobs that the store does not hold
	// yet, which it reads from blobs and verifies. When it returns nil, both will
	// survive a crash; when not, the record is kept whole or not at all. A record
	// that is kept already is no error, and no record replaces another.
	//
	// Errors: [ErrRecord], [ErrBlob], [ErrNoBlob], those of blobs.
	Save(ctx context.Context, r *Record, blobs BlobSource) error

	// Load returns all records of a document, the latest judgement first.
	//
	// Errors: [ErrNoRecord] when there is none; [ErrRecord].
	Load(ctx context.Context, document Digest) ([]*Record, error)

	// Destroy removes all records of the documents, and every blob that no record
	// of another document names. Documents without records are no error, so that
	// a destruction that was interrupted can be repeated.
	//
	// Source: Thông tư 41/2017/TT-BTTTT, Điều 10.
	Destroy(ctx context.Context, documents ...Digest) (Destruction, error)
}

// Destruction counts what was removed.
type Destruction struct {
	Documents, Records, Blobs int
	Bytes                     int64 // of the records and blobs
}

// DocumentLister is an [EvidenceStore] that can list its documents.
type DocumentLister interface {
	// Documents yields the digest of every document with a record, in ascending
	// order. It ends at the first error.
	Documents(ctx context.Context) iter.Seq2[Digest, error]
}

// CopyBlob writes the content of a blob to w and verifies it on the way: what
// was written is to be used only when the error is nil.
//
// Errors: [ErrBlob], [ErrNoBlob], those of the source and of w.
func CopyBlob(ctx context.Context, w io.Writer, source BlobSource, b Blob) error {
	content, err := source.OpenBlob(ctx, b.SHA256)
	if err != nil {
		return err
	}
	defer content.Close()
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(hash, w), io.LimitReader(&contextReader{ctx, content}, b.Size+1))
	if err != nil {
		return fmt.Errorf("signature: copy evidence: %w", err)
	}
	if n != b.Size || Digest(hash.Sum(nil)) != b.SHA256 {
		return fmt.Errorf("signature: copy evidence: %w", ErrBlob)
	}
	return nil
}

// contextReader ends reading when its context does.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// CheckBlobs reads every blob of the record and verifies its digest and size.
//
// Errors: [ErrBlob], [ErrNoBlob], those of the source.
func (r *Record) CheckBlobs(ctx context.Context, source BlobSource) error {
	for _, b := range r.Blobs {
		if err := CopyBlob(ctx, io.Discard, source, b); err != nil {
			return err
		}
	}
	return nil
}
