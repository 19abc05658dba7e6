package pdf

import (
	"bytes"
	"testing"

	oracle "github.com/digitorus/pdf"
)

// TestSecondOpinion compares classic files with another reader.
func TestSecondOpinion(t *testing.T) {
	for _, n := range []int{1, 7, 40} {
		data := manyPages(n)
		f := mustOpen(t, data)
		r, err := oracle.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(contents(t, f)); got != r.NumPage() {
			t.Errorf("%d pages, the other reader has %d", got, r.NumPage())
		}
		for i := 1; i <= n; i++ {
			num := 10 + 2*(i-1)
			mine := get(t, f, num).(*Dict).Get("MediaBox").(Array)
			theirs := r.Page(i).V.Key("MediaBox")
			if theirs.Len() != len(mine) || theirs.Index(2).Int64() != int64(mine[2].(Integer)) {
				t.Errorf("page %d: %v and %v", i, mine, theirs)
			}
		}
	}
}
