package motcua

// Outcome is what evaluating a rule came to.
type Outcome string

// The outcomes.
const (
	Satisfied     Outcome = "satisfied"
	Violated      Outcome = "violated"
	Indeterminate Outcome = "indeterminate" // evidence is missing: neither pass nor fail
	NotApplicable Outcome = "not-applicable"
	NotInForce    Outcome = "not-in-force"
)

// Label returns the outcome in words.
func (o Outcome) Label() Text {
	switch o {
	case Satisfied:
		return Text{VI: "Đáp ứng", EN: "Satisfied"}
	case Violated:
		return Text{VI: "Vi phạm", EN: "Violated"}
	case Indeterminate:
		return Text{VI: "Chưa xác định được", EN: "Indeterminate"}
	case NotApplicable:
		return Text{VI: "Không áp dụng", EN: "Not applicable"}
	case NotInForce:
		return Text{VI: "Không có hiệu lực tại ngày xét", EN: "Not in force on that date"}
	}
	return Text{VI: string(o), EN: string(o)}
}

// Verdict is the answer of a check: an outcome and, where it is Violated or
// Indeterminate, what was found and what is required.
type Verdict struct {
	Outcome Outcome
	Detail  Text
}

// Finding is the reported answer of one rule for one subject.
type Finding struct {
	Rule         string // Rule.ID
	Jurisdiction Jurisdiction
	Status       Status
	Outcome      Outcome
	Duty         Duty
	Citation     Citation
	AnchorDate   Date // the date that picked the wording; zero when unknown
	Detail       Text // never empty for Violated, Indeterminate and NotInForce
}
