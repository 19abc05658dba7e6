package pdf

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parseText parses one object from memory, as from an object stream.
func parseText(text string, l Limits) (Object, error) {
	l = l.withDefaults()
	p := &parser{s: newMemoryScanner([]byte(text), &budget{left: l.TotalBytes}), limits: &l}
	return p.object()
}

// plain turns an object into Go values that go-cmp can compare.
func plain(o Object) any {
	switch v := o.(type) {
	case String:
		return "s:" + v.Value
	case Array:
		out := []any{}
		for _, e := range v {
			out = append(out, plain(e))
		}
		return out
	case *Dict:
		out := map[string]any{}
		for _, k := range v.Keys() {
			out[string(k)] = plain(v.Get(k))
		}
		return out
	case *Stream:
		return map[string]any{"stream": plain(v.Dict)}
	}
	return o
}

func TestParseObject(t *testing.T) {
	for _, c := range []struct {
		in   string
		want any
	}{
		{"null", nil}, {"true", true}, {"false ", false},
		{"0", Integer(0)}, {"-17", Integer(-17)}, {"+5", Integer(5)}, {"007", Integer(7)},
		{"9223372036854775807", Real(9223372036854775807)}, {"99999999999999999999", Real(1e20)},
		{"1.5", Real(1.5)}, {"-.5", Real(-.5)}, {"4.", Real(4)}, {"+0.0", Real(0)},
		{"/Name", Name("Name")}, {"/", Name("")}, {"/A#20B", Name("A B")}, {"/A#2", Name("A#2")}, {"/A#zz", Name("A#zz")},
		{"/#41#42", Name("AB")}, {"/A(b)", Name("A")}, {"/A%b\n", Name("A")}, {"/\xc4\x91", Name("\xc4\x91")},
		{"(abc)", "s:abc"}, {"()", "s:"}, {"(a(b)c)", "s:a(b)c"}, {`(a\)b\(c\\)`, `s:a)b(c\`},
		{`(\n\r\t\b\f\x)`, "s:\n\r\t\b\fx"}, {"(a\\\nb\\\r\nc\\\rd)", "s:abcd"}, {"(a\r\nb\rc\nd)", "s:a\nb\nc\nd"},
		{`(\101\1012\7\08\400)`, "s:AA2\a\x008\x00"}, {"(%a)", "s:%a"},
		{"<>", "s:"}, {"<4142>", "s:AB"}, {"<4 1\n4>", "s:A@"}, {"<fF>", "s:\xff"}, {"<" + strings.Repeat("41", 3000) + ">", "s:" + strings.Repeat("A", 3000)},
		{"[]", []any{}}, {"[1 R]", nil}, {"[1 0 R 2 0 R]", []any{Ref{1, 0}, Ref{2, 0}}}, {"[1 2 3 0 R]", []any{Integer(1), Integer(2), Ref{3, 0}}},
		{"[1 2.0 R]", nil}, {"[1%x\n0%y\nR]", []any{Ref{1, 0}}}, {"12 65535 R", Ref{12, 65535}}, {"[-1 0 0]", []any{Integer(-1), Integer(0), Integer(0)}},
		{"[3000000000 0 R]", []any{nil}},
		{"<</A 1/B[/C(d)]>>", map[string]any{"A": Integer(1), "B": []any{Name("C"), "s:d"}}},
		{"<< >>", map[string]any{}}, {"<</A null>>", map[string]any{"A": nil}},
		{"%c\n\x00\f\t /A", Name("A")},
	} {
		got, err := parseText(c.in, Limits{})
		if c.want == nil && c.in != "null" {
			if !errors.Is(err, ErrSyntax) {
				t.Errorf("%q: got %v, %v, want a syntax error", c.in, got, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if diff := cmp.Diff(c.want, plain(got)); diff != "" {
			t.Errorf("%q: %s", c.in, diff)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, in := range []string{
		"", " ", ")", "]", ">>", ">", "{", "}", "(", "(a", "(a(b)", "<", "<4", "<4g>", "<<", "<</A", "<</A>>", "<</A 1", "<<1 2>>", "<<(a) 1>>",
		"[", "[1", "[(a]", "R", "obj", "endobj", "truefalse", "1.2.3", "--1", "+", ".", "1e5", strings.Repeat("a", 65), "<</A ]>>", "[>>]", "[stream]",
		"-9223372036854775809x",
	} {
		if o, err := parseText(in, Limits{}); !errors.Is(err, ErrSyntax) {
			t.Errorf("%q: got %v, %v", in, o, err)
		}
	}
	var located *SyntaxError
	if _, err := parseText("  >a", Limits{}); !errors.As(err, &located) || located.Offset != 2 {
		t.Errorf("got %v, want the offset 2", err)
	}
}

func TestParseLimits(t *testing.T) {
	for name, c := range map[string]struct {
		in     string
		limits Limits
		want   error
	}{
		"depth at the limit":     {strings.Repeat("[", 4) + strings.Repeat("]", 4), Limits{Depth: 4}, nil},
		"depth":                  {strings.Repeat("[", 5) + strings.Repeat("]", 5), Limits{Depth: 4}, ErrLimit},
		"depth of dictionaries":  {strings.Repeat("<</A", 5) + " 1" + strings.Repeat(">>", 5), Limits{Depth: 4}, ErrLimit},
		"nodes at the limit":     {"[1 2 3]", Limits{Nodes: 4}, nil},
		"nodes":                  {"[1 2 3 4]", Limits{Nodes: 4}, ErrLimit},
		"string at the limit":    {"(abcd)", Limits{StringBytes: 4}, nil},
		"string":                 {"(abcde)", Limits{StringBytes: 4}, ErrLimit},
		"hexadecimal, at limit":  {"<41424344>", Limits{StringBytes: 4}, nil},
		"hexadecimal":            {"<4142434445>", Limits{StringBytes: 4}, ErrLimit},
		"hexadecimal, odd digit": {"<414243444>", Limits{StringBytes: 4}, ErrLimit},
		"name at the limit":      {"/abcd", Limits{StringBytes: 4}, nil},
		"name":                   {"/abcde", Limits{StringBytes: 4}, ErrLimit},
	} {
		if _, err := parseText(c.in, c.limits); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestDuplicateKeys(t *testing.T) {
	for in, want := range map[string]bool{
		"<</A 1/B 2>>": false, "<</A 1/A 1>>": true, "<</A 1/#41 2>>": true,
		"<<" + manyKeys(60) + ">>": false, "<<" + manyKeys(60) + "/K7 1>>": true,
	} {
		o, err := parseText(in, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := o.(*Dict).Duplicate; got != want {
			t.Errorf("%.40q: Duplicate is %v", in, got)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("/K" + strings.Repeat("x", i/10) + string(rune('0'+i%10)) + " 1")
	}
	return b.String()
}

func TestStringOffsets(t *testing.T) {
	data := smallPDF()
	f := mustOpen(t, data)
	d := get(t, f, 5).(*Dict)
	for key, want := range map[Name]string{"Title": "(Ti\\(u\\051 \\304\\221\\\n\\n)", "Author": "<4B fd 0>"} {
		s := d.Get(key).(String)
		if got := string(data[s.Start:s.End]); got != want {
			t.Errorf("%s stands at %q", key, got)
		}
	}
	if got := d.Get("Title").(String).Value; got != "Ti(u) \xc4\x91\n" {
		t.Errorf("Title is %q", got)
	}
	if s := d.Get("Author").(String); s.Value != "K\xfd\x00" || !s.Hex {
		t.Errorf("Author is %q", s.Value)
	}
}

func TestEqual(t *testing.T) {
	same := [][2]string{
		{"1", "1.0"}, {"null", "null"}, {"(A)", "<41>"}, {"<</A 1/B null>>", "<</A 1.0>>"}, {"[1 [2]]", "[1.0[2]]"},
		{"/A", "/#41"}, {"1 0 R", "1 0 R"}, {"-0.0", "0"}, {"true", "true"},
	}
	for _, c := range same {
		a, b := mustParse(t, c[0]), mustParse(t, c[1])
		if !Equal(a, b) || !Equal(b, a) {
			t.Errorf("%s and %s differ", c[0], c[1])
		}
	}
	different := [][2]string{
		{"1", "2"}, {"1", "true"}, {"null", "0"}, {"(A)", "/A"}, {"<</A 1>>", "<</A 1/B 1>>"}, {"<</A 1>>", "<</B 1>>"}, {"[1]", "[1 1]"},
		{"1 0 R", "1 1 R"}, {"<</A 1/A 1>>", "<</A 1>>"}, {"[]", "<<>>"}, {"9007199254740993", "9007199254740992"},
	}
	for _, c := range different {
		a, b := mustParse(t, c[0]), mustParse(t, c[1])
		if Equal(a, b) || Equal(b, a) {
			t.Errorf("%s and %s are the same", c[0], c[1])
		}
	}
}

func mustParse(t *testing.T, text string) Object {
	t.Helper()
	o, err := parseText(text, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestWalkRefs(t *testing.T) {
	o := mustParse(t, "<</A 1 0 R/B[2 0 R[3 0 R]<</C 4 0 R>>]/D(5 0 R)/E<</F[]>>>>")
	got := map[string]int{}
	WalkRefs(o, func(path string, r Ref) { got[path] = r.Num })
	if diff := cmp.Diff(map[string]int{"/A": 1, "/B/*": 2, "/B/*/*": 3, "/B/*/C": 4}, got); diff != "" {
		t.Error(diff)
	}
}
