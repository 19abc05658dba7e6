package dossier

import (
	"fmt"

	"github.com/motcua/motcua"
)

// Ground is what an act, a deadline or a refusal rests on.
type Ground struct {
	Citation motcua.Citation `json:"citation,omitzero"`
	// Practice: no text held provides for it as such. A citation then names the
	// text that comes nearest.
	Practice bool `json:"practice,omitempty"`
}

// String returns the article, or “practice”.
func (g Ground) String() string {
	switch {
	case g.Citation == motcua.Citation{}:
		return "practice"
	case g.Practice:
		return "practice (" + g.Citation.String() + ")"
	}
	return g.Citation.String()
}

// RefusalReason is why an act may not be done.
type RefusalReason string

// The reasons.
const (
	RefusedState      RefusalReason = "state"        // not in this state
	RefusedRole       RefusalReason = "role"         // not by this role
	RefusedNotInForce RefusalReason = "not-in-force" // not provided for on that day
	RefusedLate       RefusalReason = "late"         // the time for it is over
	RefusedEarly      RefusalReason = "early"        // its time has not come
	RefusedOnce       RefusalReason = "once"         // it was done already
	RefusedCode       RefusalReason = "code"         // the dossier's code is not as it must be
	RefusedMissing    RefusalReason = "missing"      // something that it needs is missing
)

// RefusalError says why an act may not be done, and by which article. It
// matches [ErrRefused].
type RefusalError struct {
	Act    ActKind
	State  State
	Reason RefusalReason
	Ground Ground
	Detail motcua.Text
}

// Error names the act, the reason and the article.
func (e *RefusalError) Error() string {
	return fmt.Sprintf("dossier: %s in state %d: %v: %s (%s)", e.Act, e.State, ErrRefused, e.Detail.EN, e.Ground)
}

// Unwrap returns [ErrRefused].
func (e *RefusalError) Unwrap() error { return ErrRefused }
