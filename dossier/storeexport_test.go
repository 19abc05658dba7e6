package dossier_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/dossiertest"
)

// exported is an export of one case with two entries.
func exported(t testing.TB) string {
	t.Helper()
	p := newPlay(t).submit("2024-08-19 09:00:00", dossier.ChannelDirect).receive("2024-08-19 10:00:00")
	var entries []dossier.Kept
	for _, l := range write(t, "case-1", p.events) {
		entries = append(entries, dossier.Kept{LogEntry: l})
	}
	s := &dossiertest.Memory{}
	if err := s.Append(context.Background(), p.c.Summary(), entries); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := dossier.Export(context.Background(), s, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestImportRefuses: nothing of a log that is not whole is added.
func TestImportRefuses(t *testing.T) {
	good := exported(t)
	lines := strings.SplitAfter(strings.TrimSuffix(good, "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("the export has %d lines", len(lines))
	}
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"empty":          {"", dossier.ErrExport},
		"cut off":        {lines[0] + lines[1], dossier.ErrExport},
		"first missing":  {lines[1] + lines[2], dossier.ErrChain},
		"last missing":   {lines[0] + lines[2], dossier.ErrExport}, // an earlier state, but another count
		"order":          {lines[1] + lines[0] + lines[2], dossier.ErrChain},
		"another case":   {strings.ReplaceAll(good, `"case":"case-1"`, `"case":"case-2"`), dossier.ErrChain},
		"another count":  {strings.Replace(good, `"cases":1`, `"cases":2`, 1), dossier.ErrExport},
		"behind the end": {good + lines[0], dossier.ErrExport},
		"unknown name":   {strings.Replace(good, `"case"`, `"x":1,"case"`, 1), dossier.ErrExport},
		"no line":        {"[]\n", dossier.ErrExport},
		"changed":        {strings.Replace(good, `"payload":"eyJ`, `"payload":"eyK`, 1), dossier.ErrChain},
	} {
		s := &dossiertest.Memory{}
		if _, err := dossier.Import(t.Context(), s, strings.NewReader(tt.text)); !errors.Is(err, tt.want) {
			t.Errorf("%s: error is %v, want %v", name, err, tt.want)
		}
		if _, err := s.Log(t.Context(), "case-2"); !errors.Is(err, dossier.ErrNoCase) {
			t.Errorf("%s: a case was made up: %v", name, err)
		}
	}
}

// FuzzImport: whatever is imported can be loaded.
func FuzzImport(f *testing.F) {
	f.Add(exported(f))
	f.Add(`{"count":{"cases":0,"entries":0}}`)
	f.Fuzz(func(t *testing.T, text string) {
		s := &dossiertest.Memory{}
		if _, err := dossier.Import(t.Context(), s, strings.NewReader(text)); err != nil {
			return
		}
		page, err := s.Find(t.Context(), dossier.Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, sum := range page.Cases {
			if _, err := dossier.Load(t.Context(), s, sum.Case); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestDoRefuses: a refused act changes nothing and names its article.
func TestDoRefuses(t *testing.T) {
	s := &dossiertest.Memory{}
	if _, err := dossier.Import(t.Context(), s, strings.NewReader(exported(t))); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		command dossier.Command
		want    error
	}{
		"state":        {dossier.Command{Case: "case-1", Act: act(dossier.ActHandOver), At: at(t, "2024-08-19 11:00:00")}, dossier.ErrRefused},
		"no case":      {dossier.Command{Case: "case-2", Act: act(dossier.ActForward), At: at(t, "2024-08-19 11:00:00")}, dossier.ErrNoCase},
		"seen before":  {dossier.Command{Case: "case-1", Act: act(dossier.ActForward), At: at(t, "2024-08-19 11:00:00"), Seen: 1}, dossier.ErrConflict},
		"long key":     {dossier.Command{Key: strings.Repeat("x", 129), Case: "case-1", Act: act(dossier.ActForward)}, dossier.ErrAct},
		"another name": {dossier.Command{Case: "case-2", Act: dossier.Act{Kind: dossier.ActSubmit, Case: "case-3"}}, dossier.ErrAct},
	} {
		if _, err := dossier.Do(t.Context(), s, tt.command, office(t), rand.Reader); !errors.Is(err, tt.want) {
			t.Errorf("%s: error is %v, want %v", name, err, tt.want)
		}
	}
	stored, err := dossier.Load(t.Context(), s, "case-1")
	if err != nil || len(stored.Log) != 2 {
		t.Errorf("%d entries, %v", len(stored.Log), err)
	}
}
