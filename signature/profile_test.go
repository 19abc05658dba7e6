package signature

import (
	"errors"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

// TestProfileQuotes holds the words that profiles cite against the texts.
func TestProfileQuotes(t *testing.T) {
	var rules []motcua.Rule
	names := map[string]bool{}
	for _, p := range AppearanceProfiles() {
		if names[p.Name] || len(p.Citations) == 0 || p.Title.IsZero() || !p.InForce.From.Valid() {
			t.Errorf("profile %q: name twice, no citation, title or day", p.Name)
		}
		names[p.Name] = true
		for _, c := range p.Citations {
			rules = append(rules, motcua.Rule{ID: p.Name, Jurisdiction: p.Jurisdiction, Citation: c})
		}
	}
	rulestest.Quotes(t, rules, map[string]string{
		decree30().instrument: "texts/nd30-2020-congbao.txt", circular1().instrument: "texts/tt01-2019-bnv.txt",
		haiDuong().instrument: "../seeds/hai-duong-2019-draft.txt", ngheAn().instrument: "../seeds/nghe-an-65-2016.txt",
		laiChau().instrument: "../seeds/lai-chau-sct-2019.txt", tuanGiao().instrument: "../seeds/tuan-giao-2022.txt",
	})
}

func TestChooseAppearance(t *testing.T) {
	before, after := motcua.DateOf(2020, 3, 4), motcua.DateOf(2020, 3, 5)
	tests := []struct {
		locality motcua.Jurisdiction
		day      motcua.Date
		role     Role
		use      AppearanceUse
		want     string
	}{
		{motcua.National, after, RolePerson, "", "nd30-person"},
		{motcua.National, before, RolePerson, UseDocument, "tt01-person"},
		{motcua.National, after, RoleAgency, UseDocument, "nd30-agency"},
		{motcua.National, before, RoleAgency, UseDocument, "tt01-agency"},
		{motcua.National, after, RoleAgency, UseCopy, "nd30-copy"},
		{motcua.National, before, RoleAgency, UseCopy, ""},
		{motcua.National, after, RoleAgency, UseAttachment, "nd30-attachment"},
		{motcua.National, after, RoleAgency, UseScan, "tt01-scan"},
		{motcua.National, after, RolePerson, UseCopy, ""},
		{motcua.National, motcua.DateOf(2019, 3, 9), RolePerson, UseDocument, ""},
		{motcua.National, after, RoleUnknown, UseDocument, ""},
		{motcua.NgheAn, after, RolePerson, UseDocument, "nghe-an-person"},
		{motcua.NgheAn, motcua.DateOf(2016, 11, 15), RoleAgency, UseScan, "nghe-an-scan"},
		{motcua.NgheAn, after, RoleAgency, UseCopy, "nd30-copy"},
		{motcua.NgheAn, motcua.DateOf(2023, 1, 1), RolePerson, UseDocument, "nd30-person"},
		{motcua.LaiChau, after, RoleAgency, UseDocument, "lai-chau-agency"},
		{motcua.HaiDuong, after, RoleAgency, UseDocument, "hai-duong-agency"},
		{motcua.TuanGiao, motcua.DateOf(2022, 6, 1), RoleAgency, UseCopy, "tuan-giao-copy"},
		{motcua.HoaBinh, after, RoleAgency, UseDocument, "nd30-agency"},
	}
	for _, tt := range tests {
		p, err := ChooseAppearance(tt.locality, tt.day, tt.role, tt.use)
		if p.Name != tt.want || (tt.want == "") != errors.Is(err, ErrProfile) {
			t.Errorf("%s on %s for %s, %s: %q, %v; want %q", tt.locality, tt.day, tt.role, tt.use, p.Name, err, tt.want)
		}
		if named, err := AppearanceProfileNamed(p.Name); p.Name != "" && (err != nil || named.Name != p.Name) {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	if _, err := AppearanceProfileNamed("none"); !errors.Is(err, ErrProfile) {
		t.Errorf("got %v", err)
	}
}
