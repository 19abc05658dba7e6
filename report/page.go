package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// pageWidth is where lines are broken, in characters.
const pageWidth = 80

// mark stands before a verdict. The words after it say the same; colour only
// repeats it.
type mark int

const (
	markGood mark = iota
	markBad
	markOpen
	markNone
)

func (m mark) String() string { return [...]string{"✔", "✘", "?", "–"}[m] }

// colour is the SGR sequence of ECMA-48, 8.3.117: green, red, yellow, faint.
func (m mark) colour() string { return [...]string{"\x1b[32m", "\x1b[31m", "\x1b[33m", "\x1b[2m"}[m] }

// page collects the lines of one report.
type page struct {
	buf  bytes.Buffer
	opts TextOptions
}

func (p *page) in(t motcua.Text) string { return t.In(p.opts.Language) }

// line writes text behind lead, broken at pageWidth; what follows is indented
// by hang characters.
func (p *page) line(lead string, hang int, text string) {
	p.buf.WriteString(lead)
	p.wrap(utf8.RuneCountInString(lead), hang, text)
	p.buf.WriteByte('\n')
}

// verdict writes “lead ✔ Word. text”, the mark and word coloured if asked for.
func (p *page) verdict(lead string, hang int, m mark, word, text string) {
	p.buf.WriteString(lead)
	if p.opts.Color {
		p.buf.WriteString(m.colour())
	}
	p.buf.WriteString(m.String() + " " + word)
	if p.opts.Color {
		p.buf.WriteString("\x1b[0m")
	}
	column := utf8.RuneCountInString(lead) + 2 + utf8.RuneCountInString(word)
	if text != "" {
		p.buf.WriteByte('.')
		p.buf.WriteByte(' ')
		p.wrap(column+2, hang, text)
	}
	p.buf.WriteByte('\n')
}

func (p *page) blank() { p.buf.WriteByte('\n') }

// wrap writes the words of text from column on. A word too long for any line
// is cut: left to a terminal, its tail would start at the margin and could pose
// as a line of the report.
func (p *page) wrap(column, hang int, text string) {
	start := column
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if column > start && column+1+n > pageWidth {
			p.breakLine(hang)
			column, start = hang, hang
		}
		if column > start {
			p.buf.WriteByte(' ')
			column++
		}
		for _, r := range word {
			if column >= pageWidth {
				p.breakLine(hang)
				column, start = hang, hang
			}
			p.buf.WriteRune(r)
			column++
		}
	}
}

func (p *page) breakLine(hang int) {
	p.buf.WriteByte('\n')
	for range hang {
		p.buf.WriteByte(' ')
	}
}

// labelled writes “label:  text” with the texts of a block in one column.
func (p *page) labelled(label motcua.Text, text string) {
	lead, hang := p.label(label)
	p.line(lead, hang, text)
}

func (p *page) labelledVerdict(label motcua.Text, m mark, word, text string) {
	lead, hang := p.label(label)
	p.verdict(lead, hang+2, m, word, text)
}

// labelColumn is where the texts of a signature's block begin.
const labelColumn = 22

func (p *page) label(label motcua.Text) (lead string, hang int) {
	s := "    " + p.in(label) + ":"
	pad := max(1, labelColumn-utf8.RuneCountInString(s))
	return s + strings.Repeat(" ", pad), labelColumn
}

func statusMark(s signature.Status) mark {
	switch s {
	case signature.StatusValid:
		return markGood
	case signature.StatusInvalid, signature.StatusError:
		return markBad
	case signature.StatusUnsigned:
		return markNone
	}
	return markOpen
}
