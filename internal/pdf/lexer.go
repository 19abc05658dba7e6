package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
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
	if w := p.s.word(); w != nil {
		return classify(t, w)
	}
	var word [maxWord]byte
	n := 0
	for isRegular(p.s.peek()) {
		if n == len(word) {
			return t, syntaxf(t.start, "word longer than %d bytes", len(word))
		}
		word[n] = byte(p.s.next())
		n++
	}
	if p.s.err != nil {
		return t, p.s.err // the word may go on
	}
	return classify(t, word[:n])
}

// maxWord bounds the length of a number or keyword.
const maxWord = 64

// word consumes and returns the regular characters that follow, if their end
// lies within the window; nil otherwise.
func (s *scanner) word() []byte {
	rest := s.buf[s.i:]
	for n := range min(len(rest), maxWord) {
		if !isRegular(int(rest[n])) {
			s.i += n
			return rest[:n:n]
		}
	}
	return nil
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
	mark := p.s.i
	if w := p.s.word(); w != nil {
		if bytes.IndexByte(w, '#') < 0 {
			t.kind, t.text = tokName, p.intern(w)
			return t, nil
		}
		p.s.i = mark
	}
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
	return t, p.s.err
}

// Names are kept up to this length and number.
const (
	internBytes = 32
	internNames = 1024
)

// intern returns w as a string, the same one for the same short name: a file
// repeats a few dozen names thousands of times.
func (p *parser) intern(w []byte) string {
	if known, ok := p.names[string(w)]; ok {
		return known
	}
	name := string(w)
	if len(w) <= internBytes && len(p.names) < internNames {
		if p.names == nil {
			p.names = map[string]string{}
		}
		p.names[name] = name
	}
	return name
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
			return t, p.s.errorOr(t.start, "unclosed string")
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

// hexTable maps a byte to its value as a hexadecimal digit plus one, hexSpace
// for white space, and 0 for anything else.
var hexTable = [256]byte{
	'0': 1, '1': 2, '2': 3, '3': 4, '4': 5, '5': 6, '6': 7, '7': 8, '8': 9, '9': 10,
	'a': 11, 'b': 12, 'c': 13, 'd': 14, 'e': 15, 'f': 16,
	'A': 11, 'B': 12, 'C': 13, 'D': 14, 'E': 15, 'F': 16,
	' ': hexSpace, '\n': hexSpace, '\r': hexSpace, '\t': hexSpace, '\f': hexSpace, 0: hexSpace,
}

const hexSpace = 0x40

// unhex returns the value of a hexadecimal digit.
func unhex(c int) (int, bool) {
	if c < 0 || c > 255 || hexTable[c] == 0 || hexTable[c] == hexSpace {
		return 0, false
	}
	return int(hexTable[c]) - 1, true
}

// hexString reads a <…> string; an odd last digit counts as followed by 0. A
// signature value is one of tens of thousands of digits, so it is decoded from
// the window directly.
func (p *parser) hexString(t token) (token, error) {
	if p.skim {
		return p.skimHex(t)
	}
	p.text = p.text[:0]
	hi, half := byte(0), false
	for {
		if p.s.peek() < 0 {
			if p.s.err != nil {
				return t, p.s.err
			}
			return t, syntaxf(t.start, "unclosed string")
		}
		window := p.s.buf[p.s.i:]
		if len(p.text)+len(window) > p.limits.StringBytes {
			window = window[:max(1, p.limits.StringBytes-len(p.text))]
		}
		used, closed, ok := p.hexWindow(window, &hi, &half)
		p.s.i += used
		switch {
		case !ok:
			return t, p.s.errorOr(t.start, "not a hexadecimal string")
		case closed:
			if half {
				p.text = append(p.text, hi)
			}
			if len(p.text) > p.limits.StringBytes {
				return t, fmt.Errorf("pdf: parse string: %w", ErrLimit)
			}
			t.kind, t.text, t.hex = tokString, string(p.text), true
			return t, nil
		case len(p.text) > p.limits.StringBytes:
			return t, fmt.Errorf("pdf: parse string: %w", ErrLimit)
		}
	}
}

// skimHex passes over a <…> string.
func (p *parser) skimHex(t token) (token, error) {
	for p.s.peek() >= 0 {
		at := bytes.IndexByte(p.s.buf[p.s.i:], '>')
		if at >= 0 {
			p.s.i += at + 1
			t.kind, t.hex = tokString, true
			return t, nil
		}
		p.s.i = len(p.s.buf)
	}
	return t, p.s.errorOr(t.start, "unclosed string")
}

// zeroDigits is eight digits 0 as one word: most of a signature's room is
// padding.
const zeroDigits = 0x3030303030303030

// hexPairs decodes the pairs of digits that w starts with and returns how many
// bytes they take.
func (p *parser) hexPairs(w []byte) int {
	text := p.text
	i := 0
	for i+1 < len(w) {
		if i+8 <= len(w) && binary.LittleEndian.Uint64(w[i:]) == zeroDigits {
			text = append(text, 0, 0, 0, 0)
			i += 8
			continue
		}
		hi, lo := hexTable[w[i]]-1, hexTable[w[i+1]]-1
		if hi|lo > 15 {
			break
		}
		text = append(text, hi<<4|lo)
		i += 2
	}
	p.text = text
	return i
}

// hexWindow decodes digits until the window ends or the string is closed.
func (p *parser) hexWindow(w []byte, hi *byte, half *bool) (used int, closed, ok bool) {
	p.text = slices.Grow(p.text, len(w)/2+1)
	for i := 0; i < len(w); i++ {
		if !*half {
			i += p.hexPairs(w[i:])
			if i == len(w) {
				break
			}
		}
		d := hexTable[w[i]]
		switch {
		case w[i] == '>':
			return i + 1, true, true
		case d == hexSpace:
		case d == 0:
			return i, false, false
		case *half:
			p.text = append(p.text, *hi|(d-1))
			*half = false
		default:
			*hi, *half = (d-1)<<4, true
		}
	}
	return len(w), false, true
}
