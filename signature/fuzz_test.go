package signature_test

import "testing"

// FuzzVerify runs opening, listing of revisions and judging over spoiled files.
func FuzzVerify(f *testing.F) {
	seeds := mutantSeeds(f)
	if len(seeds) == 0 {
		f.Fatal("no seeds")
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := exercise(data); err != nil {
			t.Error(err)
		}
	})
}
