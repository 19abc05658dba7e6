package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/motcua/motcua/signature"
)

// Load implements [signature.EvidenceStore].
func (s *Store) Load(ctx context.Context, document signature.Digest) ([]*signature.Record, error) {
	records, err := s.load(ctx, document)
	if err == nil && len(records) == 0 {
		err = signature.ErrNoRecord
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: load evidence: %w", err)
	}
	return records, nil
}

func (s *Store) load(ctx context.Context, document signature.Digest) ([]*signature.Record, error) {
	rows, err := s.db.QueryContext(ctx, "select id, data from signature_record where document = $1 order by id", document[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var records []*signature.Record
	for rows.Next() {
		var id, data []byte
		if err := rows.Scan(&id, &data); err != nil {
			return nil, err
		}
		if digest := signature.DigestOf(data); !bytes.Equal(digest[:], id) {
			return nil, fmt.Errorf("%w: altered since it was saved", signature.ErrRecord)
		}
		r, err := signature.DecodeRecord(data)
		if err != nil {
			return nil, err
		}
		if r.Document.SHA256 != document {
			return nil, fmt.Errorf("%w: filed under another document", signature.ErrRecord)
		}
		records = append(records, r)
	}
	slices.SortStableFunc(records, func(a, b *signature.Record) int { return b.JudgedAt.Compare(a.JudgedAt) })
	return records, rows.Err()
}

// OpenBlob implements [signature.BlobSource]. The content is read as it is asked
// for, in the context given here.
func (s *Store) OpenBlob(ctx context.Context, digest signature.Digest) (io.ReadCloser, error) {
	var size int64
	err := s.db.QueryRowContext(ctx, "select size from signature_blob where sha256 = $1", digest[:]).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		err = signature.ErrNoBlob
	}
	if err != nil {
		return nil, fmt.Errorf("sqlstore: open evidence: %w", err)
	}
	return &partReader{ctx: ctx, db: s.db.DB, digest: digest, left: size}, nil
}

// partReader reads a blob row by row and holds no connection in between.
type partReader struct {
	ctx    context.Context
	db     *sql.DB
	digest signature.Digest
	left   int64 // bytes that no row has given yet
	part   int
	buffer []byte
}

func (r *partReader) Read(p []byte) (int, error) {
	if len(r.buffer) == 0 {
		if r.left <= 0 {
			return 0, io.EOF
		}
		if err := r.next(); err != nil {
			return 0, fmt.Errorf("sqlstore: read evidence: %w", err)
		}
	}
	n := copy(p, r.buffer)
	r.buffer = r.buffer[n:]
	return n, nil
}

func (r *partReader) next() error {
	err := r.db.QueryRowContext(r.ctx, "select data from signature_blob_part where sha256 = $1 and part = $2", r.digest[:], r.part).Scan(&r.buffer)
	switch {
	case errors.Is(err, sql.ErrNoRows): // destroyed meanwhile
		return signature.ErrNoBlob
	case err == nil && len(r.buffer) == 0:
		return signature.ErrBlob
	}
	r.part++
	r.left -= int64(len(r.buffer))
	return err
}

func (r *partReader) Close() error { return nil }

// documentsAtOnce is how many documents one query lists.
const documentsAtOnce = 1000

// Documents implements [signature.DocumentLister].
func (s *Store) Documents(ctx context.Context) iter.Seq2[signature.Digest, error] {
	return func(yield func(signature.Digest, error) bool) {
		var last signature.Digest
		for {
			page, err := s.documentsAfter(ctx, last)
			if err != nil {
				yield(signature.Digest{}, fmt.Errorf("sqlstore: list evidence: %w", err))
				return
			}
			for _, last = range page {
				if !yield(last, nil) {
					return
				}
			}
			if len(page) < documentsAtOnce {
				return
			}
		}
	}
}

func (s *Store) documentsAfter(ctx context.Context, last signature.Digest) ([]signature.Digest, error) {
	rows, err := s.db.QueryContext(ctx,
		"select distinct document from signature_record where document > $1 order by document limit $2", last[:], documentsAtOnce)
	if err != nil {
		return nil, err
	}
	return digests(rows)
}

// digests reads rows of one digest each, and closes them.
func digests(rows *sql.Rows) ([]signature.Digest, error) {
	defer rows.Close()
	var found []signature.Digest
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, err
		}
		var d signature.Digest
		copy(d[:], b)
		found = append(found, d)
	}
	return found, rows.Err()
}
