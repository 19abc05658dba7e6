package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua/token"
)

// where builds the conditions of a query.
type where struct {
	dialect dialect
	parts   []string
	args    []any
}

// add enters a condition with one parameter, written as $.
func (w *where) add(condition string, arg any) {
	w.args = append(w.args, arg)
	w.parts = append(w.parts, strings.ReplaceAll(condition, "$", "$"+strconv.Itoa(len(w.args))))
}

// in enters a condition that a column is one of a list; an empty list is none.
func in[T ~string](w *where, column string, list []T) {
	if len(list) == 0 {
		return
	}
	values := make([]string, len(list))
	for i, v := range list {
		values[i] = string(v)
	}
	if w.dialect == postgres {
		w.add(column+" = ANY($)", values)
		return
	}
	text, err := json.Marshal(values)
	if err != nil {
		text = []byte("[]") // strings always are JSON
	}
	w.add(column+" IN (SELECT value FROM json_each($))", string(text))
}

func (w *where) String() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}

// Subscribers chooses subscribers; see [token.Store].
func (s *Store) Subscribers(ctx context.Context, f token.SubscriberFilter) iter.Seq2[token.Subscriber, error] {
	w := &where{dialect: s.dialect}
	in(w, "id", f.IDs)
	return records[token.Subscriber](ctx, s, "token_subscriber", w)
}

// Certificates chooses certificates; see [token.Store].
func (s *Store) Certificates(ctx context.Context, f token.CertificateFilter) iter.Seq2[token.CertificateRecord, error] {
	w := &where{dialect: s.dialect}
	in(w, "id", f.IDs)
	in(w, "state", f.States)
	if f.Subscriber != "" {
		w.add("subscriber = $", f.Subscriber)
	}
	if f.Device != "" {
		w.add("device = $", f.Device)
	}
	if !f.EndsBefore.IsZero() {
		w.add("not_after < $", f.EndsBefore.UnixMicro())
	}
	if !f.LeftBy.IsZero() {
		w.add("subscriber IN (SELECT id FROM token_subscriber WHERE left_on <> '' AND left_on <= $)", f.LeftBy.String())
	}
	return records[token.CertificateRecord](ctx, s, "token_certificate", w)
}

// Devices chooses devices; see [token.Store].
func (s *Store) Devices(ctx context.Context, f token.DeviceFilter) iter.Seq2[token.CustodyDevice, error] {
	w := &where{dialect: s.dialect}
	in(w, "id", f.IDs)
	if f.Disputed {
		w.add("holders > $", 1)
	}
	if f.Holder != "" {
		w.add("id IN (SELECT device FROM token_holder WHERE holder = $)", f.Holder)
	}
	return records[token.CustodyDevice](ctx, s, "token_device", w)
}

// records reads whole records of a table.
func records[T any](ctx context.Context, s *Store, table string, w *where) iter.Seq2[T, error] {
	query := `SELECT record FROM ` + table + w.String() + ` ORDER BY id`
	return rows(ctx, s, query, w.args, func(r *sql.Rows) (T, error) {
		var text sql.RawBytes
		var v T
		if err := r.Scan(&text); err != nil {
			return v, err
		}
		if err := json.Unmarshal(text, &v); err != nil {
			return v, fmt.Errorf("%w: %s", ErrStored, table)
		}
		return v, nil
	})
}

// Log chooses a stretch of the log; see [token.Store].
func (s *Store) Log(ctx context.Context, f token.LogFilter) iter.Seq2[token.LogRecord, error] {
	w := &where{dialect: s.dialect}
	if f.After > 0 {
		w.add("seq > $", int64(min(f.After, 1<<62)))
	}
	order := ` ORDER BY seq`
	if f.Last {
		order = ` ORDER BY seq DESC LIMIT 1`
	}
	query := `SELECT seq, at, erases, prev, digest, hash, salt, payload FROM token_log` + w.String() + order
	return rows(ctx, s, query, w.args, func(r *sql.Rows) (token.LogRecord, error) {
		var e token.LogRecord
		var seq, at, erases int64
		var prev, digest, hash sql.RawBytes
		if err := r.Scan(&seq, &at, &erases, &prev, &digest, &hash, &e.Salt, &e.Payload); err != nil {
			return e, err
		}
		e.Seq, e.At, e.Erases = uint64(seq), time.UnixMicro(at).UTC(), uint64(erases)
		for to, from := range map[*token.LogHash][]byte{&e.Prev: prev, &e.Digest: digest, &e.Hash: hash} {
			if copy(to[:], from) != len(to) || len(from) != len(to) {
				return e, fmt.Errorf("%w: log", ErrStored)
			}
		}
		return e, nil
	})
}

// rows yields what read makes of each row.
func rows[T any](ctx context.Context, s *Store, query string, args []any, read func(*sql.Rows) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		r, err := s.read.QueryContext(ctx, s.dialect.sql(query), args...)
		if err != nil {
			yield(zero, fmt.Errorf("sqlstore: read: %w", err))
			return
		}
		defer r.Close()
		for r.Next() {
			v, err := read(r)
			if err != nil {
				yield(zero, fmt.Errorf("sqlstore: read: %w", err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := r.Err(); err != nil {
			yield(zero, fmt.Errorf("sqlstore: read: %w", err))
		}
	}
}
