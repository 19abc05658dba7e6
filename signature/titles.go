package signature

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/motcua/motcua/internal/cert"
)

// titleHeads are titles of office as they stand before names, without “phó”
// (deputy) in front of them and without what they are head of. Certificates of
// some agencies write the title into the common name.
var titleHeads = [...]string{
	"bí thư", "bộ trưởng", "chánh án", "chánh thanh tra", "chánh văn phòng", "chi cục trưởng", "chủ nhiệm",
	"chủ tịch", "cục trưởng", "đội trưởng", "giám đốc", "hiệu trưởng", "kế toán trưởng", "kiểm toán trưởng",
	"thống đốc", "thủ trưởng", "thủ tướng", "thứ trưởng", "tổng cục trưởng", "tổng giám đốc", "trạm trưởng",
	"trưởng ban", "trưởng phòng", "vụ trưởng", "viện trưởng", "xã đội trưởng",
}

// statedTitle returns the title of office that the certificate states: its title
// attribute (X.520, 6.4.3), else a known title at the head of the common name,
// as written.
func statedTitle(subject cert.Name) string {
	for _, a := range subject {
		if a.Type == "T" && strings.TrimSpace(a.Value) != "" {
			return a.Value
		}
	}
	name := subject.CommonName()
	rest := strings.TrimLeftFunc(name, unicode.IsSpace)
	if deputy, ok := cutFold(rest, "phó"); ok {
		rest = deputy
	}
	for _, head := range titleHeads {
		if after, ok := cutFold(rest, head); ok {
			return strings.TrimRight(name[:len(name)-len(after)], " -,:")
		}
	}
	return ""
}

// cutFold removes a word from the front of s, whatever its case. A longer word
// that begins alike is another word.
func cutFold(s, word string) (rest string, ok bool) {
	n := len(word)
	if len(s) < n || !utf8.ValidString(s[:n]) || !strings.EqualFold(s[:n], word) {
		return s, false
	}
	rest = s[n:]
	next, _ := utf8.DecodeRuneInString(rest)
	if rest != "" && (unicode.IsLetter(next) || unicode.IsMark(next)) {
		return s, false
	}
	return strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == ',' || r == ':' }), true
}
