package motcua_test

import (
	"testing"

	"github.com/motcua/motcua"
)

func TestAgencyFormStanding(t *testing.T) {
	const (
		early, due, adapting = motcua.AgencyFormEarly, motcua.AgencyFormDue, motcua.AgencyFormAdapting
		superseded, unknown  = motcua.AgencyFormSuperseded, motcua.AgencyFormUnknown
	)
	tests := []struct {
		day      string // "": not known
		old, new motcua.AgencyStanding
	}{
		{"", unknown, unknown},
		{"2016-03-31", early, early},
		{"2016-04-01", due, early},
		{"2020-09-14", due, early},
		{"2020-09-15", adapting, due},
		{"2022-09-14", adapting, due},
		{"2022-09-15", superseded, due},
		{"2999-12-31", superseded, due},
	}
	for _, tt := range tests {
		t.Run(tt.day, func(t *testing.T) {
			var day motcua.Date
			if tt.day != "" {
				day = date(t, tt.day)
			}
			want := map[motcua.AgencyForm]motcua.AgencyStanding{
				motcua.AgencyQCVN102: tt.old, motcua.AgencyQD20: tt.new, motcua.AgencyEnterprise: tt.new,
				motcua.AgencyScheme: tt.new, motcua.AgencyShort: unknown, "": unknown,
			}
			for form, standing := range want {
				if got := form.Standing(day); got != standing {
					t.Errorf("%q on %q: %q, want %q", form, day, got, standing)
				}
			}
		})
	}
	// The generations follow each other without a gap.
	old, _ := motcua.AgencyQCVN102.InForce()
	current, _ := motcua.AgencyQD20.InForce()
	if old.Until != current.From || !current.Until.IsZero() || old.Overlaps(current) {
		t.Errorf("in force %v and %v, want one after the other", old, current)
	}
	if _, ok := motcua.AgencyShort.InForce(); ok {
		t.Error("the short form is in force")
	}
}
