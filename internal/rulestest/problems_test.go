package rulestest

import (
	"slices"
	"testing"

	"github.com/motcua/motcua"
	"golang.org/x/text/unicode/norm"
)

// TestProblems spoils one good rule in every way.
func TestProblems(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*motcua.Rule)
	}{
		{"no ID", func(r *motcua.Rule) { r.ID = "" }},
		{"ID without package", func(r *motcua.Rule) { r.ID = "round-seal" }},
		{"ID with empty package", func(r *motcua.Rule) { r.ID = "/round-seal" }},
		{"ID with empty slug", func(r *motcua.Rule) { r.ID = "paper/" }},
		{"ID with empty word", func(r *motcua.Rule) { r.ID = "paper/round--seal" }},
		{"ID in capitals", func(r *motcua.Rule) { r.ID = "paper/Seal" }},
		{"ID with a digit in its package", func(r *motcua.Rule) { r.ID = "paper2/seal" }},
		{"ID of three parts", func(r *motcua.Rule) { r.ID = "paper/round/seal" }},
		{"no Vietnamese title", func(r *motcua.Rule) { r.Title.VI = "" }},
		{"no English title", func(r *motcua.Rule) { r.Title.EN = " " }},
		{"title decomposed", func(r *motcua.Rule) { r.Title.VI = norm.NFD.String("Con dấu") }},
		{"no instrument", func(r *motcua.Rule) { r.Citation.Instrument = "" }},
		{"no provision", func(r *motcua.Rule) { r.Citation.Provision = "" }},
		{"no quote", func(r *motcua.Rule) { r.Citation.Quote = "" }},
		{"quote decomposed", func(r *motcua.Rule) { r.Citation.Quote = norm.NFD.String("Chữ ký số.") }},
		{"quote of three sentences", func(r *motcua.Rule) { r.Citation.Quote = "Một. Hai. Ba." }},
		{"quote with stray blanks", func(r *motcua.Rule) { r.Citation.Quote = "Một  hai." }},
		{"no sureness", func(r *motcua.Rule) { r.Citation.Sure = "" }},
		{"recalled from memory", func(r *motcua.Rule) { r.Citation.Sure = "recalled" }},
		{"no start", func(r *motcua.Rule) { r.InForce.From = motcua.Date{} }},
		{"starts on no such day", func(r *motcua.Rule) { r.InForce.From = day(2018, 2, 30) }},
		{"ends on no such day", func(r *motcua.Rule) { r.InForce.Until = day(2019, 13, 1) }},
		{"ends when it starts", func(r *motcua.Rule) { r.InForce.Until = r.InForce.From }},
		{"ends before it starts", func(r *motcua.Rule) { r.InForce.Until = r.InForce.From.AddDays(-1) }},
		{"no jurisdiction", func(r *motcua.Rule) { r.Jurisdiction = "" }},
		{"unknown jurisdiction", func(r *motcua.Rule) { r.Jurisdiction = "atlantis" }},
		{"no status", func(r *motcua.Rule) { r.Jurisdiction, r.Status = motcua.NgheAn, "" }},
		{"national draft", func(r *motcua.Rule) { r.Status = motcua.Draft }},
		{"no duty", func(r *motcua.Rule) { r.Duty = "" }},
		{"unknown anchor", func(r *motcua.Rule) { r.Anchor = "tomorrow" }},
		{"remark in one language", func(r *motcua.Rule) { r.Outside.VI = "Văn bản sau chưa có." }},
	}
	if got := Problems([]motcua.Rule{goodRule()}); got != nil {
		t.Fatalf("the good rule has problems: %q", got)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := goodRule()
			tt.spoil(&r)
			if got := Problems([]motcua.Rule{r}); len(got) != 1 {
				t.Errorf("Problems = %q, want one", got)
			}
		})
	}
}

func TestProblemsAcceptsLocalDraft(t *testing.T) {
	r := goodRule()
	r.Jurisdiction, r.Status, r.InForce.Until = motcua.HaiDuong, motcua.Draft, motcua.Date{}
	r.Outside = motcua.Text{VI: "Chưa ban hành.", EN: "Not issued."}
	if got := Problems([]motcua.Rule{r}); got != nil {
		t.Errorf("Problems = %q, want none", got)
	}
}

func TestProblemsBetweenWordings(t *testing.T) {
	next := nextCheck().Rule
	overlapping, otherAnchor, local := next, next, goodRule()
	overlapping.InForce.From = next.InForce.From.AddDays(-1)
	otherAnchor.Anchor = motcua.AnchorReceived
	local.Jurisdiction = motcua.NgheAn
	tests := []struct {
		name   string
		second motcua.Rule
		want   int
	}{
		{"in sequence", next, 0},
		{"overlapping by a day", overlapping, 1},
		{"another anchor", otherAnchor, 1},
		{"the same twice", goodRule(), 1},
		{"another jurisdiction", local, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			forward := Problems([]motcua.Rule{goodRule(), tt.second})
			backward := Problems([]motcua.Rule{tt.second, goodRule()})
			if len(forward) != tt.want || len(backward) != tt.want {
				t.Errorf("Problems = %q, in the other order %q, want %d", forward, backward, tt.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"", 0},
		{"Không có dấu chấm", 1},
		{"Một câu.", 1},
		{"Một câu. Câu nữa.", 2},
		{"Một câu. Câu nữa", 2},
		{"Theo khoản 1.2 Điều này.", 1},
		{"Xem v.v. trong bảng;", 1},
		{"Hỏi? Đáp! Hết.", 3},
	}
	for _, tt := range tests {
		if got := sentences(tt.text); got != tt.want {
			t.Errorf("sentences(%q) = %d, want %d", tt.text, got, tt.want)
		}
	}
}

func TestProblemsNameTheWording(t *testing.T) {
	r := goodRule()
	r.Duty = ""
	want := []string{"paper/round-seal (national, from 2018-02-05): unknown duty"}
	if got := Problems([]motcua.Rule{r}); !slices.Equal(got, want) {
		t.Errorf("Problems = %q, want %q", got, want)
	}
}
