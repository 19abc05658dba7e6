package motcua_test

import (
	"testing"

	"github.com/motcua/motcua"
)

// BenchmarkParseAgencyID sets reading a code beside matching it with compiled
// regular expressions, which tells the form and nothing more.
func BenchmarkParseAgencyID(b *testing.B) {
	codes := []string{"000.06.16.G09", "H15.50.05.13", "38.98.H29", "0100000000-001", "Z01ABC"}
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := motcua.ParseAgencyID(codes[i%len(codes)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("regexp", func(b *testing.B) {
		shapes := agencyShapes()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			fits := false
			for _, shape := range shapes {
				fits = fits || shape.MatchString(codes[i%len(codes)])
			}
			if !fits {
				b.Fatal("no form fits")
			}
		}
	})
}

// BenchmarkAgencyContains is what a check of competence costs.
func BenchmarkAgencyContains(b *testing.B) {
	above, below := agency(b, "000.00.00.G09"), agency(b, "000.06.16.G09")
	b.ReportAllocs()
	for b.Loop() {
		if !above.Contains(below) {
			b.Fatal("not contained")
		}
	}
}
