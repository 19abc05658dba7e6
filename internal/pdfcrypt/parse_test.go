package pdfcrypt

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"testing"
)

// The tests read files with this small scan of objects that lie open in the
// file; it knows nothing of cross-references and panics on bad files.

type (
	name string
	ref  [2]int
	dict map[name]any
)

// scanner reads one value at a time.
type scanner struct{ rest []byte }

var (
	reSpace  = regexp.MustCompile(`^(?:[\x00\t\n\f\r ]|%[^\n\r]*)*`)
	reRef    = regexp.MustCompile(`^(\d+) +(\d+) +R\b`)
	reNumber = regexp.MustCompile(`^[-+]?[\d.]+`)
	reWord   = regexp.MustCompile(`^/?[^\x00\t\n\f\r ()<>\[\]{}/%]*`)
)

func (s *scanner) take(re *regexp.Regexp) []byte {
	m := re.Find(s.rest)
	s.rest = s.rest[len(m):]
	return m
}

// accept skips space and then the token, if it is there.
func (s *scanner) accept(token string) bool {
	s.take(reSpace)
	if !bytes.HasPrefix(s.rest, []byte(token)) {
		return false
	}
	s.rest = s.rest[len(token):]
	return true
}

// value returns a dict, []any, []byte, name, ref, int or a word as string.
func (s *scanner) value() any {
	switch {
	case s.accept("<<"):
		d := dict{}
		for !s.accept(">>") {
			key := s.value().(name)
			d[key] = s.value()
		}
		return d
	case s.accept("["):
		list := []any{}
		for !s.accept("]") {
			list = append(list, s.value())
		}
		return list
	case s.accept("<"):
		digits, rest, _ := bytes.Cut(s.rest, []byte(">"))
		s.rest = rest
		out, err := hex.DecodeString(string(bytes.Join(bytes.Fields(digits), nil)))
		if err != nil {
			panic(err)
		}
		return out
	case s.accept("("):
		return s.literal()
	}
	if m := reRef.FindSubmatch(s.rest); m != nil {
		s.rest = s.rest[len(m[0]):]
		return ref{number(m[1]), number(m[2])}
	}
	if m := s.take(reNumber); m != nil {
		return number(m)
	}
	word := s.take(reWord)
	if len(word) == 0 {
		panic(fmt.Sprintf("no value at %.20q", s.rest))
	}
	if word[0] == '/' {
		return name(word[1:])
	}
	return string(word)
}

// literal reads a string after its “(”.
func (s *scanner) literal() []byte {
	out := []byte{}
	for depth := 1; ; {
		c := s.rest[0]
		s.rest = s.rest[1:]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			out = append(out, s.escape()...)
			continue
		}
		out = append(out, c)
	}
}

func (s *scanner) escape() []byte {
	if octal := regexp.MustCompile(`^[0-7]{1,3}`).Find(s.rest); octal != nil {
		s.rest = s.rest[len(octal):]
		n, _ := strconv.ParseUint(string(octal), 8, 16)
		return []byte{byte(n)}
	}
	c := s.rest[0]
	s.rest = s.rest[1:]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return []byte{"\n\r\t\b\f"[i]}
	}
	if c == '\n' {
		return nil
	}
	return []byte{c}
}

func number(b []byte) int {
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		panic(err)
	}
	return int(f)
}

// object is one with its stream data, if any.
type object struct {
	id    ref
	value any
	data  []byte
}

// encrypted is a file with an Encrypt dictionary.
type encrypted struct {
	objects []object
	filter  name
	config  Config
	encrypt ref
}

func (f encrypted) object(id ref) object {
	for _, o := range f.objects {
		if o.id == id {
			return o
		}
	}
	return object{}
}

// readFile scans a file; ok is false without an Encrypt entry.
func readFile(tb testing.TB, data []byte) (f encrypted, ok bool) {
	tb.Helper()
	for _, m := range regexp.MustCompile(`(?:^|[\r\n])(\d+) (\d+) obj\b`).FindAllSubmatchIndex(data, -1) {
		s := scanner{data[m[1]:]}
		o := object{id: ref{number(data[m[2]:m[3]]), number(data[m[4]:m[5]])}, value: s.value()}
		if s.accept("stream") {
			s.rest = bytes.TrimPrefix(bytes.TrimPrefix(s.rest, []byte("\r")), []byte("\n"))
			o.data = s.rest
		}
		f.objects = append(f.objects, o)
	}
	for i, o := range f.objects {
		if o.data != nil {
			length := o.value.(dict)["Length"]
			if id, indirect := length.(ref); indirect {
				length = f.object(id).value
			}
			f.objects[i].data = o.data[:length.(int)]
		}
	}
	m := regexp.MustCompile(`/Encrypt[ \r\n]+`).FindIndex(data)
	if m == nil {
		return f, false
	}
	s := scanner{data[m[1]:]}
	value := s.value()
	if id, indirect := value.(ref); indirect {
		f.encrypt = id
		value = f.object(id).value
	}
	f.filter = value.(dict)["Filter"].(name)
	f.config = configOf(value.(dict))
	if m := regexp.MustCompile(`/ID[ \r\n]*\[`).FindIndex(data); m != nil {
		s := scanner{data[m[1]-1:]}
		f.config.ID0 = s.value().([]any)[0].([]byte)
	}
	return f, true
}

func configOf(d dict) Config {
	number := func(key name) int { n, _ := d[key].(int); return n }
	text := func(key name) []byte { b, _ := d[key].([]byte); return b }
	method := func(key name, other Method) Method {
		filter, ok := d[key].(name)
		if !ok {
			return other
		}
		filters, _ := d["CF"].(dict)
		cf, _ := filters[filter].(dict)
		return map[any]Method{name("V2"): RC4, name("AESV2"): AESV2, name("AESV3"): AESV3}[cf["CFM"]]
	}
	c := Config{
		V: number("V"), R: number("R"), LengthBits: number("Length"), P: int32(number("P")),
		O: text("O"), U: text("U"), OE: text("OE"), UE: text("UE"), Perms: text("Perms"),
		EncryptMetadata: d["EncryptMetadata"] != "false",
		StreamMethod:    method("StmF", Identity), StringMethod: method("StrF", Identity),
	}
	c.EmbeddedMethod = method("EFF", c.StreamMethod)
	return c
}
