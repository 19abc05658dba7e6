package signerregister_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signerregister"
)

const (
	digestA = "aa" + tailA
	tailA   = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	digestB = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

func digest(t testing.TB, text string) (d signature.Digest) {
	t.Helper()
	if err := d.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

func day(t testing.TB, text string) motcua.Date {
	t.Helper()
	if text == "" {
		return motcua.Date{}
	}
	d, err := motcua.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// compareSerials lets cmp compare serial numbers.
var compareSerials = cmp.Comparer(func(a, b *big.Int) bool {
	return a == b || a != nil && b != nil && a.Cmp(b) == 0
})

func readCSV(t testing.TB, text string) (*signerregister.Register, []signerregister.Refusal) {
	t.Helper()
	register, refused, err := signerregister.ReadCSV(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return register, refused
}
