package dossier_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"golang.org/x/text/unicode/norm"
)

func date(t testing.TB, s string) motcua.Date {
	t.Helper()
	d, err := motcua.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func agency(t testing.TB, s string) motcua.AgencyID {
	t.Helper()
	a, err := motcua.ParseAgencyID(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

type codeCase struct {
	code     string
	agency   string
	received string
	sequence int
	warnings []dossier.CodeWarning
}

// codeCases are codes as running systems print them, and shapes beside them.
func codeCases() []codeCase {
	warn := func(w ...dossier.CodeWarning) []dossier.CodeWarning { return w }
	return []codeCase{
		{"000.00.12.H62-201105-0004", "000.00.12.H62", "2020-11-05", 4, nil},
		{"000.00.06.H56-231027-0361", "000.00.06.H56", "2023-10-27", 361, nil},
		{"000.17.22.H56-210531-0001", "000.17.22.H56", "2021-05-31", 1, nil},
		{"H56.14-240823-0001", "H56.14", "2024-08-23", 1, nil},
		{"H15.50.05.13-261008-0975", "H15.50.05.13", "2026-10-08", 975, nil},
		{"G22.99.09-240114-9999", "G22.99.09", "2024-01-14", 9999, nil},
		{"38.98.H29-210519-0003", "38.98.H29", "2021-05-19", 3, warn(dossier.WarnAgencyShort)},
		{"G22.99.08-260921-896048", "G22.99.08", "2026-09-21", 896048, warn(dossier.WarnSequenceWidth)},
		{"G22.99-251225-020175", "G22.99", "2025-12-25", 20175, warn(dossier.WarnSequenceWidth)},
		{"G09.20-20260609-0092637", "G09.20", "2026-06-09", 92637, warn(dossier.WarnDateWidth, dossier.WarnSequenceWidth)},
		{"g09.20-260609-0001", "G09.20", "2026-06-09", 1, warn(dossier.WarnLowerCase)},
		{"H56.14-240823-0000", "H56.14", "2024-08-23", 0, warn(dossier.WarnSequenceZero)},
		{"H56.14-180620-0001", "H56.14", "2018-06-20", 1, warn(dossier.WarnEarly)},
		{"H56.14-180621-0001", "H56.14", "2018-06-21", 1, nil},
		{"H56.14-240229-0001", "H56.14", "2024-02-29", 1, nil},
		{"H56.14-991231-0001", "H56.14", "2099-12-31", 1, nil},
	}
}

func TestParseCode(t *testing.T) {
	for _, tt := range codeCases() {
		t.Run(tt.code, func(t *testing.T) {
			c, err := dossier.ParseCode(tt.code)
			if err != nil {
				t.Fatal(err)
			}
			want := dossier.CodeNumber{Agency: agency(t, tt.agency), Received: date(t, tt.received), Sequence: tt.sequence}
			if c.Number() != want {
				t.Errorf("number is %v, want %v", c.Number(), want)
			}
			if c.String() != tt.code {
				t.Errorf("written as %q", c)
			}
			if diff := cmp.Diff(tt.warnings, c.Warnings()); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			form := dossier.CodeStrict
			if tt.warnings != nil {
				form = dossier.CodeTolerant
			}
			if c.Form() != form {
				t.Errorf("form is %s, want %s", c.Form(), form)
			}
		})
	}
}

func TestStrictCodeHas25Characters(t *testing.T) {
	c, err := dossier.NewCode(agency(t, "000.00.06.h56"), date(t, "2023-10-27"), 361)
	if err != nil {
		t.Fatal(err)
	}
	if c.String() != "000.00.06.H56-231027-0361" || len(c.String()) != 25 || c.Form() != dossier.CodeStrict {
		t.Errorf("code is %s, %s", c, c.Form())
	}
}

func TestParseCodeRefuses(t *testing.T) {
	tests := []struct {
		code   string
		reason dossier.CodeReason
	}{
		{"", dossier.CodeEmpty},
		{strings.Repeat("0", 53), dossier.CodeTooLong},
		{"00673810079", dossier.CodeShape},
		{"TT250C8DDF4C1E", dossier.CodeShape},
		{"G22.99.3-241219795252", dossier.CodeShape},
		{"H56.14-240823-0001-KQ1", dossier.CodeShape},
		{"H56.14–240823–0001", dossier.CodeShape}, // en dashes
		{"14-240823-0001", dossier.CodeAgencyPart},
		{"Z01x-240823-0001", dossier.CodeAgencyPart},
		{"-240823-0001", dossier.CodeAgencyPart},
		{" H56.14-240823-0001", dossier.CodeAgencyPart},
		{"Н56.14-240823-0001", dossier.CodeAgencyPart}, // Cyrillic
		{"H56.14-240230-0001", dossier.CodeDatePart},
		{"H56.14-230229-0001", dossier.CodeDatePart},
		{"H56.14-241301-0001", dossier.CodeDatePart},
		{"H56.14-240800-0001", dossier.CodeDatePart},
		{"H56.14-2408230-0001", dossier.CodeDatePart},
		{"H56.14-19240823-0001", dossier.CodeDatePart},
		{"H56.14-21000101-0001", dossier.CodeDatePart},
		{"H56.14-2408２3-0001", dossier.CodeDatePart}, // a full-width digit
		{"H56.14-240823-001", dossier.CodeSequencePart},
		{"H56.14-240823-00000001", dossier.CodeSequencePart},
		{"H56.14-240823-+001", dossier.CodeSequencePart},
		{"H56.14-240823-0001\n", dossier.CodeSequencePart},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			_, err := dossier.ParseCode(tt.code)
			var refused *dossier.CodeError
			if !errors.Is(err, dossier.ErrCode) || !errors.As(err, &refused) || refused.Reason != tt.reason {
				t.Fatalf("error is %v, want reason %s", err, tt.reason)
			}
			if tt.code != "" && strings.Contains(err.Error(), tt.code) {
				t.Error("the error holds the text")
			}
		})
	}
}

func TestNewCode(t *testing.T) {
	tests := []struct {
		agency, received string
		sequence         int
		want             string
		err              error
	}{
		{"000.00.06.H56", "2023-10-27", 1, "000.00.06.H56-231027-0001", nil},
		{"H56.14", "2025-06-30", 9999, "H56.14-250630-9999", nil},
		{"H56.14", "2025-06-30", 10000, "", dossier.ErrDayFull},
		{"H56.14", "2025-07-01", 10000, "H56.14-250701-10000", nil},
		{"H56.14", "2025-07-01", 9999999, "H56.14-250701-9999999", nil},
		{"H56.14", "2025-07-01", 10000000, "", dossier.ErrDayFull},
		{"H56.14", "2025-07-01", 0, "", dossier.ErrCode},
		{"38.98.H29", "2023-10-27", 1, "", dossier.ErrCode},
		{"0100109106-001", "2023-10-27", 1, "", dossier.ErrCode},
		{"H56.14", "2100-01-01", 1, "", dossier.ErrCode},
		{"H56.14", "1999-12-31", 1, "", dossier.ErrCode},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %s %d", tt.agency, tt.received, tt.sequence), func(t *testing.T) {
			c, err := dossier.NewCode(agency(t, tt.agency), date(t, tt.received), tt.sequence)
			if c.String() != tt.want || !errors.Is(err, tt.err) {
				t.Fatalf("code is %q, %v; want %q, %v", c, err, tt.want, tt.err)
			}
			if err != nil {
				return
			}
			if again, err := dossier.ParseCode(c.String()); again != c || err != nil {
				t.Errorf("read back as %v, %v", again, err)
			}
		})
	}
	if _, err := dossier.NewCode(motcua.AgencyID{}, date(t, "2023-10-27"), 1); !errors.Is(err, dossier.ErrCode) {
		t.Errorf("no agency: %v", err)
	}
	if _, err := dossier.NewCode(agency(t, "H56.14"), motcua.Date{}, 1); !errors.Is(err, dossier.ErrCode) {
		t.Errorf("no day: %v", err)
	}
}

func TestCodeAsJSON(t *testing.T) {
	var got []dossier.Code
	text := `["H56.14-20240823-0001",""]`
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if back, err := json.Marshal(got); string(back) != text || err != nil {
		t.Errorf("written as %s, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`"H56"`), &got[0]); !errors.Is(err, dossier.ErrCode) {
		t.Errorf("error is %v", err)
	}
	if err := got[0].UnmarshalText(make([]byte, 53)); !errors.Is(err, dossier.ErrCode) {
		t.Errorf("error is %v", err)
	}
}

func TestCompareCodes(t *testing.T) {
	sorted := []string{
		"H56-240823-0001", "H56.14-240822-0002", "H56.14-240823-0001", "H56.14-240823-0002",
		"H56.14-240823-00002", "H56.14-240823-10000", "H56.15-240823-0001",
	}
	for i := range sorted {
		for j := range sorted {
			a, _ := dossier.ParseCode(sorted[i])
			b, _ := dossier.ParseCode(sorted[j])
			want := 0
			switch {
			case sorted[i] == "H56.14-240823-00002" && sorted[j] == "H56.14-240823-0002":
				want = strings.Compare(sorted[i], sorted[j])
			case sorted[j] == "H56.14-240823-00002" && sorted[i] == "H56.14-240823-0002":
				want = strings.Compare(sorted[i], sorted[j])
			case i != j:
				want = map[bool]int{true: -1, false: 1}[i < j]
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%s to %s: %d, want %d", a, b, got, want)
			}
		}
	}
}

// FuzzParseCode reads codes beside a regular expression.
func FuzzParseCode(f *testing.F) {
	for _, tt := range codeCases() {
		f.Add(tt.code)
	}
	f.Add("H56.14-240230-0001")
	f.Add("-----")
	f.Add("ſ56.14-240823-0001")
	shape := regexp.MustCompile(`^(([0-9]{3}\.)?([0-9]{2}\.)?[0-9]{2}\.[A-Ya-y][0-9]{2}|[A-Ya-y][0-9]{2}(\.[0-9A-Za-z]+)*)-([0-9]{2})?[0-9]{6}-[0-9]{4,7}$`)
	f.Fuzz(func(t *testing.T, s string) {
		c, err := dossier.ParseCode(s)
		if err != nil {
			if !errors.Is(err, dossier.ErrCode) || !c.IsZero() {
				t.Fatalf("%v with %v", c, err)
			}
			return
		}
		if !shape.MatchString(s) || !c.Received().Valid() {
			t.Fatalf("%q was read as %v", s, c.Number())
		}
		if again, err := dossier.ParseCode(c.String()); again != c || err != nil {
			t.Fatalf("read back as %v, %v", again, err)
		}
		if c.Form() != dossier.CodeStrict {
			return
		}
		if made, err := dossier.NewCode(c.Agency(), c.Received(), c.Sequence()); made != c || err != nil {
			t.Fatalf("made again as %v, %v", made, err)
		}
	})
}

func TestFieldCode(t *testing.T) {
	tests := []struct{ in, want string }{
		{"G15-HT", "G15-HT"},
		{"g15-ht01", "G15-HT01"},
		{"H56-0", "H56-0"},
		{"", ""}, {"G15", ""}, {"G15-", ""}, {"-HT", ""}, {"G15.01-HT", ""}, {"000.00.00.G15-HT", ""},
		{"G15-HT-1", ""}, {"G15-ĐĐ", ""}, {"G15-ı", ""}, {"ſ15-HT", ""}, {"G15-" + strings.Repeat("A", 36), ""},
	}
	for _, tt := range tests {
		got, err := dossier.ParseFieldCode(tt.in)
		if got.String() != tt.want || (err == nil) != (tt.want != "") || err != nil && !errors.Is(err, dossier.ErrFieldCode) {
			t.Errorf("%q is %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
	var f dossier.FieldCode
	if err := json.Unmarshal([]byte(`"G15-HT"`), &f); err != nil || f.Branch() != agency(t, "G15") || f.Field() != "HT" {
		t.Errorf("read %v, %v", f, err)
	}
	if err := json.Unmarshal([]byte(`""`), &f); err != nil || !f.IsZero() {
		t.Errorf("read %v, %v", f, err)
	}
}

func TestLabelsOfCodes(t *testing.T) {
	var texts []motcua.Text
	for _, w := range dossier.CodeWarnings() {
		texts = append(texts, w.Label())
	}
	for _, r := range []dossier.CodeReason{
		dossier.CodeEmpty, dossier.CodeTooLong, dossier.CodeShape,
		dossier.CodeAgencyPart, dossier.CodeDatePart, dossier.CodeSequencePart,
	} {
		texts = append(texts, r.Label())
	}
	for _, f := range []dossier.CodeFault{
		dossier.FaultDate, dossier.FaultDuplicate, dossier.FaultGap, dossier.FaultOutOfOrder, dossier.FaultOverflow,
	} {
		texts = append(texts, f.Label())
	}
	texts = append(texts, dossier.MarkLate.Label(), dossier.MarkOutage.Label())
	checkTexts(t, texts)
}

// checkTexts: every text exists in both languages, normalised, and once.
func checkTexts(t *testing.T, texts []motcua.Text) {
	t.Helper()
	seen := map[motcua.Text]bool{}
	for _, text := range texts {
		if text.VI == "" || text.EN == "" || text.VI == text.EN || seen[text] || !norm.NFC.IsNormalString(text.VI+text.EN) {
			t.Errorf("text %q", text)
		}
		seen[text] = true
	}
}
