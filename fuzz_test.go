package motcua_test

import (
	"errors"
	"testing"

	"github.com/motcua/motcua"
)

// FuzzParseDate: what is accepted is a day of the calendar and prints as it was
// written; everything else is ErrDate.
func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2018-02-05", "2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31", "05/02/2018", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := motcua.ParseDate(s)
		if err != nil {
			if !errors.Is(err, motcua.ErrDate) || !d.IsZero() {
				t.Errorf("ParseDate(%q) = %v, %v, want no date and ErrDate", s, d, err)
			}
			return
		}
		if !d.Valid() || d.String() != s {
			t.Errorf("ParseDate(%q) = %v, valid %t", s, d, d.Valid())
		}
	})
}
