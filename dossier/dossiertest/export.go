package dossiertest

import (
	"bytes"
	"testing"

	"github.com/motcua/motcua/dossier"
)

// export: what is exported and imported elsewhere is the same, entry by entry;
// imported where it came from, it changes nothing.
func (n storeTest) export(t *testing.T, test string) {
	s, _, all := n.scene(t, test)
	var first, second bytes.Buffer
	wrote, err := dossier.Export(t.Context(), s, &first)
	if err != nil || wrote.Cases < len(all) {
		t.Fatalf("exported %+v, %v", wrote, err)
	}
	elsewhere := &Memory{}
	for i, to := range []dossier.Store{elsewhere, elsewhere, s} {
		got, err := dossier.Import(t.Context(), to, bytes.NewReader(first.Bytes()))
		if err != nil || got != wrote {
			t.Errorf("import %d: %+v, %v; want %+v", i, got, err, wrote)
		}
	}
	if _, err := dossier.Export(t.Context(), elsewhere, &second); err != nil {
		t.Fatal(err)
	}
	for _, sum := range all {
		if diff := diff(load(t, s, sum.Case), load(t, elsewhere, sum.Case)); diff != "" {
			t.Errorf("%s (-here +elsewhere):\n%s", sum.Case, diff)
		}
	}
	if len(first.Bytes()) != len(second.Bytes()) {
		t.Errorf("exported anew, it has %d bytes instead of %d", second.Len(), first.Len())
	}
}
