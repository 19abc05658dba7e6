package pdfcrypt

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxPassword is how many bytes of a password count with R 5 and 6.
const maxPassword = 127

// maxWhole bounds a password that is also tried without the cut.
const maxWhole = 1024

// passwordForms returns the byte strings that a password may stand for, the
// likeliest first, as copies that the caller wipes.
func passwordForms(r int, password []byte) [][]byte {
	asIs := append([]byte{}, password...)
	if r < 5 {
		doc, _ := encodePDFDoc(password)
		return distinct(asIs, doc)
	}
	prepared := prepare(password)
	var whole []byte
	if len(asIs) <= maxWhole {
		whole = append(whole, asIs...)
	}
	return distinct(prepared[:min(len(prepared), maxPassword)], asIs[:min(len(asIs), maxPassword)], whole)
}

// distinct drops nil and repeated forms, and wipes the latter.
func distinct(forms ...[]byte) [][]byte {
	var out [][]byte
	for _, form := range forms {
		same := func(other []byte) bool { return bytes.Equal(form, other) }
		switch {
		case form == nil:
		case slices.ContainsFunc(out, same):
			clear(form)
		default:
			out = append(out, form)
		}
	}
	return out
}

// prepare maps and normalises a password (RFC 4013 §2.1 and §2.2). What is
// not UTF-8 stays as it is.
func prepare(password []byte) []byte {
	if !utf8.Valid(password) {
		return append([]byte{}, password...)
	}
	mapped := bytes.Map(mapRune, password)
	defer clear(mapped)
	return norm.NFKC.Append(nil, mapped...)
}

// mapRune maps the non-ASCII spaces of RFC 3454 Table C.1.2 to a space and
// drops the characters of Table B.1. U+200B is in both; as in the preparation
// of strings elsewhere, dropping it goes first.
func mapRune(r rune) rune {
	switch {
	case r == 0x00AD, r == 0x034F, r == 0x1806, r >= 0x180B && r <= 0x180D,
		r >= 0x200B && r <= 0x200D, r == 0x2060, r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF:
		return -1
	case r == 0x00A0, r == 0x1680, r >= 0x2000 && r <= 0x200A,
		r == 0x202F, r == 0x205F, r == 0x3000:
		return ' '
	}
	return r
}

// encodePDFDoc writes UTF-8 text in PDFDocEncoding (ISO 32000-2 Annex D.2).
// It reports false for what is not UTF-8 or has other characters.
func encodePDFDoc(text []byte) ([]byte, bool) {
	if !utf8.Valid(text) {
		return nil, false
	}
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		c, ok := pdfDocByte(r)
		if !ok {
			clear(out)
			return nil, false
		}
		out = append(out, c)
	}
	return out, true
}

// The characters of PDFDocEncoding outside ASCII and Latin-1.
const (
	pdfDocFrom18 = "˘ˇˆ˙˝˛˚˜"
	pdfDocFrom80 = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"
)

// pdfDocByte returns the code of a character.
func pdfDocByte(r rune) (byte, bool) {
	switch {
	case r < 0x18, r >= 0x20 && r < 0x7F, r > 0xA0 && r <= 0xFF && r != 0xAD:
		return byte(r), true
	case r == '€':
		return 0xA0, true
	}
	if i, ok := runeIndex(pdfDocFrom18, r); ok {
		return 0x18 + i, true
	}
	i, ok := runeIndex(pdfDocFrom80, r)
	return 0x80 + i, ok
}

// runeIndex returns how many characters come before r in s.
func runeIndex(s string, r rune) (byte, bool) {
	var n byte
	for _, c := range s {
		if c == r {
			return n, true
		}
		n++
	}
	return 0, false
}
