package signature

import "github.com/motcua/motcua"

// isSignature leaves out document timestamps and usage rights: the texts speak
// of the signatures of people and agencies.
func isSignature(s subject) bool { return s.signature.Kind == KindSignature }

// matchingKey judges whether the signature was made with the private key of
// the certificate that it names.
func matchingKey(s subject) motcua.Verdict {
	integrity := s.signature.Integrity
	switch {
	case integrity.Status == Intact:
		return satisfied()
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
	return satisfied()
}

// certificate judges the certificate as a whole, which is what trust is about.
func certificate(s subject) motcua.Verdict {
	switch s.signature.Trust.Status {
	case Trusted:
		return satisfied()
	case Untrusted:
		return violated(trustReason(s, Condition{}))
	}
	return indeterminate(trustReason(s, Condition{}))
}

// condition judges one condition of trust.
func condition(pick func(*Trust) Condition) func(subject) motcua.Verdict {
	return func(s subject) motcua.Verdict {
		c := pick(&s.signature.Trust)
		switch c.Met {
		case Yes:
			return satisfied()
		case No:
			return violated(trustReason(s, c))
		}
		return indeterminate(trustReason(s, c))
	}
}

// trustReason is the condition's own reason, or that of trust as a whole where
// the condition was not looked at.
func trustReason(s subject, c Condition) Reason {
	switch {
	case c.Reason != "":
		return c.Reason
	case s.signature.Trust.Reason != "":
		return s.signature.Trust.Reason
	}
	return ReasonTrustNotEvaluated
}

func chainCondition(t *Trust) Condition      { return t.Chain }
func validityCondition(t *Trust) Condition   { return t.Validity }
func scopeCondition(t *Trust) Condition      { return t.Scope }
func revocationCondition(t *Trust) Condition { return t.Revocation }
func algorithmsCondition(t *Trust) Condition { return t.Algorithms }
func proofCondition(t *Trust) Condition      { return t.ProofOfTime }

// certificateInForce is Điều 8 of Thông tư 41 in one verdict: the path to the
// root, the period, the scope and the state, at a time that holds. Strength of
// algorithms is no criterion of that article.
func certificateInForce(s subject) motcua.Verdict {
	return all(
		condition(chainCondition), condition(validityCondition), condition(scopeCondition),
		condition(revocationCondition), condition(proofCondition),
	)(s)
}

// signatureValid judges the three verdicts in the order in which Điều 7 khoản 1
// of Thông tư 41 has them checked: key, certificate, integrity.
func signatureValid(s subject) motcua.Verdict {
	return all(matchingKey, certificate, integrity)(s)
}

// signingTime judges whether a time of signing is stated at all.
func signingTime(s subject) motcua.Verdict {
	if s.signature.ClaimedTime.IsZero() {
		return unclear(motcua.Text{
			VI: "Chữ ký không nêu thời gian ký.",
			EN: "The signature states no time of signing.",
		})
	}
	return satisfied()
}

// all is violated if any element is, else indeterminate if any element is; the
// first that decides gives its detail.
func all(elements ...func(subject) motcua.Verdict) func(subject) motcua.Verdict {
	return func(s subject) motcua.Verdict {
		worst := satisfied()
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

func satisfied() motcua.Verdict { return motcua.Verdict{Outcome: motcua.Satisfied} }

func violated(r Reason) motcua.Verdict { return breach(r.Text()) }

func indeterminate(r Reason) motcua.Verdict { return unclear(r.Text()) }

// breach and unclear are for sentences that no reason code stands for.
func breach(t motcua.Text) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Violated, Detail: t}
}

func unclear(t motcua.Text) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: t}
}

// outside is for a subject that turns out not to be the rule's, and should be
// told why.
func outside(t motcua.Text) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.NotApplicable, Detail: t}
}
