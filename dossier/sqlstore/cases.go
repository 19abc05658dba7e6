package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// Append implements [dossier.Store] in a transaction of its own.
func (s *Store) Append(ctx context.Context, sum dossier.Summary, entries []dossier.Kept) error {
	if err := dossier.CheckAppend(sum, entries); err != nil {
		return err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("sqlstore: append: %w", err)
	}
	defer tx.Rollback() // nothing after Commit
	err = appendEntries(ctx, tx, sum, entries)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return fmt.Errorf("sqlstore: append: %w", reason(err))
	}
	return nil
}

// AppendIn adds entries in the caller's transaction, which must be one of this
// store's, as of [Store.Begin]: with [Store.NumberIn] a dossier gets its number
// and the event of its receipt together, or neither. Errors are those of Append,
// and leave a transaction of PostgreSQL unusable where the database gave them.
func (s *Store) AppendIn(ctx context.Context, tx *sql.Tx, sum dossier.Summary, entries []dossier.Kept) error {
	if err := dossier.CheckAppend(sum, entries); err != nil {
		return err
	}
	if err := appendEntries(ctx, tx, sum, entries); err != nil {
		return fmt.Errorf("sqlstore: append: %w", reason(err))
	}
	return nil
}

// reason knows the one rule of the tables that only the database can keep while
// others write: a number is that of one case.
func reason(err error) error {
	var failed *pgconn.PgError
	if errors.As(err, &failed) && failed.ConstraintName == "dossier_case_number" {
		return dossier.ErrCodeUsed
	}
	return err
}

// appendEntries moves the head of the case first: the row keeps others from the
// log until the transaction ends.
func appendEntries(ctx context.Context, tx *sql.Tx, sum dossier.Summary, entries []dossier.Kept) error {
	moved, err := moveHead(ctx, tx, sum, entries)
	if err != nil {
		return err
	}
	if !moved {
		return alreadyThere(ctx, tx, sum.Case, entries)
	}
	for _, e := range entries {
		_, err := tx.ExecContext(ctx, `INSERT INTO dossier_entry (id, seq, at, prev, digest, hash, salt, payload, key)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			sum.Case, int64(e.Seq), e.At.UnixNano(), e.Prev, e.Digest, e.Hash, e.Salt, e.Payload, e.Key)
		if err != nil {
			return err
		}
	}
	return nil
}

// moveHead writes the summary and the new head, if the old one is that which the
// first entry names.
func moveHead(ctx context.Context, tx *sql.Tx, sum dossier.Summary, entries []dossier.Kept) (bool, error) {
	values := caseValues(sum, entries[len(entries)-1].Hash)
	if sum.Code.IsZero() {
		// Nothing to be taken.
	} else if taken, err := codeTaken(ctx, tx, sum); err != nil {
		return false, err
	} else if taken {
		return false, dossier.ErrCodeUsed
	}
	var result sql.Result
	var err error
	if entries[0].Seq == 1 {
		result, err = tx.ExecContext(ctx, `INSERT INTO dossier_case (id, entries, head, procedure, name, code, number, state,
			receiving, deciding, receiving_as, deciding_as, submitted, received, due, promised)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (id) DO NOTHING`, values...)
	} else {
		result, err = tx.ExecContext(ctx, `UPDATE dossier_case SET entries = $2, head = $3, procedure = $4, name = $5, code = $6,
			number = $7, state = $8, receiving = $9, deciding = $10, receiving_as = $11, deciding_as = $12, submitted = $13,
			received = $14, due = $15, promised = $16 WHERE id = $1 AND entries = $17 AND head = $18`,
			append(values, int64(entries[0].Seq)-1, entries[0].Prev)...)
	}
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

func codeTaken(ctx context.Context, tx *sql.Tx, sum dossier.Summary) (bool, error) {
	var taken bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM dossier_case WHERE number = $1 AND number <> '' AND id <> $2)`,
		number(sum.Code), sum.Case).Scan(&taken)
	return taken, err
}

// alreadyThere tells entries that were added before from those of another
// writer.
func alreadyThere(ctx context.Context, tx *sql.Tx, id string, entries []dossier.Kept) error {
	for _, e := range entries {
		var hash string
		err := tx.QueryRowContext(ctx, `SELECT hash FROM dossier_entry WHERE id = $1 AND seq = $2`, id, int64(e.Seq)).Scan(&hash)
		if errors.Is(err, sql.ErrNoRows) || err == nil && hash != e.Hash {
			return dossier.ErrConflict
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// number is what a code says, as text that can be compared.
func number(c dossier.Code) string {
	if c.IsZero() {
		return ""
	}
	n := c.Number()
	return fmt.Sprintf("%s %s %d", n.Agency, n.Received, n.Sequence)
}

func nanoseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func moment(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return motcua.VietnamTime(time.Unix(0, n))
}

// caseValues are those of a row of dossier_case, in the order of its columns.
func caseValues(s dossier.Summary, head string) []any {
	return []any{
		s.Case, int64(s.Entries), head, s.Procedure, s.Name, s.Code.String(), number(s.Code), int64(s.State),
		s.Receiving.Canonical().String(), s.Deciding.Canonical().String(), s.Receiving.String(), s.Deciding.String(),
		nanoseconds(s.Submitted), nanoseconds(s.Received), nanoseconds(s.Due), nanoseconds(s.Promised),
	}
}

// Log implements [dossier.Store].
func (s *Store) Log(ctx context.Context, id string) ([]dossier.Kept, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, at, prev, digest, hash, salt, payload, key FROM dossier_entry
		WHERE id = $1 ORDER BY seq`, id)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: log: %w", err)
	}
	defer rows.Close()
	var log []dossier.Kept
	for rows.Next() {
		var k dossier.Kept
		var seq, at int64
		if err := rows.Scan(&seq, &at, &k.Prev, &k.Digest, &k.Hash, &k.Salt, &k.Payload, &k.Key); err != nil {
			return nil, fmt.Errorf("sqlstore: log: %w", err)
		}
		k.Seq, k.At = uint64(seq), motcua.VietnamTime(time.Unix(0, at))
		log = append(log, k)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("sqlstore: log: %w", err)
	}
	if log == nil {
		return nil, fmt.Errorf("sqlstore: log: %w", dossier.ErrNoCase)
	}
	return log, nil
}
