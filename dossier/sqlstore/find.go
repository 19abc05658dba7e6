package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// selection collects the conditions of a query and their values.
type selection struct {
	conditions []string
	values     []any
}

// where adds a condition in which each “?” stands for the value.
func (s *selection) where(condition string, value any) {
	s.values = append(s.values, value)
	s.conditions = append(s.conditions, strings.ReplaceAll(condition, "?", "$"+strconv.Itoa(len(s.values))))
}

// Find implements [dossier.Store].
func (s *Store) Find(ctx context.Context, q dossier.Query) (dossier.Page, error) {
	q, start, err := q.Filled()
	if err != nil {
		return dossier.Page{}, err
	}
	statement, values := selectCases(q, start)
	rows, err := s.read.QueryContext(ctx, statement, values...)
	if err != nil {
		return dossier.Page{}, fmt.Errorf("sqlstore: find: %w", err)
	}
	defer rows.Close()
	var found []dossier.Summary
	for rows.Next() {
		sum, err := scanSummary(rows)
		if err != nil {
			return dossier.Page{}, fmt.Errorf("sqlstore: find: %w", err)
		}
		found = append(found, sum)
	}
	if err := rows.Err(); err != nil {
		return dossier.Page{}, fmt.Errorf("sqlstore: find: %w", err)
	}
	return q.Page(found), nil
}

func selectCases(q dossier.Query, start *dossier.Position) (string, []any) {
	var s selection
	if !q.Code.IsZero() {
		s.where(`number = ? AND number <> ''`, number(q.Code))
	}
	if q.State != 0 {
		s.where(`state = ?`, int64(q.State))
	}
	if !q.Agency.IsZero() {
		s.where(`(deciding = ? OR receiving = ?)`, q.Agency.Canonical().String())
	}
	if !q.ReceivedFrom.IsZero() {
		s.where(`received <> 0 AND received >= ?`, q.ReceivedFrom.UnixNano())
	}
	if !q.ReceivedUntil.IsZero() {
		s.where(`received <> 0 AND received < ?`, q.ReceivedUntil.UnixNano())
	}
	if !q.DueFrom.IsZero() {
		s.where(`due <> 0 AND due >= ?`, q.DueFrom.UnixNano())
	}
	if !q.DueUntil.IsZero() {
		s.where(`due <> 0 AND due < ?`, q.DueUntil.UnixNano())
	}
	order := "submitted"
	if q.ByDue {
		order = "due"
		s.conditions = append(s.conditions, `due <> 0`)
	}
	if start != nil {
		s.values = append(s.values, start.At.UnixNano(), start.Case)
		n := len(s.values)
		s.conditions = append(s.conditions, fmt.Sprintf(`(%s, id) > ($%d, $%d)`, order, n-1, n))
	}
	statement := `SELECT id, entries, procedure, name, code, state, receiving_as, deciding_as, submitted, received, due, promised FROM dossier_case`
	if len(s.conditions) > 0 {
		statement += ` WHERE ` + strings.Join(s.conditions, ` AND `)
	}
	return fmt.Sprintf(`%s ORDER BY %s, id LIMIT %d`, statement, order, q.Limit+1), s.values
}

func scanSummary(rows *sql.Rows) (dossier.Summary, error) {
	var s dossier.Summary
	var entries, state, submitted, received, due, promised int64
	var code, receiving, deciding string
	err := rows.Scan(&s.Case, &entries, &s.Procedure, &s.Name, &code, &state, &receiving, &deciding, &submitted, &received, &due, &promised)
	if err != nil {
		return s, err
	}
	if err := s.Code.UnmarshalText([]byte(code)); err != nil {
		return s, err
	}
	for _, a := range []struct {
		text string
		to   *motcua.AgencyID
	}{{receiving, &s.Receiving}, {deciding, &s.Deciding}} {
		if err := a.to.UnmarshalText([]byte(a.text)); err != nil {
			return s, err
		}
	}
	s.State, s.Entries = dossier.State(state), uint64(entries)
	s.Submitted, s.Received, s.Due, s.Promised = moment(submitted), moment(received), moment(due), moment(promised)
	return s, nil
}
