package signerregister

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName bounds the text of a distinguished name, in bytes.
const maxName = 8 << 10

// CanonicalIssuer brings the text of a distinguished name (RFC 4514) into one
// form, so that two spellings of a name can be compared as text: Unicode NFC,
// short names of attribute types, no spaces around separators, one way to
// escape. The order of the parts and the case of values are kept. Quoted values
// and semicolons, as RFC 2253 had them, are understood.
//
// Errors: [ErrName].
func CanonicalIssuer(text string) (string, error) {
	if len(text) > maxName || !utf8.ValidString(text) {
		return "", fmt.Errorf("signerregister: read issuer: %w", ErrName)
	}
	p := nameParser{rest: norm.NFC.String(text)}
	var out []string
	for {
		rdn, ok := p.rdn()
		if !ok {
			return "", fmt.Errorf("signerregister: read issuer: %w", ErrName)
		}
		out = append(out, rdn)
		if p.rest == "" {
			return strings.Join(out, ","), nil
		}
		p.rest = p.rest[1:]
	}
}

// nameParser takes a name apart from its beginning.
type nameParser struct{ rest string }

// rdn reads one relative name, up to the separator behind it, and returns its
// attributes in alphabetical order: their order means nothing.
func (p *nameParser) rdn() (string, bool) {
	var attributes []string
	for {
		a, ok := p.attribute()
		if !ok {
			return "", false
		}
		attributes = append(attributes, a)
		if !strings.HasPrefix(p.rest, "+") {
			break
		}
		p.rest = p.rest[1:]
	}
	if p.rest != "" && p.rest[0] != ',' && p.rest[0] != ';' {
		return "", false
	}
	slices.Sort(attributes)
	return strings.Join(attributes, "+"), true
}

func (p *nameParser) attribute() (string, bool) {
	typ, rest, ok := strings.Cut(p.rest, "=")
	typ = strings.TrimSpace(typ)
	if !ok || typ == "" || strings.ContainsAny(typ, `,;+"\<>#`) {
		return "", false
	}
	p.rest = strings.TrimLeft(rest, " ")
	value, ok := p.value()
	return shortType(typ) + "=" + escapeValue(norm.NFC.String(value)), ok
}

// shortType maps other names of attribute types to those that certificates are
// shown with.
func shortType(typ string) string {
	typ = strings.TrimPrefix(strings.ToUpper(typ), "OID.")
	switch typ {
	case "S":
		return "ST"
	case "EMAILADDRESS", "EMAIL":
		return "E"
	case "GIVENNAME", "G":
		return "GN"
	case "SURNAME":
		return "SN"
	case "TITLE":
		return "T"
	}
	return typ
}

// value reads a value and undoes its escapes.
func (p *nameParser) value() (string, bool) {
	quoted := strings.HasPrefix(p.rest, `"`)
	if quoted {
		p.rest = p.rest[1:]
	}
	var b strings.Builder
	end := 0 // length without the spaces behind the value
	for p.rest != "" {
		c := p.rest[0]
		switch {
		case c == '\\':
			if !p.escape(&b) {
				return "", false
			}
			end = b.Len()
			continue
		case quoted && c == '"':
			p.rest = strings.TrimLeft(p.rest[1:], " ")
			return b.String(), utf8.ValidString(b.String())
		case !quoted && (c == ',' || c == ';' || c == '+'):
			return b.String()[:end], utf8.ValidString(b.String())
		}
		b.WriteByte(c)
		p.rest = p.rest[1:]
		if c != ' ' || quoted {
			end = b.Len()
		}
	}
	return b.String()[:end], !quoted && utf8.ValidString(b.String())
}

// escape undoes one escape: a special character, or an octet in hexadecimal.
func (p *nameParser) escape(b *strings.Builder) bool {
	if len(p.rest) < 2 {
		return false
	}
	if octet, err := hex.DecodeString(p.rest[1:min(3, len(p.rest))]); err == nil && len(octet) == 1 {
		b.Write(octet)
		p.rest = p.rest[3:]
		return true
	}
	if strings.IndexByte(` "#+,;<=>\`, p.rest[1]) < 0 {
		return false
	}
	b.WriteByte(p.rest[1])
	p.rest = p.rest[2:]
	return true
}

// escapeValue escapes what the parser would not take as it is.
func escapeValue(v string) string {
	var b strings.Builder
	for i := range len(v) {
		edge := v[i] == ' ' && (i == 0 || i == len(v)-1)
		if edge || strings.IndexByte(`"+,;\`, v[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(v[i])
	}
	return b.String()
}
