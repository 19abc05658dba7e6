package hashlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const name = "sổ thiết bị"

func start() time.Time { return time.Date(2026, 1, 5, 1, 0, 0, 0, time.UTC) }

// log makes a log of n entries.
func log(t testing.TB, n int) []Entry {
	t.Helper()
	random := rand.NewChaCha8([32]byte{1})
	head := Start(name)
	var entries []Entry
	for i := range n {
		e, err := Next(head, start().Add(time.Duration(i)*time.Minute), fmt.Appendf(nil, "event %d", i+1), 0, random)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
		head = e.Head(name)
	}
	return entries
}

func seq(entries []Entry) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func audit(t testing.TB, entries []Entry, anchors ...Head) Report {
	t.Helper()
	r, err := Audit(name, seq(entries), anchors)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// erase takes the payload of an entry away and appends the entry that says so.
func erase(t testing.TB, entries []Entry, n uint64) []Entry {
	t.Helper()
	entries[n-1].Payload, entries[n-1].Salt = nil, nil
	last := entries[len(entries)-1]
	e, err := Next(last.Head(name), last.At, []byte("by law"), n, rand.NewChaCha8([32]byte{2}))
	if err != nil {
		t.Fatal(err)
	}
	return append(entries, e)
}

// rewrite computes the chain anew from an entry on, as a forger would.
func rewrite(entries []Entry, from int) {
	for i := from; i < len(entries); i++ {
		e := &entries[i]
		if i > 0 {
			e.Prev = entries[i-1].Hash
		}
		e.Digest = digest(e.Salt, e.Payload)
		e.Hash = e.hash()
	}
}

func TestAudit(t *testing.T) {
	tests := []struct {
		name    string
		spoil   func([]Entry) []Entry
		anchors []int // entries whose heads were kept
		want    []Problem
	}{
		{"sound", func(e []Entry) []Entry { return e }, nil, nil},
		{"sound and anchored", func(e []Entry) []Entry { return e }, []int{3, 10}, nil},
		{"erased by law", func(e []Entry) []Entry { return erase(t, e, 4) }, []int{10}, nil},
		{"payload changed", func(e []Entry) []Entry { e[3].Payload = []byte("event four"); return e }, nil,
			[]Problem{{PayloadChanged, 4, 4}}},
		{"payload taken away", func(e []Entry) []Entry { e[3].Payload, e[3].Salt = nil, nil; return e }, nil,
			[]Problem{{PayloadMissing, 4, 4}}},
		{"salt taken away", func(e []Entry) []Entry { e[3].Salt = nil; return e }, nil, []Problem{{PayloadChanged, 4, 4}}},
		{"time changed", func(e []Entry) []Entry { e[3].At = e[3].At.Add(time.Second); return e }, nil,
			[]Problem{{EntryChanged, 4, 4}}},
		{"entry forged", func(e []Entry) []Entry {
			e[3].At = e[3].At.Add(time.Second)
			e[3].Hash = e[3].hash()
			return e
		}, nil, []Problem{{LinkBroken, 5, 5}}},
		{"two entries missing", func(e []Entry) []Entry { return slices.Delete(e, 3, 5) }, nil,
			[]Problem{{EntriesMissing, 4, 5}}},
		{"first entry missing", func(e []Entry) []Entry { return e[1:] }, nil, []Problem{{EntriesMissing, 1, 1}}},
		{"entry twice", func(e []Entry) []Entry { return slices.Insert(e, 4, e[3]) }, nil,
			[]Problem{{LinkBroken, 4, 4}}},
		{"tail cut, unanchored", func(e []Entry) []Entry { return e[:8] }, []int{7}, nil},
		{"tail cut", func(e []Entry) []Entry { return e[:8] }, []int{7, 9}, []Problem{{TailCut, 9, 9}}},
		{"all gone", func([]Entry) []Entry { return nil }, []int{9}, []Problem{{TailCut, 1, 9}}},
		{"rewritten, unanchored", func(e []Entry) []Entry { e[3].Payload = []byte("x"); rewrite(e, 3); return e }, []int{3}, nil},
		{"rewritten", func(e []Entry) []Entry { e[3].Payload = []byte("x"); rewrite(e, 3); return e }, []int{3, 7},
			[]Problem{{AnchorDiffers, 4, 7}}},
		{"clock turned back", func(e []Entry) []Entry { e[5].At = start(); rewrite(e, 5); return e }, nil,
			[]Problem{{TimeBackwards, 6, 6}}},
		{"erasure of a later entry", func(e []Entry) []Entry { e[3].Erases = 9; rewrite(e, 3); return e }, nil,
			[]Problem{{EraseForeign, 4, 4}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			good := log(t, 10)
			var anchors []Head
			for _, n := range tt.anchors {
				anchors = append(anchors, good[n-1].Head(name))
			}
			r := audit(t, tt.spoil(log(t, 10)), anchors...)
			if diff := cmp.Diff(tt.want, r.Problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if r.Sound() != (tt.want == nil) {
				t.Errorf("sound = %t", r.Sound())
			}
		})
	}
}

// TestEveryBitCounts flips each bit of an entry in turn.
func TestEveryBitCounts(t *testing.T) {
	flip := func(b []byte, i int) { b[i/8] ^= 1 << (i % 8) }
	for part, of := range map[string]func(*Entry) []byte{
		"prev": func(e *Entry) []byte { return e.Prev[:] }, "digest": func(e *Entry) []byte { return e.Digest[:] },
		"hash": func(e *Entry) []byte { return e.Hash[:] }, "salt": func(e *Entry) []byte { return e.Salt },
		"payload": func(e *Entry) []byte { return e.Payload },
	} {
		for i := range len(of(&log(t, 1)[0])) * 8 {
			entries := log(t, 5)
			flip(of(&entries[2]), i)
			if r := audit(t, entries); r.Sound() {
				t.Errorf("%s, bit %d: not found", part, i)
			}
		}
	}
}

func TestUnanchored(t *testing.T) {
	entries := log(t, 10)
	tests := []struct {
		anchors []Head
		want    uint64
	}{
		{nil, 10},
		{[]Head{entries[5].Head(name)}, 4},
		{[]Head{entries[9].Head(name), entries[2].Head(name)}, 0},
		{[]Head{entries[9].Head("another log")}, 10},
		{[]Head{Start(name)}, 10},
	}
	for _, tt := range tests {
		if r := audit(t, entries, tt.anchors...); r.Unanchored() != tt.want || !r.Sound() {
			t.Errorf("anchors %v: unanchored %d, %v; want %d", tt.anchors, r.Unanchored(), r.Problems, tt.want)
		}
	}
}

// TestErasureLeavesNothingToGuess: without the salt a payload cannot be tried.
func TestErasureLeavesNothingToGuess(t *testing.T) {
	entries := erase(t, log(t, 5), 2)
	r := audit(t, entries)
	if !r.Sound() || r.Erased != 1 {
		t.Errorf("report = %+v", r)
	}
	for _, e := range entries {
		if e.Seq == 2 && (e.Digest == digest(nil, []byte("event 2")) || !e.Erased()) {
			t.Error("the digest tells the payload")
		}
	}
}

// TestChainByHand computes the first entry's hash from the format alone.
func TestChainByHand(t *testing.T) {
	e := log(t, 1)[0]
	field := func(parts ...[]byte) []byte {
		var b []byte
		for _, p := range parts {
			b = binary.BigEndian.AppendUint64(b, uint64(len(p)))
			b = append(b, p...)
		}
		s := sha256.Sum256(b)
		return s[:]
	}
	genesis := field([]byte("motcua log 1"), []byte(name))
	payload := field([]byte("motcua log payload 1"), e.Salt, []byte("event 1"))
	var numbers []byte
	for _, n := range []uint64{1, uint64(start().UnixMicro()), 0} {
		numbers = binary.BigEndian.AppendUint64(numbers, n)
	}
	if want := field([]byte("motcua log entry 1"), numbers, genesis, payload); !bytes.Equal(want, e.Hash[:]) {
		t.Errorf("hash = %s, want %x", e.Hash, want)
	}
}

func TestNextRefuses(t *testing.T) {
	head := log(t, 3)[2].Head(name)
	random := rand.NewChaCha8([32]byte{})
	if _, err := Next(head, start(), nil, 0, random); !errors.Is(err, ErrOrder) {
		t.Errorf("err = %v, want ErrOrder", err)
	}
	if _, err := Next(head, head.At, nil, 0, bytes.NewReader([]byte("short"))); err == nil {
		t.Error("a salt was made of too little")
	}
}

func TestAuditStops(t *testing.T) {
	broken := errors.New("disk")
	_, err := Audit(name, func(yield func(Entry, error) bool) { yield(Entry{}, broken) }, nil)
	if !errors.Is(err, broken) {
		t.Errorf("err = %v", err)
	}
}

func FuzzParseHead(f *testing.F) {
	f.Add(log(f, 2)[1].Head(name).String())
	f.Add(Start("").String())
	f.Add("motcua-log-head/1 a 1 00 2026-01-01T00:00:00Z")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHead(s)
		if err != nil {
			return
		}
		again, err := ParseHead(h.String())
		if err != nil || again != h {
			t.Errorf("%q reads as %v, then %v, %v", s, h, again, err)
		}
	})
}

// BenchmarkAudit is measured against hashing the same bytes once.
func BenchmarkAudit(b *testing.B) {
	entries := log(b, 10_000)
	b.Run("audit", func(b *testing.B) {
		for b.Loop() {
			if r := audit(b, entries); !r.Sound() {
				b.Fatal(r.Problems)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		var block [128]byte
		for b.Loop() {
			for range entries {
				sha256.Sum256(block[:])
				sha256.Sum256(block[:])
			}
		}
	})
}
