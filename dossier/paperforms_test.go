package dossier_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/testtool"
)

// TestPaperForms: the same paper has another number, or none, under another
// circular.
func TestPaperForms(t *testing.T) {
	for _, tt := range []struct {
		kind dossier.PaperKind
		day  string
		want string
	}{
		{dossier.PaperReceipt, "2019-01-05", ""},
		{dossier.PaperReceipt, "2019-01-06", "Mẫu số 01"},
		{dossier.PaperControlSlip, "2025-06-30", "Mẫu số 05"},
		{dossier.PaperControlSlip, "2025-07-01", ""},
		{dossier.PaperControlSlip, "2025-09-14", ""},
		{dossier.PaperControlSlip, "2025-09-15", "Mẫu số 06"},
		{dossier.PaperRegister, "2024-01-01", "Mẫu số 06"},
		{dossier.PaperRegister, "2026-01-01", "Mẫu số 07"},
		{dossier.PaperStopNotice, "2024-01-01", ""},
		{dossier.PaperStopNotice, "2026-01-01", "Mẫu số 05"},
	} {
		f, known := dossier.PaperFormOn(tt.kind, date(t, tt.day))
		if f.Number != tt.want || known != (tt.want != "") {
			t.Errorf("%s on %s has the form %q, want %q", tt.kind, tt.day, f.Number, tt.want)
		}
	}
}

// TestPaperFormsOfTheLaw compares the names with the circular that is held.
func TestPaperFormsOfTheLaw(t *testing.T) {
	folder := corpus.Law(t)
	if folder == "" {
		testtool.Missing(t, "the texts of the law")
	}
	text, err := os.ReadFile(filepath.Join(folder, "texts", "tt01-2018-vpcp.md"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range dossier.PaperForms() {
		if f.Citation.Sure != motcua.Read {
			continue
		}
		n++
		if !strings.Contains(string(text), f.Number+"\n"+f.Citation.Quote+"\n") {
			t.Errorf("%s is not “%s” in the text", f.Number, f.Citation.Quote)
		}
	}
	if n != 6 {
		t.Errorf("%d forms were read, want 6", n)
	}
}
