package rulestest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/motcua/motcua"
)

// Run fails t where a vector is missing, where a wording does not say what its
// vector wants, where a finding lacks its detail, and where a wording holds on
// a day outside its interval or not on one inside.
//
// Redate returns the subject as if the anchor's date were the given one; the
// zero Date stands for a date that is not known. It must not change its
// argument. The edges are tried with the first satisfied vector of a wording:
// the day before, the first, the last and the day after, or a far day where
// the interval is open.
func Run[S motcua.Subject](t *testing.T, checks []motcua.Check[S], vectors []Vector[S], redate func(S, motcua.Date) S) {
	t.Helper()
	for _, what := range Missing(checks, vectors) {
		t.Error(what)
	}
	for _, c := range checks {
		t.Run(keyOf(c.Rule).String(), func(t *testing.T) {
			r := runner[S]{checks: checks, rule: c.Rule, redate: redate}
			for _, what := range r.failures(vectors) {
				t.Error(what)
			}
		})
	}
}

var (
	errUnstable  = errors.New("a second evaluation differs from the first")
	errNoFinding = errors.New("there is no finding")
)

// runner tries one wording.
type runner[S motcua.Subject] struct {
	checks []motcua.Check[S]
	rule   motcua.Rule
	redate func(S, motcua.Date) S
}

// failures lists what is wrong with the wording.
func (r runner[S]) failures(vectors []Vector[S]) []string {
	var found []string
	edgesTried := false
	for _, v := range vectors {
		if v.key() != keyOf(r.rule) {
			continue
		}
		for _, what := range r.vector(v) {
			found = append(found, fmt.Sprintf("%s: %s", v.Name, what))
		}
		if v.Want == motcua.Satisfied && !edgesTried {
			edgesTried = true
			found = append(found, r.edges(v.Subject)...)
		}
	}
	return found
}

// vector evaluates one subject by all checks, as callers do.
func (r runner[S]) vector(v Vector[S]) []string {
	date, known := v.Subject.AnchorDate(r.rule.Anchor)
	if !known || !r.rule.InForce.Contains(date) {
		return []string{"the subject's anchor date is not in the wording's interval"}
	}
	f, err := r.evaluate(v.Subject)
	if err != nil {
		return []string{err.Error()}
	}
	found := detailProblems(f)
	if f.Outcome != v.Want {
		found = append(found, fmt.Sprintf("outcome is %s, want %s", f.Outcome, v.Want))
	}
	if f.Citation != r.rule.Citation {
		found = append(found, fmt.Sprintf("the finding cites %s, want %s", f.Citation, r.rule.Citation))
	}
	if !v.Detail.IsZero() && f.Detail != v.Detail {
		found = append(found, fmt.Sprintf("detail is %q, want %q", f.Detail, v.Detail))
	}
	return append(found, r.unasked(v.Subject)...)
}

// evaluate returns the finding of the wording's rule, and an error where two
// evaluations differ.
func (r runner[S]) evaluate(s S) (motcua.Finding, error) {
	p := motcua.Profile{}
	if r.rule.Jurisdiction != motcua.National {
		p.Locality = r.rule.Jurisdiction
	}
	findings, err := motcua.Evaluate(r.checks, s, p)
	if err != nil {
		return motcua.Finding{}, err
	}
	again, err := motcua.Evaluate(r.checks, s, p)
	if err != nil {
		return motcua.Finding{}, err
	}
	if !reflect.DeepEqual(findings, again) {
		return motcua.Finding{}, errUnstable
	}
	at := slices.IndexFunc(findings, r.isAbout)
	if at < 0 {
		return motcua.Finding{}, errNoFinding
	}
	return findings[at], nil
}

func (r runner[S]) isAbout(f motcua.Finding) bool {
	return f.Rule == r.rule.ID && f.Jurisdiction == r.rule.Jurisdiction
}

// unasked checks that a local wording stays silent until its locality is named.
func (r runner[S]) unasked(s S) []string {
	if r.rule.Jurisdiction == motcua.National {
		return nil
	}
	findings, err := motcua.Evaluate(r.checks, s, motcua.Profile{})
	if err != nil {
		return []string{err.Error()}
	}
	if slices.ContainsFunc(findings, r.isAbout) {
		return []string{"the local rule is evaluated although no locality is named"}
	}
	return nil
}

// detailProblems checks that a finding which needs an explanation has one.
func detailProblems(f motcua.Finding) []string {
	var found []string
	switch f.Outcome {
	case motcua.Violated, motcua.Indeterminate, motcua.NotInForce:
		for _, l := range []motcua.Language{motcua.Vietnamese, motcua.English} {
			if what := textProblem(f.Detail.In(l)); what != "" {
				found = append(found, fmt.Sprintf("the detail (%s) of %s %s", l, f.Outcome, what))
			}
		}
	}
	return found
}
