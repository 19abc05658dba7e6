package token

import (
	"strconv"
	"strings"
)

// String writes the URI. ParseLocator reads it back to the same Locator, if its
// fields are such as ParseLocator gives.
func (l Locator) String() string {
	var path, query []string
	for _, a := range l.texts() {
		switch {
		case *a.value == "":
		case a.query:
			query = append(query, a.name+"="+encode(*a.value, true))
		default:
			path = append(path, a.name+"="+encode(*a.value, false))
		}
	}
	if len(l.ID) > 0 {
		path = append(path, "id="+encodeAll(l.ID))
	}
	if l.SlotID != nil {
		path = append(path, "slot-id="+strconv.FormatUint(*l.SlotID, 10))
	}
	uri := scheme + strings.Join(path, ";")
	if len(query) > 0 {
		uri += "?" + strings.Join(query, "&")
	}
	return uri
}

// isPlain reports the octets that need no escape (RFC 7512, 2.3): RFC 3986's
// unreserved ones, those that are reserved elsewhere, and a few more on each side
// of the question mark.
func isPlain(c byte, query bool) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	case strings.IndexByte("-._~:[]@!$'()*+,=", c) >= 0:
		return true
	case query:
		return c == '/' || c == '?' || c == '|'
	}
	return c == '&'
}

func isAttributeName(s string) bool {
	for _, c := range []byte(s) {
		if c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

const upperHex = "0123456789ABCDEF"

func encode(s string, query bool) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if isPlain(c, query) {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
	}
	return b.String()
}

// encodeAll escapes every octet, as RFC 7512, 2.3 recommends for id.
func encodeAll(id []byte) string {
	b := make([]byte, 0, 3*len(id))
	for _, c := range id {
		b = append(b, '%', upperHex[c>>4], upperHex[c&15])
	}
	return string(b)
}

// decode removes the escapes, or says what is wrong.
func decode(raw string, query bool) (value, reason string) {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '%':
			n, err := strconv.ParseUint(raw[i+1:min(i+3, len(raw))], 16, 8)
			if err != nil || i+3 > len(raw) {
				return "", "has a broken escape"
			}
			out = append(out, byte(n))
			i += 2
		case isPlain(c, query):
			out = append(out, c)
		default:
			return "", "has a character that must be escaped"
		}
	}
	return string(out), ""
}
