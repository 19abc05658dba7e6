package crl_test

import (
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/crl"
)

func FuzzList(f *testing.F) {
	ca := pathtest.CA(f, nil, "CA")
	owner := pathtest.Ext("2.5.29.29", true, pathtest.TLV(0x30, dirName(ca.RawSubject)))
	for _, l := range []pathtest.List{
		{V1: true, Entries: [][]byte{pathtest.Entry(big.NewInt(5), day(1))}},
		{NextUpdate: day(9), Entries: [][]byte{pathtest.Entry(big.NewInt(-5), day(1), pathtest.Reason(1), owner)}, Extensions: [][]byte{pathtest.Number(1), pathtest.Delta(1)}},
		{Extensions: [][]byte{scope(relative("part"), flag(0x81), reasons(0x83, 0x60, 0), flag(0x84))}},
	} {
		f.Add(l.Sign(f, ca))
	}
	if dir := corpus.Dir(f); dir != "" {
		files, err := filepath.Glob(filepath.Join(dir, "pkits", "crls", "*"))
		if err != nil || len(files) == 0 {
			f.Fatalf("%d lists, %v", len(files), err)
		}
		for _, file := range files[:min(len(files), 60)] {
			b, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	p := newPKI(f)
	leaf := pathtest.Issue(f, p.ca, "leaf", points(full(uriName("http://x/1"))))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := crl.Parse(b)
		if err != nil {
			if !errors.Is(err, crl.ErrMalformed) && !errors.Is(err, crl.ErrTooLarge) {
				t.Fatalf("error is of no kind: %v", err)
			}
			return
		}
		if _, _, err := l.Find(l.Issuer, big.NewInt(5)); err != nil {
			var unknown *crl.UnknownCriticalError
			if !errors.Is(err, crl.ErrMalformed) && !errors.Is(err, crl.ErrTooLarge) && !errors.As(err, &unknown) {
				t.Fatalf("error is of no kind: %v", err)
			}
		}
		if err := l.VerifiedBy(p.ca.Certificate); err == nil {
			t.Fatal("verified by a key that signed nothing")
		}
		if answers, _ := p.ask(t, leaf, nil, b); len(answers) > 0 {
			t.Fatalf("answered %v", answers)
		}
	})
}
