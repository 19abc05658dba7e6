package motcua

// Anchor names the date of a subject that picks the wording of a rule.
type Anchor string

// The anchors in use.
const (
	AnchorSigned            Anchor = "signed"
	AnchorIssued            Anchor = "issued"
	AnchorReceived          Anchor = "received"
	AnchorCertificateIssued Anchor = "certificate-issued"
	AnchorRequested         Anchor = "requested"
)

// Label returns the anchor in words.
func (a Anchor) Label() Text {
	switch a {
	case AnchorSigned:
		return Text{VI: "ngày ký", EN: "date of signing"}
	case AnchorIssued:
		return Text{VI: "ngày ban hành", EN: "date of issue"}
	case AnchorReceived:
		return Text{VI: "ngày tiếp nhận", EN: "date of receipt"}
	case AnchorCertificateIssued:
		return Text{VI: "ngày cấp chứng thư số", EN: "date the certificate was issued"}
	case AnchorRequested:
		return Text{VI: "ngày đề nghị", EN: "date of the request"}
	}
	return Text{VI: string(a), EN: string(a)}
}

// Duty is how strongly the text obliges, taken from its own verb.
type Duty string

// The duties.
const (
	Must   Duty = "must"   // “phải”, “có trách nhiệm”, a condition of validity
	Should Duty = "should" // “khuyến khích”, “cần”
)

// Sureness says how the quoted text was obtained.
type Sureness string

// The degrees of sureness. Nothing recalled from memory has a place here.
const (
	Read     Sureness = "read"     // the verbatim text was read
	Quoted   Sureness = "quoted"   // quoted by a third party
	Indirect Sureness = "indirect" // reported, not quoted
)

// Citation is the place in the law that a rule rests on.
type Citation struct {
	Instrument string   // “Thông tư 41/2017/TT-BTTTT”
	Provision  string   // “Điều 7 khoản 2”
	Quote      string   // verbatim, at most two sentences
	Sure       Sureness // how the quote was obtained
}

// String returns provision and instrument, as a clerk cites them.
func (c Citation) String() string { return c.Provision + " " + c.Instrument }

// Rule is one dated wording of a rule of law. ID is stable for life; a wording
// is identified by ID, Jurisdiction and InForce.From.
type Rule struct {
	ID           string // “<package>/<slug>”
	Title        Text
	Jurisdiction Jurisdiction
	Status       Status
	InForce      Interval // civil dates of Việt Nam, half-open
	Anchor       Anchor
	Duty         Duty
	Citation     Citation
	// Outside says what is known about the law before and after InForce, for
	// the detail of a NotInForce finding.
	Outside Text
}

// Subject is evidence that rules judge.
type Subject interface {
	// AnchorDate returns the date that the anchor names, and false where the
	// evidence does not hold it: rules with that anchor are then Indeterminate.
	AnchorDate(Anchor) (Date, bool)
}

// Check joins a rule to the pure function that evaluates it.
type Check[S Subject] struct {
	Rule
	// Applies tells whether the rule concerns the subject; nil: every subject.
	Applies func(S) bool
	// Eval judges the subject. It has no clock, no network and no files.
	Eval func(S) Verdict
}
