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
// A quotation that is only quoted by a third party is looked for in the file of
// that party, if one is named.
//
// Line ends and Unicode normalisation do not count, since the texts were extracted
// from other formats; blanks do not count at all in texts of the gazette, whose
// extraction strews them into words. Where the head of a text says that its
// articles were renumbered (“2.3 = Điều 6”), its sections count as the articles.
func Quotes(t *testing.T, rules []motcua.Rule, files map[string]string) {
	t.Helper()
	dir := corpus.Law(t)
	if dir == "" {
		t.Skip("MOTCUA_LAW is not set: the texts of the law are not at hand")
	}
	for _, r := range rules {
		name, ok := files[r.Citation.Instrument]
		if r.Citation.Sure == motcua.Indirect || r.Citation.Sure == motcua.Quoted && !ok {
			continue // nobody claims to have the words at hand
		}
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
	form := normalised
	if strings.Contains(text, gazetteHead) {
		form = withoutBlanks
	}
	quote := form(c.Quote)
	inText := strings.Contains(form(text), quote)
	number, _ := articleNumber(c.Provision)
	if !inText {
		return "the quote is not in the text"
	}
	if number == "" || c.Sure == motcua.Quoted {
		return ""
	}
	for _, a := range articles(text) {
		if a.number == number && strings.Contains(form(a.text), quote) {
			return ""
		}
	}
	return "the quote does not stand in Điều " + number
}

// gazetteHead runs along the pages of the gazette.
const gazetteHead = "CÔNG BÁO/Số"

// normalised drops what extraction from other formats changes.
func normalised(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

func withoutBlanks(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), "") }

type article struct{ number, text string }

// articles cuts a text at its headings, the lines that start with “Điều N.”, or
// with the sections that its head names instead. A file may hold several
// regulations, and so several articles of one number.
func articles(text string) []article {
	text = norm.NFC.String(text)
	sections := renumbered(text)
	var list []article
	for _, line := range strings.Split(text, "\n") {
		number, rest := articleNumber(strings.TrimLeft(line, "#*_ \t\r"))
		heading := number != "" && strings.HasPrefix(rest, ".")
		section, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case heading:
		case sections[section] != "":
			number, heading = sections[section], true
			delete(sections, section) // annexes count from the start again
		case sections != nil && isChapter(line):
			number, heading = "", true
		}
		if heading {
			list = append(list, article{number: number})
		}
		if len(list) > 0 {
			list[len(list)-1].text += line + "\n"
		}
	}
	return list
}

// renumbered reads the sections that a text's first line gives for articles,
// as in “section 2.2 = Điều 5, 2.3 = Điều 6”; nil when it gives none.
func renumbered(text string) map[string]string {
	head, _, _ := strings.Cut(text, "\n")
	parts := strings.Split(head, " = ")
	var sections map[string]string
	for i, after := range parts[1:] {
		number, _ := articleNumber(after)
		before := parts[i][strings.LastIndex(parts[i], " ")+1:]
		if number != "" && strings.Trim(before, digits+".") == "" {
			if sections == nil {
				sections = map[string]string{}
			}
			sections[before] = number
		}
	}
	return sections
}

// isChapter tells the heading of a chapter in a renumbered text: “3.   Title”.
func isChapter(line string) bool {
	number, title, ok := strings.Cut(line, ".   ")
	return ok && number != "" && strings.Trim(number, digits) == "" && title != ""
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
