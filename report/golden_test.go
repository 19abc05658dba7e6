package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGolden compares both forms in both languages with files that were read
// by eye. With -update it writes them.
func TestGolden(t *testing.T) {
	for name, f := range fixtures() {
		for _, l := range []motcua.Language{motcua.Vietnamese, motcua.English} {
			base := name + "." + string(l)
			var text, verbose, line bytes.Buffer
			if err := Text(&text, f, TextOptions{Language: l}); err != nil {
				t.Fatal(err)
			}
			if err := Text(&verbose, f, TextOptions{Language: l, Verbose: true, Color: true}); err != nil {
				t.Fatal(err)
			}
			if err := JSON(&line, f, l); err != nil {
				t.Fatal(err)
			}
			golden(t, base+".txt", text.Bytes())
			golden(t, base+".verbose.txt", verbose.Bytes())
			golden(t, base+".json", line.Bytes())
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
