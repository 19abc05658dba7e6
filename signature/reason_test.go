package signature

import (
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// TestTexts: every code has one sentence in each language, in NFC.
func TestTexts(t *testing.T) {
	check := func(code string, text motcua.Text) {
		t.Helper()
		for _, s := range []string{text.VI, text.EN} {
			if s == "" || s == code || !norm.NFC.IsNormalString(s) || s[len(s)-1] != '.' {
				t.Errorf("%s: %q", code, s)
			}
		}
	}
	seen := map[Reason]bool{}
	for _, r := range Reasons() {
		if seen[r] {
			t.Errorf("%s twice", r)
		}
		seen[r] = true
		check(string(r), r.Text())
	}
	for _, n := range noteTexts {
		check(string(n.code), n.code.Text())
	}
	for _, c := range pdfdiff.Codes() {
		if !seen[Reason(c)] {
			t.Errorf("%s has no text", c)
		}
	}
}

func TestParseDate(t *testing.T) {
	vn := time.FixedZone("", 7*60*60)
	for _, tt := range []struct {
		in   string
		want time.Time
		ok   bool
	}{
		{"D:20250310093000+07'00'", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250310093000+07'00", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"20250310093000+0700", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250310093000+07", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250310023000Z", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250310023000Z00'00'", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250309213000-05'00'", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250310093000", time.Date(2025, 3, 10, 9, 30, 0, 0, vn), true},
		{"D:20250310", time.Date(2025, 3, 10, 0, 0, 0, 0, vn), true},
		{"D:2025", time.Date(2025, 1, 1, 0, 0, 0, 0, vn), true},
		{"D:20251310093000Z", time.Time{}, false},
		{"D:202503100930001", time.Time{}, false},
		{"D:20250310093000*07'00'", time.Time{}, false},
		{"D:20250310093000+99'99'", time.Time{}, false},
		{"D:", time.Time{}, false},
		{"", time.Time{}, false},
		{"ngày 10 tháng 3", time.Time{}, false},
	} {
		got, ok := parseDate(tt.in)
		if ok != tt.ok || ok && !got.Equal(tt.want) {
			t.Errorf("%q: %v %v", tt.in, got, ok)
		}
	}
}

func TestFieldLock(t *testing.T) {
	for _, tt := range []struct {
		lock fieldLock
		name string
		want bool
	}{
		{fieldLock{action: "All"}, "a", true},
		{fieldLock{action: "Include", fields: []string{"a"}}, "a", true},
		{fieldLock{action: "Include", fields: []string{"a"}}, "a.b", true},
		{fieldLock{action: "Include", fields: []string{"a"}}, "ab", false},
		{fieldLock{action: "Exclude", fields: []string{"a"}}, "a.b", false},
		{fieldLock{action: "Exclude", fields: []string{"a"}}, "ab", true},
		{fieldLock{action: "Exclude"}, "a", true},
		{fieldLock{action: "Include"}, "a", false},
	} {
		if got := tt.lock.locks(tt.name); got != tt.want {
			t.Errorf("%+v locks %s: %v", tt.lock, tt.name, got)
		}
	}
}

// TestStatus goes through the order of precedence of the file's status.
func TestStatus(t *testing.T) {
	good := Signature{Integrity: Integrity{Status: Intact}, Changes: Changes{Permitted: Yes}, Trust: Trust{Status: Trusted}}
	with := func(f func(*Signature)) Signature {
		s := good
		f(&s)
		return s
	}
	broken := with(func(s *Signature) { s.Integrity.Status = Broken })
	unsupported := with(func(s *Signature) { s.Integrity.Status = Unsupported })
	forbidden := with(func(s *Signature) { s.Changes.Permitted = No })
	unclassified := with(func(s *Signature) { s.Changes.Permitted = Unknown })
	untrusted := with(func(s *Signature) { s.Trust.Status = Untrusted })
	doubtful := with(func(s *Signature) { s.Trust.Status = TrustIndeterminate })
	for _, tt := range []struct {
		name string
		in   []Signature
		want Status
	}{
		{"none", nil, StatusUnsigned},
		{"good", []Signature{good}, StatusValid},
		{"broken", []Signature{good, broken}, StatusInvalid},
		{"forbidden change", []Signature{forbidden, good}, StatusInvalid},
		{"untrusted", []Signature{good, untrusted}, StatusInvalid},
		{"unsupported", []Signature{unsupported, good}, StatusIndeterminate},
		{"unclassified change", []Signature{good, unclassified}, StatusIndeterminate},
		{"doubtful", []Signature{doubtful}, StatusIndeterminate},
		{"invalid before indeterminate", []Signature{doubtful, broken}, StatusInvalid},
		{"integrity not said", []Signature{with(func(s *Signature) { s.Integrity.Status = "" })}, StatusIndeterminate},
		{"trust not said", []Signature{with(func(s *Signature) { s.Trust.Status = "" })}, StatusIndeterminate},
		{"nothing said", []Signature{{}}, StatusIndeterminate},
	} {
		if got := (&Result{Signatures: tt.in}).Status(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
