package signature

import (
	"context"
	"errors"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature/signaturetest"
)

// fixedRegister answers the same about everyone.
type fixedRegister struct {
	entries []Registration
	err     error
}

func (r fixedRegister) Registrations(context.Context, *Certificate) ([]Registration, error) {
	return r.entries, r.err
}

func TestRoles(t *testing.T) {
	day := motcua.DateOf(2025, 3, 10)
	from := func(d motcua.Date) motcua.Interval { return motcua.Interval{From: d} }
	until := func(d motcua.Date) motcua.Interval { return motcua.Interval{Until: d} }
	person, agency := Registration{Role: RolePerson, Manager: "Văn phòng"}, Registration{Role: RoleAgency}
	with := func(r Registration, i motcua.Interval) Registration {
		r.InForce = i
		return r
	}
	tests := []struct {
		name     string
		register Register
		want     Role
		manager  string
	}{
		{"no register", nil, RoleUnknown, "Ban Cơ yếu thử nghiệm"},
		{"no entry", fixedRegister{}, RoleUnknown, "Ban Cơ yếu thử nghiệm"},
		{"without bounds", fixedRegister{entries: []Registration{person}}, RolePerson, "Văn phòng"},
		{"agency", fixedRegister{entries: []Registration{agency}}, RoleAgency, "Ban Cơ yếu thử nghiệm"},
		{"from the day of signing", fixedRegister{entries: []Registration{with(person, from(day))}}, RolePerson, "Văn phòng"},
		{"from the day after", fixedRegister{entries: []Registration{with(person, from(day.AddDays(1)))}}, RoleUnknown, "Ban Cơ yếu thử nghiệm"},
		{"until the day after", fixedRegister{entries: []Registration{with(person, until(day.AddDays(1)))}}, RolePerson, "Văn phòng"},
		{"until the day of signing", fixedRegister{entries: []Registration{with(person, until(day))}}, RoleUnknown, "Ban Cơ yếu thử nghiệm"},
		{"one ended, one in force", fixedRegister{entries: []Registration{with(person, until(day)), with(agency, from(day))}}, RoleAgency, "Ban Cơ yếu thử nghiệm"},
		{"entries that contradict", fixedRegister{entries: []Registration{person, agency}}, RoleUnknown, "Ban Cơ yếu thử nghiệm"},
		{"entries that agree", fixedRegister{entries: []Registration{person, with(person, from(day))}}, RolePerson, "Văn phòng"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := judgeWith(t, official(nil), VerifyOptions{Register: tt.register}).Signatures[0]
			if s.Role != tt.want || (s.Registered != nil) != (tt.want != RoleUnknown) || s.Signer.Manager != tt.manager {
				t.Errorf("role %s, registered %v, managed by %q", s.Role, s.Registered, s.Signer.Manager)
			}
		})
	}
}

// TestRegisterFails: a register that cannot answer is no empty register.
func TestRegisterFails(t *testing.T) {
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	official(nil)(d)
	down := errors.New("down")
	if _, err := verifyDoc(t, d, VerifyOptions{Register: fixedRegister{err: down}}); !errors.Is(err, down) {
		t.Errorf("Verify = %v, want the register's error", err)
	}
}
