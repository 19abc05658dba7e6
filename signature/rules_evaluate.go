package signature

import (
	"cmp"
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// Rules lists the rules of this package, one entry per dated wording: those on
// signatures, on documents, on one's own certificate before signing, on software,
// on how signatures look and on the processes of signing. The slice is fresh.
func Rules() []motcua.Rule {
	return slices.Concat(
		rulesOf(signatureChecks()), rulesOf(documentChecks()), rulesOf(ownStatusChecks()),
		rulesOf(softwareChecks()), rulesOf(placeChecks()), rulesOf(processChecks()),
	)
}

func rulesOf[S motcua.Subject](checks []motcua.Check[S]) []motcua.Rule {
	rules := make([]motcua.Rule, len(checks))
	for i, c := range checks {
		rules[i] = c.Rule
	}
	return rules
}

// The checks are put together once, when the first document is judged, and in the
// order in which Evaluate wants them, which spares it most of its work.
var (
	signatureChecks = sync.OnceValue(func() []motcua.Check[subject] {
		return inOrder(slices.Concat(
			circular41Checks(), certificateChecks(), timestampChecks(), titleChecks(),
			secureChecks(), paperMarkChecks(), orderChecks(), receiptChecks(),
			circular15Checks(), localChecks(),
		))
	})
	documentChecks = sync.OnceValue(func() []motcua.Check[document] {
		return inOrder(slices.Concat(bothSignaturesChecks(), copyChecks(), exchangeChecks(), incomingChecks()))
	})
)

func inOrder[S motcua.Subject](checks []motcua.Check[S]) []motcua.Check[S] {
	slices.SortFunc(checks, func(a, b motcua.Check[S]) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), a.Jurisdiction.Compare(b.Jurisdiction),
			a.InForce.From.Compare(b.InForce.From))
	})
	return checks
}

// evaluate runs the rules over every signature that was judged, then over the
// document, and tells the legal value. Signatures beyond the limit of Verify stay
// open, and so keep the document's rules from an answer.
func evaluate(result *Result, opts VerifyOptions) error {
	profile := motcua.Profile{Locality: opts.Locality, LocalInForce: opts.LocalInForce}
	all := make([]Finding, 0, min(len(result.Signatures), DefaultSignatures)*len(signatureChecks())+len(documentChecks()))
	var err error
	for i := range result.Signatures {
		if i >= DefaultSignatures && result.Signatures[i].Integrity.Reason == ReasonLimit {
			break // a file of many fields must not be answered with as many times the rules
		}
		s := subject{signature: &result.Signatures[i], index: i, result: result, facts: opts.Facts}
		if all, err = judge(all, i, signatureChecks(), s, profile, s.signature); err != nil {
			return err
		}
	}
	whole := document{result: result, facts: opts.Facts}
	if all, err = judge(all, -1, documentChecks(), whole, profile, whole.completing()); err != nil {
		return err
	}
	if opts.Facts.StateSecret {
		exempt(all)
	}
	result.Findings = all
	result.LegalValue, result.LegalValueReason = legalValue(whole, profile)
	return nil
}

// judge adds the findings about one subject. Those that go by the time of signing
// are marked where that is the mere claim of the signature that gave it, dated;
// nil: none.
func judge[S motcua.Subject](all []Finding, index int, checks []motcua.Check[S], s S, p motcua.Profile, dated *Signature) ([]Finding, error) {
	found, err := motcua.Evaluate(checks, s, p)
	if err != nil {
		return nil, err
	}
	claimed := false
	if dated != nil {
		_, proven := dated.signedAt()
		claimed = !proven
	}
	for i := range found {
		f := Finding{Finding: found[i], Signature: index}
		if claimed && !f.AnchorDate.IsZero() {
			f.Claimed = anchorOf(checks, &f.Finding) == motcua.AnchorSigned
		}
		all = append(all, f)
	}
	return all, nil
}

// anchorOf finds the date that decides about the finding's rule.
func anchorOf[S motcua.Subject](checks []motcua.Check[S], f *motcua.Finding) motcua.Anchor {
	for i := range checks {
		if checks[i].ID == f.Rule && checks[i].Jurisdiction == f.Jurisdiction {
			return checks[i].Anchor
		}
	}
	return ""
}

// exempt takes a state secret out of every rule (Thông tư 41/2017/TT-BTTTT, Điều
// 1 khoản 2; Quyết định 28/2018/QĐ-TTg, Điều 1 khoản 2; the local texts alike).
func exempt(findings []Finding) {
	for i := range findings {
		findings[i].Outcome = motcua.NotApplicable
		findings[i].Detail = secretText()
	}
}

func secretText() motcua.Text {
	return motcua.Text{
		VI: "Văn bản chứa bí mật nhà nước nằm ngoài phạm vi các quy định này (Thông tư 41/2017/TT-BTTTT, Điều 1 khoản 2; Quyết định 28/2018/QĐ-TTg, Điều 1 khoản 2).",
		EN: "State secrets are outside the scope of these rules (Thông tư 41/2017/TT-BTTTT, Điều 1 khoản 2; Quyết định 28/2018/QĐ-TTg, Điều 1 khoản 2).",
	}
}
