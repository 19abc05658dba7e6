package dossier

import (
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestRuleMetadata(t *testing.T) {
	for _, what := range rulestest.Problems(Rules()) {
		t.Error(what)
	}
}

// lawFiles names the text of each instrument.
func lawFiles() map[string]string {
	return map[string]string{
		instrumentDecree61:  "texts/nd61-2018.md",
		instrumentDecree118: "texts/nd118-2025.txt",
		instrumentDecree45:  "texts/nd45-2020.txt",
		instrumentCircular1: "texts/tt01-2018-vpcp.md",
		instrumentHaiDuong:  "../seeds/hai-duong-2019-draft.txt",
	}
}

// TestQuotes holds the quotations against the texts of the law: those of the
// rules, and those that are cited without being rules.
func TestQuotes(t *testing.T) {
	rules := Rules()
	for _, cited := range []motcua.Citation{linkedAgency()} {
		rules = append(rules, motcua.Rule{ID: "dossier/cited", Citation: cited})
	}
	rulestest.Quotes(t, rules, lawFiles())
}
