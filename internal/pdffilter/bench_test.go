package pdffilter

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"
)

// BenchmarkFilters decodes one stream of each kind, in decoded bytes.
func BenchmarkFilters(b *testing.B) {
	for _, e := range encodings(b) {
		switch e.name {
		case "flate", "lzw", "hex", "85", "run length", "png row 2", "png row 4", "png 3×8", "tiff 3×8", "tiff 1×1", "tiff 3×16":
		default:
			continue
		}
		b.Run(e.name, func(b *testing.B) {
			b.SetBytes(int64(len(e.plain)))
			b.ReportAllocs()
			src := bytes.NewReader(nil)
			for b.Loop() {
				src.Reset(e.data)
				r, err := NewReader(src, e.filter, e.params)
				if err != nil {
					b.Fatal(err)
				}
				if n, err := io.Copy(io.Discard, r); err != nil || n != int64(len(e.plain)) {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// BenchmarkFlatePredictor12 decodes what a cross-reference stream looks like.
// Its floor is the inflation of the same bytes by package compress/flate.
func BenchmarkFlatePredictor12(b *testing.B) {
	const columns = 5
	plain := sample(1 << 20)
	plain = plain[:len(plain)/columns*columns]
	data := deflate(b, pngRows(plain, columns, 1, 2))
	src := bytes.NewReader(nil)
	b.Run("reader", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			src.Reset(data)
			r, err := NewReader(src, "FlateDecode", Params{Predictor: 12, Columns: columns})
			if err != nil {
				b.Fatal(err)
			}
			if n, err := io.Copy(io.Discard, r); err != nil || n != int64(len(plain)) {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			src.Reset(data[2:])
			if _, err := io.Copy(io.Discard, flate.NewReader(src)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkSmallStreams shows what reuse of the inflater saves.
func BenchmarkSmallStreams(b *testing.B) {
	data := deflate(b, sample(200))
	src := bytes.NewReader(nil)
	b.Run("reader", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			src.Reset(data)
			r, err := NewReader(src, "FlateDecode", Params{})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := ReadAll(r, 1<<20); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("without pool", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			src.Reset(data[2:])
			if _, err := ReadAll(flate.NewReader(src), 1<<20); err != nil {
				b.Fatal(err)
			}
		}
	})
}
