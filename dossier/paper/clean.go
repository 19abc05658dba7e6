package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean makes all texts such that each format can hold them.
func (p *Paper) clean() {
	d := &p.details
	for _, s := range []*string{&d.Over, &d.Agency, &d.OneStop, &d.Place, &d.Number, &d.Officer, &p.title} {
		*s = printable(*s)
	}
	for i, b := range p.content {
		p.content[i].field = [2]string{printable(b.field[0]), printable(b.field[1])}
		p.content[i].text = printable(b.text)
		p.content[i].list = printables(b.list)
		if b.table != nil {
			for j := range b.table.rows {
				b.table.rows[j] = printables(b.table.rows[j])
			}
		}
	}
}

func printables(list []string) []string {
	var cleaned []string
	for _, s := range list {
		cleaned = append(cleaned, printable(s))
	}
	return cleaned
}

// printable makes one line of NFC. The fonts have no characters beyond the basic
// plane, and XML no controls: they become “�”.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case r > 0xFFFD || unicode.Is(unicode.C, r):
			return unicode.ReplacementChar
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(s, string(unicode.ReplacementChar))))
}
