package signerregister

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Schema names the JSON that [ReadJSON] reads.
const Schema = "motcua/register;version=1"

// ReadJSON reads a register from JSON.
//
// Errors: [ErrFormat], [ErrLimit]; those of r.
func ReadJSON(r io.Reader) (*Register, []Refusal, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, nil, fmt.Errorf("signerregister: read JSON: %w", err)
	}
	in := &jsonReader{data: data, dec: json.NewDecoder(bytes.NewReader(data)), line: 1}
	if err := in.file(); err != nil {
		return nil, nil, fmt.Errorf("signerregister: read JSON: %w", err)
	}
	register, refused := build(in.taken, in.refused)
	return register, refused, nil
}

// jsonReader reads token by token, so that no member is overlooked: twice the
// same one, or one that differs in case only.
type jsonReader struct {
	data    []byte
	dec     *json.Decoder
	counted int64 // up to where lines are counted
	line    int

	schema, entries bool
	taken           []numbered
	refused         []Refusal
}

func (in *jsonReader) file() error {
	if err := in.expect(json.Delim('{')); err != nil {
		return err
	}
	for in.dec.More() {
		if err := in.member(); err != nil {
			return err
		}
	}
	if err := in.expect(json.Delim('}')); err != nil {
		return err
	}
	if _, err := in.dec.Token(); err != io.EOF {
		return fmt.Errorf("%w: data behind the register", ErrFormat)
	}
	if !in.schema || !in.entries {
		return fmt.Errorf("%w: no schema or no entries", ErrFormat)
	}
	return nil
}

// member reads a member of the file's object.
func (in *jsonReader) member() error {
	name, err := in.dec.Token()
	if err != nil {
		return broken()
	}
	switch {
	case name == "schema" && !in.schema:
		in.schema = true
		return in.expect(Schema)
	case name == "entries" && !in.entries:
		in.entries = true
		return in.list()
	}
	return fmt.Errorf("%w: a member twice, or unknown", ErrFormat)
}

func (in *jsonReader) list() error {
	if err := in.expect(json.Delim('[')); err != nil {
		return err
	}
	for in.dec.More() {
		if len(in.taken)+len(in.refused) == MaxEntries {
			return ErrLimit
		}
		if err := in.entry(); err != nil {
			return err
		}
	}
	return in.expect(json.Delim(']'))
}

// entry reads one entry. A wrong one is read to its end and refused.
func (in *jsonReader) entry() error {
	if err := in.expect(json.Delim('{')); err != nil {
		return err
	}
	r := row{line: in.currentLine()}
	refusal := Refusal{Line: r.line}
	var seen [columnCount]bool
	for in.dec.More() {
		name, err := in.dec.Token()
		if err != nil {
			return broken()
		}
		value, isString, err := in.value()
		if err != nil {
			return err
		}
		switch c, ok := memberColumn(name); {
		case !ok || seen[c]:
			refusal.Why = WhyFields
		case !isString:
			refusal.Why, refusal.Column = WhyValue, columnNames[c].english
		default:
			seen[c], r.fields[c] = true, strings.TrimSpace(value)
		}
	}
	if err := in.expect(json.Delim('}')); err != nil {
		return err
	}
	if refusal.Why != "" {
		in.refused = append(in.refused, refusal)
		return nil
	}
	if n, refusal, ok := r.entry(); ok {
		in.taken = append(in.taken, n)
	} else {
		in.refused = append(in.refused, refusal)
	}
	return nil
}

// memberColumn finds a column by its English name, as it is written.
func memberColumn(name json.Token) (column, bool) {
	for c := range columnCount {
		if name == columnNames[c].english {
			return c, true
		}
	}
	return 0, false
}

// value reads a value to its end, however deep.
func (in *jsonReader) value() (text string, isString bool, err error) {
	for depth := 0; ; {
		token, err := in.dec.Token()
		if err != nil {
			return "", false, broken()
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			text, isString = token.(string)
			return text, isString, nil
		}
	}
}

func (in *jsonReader) expect(want json.Token) error {
	if got, err := in.dec.Token(); err != nil || got != want {
		return broken()
	}
	return nil
}

func broken() error { return fmt.Errorf("%w: malformed JSON, or of another schema", ErrFormat) }

// currentLine counts on to the line on which the last token ends.
func (in *jsonReader) currentLine() int {
	at := in.dec.InputOffset()
	in.line += bytes.Count(in.data[in.counted:at], []byte("\n"))
	in.counted = at
	return in.line
}
