package motcua

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
)

// Profile says which rules are asked for.
type Profile struct {
	// Locality adds the wordings of one local regulation to the national ones.
	// Zero or National: national rules only. Drafts and unconfirmed texts belong to their
	// locality, so they are never evaluated unless it is named here.
	Locality Jurisdiction
	// LocalInForce replaces the interval of the locality's wordings, where the
	// caller knows better when its regulation was in force. Zero keeps theirs.
	LocalInForce Interval
}

// Evaluate judges s by every rule of the profile and returns one finding per
// rule (ID and jurisdiction), sorted by ID, then jurisdiction, the nation first.
//
// The wording is picked by the rule's anchor date: without that date the rule
// is Indeterminate, outside every wording's interval it is NotInForce.
//
// Errors: [ErrSubject] for a nil subject. A violated rule is no error.
func Evaluate[S Subject](checks []Check[S], s S, p Profile) ([]Finding, error) {
	if isNil(s) {
		return nil, fmt.Errorf("motcua: evaluate: %w", ErrSubject)
	}
	asked := wordingsOf(checks, p)
	findings := make([]Finding, 0, len(asked))
	for len(asked) > 0 {
		n := 1
		for n < len(asked) && asked[n].ID == asked[0].ID && asked[n].Jurisdiction == asked[0].Jurisdiction {
			n++
		}
		findings = append(findings, evaluateRule(asked[:n], s))
		asked = asked[n:]
	}
	return findings, nil
}

// isNil tells a nil pointer in an interface from a subject.
func isNil(s any) bool {
	v := reflect.ValueOf(s)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// wordingsOf returns the checks of the profile, sorted: the wordings of one rule
// stand together in order of time. They are pointed at, for a check is large and
// every document asks for all of them.
func wordingsOf[S Subject](checks []Check[S], p Profile) []*Check[S] {
	asked := make([]*Check[S], 0, len(checks))
	for i := range checks {
		c := &checks[i]
		switch {
		case c.Jurisdiction == National:
			asked = append(asked, c)
		case p.Locality != noneNamed && c.Jurisdiction == p.Locality:
			if p.LocalInForce != (Interval{}) {
				own := *c
				own.InForce = p.LocalInForce
				c = &own
			}
			asked = append(asked, c)
		}
	}
	slices.SortStableFunc(asked, func(a, b *Check[S]) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID),
			a.Jurisdiction.Compare(b.Jurisdiction),
			a.InForce.From.Compare(b.InForce.From))
	})
	return asked
}

// evaluateRule judges s by the wording in force on the anchor date.
func evaluateRule[S Subject](wordings []*Check[S], s S) Finding {
	latest := wordings[len(wordings)-1]
	date, known := s.AnchorDate(latest.Anchor)
	if !known {
		f := latest.finding(Date{})
		if !slices.ContainsFunc(wordings, func(c *Check[S]) bool { return c.Applies == nil || c.Applies(s) }) {
			f.Outcome = NotApplicable // whatever the date
			return f
		}
		f.Outcome = Indeterminate
		f.Detail = Text{
			VI: "Không biết " + latest.Anchor.Label().VI + " nên không chọn được quy định để áp dụng.",
			EN: "The " + latest.Anchor.Label().EN + " is not known, so the wording to apply cannot be chosen.",
		}
		return f
	}
	nearest := wordings[0]
	for _, c := range wordings {
		if c.InForce.Contains(date) {
			return c.evaluate(s, date)
		}
		if !date.Before(c.InForce.From) {
			nearest = c
		}
	}
	return nearest.notInForce(date)
}

func (c *Check[S]) evaluate(s S, date Date) Finding {
	f := c.finding(date)
	if c.Applies != nil && !c.Applies(s) {
		f.Outcome = NotApplicable
		return f
	}
	v := c.Eval(s)
	f.Outcome, f.Detail = v.Outcome, v.Detail
	return f
}

func (c *Check[S]) notInForce(date Date) Finding {
	f := c.finding(date)
	f.Outcome = NotInForce
	f.Detail = Text{
		VI: fmt.Sprintf("%s có hiệu lực %s; %s là %s.", c.Citation.Instrument, c.InForce.words(Vietnamese), c.Anchor.Label().VI, date.Vietnamese()),
		EN: fmt.Sprintf("%s is in force %s; the %s is %s.", c.Citation.Instrument, c.InForce.words(English), c.Anchor.Label().EN, date),
	}
	if !c.Outside.IsZero() {
		f.Detail.VI += " " + c.Outside.VI
		f.Detail.EN += " " + c.Outside.EN
	}
	return f
}

// words tells the interval in a sentence: “from … until before …”.
func (i Interval) words(l Language) string {
	from, until := "từ ngày "+i.From.Vietnamese(), "đến trước ngày "+i.Until.Vietnamese()
	if l == English {
		from, until = "from "+i.From.String(), "until before "+i.Until.String()
	}
	switch {
	case i.Until.IsZero():
		return from
	case i.From.IsZero():
		return until
	}
	return from + " " + until
}

func (r *Rule) finding(date Date) Finding {
	return Finding{
		Rule: r.ID, Jurisdiction: r.Jurisdiction, Status: r.Status, Duty: r.Duty,
		Citation: r.Citation, AnchorDate: date,
	}
}
