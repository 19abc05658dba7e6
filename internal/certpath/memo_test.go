package certpath

import (
	"encoding/binary"
	"errors"
	"testing"
)

// TestMemo fills the memory many times over: its size stays bounded, and what is
// asked for all the time stays in it.
func TestMemo(t *testing.T) {
	number := func(n int) (c check) {
		binary.BigEndian.PutUint64(c.certificate[:], uint64(n))
		return c
	}
	failed := errors.New("failed")
	var m memo
	m.put(number(0), failed)
	for i := 1; i < 5*maxRemembered; i++ {
		m.put(number(i), nil)
		if err, ok := m.get(number(0)); !ok || !errors.Is(err, failed) {
			t.Fatalf("lost what is in use after %d: %v, %v", i, err, ok)
		}
		if n := len(m.young) + len(m.old); n > maxRemembered {
			t.Fatalf("%d answers after %d", n, i)
		}
	}
	if _, ok := m.get(number(1)); ok {
		t.Error("what is long unused is still there")
	}
}
