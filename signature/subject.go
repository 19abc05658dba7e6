package signature

import "github.com/motcua/motcua"

// subject is one signature as evidence for the rules.
type subject struct {
	signature *Signature
}

// AnchorDate gives the claimed date of signing, in Việt Nam. It is a claim as
// long as no time is proven.
func (s subject) AnchorDate(a motcua.Anchor) (motcua.Date, bool) {
	at := s.signature.ClaimedTime
	if a != motcua.AnchorSigned || at.IsZero() {
		return motcua.Date{}, false
	}
	return motcua.DateAt(at), true
}

// Rules lists the rules of this package, one entry per dated wording.
func Rules() []motcua.Rule {
	var rules []motcua.Rule
	for _, c := range checks() {
		rules = append(rules, c.Rule)
	}
	return rules
}

func checks() []motcua.Check[subject] {
	return append(append([]motcua.Check[subject]{}, circular41Checks()...), localChecks()...)
}

// evaluate runs the rules over every signature of the result.
func evaluate(result *Result, opts VerifyOptions) ([]Finding, error) {
	profile := motcua.Profile{Locality: opts.Locality, LocalInForce: opts.LocalInForce}
	rules := checks()
	var all []Finding
	for i := range result.Signatures {
		found, err := motcua.Evaluate(rules, subject{&result.Signatures[i]}, profile)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			all = append(all, Finding{Finding: f, Signature: i})
		}
	}
	return all, nil
}

// isSignature leaves out document timestamps and usage rights: the texts speak
// of the signatures of people and agencies.
func isSignature(s subject) bool { return s.signature.Kind == KindSignature }

// matchingKey judges whether the signature was made with the private key of
// the certificate that it names.
func matchingKey(s subject) motcua.Verdict {
	integrity := s.signature.Integrity
	switch {
	case integrity.Status == Intact:
		return motcua.Verdict{Outcome: motcua.Satisfied}
	case integrity.Status == Unsupported:
		return indeterminate(integrity.Reason)
	case integrity.Reason == ReasonSignatureInvalid, integrity.Reason == ReasonSigningCertificate,
		integrity.Reason == ReasonContentConfusion:
		return violated(integrity.Reason)
	}
	// The signature as a whole is broken for another reason, so the key was not
	// put to the test, or proves nothing about this document.
	return indeterminate(integrity.Reason)
}

// integrity judges whether the document is as it was signed.
func integrity(s subject) motcua.Verdict {
	switch {
	case s.signature.Integrity.Status == Broken:
		return violated(s.signature.Integrity.Reason)
	case s.signature.Changes.Permitted == No:
		return violated(firstChange(s.signature, No))
	case s.signature.Integrity.Status == Unsupported:
		return indeterminate(s.signature.Integrity.Reason)
	case s.signature.Changes.Permitted == Unknown:
		return indeterminate(firstChange(s.signature, Unknown))
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

// certificate judges the certificate, which is what trust is about.
func certificate(s subject) motcua.Verdict {
	switch s.signature.Trust.Status {
	case Trusted:
		return motcua.Verdict{Outcome: motcua.Satisfied}
	case Untrusted:
		return violated(s.signature.Trust.Reason)
	}
	return indeterminate(s.signature.Trust.Reason)
}

// signingTime judges whether a time of signing is stated at all.
func signingTime(s subject) motcua.Verdict {
	if s.signature.ClaimedTime.IsZero() {
		return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{
			VI: "Chữ ký không nêu thời gian ký.",
			EN: "The signature states no time of signing.",
		}}
	}
	return motcua.Verdict{Outcome: motcua.Satisfied}
}

// all is violated if any element is, else indeterminate if any element is.
func all(elements ...func(subject) motcua.Verdict) func(subject) motcua.Verdict {
	return func(s subject) motcua.Verdict {
		worst := motcua.Verdict{Outcome: motcua.Satisfied}
		for _, e := range elements {
			v := e(s)
			if v.Outcome == motcua.Violated {
				return v
			}
			if v.Outcome == motcua.Indeterminate && worst.Outcome == motcua.Satisfied {
				worst = v
			}
		}
		return worst
	}
}

func firstChange(s *Signature, p Tristate) Reason {
	for _, c := range s.Changes.Details {
		if c.Permitted == p {
			return c.Code
		}
	}
	return ReasonNothingCovered
}

func violated(r Reason) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Violated, Detail: r.Text()}
}

func indeterminate(r Reason) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: r.Text()}
}
