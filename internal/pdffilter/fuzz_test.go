package pdffilter

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"github.com/motcua/motcua/internal/corpus"
)

var filterNames = []string{"FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode"}

// fuzzMax bounds a decoded fuzz input.
const fuzzMax = 1 << 20

// corpusStreams returns the first bytes of some streams of real files.
func corpusStreams(tb testing.TB) [][]byte {
	dir := corpus.Dir(tb)
	if dir == "" {
		return nil
	}
	const files, perFile, size = 20, 3, 4 << 10
	names, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no files in MOTCUA_CORPUS: %v", err)
	}
	var out [][]byte
	for _, name := range names[:min(files, len(names))] {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		for range perFile {
			_, rest, ok := bytes.Cut(data, []byte("stream\n"))
			if !ok {
				break
			}
			out = append(out, rest[:min(size, len(rest))])
			data = rest
		}
	}
	return out
}

func FuzzFilters(f *testing.F) {
	seeds := 0
	for _, e := range encodings(f) {
		for i, name := range filterNames {
			if name == e.filter {
				p := e.params
				f.Add(uint8(i), p.Predictor, p.Colors, p.BitsPerComponent, p.Columns, p.EarlyChange, p.HasEarlyChange, e.data[:min(len(e.data), 2000)])
				seeds++
			}
		}
	}
	for _, data := range corpusStreams(f) {
		f.Add(uint8(0), 12, 1, 8, 5, 0, false, data)
	}
	if seeds < 20 {
		f.Fatalf("only %d seeds", seeds)
	}
	f.Fuzz(func(t *testing.T, filter uint8, predictor, colors, bits, columns, early int, hasEarly bool, data []byte) {
		name := filterNames[int(filter)%len(filterNames)]
		p := Params{predictor, colors, bits, columns, early, hasEarly}
		r, err := NewReader(bytes.NewReader(data), name, p)
		if err != nil {
			if !errors.Is(err, ErrCorrupt) {
				t.Fatal(err)
			}
			return
		}
		got, err := ReadAll(r, fuzzMax)
		if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrTooLarge) {
			t.Fatal(err)
		}
		// The sizes of reads change nothing.
		r, again := NewReader(iotest.HalfReader(bytes.NewReader(data)), name, p)
		if again != nil {
			t.Fatal(again)
		}
		slow, again := ReadAll(iotest.HalfReader(r), fuzzMax)
		if !bytes.Equal(got, slow) || (err == nil) != (again == nil) {
			t.Fatalf("%d bytes, %v; in small reads %d bytes, %v", len(got), err, len(slow), again)
		}
		if name == "FlateDecode" && predictor < 2 {
			compareZlib(t, data, got, err)
		}
	})
}

// compareZlib checks that package compress/zlib, which is stricter at the end
// of a stream, accepts nothing that is decoded differently here.
func compareZlib(t *testing.T, data, got []byte, err error) {
	z, zerr := zlib.NewReader(bytes.NewReader(data))
	if zerr != nil {
		return
	}
	want, zerr := io.ReadAll(io.LimitReader(z, fuzzMax))
	if zerr == nil && (!bytes.Equal(got, want) || err != nil && !errors.Is(err, ErrTooLarge)) {
		t.Fatalf("%d bytes, %v; zlib: %d bytes", len(got), err, len(want))
	}
}
