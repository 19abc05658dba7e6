package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// numbering is a request in the words of the tables.
type numbering struct {
	key      string
	agency   motcua.AgencyID // canonical
	day      motcua.Date
	last     int // the day's last ordinal
	received time.Time
	entered  time.Time
	outage   bool
}

// row is a line of dossier_number.
type row struct {
	agency, day       string
	sequence          int
	received, entered int64
	mark              string
}

// columns are those of a row, in its order.
const columns = `agency, day, sequence, received, entered, mark`

func (r *row) fields() []any {
	return []any{&r.agency, &r.day, &r.sequence, &r.received, &r.entered, &r.mark}
}

func (r row) values() []any {
	return []any{r.agency, r.day, r.sequence, r.received, r.entered, r.mark}
}

// errFull reports that the day's last ordinal was given.
var errFull = errors.New("full")

// Number implements [dossier.Numberer] in a transaction of its own.
func (s *Store) Number(ctx context.Context, r dossier.NumberRequest) (dossier.Numbered, error) {
	return numbered(r, func(n numbering) (row, error) { return s.dialect.number(ctx, s.write, n) })
}

// NumberIn gives a number in the caller's transaction, which must be one of
// this store's: the number is given if the transaction commits, and is free
// again if it does not. Until it ends, others wait for numbers of the agency and
// day. Errors leave a transaction of PostgreSQL unusable, as always there.
func (s *Store) NumberIn(ctx context.Context, tx *sql.Tx, r dossier.NumberRequest) (dossier.Numbered, error) {
	return numbered(r, func(n numbering) (row, error) { return s.dialect.numberIn(ctx, tx, n) })
}

// Begin begins a transaction for [Store.NumberIn].
func (s *Store) Begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: begin: %w", err)
	}
	return tx, nil
}

// numbered checks a request, has it done, and reads the row that came of it.
func numbered(r dossier.NumberRequest, do func(numbering) (row, error)) (dossier.Numbered, error) {
	if err := r.Check(); err != nil {
		return dossier.Numbered{}, err
	}
	day := motcua.DateAt(r.Received)
	n := numbering{
		key: r.Key, agency: r.Agency.Canonical(), day: day, last: dossier.LastSequence(day),
		received: r.Received, entered: r.Entered, outage: r.Outage,
	}
	got, err := do(n)
	switch {
	case errors.Is(err, errFull):
		return dossier.Numbered{}, &dossier.CodeError{Reason: dossier.CodeSequencePart, Cause: dossier.ErrDayFull}
	case err != nil:
		return dossier.Numbered{}, fmt.Errorf("sqlstore: number: %w", err)
	case got.agency != n.agency.String() || got.day != day.String():
		return dossier.Numbered{}, fmt.Errorf("sqlstore: number: %w: the key was used for another agency or day", dossier.ErrNumberRequest)
	}
	return got.numbered(r.Key)
}

// numbered reads the row of a key.
func (r row) numbered(key string) (dossier.Numbered, error) {
	agency, err := motcua.ParseAgencyID(r.agency)
	if err != nil {
		return dossier.Numbered{}, fmt.Errorf("sqlstore: read number: %w", err)
	}
	day, err := motcua.ParseDate(r.day)
	if err != nil {
		return dossier.Numbered{}, fmt.Errorf("sqlstore: read number: %w", err)
	}
	code, err := dossier.NewCode(agency, day, r.sequence)
	if err != nil {
		return dossier.Numbered{}, fmt.Errorf("sqlstore: read number: %w", err)
	}
	return dossier.Numbered{
		Key: key, Code: code, Mark: dossier.NumberMark(r.mark),
		Received: motcua.VietnamTime(time.Unix(0, r.received)), Entered: motcua.VietnamTime(time.Unix(0, r.entered)),
	}, nil
}

// Numbers implements [dossier.Numberer].
func (s *Store) Numbers(ctx context.Context, agency motcua.AgencyID, received motcua.Date) ([]dossier.Numbered, error) {
	rows, err := s.read.QueryContext(ctx,
		`SELECT key, `+columns+` FROM dossier_number WHERE agency = $1 AND day = $2 ORDER BY sequence`,
		agency.Canonical().String(), received.String())
	if err != nil {
		return nil, fmt.Errorf("sqlstore: numbers: %w", err)
	}
	defer rows.Close()
	var list []dossier.Numbered
	for rows.Next() {
		var key string
		var r row
		if err := rows.Scan(append([]any{&key}, r.fields()...)...); err != nil {
			return nil, fmt.Errorf("sqlstore: numbers: %w", err)
		}
		n, err := r.numbered(key)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("sqlstore: numbers: %w", err)
	}
	return list, nil
}
