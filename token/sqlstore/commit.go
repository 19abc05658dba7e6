package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/motcua/motcua/token"
)

// Commit applies a change in one transaction; see [token.Store].
func (s *Store) Commit(ctx context.Context, c token.StoreChange) error {
	if err := s.commit(ctx, c); err != nil {
		return fmt.Errorf("sqlstore: commit: %w", err)
	}
	return nil
}

func (s *Store) commit(ctx context.Context, c token.StoreChange) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after Commit
	w := &writer{ctx: ctx, tx: tx, dialect: s.dialect, prepared: map[string]*sql.Stmt{}}
	if err := errors.Join(w.records(c), w.log(c.Log), w.erase(c.Erase)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if s.dialect == sqlite && len(c.Erase) > 0 {
		// What was erased must not stay in the write-ahead log. A reader may keep
		// the log from being emptied now; the next checkpoint does it then.
		_, err = s.write.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	}
	return err
}

// writer writes one change.
type writer struct {
	ctx      context.Context
	tx       *sql.Tx
	dialect  dialect
	prepared map[string]*sql.Stmt // closed with the transaction
}

// exec runs a statement and returns how many rows it touched.
func (w *writer) exec(statement string, args ...any) (int64, error) {
	stmt := w.prepared[statement]
	if stmt == nil {
		var err error
		if stmt, err = w.tx.PrepareContext(w.ctx, w.dialect.sql(statement)); err != nil {
			return 0, err
		}
		w.prepared[statement] = stmt
	}
	result, err := stmt.ExecContext(w.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// one runs a statement that must touch one row.
func (w *writer) one(otherwise error, statement string, args ...any) error {
	n, err := w.exec(statement, args...)
	if err == nil && n != 1 {
		return otherwise
	}
	return err
}

// put writes a record if the stored version is the one before. The statements
// take the record's columns and, as the last parameter, that version.
func (w *writer) put(version uint64, insert, update string, args ...any) error {
	if version == 1 {
		return w.one(token.ErrConflict, insert, args...)
	}
	return w.one(token.ErrConflict, update, append(args, int64(version)-1)...)
}

func (w *writer) records(c token.StoreChange) error {
	for _, r := range c.Subscribers {
		record, err := json.Marshal(r)
		if err != nil {
			return err
		}
		err = w.put(r.Version,
			`INSERT INTO token_subscriber (id, version, left_on, record) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			`UPDATE token_subscriber SET version = $2, left_on = $3, record = $4 WHERE id = $1 AND version = $5`,
			r.ID, int64(r.Version), r.Left.String(), string(record))
		if err != nil {
			return err
		}
	}
	for _, r := range c.Certificates {
		record, err := json.Marshal(r)
		if err != nil {
			return err
		}
		err = w.put(r.Version,
			`INSERT INTO token_certificate (id, version, state, not_after, subscriber, device, record)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
			`UPDATE token_certificate SET version = $2, state = $3, not_after = $4, subscriber = $5, device = $6, record = $7
			WHERE id = $1 AND version = $8`,
			r.ID, int64(r.Version), string(r.State), r.NotAfter.UnixMicro(), r.Subscriber, r.Device, string(record))
		if err != nil {
			return err
		}
	}
	for _, d := range c.Devices {
		if err := w.device(d); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) device(d token.CustodyDevice) error {
	record, err := json.Marshal(d)
	if err != nil {
		return err
	}
	err = w.put(d.Version,
		`INSERT INTO token_device (id, version, holders, record) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		`UPDATE token_device SET version = $2, holders = $3, record = $4 WHERE id = $1 AND version = $5`,
		d.ID, int64(d.Version), len(d.Holders), string(record))
	if err != nil {
		return err
	}
	if d.Version > 1 {
		if _, err := w.exec(`DELETE FROM token_holder WHERE device = $1`, d.ID); err != nil {
			return err
		}
	}
	for _, h := range d.Holders {
		if _, err := w.exec(`INSERT INTO token_holder (device, holder) VALUES ($1, $2)`, d.ID, h.ID); err != nil {
			return err
		}
	}
	return nil
}

// log appends records. Who else appends at the same time takes the same number,
// and one of the two conflicts.
func (w *writer) log(records []token.LogRecord) error {
	if len(records) == 0 {
		return nil
	}
	seq, hash, err := w.lastOfLog()
	if err != nil {
		return err
	}
	for _, e := range records {
		if e.Seq != seq+1 || !bytes.Equal(e.Prev[:], hash) {
			return token.ErrConflict
		}
		err := w.one(token.ErrConflict,
			`INSERT INTO token_log (seq, at, erases, prev, digest, hash, salt, payload)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
			int64(e.Seq), e.At.UnixMicro(), int64(e.Erases), e.Prev[:], e.Digest[:], e.Hash[:], e.Salt, e.Payload)
		if err != nil {
			return err
		}
		seq, hash = e.Seq, e.Hash[:]
	}
	return nil
}

func (w *writer) lastOfLog() (uint64, []byte, error) {
	var seq int64
	var hash []byte
	err := w.tx.QueryRowContext(w.ctx, `SELECT seq, hash FROM token_log ORDER BY seq DESC LIMIT 1`).Scan(&seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		start := token.StartOfLog()
		return 0, start[:], nil
	}
	return uint64(seq), hash, err
}

func (w *writer) erase(records []uint64) error {
	for _, seq := range records {
		err := w.one(token.ErrNoRecord, `UPDATE token_log SET salt = NULL, payload = NULL WHERE seq = $1`, int64(seq))
		if err != nil {
			return err
		}
	}
	return nil
}
