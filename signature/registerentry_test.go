package signature

import (
	"context"
	"errors"
	"testing"

	"github.com/motcua/motcua"
)

type fakeRegister struct {
	entries []Registration
	err     error
}

func (f fakeRegister) Registrations(context.Context, *Certificate) ([]Registration, error) {
	return f.entries, f.err
}

func TestRegisterAt(t *testing.T) {
	on := motcua.DateOf(2024, 5, 17)
	days := func(from, until motcua.Date) motcua.Interval { return motcua.Interval{From: from, Until: until} }
	before, holding := days(motcua.Date{}, on), days(on, on.AddDays(1))
	person := func(title string, in motcua.Interval) Registration {
		return Registration{Role: RolePerson, Title: title, InForce: in}
	}
	broken := errors.New("broken")
	tests := []struct {
		name    string
		entries []Registration
		err     error
		on      motcua.Date
		want    string // title
		miss    RegisterMiss
	}{
		{name: "none", on: on, miss: MissNotRegistered},
		{name: "ended the day before", entries: []Registration{person("a", before)}, on: on, miss: MissNotInForce},
		{name: "starts the day after", entries: []Registration{person("a", days(on.AddDays(1), motcua.Date{}))}, on: on, miss: MissNotInForce},
		{name: "a single day", entries: []Registration{person("a", holding)}, on: on, want: "a"},
		{name: "without bounds", entries: []Registration{person("a", motcua.Interval{})}, on: on, want: "a"},
		{name: "one after the other", entries: []Registration{person("a", before), person("b", holding)}, on: on, want: "b"},
		{name: "the same twice", entries: []Registration{person("a", holding), person("a", motcua.Interval{})}, on: on, want: "a"},
		{name: "two titles", entries: []Registration{person("a", holding), person("b", motcua.Interval{})}, on: on, miss: MissAmbiguous},
		{name: "two roles", entries: []Registration{person("a", holding), {Role: RoleAgency, Title: "a", InForce: holding}}, on: on, miss: MissAmbiguous},
		{name: "no day", entries: []Registration{person("a", motcua.Interval{})}, miss: MissNoDate},
		{name: "broken", err: broken, on: on},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, miss, err := RegisterAt(t.Context(), fakeRegister{tt.entries, tt.err}, &Certificate{}, tt.on)
			if !errors.Is(err, tt.err) || miss != tt.miss {
				t.Fatalf("miss %q, error %v, want %q, %v", miss, err, tt.miss, tt.err)
			}
			if (got != nil) != (tt.want != "") || got != nil && got.Title != tt.want {
				t.Errorf("got %+v, want %q", got, tt.want)
			}
		})
	}
}

// TestRegisterMissTexts: every reason explains itself in both languages.
func TestRegisterMissTexts(t *testing.T) {
	for _, m := range []RegisterMiss{MissNoDate, MissNotRegistered, MissNotInForce, MissAmbiguous} {
		if text := m.Text(); text.VI == "" || text.EN == "" {
			t.Errorf("%s has no text", m)
		}
	}
}
