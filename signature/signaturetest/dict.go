package signaturetest

import (
	"fmt"
	"slices"
	"strings"
)

// dict is a PDF dictionary whose values are PDF text, in writing order.
type dict []entry

type entry struct{ key, value string }

// dictOf makes a dictionary of pairs of key and value; pairs with an empty
// value are left out.
func dictOf(pairs ...string) dict {
	var d dict
	for i := 0; i+1 < len(pairs); i += 2 {
		d = d.with(pairs[i], pairs[i+1])
	}
	return d
}

// with returns a copy in which the key has that value. An empty value removes
// the key.
func (d dict) with(key, value string) dict {
	out := slices.Clone(d)
	i := slices.IndexFunc(out, func(e entry) bool { return e.key == key })
	switch {
	case i < 0 && value == "":
	case i < 0:
		out = append(out, entry{key, value})
	case value == "":
		out = slices.Delete(out, i, i+1)
	default:
		out[i].value = value
	}
	return out
}

func (d dict) get(key string) string {
	for _, e := range d {
		if e.key == key {
			return e.value
		}
	}
	return ""
}

func (d dict) String() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, e := range d {
		fmt.Fprintf(&b, " /%s %s", e.key, e.value)
	}
	b.WriteString(" >>")
	return b.String()
}

// array joins items to a PDF array.
func array(items ...string) string { return "[" + strings.Join(items, " ") + "]" }

// literal is a PDF literal string (ISO 32000-2, 7.3.4.2).
func literal(s string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s) + ")"
}

// text is a PDF text string: as it is if ASCII, in UTF-16BE otherwise
// (ISO 32000-2, 7.9.2.2).
func text(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > 0x7e }) < 0 {
		return literal(s)
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, r := range s {
		fmt.Fprintf(&b, "%04X", r) // the samples stay within the basic plane
	}
	b.WriteString(">")
	return b.String()
}

// stream is a stream object; its Length is added.
func stream(d dict, data string) string {
	return fmt.Sprintf("%s\nstream\n%s\nendstream", d.with("Length", fmt.Sprint(len(data))), data)
}
