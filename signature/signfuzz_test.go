package signature_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// FuzzSign signs whatever can be opened. It never panics, what it writes always
// verifies, and no earlier signature is worse off.
func FuzzSign(f *testing.F) {
	var seeds [][]byte
	for i, s := range mutantSeeds(f) {
		if i%4 == 0 { // TestSignSamples and TestSignCorpus sign all of them
			seeds = append(seeds, s)
		}
	}
	for _, s := range styles() {
		seeds = append(seeds, unsigned(f, s.doc))
	}
	if len(seeds) == 0 {
		f.Fatal("no seeds")
	}
	for i, s := range seeds {
		f.Add(s, uint8(i))
	}
	f.Fuzz(signsOrSaysWhy)
}

// TestSignMutants signs spoiled files of a fixed seed.
func TestSignMutants(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	seeds := mutantSeeds(t)
	for i := range 300 {
		signsOrSaysWhy(t, mutate(rnd, seeds[rnd.IntN(len(seeds))]), uint8(i))
	}
}

// signsOrSaysWhy signs a file in one of many ways, by the bits of how.
func signsOrSaysWhy(t *testing.T, data []byte, how uint8) {
	opts := options(func(o *signature.SignOptions) {
		o.Level = signature.Baseline(how % 4)
		o.Limits = signature.Limits{TotalBytes: 16 << 20, StreamBytes: 4 << 20}
		if how&4 != 0 {
			o.Certify = int(how>>3)%3 + 1
		}
		if how&32 != 0 {
			o.Appearance = stamped()
		}
		if how&64 != 0 {
			o.Field = "Signature1"
		}
	})
	out, done, err := sign(t, data, signaturetest.P256(), opts)
	if err != nil {
		for _, known := range []error{signature.ErrRefused, signature.ErrOptions, signature.ErrNotPDF, signature.ErrLimit} {
			if errors.Is(err, known) {
				return
			}
		}
		t.Fatalf("an error without a class: %v", err)
	}
	before, err := judge(data)
	if err != nil {
		before = &signature.Result{}
	}
	if done.Result == nil {
		t.Error("no result")
	}
	keeps(t, "spoiled", before, out)
}
