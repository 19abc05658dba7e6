package catalogue

import (
	"slices"
	"testing"

	"github.com/motcua/motcua/internal/rulestest"
)

func TestRulesAreComplete(t *testing.T) {
	rules := Rules()
	if len(rules) == 0 {
		t.Fatal("there are no rules")
	}
	for _, p := range rulestest.Problems(rules) {
		t.Error(p)
	}
}

func TestRulesAreFresh(t *testing.T) {
	first := Rules()
	want := slices.Clone(first)
	clear(first)
	if got := Rules(); !slices.Equal(want, got) {
		t.Errorf("changing the returned slice changed the rules: %v, want %v", got, want)
	}
}
