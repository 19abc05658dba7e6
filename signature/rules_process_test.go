package signature

import (
	"slices"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

func TestProcessRules(t *testing.T) {
	rulestest.Run(t, processChecks(), processVectors(), redateUndertaking)
}

// progressCase is a document of which everything is known and in order, with a
// file, spoiled in one respect.
type progressCase struct {
	name  string
	file  string            // letters of fileOf
	spoil func(u *Progress) // nil: nothing
	want  motcua.Outcome
}

// processVectors gives every wording the cases of its rule.
func processVectors() []rulestest.Vector[undertaking] {
	var out []rulestest.Vector[undertaking]
	for _, c := range processChecks() {
		for _, pc := range casesOf(c.Rule) {
			on := c.InForce.From.AddDays(100)
			g := knownProgress(on)
			g.Result = fileOf(pc.file)
			if pc.spoil != nil {
				pc.spoil(&g)
			}
			u := undertaking{g}
			if u.Result != nil {
				u.Result = (&scene{u.Result, u.Facts}).redated(on).result
			}
			out = append(out, rulestest.Vector[undertaking]{
				Name: pc.name, ID: c.ID, Jurisdiction: c.Jurisdiction, From: c.InForce.From, Subject: u, Want: pc.want,
			})
		}
	}
	return out
}

func casesOf(r motcua.Rule) []progressCase {
	oneEach := r.Jurisdiction == motcua.HaiDuong || r.Jurisdiction == motcua.LaiChau
	switch r.ID {
	case "signature/process-person-then-agency":
		several := motcua.Satisfied
		if oneEach { // “01 chữ ký số của cá nhân, 01 chữ ký số của cơ quan, tổ chức”
			several = motcua.Violated
		}
		return append(fitCases("PA", "AP", "P", "A", "PAP"), progressCase{"two persons", "PPA", nil, several})
	case "signature/process-several-then-agency":
		return append(fitCases("PA", "AP", "P", "A", "PAP"), progressCase{"two persons", "PPA", nil, motcua.Satisfied})
	case "signature/process-in-place", "signature/process-by-order", "signature/process-by-delegation":
		return fitCases("PA", "AP", "PPA", "P", "A")
	case "signature/process-persons-only":
		return append(fitCases("P", "PA", "AP", "A"), progressCase{"two persons", "PP", nil, motcua.Satisfied})
	case "signature/process-parties-in-turn":
		return append(fitCases("P"), progressCase{"an agency and a person", "AP", nil, motcua.Satisfied})
	case "signature/process-agency-alone", "signature/process-true-copy", "signature/process-recopy", "signature/process-extract",
		"signature/process-incoming-scan", "signature/process-joint-document", "signature/process-technical-failure",
		"signature/process-separate-attachment":
		return append(fitCases("A", "PA", "AP", "P"), progressCase{"number and seal apart", "AA", nil, motcua.Satisfied})
	}
	return append(requirementCases(r.ID), paperCases(r.ID)...)
}

// fitCases: one file follows the process, others do not.
func fitCases(good string, bad ...string) []progressCase {
	list := []progressCase{
		{"in order", good, nil, motcua.Satisfied},
		{"with a document timestamp", good + "t", nil, motcua.Satisfied},
		{"unsigned", "", nil, motcua.Violated},
		{"all broken", "--", nil, motcua.Violated},
		{"not verified", good, func(g *Progress) { g.Result = nil }, motcua.Indeterminate},
		{"signer unknown", good[:len(good)-1] + "?", nil, motcua.Indeterminate},
		{"not fully checked", good + "x", nil, motcua.Indeterminate},
	}
	for _, file := range bad {
		list = append(list, progressCase{"signed as " + file, file, nil, motcua.Violated})
	}
	return list
}

func unverified(g *Progress) { g.Result = nil }

// requirementCases are those of rules on who signed.
func requirementCases(id string) []progressCase {
	other := Party{Role: RolePerson, Holder: "Trần Thị Bình"}
	agency := func(name string) Party { return Party{Role: RoleAgency, Holder: name} }
	parties := func(list ...Party) func(*Progress) { return func(g *Progress) { g.Parties = list } }
	holder := func(name string) func(*Progress) {
		return func(g *Progress) { g.Signer.Holder, g.Delegation.Delegate.Holder = name, name }
	}
	own := []progressCase{
		{"own certificate", "PA", nil, motcua.Satisfied},
		{"blanks and letter case", "P", holder("NGUYỄN  văn An"), motcua.Satisfied},
		{"somebody else's", "PA", holder("Trần Thị Bình"), motcua.Violated},
		{"of another agency", "PA", func(g *Progress) { g.Signer.Agency, g.Delegation.Delegate.Agency = "Sở Y tế", "Sở Y tế" }, motcua.Violated},
		{"one own, one somebody else's", "PPA", holder("Trần Thị Bình"), motcua.Violated},
		{"who signs is not known", "PA", holder(""), motcua.Indeterminate},
		{"no person signed yet", "A", nil, motcua.Indeterminate},
		{"signer not registered", "P?", nil, motcua.Indeterminate},
		{"not verified", "P", unverified, motcua.Indeterminate},
	}
	switch id {
	case "signature/earlier-signatures-valid":
		return []progressCase{
			{"all valid", "PPA", nil, motcua.Satisfied},
			{"none yet", "", nil, motcua.Satisfied},
			{"role unknown", "?", nil, motcua.Satisfied},
			{"one broken", "PP-", nil, motcua.Violated},
			{"one broken, one open", "p-P", nil, motcua.Violated},
			{"one open", "pP", nil, motcua.Indeterminate},
			{"not verified", "P", unverified, motcua.Indeterminate},
		}
	case "signature/competent-person-signed":
		return []progressCase{
			{"signed", "P", nil, motcua.Satisfied},
			{"unsigned", "", nil, motcua.Violated},
			{"only the agency", "A", nil, motcua.Violated},
			{"broken", "-", nil, motcua.Violated},
			{"signer unknown", "?", nil, motcua.Indeterminate},
			{"open", "p", nil, motcua.Indeterminate},
			{"not verified", "P", unverified, motcua.Indeterminate},
		}
	case "signature/every-party-signed":
		two := parties(Party{Role: RolePerson, Holder: "Nguyễn Văn An"}, agency("Sở Tư pháp"))
		return []progressCase{
			{"both", "AP", two, motcua.Satisfied},
			{"one missing", "P", two, motcua.Violated},
			{"one broken", "-A", two, motcua.Violated},
			{"another in its place", "PA", parties(other, agency("Sở Tư pháp")), motcua.Violated},
			{"person's name is no agency's", "P", parties(agency("Nguyễn Văn An")), motcua.Violated},
			{"one open", "Pa", two, motcua.Indeterminate},
			{"parties not known", "PA", parties(), motcua.Indeterminate},
		}
	case "signature/lead-agency-first":
		return []progressCase{
			{"the leading one first", "AP", parties(agency("Sở Tư pháp"), Party{Role: RolePerson, Holder: "Nguyễn Văn An"}), motcua.Satisfied},
			{"nobody yet", "", parties(agency("Sở Tư pháp")), motcua.Satisfied},
			{"another first", "PA", parties(agency("Sở Tư pháp"), Party{Role: RolePerson, Holder: "Nguyễn Văn An"}), motcua.Violated},
			{"only another", "A", parties(agency("Sở Tài chính"), agency("Sở Tư pháp")), motcua.Violated},
			{"an unknown one first", "?A", parties(agency("Sở Tài chính"), agency("Sở Tư pháp")), motcua.Indeterminate},
			{"only an open one", "a", parties(agency("Sở Tư pháp")), motcua.Indeterminate},
			{"not known which", "A", parties(), motcua.Indeterminate},
		}
	case "signature/own-certificate", "signature/delegation-not-passed-on":
		return own
	case "signature/delegating-agency-signs":
		name := func(s string) func(*Progress) { return func(g *Progress) { g.Delegation.Agency = s } }
		return []progressCase{
			{"the delegating agency", "PA", nil, motcua.Satisfied},
			{"another agency", "PA", name("Sở Y tế"), motcua.Violated},
			{"agency not known", "PA", name(""), motcua.Indeterminate},
			{"no agency signed yet", "P", nil, motcua.Indeterminate},
		}
	}
	return nil
}

// paperCases are those of rules on what the caller knows of papers.
func paperCases(id string) []progressCase {
	switch id {
	case "signature/by-order-laid-down":
		return []progressCase{
			{"laid down", "", nil, motcua.Satisfied},
			{"not laid down", "", func(g *Progress) { g.ByOrder = No }, motcua.Violated},
			{"not known", "", func(g *Progress) { g.ByOrder = Unknown }, motcua.Indeterminate},
		}
	case "signature/delegation-written-and-limited":
		d := func(spoil func(*Delegation)) func(*Progress) { return func(g *Progress) { spoil(&g.Delegation) } }
		return []progressCase{
			{"written, limited, in force", "", nil, motcua.Satisfied},
			{"by word of mouth", "", d(func(d *Delegation) { d.Written = No }), motcua.Violated},
			{"for everything", "", d(func(d *Delegation) { d.Limited = No }), motcua.Violated},
			{"without end", "", d(func(d *Delegation) { d.InForce.Until = motcua.Date{} }), motcua.Violated},
			{"the day it ended", "", d(func(d *Delegation) { d.InForce.Until = d.InForce.From.AddDays(10) }), motcua.Violated},
			{"the day before it began", "", d(func(d *Delegation) { d.InForce.From = d.InForce.From.AddDays(11) }), motcua.Violated},
			{"not known whether written", "", d(func(d *Delegation) { d.Written = Unknown }), motcua.Indeterminate},
			{"content not known", "", d(func(d *Delegation) { d.Limited = Unknown }), motcua.Indeterminate},
		}
	case "signature/true-copy-from-paper", "signature/recopy-from-paper":
		of := func(m Medium) func(*Progress) { return func(g *Progress) { g.CopyOf = m } }
		return []progressCase{
			{"of paper", "", nil, motcua.Satisfied},
			{"of an electronic document", "", of(Electronic), motcua.Violated},
			{"not known of what", "", of(""), motcua.Indeterminate},
		}
	case "signature/scan-standard":
		return scanCases()
	case "signature/attachment-bound":
		at := func(a Attachment) func(*Progress) { return func(g *Progress) { g.Attached = a } }
		return []progressCase{
			{"inside, signed", "P", nil, motcua.Satisfied},
			{"inside, broken", "-", nil, motcua.Violated},
			{"inside, open", "p", nil, motcua.Indeterminate},
			{"separate, signed by the agency", "A", at(AttachedSeparate), motcua.Satisfied},
			{"separate, signed by a person only", "P", at(AttachedSeparate), motcua.Violated},
			{"separate, signer unknown", "?", at(AttachedSeparate), motcua.Indeterminate},
			{"none", "", at(AttachedNone), motcua.NotApplicable},
			{"not known where", "PA", at(""), motcua.Indeterminate},
			{"not verified", "PA", unverified, motcua.Indeterminate},
		}
	case "signature/pages-bound":
		return []progressCase{
			{"signed", "P", nil, motcua.Satisfied},
			{"unsigned", "", nil, motcua.Violated},
			{"broken", "-", nil, motcua.Violated},
			{"open", "p", nil, motcua.Indeterminate},
			{"not verified", "P", unverified, motcua.Indeterminate},
		}
	}
	return nil
}

func scanCases() []progressCase {
	scan := func(spoil func(*Scan)) func(*Progress) { return func(g *Progress) { spoil(&g.Scan) } }
	cases := []progressCase{
		{"just enough", "", nil, motcua.Satisfied},
		{"newer", "", scan(func(s *Scan) { s.PDF, s.DPI = PDFVersion{2, 0}, 600 }), motcua.Satisfied},
		{"PDF 1.3", "", scan(func(s *Scan) { s.PDF.Minor = 3 }), motcua.Violated},
		{"199 dpi", "", scan(func(s *Scan) { s.DPI = 199 }), motcua.Violated},
		{"black and white", "", scan(func(s *Scan) { s.Colour = No }), motcua.Violated},
		{"reduced", "", scan(func(s *Scan) { s.FullSize = No }), motcua.Violated},
		{"poor, the rest unknown", "", scan(func(s *Scan) { *s = Scan{DPI: 100} }), motcua.Violated},
	}
	for _, forget := range []func(*Scan){
		func(s *Scan) { s.PDF = PDFVersion{} }, func(s *Scan) { s.DPI = 0 },
		func(s *Scan) { s.Colour = Unknown }, func(s *Scan) { s.FullSize = Unknown },
	} {
		cases = append(cases, progressCase{"something not known", "", scan(forget), motcua.Indeterminate})
	}
	return cases
}

// TestStepRulesAreListed: whatever a step demands is in Rules.
func TestStepRulesAreListed(t *testing.T) {
	all := Rules()
	for _, p := range Processes(motcua.Profile{Locality: motcua.HaiDuong}, motcua.Date{}) {
		for _, s := range p.Steps {
			for _, r := range slices.Concat(s.Before(), s.After(), []motcua.Rule{p.Rule}) {
				if !slices.Contains(all, r) {
					t.Errorf("%s: %s (%s) is not listed", p.ID, r.ID, r.Jurisdiction)
				}
			}
		}
	}
}
