package signature

import "github.com/motcua/motcua"

// Progress is how far one document has come, and what is known of it. The zero
// value is a document of which nothing is known; rules that need a fact are then
// Indeterminate.
type Progress struct {
	// On is the day on which the next step is taken. Zero takes the day of the
	// signature that completed the file.
	On motcua.Date
	// Done are the steps that were taken, oldest first.
	Done []StepTaken
	// Result is what verifying the file with a register came to; nil: there is no
	// file, or it is not verified.
	Result *Result
	Facts  Facts

	// Parties are those who must all sign, for processes with several; the one that
	// leads the document comes first.
	Parties []Party
	// Signer is who signs in place of another, or by order.
	Signer Party
	// ByOrder: the agency's rules of work or of clerical work lay down who may sign by
	// order (thừa lệnh).
	ByOrder    Tristate
	Delegation Delegation
	// CopyOf is what an electronic copy is made from.
	CopyOf Medium
	Scan   Scan
	// Attached tells where an attachment is that the document has.
	Attached Attachment
}

// StepTaken is one step in the log of a document.
type StepTaken struct {
	Step StepID
	By   Actor
}

// Party is someone who signs, in the words of the register's entry.
type Party struct {
	Role   Role
	Holder string
	Agency string // "": whatever the register says
}

// Delegation is what is known of signing by delegation (thừa ủy quyền).
type Delegation struct {
	Written Tristate // it was given in writing
	// InForce are its limits in time; Until is zero where it has none.
	InForce motcua.Interval
	Limited Tristate // it says what may be signed
	// Delegate is who it was given to; Agency is the agency that gave it.
	Delegate Party
	Agency   string
}

// Medium tells paper from electronic documents.
type Medium string

// The media; the zero value is not known.
const (
	Paper      Medium = "paper"
	Electronic Medium = "electronic"
)

// Scan is what is known of how paper was scanned; a zero field is not known.
type Scan struct {
	PDF      PDFVersion
	Colour   Tristate
	DPI      int      // dots per inch, of the coarser axis
	FullSize Tristate // at 100 %
}

// PDFVersion is the version of the format, as in 1.4.
type PDFVersion struct{ Major, Minor int }

// Attachment tells where a document's attachment is.
type Attachment string

// Where attachments are; the zero value is not known.
const (
	AttachedNone     Attachment = "none"     // there is none
	AttachedInside   Attachment = "inside"   // in the file of the main document
	AttachedSeparate Attachment = "separate" // the file judged is the attachment's own
)

// undertaking is a document under way as evidence for the rules.
type undertaking struct{ Progress }

// AnchorDate takes the day of the next step for that of signing.
func (u undertaking) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	if a == motcua.AnchorSigned && !u.On.IsZero() {
		return u.On, true
	}
	return u.document().AnchorDate(a)
}

func (u undertaking) document() document {
	if u.Result == nil {
		return document{result: &Result{}, facts: u.Facts}
	}
	return document{result: u.Result, facts: u.Facts}
}

func (u undertaking) signatures() []Signature { return u.document().result.Signatures }

// is tells whether the register's entry of a signature is about the party.
func (p Party) is(g *Registration) bool {
	return p.Role == g.Role && sameWords(p.Holder, g.Holder) && (p.Agency == "" || sameWords(p.Agency, g.Agency))
}
