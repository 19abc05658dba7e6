package report

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// escapeUnprintable replaces what a terminal might act on (C1 controls, marks
// of direction, invisible and private characters) by \u escapes. Outside ASCII
// only strings of a JSON text can hold such characters, and within ASCII
// encoding/json escapes all but DEL, so the value stays the same.
func escapeUnprintable(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == '\n' || unicode.IsPrint(r) {
			out = append(out, b[i:i+n]...)
		} else {
			out = appendEscape(out, r)
		}
		i += n
	}
	return out
}

// appendEscape writes r as one escape, or as two for a character beyond
// U+FFFF (RFC 8259, section 7).
func appendEscape(b []byte, r rune) []byte {
	if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
		return fmt.Appendf(b, `\u%04x\u%04x`, hi, lo)
	}
	return fmt.Appendf(b, `\u%04x`, r)
}
