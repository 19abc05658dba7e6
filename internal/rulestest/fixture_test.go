package rulestest

import (
	"time"

	"github.com/motcua/motcua"
)

// paper is the subject of the tests: it was signed on a day, or not, and has a
// seal that is right, wrong or cannot be seen.
type paper struct {
	signed motcua.Date
	seal   motcua.Outcome
}

func (p paper) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	return p.signed, a == motcua.AnchorSigned && !p.signed.IsZero()
}

func redated(p paper, d motcua.Date) paper {
	p.signed = d
	return p
}

func day(y int, m time.Month, d int) motcua.Date { return motcua.DateOf(y, m, d) }

func goodRule() motcua.Rule {
	return motcua.Rule{
		ID:           "paper/round-seal",
		Title:        motcua.Text{VI: "Con dấu tròn", EN: "Round seal"},
		Jurisdiction: motcua.National, Status: motcua.Issued,
		InForce: motcua.Interval{From: day(2018, 2, 5), Until: day(2020, 1, 1)},
		Anchor:  motcua.AnchorSigned, Duty: motcua.Must,
		Citation: motcua.Citation{
			Instrument: "Thông tư 1/2018/TT-X", Provision: "Điều 7 khoản 2",
			Quote: "Văn bản phải có con dấu. Con dấu hình tròn.", Sure: motcua.Read,
		},
	}
}

// eval answers with the seal, and explains where it must.
func eval(p paper) motcua.Verdict {
	v := motcua.Verdict{Outcome: p.seal}
	if p.seal == motcua.Violated || p.seal == motcua.Indeterminate {
		v.Detail = motcua.Text{VI: "Con dấu không tròn.", EN: "The seal is not round."}
	}
	return v
}

func goodCheck() motcua.Check[paper] { return motcua.Check[paper]{Rule: goodRule(), Eval: eval} }

// nextCheck is the wording that follows goodCheck, with no end.
func nextCheck() motcua.Check[paper] {
	c := goodCheck()
	c.InForce = motcua.Interval{From: day(2020, 1, 1)}
	c.Citation.Instrument = "Thông tư 2/2019/TT-X"
	return c
}

// vectorsFor covers a wording with every outcome that is demanded.
func vectorsFor(r motcua.Rule) []Vector[paper] {
	var list []Vector[paper]
	for _, want := range demanded() {
		list = append(list, Vector[paper]{
			Name: string(want), ID: r.ID, Jurisdiction: r.Jurisdiction, From: r.InForce.From,
			Subject: paper{signed: r.InForce.From.AddDays(30), seal: want}, Want: want,
		})
	}
	return list
}
