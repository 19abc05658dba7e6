package motcua_test

import (
	"fmt"
	"time"

	"github.com/motcua/motcua"
)

// letter is evidence: what is known of a letter that came in.
type letter struct {
	received time.Time
	number   string
}

// AnchorDate gives the day on which the letter came in.
func (l letter) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	if a != motcua.AnchorReceived || l.received.IsZero() {
		return motcua.Date{}, false
	}
	return motcua.DateAt(l.received), true
}

// numbered is a rule with one dated wording and the function that judges it.
func numbered() motcua.Check[letter] {
	return motcua.Check[letter]{
		Rule: motcua.Rule{
			ID:           "letter/numbered",
			Title:        motcua.Text{VI: "Văn bản có số", EN: "The letter has a number"},
			Jurisdiction: motcua.National,
			Status:       motcua.Issued,
			InForce:      motcua.Interval{From: motcua.DateOf(2020, time.March, 5)},
			Anchor:       motcua.AnchorReceived,
			Duty:         motcua.Must,
			Citation: motcua.Citation{
				Instrument: "Nghị định ví dụ", Provision: "Điều 1", Quote: "Văn bản phải có số.", Sure: motcua.Read,
			},
		},
		Eval: func(l letter) motcua.Verdict {
			if l.number == "" {
				return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
					VI: "Văn bản không có số.", EN: "The letter has no number.",
				}}
			}
			return motcua.Verdict{Outcome: motcua.Satisfied}
		},
	}
}

// Evidence is judged by the wording in force on the day that the rule's anchor
// names; every finding says where in the law it comes from.
func ExampleEvaluate() {
	// 17:30 UTC on 4 March is 0:30 on 5 March in Việt Nam.
	evidence := letter{received: time.Date(2020, time.March, 4, 17, 30, 0, 0, time.UTC)}

	findings, err := motcua.Evaluate([]motcua.Check[letter]{numbered()}, evidence, motcua.Profile{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		fmt.Println(f.AnchorDate, f.Rule, f.Outcome)
		fmt.Println(f.Citation)
		fmt.Println(f.Detail.In(motcua.Vietnamese))
	}
	// Output:
	// 2020-03-05 letter/numbered violated
	// Điều 1 Nghị định ví dụ
	// Văn bản không có số.
}

// A wording that was not in force decides nothing, and says so.
func ExampleEvaluate_notInForce() {
	evidence := letter{received: time.Date(2020, time.March, 4, 16, 30, 0, 0, time.UTC)}

	findings, err := motcua.Evaluate([]motcua.Check[letter]{numbered()}, evidence, motcua.Profile{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(findings[0].Outcome)
	fmt.Println(findings[0].Detail.In(motcua.English))
	// Output:
	// not-in-force
	// Nghị định ví dụ is in force from 2020-03-05; the date of receipt is 2020-03-04.
}

// Dates are civil dates of Việt Nam; intervals are half-open.
func ExampleInterval() {
	inForce := motcua.Interval{From: motcua.DateOf(2018, time.February, 5), Until: motcua.DateOf(2026, time.November, 15)}
	signed := time.Date(2026, time.November, 14, 17, 0, 0, 0, time.UTC)

	fmt.Println(motcua.DateAt(signed), inForce.Contains(motcua.DateAt(signed)))
	fmt.Println(motcua.DateAt(signed.Add(-time.Second)), inForce.Contains(motcua.DateAt(signed.Add(-time.Second))))
	// Output:
	// 2026-11-15 false
	// 2026-11-14 true
}

func ExampleParseJurisdiction() {
	locality, err := motcua.ParseJurisdiction("nghe-an")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(locality, "=", locality.Name().In(motcua.Vietnamese))
	// Output: nghe-an = Tỉnh Nghệ An
}
