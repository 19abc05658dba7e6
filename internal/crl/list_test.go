package crl_test

import (
	"bytes"
	"crypto/x509"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/crl"
	"github.com/motcua/motcua/internal/revocation"
)

func day(n int) time.Time { return time.Date(2025, 1, 1+n, 0, 0, 0, 0, time.UTC) }

func parse(t testing.TB, b []byte) *crl.List {
	t.Helper()
	l, err := crl.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFields(t *testing.T) {
	ca := pathtest.CA(t, nil, "CA")
	retains := pathtest.Ext("2.5.29.60", false, pathtest.TLV(24, []byte("20200102030405Z")))
	freshest := pathtest.Ext("2.5.29.46", false, pathtest.TLV(0x30))
	aki := pathtest.Ext("2.5.29.35", true, pathtest.TLV(0x30, pathtest.TLV(0x80, ca.SubjectKeyID)))
	der := pathtest.List{
		ThisUpdate: day(3), NextUpdate: time.Date(2051, 1, 2, 3, 4, 5, 0, time.UTC),
		Extensions: [][]byte{pathtest.Number(7), pathtest.Delta(5), retains, freshest, aki},
	}.Sign(t, ca)
	l := parse(t, der)
	if l.Version != 2 || !l.ThisUpdate.Equal(day(3)) || !l.NextUpdate.Equal(time.Date(2051, 1, 2, 3, 4, 5, 0, time.UTC)) ||
		!l.RetainsSince.Equal(time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)) || !l.HasFreshest {
		t.Errorf("got %+v", l)
	}
	if l.Number.Int64() != 7 || l.BaseNumber.Int64() != 5 || !bytes.Equal(l.AuthorityKeyID, ca.SubjectKeyID) || l.Usable() != nil {
		t.Errorf("number %v, base %v, key %x, %v", l.Number, l.BaseNumber, l.AuthorityKeyID, l.Usable())
	}
	v1 := parse(t, pathtest.List{V1: true, Entries: [][]byte{pathtest.Entry(big.NewInt(5), day(1))}}.Sign(t, ca))
	if v1.Version != 1 || !v1.NextUpdate.IsZero() || v1.Number != nil || v1.BaseNumber != nil {
		t.Errorf("version 1: %+v", v1)
	}
	if err := v1.VerifiedBy(ca.Certificate); err != nil {
		t.Errorf("version 1: %v", err)
	}
	if _, ok, err := v1.Find(ca.Subject, big.NewInt(5)); !ok || err != nil {
		t.Errorf("version 1: %v, %v", ok, err)
	}
}

func TestRefused(t *testing.T) {
	ca := pathtest.CA(t, nil, "CA")
	good := pathtest.List{Entries: [][]byte{pathtest.Entry(big.NewInt(5), day(1), pathtest.Reason(1))}, Extensions: [][]byte{pathtest.Number(1)}}
	der := good.Sign(t, ca)
	for i := range der {
		l, err := crl.Parse(der[:i])
		if l != nil || !errors.Is(err, crl.ErrMalformed) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
	list := func(edit func(*pathtest.List)) []byte {
		l := good
		edit(&l)
		return l.Sign(t, ca)
	}
	extension := func(e ...[]byte) []byte { return list(func(l *pathtest.List) { l.Extensions = e }) }
	for name, tt := range map[string]struct {
		der  []byte
		want error
	}{
		"trailing octet":          {append(bytes.Clone(der), 0), crl.ErrMalformed},
		"another algorithm":       {bytes.Replace(der, []byte{4, 3, 2}, []byte{4, 3, 3}, 1), crl.ErrMalformed},
		"version 3":               {bytes.Replace(der, []byte{2, 1, 1}, []byte{2, 1, 2}, 1), crl.ErrMalformed},
		"extensions in version 1": {list(func(l *pathtest.List) { l.V1 = true }), crl.ErrMalformed},
		"repeated extension":      {extension(pathtest.Number(1), pathtest.Number(1)), crl.ErrMalformed},
		"malformed number":        {extension(pathtest.Ext("2.5.29.20", false, []byte{5, 0})), crl.ErrMalformed},
		"malformed scope":         {extension(pathtest.Ext("2.5.29.28", true, []byte{0x30, 2, 0x81, 9})), crl.ErrMalformed},
		"huge extension":          {extension(pathtest.Ext("1.2.3", false, make([]byte, 300<<10))), crl.ErrTooLarge},
	} {
		if _, err := crl.Parse(tt.der); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := crl.Open(bytes.NewReader(der), crl.MaxSize+1); !errors.Is(err, crl.ErrTooLarge) {
		t.Errorf("huge list: %v", err)
	}
}

func TestFind(t *testing.T) {
	ca := pathtest.CA(t, nil, "CA")
	other := pathtest.CA(t, nil, "Other")
	long := new(big.Int).Lsh(big.NewInt(1), 159)
	invalidity := pathtest.Ext("2.5.29.24", false, pathtest.TLV(24, []byte("20241231120000Z")))
	issuer := func(name []byte) []byte {
		return pathtest.Ext("2.5.29.29", true, pathtest.TLV(0x30, pathtest.TLV(0xa4, name)))
	}
	padded := pathtest.TLV(0x30, []byte{2, 2, 0, 9}, pathtest.Time(day(4)))
	entries := [][]byte{
		pathtest.Entry(big.NewInt(5), day(1), pathtest.Reason(1), invalidity),
		pathtest.Entry(big.NewInt(-5), day(2), pathtest.Ext("1.2.3", false, nil)),
		pathtest.Entry(long, day(3)), padded,
		pathtest.Entry(big.NewInt(5), day(9)), // a second time
		pathtest.Entry(big.NewInt(6), day(5), issuer(other.RawSubject)),
		pathtest.Entry(big.NewInt(7), day(6)), // still of the other issuer
		pathtest.Entry(big.NewInt(8), day(7), issuer(ca.RawSubject)),
	}
	l := parse(t, pathtest.List{Entries: entries}.Sign(t, ca))
	tests := []struct {
		name   string
		issuer *pathtest.Identity
		serial *big.Int
		want   *crl.Entry
	}{
		{"reason and invalidity date", ca, big.NewInt(5), &crl.Entry{RevokedAt: day(1), Reason: 1, InvalidityDate: time.Date(2024, 12, 31, 12, 0, 0, 0, time.UTC)}},
		{"negative", ca, big.NewInt(-5), &crl.Entry{RevokedAt: day(2), Reason: revocation.NoReason}},
		{"long", ca, long, &crl.Entry{RevokedAt: day(3), Reason: revocation.NoReason}},
		{"padded", ca, big.NewInt(9), &crl.Entry{RevokedAt: day(4), Reason: revocation.NoReason}},
		{"absent", ca, big.NewInt(10), nil},
		{"of another issuer", other, big.NewInt(6), &crl.Entry{RevokedAt: day(5), Reason: revocation.NoReason}},
		{"of another issuer, not repeated", other, big.NewInt(7), &crl.Entry{RevokedAt: day(6), Reason: revocation.NoReason}},
		{"not of the list's issuer", ca, big.NewInt(7), nil},
		{"of the list's issuer again", ca, big.NewInt(8), &crl.Entry{RevokedAt: day(7), Reason: revocation.NoReason}},
		{"no longer of the other issuer", other, big.NewInt(8), nil},
		{"before the other issuer", other, big.NewInt(5), nil},
	}
	for _, tt := range tests {
		got, ok, err := l.Find(tt.issuer.Subject, tt.serial)
		if err != nil || ok != (tt.want != nil) {
			t.Errorf("%s: %v, %v", tt.name, ok, err)
		} else if ok && !cmp.Equal(got, *tt.want) {
			t.Errorf("%s: %s", tt.name, cmp.Diff(*tt.want, got))
		}
	}
}

// TestFindRefused: one entry that is not understood spoils the list, wherever it
// stands.
func TestFindRefused(t *testing.T) {
	ca := pathtest.CA(t, nil, "CA")
	good := pathtest.Entry(big.NewInt(5), day(1))
	for name, tt := range map[string]struct {
		entry []byte
		want  error // nil: UnknownCriticalError
	}{
		"unknown critical extension": {pathtest.Entry(big.NewInt(6), day(1), pathtest.Ext("1.2.3", true, nil)), nil},
		"no date":                    {pathtest.TLV(0x30, []byte{2, 1, 6}), crl.ErrMalformed},
		"not a sequence":             {[]byte{5, 0}, crl.ErrMalformed},
		"too large":                  {pathtest.Entry(big.NewInt(6), day(1), pathtest.Ext("1.2.3", false, make([]byte, 40<<10))), crl.ErrTooLarge},
		"something after":            {pathtest.TLV(0x30, []byte{2, 1, 6}, pathtest.Time(day(1)), pathtest.TLV(0x30), []byte{5, 0}), crl.ErrMalformed},
	} {
		l := parse(t, pathtest.List{Entries: [][]byte{good, tt.entry}}.Sign(t, ca))
		_, _, err := l.Find(ca.Subject, big.NewInt(5))
		var unknown *crl.UnknownCriticalError
		if tt.want != nil && !errors.Is(err, tt.want) || tt.want == nil && (!errors.As(err, &unknown) || unknown.OID != "1.2.3" || !unknown.Entry) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSignature(t *testing.T) {
	ca := pathtest.CA(t, nil, "CA")
	der := pathtest.List{Entries: [][]byte{pathtest.Entry(big.NewInt(5), day(1))}}.Sign(t, ca)
	l := parse(t, der)
	for range 2 { // computed and remembered
		if err := l.VerifiedBy(ca.Certificate); err != nil {
			t.Error(err)
		}
		if err := l.VerifiedBy(pathtest.CA(t, nil, "CA").Certificate); err == nil {
			t.Error("verified by another key")
		}
	}
	for _, at := range []int{20, len(der) - 1} {
		spoiled := bytes.Clone(der)
		spoiled[at] ^= 1
		if s, err := crl.Parse(spoiled); err == nil && s.VerifiedBy(ca.Certificate) == nil {
			t.Errorf("spoiled at %d: verified", at)
		}
	}
}

// TestAgainstStandardLibrary compares the lists of PKITS with crypto/x509.
func TestAgainstStandardLibrary(t *testing.T) {
	dir := corpus.Dir(t)
	if dir == "" {
		t.Skip("MOTCUA_CORPUS is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "pkits", "crls", "*"))
	if err != nil || len(files) < 100 {
		t.Fatalf("%d lists, %v", len(files), err)
	}
	compared := 0
	for _, file := range files {
		der, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		l := parse(t, der)
		std, err := x509.ParseRevocationList(der)
		if err != nil {
			continue
		}
		compared++
		if !l.ThisUpdate.Equal(std.ThisUpdate) || !l.NextUpdate.Equal(std.NextUpdate) || !bytes.Equal(l.RawIssuer, std.RawIssuer) {
			t.Errorf("%s: head differs", file)
		}
		if std.Number != nil && l.Number.Cmp(std.Number) != 0 {
			t.Errorf("%s: number %v", file, l.Number)
		}
		for _, e := range std.RevokedCertificateEntries {
			got, ok, err := l.Find(l.Issuer, e.SerialNumber)
			var unknown *crl.UnknownCriticalError
			if err != nil && !errors.As(err, &unknown) || err == nil && ok && !got.RevokedAt.Equal(e.RevocationTime) {
				t.Errorf("%s: %v: %v, %v", file, e.SerialNumber, got, err)
			}
		}
	}
	if compared < 150 {
		t.Errorf("only %d lists were compared", compared)
	}
}
