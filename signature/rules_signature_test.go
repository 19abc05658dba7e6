package signature

import (
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestSignatureRules(t *testing.T) {
	vectors := vectorsOf(signatureVectors(), func(s *scene, v ruleVectors) subject { return s.subject(v.index) })
	rulestest.Run(t, signatureChecks(), vectors, redateSubject)
}

func signatureVectors() []ruleVectors {
	d41, d15 := circular41().inForce.From, circular15().inForce.From
	one := func(id string, j motcua.Jurisdiction, from motcua.Date, cases []ruleCase) ruleVectors {
		return ruleVectors{id, j, from, 0, cases}
	}
	agency := func(id string, j motcua.Jurisdiction, from motcua.Date, cases []ruleCase) ruleVectors {
		return ruleVectors{id, j, from, 1, cases}
	}
	return slices.Concat([]ruleVectors{
		one("signature/matching-key", motcua.National, d41, keyCases()),
		one("signature/signer-information", motcua.National, d41, signerCases()),
		one("signature/document-integrity", motcua.National, d41, integrityCases()),
		one("signature/certificate-valid-at-signing", motcua.National, d41, conditionCases(chain, validity, scope, revoking, proof)),
		one("signature/valid-signature", motcua.National, d41, append(validCases(), conditionCases(chain, validity, scope, revoking, proof)...)),
		one("signature/revocation-consulted", motcua.National, d41, consultedCases()),
		one("signature/chain-to-root", motcua.National, d41, conditionCases(chain)),
		one("signature/certificate-period", motcua.National, d41, conditionCases(validity, proof)),
		one("signature/certificate-scope", motcua.National, d41, append(conditionCases(scope), responsibilityCases()...)),
		one("signature/certificate-active", motcua.National, d41, conditionCases(revoking, proof)),
		one("signature/signing-timestamp", motcua.National, circular41Software(), timestampCases()),
		one("signature/state-certificate", motcua.National, decree130From(), stateCases()),
		one("signature/state-certificate", motcua.National, decree68From(), stateCases()),
		one("signature/state-certificate", motcua.LaiChau, laiChau().inForce.From, stateCases()),
		one("signature/stands-for-handwriting", motcua.NgheAn, ngheAn().inForce.From, append(roleCases(RolePerson), stateCases()[:2]...)),
		one("signature/stands-for-handwriting", motcua.HaiDuong, haiDuong().inForce.From, roleCases(RolePerson)),
		agency("signature/stands-for-seal", motcua.HaiDuong, haiDuong().inForce.From, roleCases(RoleAgency)),
		agency("signature/agency-after-person", motcua.National, circular1().inForce.From, orderCases()),
		agency("signature/agency-after-person", motcua.National, decree30From(), orderCases()),
		agency("signature/agency-after-person", motcua.HoaBinh, hoaBinh().inForce.From, orderCases()),
		agency("signature/agency-after-person", motcua.HaiDuong, haiDuong().inForce.From, orderCases()),
		agency("signature/agency-after-person", motcua.LaiChau, laiChau().inForce.From, orderCases()),
		one("signature/signed-on-day-of-issue", motcua.LaiChau, laiChau().inForce.From, issueDayCases()),
		one("signature/national-root", motcua.National, d15, publicCases(conditionCases(chain))),
		one("signature/public-period", motcua.National, d15, publicCases(conditionCases(validity, revoking, proof))),
		one("signature/status-warning", motcua.National, d15, warningCases()),
		one("signature/public-algorithms", motcua.National, d15, publicCases(conditionCases(algorithms))),
		one("signature/public-scope", motcua.National, d15, publicCases(conditionCases(scope))),
		one("signature/public-matching-key", motcua.National, d15, publicCases(keyCases())),
		one("signature/public-integrity", motcua.National, d15, publicCases(integrityCases())),
		one("signature/valid-elements", motcua.HaiDuong, haiDuong().inForce.From, elementCases()),
		one("signature/value-only-electronic", motcua.HaiDuong, haiDuong().inForce.From, printCases()),
		one("signature/certificate-information", motcua.NgheAn, ngheAn().inForce.From, certificateCases()),
		one("signature/matching-key", motcua.NgheAn, ngheAn().inForce.From, keyCases()),
		one("signature/document-integrity", motcua.TuanGiao, tuanGiao().inForce.From, integrityCases()),
	},
		onDecree130("signature/title-on-certificate", 0, titleStatedCases()),
		onDecree130("signature/title-agrees", 0, titleAgreesCases()),
		onDecree130("signature/secure-in-force", 0, append(keyCases(), conditionCases(validity, revoking, proof)...)),
		onDecree130("signature/secure-provider", 0, conditionCases(chain)),
		onDecree130("signature/secure-sole-control", 0, append(conditionCases(chain, revoking), distrusted(motcua.Satisfied))),
		onDecree130("signature/stands-for-handwriting", 0, roleCases(RolePerson)),
		onDecree130("signature/stands-for-seal", 1, roleCases(RoleAgency)),
		onDecree130("signature/checked-on-receipt", 0, receivedCases()),
		onDecree130("signature/distrust-on-receipt", 0, append(outgoingCase(), distrusted(motcua.Indeterminate), ruleCase{want: motcua.Satisfied})),
	)
}

// The conditions of trust, for cases that spoil one of them.
func chain(t *Trust) *Condition      { return &t.Chain }
func validity(t *Trust) *Condition   { return &t.Validity }
func scope(t *Trust) *Condition      { return &t.Scope }
func revoking(t *Trust) *Condition   { return &t.Revocation }
func algorithms(t *Trust) *Condition { return &t.Algorithms }
func proof(t *Trust) *Condition      { return &t.ProofOfTime }

// onPerson spoils the signature under test of most rules.
func onPerson(spoil func(*Signature)) func(*scene) {
	return func(s *scene) { spoil(s.person()) }
}

func broken(r Reason) func(*scene) {
	return onPerson(func(s *Signature) { s.Integrity = Integrity{Broken, r} })
}

func unsupported(r Reason) func(*scene) {
	return onPerson(func(s *Signature) { s.Integrity = Integrity{Unsupported, r} })
}

func trust(status TrustStatus, r Reason) func(*scene) {
	return onPerson(func(s *Signature) { s.Trust.Status, s.Trust.Reason = status, r })
}

// untried is trust as it stands before anything was looked at.
func untried(s *Signature) {
	s.Trust = Trust{Status: TrustIndeterminate, Reason: ReasonTrustNotEvaluated, Purpose: s.Trust.Purpose}
}

// later appends a change made after signing, and its effect on the verdict.
func later(code Reason, p Tristate) func(*scene) {
	return onPerson(func(s *Signature) {
		s.Changes.Permitted = p
		s.Changes.Details = append(slices.Clone(s.Changes.Details), Change{Code: code, Level: LevelContent, Permitted: p})
	})
}

func spoils(list ...func(*scene)) func(*scene) {
	return func(s *scene) {
		for _, spoil := range list {
			spoil(s)
		}
	}
}

// otherKinds are what the texts do not speak of.
func otherKinds() []ruleCase {
	kind := func(k Kind) func(*scene) { return func(s *scene) { s.each(func(g *Signature) { g.Kind = k }) } }
	return []ruleCase{
		{"document timestamp", kind(KindDocumentTimestamp), motcua.NotApplicable, motcua.Text{}},
		{"usage rights", kind(KindUsageRights), motcua.NotApplicable, motcua.Text{}},
	}
}

// keyCases: was the signature made with the certificate's key? A signature that
// is broken for another reason never put the key to the test.
func keyCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"intact", nil, motcua.Satisfied, motcua.Text{}},
		{"changed later", later("page-changed", No), motcua.Satisfied, motcua.Text{}},
		{"another key", broken(ReasonSignatureInvalid), motcua.Violated, ReasonSignatureInvalid.Text()},
		{"another certificate", broken(ReasonSigningCertificate), motcua.Violated, ReasonSigningCertificate.Text()},
		{"attributes taken for content", broken(ReasonContentConfusion), motcua.Violated, ReasonContentConfusion.Text()},
		{"content changed", broken(ReasonDigestMismatch), motcua.Indeterminate, ReasonDigestMismatch.Text()},
		{"no value", broken(ReasonEmptyContents), motcua.Indeterminate, ReasonEmptyContents.Text()},
		{"unknown algorithm", unsupported(ReasonAlgorithm), motcua.Indeterminate, ReasonAlgorithm.Text()},
		{"no certificate", unsupported(ReasonNoCertificate), motcua.Indeterminate, ReasonNoCertificate.Text()},
	}...)
}

// integrityCases: is the document as it was signed?
func integrityCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"intact", nil, motcua.Satisfied, motcua.Text{}},
		{"trust not evaluated", trust(TrustIndeterminate, ReasonTrustNotEvaluated), motcua.Satisfied, motcua.Text{}},
		{"content changed", broken(ReasonDigestMismatch), motcua.Violated, ReasonDigestMismatch.Text()},
		{"range with a hole", broken(ReasonByteRangeGap), motcua.Violated, ReasonByteRangeGap.Text()},
		{"page changed later", later("page-changed", No), motcua.Violated, Reason("page-changed").Text()},
		{"unreadable change", later("object-unreadable", Unknown), motcua.Indeterminate, Reason("object-unreadable").Text()},
		{"unknown algorithm", unsupported(ReasonAlgorithm), motcua.Indeterminate, ReasonAlgorithm.Text()},
		{"unknown algorithm and page changed", spoils(unsupported(ReasonAlgorithm), later("page-changed", No)),
			motcua.Violated, Reason("page-changed").Text()},
		{"content changed and unreadable change", spoils(broken(ReasonDigestMismatch), later("object-unreadable", Unknown)),
			motcua.Violated, ReasonDigestMismatch.Text()},
		{"permitted and unpermitted changes", spoils(later("object-unreadable", Unknown), later("page-changed", No)),
			motcua.Violated, Reason("page-changed").Text()},
		{"nothing known of what was signed", onPerson(func(s *Signature) { s.Changes = Changes{Level: LevelContent} }),
			motcua.Indeterminate, ReasonNothingCovered.Text()},
	}...)
}

// certificateCases: is the certificate in force and fit, all in all?
func certificateCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"trusted", nil, motcua.Satisfied, motcua.Text{}},
		{"trusted, content changed", broken(ReasonDigestMismatch), motcua.Satisfied, motcua.Text{}},
		{"untrusted", trust(Untrusted, ReasonNoCertificate), motcua.Violated, ReasonNoCertificate.Text()},
		{"not evaluated", onPerson(untried), motcua.Indeterminate, ReasonTrustNotEvaluated.Text()},
		{"no verdict", trust("", ""), motcua.Indeterminate, ReasonTrustNotEvaluated.Text()},
	}...)
}

// elementCases: all four elements must hold; one that fails outweighs one that
// is not known, whatever their order.
func elementCases() []ruleCase {
	return append(validCases(), []ruleCase{
		{"unknown algorithm, untrusted", spoils(unsupported(ReasonAlgorithm), trust(Untrusted, ReasonNoCertificate)),
			motcua.Violated, ReasonNoCertificate.Text()},
		{"no time stated", func(s *scene) {
			s.person().ClaimedTime = time.Time{} // the day is known from the timestamp
		}, motcua.Indeterminate, motcua.Text{}},
	}...)
}

// validCases: key, certificate and integrity, in one verdict.
func validCases() []ruleCase {
	untriedPerson := onPerson(untried)
	return append(otherKinds(), []ruleCase{
		{"all hold", nil, motcua.Satisfied, motcua.Text{}},
		{"another key", broken(ReasonSignatureInvalid), motcua.Violated, ReasonSignatureInvalid.Text()},
		{"content changed", broken(ReasonDigestMismatch), motcua.Violated, ReasonDigestMismatch.Text()},
		{"page changed later", later("page-changed", No), motcua.Violated, Reason("page-changed").Text()},
		{"trust not evaluated", untriedPerson, motcua.Indeterminate, ReasonTrustNotEvaluated.Text()},
		{"unknown algorithm", unsupported(ReasonAlgorithm), motcua.Indeterminate, ReasonAlgorithm.Text()},
		{"page changed, trust not evaluated", spoils(untriedPerson, later("page-changed", No)), motcua.Violated, Reason("page-changed").Text()},
		{"unknown algorithm, trust not evaluated", spoils(untriedPerson, unsupported(ReasonAlgorithm)),
			motcua.Indeterminate, ReasonAlgorithm.Text()},
	}...)
}

// conditionCases: each of the conditions decides, by its own reason; the others
// do not matter.
func conditionCases(picks ...func(*Trust) *Condition) []ruleCase {
	set := func(pick func(*Trust) *Condition, c Condition) func(*scene) {
		return onPerson(func(s *Signature) { *pick(&s.Trust) = c })
	}
	cases := append(otherKinds(), []ruleCase{
		{"trusted", nil, motcua.Satisfied, motcua.Text{}},
		{"not evaluated", onPerson(untried), motcua.Indeterminate, ReasonTrustNotEvaluated.Text()},
		{"all other conditions fail", func(s *scene) {
			kept := s.person().Trust
			s.person().Trust.Chain, s.person().Trust.Validity, s.person().Trust.Scope = Condition{Met: No}, Condition{Met: No}, Condition{Met: No}
			s.person().Trust.Revocation, s.person().Trust.Algorithms, s.person().Trust.ProofOfTime = Condition{Met: No}, Condition{Met: No}, Condition{Met: No}
			for _, pick := range picks {
				*pick(&s.person().Trust) = *pick(&kept)
			}
		}, motcua.Satisfied, motcua.Text{}},
	}...)
	for _, pick := range picks {
		cases = append(cases,
			ruleCase{"not met", set(pick, Condition{Met: No, Reason: ReasonNoCertificate}), motcua.Violated, ReasonNoCertificate.Text()},
			ruleCase{"unknown", set(pick, Condition{Met: Unknown, Reason: ReasonLimit}), motcua.Indeterminate, ReasonLimit.Text()},
			ruleCase{"not met, without reason", set(pick, Condition{Met: No}), motcua.Violated, ReasonTrustNotEvaluated.Text()})
	}
	return cases
}

func signerCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"the register agrees", nil, motcua.Satisfied, motcua.Text{}},
		{"title before the name", onPerson(func(s *Signature) { s.Signer.CommonName = "Giám đốc – NGUYỄN  VĂN AN" }), motcua.Satisfied, motcua.Text{}},
		{"decomposed letters", onPerson(func(s *Signature) { s.Signer.CommonName = "Nguyê\u0303n Va\u0306n An" }), motcua.Satisfied, motcua.Text{}},
		{"another name", onPerson(func(s *Signature) { s.Signer.CommonName = "Nguyễn Văn Anh" }), motcua.Violated, motcua.Text{}},
		{"part of the name", onPerson(func(s *Signature) { s.Signer.CommonName = "Văn An" }), motcua.Violated, motcua.Text{}},
		{"an agency's, without its place", onPerson(func(s *Signature) {
			s.Signer.CommonName, s.Registered = "SỞ TƯ PHÁP", &Registration{Role: RoleAgency, Holder: "Sở Tư pháp tỉnh Nam Hà"}
		}), motcua.Satisfied, motcua.Text{}},
		{"another agency's", onPerson(func(s *Signature) {
			s.Signer.CommonName, s.Registered = "SỞ TÀI CHÍNH", &Registration{Role: RoleAgency, Holder: "Sở Tư pháp tỉnh Nam Hà"}
		}), motcua.Violated, motcua.Text{}},
		{"no word in either", onPerson(func(s *Signature) {
			s.Signer.CommonName, s.Registered = "", &Registration{Role: RolePerson, Holder: "–"}
		}), motcua.Violated, motcua.Text{}},
		{"no name on the certificate", onPerson(func(s *Signature) {
			s.Signer.CommonName, s.Registered = "", &Registration{Role: RoleAgency, Holder: "Sở Tư pháp"}
		}), motcua.Violated, motcua.Text{}},
		{"not registered", onPerson(func(s *Signature) { s.Registered, s.Role = nil, RoleUnknown }), motcua.Indeterminate, unknownSigner()},
		{"registered without name", onPerson(func(s *Signature) { s.Registered = &Registration{Role: RolePerson} }), motcua.Indeterminate, motcua.Text{}},
		{"no certificate", onPerson(func(s *Signature) { s.Signer = nil }), motcua.Indeterminate, motcua.Text{}},
	}...)
}

// consultedCases: a list or response about the very certificate, in force when
// the signature was made.
func consultedCases() []ruleCase {
	evidence := func(list ...RevocationEvidence) func(*scene) {
		return onPerson(func(s *Signature) { s.Trust.Evidence = list })
	}
	stale := RevocationEvidence{Certificate: fingerprint(1), Kind: EvidenceCRL, NextUpdate: noon(motcua.DateOf(2018, 5, 15))}
	fresh := stale
	fresh.NextUpdate = noon(motcua.DateOf(2019, 1, 1))
	return append(otherKinds(), []ruleCase{
		{"consulted", nil, motcua.Satisfied, motcua.Text{}},
		{"revoked, but consulted", onPerson(func(s *Signature) { s.Trust.Revocation = Condition{Met: No, Reason: ReasonLimit} }), motcua.Satisfied, motcua.Text{}},
		{"run out before signing", evidence(stale), motcua.Violated, motcua.Text{}},
		{"run out, and a good one", evidence(stale, RevocationEvidence{Certificate: fingerprint(1), Decisive: true}), motcua.Satisfied, motcua.Text{}},
		{"current, but open", evidence(fresh), motcua.Indeterminate, motcua.Text{}},
		{"about another certificate", evidence(RevocationEvidence{Certificate: fingerprint(9), Decisive: true}), motcua.Indeterminate, statusWarning()},
		{"none", evidence(), motcua.Indeterminate, statusWarning()},
		{"not evaluated", onPerson(untried), motcua.Indeterminate, ReasonTrustNotEvaluated.Text()},
	}...)
}

func responsibilityCases() []ruleCase {
	return []ruleCase{
		{"agency", onPerson(func(s *Signature) { s.Role, s.Registered = RoleAgency, &Registration{Role: RoleAgency} }), motcua.Satisfied, motcua.Text{}},
		{"authority without title", onPerson(func(s *Signature) { s.Registered = &Registration{Role: RolePerson, Authority: "ký văn bản"} }), motcua.Satisfied, motcua.Text{}},
		{"neither", onPerson(func(s *Signature) { s.Registered = &Registration{Role: RolePerson} }), motcua.Indeterminate, motcua.Text{}},
		{"not registered", onPerson(func(s *Signature) { s.Registered, s.Role = nil, RoleUnknown }), motcua.Indeterminate, unknownSigner()},
	}
}

func timestampCases() []ruleCase {
	direction := func(d Direction) func(*scene) { return func(s *scene) { s.facts.Direction = d } }
	bare := onPerson(func(s *Signature) { s.TimeSource, s.ProvenTime = TimeNone, time.Time{} })
	stamped := func(after time.Duration) func(*scene) {
		return onPerson(func(s *Signature) {
			s.TimeSource, s.ProvenTime = TimeDocumentTimestamp, s.ClaimedTime.Add(after)
		})
	}
	return append(otherKinds(), []ruleCase{
		{"timestamp", nil, motcua.Satisfied, motcua.Text{}},
		{"outgoing, timestamp", direction(Outgoing), motcua.Satisfied, motcua.Text{}},
		{"outgoing, none", spoils(direction(Outgoing), bare), motcua.Violated, motcua.Text{}},
		{"outgoing, document timestamp at once", spoils(direction(Outgoing), stamped(maxClockSkew)), motcua.Satisfied, motcua.Text{}},
		{"outgoing, document timestamp later", spoils(direction(Outgoing), stamped(maxClockSkew+time.Second)), motcua.Violated, motcua.Text{}},
		{"direction unknown, none", bare, motcua.Indeterminate, motcua.Text{}},
		{"incoming, none", spoils(direction(Incoming), bare), motcua.NotApplicable, motcua.Text{}},
	}...)
}

// stateCases starts with the two that decide.
func stateCases() []ruleCase {
	return append([]ruleCase{
		{"of the state", nil, motcua.Satisfied, motcua.Text{}},
		{"public", onPerson(purpose(PurposePublic)), motcua.Violated, motcua.Text{}},
		{"purpose unknown", onPerson(func(s *Signature) { s.Trust = Trust{Chain: Condition{Met: Unknown, Reason: ReasonLimit}} }), motcua.Indeterminate, ReasonLimit.Text()},
		{"not registered", onPerson(func(s *Signature) { s.Role = RoleUnknown }), motcua.Indeterminate, unknownSigner()},
	}, otherKinds()...)
}

// roleCases: validity, of a signature made in a role.
func roleCases(role Role) []ruleCase {
	each := func(spoil func(*Signature)) func(*scene) { return func(s *scene) { s.each(spoil) } }
	other := RolePerson
	if role == RolePerson {
		other = RoleAgency
	}
	return append(otherKinds(), []ruleCase{
		{"valid", nil, motcua.Satisfied, motcua.Text{}},
		{"broken", each(func(s *Signature) { s.Integrity = Integrity{Broken, ReasonDigestMismatch} }), motcua.Violated, ReasonDigestMismatch.Text()},
		{"untrusted", each(func(s *Signature) { s.Trust.Status, s.Trust.Reason = Untrusted, ReasonLimit }), motcua.Violated, ReasonLimit.Text()},
		{"trust not evaluated", each(untried), motcua.Indeterminate, ReasonTrustNotEvaluated.Text()},
		{"role unknown", each(func(s *Signature) { s.Role = RoleUnknown }), motcua.Indeterminate, unknownSigner()},
		{"no role", each(func(s *Signature) { s.Role = "" }), motcua.Indeterminate, unknownSigner()},
		{"the other role", each(func(s *Signature) { s.Role = other }), motcua.NotApplicable, motcua.Text{}},
	}...)
}

// orderCases are put to the agency's signature.
func orderCases() []ruleCase {
	kind := func(k DocumentKind) func(*scene) { return func(s *scene) { s.facts.Kind = k } }
	return []ruleCase{
		{"after the person", nil, motcua.Satisfied, motcua.Text{}},
		{"a result", kind(DocumentResult), motcua.Satisfied, motcua.Text{}},
		{"the person's is broken", broken(ReasonDigestMismatch), motcua.Violated, motcua.Text{}},
		{"after another agency", onPerson(func(s *Signature) { s.Role = RoleAgency }), motcua.Violated, motcua.Text{}},
		{"the person signed afterwards", func(s *scene) {
			s.result.Signatures[0].Role = RoleAgency
			s.result.Signatures = append(s.result.Signatures, *goodScene().person())
		}, motcua.Violated, motcua.Text{}},
		{"after someone unknown", onPerson(func(s *Signature) { s.Role = RoleUnknown }), motcua.Indeterminate, unknownSigner()},
		{"the person's is not fully checked", onPerson(untried), motcua.Indeterminate, motcua.Text{}},
		{"itself unknown", func(s *scene) { s.agency().Role = RoleUnknown }, motcua.Indeterminate, unknownSigner()},
		{"a person's", func(s *scene) { s.agency().Role = RolePerson }, motcua.NotApplicable, motcua.Text{}},
		{"copy", spoils(kind(DocumentCopy), broken(ReasonDigestMismatch)), motcua.NotApplicable, motcua.Text{}},
		{"scan", spoils(kind(DocumentScan), broken(ReasonDigestMismatch)), motcua.NotApplicable, motcua.Text{}},
	}
}

func issueDayCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"the same day", nil, motcua.Satisfied, motcua.Text{}},
		{"the day after", func(s *scene) { s.facts.Issued = s.facts.Issued.AddDays(-1) }, motcua.Violated, motcua.Text{}},
		{"another day by Vietnamese time alone", onPerson(func(s *Signature) {
			s.ProvenTime = s.ProvenTime.Add(12 * time.Hour) // midnight, still the same day in UTC
		}), motcua.Violated, motcua.Text{}},
		{"day of issue unknown", func(s *scene) { s.facts.Issued = motcua.Date{} }, motcua.Indeterminate, motcua.Text{}},
	}...)
}

// publicCases puts cases to public certificates, and adds what is not public.
func publicCases(cases []ruleCase) []ruleCase {
	out := []ruleCase{
		{"certificate of the state", onPerson(purpose(PurposeState)), motcua.NotApplicable, motcua.Text{}},
		{"purpose unknown", onPerson(purpose("")), motcua.Indeterminate, motcua.Text{}},
	}
	for _, c := range cases {
		public := onPerson(purpose(PurposePublic))
		if c.spoil != nil {
			public = spoils(public, c.spoil)
		}
		out = append(out, ruleCase{c.name, public, c.want, c.detail})
	}
	return out
}

// warningCases: the warning is given whosever the certificate is.
func warningCases() []ruleCase {
	return append(otherKinds(), []ruleCase{
		{"state known", nil, motcua.Satisfied, motcua.Text{}},
		{"revoked", onPerson(func(s *Signature) { s.Trust.Revocation = Condition{Met: No, Reason: ReasonLimit} }), motcua.Violated, ReasonLimit.Text()},
		{"not known", onPerson(func(s *Signature) { s.Trust.Revocation = Condition{Met: Unknown, Reason: ReasonLimit} }), motcua.Indeterminate, statusWarning()},
		{"not evaluated", onPerson(untried), motcua.Indeterminate, statusWarning()},
	}...)
}

func printCases() []ruleCase {
	return append(validCases(),
		ruleCase{"a print", func(s *scene) { s.facts.Kind = DocumentPrint }, motcua.Violated, motcua.Text{}})
}
