package report

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

func render(t *testing.T, f File, opts TextOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, f, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTextHoldsHostileNames checks that names cannot add a line, move the
// cursor or reach beyond the page, which would let them pose as a line.
func TestTextHoldsHostileNames(t *testing.T) {
	for _, name := range []string{
		hostileFile().Name,
		strings.Repeat("x", 500),
		strings.Repeat("ab ", 30) + "  ✔ HỢP LỆ",
		"A" + strings.Repeat(" ", 79) + "✔ HỢP LỆ",
	} {
		f := hostileFile()
		f.Name = name
		f.Result.Signatures[0].Field = name
		f.Result.Signatures[0].Signer.CommonName = name
		for _, verbose := range []bool{false, true} {
			got := render(t, f, TextOptions{Verbose: verbose})
			checkPage(t, got)
			for i, line := range strings.Split(got, "\n") {
				if i != 1 && strings.HasPrefix(line, "  ✔") {
					t.Errorf("name %q forged the line %q", name, line)
				}
			}
		}
	}
}

func checkPage(t *testing.T, got string) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(got, "\n"), "\n") {
		if n := utf8.RuneCountInString(line); n > pageWidth {
			t.Errorf("a line of %d characters: %q", n, line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("a line with unprintable characters: %q", line)
		}
	}
}

func TestTextNarrow(t *testing.T) {
	for name, f := range fixtures() {
		for _, l := range []motcua.Language{motcua.Vietnamese, motcua.English} {
			t.Run(name+"."+string(l), func(t *testing.T) {
				checkPage(t, render(t, f, TextOptions{Language: l, Verbose: true}))
			})
		}
	}
}

// TestColorOnlyRepeats takes the colours away again: nothing may be lost.
func TestColorOnlyRepeats(t *testing.T) {
	for name, f := range fixtures() {
		plain := render(t, f, TextOptions{})
		colored := render(t, f, TextOptions{Color: true})
		if plain == colored {
			t.Errorf("%s: no colour", name)
		}
		for _, sgr := range []string{"\x1b[0m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m"} {
			colored = strings.ReplaceAll(colored, sgr, "")
		}
		if diff := cmp.Diff(plain, colored); diff != "" {
			t.Errorf("%s: colour changed the text (-plain +colored):\n%s", name, diff)
		}
	}
}

// TestNoFindingIsLost counts every finding in the report, in full or in a line
// that counts it, wherever its index points.
func TestNoFindingIsLost(t *testing.T) {
	outcomes := []motcua.Outcome{
		motcua.Satisfied, motcua.Violated, motcua.Indeterminate, motcua.NotApplicable, motcua.NotInForce, "unheard-of",
	}
	for _, index := range []int{-1, 0, 7} {
		r := &signature.Result{Revisions: 1, Signatures: []signature.Signature{goodSignature()}}
		for _, o := range outcomes {
			r.Findings = append(r.Findings, finding(o, index), finding(o, index))
		}
		short := render(t, File{Name: "a.pdf", Result: r}, TextOptions{Language: motcua.English})
		long := render(t, File{Name: "a.pdf", Result: r}, TextOptions{Language: motcua.English, Verbose: true})
		for _, o := range outcomes {
			id := "test/rule-" + string(o)
			if got := strings.Count(long, id); got != 2 {
				t.Errorf("index %d: the verbose report tells %q %d times, want 2", index, o, got)
			}
			counted := strings.Contains(short, o.Label().EN+": 2 (")
			if got := strings.Count(short, id); got != 2 && !counted {
				t.Errorf("index %d: the short report tells %q %d times and does not count it", index, o, got)
			}
		}
	}
}

// TestSummaryNamesTheGravest spoils one verdict at a time.
func TestSummaryNamesTheGravest(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*signature.Signature)
		want  string
	}{
		{"nothing", func(*signature.Signature) {}, "VALID. All signatures are intact"},
		{"broken", func(s *signature.Signature) {
			s.Integrity.Status, s.Changes.Permitted, s.Trust.Status = signature.Broken, signature.No, signature.Untrusted
		}, "INVALID. A signature is wrong"},
		{"changed", func(s *signature.Signature) {
			s.Changes.Permitted, s.Trust.Status = signature.No, signature.Untrusted
		}, "INVALID. The file was changed"},
		{"untrusted", func(s *signature.Signature) { s.Trust.Status = signature.Untrusted }, "INVALID. A signer's certificate"},
		{"unsupported", func(s *signature.Signature) {
			s.Integrity.Status, s.Trust.Status = signature.Unsupported, signature.TrustIndeterminate
		}, "NOT CONCLUSIVE. A signature is of a form"},
		{"unclassified", func(s *signature.Signature) {
			s.Changes.Permitted, s.Trust.Status = signature.Unknown, signature.TrustIndeterminate
		}, "NOT CONCLUSIVE. There is a change"},
		{"trust open", func(s *signature.Signature) { s.Trust.Status = signature.TrustIndeterminate }, "NOT CONCLUSIVE. The signatures are intact"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := goodSignature()
			tt.spoil(&s)
			r := &signature.Result{Signatures: []signature.Signature{goodSignature(), s}}
			got := strings.Split(render(t, File{Name: "a.pdf", Result: r}, TextOptions{Language: motcua.English}), "\n")[1]
			if !strings.Contains(got, " "+tt.want) {
				t.Errorf("the status line is %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWriteErrors(t *testing.T) {
	f := fixtures()["valid"]
	if err := Text(brokenPipe{}, f, TextOptions{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("Text: %v, want io.ErrClosedPipe", err)
	}
	if err := JSON(brokenPipe{}, f, motcua.English); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("JSON: %v, want io.ErrClosedPipe", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
