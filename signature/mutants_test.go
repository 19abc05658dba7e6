package signature_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

const (
	mutants     = 2000
	mutantTime  = 2 * time.Second
	mutantBytes = 256 << 20
)

// mutantSeeds returns the samples, and the corpus where it is at hand.
func mutantSeeds(t testing.TB) [][]byte {
	var seeds [][]byte
	for _, s := range signaturetest.Samples() {
		seeds = append(seeds, s.Data())
	}
	if corpus.Dir(t) != "" {
		for _, f := range corpus.Files(t) {
			data, err := os.ReadFile(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			seeds = append(seeds, data)
		}
	}
	return seeds
}

// mutate spoils a file in one of the ways in which storage, transport and
// forgers spoil files.
func mutate(rnd *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + rnd.IntN(8) {
		if len(out) < 16 {
			return out
		}
		at := rnd.IntN(len(out))
		span := min(1+rnd.IntN(64), len(out)-at)
		switch rnd.IntN(8) {
		case 0:
			out[at] ^= 1 << rnd.IntN(8)
		case 1:
			out[at] = byte(rnd.Uint32())
		case 2: // cut out
			out = append(out[:at], out[at+span:]...)
		case 3: // repeat
			out = append(out[:at+span], append(bytes.Clone(out[at:at+span]), out[at+span:]...)...)
		case 4: // cut off
			out = out[:at]
		case 5: // another number
			if n := bytes.IndexAny(out[at:], "0123456789"); n >= 0 {
				out[at+n] = byte('0' + rnd.IntN(10))
			}
		case 6: // a hostile token
			tokens := []string{"[[[[[[[[", "<<<<<<<<", "99999999999 0 R", "/Size 200000000000", "startxref\n0\n%%EOF", "/Prev 0", "1 0 R", "-1", "null"}
			out = append(out[:at], append([]byte(tokens[rnd.IntN(len(tokens))]), out[at:]...)...)
		case 7: // something from elsewhere in the file
			from := rnd.IntN(len(out) - span + 1)
			copy(out[at:at+span], bytes.Clone(out[from:from+span]))
		}
	}
	return out
}

// TestMutants spoils files by a fixed seed. Nothing may panic, take more than
// two seconds, or allocate more than 256 MiB in all.
func TestMutants(t *testing.T) {
	seeds := mutantSeeds(t)
	rnd := rand.New(rand.NewPCG(20261122, 1))
	var slowest time.Duration
	var largest uint64
	for i := range mutants {
		data := mutate(rnd, seeds[rnd.IntN(len(seeds))])
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		if err := exercise(data); err != nil {
			t.Errorf("mutant %d: %v", i, err)
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		slowest, largest = max(slowest, took), max(largest, after.TotalAlloc-before.TotalAlloc)
		if took > mutantTime || after.TotalAlloc-before.TotalAlloc > mutantBytes {
			t.Errorf("mutant %d: %v, %d bytes allocated", i, took, after.TotalAlloc-before.TotalAlloc)
		}
	}
	t.Logf("%d mutants: slowest %v, largest %d KiB allocated", mutants, slowest, largest>>10)
}

// exercise runs every entry point over a file and checks what must hold for
// any result.
func exercise(data []byte) error {
	doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
	if err != nil {
		return nil
	}
	doc.Revisions()
	r, err := signature.Verify(context.Background(), doc, signature.VerifyOptions{Deep: true})
	if err != nil {
		return nil
	}
	for _, s := range r.Signatures {
		switch {
		case s.Integrity.Status == "":
			return fmt.Errorf("signature without a verdict on integrity")
		case s.Integrity.Status != signature.Intact && s.Integrity.Reason == "":
			return fmt.Errorf("%s without a reason", s.Integrity.Status)
		case s.Integrity.Status == signature.Intact && s.Signer == nil:
			return fmt.Errorf("intact without a signer")
		case s.Changes.Level == signature.LevelNone && s.Changes.Permitted != signature.Yes:
			return fmt.Errorf("level none, but not permitted")
		}
	}
	return nil
}
