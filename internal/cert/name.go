package cert

import (
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua/internal/cert/der"
)

// Attribute is one attribute of a distinguished name.
type Attribute struct {
	OID   string
	Type  string // short name such as "CN"; the OID if it has none
	Value string // Unicode, NFC; "#" and hex of the DER for a value that isn't a string
	RDN   int    // index of the relative name it belongs to, from 0
}

// Name is a distinguished name in the order of the certificate, most general
// part first as a rule.
type Name []Attribute

// ParseName reads the DER of a Name (RFC 5280, 4.1.2.4).
//
// Errors: ErrMalformed, ErrTooLarge (more than 64 attributes).
func ParseName(b []byte) (Name, error) {
	input := cryptobyte.String(b)
	var rdns cryptobyte.String
	if !input.ReadASN1(&rdns, asn1.SEQUENCE) || !input.Empty() {
		return nil, malformed("name")
	}
	name := make(Name, 0, countElements(rdns))
	for rdn := 0; !rdns.Empty(); rdn++ {
		var set cryptobyte.String
		if !rdns.ReadASN1(&set, asn1.SET) {
			return nil, malformed("relative name")
		}
		for !set.Empty() {
			if len(name) == maxAttributes {
				return nil, fmt.Errorf("%w: more than %d attributes in a name", ErrTooLarge, maxAttributes)
			}
			a, ok := readAttribute(&set)
			if !ok {
				return nil, malformed("name attribute")
			}
			a.RDN = rdn
			name = append(name, a)
		}
		if rdn == maxAttributes { // empty sets
			return nil, fmt.Errorf("%w: more than %d relative names", ErrTooLarge, maxAttributes)
		}
	}
	return name, nil
}

// countElements counts the elements at the front of s, up to maxAttributes.
func countElements(s cryptobyte.String) int {
	n := 0
	var content cryptobyte.String
	var tag asn1.Tag
	for n < maxAttributes && s.ReadAnyASN1(&content, &tag) {
		n++
	}
	return n
}

func readAttribute(set *cryptobyte.String) (Attribute, bool) {
	var seq, element, content cryptobyte.String
	var a Attribute
	var tag asn1.Tag
	if !set.ReadASN1(&seq, asn1.SEQUENCE) || !der.ReadOID(&seq, &a.OID) ||
		!seq.ReadAnyASN1Element(&element, &tag) || !seq.Empty() || !element.ReadAnyASN1(&content, &tag) {
		return a, false
	}
	a.Type = shortName(a.OID)
	a.Value = decodeString(tag, content)
	return a, true
}

// Values returns the values of every attribute of a type ("OU"), in order.
func (n Name) Values(typ string) []string {
	var out []string
	for _, a := range n {
		if a.Type == typ {
			out = append(out, a.Value)
		}
	}
	return out
}

// CommonName returns the last, most specific CN, or "".
func (n Name) CommonName() string {
	for i := len(n) - 1; i >= 0; i-- {
		if n[i].Type == "CN" {
			return n[i].Value
		}
	}
	return ""
}

// String renders the name after RFC 4514: last relative name first, attributes
// of one relative name joined by "+", e.g. "CN=…, OU=…, O=…, C=VN". Control
// and formatting characters are escaped, so that a name can't rearrange the
// line it is shown in.
func (n Name) String() string {
	var b strings.Builder
	b.Grow(n.size())
	for end := len(n); end > 0; {
		start := end - 1
		for start > 0 && n[start-1].RDN == n[start].RDN {
			start--
		}
		if end < len(n) {
			b.WriteString(", ")
		}
		for i := start; i < end; i++ {
			if i > start {
				b.WriteByte('+')
			}
			b.WriteString(n[i].Type)
			b.WriteByte('=')
			escape(&b, n[i].Value)
		}
		end = start
	}
	return b.String()
}

// size is the length of the name as text if nothing is escaped.
func (n Name) size() int {
	size := 0
	for i := range n {
		size += len(n[i].Type) + len("=") + len(n[i].Value) + len(", ")
	}
	return size
}

// escape writes a value with the escapes of RFC 4514, 2.4.
func escape(b *strings.Builder, v string) {
	done := 0 // what of v is written
	for i, r := range v {
		special, hidden := false, false
		if r < utf8.RuneSelf {
			special = strings.IndexByte(`,+"\<>;`, byte(r)) >= 0 ||
				r == '#' && i == 0 && !isHexValue(v) || r == ' ' && (i == 0 || i == len(v)-1)
			hidden = r < ' ' || r == 0x7f
		} else {
			hidden = unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
		}
		if !special && !hidden {
			continue
		}
		b.WriteString(v[done:i])
		done = i
		if special {
			b.WriteByte('\\')
			continue
		}
		done += utf8.RuneLen(r)
		for _, octet := range []byte(v[i:done]) {
			fmt.Fprintf(b, `\%02X`, octet)
		}
	}
	b.WriteString(v[done:])
}

// isHexValue reports whether v is the "#hex" form that decodeString writes.
func isHexValue(v string) bool {
	_, err := hex.DecodeString(strings.TrimPrefix(v, "#"))
	return err == nil && len(v) > 1
}

// shortName maps the attribute types met in certificates to the names that
// people know them by.
func shortName(oid string) string {
	switch oid {
	case "2.5.4.3":
		return "CN"
	case "2.5.4.4":
		return "SN"
	case "2.5.4.5":
		return "SERIALNUMBER"
	case "2.5.4.6":
		return "C"
	case "2.5.4.7":
		return "L"
	case "2.5.4.8":
		return "ST"
	case "2.5.4.9":
		return "STREET"
	case "2.5.4.10":
		return "O"
	case "2.5.4.11":
		return "OU"
	case "2.5.4.12":
		return "T"
	case "2.5.4.13":
		return "DESCRIPTION"
	case "2.5.4.20":
		return "TELEPHONENUMBER"
	case "2.5.4.42":
		return "GN"
	case "2.5.4.97":
		return "ORGANIZATIONIDENTIFIER"
	case "0.9.2342.19200300.100.1.1":
		return "UID"
	case "0.9.2342.19200300.100.1.25":
		return "DC"
	case "1.2.840.113549.1.9.1":
		return "E"
	}
	return oid
}

const (
	tagVisibleString   = asn1.Tag(26)
	tagUniversalString = asn1.Tag(28)
	tagBMPString       = asn1.Tag(30)
	tagNumericString   = asn1.Tag(18)
)

// decodeString turns a string of any ASN.1 type into NFC text. It never fails:
// one-byte types are UTF-8 if they can be and Latin-1 otherwise, whatever the
// tag promises; what the wide types can't express becomes U+FFFD.
func decodeString(tag asn1.Tag, content []byte) string {
	switch tag {
	case asn1.UTF8String, tagNumericString, asn1.PrintableString, asn1.T61String,
		asn1.IA5String, tagVisibleString, asn1.GeneralString:
		return norm.NFC.String(narrow(content))
	case tagBMPString:
		return norm.NFC.String(bmp(content))
	case tagUniversalString:
		return norm.NFC.String(universal(content))
	}
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) { b.AddBytes(content) })
	element, err := b.Bytes()
	if err != nil {
		return "#"
	}
	return "#" + hex.EncodeToString(element)
}

func narrow(content []byte) string {
	if utf8.Valid(content) {
		return string(content)
	}
	runes := make([]rune, len(content))
	for i, c := range content {
		runes[i] = rune(c)
	}
	return string(runes)
}

func bmp(content []byte) string {
	units := make([]uint16, 0, len(content)/2+1)
	for ; len(content) >= 2; content = content[2:] {
		units = append(units, uint16(content[0])<<8|uint16(content[1]))
	}
	if len(content) == 1 {
		units = append(units, utf8.RuneError)
	}
	return string(utf16.Decode(units))
}

func universal(content []byte) string {
	runes := make([]rune, 0, len(content)/4+1)
	for ; len(content) >= 4; content = content[4:] {
		r := uint32(content[0])<<24 | uint32(content[1])<<16 | uint32(content[2])<<8 | uint32(content[3])
		if r > unicode.MaxRune {
			r = utf8.RuneError
		}
		runes = append(runes, rune(r))
	}
	if len(content) > 0 {
		runes = append(runes, utf8.RuneError)
	}
	return string(runes)
}
