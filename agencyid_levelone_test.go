package motcua_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

// TestLevelOneCodes: every entry says what it is and where it comes from, and
// only what was read in a text counts as verified.
func TestLevelOneCodes(t *testing.T) {
	list := motcua.LevelOneCodes()
	table, err := os.ReadFile("agencyid_levelone.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(string(table), "\n") - 1; len(list) != rows || rows == 0 {
		t.Errorf("%d entries of %d rows", len(list), rows)
	}
	if !norm.NFC.IsNormal(table) {
		t.Error("the table is not NFC")
	}
	if !slices.IsSortedFunc(list, func(a, b motcua.LevelOneCode) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the entries are not ordered by code")
	}
	shape := regexp.MustCompile(`^[A-Y][0-9]{2}$`)
	var verified []string
	for i, c := range list {
		if !shape.MatchString(c.Code) || i > 0 && c.Code == list[i-1].Code {
			t.Errorf("%q is no level-1 code, or comes twice", c.Code)
		}
		if (c.Name.VI == "") != (c.Name.EN == "") || c.Source == "" || !c.Dated.Valid() {
			t.Errorf("%s: incomplete: %+v", c.Code, c)
		}
		if (c.State == motcua.LevelOneClosed) != c.Until.Valid() || !c.Until.IsZero() && !c.Until.Valid() {
			t.Errorf("%s is %s until %q", c.Code, c.State, c.Until)
		}
		if !slices.Contains([]motcua.LevelOneState{motcua.LevelOneOpen, motcua.LevelOneClosed, motcua.LevelOneUnsettled}, c.State) ||
			!slices.Contains([]motcua.Sureness{motcua.Read, motcua.Quoted, motcua.Indirect}, c.Sure) {
			t.Errorf("%s: state %q, sureness %q", c.Code, c.State, c.Sure)
		}
		if c.Verified() {
			verified = append(verified, c.Code)
		}
	}
	// TestAgencyTexts holds the quotation.
	if diff := cmp.Diff([]string{"G09"}, verified); diff != "" {
		t.Errorf("verified (-want +got):\n%s", diff)
	}
	clear(list)
	if motcua.LevelOneCodes()[0].Code == "" {
		t.Error("changing the returned slice changed the list")
	}
}

// TestProvincesOf2025: 63 provinces became 34, so 29 codes were closed, and each
// that remains is of a province whose name remains.
func TestProvincesOf2025(t *testing.T) {
	remain := strings.Split("An Giang,Bắc Ninh,Cà Mau,Cao Bằng,Cần Thơ,Đà Nẵng,Đắk Lắk,Điện Biên,Đồng Nai,Đồng Tháp,Gia Lai,"+
		"Hà Nội,Hà Tĩnh,Hải Phòng,Hồ Chí Minh,Huế,Hưng Yên,Khánh Hòa,Lai Châu,Lạng Sơn,Lào Cai,Lâm Đồng,Nghệ An,Ninh Bình,"+
		"Phú Thọ,Quảng Ngãi,Quảng Ninh,Quảng Trị,Sơn La,Tây Ninh,Thái Nguyên,Thanh Hóa,Tuyên Quang,Vĩnh Long", ",")
	var open []string
	closed := 0
	for _, c := range motcua.LevelOneCodes() {
		switch {
		case c.Code[0] != 'H':
		case c.State == motcua.LevelOneClosed:
			closed++
		default:
			name := strings.TrimPrefix(c.Name.VI, "Ủy ban nhân dân ")
			for _, kind := range []string{"tỉnh ", "thành phố ", "Thành phố "} {
				name = strings.TrimPrefix(name, kind)
			}
			open = append(open, name)
		}
	}
	slices.Sort(open)
	slices.Sort(remain)
	if diff := cmp.Diff(remain, open); diff != "" || closed != 29 {
		t.Errorf("%d closed, want 29; open (-want +got):\n%s", closed, diff)
	}
}

func TestAgencyLevelOne(t *testing.T) {
	tests := []struct {
		code, one string
		state     motcua.LevelOneState
		verified  bool
	}{
		{"000.06.16.G09", "G09", motcua.LevelOneOpen, true},
		{"g09.20", "G09", motcua.LevelOneOpen, true},
		{"H57.01", "H57", motcua.LevelOneOpen, false},
		{"000.17.22.H22", "H22", motcua.LevelOneClosed, false}, // Hà Giang, into Tuyên Quang
		{"H28.01", "H28", motcua.LevelOneClosed, false},
		{"98.H09", "H09", motcua.LevelOneClosed, false},
		{"G13.99", "G13", motcua.LevelOneClosed, false},
		{"G36", "G36", motcua.LevelOneUnsettled, false},
		{"G66.01", "", "", false}, // a system's own invention
		{"02.29.W00", "", "", false},
		{"000.00.00.H99", "", "", false},
		{"0100000000", "", "", false},
		{"Z01A", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			one, ok := agency(t, tt.code).LevelOne()
			if ok != (tt.one != "") || one.Code != tt.one || one.State != tt.state || one.Verified() != tt.verified {
				t.Errorf("LevelOne = %+v, %t, want %+v", one, ok, tt)
			}
		})
	}
	if one, ok := (motcua.AgencyID{}).LevelOne(); ok {
		t.Errorf("no code has the level-1 agency %+v", one)
	}
}
