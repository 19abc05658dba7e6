package motcua

import (
	"fmt"
	"slices"
)

// AgencyPair says that an agency's code of QCVN 102 was followed by a code of
// Quyết định 20/2020/QĐ-TTg, and who says so.
type AgencyPair struct {
	Old    AgencyID // of QCVN 102, short or not
	New    AgencyID // of QĐ 20/2020
	Source string   // the list, as a clerk cites it
}

// AgencyTable converts codes of QCVN 102 into codes of QĐ 20/2020 and back, by
// the lists that those publish who issue the codes: agencies of level 1 build
// and keep the codes below them (Điều 10.1 Quyết định 20/2020/QĐ-TTg), and many
// issued new ones. The articles of the decision hold no such list. The zero
// table converts nothing; a table does not change and may be shared.
type AgencyTable struct {
	successors   map[AgencyID]AgencyPair
	predecessors map[AgencyID][]AgencyPair
}

// NewAgencyTable builds a table. An old code has one successor; a new code may
// have followed several, since agencies merge. The same pair twice counts once,
// under its first source.
//
// Errors: [ErrAgencyTable] for an Old or New of another form, and for an old
// code with two successors.
func NewAgencyTable(pairs []AgencyPair) (AgencyTable, error) {
	t := AgencyTable{successors: map[AgencyID]AgencyPair{}, predecessors: map[AgencyID][]AgencyPair{}}
	for i, p := range pairs {
		if (p.Old.form != AgencyQCVN102 && p.Old.form != AgencyShort) || p.New.form != AgencyQD20 {
			return AgencyTable{}, fmt.Errorf("motcua: build agency table: pair %d: %w", i, ErrAgencyTable)
		}
		from, to := p.Old.Canonical(), p.New.Canonical()
		known, ok := t.successors[from]
		switch {
		case !ok:
			t.successors[from] = p
			t.predecessors[to] = append(t.predecessors[to], p)
		case known.New.Canonical() != to:
			return AgencyTable{}, fmt.Errorf("motcua: build agency table: pair %d: a second successor: %w", i, ErrAgencyTable)
		}
	}
	return t, nil
}

// Successor returns the pair of an old code, false where the table has none.
func (t AgencyTable) Successor(old AgencyID) (AgencyPair, bool) {
	p, ok := t.successors[old.Canonical()]
	return p, ok
}

// Predecessors returns the pairs that lead to a new code, in the order in which
// the table was given them.
func (t AgencyTable) Predecessors(to AgencyID) []AgencyPair {
	return slices.Clone(t.predecessors[to.Canonical()])
}

// AgencySuggestion is a guess at an agency's code in another form: the groups
// turned around, as far as is known the habit of those who issued new codes and
// in no text. It is for a person to confirm. To decides nothing before: not who
// signed, not who may act, not where a document is sent.
type AgencySuggestion struct {
	From   AgencyID
	To     AgencyID
	Doubts []AgencyDoubt // why it may be wrong; never empty
}

// AgencyDoubt is a reason why a suggestion may be wrong.
type AgencyDoubt string

// The doubts.
const (
	// AgencyDoubtReissued is in every suggestion.
	AgencyDoubtReissued  AgencyDoubt = "reissued"
	AgencyDoubtLevelFour AgencyDoubt = "level-4"
	AgencyDoubtShort     AgencyDoubt = "short"
	AgencyDoubtClosed    AgencyDoubt = "closed"
)

// Label returns the doubt in words.
func (d AgencyDoubt) Label() Text {
	switch d {
	case AgencyDoubtReissued:
		return Text{
			VI: "Mã được suy ra bằng cách đảo thứ tự các nhóm; cơ quan cấp 1 có thể đã cấp mã khác.",
			EN: "The code comes of turning the groups around; the level-1 agency may have issued another one.",
		}
	case AgencyDoubtLevelFour:
		return Text{
			VI: "Không rõ nhóm 3 chữ số của cấp 4 được chuyển đổi như thế nào.",
			EN: "How the three digits of level 4 are carried over is not known.",
		}
	case AgencyDoubtShort:
		return Text{
			VI: "Mã gốc viết tắt; các nhóm bị lược được coi là số 0.",
			EN: "The code was shortened; the groups left out are taken for zeros.",
		}
	case AgencyDoubtClosed:
		return Text{
			VI: "Theo danh mục chưa kiểm chứng, mã cấp 1 có thể đã đóng; đơn vị có thể đã chuyển sang mã cấp 1 khác.",
			EN: "By an unverified list the level-1 code may be closed; the unit may be under another one.",
		}
	}
	return Text{VI: string(d), EN: string(d)}
}

// SuggestQD20 turns a code of QCVN 102, short or not, around and drops the
// groups of zeros below the agency: 000.00.18.G12 suggests G12.18. It returns
// false for another form, and for a code with a group of zeros above the
// agency, which cannot be dropped without naming someone else.
//
// An [AgencyTable] comes first; this is for codes that it does not hold.
func (a AgencyID) SuggestQD20() (AgencySuggestion, bool) {
	levels := a.levels()
	if (a.form != AgencyQCVN102 && a.form != AgencyShort) || slices.ContainsFunc(levels, isZeros) {
		return AgencySuggestion{}, false
	}
	return a.suggest(AgencyQD20, levels), true
}

// SuggestQCVN102 turns a code of QĐ 20/2020 around, or fills up a short one:
// G12.18 suggests 000.00.18.G12. It returns false for another form, and where a
// group has not the width of its place in the old code, two digits at levels 2
// and 3, three at level 4, or is all zeros, which there means nobody.
func (a AgencyID) SuggestQCVN102() (AgencySuggestion, bool) {
	levels := a.levels()
	if a.form != AgencyQD20 && a.form != AgencyShort || len(levels) > 4 {
		return AgencySuggestion{}, false
	}
	for i, group := range levels[1:] {
		width := 2
		if i == 2 {
			width = 3
		}
		if !isNumber(group, width) || a.form == AgencyQD20 && isZeros(group) {
			return AgencySuggestion{}, false
		}
	}
	return a.suggest(AgencyQCVN102, levels), true
}

func (a AgencyID) suggest(form AgencyForm, levels []string) AgencySuggestion {
	s := AgencySuggestion{From: a, To: fromLevels(form, levels), Doubts: []AgencyDoubt{AgencyDoubtReissued}}
	if len(levels) == 4 {
		s.Doubts = append(s.Doubts, AgencyDoubtLevelFour)
	}
	if a.form == AgencyShort {
		s.Doubts = append(s.Doubts, AgencyDoubtShort)
	}
	if one, ok := a.LevelOne(); ok && one.State != LevelOneOpen {
		s.Doubts = append(s.Doubts, AgencyDoubtClosed)
	}
	return s
}
