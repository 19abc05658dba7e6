package signature

import "github.com/motcua/motcua"

func titleStatedCases() []ruleCase {
	signer := func(spoil func(*Signer)) func(*scene) { return onPerson(func(s *Signature) { spoil(s.Signer) }) }
	return append(otherKinds(), []ruleCase{
		{"title and agency", nil, motcua.Satisfied, motcua.Text{}},
		{"no title", signer(func(s *Signer) { s.Title = "" }), motcua.Violated, motcua.Text{}},
		{"no agency", signer(func(s *Signer) { s.Organization = "" }), motcua.Violated, motcua.Text{}},
		{"neither", signer(func(s *Signer) { s.Title, s.Organization = "", "" }), motcua.Violated, motcua.Text{}},
		{"not registered", onPerson(func(s *Signature) { s.Role = RoleUnknown }), motcua.Indeterminate, unknownSigner()},
		{"an agency's", onPerson(func(s *Signature) { s.Role = RoleAgency }), motcua.NotApplicable, motcua.Text{}},
	}...)
}

func titleAgreesCases() []ruleCase {
	title := func(stated, registered string) func(*scene) {
		return onPerson(func(s *Signature) {
			entry := *s.Registered
			s.Signer.Title, entry.Title = stated, registered
			s.Registered = &entry
		})
	}
	return append(otherKinds(), []ruleCase{
		{"one begins with the other", nil, motcua.Satisfied, motcua.Text{}},
		{"letter case and blanks", title("GIÁM  ĐỐC", "Giám đốc"), motcua.Satisfied, motcua.Text{}},
		{"a deputy registered as head", title("Phó Giám đốc", "Giám đốc"), motcua.Violated, motcua.Text{}},
		{"a head registered as deputy", title("Giám đốc", "Phó Giám đốc"), motcua.Violated, motcua.Text{}},
		{"half a word", title("Giám đ", "Giám đốc"), motcua.Violated, motcua.Text{}},
		{"none stated", title("", "Giám đốc"), motcua.Indeterminate, motcua.Text{}},
		{"none registered", title("Giám đốc", ""), motcua.Indeterminate, motcua.Text{}},
		{"no certificate", onPerson(func(s *Signature) { s.Signer = nil }), motcua.Indeterminate, motcua.Text{}},
		{"no entry", onPerson(func(s *Signature) { s.Registered = nil }), motcua.Indeterminate, unknownSigner()},
	}...)
}

// distrusted: what the receiver was told weighs more than the certificate.
func distrusted(unknown motcua.Outcome) ruleCase {
	if unknown == motcua.Satisfied {
		return ruleCase{"told of distrust", func(s *scene) { s.facts.ToldOfDistrust = Yes }, motcua.Violated, distrustText()}
	}
	return ruleCase{"not known whether told", func(s *scene) { s.facts.ToldOfDistrust = Unknown }, unknown, motcua.Text{}}
}

func outgoingCase() []ruleCase {
	return append(otherKinds(),
		ruleCase{"outgoing", func(s *scene) { s.facts.Direction = Outgoing }, motcua.NotApplicable, motcua.Text{}},
		ruleCase{"told of distrust", func(s *scene) { s.facts.ToldOfDistrust = Yes }, motcua.Violated, distrustText()})
}

// receivedCases: key and conditions, and the provider's certificate where it is
// public.
func receivedCases() []ruleCase {
	public := func(spoil func(*Trust)) func(*scene) {
		return onPerson(func(s *Signature) {
			s.Trust.Purpose = PurposePublic
			spoil(&s.Trust)
		})
	}
	cases := append(keyCases(), conditionCases(validity, scope, revoking, proof)...)
	return append(cases, []ruleCase{
		{"outgoing", func(s *scene) { s.facts.Direction = Outgoing }, motcua.NotApplicable, motcua.Text{}},
		{"public provider checked", public(func(*Trust) {}), motcua.Satisfied, motcua.Text{}},
		{"public provider not checked", public(func(t *Trust) { t.Evidence = t.Evidence[:1] }), motcua.Indeterminate, motcua.Text{}},
		{"public provider is the root", public(func(t *Trust) { t.Path, t.Evidence = t.Path[:2], nil }), motcua.Satisfied, motcua.Text{}},
		{"no path", public(func(t *Trust) { t.Path, t.Chain = nil, Condition{Met: Unknown, Reason: ReasonLimit} }), motcua.Indeterminate, ReasonLimit.Text()},
	}...)
}
