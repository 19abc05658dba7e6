package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxNameRunes bounds one name in the text report. RFC 5280, appendix A,
	// allows 64 characters for a common name; whole distinguished names are
	// longer.
	maxNameRunes = 400
	// maxProseRunes bounds one sentence or quotation.
	maxProseRunes = 4000
	// maxMarks bounds combining marks on one letter. Vietnamese needs two.
	maxMarks = 3
)

// shown makes a name fit to stand in the text report: see clean.
func shown(name string) string { return clean(name, maxNameRunes) }

// prose does so for a sentence, which may hold a name.
func prose(sentence string) string { return clean(sentence, maxProseRunes) }

// clean returns s as one line: NFC, no control, format or private characters
// (each becomes U+FFFD), no runs of blanks that could push text to where a line
// seems to begin, no piles of combining marks, and at most limit characters.
func clean(s string, limit int) string {
	var b strings.Builder
	runes, marks, blank := 0, 0, false
	for _, r := range nfc(clip(s, limit)) {
		if unicode.IsSpace(r) && !unicode.IsControl(r) {
			blank = runes > 0
			continue
		}
		if marks++; !unicode.IsMark(r) {
			marks = 0
		}
		if marks > maxMarks {
			continue
		}
		if blank {
			b.WriteByte(' ')
			runes, blank = runes+1, false
		}
		if runes >= limit {
			b.WriteRune('…')
			break
		}
		b.WriteRune(printable(r))
		runes++
	}
	return b.String()
}

// clip cuts s before it is normalised, so that the work is bounded as well.
func clip(s string, limit int) string {
	const bytesPerRune = utf8.UTFMax * (maxMarks + 1)
	if len(s) > limit*bytesPerRune {
		return s[:limit*bytesPerRune]
	}
	return s
}

// nfc returns s in valid UTF-8 and Unicode normalisation form C.
func nfc(s string) string {
	return norm.NFC.String(strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// printable keeps what can be printed, save the dingbats (U+2700 to U+27BF):
// check marks and crosses are the report's own words for its verdicts, and no
// name may bring its own.
func printable(r rune) rune {
	if !unicode.IsPrint(r) || r >= 0x2700 && r <= 0x27BF {
		return utf8.RuneError
	}
	return r
}
