package signature

import (
	"fmt"
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// Declaration states what a program for signing or checking does, point by point
// of the checklists that the law sets. It is what a vendor says of a product, or
// an agency found in a trial.
type Declaration struct {
	// On is the day by whose law the program is judged.
	On motcua.Date
	// Since is the day on which agencies began to use it, zero where that is not
	// known: programs older than Thông tư 41/2017/TT-BTTTT had until 2019-02-05 to
	// be upgraded (Điều 16).
	Since motcua.Date
	// Signs and Checks say what the program is for: the checklists of signing and
	// of checking software.
	Signs, Checks bool
	// Does answers the points by the ID of their rule, as in
	// “signature/checking-notice”. A point without an answer is Indeterminate.
	Does map[string]Tristate
}

// AnchorDate gives the day of judging.
func (d Declaration) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	return d.On, a == motcua.AnchorRequested && !d.On.IsZero()
}

// CheckSoftware holds the declaration against the checklists of Thông tư
// 41/2017/TT-BTTTT, Điều 11 and 12, Nghị định 130/2018/NĐ-CP, Điều 80 and 81, and
// Thông tư 15/2025/TT-BKHCN, Điều 6 and Phụ lục II: one finding per point, sorted by
// rule.
//
// Errors: [ErrChecklist] for an answer to a point that there is not.
func CheckSoftware(d Declaration) ([]motcua.Finding, error) {
	for id := range d.Does {
		if !slices.ContainsFunc(softwareChecks(), func(c motcua.Check[Declaration]) bool { return c.ID == id }) {
			return nil, fmt.Errorf("signature: check software: %w", ErrChecklist)
		}
	}
	return motcua.Evaluate(softwareChecks(), d, motcua.Profile{})
}

// softwareChecks puts the checklists together. All go by the day for which the
// check is asked.
var softwareChecks = sync.OnceValue(func() []motcua.Check[Declaration] {
	signs := func(d Declaration) bool { return d.Signs }
	checks := func(d Declaration) bool { return d.Checks }
	inTime := func(applies func(Declaration) bool) func(Declaration) bool {
		return func(d Declaration) bool { return applies(d) && !d.inTransition() }
	}
	either := func(d Declaration) bool { return d.Signs || d.Checks }
	return slices.Concat(
		pointChecks(circular41(), circular41SigningPoints(), inTime(signs)),
		pointChecks(circular41(), circular41CheckingPoints(), inTime(checks)),
		pointChecks(decree130(), decree130Points(), either),
		pointChecks(circular15(), circular15Points(), checks),
	)
})

// inTransition: Thông tư 41/2017/TT-BTTTT, Điều 16, gave a year to programs that
// were in use when it took effect.
func (d Declaration) inTransition() bool {
	return !d.Since.IsZero() && d.Since.Before(circular41().inForce.From) && d.On.Before(circular41Software())
}

// point is one demand of a checklist.
type point struct {
	slug             string
	title            motcua.Text
	provision, quote string
	should           bool // encouraged or optional, not demanded
}

func pointChecks(text regulation, points []point, applies func(Declaration) bool) []motcua.Check[Declaration] {
	list := make([]motcua.Check[Declaration], len(points))
	for i, p := range points {
		rule := text.rule("signature/"+p.slug, p.title, motcua.AnchorRequested, p.provision, p.quote)
		if p.should {
			rule.Duty = motcua.Should
		}
		list[i] = motcua.Check[Declaration]{Rule: rule, Applies: applies, Eval: func(d Declaration) motcua.Verdict {
			return declared(d.Does[rule.ID])
		}}
	}
	return list
}

func declared(answer Tristate) motcua.Verdict {
	switch answer {
	case Yes:
		return satisfied()
	case No:
		return breach(motcua.Text{
			VI: "Theo bản khai, phần mềm không có chức năng này.",
			EN: "By the declaration, the program does not do this.",
		})
	}
	return unclear(motcua.Text{
		VI: "Bản khai chưa trả lời điểm này; cần thử phần mềm hoặc hỏi nhà cung cấp.",
		EN: "The declaration leaves this point open; try the program or ask its maker.",
	})
}
