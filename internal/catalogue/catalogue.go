// Package catalogue lists the rules of all domain packages, for the program's
// list, the coverage table and the test that walks them all.
package catalogue

import (
	"cmp"
	"slices"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/token"
)

// Rules returns every wording of every rule, sorted by ID, jurisdiction and
// start. The slice is fresh.
func Rules() []motcua.Rule {
	rules := slices.Concat(signature.Rules(), token.Rules(), dossier.Rules())
	slices.SortFunc(rules, func(a, b motcua.Rule) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID),
			a.Jurisdiction.Compare(b.Jurisdiction),
			a.InForce.From.Compare(b.InForce.From))
	})
	return rules
}
