package signerregister_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
	"github.com/motcua/motcua/signature/signerregister"
)

func TestRegister(t *testing.T) {
	err := recordtest.CheckRegister(t.Context(), func(_ context.Context, entries []signature.RegisterEntry) (signature.Register, error) {
		register, refused := signerregister.New(entries)
		if len(refused) != 0 {
			return nil, fmt.Errorf("refused: %+v", refused)
		}
		return register, nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestConflicts(t *testing.T) {
	type entry struct {
		digest      string
		role        signature.Role
		from, until string
	}
	person, agency := signature.RolePerson, signature.RoleAgency
	tests := []struct {
		name    string
		entries []entry
		refused []int
	}{
		{"two roles at once", []entry{{digestA, person, "2020-01-01", ""}, {digestA, agency, "2024-01-01", ""}}, []int{1, 2}},
		{"two certificates", []entry{{digestA, person, "", ""}, {digestB, agency, "", ""}}, nil},
		{"one after the other", []entry{{digestA, person, "", "2024-01-01"}, {digestA, agency, "2024-01-01", ""}}, nil},
		{"by one day", []entry{{digestA, person, "", "2024-01-02"}, {digestA, agency, "2024-01-01", ""}}, []int{1, 2}},
		{"one role twice", []entry{{digestA, person, "", ""}, {digestA, person, "2024-01-01", ""}}, nil},
		{"one against three", []entry{
			{digestA, person, "2020-01-01", "2020-02-01"}, {digestA, agency, "2020-01-15", "2020-03-01"},
			{digestA, person, "2020-02-15", "2020-04-01"}, {digestA, person, "2020-03-01", ""},
		}, []int{1, 2, 3}},
		{"within a longer one", []entry{
			{digestA, person, "2020-01-01", "2021-01-01"}, {digestA, person, "2020-02-01", "2020-12-01"},
			{digestA, agency, "2020-05-01", "2020-06-01"}, {digestA, agency, "2022-01-01", ""},
		}, []int{1, 2, 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var entries []signature.RegisterEntry
			for _, e := range tt.entries {
				entries = append(entries, signature.RegisterEntry{
					CertificateSHA256: digest(t, e.digest),
					Registration:      signature.Registration{Role: e.role, InForce: motcua.Interval{From: day(t, e.from), Until: day(t, e.until)}},
				})
			}
			register, refused := signerregister.New(entries)
			var lines []int
			for _, r := range refused {
				lines = append(lines, r.Line)
				other := &entries[r.Other-1]
				if r.Why != signerregister.WhyConflict || other.Role == entries[r.Line-1].Role || !other.InForce.Overlaps(entries[r.Line-1].InForce) {
					t.Errorf("%+v names an entry that is no conflict", r)
				}
			}
			if !slices.Equal(lines, tt.refused) || len(register.Entries()) != len(entries)-len(lines) {
				t.Errorf("refused %v, want %v", lines, tt.refused)
			}
		})
	}
}

// TestConflictsAgainstPairs compares with what looking at each pair finds.
func TestConflictsAgainstPairs(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	first := motcua.DateOf(2024, 1, 1)
	found := 0
	for range 2000 {
		entries := make([]signature.RegisterEntry, 1+chance.IntN(9))
		for i := range entries {
			e := &entries[i]
			e.Issuer, e.Serial = "CN=A", big.NewInt(int64(chance.IntN(2)))
			e.Role = []signature.Role{signature.RolePerson, signature.RoleAgency}[chance.IntN(2)]
			from := chance.IntN(20)
			e.InForce.From = first.AddDays(from)
			if chance.IntN(4) > 0 {
				e.InForce.Until = first.AddDays(from + 1 + chance.IntN(6))
			}
		}
		var want, got []int
		for i := range entries {
			if slices.ContainsFunc(entries, func(e signature.RegisterEntry) bool {
				return e.Serial.Cmp(entries[i].Serial) == 0 && e.Role != entries[i].Role && e.InForce.Overlaps(entries[i].InForce)
			}) {
				want = append(want, i+1)
			}
		}
		_, refused := signerregister.New(entries)
		for _, r := range refused {
			got = append(got, r.Line)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("refused %v, want %v, of %+v", got, want, entries)
		}
		found += len(want)
	}
	if found == 0 {
		t.Error("there was no conflict to find")
	}
}

// manyEntries makes entries, half by digest and half by issuer and serial.
func manyEntries(n int) []signature.RegisterEntry {
	entries := make([]signature.RegisterEntry, n)
	for i := range entries {
		e := &entries[i]
		e.Role, e.Holder = signature.RolePerson, "Nguyễn Văn A"
		if i%2 == 0 {
			e.CertificateSHA256 = signature.DigestOf(fmt.Append(nil, i))
		} else {
			e.Issuer, e.Serial = "CN=CA chuyên dùng, O=Ban Cơ yếu Chính phủ, C=VN", big.NewInt(int64(i))
		}
	}
	return entries
}

// BenchmarkLookup finds one certificate of 100,000, beside the plain map that
// is its floor, and the making of its name beside that.
func BenchmarkLookup(b *testing.B) {
	const n = 100_000
	entries := manyEntries(n)
	register, refused := signerregister.New(entries)
	if len(refused) != 0 {
		b.Fatal("entries are refused")
	}
	lookup := func(b *testing.B, c *signature.Certificate) {
		for b.Loop() {
			if got, err := register.Registrations(b.Context(), c); err != nil || len(got) != 1 {
				b.Fatalf("%d entries, error %v", len(got), err)
			}
		}
	}
	b.Run("digest", func(b *testing.B) {
		lookup(b, &signature.Certificate{CertificateSHA256: entries[n/2].CertificateSHA256})
	})
	b.Run("issuer and serial", func(b *testing.B) {
		lookup(b, &signature.Certificate{Issuer: entries[n/2+1].Issuer, Serial: entries[n/2+1].Serial})
	})
	b.Run("floor map of digests", func(b *testing.B) {
		plain := make(map[signature.Digest]*signature.RegisterEntry, n)
		for i := range entries {
			plain[entries[i].CertificateSHA256] = &entries[i]
		}
		for b.Loop() {
			if plain[entries[n/2].CertificateSHA256] == nil {
				b.Fatal("not found")
			}
		}
	})
}
