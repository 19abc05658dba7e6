package recordtest_test

import (
	"context"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

func TestCheckStoreAccepts(t *testing.T) {
	err := recordtest.CheckStore(t.Context(), func(context.Context) (signature.EvidenceStore, error) {
		return newMemory(), nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestCheckStoreFinds: every way of being wrong is found out.
func TestCheckStoreFinds(t *testing.T) {
	wrong := map[string]func(*memory){
		"replaces a record":             func(m *memory) { m.replaces = true },
		"gives the oldest first":        func(m *memory) { m.oldestFirst = true },
		"believes its source":           func(m *memory) { m.trusts = true },
		"leaves half a record":          func(m *memory) { m.leavesHalf = true },
		"reads what it holds":           func(m *memory) { m.rereads = true },
		"keeps the same record twice":   func(m *memory) { m.doubles = true },
		"gives out its own memory":      func(m *memory) { m.sharesMemory = true },
		"keeps evidence without record": func(m *memory) { m.keepsOrphans = true },
		"takes evidence from others":    func(m *memory) { m.takesShared = true },
		"miscounts":                     func(m *memory) { m.miscounts = true },
		"ignores its context":           func(m *memory) { m.ignoresEnd = true },
		"lists out of order":            func(m *memory) { m.listsUnsorted = true },
		"is silent about nothing":       func(m *memory) { m.silent = true },
		"forgets the evidence":          func(m *memory) { m.forgetsBlobs = true },
	}
	for name, spoil := range wrong {
		t.Run(name, func(t *testing.T) {
			err := recordtest.CheckStore(t.Context(), func(context.Context) (signature.EvidenceStore, error) {
				m := newMemory()
				spoil(m)
				return m, nil
			})
			if err == nil {
				t.Error("nothing was found")
			}
		})
	}
}
