package motcua_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

func TestParseJurisdiction(t *testing.T) {
	for _, j := range motcua.Jurisdictions() {
		got, err := motcua.ParseJurisdiction(string(j))
		if err != nil || got != j {
			t.Errorf("ParseJurisdiction(%q) = %q, %v, want it back", j, got, err)
		}
	}
	// Names are not guessed.
	for _, name := range []string{"", "vn", "Nghệ An", "NGHE-AN", "ha-noi", " nghe-an", "lai-chau"} {
		if got, err := motcua.ParseJurisdiction(name); !errors.Is(err, motcua.ErrJurisdiction) || got != "" {
			t.Errorf("ParseJurisdiction(%q) = %q, %v, want ErrJurisdiction", name, got, err)
		}
	}
}

func TestJurisdictions(t *testing.T) {
	first := motcua.Jurisdictions()
	if !slices.IsSortedFunc(first, motcua.Jurisdiction.Compare) || first[0] != motcua.National {
		t.Errorf("Jurisdictions() = %v, want the nation, then alphabetical order", first)
	}
	clear(first)
	if again := motcua.Jurisdictions(); again[0] == "" {
		t.Error("changing the returned slice changed the jurisdictions")
	}
}

// TestLabels: every value has words of its own in both languages; an unknown
// one shows itself rather than nothing.
func TestLabels(t *testing.T) {
	labels := map[string]motcua.Text{}
	for _, o := range []motcua.Outcome{motcua.Satisfied, motcua.Violated, motcua.Indeterminate, motcua.NotApplicable, motcua.NotInForce} {
		labels["outcome "+string(o)] = o.Label()
	}
	for _, s := range []motcua.Status{motcua.Issued, motcua.Draft, motcua.Unconfirmed} {
		labels["status "+string(s)] = s.Label()
	}
	for _, a := range []motcua.Anchor{
		motcua.AnchorSigned, motcua.AnchorIssued, motcua.AnchorReceived, motcua.AnchorCertificateIssued, motcua.AnchorRequested,
	} {
		labels["anchor "+string(a)] = a.Label()
	}
	for _, j := range motcua.Jurisdictions() {
		labels["jurisdiction "+string(j)] = j.Name()
	}
	owner := map[string]string{}
	for value, label := range labels {
		for _, s := range []string{label.VI, label.EN} {
			if s == "" || !norm.NFC.IsNormalString(s) {
				t.Errorf("%s: label %q is empty or not NFC", value, s)
			}
			if other, taken := owner[s]; taken {
				t.Errorf("%s and %s share the label %q", value, other, s)
			}
			owner[s] = value
		}
		if _, code, _ := strings.Cut(value, " "); label.VI == code {
			t.Errorf("%s has no words", value)
		}
	}
}

func TestLabelsOfUnknownValues(t *testing.T) {
	want := motcua.Text{VI: "x", EN: "x"}
	for what, got := range map[string]motcua.Text{
		"outcome": motcua.Outcome("x").Label(), "anchor": motcua.Anchor("x").Label(), "jurisdiction": motcua.Jurisdiction("x").Name(),
		"status": motcua.Status("x").Label(),
	} {
		if got != want {
			t.Errorf("label of an unknown %s = %v, want %v", what, got, want)
		}
	}
}

func TestText(t *testing.T) {
	text := motcua.Text{VI: "Hợp lệ", EN: "Valid"}
	for l, want := range map[motcua.Language]string{
		motcua.Vietnamese: "Hợp lệ", motcua.English: "Valid", "": "Hợp lệ", "fr": "Hợp lệ",
	} {
		if got := text.In(l); got != want {
			t.Errorf("In(%q) = %q, want %q", l, got, want)
		}
	}
	if text.IsZero() || !(motcua.Text{}).IsZero() || (motcua.Text{EN: "Valid"}).IsZero() {
		t.Error("IsZero is true of a text, or false of none")
	}
	got := motcua.Textf("%d chữ ký của %s", "%d signatures of %s", 2, "A")
	if want := (motcua.Text{VI: "2 chữ ký của A", EN: "2 signatures of A"}); got != want {
		t.Errorf("Textf = %v, want %v", got, want)
	}
}

func TestCitationString(t *testing.T) {
	c := motcua.Citation{Instrument: "Thông tư 41/2017/TT-BTTTT", Provision: "Điều 7 khoản 2"}
	if got, want := c.String(), "Điều 7 khoản 2 Thông tư 41/2017/TT-BTTTT"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
}
