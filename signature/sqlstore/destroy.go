package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/motcua/motcua/internal/sqldb"
	"github.com/motcua/motcua/signature"
)

// Destroy implements [signature.EvidenceStore], in one transaction. SQLite
// overwrites what it frees, in the file and, unless someone is reading, in its
// log. PostgreSQL frees the rows; its log and the backups of either are for the
// operator to settle.
func (s *Store) Destroy(ctx context.Context, documents ...signature.Digest) (signature.Destruction, error) {
	var done signature.Destruction
	err := s.db.Exclusive(ctx, evidenceLock, func(tx *sql.Tx) error {
		d := destruction{ctx: ctx, tx: tx, lost: map[signature.Digest]bool{}}
		err := d.destroy(documents)
		done = d.done
		return err
	})
	if err == nil && s.db.Dialect == sqldb.SQLite && done.Records > 0 {
		_, err = s.db.ExecContext(ctx, "pragma wal_checkpoint(truncate)")
	}
	if err != nil {
		return signature.Destruction{}, fmt.Errorf("sqlstore: destroy evidence: %w", orContext(ctx, err))
	}
	return done, nil
}

// destruction is one run of Destroy.
type destruction struct {
	ctx  context.Context
	tx   *sql.Tx
	done signature.Destruction
	lost map[signature.Digest]bool // blobs that may have lost their last record
}

func (d *destruction) destroy(documents []signature.Digest) error {
	for _, document := range documents {
		if err := d.records(document); err != nil {
			return err
		}
	}
	for blob := range d.lost {
		if err := d.blob(blob); err != nil {
			return err
		}
	}
	return nil
}

// records removes the records of a document.
func (d *destruction) records(document signature.Digest) error {
	rows, err := d.tx.QueryContext(d.ctx, `select distinct b.sha256 from signature_record_blob b
		join signature_record r on r.id = b.record where r.document = $1`, document[:])
	if err != nil {
		return err
	}
	named, err := digests(rows)
	if err != nil {
		return err
	}
	var count int
	var bytes int64
	err = d.tx.QueryRowContext(d.ctx, "select count(*), coalesce(sum(length(data)), 0) from signature_record where document = $1",
		document[:]).Scan(&count, &bytes)
	if err != nil || count == 0 {
		return err
	}
	if _, err := d.tx.ExecContext(d.ctx, "delete from signature_record where document = $1", document[:]); err != nil {
		return err
	}
	d.done.Documents++
	d.done.Records += count
	d.done.Bytes += bytes
	for _, blob := range named {
		d.lost[blob] = true
	}
	return nil
}

// blob removes a blob unless a record names it.
func (d *destruction) blob(blob signature.Digest) error {
	var size int64
	err := d.tx.QueryRowContext(d.ctx, `delete from signature_blob where sha256 = $1
		and not exists (select 1 from signature_record_blob b where b.sha256 = $1) returning size`, blob[:]).Scan(&size)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	d.done.Blobs++
	d.done.Bytes += size
	return nil
}
