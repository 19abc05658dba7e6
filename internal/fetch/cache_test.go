package fetch

import (
	"errors"
	"testing"
	"time"
)

func body(n int) *Data { return (&blob{memory: make([]byte, n), size: int64(n)}).share() }

func named(address string) key { return key{kind: kindList, address: address} }

// TestCacheBounds: the least recently used goes first.
func TestCacheBounds(t *testing.T) {
	later := now().Add(time.Hour)
	c := newCache(100, 3)
	data := map[string]*Data{}
	put := func(name string, n int) {
		data[name] = body(n)
		c.put(named(name), &entry{until: later, data: data[name]}, now())
	}
	expect := func(names ...string) {
		t.Helper()
		total := int64(0)
		for _, name := range names {
			if _, ok := c.entries[named(name)]; !ok || data[name].closed.Load() {
				t.Errorf("%s is gone", name)
			}
			total += data[name].Size()
		}
		if len(c.entries) != len(names) || c.order.Len() != len(names) || c.bytes != total {
			t.Errorf("%d entries, %d octets; want %v", len(c.entries), c.bytes, names)
		}
	}
	put("a", 40)
	put("b", 40)
	expect("a", "b")
	if c.get(named("a"), now()) == nil {
		t.Error("a is not found")
	}
	put("c", 40) // over 100 octets
	expect("a", "c")
	if !data["b"].closed.Load() {
		t.Error("b is still open")
	}
	put("d", 0)
	put("e", 0) // over 3 entries
	expect("c", "d", "e")
	put("f", 101) // larger than all
	expect("c", "d", "e")
	if !data["f"].closed.Load() {
		t.Error("f is still open")
	}
	put("c", 1) // replaced
	expect("c", "d", "e")
	if c.get(named("c"), later) != nil || c.get(named("x"), now()) != nil {
		t.Error("found what is over, or was never there")
	}
	expect("d", "e")
	c.put(named("g"), &entry{until: now(), err: errors.New("x")}, now())
	expect("d", "e")
	if err := c.clear(); err != nil || !data["d"].closed.Load() {
		t.Errorf("clear: %v", err)
	}
	expect()
}
