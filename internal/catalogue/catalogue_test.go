package catalogue

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

func TestRulesAreComplete(t *testing.T) {
	rules := Rules()
	if len(rules) == 0 {
		t.Fatal("there are no rules")
	}
	for _, p := range problems(rules) {
		t.Error(p)
	}
}

func TestRulesAreFresh(t *testing.T) {
	first := Rules()
	want := slices.Clone(first)
	clear(first)
	if got := Rules(); !slices.Equal(want, got) {
		t.Errorf("changing the returned slice changed the rules: %v, want %v", got, want)
	}
}

// TestProblems spoils one good rule in every way, so that the test above is
// known to see it.
func TestProblems(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*motcua.Rule)
	}{
		{"no ID", func(r *motcua.Rule) { r.ID = "" }},
		{"ID without package", func(r *motcua.Rule) { r.ID = "key-match" }},
		{"ID in capitals", func(r *motcua.Rule) { r.ID = "signature/Key" }},
		{"no Vietnamese title", func(r *motcua.Rule) { r.Title.VI = "" }},
		{"no English title", func(r *motcua.Rule) { r.Title.EN = " " }},
		{"title decomposed", func(r *motcua.Rule) { r.Title.VI = norm.NFD.String("Khóa") }},
		{"no instrument", func(r *motcua.Rule) { r.Citation.Instrument = "" }},
		{"no provision", func(r *motcua.Rule) { r.Citation.Provision = "" }},
		{"no quote", func(r *motcua.Rule) { r.Citation.Quote = "" }},
		{"quote decomposed", func(r *motcua.Rule) { r.Citation.Quote = norm.NFD.String("Chữ ký số.") }},
		{"quote of three sentences", func(r *motcua.Rule) { r.Citation.Quote = "Một. Hai. Ba." }},
		{"quote with stray blanks", func(r *motcua.Rule) { r.Citation.Quote = "Một  hai." }},
		{"unknown sureness", func(r *motcua.Rule) { r.Citation.Sure = "recalled" }},
		{"no start", func(r *motcua.Rule) { r.InForce.From = motcua.Date{} }},
		{"no such day", func(r *motcua.Rule) { r.InForce.From = motcua.DateOf(2018, 2, 30) }},
		{"ends before it starts", func(r *motcua.Rule) { r.InForce.Until = r.InForce.From }},
		{"unknown jurisdiction", func(r *motcua.Rule) { r.Jurisdiction = "vn-atlantis" }},
		{"no status", func(r *motcua.Rule) { r.Status = "" }},
		{"national draft", func(r *motcua.Rule) { r.Status = motcua.Draft }},
		{"no duty", func(r *motcua.Rule) { r.Duty = "" }},
		{"unknown anchor", func(r *motcua.Rule) { r.Anchor = "tomorrow" }},
		{"one-sided remark", func(r *motcua.Rule) { r.Outside.VI = "Văn bản sau chưa có." }},
	}
	if got := problems([]motcua.Rule{goodRule()}); len(got) > 0 {
		t.Fatalf("the good rule has problems: %q", got)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := goodRule()
			tt.spoil(&r)
			if got := problems([]motcua.Rule{r}); len(got) == 0 {
				t.Errorf("problems(%+v) found nothing", r)
			}
		})
	}
}

func TestProblemsBetweenWordings(t *testing.T) {
	next := goodRule()
	next.InForce = motcua.Interval{From: goodRule().InForce.Until}
	overlapping, other, local := next, next, goodRule()
	overlapping.InForce.From = next.InForce.From.AddDays(-1)
	other.Anchor = motcua.AnchorReceived
	local.Jurisdiction = motcua.NgheAn
	tests := []struct {
		name   string
		second motcua.Rule
		want   int
	}{
		{"in sequence", next, 0},
		{"overlapping by a day", overlapping, 1},
		{"another anchor", other, 1},
		{"the same twice", goodRule(), 1},
		{"another jurisdiction", local, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := problems([]motcua.Rule{goodRule(), tt.second})
			if len(got) != tt.want {
				t.Errorf("problems = %q, want %d", got, tt.want)
			}
		})
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

// problems lists what is wrong with a list of rules.
func problems(rules []motcua.Rule) []string {
	var found []string
	for i, r := range rules {
		for _, what := range slices.Concat(identityProblems(r), textProblems(r), intervalProblems(r.InForce)) {
			found = append(found, fmt.Sprintf("%s (%s, from %s): %s", r.ID, r.Jurisdiction, r.InForce.From, what))
		}
		for _, other := range rules[:i] {
			if other.ID != r.ID || other.Jurisdiction != r.Jurisdiction {
				continue
			}
			if other.InForce.Overlaps(r.InForce) {
				found = append(found, fmt.Sprintf("%s (%s): wordings overlap", r.ID, r.Jurisdiction))
			}
			if other.Anchor != r.Anchor {
				found = append(found, fmt.Sprintf("%s (%s): wordings differ in anchor", r.ID, r.Jurisdiction))
			}
		}
	}
	return found
}

func identityProblems(r motcua.Rule) []string {
	var found []string
	if !regexp.MustCompile(`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(r.ID) {
		found = append(found, "the ID is not <package>/<slug>")
	}
	if r.Jurisdiction != motcua.National && !slices.Contains(motcua.Localities(), r.Jurisdiction) {
		found = append(found, "unknown jurisdiction")
	}
	if !slices.Contains([]motcua.Status{motcua.Issued, motcua.Draft, motcua.Unconfirmed}, r.Status) {
		found = append(found, "unknown status")
	}
	if r.Jurisdiction == motcua.National && r.Status != motcua.Issued {
		found = append(found, "a national rule that is not issued would be evaluated unasked")
	}
	if r.Duty != motcua.Must && r.Duty != motcua.Should {
		found = append(found, "unknown duty")
	}
	anchors := []motcua.Anchor{
		motcua.AnchorSigned, motcua.AnchorIssued, motcua.AnchorReceived,
		motcua.AnchorCertificateIssued, motcua.AnchorRequested,
	}
	if !slices.Contains(anchors, r.Anchor) {
		found = append(found, "unknown anchor")
	}
	if !slices.Contains([]motcua.Sureness{motcua.Read, motcua.Quoted, motcua.Indirect}, r.Citation.Sure) {
		found = append(found, "unknown sureness")
	}
	return found
}

func textProblems(r motcua.Rule) []string {
	var found []string
	texts := map[string]string{
		"Vietnamese title": r.Title.VI, "English title": r.Title.EN,
		"instrument": r.Citation.Instrument, "provision": r.Citation.Provision, "quote": r.Citation.Quote,
	}
	if !r.Outside.IsZero() {
		texts["Vietnamese remark"], texts["English remark"] = r.Outside.VI, r.Outside.EN
	}
	for what, s := range texts {
		switch {
		case strings.TrimSpace(s) == "":
			found = append(found, "no "+what)
		case !norm.NFC.IsNormalString(s):
			found = append(found, "the "+what+" is not NFC")
		case strings.Join(strings.Fields(s), " ") != s:
			found = append(found, "the "+what+" has stray blanks")
		}
	}
	if sentences(r.Citation.Quote) > 2 {
		found = append(found, "the quote has more than two sentences")
	}
	return found
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

// sentences counts ends of sentences: a full stop, question or exclamation mark
// at the end, or before a blank and a capital.
func sentences(s string) int {
	runes := []rune(s)
	count := 0
	for i, r := range runes {
		if !strings.ContainsRune(".?!", r) {
			continue
		}
		if i == len(runes)-1 || i+2 < len(runes) && runes[i+1] == ' ' && unicode.IsUpper(runes[i+2]) {
			count++
		}
	}
	if n := len(runes); n > 0 && !strings.ContainsRune(".?!", runes[n-1]) {
		count++
	}
	return count
}
