package dossier

import (
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func parsed(t *testing.T, s string) Code {
	t.Helper()
	c, err := ParseCode(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func identified(t *testing.T, s string) motcua.AgencyID {
	t.Helper()
	a, err := motcua.ParseAgencyID(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestCodeRules(t *testing.T) {
	old, late := motcua.DateOf(2024, 8, 23), motcua.DateOf(2026, 10, 8)
	parties := CodeParties{Receiving: identified(t, "H56.14"), Deciding: identified(t, "H56.15")}
	type code struct {
		text    string
		parties CodeParties
		want    motcua.Outcome
	}
	var vectors []rulestest.Vector[codeSubject]
	for _, rule := range []struct {
		id       string
		from     motcua.Date
		received motcua.Date
		codes    []code
	}{
		{"dossier/code-agency", decree61(), old, []code{
			{"H56.14-240823-0001", parties, motcua.Satisfied},
			{"h56.14-240823-0001", parties, motcua.Satisfied},
			{"H56.15-240823-0001", parties, motcua.Violated},
			{"H56.14-240823-0001", CodeParties{Deciding: parties.Deciding}, motcua.Indeterminate},
			{"", parties, motcua.Indeterminate},
		}},
		{"dossier/code-agency", decree118(), late, []code{
			{"H56.15-261008-0001", parties, motcua.Satisfied},
			{"H56.14-261008-0001", parties, motcua.Violated},
			{"H56.15-261008-0001", CodeParties{Receiving: parties.Receiving}, motcua.Indeterminate},
			{"H56.15-261008-0001", CodeParties{LinkedGroup: true, Deciding: parties.Deciding}, motcua.Indeterminate},
			{"G22.99-261008-0001", CodeParties{LinkedGroup: true, Online: true, Portal: identified(t, "G22.99")}, motcua.Satisfied},
		}},
		{"dossier/code-date", decree61(), old, []code{
			{"H56.14-240823-0001", parties, motcua.Satisfied},
			{"H56.14-240824-0001", parties, motcua.Violated},
			{"H56.14-240823-0000", parties, motcua.Violated},
			{"", parties, motcua.Indeterminate},
		}},
		{"dossier/code-date", decree118(), late, []code{
			{"H56.14-20261008-0000001", parties, motcua.Satisfied},
			{"H56.14-261007-0001", parties, motcua.Violated},
			{"", parties, motcua.Indeterminate},
		}},
		{"dossier/code-form", circular1(), old, []code{
			{"000.00.06.H56-240823-0361", parties, motcua.Satisfied},
			{"H56.14-240823-0001", parties, motcua.Satisfied},
			{"06.H56-240823-0361", parties, motcua.Violated},
			{"000.00.06.h56-240823-0361", parties, motcua.Violated},
			{"000.00.06.H56-20240823-0361", parties, motcua.Violated},
			{"000.00.06.H56-240823-10000", parties, motcua.Violated},
			{"", parties, motcua.Indeterminate},
		}},
		{"dossier/code-form", circular1(), motcua.DateOf(2020, 9, 14), []code{
			{"H56.14-200914-0001", parties, motcua.Violated},
			{"000.00.06.H56-200914-0361", parties, motcua.Satisfied},
		}},
		{"dossier/code-form", circular1(), motcua.DateOf(2020, 9, 15), []code{
			{"H56.14-200915-0001", parties, motcua.Satisfied},
		}},
	} {
		for _, c := range rule.codes {
			s := codeSubject{received: rule.received, parties: c.parties}
			if c.text != "" {
				s.code = parsed(t, c.text)
			}
			vectors = append(vectors, rulestest.Vector[codeSubject]{
				Name: c.text, ID: rule.id, From: rule.from, Subject: s, Want: c.want,
			})
		}
	}
	// The code moves with the day, so that the edges of the interval are tried
	// with a dossier that is right.
	rulestest.Run(t, codeChecks(), vectors, func(s codeSubject, d motcua.Date) codeSubject {
		if s.code.received == s.received && !s.code.IsZero() {
			s.code.received = d
		}
		s.received = d
		if s.parties.Receiving == parties.Receiving { // every agency is the code's
			s.parties = CodeParties{Receiving: s.code.agency, Deciding: s.code.agency}
		}
		return s
	})
}

func TestJudgeCode(t *testing.T) {
	c := parsed(t, "H56.14-240823-0001")
	found, err := JudgeCode(c, motcua.DateOf(2024, 8, 23), CodeParties{Receiving: c.Agency()})
	if err != nil || len(found) != 3 {
		t.Fatalf("found %v, %v", found, err)
	}
	for _, f := range found {
		if f.Outcome != motcua.Satisfied {
			t.Errorf("%s: %s", f.Rule, f.Outcome)
		}
	}
}
