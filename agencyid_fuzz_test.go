package motcua_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/motcua/motcua"
	"pgregory.net/rapid"
)

// agencyShapes are the forms as regular expressions, an independent reading of
// the same texts.
func agencyShapes() map[motcua.AgencyForm]*regexp.Regexp {
	return map[motcua.AgencyForm]*regexp.Regexp{
		motcua.AgencyQCVN102:    regexp.MustCompile(`^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Ya-y][0-9]{2}$`),
		motcua.AgencyShort:      regexp.MustCompile(`^([0-9]{2}\.)?[0-9]{2}\.[A-Ya-y][0-9]{2}$`),
		motcua.AgencyQD20:       regexp.MustCompile(`^[A-Ya-y][0-9]{2}(\.[0-9A-Za-z]+)*$`),
		motcua.AgencyEnterprise: regexp.MustCompile(`^[0-9]+(-[0-9]+)?$`),
		motcua.AgencyScheme:     regexp.MustCompile(`^[Zz]([0-9][1-9]|[1-9]0)[!-~]+$`),
	}
}

// FuzzParseAgencyID: a code is read exactly where one form fits, in the bounds,
// and everything that is made of it is a code again.
func FuzzParseAgencyID(f *testing.F) {
	for _, tt := range agencyCases() {
		f.Add(tt.code)
		f.Add(strings.ToLower(tt.code))
	}
	for _, seed := range []string{
		"", ".", "Z", "Z00x", "G12.", "H56.14-240823-0001", "000.06.16.G09.2010.01.TH", "Đ01", "G12\u0301", "\xff",
		"vxp.saas.03", strings.Repeat("G09.", 9), "\uff27\uff10\uff19", "0100000000-001\n",
	} {
		f.Add(seed)
	}
	shapes := agencyShapes()
	f.Fuzz(func(t *testing.T, s string) {
		var fits []motcua.AgencyForm
		for form, shape := range shapes {
			if len(s) <= 35 && shape.MatchString(s) {
				fits = append(fits, form)
			}
		}
		if len(fits) > 1 {
			t.Fatalf("%q fits %v", s, fits)
		}
		a, err := motcua.ParseAgencyID(s)
		if (err == nil) != (len(fits) == 1) {
			t.Fatalf("ParseAgencyID(%q) = %q, %v, fits %v", s, a, err, fits)
		}
		if err != nil {
			if !errors.Is(err, motcua.ErrAgencyID) || !a.IsZero() {
				t.Errorf("ParseAgencyID(%q) = %q, %v, want no code and ErrAgencyID", s, a, err)
			}
			return
		}
		if a.Form() != fits[0] {
			t.Errorf("%q is of form %q, want %q", s, a.Form(), fits[0])
		}
		checkAgency(t, a)
	})
}

// failer is what a check needs of *testing.T and *rapid.T.
type failer interface {
	Errorf(format string, args ...any)
}

// checkAgency tries what holds of every code.
func checkAgency(t failer, a motcua.AgencyID) {
	reread := func(b motcua.AgencyID) {
		text, _ := b.MarshalText()
		var again motcua.AgencyID
		if err := again.UnmarshalText(text); err != nil || again != b {
			t.Errorf("%q of %q reads as %q, %v", b, a, again, err)
		}
	}
	reread(a)
	c := a.Canonical()
	reread(c)
	if c.Canonical() != c || a.Compare(c) != 0 || a.Form() != c.Form() || !strings.EqualFold(a.String(), c.String()) {
		t.Errorf("%q has the canonical code %q", a, c)
	}
	if !a.Contains(a) || !a.Contains(c) {
		t.Errorf("%q does not contain itself", a)
	}
	for child, level := c, a.Level(); ; {
		p, ok := child.Parent()
		if !ok {
			break
		}
		reread(p)
		if p.Level() >= level || !p.Contains(child) || child.Contains(p) || p.Compare(child) >= 0 || p.Component(1) != a.Component(1) {
			t.Errorf("%q (level %d) is the parent of %q (level %d)", p, p.Level(), child, level)
			break
		}
		child, level = p, p.Level()
	}
	for _, suggest := range []func() (motcua.AgencySuggestion, bool){a.SuggestQD20, a.SuggestQCVN102} {
		if s, ok := suggest(); ok {
			reread(s.To)
			if s.From != a || len(s.Doubts) == 0 || s.To.Level() != a.Level() || s.To.Component(1) != a.Component(1) {
				t.Errorf("%q suggests %+v", a, s)
			}
		}
	}
}

// TestAgencyProperties builds codes from their parts and reads the parts back.
func TestAgencyProperties(t *testing.T) {
	one := rapid.StringMatching(`[A-Y][0-9]{2}`)
	t.Run("QCVN 102", rapid.MakeCheck(func(t *rapid.T) {
		levels := []string{
			one.Draw(t, "level 1"), rapid.StringMatching(`[0-9]{2}`).Draw(t, "level 2"),
			rapid.StringMatching(`[0-9]{2}`).Draw(t, "level 3"), rapid.StringMatching(`[0-9]{3}`).Draw(t, "level 4"),
		}
		a, err := motcua.ParseAgencyID(levels[3] + "." + levels[2] + "." + levels[1] + "." + levels[0])
		if err != nil || a.Form() != motcua.AgencyQCVN102 {
			t.Fatalf("%v: %q, %v", levels, a, err)
		}
		checkParts(t, a, levels[:a.Level()])
		for _, below := range levels[a.Level():] {
			if strings.Trim(below, "0") != "" {
				t.Errorf("%q ends at level %d", a, a.Level())
			}
		}
		// There and back: the reversal loses nothing.
		if s, ok := a.SuggestQD20(); ok {
			if back, ok := s.To.SuggestQCVN102(); !ok || back.To != a {
				t.Errorf("%q, %q, %q", a, s.To, back.To)
			}
		}
	}))
	t.Run("QĐ 20", rapid.MakeCheck(func(t *rapid.T) {
		levels := append([]string{one.Draw(t, "level 1")},
			rapid.SliceOfN(rapid.StringMatching(`[0-9A-Z]{1,4}`), 0, 6).Draw(t, "levels")...)
		a, err := motcua.ParseAgencyID(strings.Join(levels, "."))
		if err != nil || a.Form() != motcua.AgencyQD20 || a.Level() != len(levels) {
			t.Fatalf("%v: %q, level %d, %v", levels, a, a.Level(), err)
		}
		checkParts(t, a, levels)
		if s, ok := a.SuggestQCVN102(); ok {
			if back, ok := s.To.SuggestQD20(); !ok || back.To != a {
				t.Errorf("%q, %q, %q", a, s.To, back.To)
			}
		}
	}))
}

func checkParts(t *rapid.T, a motcua.AgencyID, levels []string) {
	for i, group := range levels {
		if a.Component(i+1) != group {
			t.Errorf("level %d of %q is %q, want %q", i+1, a, a.Component(i+1), group)
		}
	}
	checkAgency(t, a)
}
