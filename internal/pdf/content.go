package pdf

// maxOperators bounds the operators looked at in one content stream.
const maxOperators = 1 << 16

// Operators calls visit for the operators of a content stream (7.8.2), in
// order, until it returns false. It reports whether the stream was read to its
// end: false after a syntax error, an inline image, or too many operators.
func (f *File) Operators(data []byte, visit func(op string) bool) bool {
	p := &parser{s: newMemoryScanner(data, &f.budget), limits: &f.limits}
	for range maxOperators {
		t, err := p.token()
		switch {
		case err != nil:
			return false
		case t.kind == tokEOF:
			return true
		case t.kind == tokKeyword && t.text == "BI":
			visit(t.text)
			return false
		case t.kind == tokKeyword && !visit(t.text):
			return false
		}
	}
	return false
}
