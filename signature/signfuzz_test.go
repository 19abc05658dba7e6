package signature_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// FuzzSign signs whatever can be opened. It never panics, what it writes always
// verifies, and no earlier signature is worse off.
func FuzzSign(f *testing.F) {
	seeds := mutantSeeds(f)
	for _, s := range styles() {
		seeds = append(seeds, unsigned(f, s.doc))
	}
	if len(seeds) == 0 {
		f.Fatal("no seeds")
	}
	for i, s := range seeds {
		f.Add(s, uint8(i))
	}
	id := signaturetest.P256()
	chain := chainOf(id)
	f.Fuzz(func(t *testing.T, data []byte, how uint8) {
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
		var out bytes.Buffer
		done, err := signature.Sign(context.Background(), bytes.NewReader(data), int64(len(data)), &out, id.Key, chain, opts)
		if err != nil {
			if out.Len() > 0 {
				t.Errorf("written before the error %v", err)
			}
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
		if !bytes.HasPrefix(out.Bytes(), data) || done.Result == nil {
			t.Error("the input is not the beginning of the output")
		}
		keeps(t, "fuzzed", before, out.Bytes())
	})
}
