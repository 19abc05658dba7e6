package signature

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
)

// TestAllow refuses what the articles forbid, and names them.
func TestAllow(t *testing.T) {
	hd := motcua.HaiDuong
	tests := []struct {
		name    string
		j       motcua.Jurisdiction
		process string
		step    StepID
		by      Actor
		file    string
		spoil   func(*Progress)
		want    ProcessRefusal // "": allowed
		article string         // the start of the provision cited
	}{
		{"agency signs in turn", "", "person-then-agency", StepAgencySign, ActorClerk, "P", nil, "", ""},
		{"agency signs again: number, then seal", "", "person-then-agency", StepAgencySign, ActorClerk, "PA",
			func(g *Progress) { g.Done = append(g.Done, StepTaken{StepAgencySign, ActorClerk}) }, "", ""},
		{"agency before person", "", "person-then-agency", StepAgencySign, ActorClerk, "",
			func(g *Progress) { g.Done = g.Done[:1] }, StepOutOfOrder, "Điều 14 khoản 3"},
		{"agency before number", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Done = g.Done[:2] }, StepOutOfOrder, "Điều 14 khoản 3"},
		{"not by the clerk", "", "person-then-agency", StepAgencySign, ActorPerson, "P", nil, StepWrongActor, "Điều 14 khoản 3"},
		{"log of a wrong actor", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Done[1].By = ActorClerk }, StepWrongActor, "Điều 14 khoản 3"},
		{"log out of order", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Done[0], g.Done[1] = g.Done[1], g.Done[0] }, StepOutOfOrder, "Điều 14 khoản 3"},
		{"log with a step twice", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Done = append(g.Done, g.Done[3]) }, StepOutOfOrder, "Điều 14 khoản 3"},
		{"log of another process", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Done[0].Step = StepScan }, StepUnknown, "Điều 14 khoản 3"},
		{"no such step", "", "person-then-agency", StepScan, ActorClerk, "P",
			func(g *Progress) { g.Done = nil }, StepUnknown, "Điều 14 khoản 3"},
		{"at the end", "", "person-then-agency", StepIssue, ActorClerk, "PA",
			func(g *Progress) {
				g.Done = append(g.Done, StepTaken{StepIssue, ActorClerk}, StepTaken{StepFile, ActorClerk})
			}, StepProcessAtAnEnd, "Điều 14 khoản 3"},
		{"person's signature not in the file", "", "person-then-agency", StepAgencySign, ActorClerk, "", nil, StepFileDiffers, "Điều 14 khoản 3"},
		{"person's signature broken", "", "person-then-agency", StepAgencySign, ActorClerk, "-", nil, StepFileDiffers, "Điều 14 khoản 3"},
		{"agency's signature in the file already", "", "person-then-agency", StepAgencySign, ActorClerk, "PA", nil, StepFileDiffers, "Điều 14 khoản 3"},
		{"not verified", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Result = nil }, StepFileDiffers, "Điều 14 khoản 3"},
		{"one earlier signature broken", "", "person-then-agency", StepAgencySign, ActorClerk, "P-", nil, StepRuleViolated, "Điều 5 khoản 2"},
		{"one earlier signature open", "", "person-then-agency", StepAgencySign, ActorClerk, "Pp", nil, StepRuleUndecided, "Điều 5 khoản 2"},
		{"signer not in the register", "", "person-then-agency", StepAgencySign, ActorClerk, "?", nil, StepRuleUndecided, "Điều 32 khoản 2 điểm d"},
		{"no day", "", "person-then-agency", StepDraft, ActorDrafter, "",
			func(g *Progress) { g.On, g.Done, g.Result = motcua.Date{}, nil, nil }, StepUndated, "Điều 14 khoản 3"},
		{"before it was in force", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.On = motcua.DateOf(2020, time.March, 4) }, StepNotInForce, "Điều 14 khoản 3"},
		{"state secret", "", "person-then-agency", StepAgencySign, ActorClerk, "P",
			func(g *Progress) { g.Facts.StateSecret = true }, StepOutsideScope, "Điều 14 khoản 3"},
		{"copy of an electronic document", "", "true-copy", StepScan, ActorClerk, "",
			func(g *Progress) { g.CopyOf = Electronic }, StepRuleViolated, "Điều 25 khoản 1"},
		{"copy of a copy, electronic", "", "recopy", StepScan, ActorClerk, "",
			func(g *Progress) { g.CopyOf = Electronic }, StepRuleViolated, "Điều 25 khoản 2"},
		{"extract of an electronic document", "", "extract", StepExtract, ActorClerk, "",
			func(g *Progress) { g.CopyOf = Electronic }, "", ""},
		{"agency signs a poor scan", "", "incoming-scan", StepAgencySign, ActorClerk, "",
			func(g *Progress) { g.Scan.DPI = 199 }, StepRuleViolated, "Phụ lục I Phần II"},
		{"agency signs an unverified scan", "", "incoming-scan", StepAgencySign, ActorClerk, "",
			func(g *Progress) { g.Result = nil }, StepRuleUndecided, "Điều 5 khoản 2"},
		{"delegate signs", "", "by-delegation", StepPersonSign, ActorPerson, "", nil, "", ""},
		{"delegation not in writing", "", "by-delegation", StepPersonSign, ActorPerson, "",
			func(g *Progress) { g.Delegation.Written = No }, StepRuleViolated, "Điều 13 khoản 3"},
		{"delegation ran out", "", "by-delegation", StepPersonSign, ActorPerson, "",
			func(g *Progress) { g.Delegation.InForce.Until = g.On }, StepRuleViolated, "Điều 13 khoản 3"},
		{"delegation passed on", "", "by-delegation", StepNumber, ActorClerk, "P",
			func(g *Progress) { g.Delegation.Delegate.Holder = "Trần Thị Bình" }, StepRuleViolated, "Điều 13 khoản 3"},
		{"order not laid down", "", "by-order", StepPersonSign, ActorPerson, "",
			func(g *Progress) { g.ByOrder = No }, StepRuleViolated, "Điều 13 khoản 4"},
		{"somebody else's certificate", "", "in-place", StepNumber, ActorClerk, "P",
			func(g *Progress) { g.Signer.Holder = "Trần Thị Bình" }, StepRuleViolated, "Điều 7 khoản 2"},
		{"draft: each signature checked", hd, "several-then-agency", StepAgencySign, ActorClerk, "PP-", nil, StepRuleViolated, "Điều 5 khoản 2"},
		{"draft: agency among persons only", hd, "persons-only", StepPersonSign, ActorPerson, "A", nil, StepFileDiffers, "Điều 11 khoản 3 điểm d"},
		{"draft: paper is signed first after a failure", hd, "technical-failure", StepAgencySign, ActorClerk, "",
			func(g *Progress) { g.Done = nil }, StepOutOfOrder, "Điều 11 khoản 6 điểm c"},
		{"draft: not before the system works", hd, "technical-failure", StepScan, ActorClerk, "",
			func(g *Progress) { g.Done = g.Done[:2] }, StepOutOfOrder, "Điều 11 khoản 6 điểm c"},
		{"draft: issued before all agencies signed", hd, "joint-document", StepIssue, ActorClerk, "A",
			func(g *Progress) {
				g.Parties = []Party{{Role: RoleAgency, Holder: "Sở Tư pháp"}, {Role: RoleAgency, Holder: "Sở Tài chính"}}
			}, StepRuleViolated, "Điều 11 khoản 3 điểm e"},
		{"draft: another agency signed before the leading one", hd, "joint-document", StepAgencySign, ActorClerk, "A",
			func(g *Progress) {
				g.Parties = []Party{{Role: RoleAgency, Holder: "Sở Tài chính"}, {Role: RoleAgency, Holder: "Sở Tư pháp"}}
				g.Done = append(g.Done, StepTaken{StepAgencySign, ActorClerk})
			}, StepRuleViolated, "Điều 11 khoản 3 điểm e"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := processNamed(t, tt.j, tt.process, day2021())
			g := knownProgress(day2021())
			g.Done, g.Result = taken(&p, tt.step), fileOf(tt.file)
			if tt.spoil != nil {
				tt.spoil(&g)
			}
			refusal(t, &p, p.Allow(g, tt.step, tt.by), tt.want, tt.article)
		})
	}
}

func refusal(t *testing.T, p *Process, err error, want ProcessRefusal, article string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	var refused *ProcessError
	if !errors.Is(err, ErrProcess) || !errors.As(err, &refused) {
		t.Fatalf("error %v, want a ProcessError", err)
	}
	if refused.Why != want || !strings.HasPrefix(refused.Citation.Provision, article) {
		t.Errorf("%s by %s, want %s by %s", refused.Why, refused.Citation, want, article)
	}
	if refused.Text.VI == "" || refused.Text.EN == "" {
		t.Error("the refusal has no sentence")
	}
	if byRule := want == StepRuleViolated || want == StepRuleUndecided; byRule != (len(refused.Findings) > 0) {
		t.Errorf("%d findings with %s", len(refused.Findings), want)
	}
	if refused.Citation.Instrument == p.Citation.Instrument && refused.Status != p.Status {
		t.Errorf("status %s, want %s", refused.Status, p.Status)
	}
}

// TestNextWhilePartiesSign: parties sign until all have; only then goes it on.
func TestNextWhilePartiesSign(t *testing.T) {
	p := processNamed(t, motcua.NgheAn, "parties-in-turn", day2021())
	g := knownProgress(day2021())
	g.Parties = append(g.Parties, Party{Role: RoleAgency, Holder: "SỞ  TƯ PHÁP"})
	g.Done = []StepTaken{{StepDraft, ActorDrafter}, {StepPartySign, ActorParty}}
	for file, want := range map[string]int{"P": 1, "PA": 0} {
		g.Result = fileOf(file)
		next, err := p.Next(g)
		if err != nil || len(next) != want {
			t.Errorf("%s: %d steps, %v, want %d", file, len(next), err, want)
		}
	}
	g.Result = fileOf("P")
	if f := outcomeOf(t, p.Check(g), "signature/every-party-signed"); f.Outcome != motcua.Violated {
		t.Errorf("one of two parties signed: %s, want violated", f.Outcome)
	}
}

func outcomeOf(t *testing.T, found []motcua.Finding, rule string) motcua.Finding {
	t.Helper()
	for _, f := range found {
		if f.Rule == rule {
			return f
		}
	}
	t.Fatalf("no finding of %s", rule)
	return motcua.Finding{}
}

// TestDraftsOnlyAdvise: before the decree only the draft of Hải Dương has the clerk
// check each signature. It advises on the national process, and refuses its own.
func TestDraftsOnlyAdvise(t *testing.T) {
	on := motcua.DateOf(2019, time.December, 2)
	for _, tt := range []struct {
		status  motcua.Status
		process string
		want    ProcessRefusal
	}{
		{motcua.Issued, "person-then-agency", ""},
		{motcua.Draft, "several-then-agency", StepRuleViolated},
	} {
		for _, p := range Processes(motcua.Profile{Locality: motcua.HaiDuong}, on) {
			if p.ID != "signature/process-"+tt.process || p.Status != tt.status {
				continue
			}
			g := knownProgress(on)
			g.Done, g.Result = taken(&p, StepAgencySign), (&scene{fileOf("P-"), Facts{}}).redated(on).result
			refusal(t, &p, p.Allow(g, StepAgencySign, ActorClerk), tt.want, "Điều 11 khoản 3 điểm c")
			if !slices.ContainsFunc(p.Check(g), func(f motcua.Finding) bool {
				return f.Rule == "signature/earlier-signatures-valid" && f.Status == motcua.Draft && f.Outcome == motcua.Violated
			}) {
				t.Error("the draft's finding is not reported")
			}
		}
	}
}

// TestErrorTellsNothing: an error names steps of the process only.
func TestErrorTellsNothing(t *testing.T) {
	p := processNamed(t, "", "person-then-agency", day2021())
	err := p.Allow(knownProgress(day2021()), "Nguyễn Văn An", ActorClerk)
	if got, want := err.Error(), "signature: take step: refused: unknown-step"; got != want {
		t.Errorf("error %q, want %q", got, want)
	}
	err = p.Allow(knownProgress(day2021()), StepIssue, ActorClerk)
	if got, want := err.Error(), "signature: take step: refused: out-of-order: issue"; got != want {
		t.Errorf("error %q, want %q", got, want)
	}
}

// TestCheckStateSecret: nothing judges a state secret.
func TestCheckStateSecret(t *testing.T) {
	p := processNamed(t, "", "person-then-agency", day2021())
	for _, f := range p.Check(Progress{On: day2021(), Facts: Facts{StateSecret: true}}) {
		if f.Outcome != motcua.NotApplicable || f.Detail != secretText() {
			t.Errorf("%s is %s", f.Rule, f.Outcome)
		}
	}
}
