package cert

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// SameName reports whether the DER of two names denotes the same name: the same
// bytes, or the same after decoding, as Equal compares.
func SameName(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	n, err := ParseName(a)
	if err != nil {
		return false
	}
	m, err := ParseName(b)
	return err == nil && n.Equal(m)
}

// Equal reports whether two names match (RFC 5280, 7.1; RFC 4518, 2): the same
// relative names in the same order, the attributes of one in any order, values
// without regard to string type, normalisation form, case, characters that are
// not seen, and the number of spaces.
func (n Name) Equal(m Name) bool { return len(n) == len(m) && n.Within(m) }

// Within reports whether base is the beginning of n, relative name by relative
// name: n lies in the subtree of base. Every name lies in that of the empty one.
func (n Name) Within(base Name) bool {
	if len(base) > len(n) {
		return false
	}
	for i := range base {
		if n[i].RDN != base[i].RDN {
			return false
		}
	}
	if len(base) > 0 && len(base) < len(n) && n[len(base)].RDN == base[len(base)-1].RDN {
		return false // the last relative name of n has more attributes
	}
	for start := 0; start < len(base); {
		end := base.endOfRDN(start)
		if !sameRDN(n[start:end], base[start:end]) {
			return false
		}
		start = end
	}
	return true
}

// endOfRDN returns the index behind the relative name that begins at start.
func (n Name) endOfRDN(start int) int {
	end := start + 1
	for end < len(n) && n[end].RDN == n[start].RDN {
		end++
	}
	return end
}

// sameRDN compares the attributes of two relative names of the same length.
func sameRDN(a, b Name) bool {
	if len(a) == 1 {
		return a[0].OID == b[0].OID && sameValue(a[0].Value, b[0].Value)
	}
	return a.Key() == b.Key()
}

// Key returns a string that two names have in common if and only if they are
// Equal, for use in a map. It is no text to be shown.
func (n Name) Key() string {
	var b strings.Builder
	b.Grow(n.size())
	for start := 0; start < len(n); {
		end := n.endOfRDN(start)
		parts := make([]string, 0, end-start)
		for _, a := range n[start:end] {
			value := folded(a.Value)
			parts = append(parts, a.OID+":"+strconv.Itoa(len(value))+":"+value)
		}
		slices.Sort(parts)
		b.WriteString(strconv.Itoa(n[start].RDN))
		for _, p := range parts {
			b.WriteByte('+')
			b.WriteString(p)
		}
		start = end
	}
	return b.String()
}

func folded(s string) string {
	f := newFolder(s)
	out := make([]byte, 0, len(s))
	for r, ok := f.next(); ok; r, ok = f.next() {
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// sameValue stops at the first difference, so that comparing a long value with
// many others costs little.
func sameValue(a, b string) bool {
	if a == b {
		return true
	}
	f, g := newFolder(a), newFolder(b)
	for {
		r, more := f.next()
		s, moreToo := g.next()
		if more != moreToo || r != s {
			return false
		}
		if !more {
			return true
		}
	}
}

// folder gives the characters of a value by which it is compared.
type folder struct {
	rest    string
	started bool
}

func newFolder(s string) folder { return folder{rest: norm.NFKC.String(s)} }

// next returns one character, or false at the end. Runs of spaces come as one,
// those at either end not at all.
func (f *folder) next() (rune, bool) {
	space := false
	for f.rest != "" {
		r, size := utf8.DecodeRuneInString(f.rest)
		switch {
		case unicode.IsSpace(r):
			space = true
		case !isInvisible(r):
			if space && f.started {
				return ' ', true // r is still there for the next call
			}
			f.started = true
			f.rest = f.rest[size:]
			return unicode.ToLower(unicode.ToUpper(r)), true
		}
		f.rest = f.rest[size:]
	}
	return 0, false
}

// isInvisible reports whether RFC 4518, 2.2 maps a character to nothing.
func isInvisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector)
}
