package catalogue

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// TestChecklists compares docs/checklists.md with the rules and the answers below.
// With -update it writes the file.
func TestChecklists(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "checklists.md")
	want := checklistHead
	for _, section := range checklistSections() {
		want += section.render(t)
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/checklists.md is not what the rules and answers say; run go test ./internal/catalogue -update (-rules +file):\n%s", diff)
	}
}

// TestChecklistsAreAnswered: every point of the law has an answer, and every
// answer a point.
func TestChecklistsAreAnswered(t *testing.T) {
	var answered []string
	for _, section := range checklistSections() {
		for _, a := range section.answers {
			answered = append(answered, "signature/"+a.point)
			if !slices.Contains([]answer{done, byCaller, notYet}, a.answer) || a.remark == "" {
				t.Errorf("%s: the answer is %q with remark %q", a.point, a.answer, a.remark)
			}
		}
	}
	found, err := signature.CheckSoftware(signature.Declaration{})
	if err != nil {
		t.Fatal(err)
	}
	var points []string
	for _, f := range found {
		points = append(points, f.Rule)
	}
	slices.Sort(answered)
	if diff := cmp.Diff(points, answered); diff != "" {
		t.Errorf("points of the law and answers differ (-points +answers):\n%s", diff)
	}
}

// answer is what motcua does about a point.
type answer string

const (
	done     answer = "done"
	byCaller answer = "by the caller"
	notYet   answer = "not yet"
)

// selfAnswer is motcua's own answer to one point of a checklist.
type selfAnswer struct {
	point  string // slug of the rule
	answer answer
	remark string
}

type checklistSection struct {
	title, note string
	answers     []selfAnswer
}

// render writes the section as a table, citations from the rules.
func (s checklistSection) render(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| Article | Point | motcua | Remark |\n|---|---|---|---|\n", s.title, s.note)
	for _, a := range s.answers {
		r := ruleByID(t, "signature/"+a.point)
		point := fmt.Sprintf("%s<br>“%s”<br>`%s`", r.Title.VI, r.Citation.Quote, r.ID)
		if r.Duty == motcua.Should {
			point += " (no duty)"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.Citation.Provision, strings.ReplaceAll(point, "|", `\|`), a.answer, a.remark)
	}
	return b.String()
}

func ruleByID(t *testing.T, id string) motcua.Rule {
	t.Helper()
	rules := Rules()
	i := slices.IndexFunc(rules, func(r motcua.Rule) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no rule %s", id)
	}
	return rules[i]
}

const checklistHead = `# Checklists for software

What the law asks of software that signs or checks signatures, point by point, and
what motcua itself does about it. Generated from the rules and from the answers in
` + "`internal/catalogue/checklists_test.go`" + ` by ` + "`go test ./internal/catalogue -update`" + `; do not edit.

- **done**: the SDK does it, and its tests show it;
- **by the caller**: the SDK gives the means, the program has to use them;
- **not yet**: it does not.

Vendors hold their own product against the same points with
` + "`signature.CheckSoftware`" + `, on any day.
`

func checklistSections() []checklistSection {
	return []checklistSection{signingSection(), checkingSection(), decree130Section(), circular15Section()}
}

func signingSection() checklistSection {
	return checklistSection{
		"Signing software: Thông tư 41/2017/TT-BTTTT, Điều 11",
		"In force from 2018-02-05 to 2026-11-14. The annex of standards is not held.",
		[]selfAnswer{
			{"signing-standards", notYet, "The annex was not read. PAdES (ETSI EN 319 142-1), CMS and RFC 3161 are followed, as other programs judge in the tests."},
			{"signing-functions", byCaller, "`Sign` signs with the key that the caller gives it, a person's or the agency's. Who holds which certificate is the register's (`signerregister`, Điều 6 khoản 4)."},
			{"signing-certificate-check", byCaller, "`SignOptions` take a check of the certificate, and `BeforeSigning` judges it by its trust at the moment of signing; what is violated refuses."},
			{"signing-evidence", byCaller, "`NewRecord` gathers all that Điều 9 lists, `EvidenceStore` keeps it; the program calls them after signing."},
			{"signing-destruction", byCaller, "`EvidenceStore.Destroy` removes the evidence of a document and leaves that of others."},
			{"signing-notice", byCaller, "`Sign` returns the verified result or an error with its reason in both languages; the program shows it."},
			{"signing-roots", done, "Trust stores are data that the caller chooses (`ReadTrustStore`, `VGCAG1`)."},
			{"signing-stamps", byCaller, "Level B-T and above take a timestamp when signing. That one is missing is a finding (`signature/signing-timestamp`)."},
		},
	}
}

func checkingSection() checklistSection {
	return checklistSection{
		"Checking software: Thông tư 41/2017/TT-BTTTT, Điều 12",
		"In force from 2018-02-05 to 2026-11-14. The annex of standards is not held.",
		[]selfAnswer{
			{"checking-standards", notYet, "The annex was not read. PDF (ISO 32000), CMS and certificates (RFC 5652, RFC 5280) are."},
			{"checking-functions", done, "All steps and conditions of Điều 7: key, path to the root, state at the proven time, integrity. The register (khoản 3) is an interface with adapters."},
			{"checking-evidence", done, "`NewRecord` and `EvidenceStore`; `motcua evidence save` and `show`."},
			{"checking-destruction", done, "`EvidenceStore.Destroy`; `motcua evidence destroy`."},
			{"checking-roots", done, "Trust stores are data that the caller chooses (`ReadTrustStore`, `VGCAG1`, `--trust`)."},
			{"checking-notice", done, "Every signature has its verdicts and the file a status, in words, in Vietnamese and English."},
			{"checking-stamps", byCaller, "The program takes the timestamp when it receives; `CheckTimestamp` judges it, `Facts.ReceiptTimestamp` carries its time, and the record keeps it."},
		},
	}
}

func decree130Section() checklistSection {
	return checklistSection{
		"Makers of applications and solutions: Nghị định 130/2018/NĐ-CP, Điều 80 and Điều 81",
		"In force from 2018-11-15 to 2025-04-09. Its successors for makers are Nghị định 68/2024/NĐ-CP, Điều 33, of which only the heading is held, and Nghị định 23/2025/NĐ-CP, which is not.",
		[]selfAnswer{
			{"application-standards", notYet, "The list of mandatory standards is another text, which was not read."},
			{"application-neutrality", done, "No provider is built in or preferred: which roots are trusted is the caller's choice alone."},
			{"application-certificates", byCaller, "Provider certificates are data that the caller keeps up to date; nothing is compiled in that could go stale unnoticed."},
			{"application-status-check", done, "Điều 78 is `BeforeSigning`, Điều 79 the rules by the day of receipt; both rest on path and revocation at the time in question."},
			{"solution-standards", notYet, "See Điều 80 khoản 1."},
			{"solution-common-standards", done, "ISO 32000-2, PAdES (ETSI EN 319 142-1), CMS, RFC 3161, RFC 5280."},
		},
	}
}

func circular15Section() checklistSection {
	return checklistSection{
		"Checking software: Thông tư 15/2025/TT-BKHCN, Điều 6 and Phụ lục II",
		"In force from 2025-08-15. Written for public certification services; for certificates of the state it advises. Phụ lục II is quoted as far as the columns of its tables stayed whole in the copy that was read.",
		[]selfAnswer{
			{"verifier-key", done, "`Integrity`, rule `signature/public-matching-key`."},
			{"verifier-path", done, "Paths are built and validated after RFC 5280 to a root that the caller chose; which root is the national one is the caller's choice."},
			{"verifier-annex", done, "As for Phụ lục II, below."},
			{"verifier-integrity-steps", done, "Ranges, digest and signature value are checked in these steps; changes after signing are judged besides."},
			{"verifier-validity", done, "As for Phụ lục II, below."},
			{"verifier-roots", done, "Trust stores in PEM, DER and PKCS #7 (`ReadTrustStore`)."},
			{"verifier-timestamps", done, "Timestamps are verified whole, path and revocation of the authority included; a wrong one keeps the signature from being trusted."},
			{"verifier-message-integrity", done, "Files are read, never written."},
			{"verifier-keeps-certificates", done, "`NewRecord` and `EvidenceStore`."},
			{"verifier-keeps-lists", done, "`NewRecord` and `EvidenceStore`."},
			{"verifier-keeps-results", done, "`NewRecord` and `EvidenceStore`."},
			{"verifier-authorities", done, "Stores are data: certificates are added and removed without a new program."},
			{"verifier-notice", done, "Reports are in Vietnamese unless English is asked for."},
			{"verifier-display", done, "All fields stand in every report, in text and JSON."},
			{"verifier-period", done, "`Trust.Validity`, for every certificate of the path."},
			{"verifier-status", done, "Lists and OCSP responses of the document, of a folder, or online; the warning where neither can be checked (`signature/status-warning`)."},
			{"verifier-algorithms", done, "`Algorithms` are limits with dates; `Trust.Algorithms`."},
			{"verifier-scope", done, "`Trust.Scope`: key usage and purposes."},
			{"verifier-key-usage", done, "Both are judged (`Trust.Scope`)."},
			{"verifier-statements", notYet, "Issuer statements are not read."},
			{"verifier-signer", byCaller, "The certificate's name is compared with the caller's register (`signature/signer-information`)."},
			{"verifier-creation", done, "As for Điều 6 khoản 1 điểm a."},
			{"verifier-certificate-then", done, "`Trust` at the proven time."},
			{"verifier-digests", done, "As for Điều 6 khoản 1 điểm d."},
		},
	}
}
