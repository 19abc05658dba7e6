package signature

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// TestDrive takes every process from its first step to its last. The steps, who
// takes them and the signatures they leave are those of the article.
func TestDrive(t *testing.T) {
	early, late := motcua.DateOf(2019, time.December, 2), day2021()
	tests := []struct {
		j    motcua.Jurisdiction
		id   string
		on   motcua.Date
		want string // step/actor, with the letter of the signature it leaves
	}{
		{"", "person-then-agency", early, "draft/drafter person-sign/person:P number/clerk print/clerk agency-sign/clerk:A issue/clerk file/clerk"},
		{"", "person-then-agency", late, "draft/drafter person-sign/person:P number/clerk register/clerk agency-sign/clerk:A issue/clerk file/clerk"},
		{"", "agency-alone", early, "sign-paper/person scan/clerk agency-sign/clerk:A issue/clerk"},
		{"", "agency-alone", late, "sign-paper/person scan/clerk agency-sign/clerk:A issue/clerk"},
		{"", "in-place", late, "authorise/head draft/drafter person-sign/person:P number/clerk register/clerk agency-sign/clerk:A issue/clerk file/clerk"},
		{"", "by-order", late, "authorise/head draft/drafter person-sign/person:P number/clerk register/clerk agency-sign/clerk:A issue/clerk file/clerk"},
		{"", "by-delegation", late, "authorise/head draft/drafter person-sign/person:P number/clerk register/clerk agency-sign/clerk:A issue/clerk file/clerk"},
		{"", "true-copy", late, "scan/clerk agency-sign/clerk:A issue/clerk"},
		{"", "recopy", late, "scan/clerk agency-sign/clerk:A issue/clerk"},
		{"", "extract", late, "extract/clerk agency-sign/clerk:A issue/clerk"},
		{"", "incoming-scan", early, "scan/clerk agency-sign/clerk:A file/clerk"},
		{"", "incoming-scan", late, "scan/clerk agency-sign/clerk:A file/clerk"},
		{"", "separate-attachment", late, "agency-sign/clerk:A issue/clerk"},
		{motcua.HaiDuong, "agency-alone", late, "draft/drafter sign-paper/person scan/clerk agency-sign/clerk:A issue/clerk"},
		{motcua.HaiDuong, "person-then-agency", late, "draft/drafter person-sign/person:P number/clerk agency-sign/clerk:A issue/clerk"},
		{motcua.HaiDuong, "several-then-agency", late, "draft/drafter person-sign/person:P agency-sign/clerk:A issue/clerk"},
		{motcua.HaiDuong, "persons-only", late, "draft/drafter person-sign/person:P"},
		{motcua.HaiDuong, "joint-document", late, "agree/party agency-sign/clerk:A issue/clerk"},
		{motcua.HaiDuong, "technical-failure", late, "sign-paper/person send-paper/clerk repair/clerk scan/clerk agency-sign/clerk:A file/clerk"},
		{motcua.HaiDuong, "separate-attachment", late, "agency-sign/clerk:A issue/clerk"},
		{motcua.NgheAn, "agency-alone", late, "sign-paper/person scan/clerk agency-sign/clerk:A"},
		{motcua.NgheAn, "parties-in-turn", late, "draft/drafter party-sign/party:P"},
		{motcua.NgheAn, "in-place", late, "draft/drafter person-sign/person:P agency-sign/clerk:A"},
		{motcua.NgheAn, "separate-attachment", late, "agency-sign/clerk:A issue/clerk"},
		{motcua.LaiChau, "person-then-agency", late, "draft/drafter person-sign/person:P number/clerk agency-sign/clerk:A print/clerk issue/clerk"},
		{motcua.LaiChau, "separate-attachment", late, "agency-sign/clerk:A issue/clerk"},
		{motcua.TuanGiao, "person-then-agency", motcua.DateOf(2022, time.May, 4), "draft/drafter person-sign/person:P number/clerk agency-sign/clerk:A issue/clerk"},
		{motcua.TuanGiao, "true-copy", motcua.DateOf(2022, time.May, 4), "scan/clerk agency-sign/clerk:A issue/clerk"},
	}
	driven := map[string]bool{}
	for _, tt := range tests {
		name := fmt.Sprintf("%s %s %s", tt.j, tt.id, tt.on)
		t.Run(name, func(t *testing.T) {
			p := processNamed(t, tt.j, tt.id, tt.on)
			driven[fmt.Sprint(p.ID, p.Jurisdiction, p.Citation.Instrument)] = true
			g := knownProgress(tt.on)
			if tt.id == "joint-document" {
				g.Parties = []Party{{Role: RoleAgency, Holder: "Sở Tư pháp"}}
			}
			if got := drive(t, &p, &g); got != tt.want {
				t.Errorf("steps:\n got %s\nwant %s", got, tt.want)
			}
			g.On = motcua.Date{} // a finished file is judged by its own date
			for _, f := range p.Check(g) {
				if f.Outcome != motcua.Satisfied && f.Outcome != motcua.NotInForce {
					t.Errorf("finished: %s (%s) is %s: %s", f.Rule, f.Jurisdiction, f.Outcome, f.Detail.EN)
				}
			}
		})
	}
	for _, p := range processes() {
		if !driven[fmt.Sprint(p.ID, p.Jurisdiction, p.Citation.Instrument)] {
			t.Errorf("%s (%s, %s) was not driven", p.ID, p.Jurisdiction, p.Citation.Instrument)
		}
	}
}

// drive takes the last step offered until none is left.
func drive(t *testing.T, p *Process, g *Progress) string {
	t.Helper()
	var steps []string
	letters := ""
	g.Result = fileOf(letters)
	for range 2 * len(p.Steps) {
		next, err := p.Next(*g)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			break
		}
		turn := next[len(next)-1]
		if n := len(g.Done); n > 0 && g.Done[n-1].Step == turn.Step.ID {
			break // the last step may only be repeated
		}
		if turn.Refused != nil {
			t.Fatalf("%s is refused: %v: %s", turn.Step.ID, turn.Refused, turn.Refused.Text.EN)
		}
		if err := p.Allow(*g, turn.Step.ID, turn.Step.By); err != nil {
			t.Fatal(err)
		}
		text := string(turn.Step.ID) + "/" + string(turn.Step.By)
		if turn.Step.Signs != "" {
			letter := "P"
			if turn.Step.Signs == RoleAgency {
				letter = "A"
			}
			text += ":" + letter
			letters += letter
			g.Result = (&scene{fileOf(letters), g.Facts}).redated(g.On).result
		}
		steps = append(steps, text)
		g.Done = append(g.Done, StepTaken{turn.Step.ID, turn.Step.By})
	}
	return strings.Join(steps, " ")
}

// TestProcesses: local processes appear only when their locality is named, each
// in its time.
func TestProcesses(t *testing.T) {
	names := func(p motcua.Profile, on motcua.Date) map[motcua.Jurisdiction]int {
		count := map[motcua.Jurisdiction]int{}
		for _, process := range Processes(p, on) {
			count[process.Jurisdiction]++
		}
		return count
	}
	other := motcua.Interval{From: motcua.DateOf(2030, time.January, 1)}
	tests := []struct {
		name string
		p    motcua.Profile
		on   motcua.Date
		want map[motcua.Jurisdiction]int
	}{
		{"before any", motcua.Profile{}, motcua.DateOf(2019, time.March, 9), map[motcua.Jurisdiction]int{}},
		{"circular", motcua.Profile{}, motcua.DateOf(2019, time.March, 10), map[motcua.Jurisdiction]int{motcua.National: 3}},
		{"the last day of its order", motcua.Profile{}, motcua.DateOf(2020, time.March, 4), map[motcua.Jurisdiction]int{motcua.National: 3}},
		{"decree", motcua.Profile{}, motcua.DateOf(2020, time.March, 5), map[motcua.Jurisdiction]int{motcua.National: 10}},
		{"draft named", motcua.Profile{Locality: motcua.HaiDuong}, day2021(), map[motcua.Jurisdiction]int{motcua.National: 10, motcua.HaiDuong: 7}},
		{"local", motcua.Profile{Locality: motcua.NgheAn}, motcua.DateOf(2016, time.November, 15), map[motcua.Jurisdiction]int{motcua.NgheAn: 4}},
		{"without own processes", motcua.Profile{Locality: motcua.HoaBinh}, day2021(), map[motcua.Jurisdiction]int{motcua.National: 10}},
		{"interval of the caller", motcua.Profile{Locality: motcua.NgheAn, LocalInForce: other}, day2021(), map[motcua.Jurisdiction]int{motcua.National: 10}},
		{"any time", motcua.Profile{Locality: motcua.TuanGiao}, motcua.Date{}, map[motcua.Jurisdiction]int{motcua.National: 13, motcua.TuanGiao: 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, names(tt.p, tt.on)); diff != "" {
				t.Errorf("processes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestProcessesAreFresh: what callers do to a process changes no other.
func TestProcessesAreFresh(t *testing.T) {
	Processes(motcua.Profile{}, day2021())[0].Steps[0].ID = "changed"
	if got := Processes(motcua.Profile{}, day2021())[0].Steps[0].ID; got != StepDraft {
		t.Errorf("the first step is %s", got)
	}
}

// TestStepTexts: every step is named in both languages, and occurs once in its
// process.
func TestStepTexts(t *testing.T) {
	for _, p := range processes() {
		seen := map[StepID]bool{}
		for _, s := range p.Steps {
			if s.Title.VI == "" || s.Title.EN == "" || s.By.Label().VI == string(s.By) {
				t.Errorf("%s: %s by %s has no words", p.ID, s.ID, s.By)
			}
			if seen[s.ID] {
				t.Errorf("%s: %s occurs twice", p.ID, s.ID)
			}
			seen[s.ID] = true
		}
	}
}
