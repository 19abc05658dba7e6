package paper

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

var (
	// ErrTemplate reports a template that does not follow the language.
	ErrTemplate = errors.New("malformed template")
	// ErrValue reports a value that is missing or beyond the bounds.
	ErrValue = errors.New("bad value")
)

// Template is a parsed template. It does not change and may be used by many
// goroutines.
type Template struct {
	blocks []block
}

// kind is what a block is.
type kind int

const (
	aParagraph kind = iota
	aSpace
	aPair
	aTable
)

// align is how a paragraph is set.
type align int

const (
	left align = iota
	center
	right
)

// paragraph is a stretch of text in one style.
type paragraph struct {
	text         string
	align        align
	bold, italic bool
	size         float64 // in points
}

// row is a row of a table; each names the rows of values that it stands for.
type row struct {
	cells []string
	each  string
}

// block is a part of a paper.
type block struct {
	kind        kind
	paragraph   paragraph
	left, right []paragraph
	widths      []float64 // shares of the width of the page
	rows        []row     // the first is the head
}

// The sizes of type in points (Phụ lục I: 13 to 14 for the text).
const (
	textSize  = 13
	titleSize = 14
	noteSize  = 11
	pairSize  = 12 // the state's name in one line (Phụ lục I: 12 to 13)
)

// pairLeft is the left column's share of a pair; the state's name is the longer.
const pairLeft = 0.42

// Parse reads a template.
//
// Errors: [ErrTemplate] with the number of the line.
func Parse(text string) (*Template, error) {
	p := parser{lines: strings.Split(strings.TrimSuffix(text, "\n"), "\n")}
	t := &Template{}
	for p.more() {
		b, err := p.block()
		if err != nil {
			return nil, fmt.Errorf("paper: parse template: line %d: %w", p.at, err)
		}
		t.blocks = append(t.blocks, b)
	}
	return t, nil
}

type parser struct {
	lines []string
	at    int
}

func (p *parser) more() bool { return p.at < len(p.lines) }

// next returns the next line, its command and what follows.
func (p *parser) next() (line, command, rest string) {
	line = strings.TrimRight(p.lines[p.at], " \t\r")
	p.at++
	if !strings.HasPrefix(line, "@") {
		return line, "", line
	}
	command, rest, _ = strings.Cut(line[1:], " ")
	return line, command, strings.TrimSpace(rest)
}

func (p *parser) block() (block, error) {
	line, command, rest := p.next()
	switch {
	case line == "":
		return block{kind: aSpace}, nil
	case command == "columns":
		return p.pair()
	case command == "table":
		return p.table(rest)
	}
	par, err := styled(command, rest)
	return block{kind: aParagraph, paragraph: par}, err
}

// styled makes a paragraph of a line.
func styled(command, text string) (paragraph, error) {
	p := paragraph{size: textSize}
	switch command {
	case "":
	case "center":
		p.align = center
	case "right":
		p.align = right
	case "title":
		p.align, p.bold, p.size = center, true, titleSize
	case "note":
		p.italic, p.size = true, noteSize
	default:
		return p, fmt.Errorf("%w: unknown command @%s", ErrTemplate, command)
	}
	if rest, ok := strings.CutPrefix(text, "*"); ok {
		text, p.bold = strings.TrimSpace(rest), true
	}
	if rest, ok := strings.CutPrefix(text, "/"); ok {
		text, p.italic = strings.TrimSpace(rest), true
	}
	p.text = text
	return p, braces(text)
}

// braces checks that braces pair.
func braces(s string) error {
	for s != "" {
		at := strings.IndexAny(s, "{}")
		if at < 0 {
			return nil
		}
		end := strings.IndexAny(s[at+1:], "{}")
		if s[at] == '}' || end < 0 || s[at+1+end] == '{' || end == 0 {
			return fmt.Errorf("%w: braces", ErrTemplate)
		}
		s = s[at+1+end+1:]
	}
	return nil
}

func (p *parser) pair() (block, error) {
	b := block{kind: aPair}
	side := &b.left
	for p.more() {
		_, command, rest := p.next()
		switch command {
		case "end":
			return b, nil
		case "next":
			if side == &b.right {
				return b, fmt.Errorf("%w: a third column", ErrTemplate)
			}
			side = &b.right
			continue
		}
		par, err := styled(command, rest)
		if err != nil {
			return b, err
		}
		if command == "" {
			par.align, par.size = center, pairSize
		}
		*side = append(*side, par)
	}
	return b, fmt.Errorf("%w: columns without end", ErrTemplate)
}

func (p *parser) table(shares string) (block, error) {
	b := block{kind: aTable}
	sum := 0.0
	for _, s := range strings.Fields(shares) {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || !(n > 0 && n <= 100) {
			return b, fmt.Errorf("%w: widths", ErrTemplate)
		}
		b.widths = append(b.widths, n/100)
		sum += n
	}
	if sum < 99.5 || sum > 100.5 {
		return b, fmt.Errorf("%w: the widths come to %.0f hundredths", ErrTemplate, sum)
	}
	each := ""
	for p.more() {
		line, command, rest := p.next()
		switch command {
		case "end":
			if each != "" || len(b.rows) == 0 {
				return b, fmt.Errorf("%w: a table without rows", ErrTemplate)
			}
			return b, nil
		case "each":
			each = rest
			continue
		}
		r := row{each: each}
		each = ""
		for _, c := range strings.Split(line, "|") {
			r.cells = append(r.cells, strings.TrimSpace(c))
		}
		if len(r.cells) != len(b.widths) {
			return b, fmt.Errorf("%w: %d cells in %d columns", ErrTemplate, len(r.cells), len(b.widths))
		}
		if err := braces(line); err != nil {
			return b, err
		}
		b.rows = append(b.rows, r)
	}
	return b, fmt.Errorf("%w: a table without end", ErrTemplate)
}
