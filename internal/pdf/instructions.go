package pdf

import "bytes"

// The bounds of a content stream that is read with its operands.
const (
	maxInstructions = 1 << 20
	maxOperands     = 1 << 14
)

// Instructions calls visit for the operators of a content stream (7.8.2) or a
// character map (9.7.5.4) with the operands before each, in order, until it
// returns false. Inline images are passed over. The operands hold until visit
// returns. It reports whether the stream was read to its end.
func (f *File) Instructions(data []byte, visit func(op string, operands []Object) bool) bool {
	p := &parser{s: newMemoryScanner(data, &f.budget), limits: &f.limits}
	var operands []Object
	for range maxInstructions {
		p.nodes = 0
		t, err := p.token()
		switch {
		case err != nil:
			return false
		case t.kind == tokEOF:
			return true
		case t.kind == tokKeyword && t.text == "BI":
			if !p.s.skipInlineImage() {
				return false
			}
			operands = operands[:0]
		case t.kind == tokKeyword && t.text != "true" && t.text != "false" && t.text != "null":
			if !visit(t.text, operands) {
				return false
			}
			operands = operands[:0]
		default:
			o, err := p.value(t, 0)
			if err != nil || len(operands) == maxOperands {
				return false
			}
			operands = append(operands, o)
		}
	}
	return false
}

// skipInlineImage moves behind the EI that stands alone after the data of an
// image (8.9.7).
func (s *scanner) skipInlineImage() bool {
	rest := s.buf[s.i:]
	start := bytes.Index(rest, []byte("ID"))
	if start < 0 {
		return false
	}
	for at := start + 2; ; {
		next := bytes.Index(rest[at:], []byte("EI"))
		if next < 0 {
			return false
		}
		at += next + 2
		if isSpace(int(rest[at-3])) && (at == len(rest) || isSpace(int(rest[at]))) {
			s.i += at
			return true
		}
	}
}
