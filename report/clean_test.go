package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestShown(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Nguyễn Văn A", "Nguyễn Văn A"},
		{"decomposed", norm.NFD.String("Nguyễn Thị Ánh"), "Nguyễn Thị Ánh"},
		{"new line", "A\nB\r\nC", "A\uFFFDB\uFFFD\uFFFDC"},
		{"escape sequence", "\x1b[2JA", "\uFFFD[2JA"},
		{"C1 control", "A\u009b31mB", "A\uFFFD31mB"},
		{"bidi override", "fdp\u202Eexe", "fdp\uFFFDexe"},
		{"bidi isolate", "A\u2066B\u2069", "A\uFFFDB\uFFFD"},
		{"zero width", "A\u200BB\uFEFF", "A\uFFFDB\uFFFD"},
		{"tag character", "A\U000E0041", "A\uFFFD"},
		{"private use", "A\uE000", "A\uFFFD"},
		{"own mark", "A ✔ B ✘", "A \uFFFD B \uFFFD"},
		{"not UTF-8", "A\xff\xfeB", "A\uFFFDB"},
		{"blanks", "  A \u00a0\u2003  B  ", "A B"},
		{"line separator", "A\u2028B", "A B"},
		{"pile of marks", "a" + strings.Repeat("\u0323", 9), "ạ" + strings.Repeat("\u0323", maxMarks)},
		{"empty", "", ""},
		{"too long at a blank", strings.Repeat("ô", maxNameRunes) + " ô", strings.Repeat("ô", maxNameRunes) + " …"},
		{"too long", strings.Repeat("ô", maxNameRunes+1), strings.Repeat("ô", maxNameRunes) + "…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shown(tt.in); got != tt.want {
				t.Errorf("shown(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// FuzzShown holds the promise that a name stays one short harmless line.
func FuzzShown(f *testing.F) {
	seeds := 0
	for _, file := range fixtures() {
		f.Add(file.Name)
		seeds++
		if file.Result == nil {
			continue
		}
		for _, s := range file.Result.Signatures {
			f.Add(s.Field)
			if s.Signer != nil {
				f.Add(s.Signer.Subject)
			}
		}
	}
	if seeds == 0 {
		f.Fatal("no seeds")
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := shown(s)
		if strings.ContainsFunc(got, func(r rune) bool { return printable(r) != r }) {
			t.Errorf("shown(%q) = %q holds what must not be printed", s, got)
		}
		if strings.Contains(got, "  ") || !utf8.ValidString(got) {
			t.Errorf("shown(%q) = %q", s, got)
		}
		if n := utf8.RuneCountInString(got); n > maxNameRunes+2 {
			t.Errorf("shown gives %d characters", n)
		}
	})
}
