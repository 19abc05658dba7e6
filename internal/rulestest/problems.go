package rulestest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

// maxSentences bounds a quotation: a citation quotes, it does not reprint.
const maxSentences = 2

// Problems lists what is wrong with the metadata of rules, each problem with
// the wording that has it; nil when nothing is.
func Problems(rules []motcua.Rule) []string {
	var found []string
	for i, r := range rules {
		for _, what := range slices.Concat(identityProblems(r), textProblems(r), intervalProblems(r.InForce)) {
			found = append(found, fmt.Sprintf("%s: %s", keyOf(r), what))
		}
		for _, other := range rules[:i] {
			for _, what := range pairProblems(other, r) {
				found = append(found, fmt.Sprintf("%s: %s", keyOf(r), what))
			}
		}
	}
	return found
}

// identityProblems checks the values that are taken from fixed lists.
func identityProblems(r motcua.Rule) []string {
	var found []string
	check := func(good bool, what string) {
		if !good {
			found = append(found, what)
		}
	}
	check(isID(r.ID), "the ID is not <package>/<slug>")
	check(slices.Contains(motcua.Jurisdictions(), r.Jurisdiction), "unknown jurisdiction")
	check(slices.Contains([]motcua.Status{motcua.Issued, motcua.Draft, motcua.Unconfirmed}, r.Status), "unknown status")
	check(r.Jurisdiction != motcua.National || r.Status == motcua.Issued,
		"a national rule that is not issued would be evaluated unasked")
	check(slices.Contains([]motcua.Duty{motcua.Must, motcua.Should}, r.Duty), "unknown duty")
	check(slices.Contains([]motcua.Anchor{
		motcua.AnchorSigned, motcua.AnchorIssued, motcua.AnchorReceived,
		motcua.AnchorCertificateIssued, motcua.AnchorRequested,
	}, r.Anchor), "unknown anchor")
	check(slices.Contains([]motcua.Sureness{motcua.Read, motcua.Quoted, motcua.Indirect}, r.Citation.Sure), "unknown sureness")
	return found
}

// isID accepts <package>/<slug>: letters, then words of letters and digits
// joined by single hyphens, all lower case.
func isID(id string) bool {
	pkg, slug, ok := strings.Cut(id, "/")
	if !ok || pkg == "" || strings.Trim(pkg, letters) != "" {
		return false
	}
	for _, word := range strings.Split(slug, "-") {
		if word == "" || strings.Trim(word, letters+digits) != "" {
			return false
		}
	}
	return true
}

const (
	letters = "abcdefghijklmnopqrstuvwxyz"
	digits  = "0123456789"
)

// textProblems checks what people read.
func textProblems(r motcua.Rule) []string {
	type part struct{ what, text string }
	parts := []part{
		{"Vietnamese title", r.Title.VI}, {"English title", r.Title.EN},
		{"instrument", r.Citation.Instrument}, {"provision", r.Citation.Provision}, {"quote", r.Citation.Quote},
	}
	if !r.Outside.IsZero() {
		parts = append(parts, part{"Vietnamese remark on other times", r.Outside.VI}, part{"English remark on other times", r.Outside.EN})
	}
	var found []string
	for _, p := range parts {
		if what := textProblem(p.text); what != "" {
			found = append(found, fmt.Sprintf("the %s %s", p.what, what))
		}
	}
	if sentences(r.Citation.Quote) > maxSentences {
		found = append(found, "the quote has more than two sentences")
	}
	return found
}

func textProblem(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "is missing"
	case !norm.NFC.IsNormalString(s):
		return "is not NFC"
	case strings.Join(strings.Fields(s), " ") != s:
		return "has stray blanks"
	}
	return ""
}

// sentences counts ends of sentences: a full stop, question or exclamation
// mark at the end of the text, or before a blank and a capital. What follows
// the last of them counts as one more.
func sentences(s string) int {
	runes := []rune(s)
	count, open := 0, false
	for i, r := range runes {
		open = true
		if !strings.ContainsRune(".?!", r) {
			continue
		}
		if i == len(runes)-1 || i+2 < len(runes) && runes[i+1] == ' ' && unicode.IsUpper(runes[i+2]) {
			count, open = count+1, false
		}
	}
	if open {
		count++
	}
	return count
}

func intervalProblems(i motcua.Interval) []string {
	var found []string
	if !i.From.Valid() {
		found = append(found, "the start is no day of the calendar")
	}
	if !i.Until.IsZero() && (!i.Until.Valid() || !i.From.Before(i.Until)) {
		found = append(found, "the end is no day after the start")
	}
	return found
}

// pairProblems compares two wordings of one rule.
func pairProblems(a, b motcua.Rule) []string {
	if a.ID != b.ID || a.Jurisdiction != b.Jurisdiction {
		return nil
	}
	var found []string
	if a.InForce.From == b.InForce.From {
		found = append(found, "there are two wordings from the same day")
	} else if a.InForce.Overlaps(b.InForce) {
		found = append(found, "wordings overlap")
	}
	// The anchor picks the wording, so it cannot depend on the wording.
	if a.Anchor != b.Anchor {
		found = append(found, "wordings differ in their anchor")
	}
	return found
}
