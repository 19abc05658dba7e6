package signature

import (
	"regexp"
	"strings"
	"testing"

	"github.com/motcua/motcua"
)

// pattern writes the signing steps of a process as a regular expression over the
// letters P and A.
func pattern(p *Process) *regexp.Regexp {
	var b strings.Builder
	b.WriteString("^")
	for _, s := range p.Steps {
		switch s.Signs {
		case RolePerson:
			b.WriteString("P")
		case RoleAgency:
			b.WriteString("A")
		case RoleUnknown:
			b.WriteString("[PA]")
		default:
			continue
		}
		if s.Many {
			b.WriteString("+")
		}
	}
	b.WriteString("$")
	return regexp.MustCompile(b.String())
}

// readings lists what a file of such signatures can turn out to be.
func readings(letters string) []string {
	can := map[rune][]string{
		'P': {"P"}, 'A': {"A"}, 'p': {"P", ""}, 'a': {"A", ""}, '?': {"P", "A"}, 'x': {"P", "A", ""}, '-': {""}, 't': {""},
	}
	list := []string{""}
	for _, c := range letters {
		var longer []string
		for _, head := range list {
			for _, tail := range can[c] {
				longer = append(longer, head+tail)
			}
		}
		list = longer
	}
	return list
}

// words of up to n letters.
func allFiles(n int) []string {
	list := []string{""}
	for from := 0; n > 0; n-- {
		end := len(list)
		for _, head := range list[from:end] {
			for _, c := range "PApa?x-t" {
				list = append(list, head+string(c))
			}
		}
		from = end
	}
	return list
}

// TestFits holds the answer about every file of up to four signatures against a
// regular expression: violated where nothing that the file can turn out to be
// matches, satisfied where it matches and nothing is open.
func TestFits(t *testing.T) {
	distinct := map[string]Process{}
	for _, p := range processes() {
		distinct[pattern(&p).String()] = p
	}
	if len(distinct) != 5 {
		t.Errorf("%d patterns of signatures, want P+A+, PA+, A+, P+ and [PA]+", len(distinct))
	}
	files := allFiles(4)
	for want, p := range distinct {
		t.Run(want, func(t *testing.T) {
			expr := regexp.MustCompile(want)
			for _, letters := range files {
				outcome := motcua.Violated
				for _, r := range readings(letters) {
					if expr.MatchString(r) {
						outcome = motcua.Satisfied
					}
				}
				if outcome == motcua.Satisfied && strings.ContainsAny(letters, "pa?x") {
					outcome = motcua.Indeterminate
				}
				v := p.fits(undertaking{Progress{Result: fileOf(letters)}})
				if v.Outcome != outcome {
					t.Errorf("%q: %s, want %s", letters, v.Outcome, outcome)
				}
				if (v.Outcome == motcua.Satisfied) != v.Detail.IsZero() {
					t.Errorf("%q: %s with detail %q", letters, v.Outcome, v.Detail.EN)
				}
			}
		})
	}
}

// TestMisfitIsShort: a file of many signatures makes no endless sentence.
func TestMisfitIsShort(t *testing.T) {
	p := processNamed(t, "", "person-then-agency", day2021())
	v := p.fits(undertaking{Progress{Result: fileOf(strings.Repeat("AP", 5000))}})
	if v.Outcome != motcua.Violated || len(v.Detail.VI) > 400 || !strings.HasSuffix(v.Detail.EN, "….") {
		t.Errorf("%s: %q", v.Outcome, v.Detail)
	}
}

// BenchmarkFits is what comparing a file of two signatures with a process costs.
func BenchmarkFits(b *testing.B) {
	p := processNamed(b, "", "person-then-agency", day2021())
	u := undertaking{Progress{Result: fileOf("PA")}}
	for b.Loop() {
		if p.fits(u).Outcome != motcua.Satisfied {
			b.Fatal("the file does not fit")
		}
	}
}
