package rulestest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua/internal/corpus"
)

// Quotes fails t where a rule's quotation is not, word for word, in the article
// that its provision names (in the whole text where the provision is no
// article, such as an annex). Files gives the text of each instrument, relative
// to the folder that the environment variable MOTCUA_LAW names; without that
// variable the test is skipped. A relative MOTCUA_LAW counts from the module's
// root.
//
// Blanks, line ends and Unicode normalisation do not count, since the texts
// were extracted from other formats.
func Quotes(t *testing.T, rules []motcua.Rule, files map[string]string) {
	t.Helper()
	dir := corpus.Law(t)
	if dir == "" {
		t.Skip("MOTCUA_LAW is not set: the texts of the law are not at hand")
	}
	for _, r := range rules {
		if r.Citation.Sure != motcua.Read {
			continue // nobody claims to have read the text
		}
		name, ok := files[r.Citation.Instrument]
		if !ok {
			t.Errorf("%s: no file is named for %s", keyOf(r), r.Citation.Instrument)
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%s: %v", keyOf(r), err)
			continue
		}
		if what := quoteProblem(r.Citation, string(text)); what != "" {
			t.Errorf("%s: %s: %s", keyOf(r), name, what)
		}
	}
}

// quoteProblem says why a citation does not fit the text; "" when it does.
func quoteProblem(c motcua.Citation, text string) string {
	quote := normalised(c.Quote)
	inText := strings.Contains(normalised(text), quote)
	number, _ := articleNumber(c.Provision)
	if !inText {
		return "the quote is not in the text"
	}
	if number == "" {
		return ""
	}
	for _, a := range articles(text) {
		if a.number == number && strings.Contains(normalised(a.text), quote) {
			return ""
		}
	}
	return "the quote does not stand in Điều " + number
}

// normalised drops what extraction from other formats changes.
func normalised(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

type article struct{ number, text string }

// articles cuts a text at its headings, the lines that start with “Điều N.”. A
// file may hold several regulations, and so several articles of one number.
func articles(text string) []article {
	var list []article
	for _, line := range strings.Split(norm.NFC.String(text), "\n") {
		number, rest := articleNumber(strings.TrimLeft(line, "#*_ \t\r"))
		if number != "" && strings.HasPrefix(rest, ".") {
			list = append(list, article{number: number})
		}
		if len(list) > 0 {
			list[len(list)-1].text += line + "\n"
		}
	}
	return list
}

// articleNumber reads N, or Na, of a text that starts with “Điều N”, and
// returns what follows.
func articleNumber(s string) (number, rest string) {
	s, ok := strings.CutPrefix(s, "Điều ")
	if !ok {
		return "", ""
	}
	rest = strings.TrimLeft(s, digits)
	if len(rest) == len(s) {
		return "", ""
	}
	if rest != "" && strings.Contains(letters, rest[:1]) {
		rest = rest[1:]
	}
	return s[:len(s)-len(rest)], rest
}
