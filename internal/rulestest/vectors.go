package rulestest

import (
	"fmt"
	"slices"

	"github.com/motcua/motcua"
)

// Vector is one subject and what a wording must say of it.
type Vector[S motcua.Subject] struct {
	Name string // what is special about the subject
	// ID, Jurisdiction and From name the wording; a zero Jurisdiction is
	// National. The subject's anchor date must lie in its interval.
	ID           string
	Jurisdiction motcua.Jurisdiction
	From         motcua.Date
	Subject      S
	Want         motcua.Outcome
	// Detail is compared where it is not zero.
	Detail motcua.Text
}

// wording identifies a dated wording of a rule.
type wording struct {
	id           string
	jurisdiction motcua.Jurisdiction
	from         motcua.Date
}

func (w wording) String() string {
	return fmt.Sprintf("%s (%s, from %s)", w.id, w.jurisdiction, w.from)
}

func keyOf(r motcua.Rule) wording { return wording{r.ID, r.Jurisdiction, r.InForce.From} }

func (v Vector[S]) key() wording {
	w := wording{v.ID, v.Jurisdiction, v.From}
	if w.jurisdiction == "" {
		w.jurisdiction = motcua.National
	}
	return w
}

// demanded are the outcomes that every wording needs a vector for.
func demanded() []motcua.Outcome {
	return []motcua.Outcome{motcua.Satisfied, motcua.Violated, motcua.Indeterminate}
}

// Missing lists, for every dated wording, the outcomes that no vector covers,
// and the vectors that name no wording; nil when there are none.
func Missing[S motcua.Subject](checks []motcua.Check[S], vectors []Vector[S]) []string {
	var found []string
	known := map[wording]bool{}
	for _, c := range checks {
		w := keyOf(c.Rule)
		known[w] = true
		for _, want := range demanded() {
			covers := func(v Vector[S]) bool { return v.key() == w && v.Want == want }
			if !slices.ContainsFunc(vectors, covers) {
				found = append(found, fmt.Sprintf("%s: no vector is %s", w, want))
			}
		}
	}
	for _, v := range vectors {
		if !known[v.key()] {
			found = append(found, fmt.Sprintf("%s: vector %q is for a wording that does not exist", v.key(), v.Name))
		}
	}
	return found
}
