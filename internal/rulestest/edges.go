package rulestest

import (
	"fmt"

	"github.com/motcua/motcua"
)

// farDate stands for “for ever” where no end of a wording is known.
func farDate() motcua.Date { return motcua.DateOf(2999, 12, 31) }

// edge is a date and what must come of a satisfied subject on it.
type edge struct {
	name string
	date motcua.Date // zero: not known
	want motcua.Outcome
}

// edgesOf lists the dates at which an interval begins and ends to count.
func edgesOf(i motcua.Interval) []edge {
	edges := []edge{
		{"date unknown", motcua.Date{}, motcua.Indeterminate},
		{"the day before", i.From.AddDays(-1), motcua.NotInForce},
		{"the first day", i.From, motcua.Satisfied},
	}
	if i.Until.IsZero() {
		return append(edges, edge{"a far day", farDate(), motcua.Satisfied})
	}
	return append(edges,
		edge{"the last day", i.Until.AddDays(-1), motcua.Satisfied},
		edge{"the day after", i.Until, motcua.NotInForce})
}

// edges tries a satisfied subject on the edges of the wording's interval.
func (r runner[S]) edges(satisfied S) []string {
	var found []string
	for _, e := range edgesOf(r.rule.InForce) {
		for _, what := range r.edge(e, satisfied) {
			found = append(found, fmt.Sprintf("%s (%s): %s", e.name, e.date, what))
		}
	}
	return found
}

func (r runner[S]) edge(e edge, satisfied S) []string {
	s := r.redate(satisfied, e.date)
	date, known := s.AnchorDate(r.rule.Anchor)
	if known == e.date.IsZero() || date != e.date {
		return []string{"redating the subject does not move its anchor date"}
	}
	f, err := r.evaluate(s)
	if err != nil {
		return []string{err.Error()}
	}
	found := detailProblems(f)
	if neighbour, ok := r.neighbour(e.date); ok && e.want == motcua.NotInForce {
		// Another wording of the rule adjoins: it decides, whatever it says.
		if f.Citation != neighbour.Citation || f.Outcome == motcua.NotInForce {
			found = append(found, "the adjoining wording does not take over")
		}
		return found
	}
	if f.Outcome != e.want {
		found = append(found, fmt.Sprintf("outcome is %s, want %s", f.Outcome, e.want))
	}
	return found
}

// neighbour returns the other wording of the rule that is in force on a date.
func (r runner[S]) neighbour(d motcua.Date) (motcua.Rule, bool) {
	for _, c := range r.checks {
		if c.ID == r.rule.ID && c.Jurisdiction == r.rule.Jurisdiction &&
			c.InForce.Contains(d) && !c.InForce.Overlaps(r.rule.InForce) {
			return c.Rule, true
		}
	}
	return motcua.Rule{}, false
}
