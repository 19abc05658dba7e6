package dossier

import (
	"fmt"
	"slices"

	"github.com/motcua/motcua"
)

// LocalState is a state that a locality shows, and the national one that it is.
type LocalState struct {
	Code     string // as the local system has it
	Name     motcua.Text
	National State
}

// Approval is who approved a catalogue of states, and when.
type Approval struct {
	By       string // “UBND tỉnh”
	Decision string // number and sign of the decision
	On       motcua.Date
}

// LocalStates is the catalogue of states of a locality. It is closed: states come
// in by approval only (Hải Dương, draft of 2019, Điều 5 khoản 3), and each is
// one of the ten national states, so that nothing looks better outside than it
// is. It does not change and may be shared.
type LocalStates struct {
	approval Approval
	states   []LocalState
}

// maxLocalStates bounds a catalogue.
const maxLocalStates = 1000

// NewLocalStates builds a catalogue.
//
// Errors: [ErrStates] without an approval, and where a code is missing, given
// twice, without a Vietnamese name, or of no national state.
func NewLocalStates(approval Approval, states []LocalState) (LocalStates, error) {
	wrong := func(what string) (LocalStates, error) {
		return LocalStates{}, fmt.Errorf("dossier: local states: %w: %s", ErrStates, what)
	}
	if approval.By == "" || approval.Decision == "" || !approval.On.Valid() {
		return wrong("who approved them, by which decision and when is not said (" + approved().String() + ")")
	}
	if len(states) > maxLocalStates {
		return wrong("too many")
	}
	seen := map[string]bool{}
	for _, s := range states {
		switch {
		case s.Code == "" || s.Name.VI == "":
			return wrong("a state has no code or name")
		case seen[s.Code]:
			return wrong("a code is given twice")
		case s.National < StateRegistered || s.National > StateReturned:
			return wrong("a state is none of the ten national ones")
		}
		seen[s.Code] = true
	}
	return LocalStates{approval: approval, states: slices.Clone(states)}, nil
}

// Approval returns who approved the catalogue.
func (l LocalStates) Approval() Approval { return l.approval }

// National returns the national state of a local code, false for one that is not
// in the catalogue: it is then not known, and no state is guessed.
func (l LocalStates) National(code string) (State, bool) {
	i := slices.IndexFunc(l.states, func(s LocalState) bool { return s.Code == code })
	if i < 0 {
		return 0, false
	}
	return l.states[i].National, true
}

// Of lists the local states of a national one, in the order of the catalogue.
func (l LocalStates) Of(national State) []LocalState {
	return slices.DeleteFunc(slices.Clone(l.states), func(s LocalState) bool { return s.National != national })
}

// stateChecks is the local rule on catalogues of states: those who may approve
// one are named in it.
func stateChecks() []motcua.Check[LocalStates] {
	return []motcua.Check[LocalStates]{{
		Rule: motcua.Rule{
			ID:           "dossier/states-approved",
			Title:        motcua.Text{VI: "Trạng thái xử lý hồ sơ được chấp thuận", EN: "States approved"},
			Jurisdiction: motcua.HaiDuong, Status: motcua.Draft,
			InForce: motcua.Interval{From: motcua.DateOf(2019, 4, 9)},
			Anchor:  motcua.AnchorIssued, Duty: motcua.Must,
			Citation: approved(),
		},
		Eval: func(l LocalStates) motcua.Verdict {
			switch l.approval.By {
			case "UBND tỉnh", "Ủy ban nhân dân tỉnh":
				return motcua.Verdict{Outcome: motcua.Satisfied}
			case "":
				return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
					VI: "Không biết cơ quan chấp thuận danh mục trạng thái.", EN: "Who approved the states is not known.",
				}}
			}
			return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
				VI: "Danh mục trạng thái không do UBND tỉnh chấp thuận.", EN: "The states were not approved by the province's People's Committee.",
			}}
		},
	}}
}

// AnchorDate gives the day of the approval.
func (l LocalStates) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	return l.approval.On, a == motcua.AnchorIssued && !l.approval.On.IsZero()
}

// Judge evaluates the rules on catalogues of states, which are local: the
// profile names the locality.
func (l LocalStates) Judge(p motcua.Profile) ([]motcua.Finding, error) {
	return motcua.Evaluate(stateChecks(), l, p)
}

func approved() motcua.Citation {
	return read(instrumentHaiDuong, "Điều 5 khoản 3", "Các nội dung thay đổi về trạng thái xử lý hồ sơ, kết quả thông báo tình hình giải quyết thủ tục hành chính của các cơ quan, đơn vị phải được UBND tỉnh chấp thuận.")
}
