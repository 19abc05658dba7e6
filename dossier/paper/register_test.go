package paper_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/paper"
)

func register(t testing.TB, n int) *paper.Paper {
	t.Helper()
	c, err := dossier.Rebuild(apologised(t, "2025"))
	if err != nil {
		t.Fatal(err)
	}
	var lines []paper.RegisterLine
	for i := range n {
		lines = append(lines, paper.RegisterLine{Summary: c.Summary(), Applicant: fmt.Sprint("Người thứ ", i+1), Note: "Ghi chú"})
	}
	p, err := paper.Register(lines, details(), at(t, "2025-12-31 17:00:00"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestRegister: every line is there once, on however many pages.
func TestRegister(t *testing.T) {
	const n = 120
	p := register(t, n)
	if f, known := p.Form(); !known || f.Number != "Mẫu số 07" {
		t.Errorf("the form is %q", f.Number)
	}
	text := squeezed(pdfText(t, written(t, p.PDF)))
	for i := range n {
		if got := strings.Count(text, squeezed(fmt.Sprintf("Người thứ %d 09:32", i+1))); got > 1 {
			t.Errorf("line %d is there %d times", i+1, got)
		}
	}
	if got := strings.Count(text, "Ngườithứ"); got != n {
		t.Errorf("%d lines, want %d", got, n)
	}
	if got := strings.Count(text, "16:0031/10/2025"); got != n {
		t.Errorf("%d promised days, want %d", got, n)
	}
	if pages := strings.Count(text, "Hẹntrả"); pages < 3 {
		t.Errorf("the head is there %d times, want it on every page", pages)
	}
}

// TestHostileText: what people write cannot become markup, and what a font has
// not does no harm; a cell longer than a page is parted.
func TestHostileText(t *testing.T) {
	d := details()
	d.Applicant.Name = "<script>alert(1)</script>&\x00\u202e😀\xff]]>" + strings.Repeat("a", 300)
	d.Missing = []string{strings.Repeat("ằ", 600)}
	p, err := paper.Make(dossier.PaperSupplement, scenes(t)["supplement 2024"].events, d)
	if err != nil {
		t.Fatal(err)
	}
	if html := written(t, p.HTML); bytes.Contains(html, []byte("<script")) || bytes.Contains(html, []byte("\x00")) {
		t.Error("markup was let through")
	}
	docxText(t, written(t, p.DOCX))
	if text := pdfText(t, written(t, p.PDF)); strings.Count(text, "ằ") != 600 {
		t.Errorf("%d of 600 letters are there", strings.Count(text, "ằ"))
	}
	line := paper.RegisterLine{Applicant: strings.Repeat("x ", 1000), Note: strings.Repeat("y", 2000)}
	long, err := paper.Register([]paper.RegisterLine{line}, details(), at(t, "2025-12-31 17:00:00"))
	if err != nil {
		t.Fatal(err)
	}
	if text := pdfText(t, written(t, long.PDF)); strings.Count(text, "x") < 1000 || strings.Count(text, "y") < 2000 {
		t.Errorf("%d and %d letters of the long cells are there", strings.Count(text, "x"), strings.Count(text, "y"))
	}
}
