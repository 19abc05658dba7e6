package pdfwrite

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"

	"github.com/motcua/motcua/internal/pdf"
)

// Mark is a value that is written as its Text says, never encrypted, and that
// remembers where: room for what is known only later.
type Mark struct {
	Text   string
	Offset int64 // in the file, once rendered
}

// Stream is a new stream: its dictionary without Length, and its stored data.
type Stream struct {
	Dict *pdf.Dict
	Data []byte
}

// sink writes the values of one object.
type sink struct {
	out   []byte
	start int64                              // offset of out in the file
	seal  func(plain string) ([]byte, error) // encrypts a string; nil leaves it plain
}

// value appends a value in its written form (ISO 32000-2, 7.3).
func (s *sink) value(o pdf.Object) error {
	switch v := o.(type) {
	case nil:
		s.text("null")
	case bool:
		s.out = strconv.AppendBool(s.out, v)
	case pdf.Integer:
		s.out = strconv.AppendInt(s.out, int64(v), 10)
	case pdf.Real:
		return s.real(float64(v))
	case pdf.Name:
		s.name(v)
	case pdf.String:
		return s.str(v)
	case pdf.Ref:
		s.out = fmt.Appendf(s.out, "%d %d R", v.Num, v.Gen)
	case pdf.Array:
		return s.array(v)
	case *pdf.Dict:
		return s.dict(v)
	case *Mark:
		v.Offset = s.start + int64(len(s.out))
		s.text(v.Text)
	default:
		return fmt.Errorf("pdfwrite: write value: %w", ErrValue)
	}
	return nil
}

func (s *sink) text(t string) { s.out = append(s.out, t...) }

// real writes a number without an exponent, which PDF does not have.
func (s *sink) real(f float64) error {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("pdfwrite: write number: %w", ErrValue)
	}
	s.out = strconv.AppendFloat(s.out, f, 'f', -1, 64)
	return nil
}

// name writes a name; what is not a regular printable character is written as
// #xx (7.3.5).
func (s *sink) name(n pdf.Name) {
	s.out = append(s.out, '/')
	for i := range len(n) {
		c := n[i]
		if c < '!' || c > '~' || isSpecial(c) {
			s.out = fmt.Appendf(s.out, "#%02X", c)
			continue
		}
		s.out = append(s.out, c)
	}
}

func isSpecial(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%', '#':
		return true
	}
	return false
}

// str writes a string: as text where it is, else in hexadecimal.
func (s *sink) str(v pdf.String) error {
	data := []byte(v.Value)
	if s.seal != nil {
		var err error
		if data, err = s.seal(v.Value); err != nil {
			return err
		}
	}
	if s.seal != nil || v.Hex || !isPlain(data) {
		s.out = append(s.out, '<')
		s.out = hex.AppendEncode(s.out, data)
		s.out = append(s.out, '>')
		return nil
	}
	s.out = append(s.out, '(')
	for _, c := range data {
		if c == '(' || c == ')' || c == '\\' {
			s.out = append(s.out, '\\')
		}
		s.out = append(s.out, c)
	}
	s.out = append(s.out, ')')
	return nil
}

func isPlain(data []byte) bool {
	for _, c := range data {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

func (s *sink) array(a pdf.Array) error {
	s.out = append(s.out, '[')
	for i, e := range a {
		if i > 0 {
			s.out = append(s.out, ' ')
		}
		if err := s.value(e); err != nil {
			return err
		}
	}
	s.out = append(s.out, ']')
	return nil
}

func (s *sink) dict(d *pdf.Dict) error {
	s.text("<<")
	for _, key := range d.Keys() {
		s.name(key)
		s.out = append(s.out, ' ')
		if err := s.value(d.Get(key)); err != nil {
			return err
		}
		s.out = append(s.out, '\n')
	}
	s.text(">>")
	return nil
}
