package pdf

import "fmt"

// parser builds objects from tokens. Recursion is bounded by Limits.Depth, the
// size of one object by Limits.Nodes.
type parser struct {
	s      *scanner
	limits *Limits
	text   []byte            // scratch for strings and names
	names  map[string]string // names met before, so that each is stored once
	nodes  int               // values seen in the current object
	inFile bool              // offsets are file offsets
	skim   bool              // hexadecimal strings are passed over, not decoded
}

// object parses one direct object (or reference).
func (p *parser) object() (Object, error) {
	p.nodes = 0
	t, err := p.token()
	if err != nil {
		return nil, err
	}
	return p.value(t, 0)
}

// value builds the object that starts with t.
func (p *parser) value(t token, depth int) (Object, error) {
	if p.nodes++; p.nodes > p.limits.Nodes {
		return nil, fmt.Errorf("pdf: parse object: values: %w", ErrLimit)
	}
	switch t.kind {
	case tokInteger:
		return p.integerOrRef(t)
	case tokReal:
		return Real(t.real), nil
	case tokName:
		return Name(t.text), nil
	case tokString:
		str := String{Value: t.text, Hex: t.hex}
		if p.inFile {
			str.Start, str.End = t.start, p.s.pos()
		}
		return str, nil
	case tokArrayOpen, tokDictOpen:
		if depth >= p.limits.Depth {
			return nil, fmt.Errorf("pdf: parse object: depth: %w", ErrLimit)
		}
		if t.kind == tokArrayOpen {
			return p.array(depth + 1)
		}
		return p.dict(depth + 1)
	case tokKeyword:
		return keywordValue(t)
	}
	return nil, syntaxf(t.start, "no object")
}

func keywordValue(t token) (Object, error) {
	switch t.text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return nil, syntaxf(t.start, "unexpected keyword")
}

// integerOrRef looks ahead for “gen R” after an integer.
func (p *parser) integerOrRef(t token) (Object, error) {
	if t.num < 0 {
		return Integer(t.num), nil
	}
	mark := p.s.pos()
	if gen, err := p.token(); err == nil && gen.kind == tokInteger && gen.num >= 0 && gen.num <= maxGen {
		if r, err := p.token(); err == nil && r.kind == tokKeyword && r.text == "R" {
			if t.num > maxObjectNumber {
				return nil, nil // a reference to an object that cannot exist is null
			}
			return Ref{Num: int(t.num), Gen: int(gen.num)}, nil
		}
	}
	p.s.seek(mark)
	return Integer(t.num), p.s.err
}

func (p *parser) array(depth int) (Object, error) {
	a := Array{}
	for {
		t, err := p.token()
		if err != nil {
			return nil, err
		}
		if t.kind == tokArrayClose {
			return a, nil
		}
		v, err := p.value(t, depth)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (p *parser) dict(depth int) (Object, error) {
	d := &Dict{entries: make([]dictEntry, 0, 8)}
	for {
		key, err := p.token()
		if err != nil {
			return nil, err
		}
		if key.kind == tokDictClose {
			return d, nil
		}
		if key.kind != tokName {
			return nil, syntaxf(key.start, "dictionary key is no name")
		}
		t, err := p.token()
		if err != nil {
			return nil, err
		}
		v, err := p.value(t, depth)
		if err != nil {
			return nil, err
		}
		d.set(Name(key.text), v)
	}
}

// keyword consumes the given keyword.
func (p *parser) keyword(word string) error {
	t, err := p.token()
	if err != nil {
		return err
	}
	if t.kind != tokKeyword || t.text != word {
		return syntaxf(t.start, "expected %s", word)
	}
	return nil
}

// integer consumes a non-negative integer.
func (p *parser) integer() (int64, error) {
	t, err := p.token()
	if err != nil {
		return 0, err
	}
	if t.kind != tokInteger || t.num < 0 {
		return 0, syntaxf(t.start, "expected an integer")
	}
	return t.num, nil
}

// indirect parses “num gen obj … endobj” at the scanner's position and returns
// the object with its number and generation.
func (p *parser) indirect() (Object, Ref, error) {
	ref, err := p.header()
	if err != nil {
		return nil, ref, err
	}
	obj, err := p.body(ref)
	return obj, ref, err
}

// header parses “num gen obj”.
func (p *parser) header() (Ref, error) {
	num, err := p.integer()
	if err != nil {
		return Ref{}, err
	}
	gen, err := p.integer()
	if err != nil {
		return Ref{}, err
	}
	if err := p.keyword("obj"); err != nil {
		return Ref{}, err
	}
	if num > maxObjectNumber || gen > maxGen {
		return Ref{}, fmt.Errorf("pdf: parse object: number: %w", ErrLimit)
	}
	return Ref{Num: int(num), Gen: int(gen)}, nil
}

// body parses what follows the header.
func (p *parser) body(ref Ref) (Object, error) {
	obj, err := p.object()
	if err != nil {
		return nil, err
	}
	return p.endOfIndirect(obj, ref)
}

// endOfIndirect reads what follows the object: endobj, or a stream's data.
// Many writers forget endobj before the next object; that much is tolerated.
func (p *parser) endOfIndirect(obj Object, ref Ref) (Object, error) {
	t, err := p.token()
	if err != nil {
		return nil, err
	}
	d, isDict := obj.(*Dict)
	if t.kind != tokKeyword || t.text != "stream" || !isDict {
		if t.kind == tokKeyword && t.text == "endobj" || t.kind == tokInteger || t.kind == tokEOF {
			return obj, nil
		}
		return nil, syntaxf(t.start, "expected endobj")
	}
	switch p.s.next() {
	case '\n':
	case '\r':
		if p.s.peek() == '\n' {
			p.s.i++
		}
	default:
		return nil, syntaxf(t.start, "stream keyword is not followed by an end of line")
	}
	return &Stream{Dict: d, start: p.s.pos(), num: ref.Num, gen: ref.Gen}, nil
}
