package signature

import (
	"testing"
	"time"

	"github.com/motcua/motcua"
)

// fileOf makes a verified file from letters, oldest signature first: P and A are
// valid signatures of a person and of an agency, a lower-case letter one that is
// not fully checked, “?” a valid one of an unknown role, “x” an open one of an
// unknown role, “-” an invalid one of a person, “t” a document timestamp.
func fileOf(letters string) *Result {
	s := goodScene()
	r := &Result{Revisions: 1 + len(letters)}
	for _, c := range letters {
		sig := *s.person()
		if c == 'A' || c == 'a' {
			sig = *s.agency()
		}
		switch c {
		case 'p', 'a', 'x':
			untried(&sig)
		case '-':
			breakIt(&sig)
		case 't':
			sig.Kind = KindDocumentTimestamp
		}
		if c == '?' || c == 'x' {
			forgetRole(&sig)
		}
		r.Signatures = append(r.Signatures, sig)
	}
	return r
}

func redateUndertaking(u undertaking, d motcua.Date) undertaking {
	u.On = d
	if u.Result != nil {
		u.Result = (&scene{u.Result, u.Facts}).redated(d).result
	}
	if !u.Delegation.InForce.Until.IsZero() {
		u.Delegation.InForce = motcua.Interval{From: d.AddDays(-10), Until: d.AddDays(10)}
	}
	return u
}

// knownProgress is a document of which everything is known and in order, on a day
// on which the national texts of today are in force.
func knownProgress(on motcua.Date) Progress {
	person := Party{Role: RolePerson, Holder: "Nguyễn Văn An", Agency: "Sở Tư pháp"}
	return Progress{
		On: on, Signer: person, ByOrder: Yes, CopyOf: Paper, Attached: AttachedInside,
		Parties: []Party{person},
		Delegation: Delegation{
			Written: Yes, Limited: Yes, Delegate: person, Agency: "Sở Tư pháp",
			InForce: motcua.Interval{From: on.AddDays(-10), Until: on.AddDays(10)},
		},
		Scan: Scan{PDF: PDFVersion{1, 4}, Colour: Yes, DPI: 200, FullSize: Yes},
	}
}

// processNamed finds a process in force on a day.
func processNamed(t testing.TB, j motcua.Jurisdiction, id string, on motcua.Date) Process {
	t.Helper()
	for _, p := range Processes(motcua.Profile{Locality: j}, on) {
		if p.ID == "signature/process-"+id && (p.Jurisdiction == j || j == "" && p.Jurisdiction == motcua.National) {
			return p
		}
	}
	t.Fatalf("no process %s of %q on %s", id, j, on)
	return Process{}
}

// taken logs the steps before a step of the process, each once.
func taken(p *Process, before StepID) []StepTaken {
	var log []StepTaken
	for _, s := range p.Steps {
		if s.ID == before {
			break
		}
		log = append(log, StepTaken{s.ID, s.By})
	}
	return log
}

func day2021() motcua.Date { return motcua.DateOf(2021, time.March, 1) }
