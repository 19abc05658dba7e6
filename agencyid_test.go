package motcua_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

// agency reads a code that is right.
func agency(t testing.TB, code string) motcua.AgencyID {
	t.Helper()
	a, err := motcua.ParseAgencyID(code)
	if err != nil {
		t.Fatalf("ParseAgencyID(%q): %v", code, err)
	}
	return a
}

// agencyCase is a code and what it says.
type agencyCase struct {
	code   string
	form   motcua.AgencyForm
	levels []string // level 1 first
}

// agencyCases are codes as the texts and systems in use write them.
func agencyCases() []agencyCase {
	return []agencyCase{
		// Điều 16.3 Thông tư 01/2019/TT-BNV: Trung tâm Tin học, Cục Văn thư và Lưu trữ nhà nước, Bộ Nội vụ.
		{"000.06.16.G09", motcua.AgencyQCVN102, []string{"G09", "16", "06"}},
		// Điều 4.2 Thông tư 185/2019/TT-BQP: Cục Chứng thực số và Bảo mật thông tin.
		{"000.05.07.G11", motcua.AgencyQCVN102, []string{"G11", "07", "05"}},
		// Quyết định 3739/QĐ-UBND tỉnh Quảng Ninh: “000.00.00.H49 là mã của UBND Tỉnh”.
		{"000.00.00.H49", motcua.AgencyQCVN102, []string{"H49"}},
		// Codes in numbers of dossiers and messages.
		{"000.00.18.G12", motcua.AgencyQCVN102, []string{"G12", "18"}},
		{"000.17.22.H56", motcua.AgencyQCVN102, []string{"H56", "22", "17"}},
		{"G12", motcua.AgencyQD20, []string{"G12"}},
		{"G12.18", motcua.AgencyQD20, []string{"G12", "18"}},
		{"H37.02.02", motcua.AgencyQD20, []string{"H37", "02", "02"}},
		{"H15.50.05.13", motcua.AgencyQD20, []string{"H15", "50", "05", "13"}},
		{"G22.99.08", motcua.AgencyQD20, []string{"G22", "99", "08"}},
		{"38.98.H29", motcua.AgencyShort, []string{"H29", "98", "38"}},
		// By construction, from the structure that the texts give.
		{"001.02.03.A99", motcua.AgencyQCVN102, []string{"A99", "03", "02", "001"}},
		{"001.00.00.Y00", motcua.AgencyQCVN102, []string{"Y00", "00", "00", "001"}},
		{"18.G12", motcua.AgencyShort, []string{"G12", "18"}},
		{"00.15.H51", motcua.AgencyShort, []string{"H51", "15"}},
		{"00.H51", motcua.AgencyShort, []string{"H51"}},
		{"Y00.A", motcua.AgencyQD20, []string{"Y00", "A"}},
		{"A01.000.B2C.Z01", motcua.AgencyQD20, []string{"A01", "000", "B2C", "Z01"}},
		{"A01.34.56.G09", motcua.AgencyQD20, []string{"A01", "34", "56", "G09"}},
		{"H01." + strings.Repeat("9", 31), motcua.AgencyQD20, []string{"H01", strings.Repeat("9", 31)}},
		{"0100000000", motcua.AgencyEnterprise, nil},
		{"0100000000-001", motcua.AgencyEnterprise, nil},
		{"020000000000", motcua.AgencyEnterprise, nil},
		{strings.Repeat("7", 35), motcua.AgencyEnterprise, nil},
		{"Z01A", motcua.AgencyScheme, nil},
		{"Z99" + strings.Repeat("x", 32), motcua.AgencyScheme, nil},
		{"Z10.02/h-7_@", motcua.AgencyScheme, nil},
		{"Z01.02.03.G09", motcua.AgencyScheme, nil},
	}
}

func TestParseAgencyID(t *testing.T) {
	for _, tt := range agencyCases() {
		t.Run(tt.code, func(t *testing.T) {
			a := agency(t, tt.code)
			if a.Form() != tt.form || a.String() != tt.code || a.Canonical() != a || a.IsZero() {
				t.Errorf("form %q, text %q, canonical %q, zero %t, want %q and the text itself",
					a.Form(), a, a.Canonical(), a.IsZero(), tt.form)
			}
			var levels []string
			for n := 1; n <= a.Level(); n++ {
				levels = append(levels, a.Component(n))
			}
			if diff := cmp.Diff(tt.levels, levels); diff != "" {
				t.Errorf("levels (-want +got):\n%s", diff)
			}
			if a.Component(0) != "" || a.Component(-1) != "" || a.Component(a.Level()+1) != "" {
				t.Error("a level that does not exist has a component")
			}
		})
	}
}

// TestParseAgencyIDCase: capitals are what the texts write, the code stays as it
// was written, and a scheme's own part is the scheme's.
func TestParseAgencyIDCase(t *testing.T) {
	tests := []struct{ code, canonical string }{
		{"000.06.16.g09", "000.06.16.G09"},
		{"g12.18a", "G12.18A"},
		{"38.98.h29", "38.98.H29"},
		{"z01aB", "Z01aB"},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			a, capital := agency(t, tt.code), agency(t, tt.canonical)
			if a.String() != tt.code || a.Canonical() != capital || a == capital || a.Compare(capital) != 0 {
				t.Errorf("%q canonical %q, Compare %d, want %q, the same code written otherwise",
					a, a.Canonical(), a.Compare(capital), capital)
			}
			if a.Form() != capital.Form() || a.Level() != capital.Level() || a.Component(1) != capital.Component(1) {
				t.Errorf("%q and %q differ in more than their letters", a, capital)
			}
		})
	}
	if agency(t, "Z01a").Compare(agency(t, "Z01A")) == 0 {
		t.Error("the part that a scheme defines lost its case")
	}
}

func TestParseAgencyIDMalformed(t *testing.T) {
	tests := []struct {
		name, code string
		want       motcua.AgencyIDReason
	}{
		{"nothing", "", motcua.AgencyIDEmpty},
		{"36 characters", "H01." + strings.Repeat("9", 32), motcua.AgencyIDTooLong},
		{"36 digits", strings.Repeat("7", 36), motcua.AgencyIDTooLong},
		{"33 characters in a scheme", "Z01" + strings.Repeat("x", 33), motcua.AgencyIDTooLong},
		{"a mebibyte", strings.Repeat("G09.", 1<<18), motcua.AgencyIDTooLong},
		{"leading blank", " G12", motcua.AgencyIDCharacter},
		{"trailing line feed", "000.00.00.H49\n", motcua.AgencyIDCharacter},
		{"NUL", "G12\x00", motcua.AgencyIDCharacter},
		{"comma", "000.00.00.H49,2025", motcua.AgencyIDCharacter},
		{"Đ", "Đ01.02", motcua.AgencyIDCharacter},
		{"fullwidth G", "\uff2709", motcua.AgencyIDCharacter},
		{"Cyrillic H", "\u041d49", motcua.AgencyIDCharacter},
		{"Arabic digits", "H\u0664\u0669", motcua.AgencyIDCharacter},
		{"fullwidth dot", "G12\uff0e18", motcua.AgencyIDCharacter},
		{"broken UTF-8", "G12.\xff", motcua.AgencyIDCharacter},
		{"zero width space", "G12\u200b", motcua.AgencyIDCharacter},
		{"number of a dossier", "H56.14-240823-0001", motcua.AgencyIDCharacter},
		{"blank in a scheme", "Z01a b", motcua.AgencyIDCharacter},
		{"letter with a mark in a scheme", "Z01é", motcua.AgencyIDCharacter},
		{"DEL in a scheme", "Z01\x7f", motcua.AgencyIDCharacter},
		{"hyphen at the end", "0100000000-", motcua.AgencyIDCharacter},
		{"hyphen at the beginning", "-001", motcua.AgencyIDCharacter},
		{"two hyphens", "0100000000-00-1", motcua.AgencyIDCharacter},
		{"number of a file", "000.06.16.G09.2010.01.TH", motcua.AgencyIDLevelOne}, // Điều 16.3 Thông tư 01/2019/TT-BNV
		{"a word", "vxp", motcua.AgencyIDLevelOne},
		{"words", "vxp.saas.03", motcua.AgencyIDLevelOne},
		{"level 1 too short", "G1", motcua.AgencyIDLevelOne},
		{"level 1 too long", "G123.01", motcua.AgencyIDLevelOne},
		{"level 1 without a letter", "000.00.00.000", motcua.AgencyIDLevelOne},
		{"level 1 of a scheme", "000.00.00.Z01", motcua.AgencyIDLevelOne},
		{"level 1 in the middle", "000.G09.00", motcua.AgencyIDLevelOne},
		{"dots", "...", motcua.AgencyIDLevelOne},
		{"dot first", ".G12", motcua.AgencyIDGroup},
		{"dot last", "G12.", motcua.AgencyIDGroup},
		{"dot twice", "G12..18", motcua.AgencyIDGroup},
		{"two digits at level 4", "00.00.00.G09", motcua.AgencyIDGroup},
		{"three digits at level 3", "000.000.00.G09", motcua.AgencyIDGroup},
		{"three digits at level 2", "000.00.000.G09", motcua.AgencyIDGroup},
		{"a letter at level 2", "000.00.0A.G09", motcua.AgencyIDGroup},
		{"a letter at level 4", "00A.00.00.G09", motcua.AgencyIDGroup},
		{"five groups", "000.000.00.00.G09", motcua.AgencyIDGroup},
		{"short with level 4", "000.00.G09", motcua.AgencyIDGroup},
		{"short with three digits", "000.G09", motcua.AgencyIDGroup},
		{"short with a letter", "3A.98.H29", motcua.AgencyIDGroup},
		{"Z alone", "Z", motcua.AgencyIDSchemeNo},
		{"scheme 00", "Z00A", motcua.AgencyIDSchemeNo},
		{"scheme of one digit", "Z1", motcua.AgencyIDSchemeNo},
		{"scheme with a letter", "Z0AB", motcua.AgencyIDSchemeNo},
		{"scheme and nobody", "Z01", motcua.AgencyIDNoMember},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := motcua.ParseAgencyID(tt.code)
			var malformed *motcua.AgencyIDError
			if !errors.Is(err, motcua.ErrAgencyID) || !errors.As(err, &malformed) {
				t.Fatalf("ParseAgencyID = %v, %v, want ErrAgencyID", a, err)
			}
			if malformed.Reason != tt.want || !a.IsZero() {
				t.Errorf("reason %q, code %q, want %q and none", malformed.Reason, a, tt.want)
			}
			var u motcua.AgencyID
			if err := u.UnmarshalText([]byte(tt.code)); tt.code != "" && !errors.Is(err, motcua.ErrAgencyID) || !u.IsZero() {
				t.Errorf("UnmarshalText = %v, %v, want the same", u, err)
			}
		})
	}
}

// TestAgencyIDErrorKeepsTheText: the number of a household business can be a
// person's.
func TestAgencyIDErrorKeepsTheText(t *testing.T) {
	const personal = "001099012345"
	_, err := motcua.ParseAgencyID(personal + "-")
	if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), personal) {
		t.Errorf("error %v, want one without the number", err)
	}
}

func TestAgencyIDText(t *testing.T) {
	type record struct {
		Agency motcua.AgencyID            `json:"agency"`
		Names  map[motcua.AgencyID]string `json:"names"`
	}
	// What comes in goes out again, letter by letter.
	const golden = `{"agency":"000.06.16.g09","names":{"000.06.16.G09":"a","G12.18":"b","Z01x":"c"}}`
	var r record
	if err := json.Unmarshal([]byte(golden), &r); err != nil {
		t.Fatal(err)
	}
	if r.Names[r.Agency.Canonical()] != "a" {
		t.Errorf("names %v lack the canonical %q", r.Names, r.Agency.Canonical())
	}
	out, err := json.Marshal(r)
	if err != nil || string(out) != golden {
		t.Errorf("written %s, %v, want %s", out, err, golden)
	}
	none := agency(t, "G12")
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() || none.String() != "" || none.Form() != "" {
		t.Errorf("empty text gives %q, %v, want no code", none, err)
	}
	kept := agency(t, "G12")
	if err := kept.UnmarshalText([]byte("?")); err == nil || kept != agency(t, "G12") {
		t.Errorf("a failed UnmarshalText left %q, %v", kept, err)
	}
}

// TestAgencyLabels: every value has words of its own in both languages, and one
// that is not known shows itself.
func TestAgencyLabels(t *testing.T) {
	labels := map[string]motcua.Text{}
	for _, f := range []motcua.AgencyForm{
		motcua.AgencyQCVN102, motcua.AgencyShort, motcua.AgencyQD20, motcua.AgencyEnterprise, motcua.AgencyScheme,
	} {
		labels["form "+string(f)] = f.Label()
	}
	for _, r := range []motcua.AgencyIDReason{
		motcua.AgencyIDEmpty, motcua.AgencyIDTooLong, motcua.AgencyIDCharacter, motcua.AgencyIDLevelOne,
		motcua.AgencyIDGroup, motcua.AgencyIDSchemeNo, motcua.AgencyIDNoMember,
	} {
		labels["reason "+string(r)] = r.Label()
	}
	for _, s := range []motcua.AgencyStanding{
		motcua.AgencyFormUnknown, motcua.AgencyFormEarly, motcua.AgencyFormDue, motcua.AgencyFormAdapting, motcua.AgencyFormSuperseded,
	} {
		labels["standing "+string(s)] = s.Label()
	}
	for _, d := range []motcua.AgencyDoubt{
		motcua.AgencyDoubtReissued, motcua.AgencyDoubtLevelFour, motcua.AgencyDoubtShort, motcua.AgencyDoubtClosed,
	} {
		labels["doubt "+string(d)] = d.Label()
	}
	for _, s := range []motcua.LevelOneState{motcua.LevelOneOpen, motcua.LevelOneClosed, motcua.LevelOneUnsettled} {
		labels["state "+string(s)] = s.Label()
	}
	seen := map[motcua.Text]string{}
	for name, text := range labels {
		if text.VI == "" || text.EN == "" || text.VI == text.EN || !norm.NFC.IsNormalString(text.VI) {
			t.Errorf("%s: %+v, want two languages", name, text)
		}
		if other, twice := seen[text]; twice {
			t.Errorf("%s and %s share a label", name, other)
		}
		seen[text] = name
	}
	want := motcua.Text{VI: "?", EN: "?"}
	for _, got := range []motcua.Text{
		motcua.AgencyForm("?").Label(), motcua.AgencyIDReason("?").Label(), motcua.AgencyStanding("?").Label(),
		motcua.AgencyDoubt("?").Label(), motcua.LevelOneState("?").Label(),
	} {
		if got != want {
			t.Errorf("an unknown value's label is %+v", got)
		}
	}
}
