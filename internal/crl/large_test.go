package crl_test

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"runtime"
	"sync"
	"testing"

	"github.com/motcua/motcua/internal/certpath/pathtest"
	"github.com/motcua/motcua/internal/crl"
)

const million = 1_000_000

// largeList is a list of a million entries, half of them with a reason, and its
// issuer.
func largeList(t testing.TB) ([]byte, *pathtest.Identity) {
	t.Helper()
	largeOnce.Do(func() {
		ca := pathtest.CA(t, nil, "CA")
		with := pathtest.Entry(serialOf(0), day(1), pathtest.Reason(1))
		without := pathtest.Entry(serialOf(0), day(1))
		var all []byte
		for i := range million {
			entry := with
			if i%2 == 0 {
				entry = without
			}
			serialOf(i).FillBytes(entry[4:12])
			all = append(all, entry...)
		}
		largeDER = pathtest.List{Entries: [][]byte{all}, Extensions: [][]byte{pathtest.Number(1)}}.Sign(t, ca)
		largeCA = ca
	})
	return largeDER, largeCA
}

var (
	largeOnce sync.Once
	largeDER  []byte
	largeCA   *pathtest.Identity
)

func serialOf(i int) *big.Int { return new(big.Int).SetUint64(uint64(i)<<20 | 1<<62) }

// TestLarge: opening, verifying and looking up take no more memory for a million
// entries than for none.
func TestLarge(t *testing.T) {
	der, ca := largeList(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	l, err := crl.Open(bytes.NewReader(der), int64(len(der)))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.VerifiedBy(ca.Certificate); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		serial *big.Int
		want   bool
	}{{serialOf(0), true}, {serialOf(million - 1), true}, {serialOf(million), false}} {
		if _, ok, err := l.Find(ca.Subject, tt.serial); ok != tt.want || err != nil {
			t.Errorf("%v: %v, %v", tt.serial, ok, err)
		}
	}
	runtime.ReadMemStats(&after)
	used := after.TotalAlloc - before.TotalAlloc
	t.Logf("%d octets of list, %d KiB allocated in all", len(der), used>>10)
	if used > 1<<20 {
		t.Errorf("%d octets allocated", used)
	}
}

// BenchmarkLarge looks up one serial number among a million, and verifies the
// list. The floor is SHA-256 over the same octets.
func BenchmarkLarge(b *testing.B) {
	der, ca := largeList(b)
	b.Run("find", func(b *testing.B) {
		l, err := crl.Parse(der)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(der)))
		b.ReportAllocs()
		for b.Loop() {
			if _, ok, err := l.Find(ca.Subject, serialOf(million-1)); !ok || err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		b.SetBytes(int64(len(der)))
		b.ReportAllocs()
		for b.Loop() {
			l, err := crl.Parse(der)
			if err != nil {
				b.Fatal(err)
			}
			if err := l.VerifiedBy(ca.Certificate); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		b.SetBytes(int64(len(der)))
		for b.Loop() {
			_ = sha256.Sum256(der)
		}
	})
}
