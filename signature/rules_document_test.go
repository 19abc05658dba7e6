package signature

import (
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestDocumentRules(t *testing.T) {
	vectors := vectorsOf(documentVectors(), func(s *scene, _ ruleVectors) document { return s.document() })
	rulestest.Run(t, documentChecks(), vectors, redateDocument)
}

func documentVectors() []ruleVectors {
	official := decision28().inForce.From
	one := func(id string, j motcua.Jurisdiction, from motcua.Date, cases []ruleCase) ruleVectors {
		return ruleVectors{id, j, from, 0, cases}
	}
	return []ruleVectors{
		one("signature/both-signatures", motcua.National, decree30From(), bothCases()),
		one("signature/both-signatures", motcua.NgheAn, ngheAn().inForce.From, append(bothCases(), ruleCase{
			"public certificate", onPerson(purpose(PurposePublic)), motcua.Violated, motcua.Text{},
		})),
		one("signature/both-signatures", motcua.HaiDuong, haiDuong().inForce.From, bothCases()),
		one("signature/both-signatures", motcua.LaiChau, laiChau().inForce.From, bothCases()),
		one("signature/both-signatures", motcua.TuanGiao, tuanGiao().inForce.From, bothCases()),
		one("signature/signatures-lawful", motcua.National, decree30From(), everyCases()),
		one("signature/copy-signed-by-agency", motcua.National, decree30From(), singleCases(DocumentCopy, RoleAgency)),
		one("signature/scan-signed-by-agency", motcua.National, circular1().inForce.From, singleCases(DocumentScan, RoleAgency)),
		one("signature/scan-signed-by-agency", motcua.NgheAn, ngheAn().inForce.From, singleCases(DocumentScan, RoleAgency)),
		one("signature/scan-signed-by-agency", motcua.HaiDuong, haiDuong().inForce.From, singleCases(DocumentScan, RoleAgency)),
		one("signature/result-signed-by-agency", motcua.National, motcua.DateOf(2020, 5, 22), singleCases(DocumentResult, RoleAgency)),
		one("signature/dossier-scan-signed-by-officer", motcua.National, motcua.DateOf(2025, 7, 1), singleCases(DocumentDossierScan, RolePerson)),
		one("signature/exchanged-signed", motcua.National, official, signedCases()),
		one("signature/must-be-signed", motcua.NgheAn, ngheAn().inForce.From, exchangedCases()),
		one("signature/must-be-signed", motcua.LaiChau, laiChau().inForce.From, append(exchangedCases(), ruleCase{
			"incoming", func(s *scene) { s.facts.Direction = Incoming }, motcua.NotApplicable, motcua.Text{},
		})),
		one("signature/incoming-authentic", motcua.National, official, incomingCases()),
		one("signature/incoming-authentic", motcua.National, decree30From(), incomingCases()),
		one("signature/incoming-authentic", motcua.TuanGiao, tuanGiao().inForce.From, incomingCases()),
		one("signature/receipt-timestamp", motcua.National, circular41Software(), receiptStampCases()),
	}
}

func kindOf(k DocumentKind) func(*scene) { return func(s *scene) { s.facts.Kind = k } }

// unsigned leaves a document that nobody signed.
func unsigned(s *scene) { s.result.Signatures = nil }

// only leaves the signature made in one role.
func only(role Role) func(*scene) {
	return func(s *scene) {
		if role == RolePerson {
			s.result.Signatures = s.result.Signatures[:1]
			return
		}
		s.result.Signatures = s.result.Signatures[1:]
	}
}

func eachSignature(spoil func(*Signature)) func(*scene) { return func(s *scene) { s.each(spoil) } }

func breakIt(s *Signature)    { s.Integrity = Integrity{Broken, ReasonDigestMismatch} }
func forgetRole(s *Signature) { s.Role = RoleUnknown }

func bothCases() []ruleCase {
	return []ruleCase{
		{"both", nil, motcua.Satisfied, motcua.Text{}},
		{"both of a result", kindOf(DocumentResult), motcua.Satisfied, motcua.Text{}},
		{"person only", only(RolePerson), motcua.Violated, motcua.Text{}},
		{"agency only", only(RoleAgency), motcua.Violated, motcua.Text{}},
		{"unsigned", unsigned, motcua.Violated, motcua.Text{}},
		{"the person's is broken", onPerson(breakIt), motcua.Violated, motcua.Text{}},
		{"the person's is changed later", later("page-changed", No), motcua.Violated, motcua.Text{}},
		{"document timestamp is no signature", onPerson(func(s *Signature) { s.Kind = KindDocumentTimestamp }), motcua.Violated, motcua.Text{}},
		{"no roles known", eachSignature(forgetRole), motcua.Indeterminate, unknownSigner()},
		{"one role unknown", onPerson(forgetRole), motcua.Indeterminate, unknownSigner()},
		{"one unknown, nothing else", spoils(only(RolePerson), onPerson(forgetRole)), motcua.Indeterminate, unknownSigner()},
		{"trust not evaluated", eachSignature(untried), motcua.Indeterminate, motcua.Text{}},
		{"person open, agency missing", spoils(only(RolePerson), onPerson(untried)), motcua.Violated, motcua.Text{}},
		{"copy", spoils(only(RoleAgency), kindOf(DocumentCopy)), motcua.NotApplicable, motcua.Text{}},
		{"scan", spoils(only(RoleAgency), kindOf(DocumentScan)), motcua.NotApplicable, motcua.Text{}},
		{"dossier scan", spoils(only(RolePerson), kindOf(DocumentDossierScan)), motcua.NotApplicable, motcua.Text{}},
	}
}

// everyCases: each signature valid, whoever made it.
func everyCases() []ruleCase {
	return []ruleCase{
		{"all valid", nil, motcua.Satisfied, motcua.Text{}},
		{"roles unknown", eachSignature(forgetRole), motcua.Satisfied, motcua.Text{}},
		{"a copy", kindOf(DocumentCopy), motcua.Satisfied, motcua.Text{}},
		{"one broken", onPerson(breakIt), motcua.Violated, motcua.Text{}},
		{"one broken, one open", spoils(onPerson(untried), func(s *scene) { breakIt(s.agency()) }), motcua.Violated, motcua.Text{}},
		{"one open", onPerson(untried), motcua.Indeterminate, motcua.Text{}},
		{"unsigned", unsigned, motcua.Indeterminate, motcua.Text{}},
		{"a broken timestamp", onPerson(func(s *Signature) {
			s.Kind = KindDocumentTimestamp
			breakIt(s)
		}), motcua.Satisfied, motcua.Text{}},
	}
}

// singleCases: one valid signature in the role makes a document of the kind.
func singleCases(kind DocumentKind, role Role) []ruleCase {
	other := RolePerson
	if role == RolePerson {
		other = RoleAgency
	}
	of := func(spoil func(*scene)) func(*scene) { return spoils(kindOf(kind), spoil) }
	return []ruleCase{
		{"signed", of(only(role)), motcua.Satisfied, motcua.Text{}},
		{"signed by both", kindOf(kind), motcua.Satisfied, motcua.Text{}},
		{"signed in the other role", of(only(other)), motcua.Violated, motcua.Text{}},
		{"broken", of(eachSignature(breakIt)), motcua.Violated, motcua.Text{}},
		{"unsigned", of(unsigned), motcua.Violated, motcua.Text{}},
		{"role unknown", of(eachSignature(forgetRole)), motcua.Indeterminate, unknownSigner()},
		{"not fully checked", of(eachSignature(untried)), motcua.Indeterminate, motcua.Text{}},
		{"an original", kindOf(DocumentOriginal), motcua.NotApplicable, motcua.Text{}},
	}
}

func signedCases() []ruleCase {
	return []ruleCase{
		{"signed", nil, motcua.Satisfied, motcua.Text{}},
		{"role unknown", eachSignature(forgetRole), motcua.Satisfied, motcua.Text{}},
		{"one broken", onPerson(breakIt), motcua.Satisfied, motcua.Text{}},
		{"unsigned", unsigned, motcua.Violated, motcua.Text{}},
		{"all broken", eachSignature(breakIt), motcua.Violated, motcua.Text{}},
		{"one broken, one open", spoils(onPerson(untried), func(s *scene) { breakIt(s.agency()) }), motcua.Indeterminate, motcua.Text{}},
		{"only a document timestamp", eachSignature(func(s *Signature) { s.Kind = KindDocumentTimestamp }), motcua.Violated, motcua.Text{}},
	}
}

func exchangedCases() []ruleCase {
	outgoing := func(s *scene) { s.facts.Direction = Outgoing }
	return []ruleCase{
		{"signed", nil, motcua.Satisfied, motcua.Text{}},
		{"unsigned, exchanged", spoils(unsigned, outgoing), motcua.Violated, motcua.Text{}},
		{"unsigned, not known whether exchanged", unsigned, motcua.Indeterminate, motcua.Text{}},
		{"open, exchanged", spoils(eachSignature(untried), outgoing), motcua.Indeterminate, motcua.Text{}},
	}
}

func incomingCases() []ruleCase {
	return append(everyCases(), ruleCase{
		"outgoing", func(s *scene) { s.facts.Direction = Outgoing }, motcua.NotApplicable, motcua.Text{},
	})
}

func receiptStampCases() []ruleCase {
	kept := func(after time.Duration) func(*scene) {
		return func(s *scene) { s.facts.ReceiptTimestamp = s.facts.ReceiptTimestamp.Add(after) }
	}
	none := func(s *scene) { s.facts.ReceiptTimestamp = time.Time{} }
	inFile := func(after time.Duration, spoil func(*Signature)) func(*scene) {
		return func(s *scene) {
			stamp := *s.agency()
			stamp.Kind, stamp.ClaimedTime = KindDocumentTimestamp, stamp.ClaimedTime.Add(after)
			spoil(&stamp)
			s.result.Signatures = append(s.result.Signatures, stamp)
		}
	}
	asIs := func(*Signature) {}
	return []ruleCase{
		{"kept beside the file", nil, motcua.Satisfied, motcua.Text{}},
		{"in the file", spoils(none, inFile(0, asIs)), motcua.Satisfied, motcua.Text{}},
		{"in the file, the last second of the day", spoils(none, inFile(12*time.Hour-time.Second, asIs)), motcua.Satisfied, motcua.Text{}},
		{"in the file, the day after", spoils(none, inFile(12*time.Hour, asIs)), motcua.Violated, motcua.Text{}},
		{"kept, the day after", kept(24 * time.Hour), motcua.Violated, motcua.Text{}},
		{"one in time, one late", inFile(24*time.Hour, asIs), motcua.Satisfied, motcua.Text{}},
		{"of the sender only", kept(-24 * time.Hour), motcua.Indeterminate, motcua.Text{}},
		{"none", none, motcua.Indeterminate, motcua.Text{}},
		{"in the file, broken", spoils(none, inFile(0, breakIt)), motcua.Indeterminate, motcua.Text{}},
		{"in the file, not trusted yet", spoils(none, inFile(0, untried)), motcua.Indeterminate, motcua.Text{}},
		{"outgoing", func(s *scene) { s.facts.Direction = Outgoing }, motcua.NotApplicable, motcua.Text{}},
	}
}
