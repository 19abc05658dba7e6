package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/motcua/motcua/signature"
)

// evidenceLock keeps those who save, and rely on the blobs that are there, apart
// from those who destroy.
const evidenceLock = "signature evidence"

// partBytes is how much of a blob one row holds.
const partBytes = 1 << 20

// Save implements [signature.EvidenceStore]. In SQLite, other writers wait while
// blobs is read.
func (s *Store) Save(ctx context.Context, r *signature.Record, blobs signature.BlobSource) error {
	data, err := r.Encode()
	if err == nil {
		err = s.db.Shared(ctx, evidenceLock, func(tx *sql.Tx) error { return save(ctx, tx, r, data, blobs) })
	}
	if err != nil {
		return fmt.Errorf("sqlstore: save evidence: %w", orContext(ctx, err))
	}
	return nil
}

// orContext prefers the context's error to what a database makes of it.
func orContext(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	return err
}

// save writes a record and what it names. Everyone inserts blobs in the order of
// their digests, so that nobody waits in a circle.
func save(ctx context.Context, tx *sql.Tx, r *signature.Record, data []byte, blobs signature.BlobSource) error {
	id := signature.DigestOf(data)
	isNew, err := insert(ctx, tx, "insert into signature_record (id, document, data) values ($1, $2, $3) on conflict do nothing",
		id[:], r.Document.SHA256[:], data)
	if err != nil || !isNew {
		return err
	}
	for _, b := range r.Blobs {
		isNew, err := insert(ctx, tx, "insert into signature_blob (sha256, size) values ($1, $2) on conflict do nothing", b.SHA256[:], b.Size)
		if err != nil {
			return err
		}
		if isNew {
			if err := saveBlob(ctx, tx, b, blobs); err != nil {
				return err
			}
		}
		if _, err := insert(ctx, tx, "insert into signature_record_blob (sha256, record) values ($1, $2)", b.SHA256[:], id[:]); err != nil {
			return err
		}
	}
	return nil
}

// insert tells whether a row was inserted.
func insert(ctx context.Context, tx *sql.Tx, statement string, args ...any) (bool, error) {
	result, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

func saveBlob(ctx context.Context, tx *sql.Tx, b signature.Blob, blobs signature.BlobSource) error {
	w := &partWriter{ctx: ctx, tx: tx, digest: b.SHA256}
	if err := signature.CopyBlob(ctx, w, blobs, b); err != nil {
		return err
	}
	return w.flush()
}

// partWriter cuts a blob into rows.
type partWriter struct {
	ctx    context.Context
	tx     *sql.Tx
	digest signature.Digest
	buffer []byte
	part   int
}

func (w *partWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		take := min(len(p), partBytes-len(w.buffer))
		w.buffer = append(w.buffer, p[:take]...)
		p = p[take:]
		if len(w.buffer) == partBytes {
			if err := w.flush(); err != nil {
				return 0, err
			}
		}
	}
	return n, nil
}

func (w *partWriter) flush() error {
	if len(w.buffer) == 0 {
		return nil
	}
	_, err := insert(w.ctx, w.tx, "insert into signature_blob_part (sha256, part, data) values ($1, $2, $3)", w.digest[:], w.part, w.buffer)
	w.buffer = w.buffer[:0]
	w.part++
	return err
}
