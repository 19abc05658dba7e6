package pdf

import (
	"fmt"
	"math"
	"strconv"
)

// tokenKind tells the lexical tokens of ISO 32000-2, 7.2 apart.
type tokenKind int

const (
	tokEOF tokenKind = iota
	tokInteger
	tokReal
	tokString
	tokName
	tokArrayOpen
	tokArrayClose
	tokDictOpen
	tokDictClose
	tokKeyword
)

type token struct {
	kind  tokenKind
	start int64
	num   int64
	real  float64
	text  string // name, keyword or string value
	hex   bool
}

func isSpace(c int) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c int) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c int) bool { return c >= 0 && !isSpace(c) && !isDelim(c) }

func isDigit(c int) bool { return c >= '0' && c <= '9' }

// skipSpace passes white space and comments.
func (s *scanner) skipSpace() {
	for {
		c := s.peek()
		switch {
		case isSpace(c):
			s.i++
		case c == '%':
			for c >= 0 && c != '\n' && c != '\r' {
				s.i++
				c = s.peek()
			}
		default:
			return
		}
	}
}

// token reads the next token.
func (p *parser) token() (token, error) {
	s := p.s
	s.skipSpace()
	t := token{start: s.pos()}
	c := s.peek()
	switch {
	case c < 0:
		return t, s.err
	case c == '/':
		s.i++
		return p.name(t)
	case c == '(':
		s.i++
		return p.literal(t)
	case c == '<':
		s.i++
		if s.peek() == '<' {
			s.i++
			t.kind = tokDictOpen
			return t, nil
		}
		return p.hexString(t)
	case c == '>':
		s.i++
		if s.next() != '>' {
			return t, syntaxf(t.start, "stray >")
		}
		t.kind = tokDictClose
		return t, nil
	case c == '[':
		s.i++
		t.kind = tokArrayOpen
		return t, nil
	case c == ']':
		s.i++
		t.kind = tokArrayClose
		return t, nil
	case isDelim(c):
		return t, syntaxf(t.start, "stray %q", rune(c))
	}
	return p.regular(t)
}

// regular reads a number or a keyword.
func (p *parser) regular(t token) (token, error) {
	var word [64]byte
	n := 0
	for isRegular(p.s.peek()) {
		if n == len(word) {
			return t, syntaxf(t.start, "word longer than %d bytes", len(word))
		}
		word[n] = byte(p.s.next())
		n++
	}
	return classify(t, word[:n])
}

// classify tells integers and reals from keywords.
func classify(t token, w []byte) (token, error) {
	digits := w
	if w[0] == '+' || w[0] == '-' {
		digits = w[1:]
	}
	dots, num := 0, int64(0)
	overflow := false
	for _, c := range digits {
		switch {
		case c == '.':
			dots++
		case !isDigit(int(c)):
			t.kind, t.text = tokKeyword, string(w)
			return t, nil
		case num > (math.MaxInt64-9)/10:
			overflow = true
		default:
			num = num*10 + int64(c-'0')
		}
	}
	if len(digits) == dots || dots > 1 {
		t.kind, t.text = tokKeyword, string(w)
		return t, nil
	}
	if w[0] == '-' {
		num = -num
	}
	if dots == 0 && !overflow {
		t.kind, t.num = tokInteger, num
		return t, nil
	}
	f, err := strconv.ParseFloat(string(w), 64)
	if err != nil {
		return t, syntaxf(t.start, "number out of range")
	}
	t.kind, t.real = tokReal, f
	return t, nil
}

func (p *parser) name(t token) (token, error) {
	p.text = p.text[:0]
	for isRegular(p.s.peek()) {
		c := p.s.next()
		if c == '#' {
			c = p.nameEscape()
		}
		if err := p.appendText(byte(c)); err != nil {
			return t, err
		}
	}
	t.kind, t.text = tokName, string(p.text)
	return t, nil
}

// nameEscape decodes #xx; a lone # stands for itself, as in PDF 1.1 files.
func (p *parser) nameEscape() int {
	mark := p.s.pos()
	hi, ok1 := unhex(p.s.next())
	lo, ok2 := unhex(p.s.next())
	if ok1 && ok2 {
		return hi<<4 | lo
	}
	p.s.seek(mark)
	return '#'
}

func (p *parser) appendText(c byte) error {
	if len(p.text) >= p.limits.StringBytes {
		return fmt.Errorf("pdf: parse string: %w", ErrLimit)
	}
	p.text = append(p.text, c)
	return nil
}

// literal reads a (…) string: balanced parentheses and escapes, 7.3.4.2.
func (p *parser) literal(t token) (token, error) {
	p.text = p.text[:0]
	for depth := 1; ; {
		c := p.s.next()
		switch c {
		case -1:
			return t, syntaxf(t.start, "unclosed string")
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				t.kind, t.text = tokString, string(p.text)
				return t, p.s.err
			}
		case '\r':
			if p.s.peek() == '\n' {
				p.s.i++
			}
			c = '\n'
		case '\\':
			if c = p.escape(); c < 0 {
				continue
			}
		}
		if err := p.appendText(byte(c)); err != nil {
			return t, err
		}
	}
}

// escape decodes what follows a backslash; -1 for a line continuation.
func (p *parser) escape() int {
	c := p.s.next()
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case '\n':
		return -1
	case '\r':
		if p.s.peek() == '\n' {
			p.s.i++
		}
		return -1
	}
	if c < '0' || c > '7' {
		return c
	}
	v := c - '0'
	for range 2 {
		d := p.s.peek()
		if d < '0' || d > '7' {
			break
		}
		v = v<<3 | (d - '0')
		p.s.i++
	}
	return v & 0xff
}

func unhex(c int) (int, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// hexString reads a <…> string; an odd last digit counts as followed by 0.
func (p *parser) hexString(t token) (token, error) {
	p.text = p.text[:0]
	hi, half := 0, false
	for {
		c := p.s.next()
		if c == '>' {
			break
		}
		if isSpace(c) {
			continue
		}
		v, ok := unhex(c)
		if !ok {
			return t, syntaxf(t.start, "not a hexadecimal string")
		}
		if half = !half; half {
			hi = v << 4
			continue
		}
		if err := p.appendText(byte(hi | v)); err != nil {
			return t, err
		}
	}
	if half {
		if err := p.appendText(byte(hi)); err != nil {
			return t, err
		}
	}
	t.kind, t.text, t.hex = tokString, string(p.text), true
	return t, p.s.err
}
