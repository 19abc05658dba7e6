package catalogue

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// TestCoverage compares docs/coverage.md with the rules. With -update it writes
// the file.
func TestCoverage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "coverage.md")
	want := coverage(Rules())
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
		t.Errorf("docs/coverage.md is not what the rules say; run go test ./internal/catalogue -update (-rules +file):\n%s", diff)
	}
}

var update = flag.Bool("update", false, "write docs/coverage.md")

const coverageHead = `# Coverage of the law

Generated from the rules by ` + "`go test ./internal/catalogue -update`" + `; do not edit.
Every row is one dated wording. “Until” is the first day on which the wording no
longer applies. Rules of a locality are evaluated only when it is named; drafts
and unconfirmed texts are advisory. What the law asks of software, and what motcua
itself does about it, point by point, is in [checklists.md](checklists.md).

| Rule | Title | Article | From | Until | Jurisdiction | Status | Duty | Date that decides |
|---|---|---|---|---|---|---|---|---|
`

// coverage renders the rules as a table in Markdown.
func coverage(rules []motcua.Rule) string {
	var b strings.Builder
	b.WriteString(coverageHead)
	for _, r := range rules {
		until := "–"
		if !r.InForce.Until.IsZero() {
			until = r.InForce.Until.String()
		}
		cells := []string{
			"`" + r.ID + "`", r.Title.VI + "<br>" + r.Title.EN, r.Citation.String(),
			r.InForce.From.String(), until, r.Jurisdiction.Name().EN,
			r.Status.Label().EN, string(r.Duty), r.Anchor.Label().EN,
		}
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	fmt.Fprintf(&b, "\n%d wordings.\n", len(rules))
	return b.String()
}

func TestCoverageEscapesCells(t *testing.T) {
	r := goodRule()
	r.Title.EN = "a|b"
	if got := coverage([]motcua.Rule{r}); !strings.Contains(got, `a\|b`) {
		t.Errorf("a bar in a title would end the cell:\n%s", got)
	}
}

func goodRule() motcua.Rule {
	return motcua.Rule{
		ID:           "signature/key-match",
		Title:        motcua.Text{VI: "Khóa khớp", EN: "The key matches"},
		Jurisdiction: motcua.National,
		Status:       motcua.Issued,
		InForce:      motcua.Interval{From: motcua.DateOf(2018, 2, 5), Until: motcua.DateOf(2026, 11, 15)},
		Anchor:       motcua.AnchorSigned,
		Duty:         motcua.Must,
		Citation: motcua.Citation{
			Instrument: "Thông tư 41/2017/TT-BTTTT", Provision: "Điều 7 khoản 2",
			Quote: "Một câu. Câu nữa.", Sure: motcua.Read,
		},
	}
}
