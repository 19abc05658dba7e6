package signature

import (
	"errors"
	"time"

	"github.com/motcua/motcua"
)

// Result is what verifying one file came to.
type Result struct {
	// Revisions counts the file's saved states: 1 for a file that was never
	// updated incrementally.
	Revisions int
	// Signatures holds every signature found in any revision, oldest first.
	Signatures []Signature
	// Findings are the legal findings; they never change Status.
	Findings []Finding
	// LegalValue is what the valid signatures make of the document, by the texts
	// in force; LegalValueReason says in a sentence why.
	LegalValue       LegalValue
	LegalValueReason motcua.Text
}

// Status is the one-word summary of a file, see [Result.Status].
type Status string

// The statuses of a file. StatusError is the caller's, for a file that Open
// refused.
const (
	StatusValid         Status = "valid"
	StatusInvalid       Status = "invalid"
	StatusIndeterminate Status = "indeterminate"
	StatusUnsigned      Status = "unsigned"
	StatusError         Status = "error"
)

// Status returns the first that matches: unsigned (no signature); invalid (any
// signature broken, any change not permitted, any signer untrusted);
// indeterminate (any signature unsupported, any change that cannot be
// classified, any trust indeterminate); valid.
func (r *Result) Status() Status {
	if len(r.Signatures) == 0 {
		return StatusUnsigned
	}
	status := StatusValid
	for i := range r.Signatures {
		switch r.Signatures[i].status() {
		case StatusInvalid:
			return StatusInvalid
		case StatusIndeterminate:
			status = StatusIndeterminate
		}
	}
	return status
}

// Signature is one signature and its three verdicts.
type Signature struct {
	Field     string // fully qualified field name; "" when no field holds it
	Kind      Kind
	SubFilter string // as written in the file, without the slash

	Integrity Integrity
	Changes   Changes
	Trust     Trust

	// Signer describes the certificate that verified the signature, or the one
	// that it names; nil when none was found or readable.
	Signer *Signer
	// Role tells in which quality the signer signed, by the register's entry
	// Registered that is in force at the time of signing; unknown without one, for
	// which RegisterMiss gives the reason where there is a register.
	Role         Role
	Registered   *Registration
	RegisterMiss RegisterMiss
	// ClaimedTime is what the signer (or the timestamp authority) states; it
	// proves nothing. Zero when nothing is stated.
	ClaimedTime time.Time
	// ProvenTime is the earliest time at which the signature is proven to have
	// existed; zero unless TimeSource says what proves it.
	ProvenTime time.Time
	TimeSource TimeSource
	// Timestamps holds the timestamps of the signature value, as they stand.
	Timestamps []Timestamp

	DigestAlgorithm    string // “SHA-256”; "" when unknown
	SignatureAlgorithm string // “RSA-PKCS1v1.5”; "" when unknown
	// CoversWholeFile: the signed ranges reach from the first byte of the file
	// to its last, leaving out only the signature value itself.
	CoversWholeFile bool
	// Revision is the 1-based number of the saved state that was signed; 0 when
	// the signed ranges fit none.
	Revision int
	// Notes are facts about the signature that spoil no verdict by themselves.
	Notes []Note
}

// status is default deny: valid takes all three verdicts.
func (s *Signature) status() Status {
	switch {
	case s.Integrity.Status == Broken, s.Changes.Permitted == No, s.Trust.Status == Untrusted:
		return StatusInvalid
	case s.Integrity.Status == Intact && s.Changes.Permitted == Yes && s.Trust.Status == Trusted:
		return StatusValid
	}
	return StatusIndeterminate
}

// Kind tells what a signature dictionary is for.
type Kind string

// The kinds of signature.
const (
	KindSignature         Kind = "signature"
	KindDocumentTimestamp Kind = "document-timestamp"
	KindUsageRights       Kind = "usage-rights"
)

// Integrity is the first verdict: are the signed bytes intact, and was the
// signature made with the key of the certificate?
type Integrity struct {
	Status IntegrityStatus
	Reason Reason // why, where Status is not Intact
}

// IntegrityStatus is the outcome of the integrity check.
type IntegrityStatus string

// The outcomes of the integrity check.
const (
	Intact      IntegrityStatus = "intact"
	Broken      IntegrityStatus = "broken"
	Unsupported IntegrityStatus = "unsupported"
)

// Changes is the second verdict: what later revisions did to the file, and
// whether the signature's own permissions (DocMDP, FieldMDP, field locks) and
// the white list allow it.
type Changes struct {
	Level     ChangeLevel
	Permitted Tristate // Unknown when a change cannot be classified
	Details   []Change // in file order, capped; see MaxChangeDetails
}

// ChangeLevel orders what later revisions may have done, mildest first.
type ChangeLevel int

// The levels of change.
const (
	LevelNone ChangeLevel = iota
	LevelLTV
	LevelForm
	LevelAnnotations
	LevelContent
)

// String returns none, ltv, form, annotations or content.
func (l ChangeLevel) String() string {
	switch l {
	case LevelNone:
		return "none"
	case LevelLTV:
		return "ltv"
	case LevelForm:
		return "form"
	case LevelAnnotations:
		return "annotations"
	}
	return "content"
}

// MarshalText writes the form of String.
func (l ChangeLevel) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Change is one thing that a later revision did.
type Change struct {
	Code      Reason
	Level     ChangeLevel
	Permitted Tristate
	Revision  int    // 1-based number of the revision that made it
	Object    int    // object number; 0 for the file's structure
	Field     string // fully qualified field name, where a form field is concerned
}

// Tristate is yes, no or unknown. The zero value is Unknown: default deny.
type Tristate int

// The values of a Tristate.
const (
	Unknown Tristate = iota
	No
	Yes
)

// MarshalJSON writes null, false or true.
func (t Tristate) MarshalJSON() ([]byte, error) {
	switch t {
	case Yes:
		return []byte("true"), nil
	case No:
		return []byte("false"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads the form of MarshalJSON.
//
// Errors: for anything else.
func (t *Tristate) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "null":
		*t = Unknown
	case "false":
		*t = No
	case "true":
		*t = Yes
	default:
		return errors.New("signature: read tristate: not null, false or true")
	}
	return nil
}

// TrustStatus is the outcome of the trust check.
type TrustStatus string

// The outcomes of the trust check.
const (
	Trusted            TrustStatus = "trusted"
	Untrusted          TrustStatus = "untrusted"
	TrustIndeterminate TrustStatus = "indeterminate"
)

// TimeSource says what proves the time of a signature.
type TimeSource string

// The sources of a proven time.
const (
	TimeNone               TimeSource = "none"
	TimeSignatureTimestamp TimeSource = "signature-timestamp"
	TimeDocumentTimestamp  TimeSource = "document-timestamp"
)

// Finding is a legal finding about one signature, or about the document.
type Finding struct {
	motcua.Finding
	// Signature indexes Result.Signatures; -1 when the whole document is meant.
	Signature int
	// Claimed: the anchor date is the signer's claim, which nothing proves.
	Claimed bool
}
