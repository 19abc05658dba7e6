package dossier

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua"
)

// Query selects cases; what is zero does not select. Bounds of time are
// half-open: From is within, Until is not.
type Query struct {
	// Code finds the dossier that the code says, however it is written.
	Code Code
	// State is one of the national states.
	State State
	// Agency is competent to receive or to decide.
	Agency motcua.AgencyID

	ReceivedFrom, ReceivedUntil time.Time
	// Cases without a due result are left out by these two, and by ByDue.
	DueFrom, DueUntil time.Time
	// ByDue lists by the moment at which the result is due instead of that at which
	// the dossier was handed in; then by name.
	ByDue bool

	// Limit bounds the page: 1 to MaxPage, zero means 50.
	Limit int
	// After is the Next of the page before; empty for the first. A case that moves
	// in the order between two pages may be listed twice or not at all.
	After string
}

// MaxPage bounds the cases of a page.
const MaxPage = 500

// Page is a part of what a query found.
type Page struct {
	Cases []Summary
	// Next is the After of the next page; empty where this is the last.
	Next string
}

// Position is the place of a case in the order of a query.
type Position struct {
	At   time.Time
	Case string
}

// Compare orders places.
func (p Position) Compare(q Position) int {
	return cmp.Or(p.At.Compare(q.At), cmp.Compare(p.Case, q.Case))
}

// Position returns the place of a case in the order of the query.
func (q Query) Position(s Summary) Position {
	if q.ByDue {
		return Position{s.Due, s.Case}
	}
	return Position{s.Submitted, s.Case}
}

// Filled checks the query, and sets the limit where there is none. Start is the
// place behind which the page begins, if it is not the first. Stores begin
// [Store.Find] with it.
//
// Errors: [ErrQuery].
func (q Query) Filled() (filled Query, start *Position, err error) {
	if q.Limit == 0 {
		q.Limit = 50
	}
	if q.Limit < 1 || q.Limit > MaxPage || q.State < 0 || q.State > StateReturned {
		return q, nil, fmt.Errorf("dossier: find: %w: limit or state out of range", ErrQuery)
	}
	if q.After == "" {
		return q, nil, nil
	}
	moment, id, ok := strings.Cut(q.After, " ")
	n, err := strconv.ParseInt(moment, 10, 64)
	if !ok || err != nil || id == "" || len(id) > maxCaseID {
		return q, nil, fmt.Errorf("dossier: find: %w: no page ended there", ErrQuery)
	}
	return q, &Position{motcua.VietnamTime(time.Unix(0, n)), id}, nil
}

// Page makes a page of the first Limit+1 cases, in order, behind its start.
func (q Query) Page(cases []Summary) Page {
	if len(cases) <= q.Limit {
		return Page{Cases: cases}
	}
	cases = cases[:q.Limit]
	last := q.Position(cases[q.Limit-1])
	return Page{Cases: cases, Next: fmt.Sprintf("%d %s", last.At.UnixNano(), last.Case)}
}

// Matches tells whether the query selects a case, without regard to the page.
func (q Query) Matches(s Summary) bool {
	switch {
	case !q.Code.IsZero() && (s.Code.IsZero() || s.Code.Number() != q.Code.Number()):
		return false
	case q.State != 0 && s.State != q.State:
		return false
	case !q.Agency.IsZero() && !q.competent(s):
		return false
	case (q.ByDue || !q.DueFrom.IsZero() || !q.DueUntil.IsZero()) && s.Due.IsZero():
		return false
	case (!q.ReceivedFrom.IsZero() || !q.ReceivedUntil.IsZero()) && s.Received.IsZero():
		return false
	}
	return within(s.Received, q.ReceivedFrom, q.ReceivedUntil) && within(s.Due, q.DueFrom, q.DueUntil)
}

func (q Query) competent(s Summary) bool {
	a := q.Agency.Canonical()
	return s.Deciding.Canonical() == a || s.Receiving.Canonical() == a
}

// within tells whether a moment lies in the half-open interval.
func within(at, from, until time.Time) bool {
	return (from.IsZero() || !at.Before(from)) && (until.IsZero() || at.Before(until))
}
