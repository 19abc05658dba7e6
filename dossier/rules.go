package dossier

import (
	"slices"

	"github.com/motcua/motcua"
)

// Rules lists the rules of this package, one entry per dated wording.
func Rules() []motcua.Rule {
	return slices.Concat(rulesOf(codeChecks()), rulesOf(actChecks()), rulesOf(stateChecks()))
}

func rulesOf[S motcua.Subject](checks []motcua.Check[S]) []motcua.Rule {
	var rules []motcua.Rule
	for _, c := range checks {
		rules = append(rules, c.Rule)
	}
	return rules
}
