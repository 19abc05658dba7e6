package cms

import (
	"hash"
	"testing"

	"github.com/motcua/motcua/internal/cert/der"
)

func TestDigests(t *testing.T) {
	for d := SHA1; d <= lastDigest; d++ {
		back, err := ParseDigest(der.Algorithm{OID: d.OID()})
		if err != nil || back != d {
			t.Errorf("%s: parsed as %v, %v", d, back, err)
		}
		if want := oidDER(d.OID()); string(want[2:]) != d.info().der {
			t.Errorf("%s: OID octets %x, want %x", d, d.info().der, want[2:])
		}
		if got := len(d.sum([]byte("abc"))); got != d.Size() || got == 0 {
			t.Errorf("%s: %d octets, Size %d", d, got, d.Size())
		}
		if d.Weak() != (d == SHA1 || d == RIPEMD160) {
			t.Errorf("%s: Weak = %v", d, d.Weak())
		}
		checkClone(t, d)
	}
	for oid, want := range map[string]Digest{oidShake128Len: SHAKE128, oidShake256Len: SHAKE256} {
		for bits, ok := range map[int64]bool{int64(8 * want.Size()): true, 128: false, 0: false, -1: false} {
			if d, err := ParseDigest(der.Algorithm{OID: oid, Params: integer(bits)}); (err == nil) != ok || ok && d != want {
				t.Errorf("%s of %d bits: %v, %v", want, bits, d, err)
			}
		}
		if _, err := ParseDigest(der.Algorithm{OID: oid}); err == nil {
			t.Errorf("%s without its length is accepted", want)
		}
	}
	var none Digest
	if none.New() != nil || none.Size() != 0 || none.Name() != "" || none.String() != "none" || (lastDigest+1).New() != nil {
		t.Error("the zero digest is something")
	}
}

// checkClone forks a state and checks that both branches hash on their own.
func checkClone(t *testing.T, d Digest) {
	t.Helper()
	h := d.New()
	h.Write([]byte("one "))
	cloner, ok := h.(hash.Cloner)
	if !ok {
		t.Errorf("%s: no Cloner", d)
		return
	}
	fork, err := cloner.Clone()
	if err != nil {
		t.Errorf("%s: %v", d, err)
		return
	}
	h.Sum(nil) // must not disturb the state
	h.Write([]byte("two"))
	fork.Write([]byte("three"))
	if string(h.Sum(nil)) != string(d.sum([]byte("one two"))) || string(fork.Sum(nil)) != string(d.sum([]byte("one three"))) {
		t.Errorf("%s: branches are mixed up", d)
	}
	h.Reset()
	if string(h.Sum(nil)) != string(d.sum()) {
		t.Errorf("%s: Reset", d)
	}
}
