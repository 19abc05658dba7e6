package token

import (
	"fmt"
	"slices"
	"time"

	"github.com/motcua/motcua"
)

// LifeCase is evidence of one thing that was done: exactly one of its parts is
// set. What is not known stays zero; rules that need it are then indeterminate.
type LifeCase struct {
	Kind     SubscriberKind
	Issue    *IssueCase
	Request  *RequestCase
	Return   *ReturnCase
	Transfer *TransferCase
	// Calendar counts the time limits; without it they are indeterminate.
	Calendar *motcua.Calendar
	// AsOf is the moment of the judgement, for limits that still run.
	AsOf time.Time
}

// IssueCase is a new certificate.
type IssueCase struct {
	At                  time.Time // anchor certificate-issued
	NotBefore, NotAfter time.Time
}

// RequestCase is a request and what came of it.
type RequestCase struct {
	Kind       RequestKind
	By         Role
	Revocation RevocationCase
	At         time.Time   // anchor requested
	Received   time.Time   // complete, by the provider
	Done       time.Time   // answered
	DoneBy     Role        // who answered
	Papers     []PaperKind // nil: not known; empty: none
	Forms      []string    // the forms used, as “Mẫu 02”; nil: not known
	// Unsigned marks an electronic request without a digital signature.
	Unsigned bool
	// Renewals counts those before; negative: not known.
	Renewals int
	// Before and After are the ends of the term before and after the act.
	Before, After time.Time
}

// ReturnCase is the device of a certificate that has ended.
type ReturnCase struct {
	Ended     time.Time // revoked or expired; anchor received
	GivenUp   time.Time // by the subscriber
	GivenBack time.Time // to the provider
	Lost      bool
	Papers    []PaperKind // nil: not known; empty: none
}

// TransferCase is a device that passes to someone.
type TransferCase struct {
	At      time.Time   // anchor received
	ToClerk Known       // the receiver is the agency's clerk
	ToOwner Known       // the receiver is the person that the certificate is for
	Office  Known       // the device is kept at the agency
	Papers  []PaperKind // nil: not known; empty: none
}

// Known is an answer that may be missing. The zero value is not known.
type Known string

// The answers.
const (
	NotKnown Known = ""
	KnownYes Known = "yes"
	KnownNo  Known = "no"
)

// AnchorDate returns the day that picks the wording: of the issue, of the
// request, or of the transfer; of a device to be returned, the day on which its
// certificate ended.
func (c *LifeCase) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	var at time.Time
	switch {
	case a == motcua.AnchorCertificateIssued && c.Issue != nil:
		at = c.Issue.At
	case a == motcua.AnchorRequested && c.Request != nil:
		at = c.Request.At
	case a == motcua.AnchorReceived && c.Return != nil:
		at = c.Return.Ended
	case a == motcua.AnchorReceived && c.Transfer != nil:
		at = c.Transfer.At
	}
	if at.IsZero() {
		return motcua.Date{}, false
	}
	return motcua.DateAt(at), true
}

// Rules lists the rules of the package. The slice is fresh.
func Rules() []motcua.Rule {
	var rules []motcua.Rule
	for _, c := range Checks() {
		rules = append(rules, c.Rule)
	}
	return rules
}

// Checks lists the rules with the functions that evaluate them. The slice is
// fresh.
func Checks() []motcua.Check[*LifeCase] {
	return slices.Concat(issueChecks(), newChecks(), renewalChecks(), changeChecks(), revocationChecks(), unlockChecks(), returnChecks(), custodyChecks())
}

// EvaluateLife judges a case by the rules in force. Rules about other parts than
// the case's are not applicable, and left out.
//
// Errors: those of [motcua.Evaluate].
func EvaluateLife(c *LifeCase, p motcua.Profile) ([]motcua.Finding, error) {
	checks := slices.DeleteFunc(Checks(), func(k motcua.Check[*LifeCase]) bool { return c != nil && !k.Applies(c) })
	findings, err := motcua.Evaluate(checks, c, p)
	if err != nil {
		return nil, fmt.Errorf("token: evaluate: %w", err)
	}
	return findings, nil
}
