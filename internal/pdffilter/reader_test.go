package pdffilter

import (
	"bytes"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// verdict is how a decoded stream ends.
type verdict int

const (
	whole verdict = iota
	wrong         // ErrCorrupt
	cut           // ErrCorrupt, and the input ended
)

func verdictOf(t *testing.T, err error) verdict {
	t.Helper()
	switch {
	case err == nil:
		return whole
	case !errors.Is(err, ErrCorrupt):
		t.Fatalf("error %v is not ErrCorrupt", err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return cut
	}
	return wrong
}

func TestVectorsAndDamage(t *testing.T) {
	zlibABC := "\x78\x9c\x4b\x4c\x4a\x06\x00\x02\x4d\x01\x27" // "abc", RFC 1950
	png := func(rows string) string { return string(deflate(t, []byte(rows))) }
	columns3 := Params{Predictor: 15, Columns: 3}
	tiff := func(bits int) Params { return Params{Predictor: 2, Columns: 3, BitsPerComponent: bits} }
	late := Params{HasEarlyChange: true}
	for _, c := range []struct {
		name, filter string
		params       Params
		in, want     string
		end          verdict
	}{
		{"flate", "FlateDecode", Params{}, zlibABC, "abc", whole},
		{"flate short name", "Fl", Params{}, zlibABC, "abc", whole},
		{"flate and rest", "FlateDecode", Params{}, zlibABC + "\r\nrest", "abc", whole},
		{"flate wrong checksum", "FlateDecode", Params{}, zlibABC[:10] + "?", "abc", whole},
		{"flate part of checksum", "FlateDecode", Params{}, zlibABC[:9], "abc", whole},
		{"flate no checksum", "FlateDecode", Params{}, zlibABC[:7], "abc", whole},
		{"flate cut", "FlateDecode", Params{}, zlibABC[:5], "ab", cut},
		{"flate header only", "FlateDecode", Params{}, zlibABC[:2], "", cut},
		{"flate half a header", "FlateDecode", Params{}, zlibABC[:1], "", cut},
		{"flate empty", "FlateDecode", Params{}, "", "", whole},
		{"flate wrong method", "FlateDecode", Params{}, "\x79\x9c" + zlibABC[2:], "", wrong},
		{"flate wrong window", "FlateDecode", Params{}, "\x88\x1c" + zlibABC[2:], "", wrong},
		{"flate header check", "FlateDecode", Params{}, "\x78\x9d" + zlibABC[2:], "", wrong},
		{"flate dictionary", "FlateDecode", Params{}, "\x78\xbb" + zlibABC[2:], "", wrong},
		{"flate bad block", "FlateDecode", Params{}, "\x78\x9c\x07", "", wrong},
		{"flate stored then bad", "FlateDecode", Params{}, "\x78\x9c\x00\x02\x00\xfd\xffhi\x07", "hi", wrong},

		{"lzw of the standard", "LZWDecode", Params{}, "\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", "\x2D\x2D\x2D\x2D\x2D\x41\x2D\x2D\x2D\x42", whole},
		{"lzw short name", "LZW", late, "\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", "\x2D\x2D\x2D\x2D\x2D\x41\x2D\x2D\x2D\x42", whole},
		{"lzw cut", "LZWDecode", Params{}, "\x80\x0B\x60\x50\x22\x0C\x0C", "\x2D\x2D\x2D\x2D\x2D\x41\x2D\x2D\x2D", cut},
		{"lzw empty", "LZWDecode", Params{}, "", "", cut},
		{"lzw undefined code", "LZWDecode", Params{}, "\x80\x0b\x7f\xff", "\x2d", wrong},
		{"lzw undefined first code", "LZWDecode", Params{}, "\x80\x40\xff", "", wrong},
		{"lzw without first clear", "LZWDecode", Params{}, "\x16\xc0\x40", "-", whole},

		{"hex", "ASCIIHexDecode", Params{}, "61 62\x006\n3 >zz", "abc", whole},
		{"hex both cases", "AHx", Params{}, "aAfF0>", "\xaa\xff\x00", whole},
		{"hex no mark", "ASCIIHexDecode", Params{}, "6162", "ab", cut},
		{"hex bad digit", "ASCIIHexDecode", Params{}, "6162g1>", "ab", wrong},
		{"hex nothing", "ASCIIHexDecode", Params{}, ">", "", whole},

		{"85", "ASCII85Decode", Params{}, "87cUR\nD]i,\"Ebo80~>", "Hello World!", whole},
		{"85 short group", "A85", Params{}, "87cURDZ~ >", "Hello", whole},
		{"85 zeros", "ASCII85Decode", Params{}, "z!!~>", "\x00\x00\x00\x00\x00", whole},
		{"85 largest", "ASCII85Decode", Params{}, "s8W-!~>", "\xff\xff\xff\xff", whole},
		{"85 too large", "ASCII85Decode", Params{}, "s8W-\"~>", "", wrong},
		{"85 last too large", "ASCII85Decode", Params{}, "uu~>", "", wrong},
		{"85 one character", "ASCII85Decode", Params{}, "87cUR!~>", "Hell", wrong},
		{"85 z inside a group", "ASCII85Decode", Params{}, "87cz~>", "", wrong},
		{"85 bad character", "ASCII85Decode", Params{}, "87cUR\x7f~>", "Hell", wrong},
		{"85 no mark", "ASCII85Decode", Params{}, "87cURDZ", "Hello", cut},
		{"85 half a mark", "ASCII85Decode", Params{}, "87cURDZ~", "Hello", cut},
		{"85 wrong mark", "ASCII85Decode", Params{}, "87cUR~x", "Hell", wrong},

		{"run length", "RunLengthDecode", Params{}, "\x02abc\xfex\x80rest", "abcxxx", whole},
		{"run length longest", "RL", Params{}, "\x81x\x80", strings.Repeat("x", 128), whole},
		{"run length no mark", "RunLengthDecode", Params{}, "\x02abc", "abc", cut},
		{"run length cut literal", "RunLengthDecode", Params{}, "\x05abc", "abc", cut},
		{"run length cut run", "RunLengthDecode", Params{}, "\x00a\xfe", "a", cut},

		{"png rows", "FlateDecode", columns3, png("\x02\x01\x02\x03\x02\x01\x01\x01"), "\x01\x02\x03\x02\x03\x04", whole},
		{"png average above first", "FlateDecode", columns3, png("\x03\x10\x10\x10"), "\x10\x18\x1c", whole},
		{"png row cut", "FlateDecode", columns3, png("\x02\x01\x02\x03\x02\x01"), "\x01\x02\x03\x02", cut},
		{"png tag only", "FlateDecode", columns3, png("\x02\x01\x02\x03\x02"), "\x01\x02\x03", cut},
		{"png bad tag", "FlateDecode", columns3, png("\x00\x01\x02\x03\x05\x01\x01\x01"), "\x01\x02\x03", wrong},
		{"png damage below", "FlateDecode", columns3, "\x78\x9c\x00\x05\x00\xfa\xff\x00abc\x01\x07", "abc", wrong},
		{"tiff 8", "FlateDecode", tiff(8), png("\x01\x02\x03"), "\x01\x03\x06", whole},
		{"tiff 16", "FlateDecode", tiff(16), png("\x00\xff\x00\x02\xff\xff"), "\x00\xff\x01\x01\x01\x00", whole},
		{"tiff 4", "FlateDecode", tiff(4), png("\x1f\x2a"), "\x10\x2a", whole},
		{"tiff 16 cut", "FlateDecode", tiff(16), png("\x00\xff\x07"), "\x00\xff", cut},
		{"tiff empty", "FlateDecode", tiff(8), png(""), "", whole},
	} {
		t.Run(c.name, func(t *testing.T) {
			for size, r := range map[string]io.Reader{
				"whole":   strings.NewReader(c.in),
				"bytes":   iotest.OneByteReader(strings.NewReader(c.in)),
				"errdata": iotest.DataErrReader(strings.NewReader(c.in)),
			} {
				got, err := decode(t, r, c.filter, c.params)
				if d := cmp.Diff(c.want, string(got)); d != "" {
					t.Errorf("%s: %s", size, d)
				}
				if end := verdictOf(t, err); end != c.end {
					t.Errorf("%s: ends with %v (verdict %d), want verdict %d", size, err, end, c.end)
				}
			}
		})
	}
}

func TestUnsupported(t *testing.T) {
	for _, name := range []string{"DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode", "Crypt", "", "flatedecode", strings.Repeat("x", 5000)} {
		_, err := NewReader(strings.NewReader(""), name, Params{})
		var e *UnsupportedError
		if !errors.Is(err, ErrUnsupported) || !errors.As(err, &e) || e.Filter != name {
			t.Errorf("%.20s: error %v", name, err)
		}
		if n := len(err.Error()); n > 120 {
			t.Errorf("%.20s: error text of %d bytes", name, n)
		}
	}
}

func TestParamsOutOfRange(t *testing.T) {
	const most = maxRow * 8
	for _, c := range []struct {
		name string
		p    Params
		ok   bool
	}{
		{"largest row", Params{Predictor: 12, Columns: maxRow}, true},
		{"one more", Params{Predictor: 12, Columns: maxRow + 1}, false},
		{"largest row of bits", Params{Predictor: 2, Columns: most, BitsPerComponent: 1}, true},
		{"one bit more", Params{Predictor: 2, Columns: most + 1, BitsPerComponent: 1}, false},
		{"product", Params{Predictor: 12, Columns: 1 << 15, Colors: 1 << 15}, false},
		{"overflow", Params{Predictor: 12, Columns: 1 << 32, Colors: 1 << 32, BitsPerComponent: 16}, false},
		{"largest numbers", Params{Predictor: 15, Columns: math.MaxInt, Colors: math.MaxInt, BitsPerComponent: 16}, false},
		{"smallest numbers", Params{Predictor: 15, Columns: math.MinInt, Colors: math.MinInt, BitsPerComponent: 8}, false},
		{"negative columns", Params{Predictor: 12, Columns: -1}, false},
		{"negative colors", Params{Predictor: 2, Colors: -3}, false},
		{"both negative", Params{Predictor: 2, Colors: -3, Columns: -3}, false},
		{"bits", Params{Predictor: 2, BitsPerComponent: 3}, false},
		{"negative bits", Params{Predictor: 2, BitsPerComponent: -8}, false},
		{"predictor 3", Params{Predictor: 3}, false},
		{"predictor 16", Params{Predictor: 16}, false},
		{"negative predictor", Params{Predictor: -1}, false},
		{"no predictor", Params{Predictor: 1, Columns: -1, Colors: -1, BitsPerComponent: 99}, true},
	} {
		for _, filter := range []string{"FlateDecode", "LZWDecode"} {
			_, err := NewReader(strings.NewReader(""), filter, c.p)
			if c.ok != (err == nil) || err != nil && !errors.Is(err, ErrCorrupt) {
				t.Errorf("%s, %s: error %v", c.name, filter, err)
			}
		}
	}
	for early, ok := range map[int]bool{-1: false, 0: true, 1: true, 2: false} {
		_, err := NewReader(strings.NewReader(""), "LZWDecode", Params{EarlyChange: early, HasEarlyChange: true})
		if ok != (err == nil) || err != nil && !errors.Is(err, ErrCorrupt) {
			t.Errorf("early change %d: error %v", early, err)
		}
	}
	if _, err := NewReader(strings.NewReader(""), "LZWDecode", Params{EarlyChange: 7}); err != nil {
		t.Errorf("absent early change: %v", err)
	}
}

// TestSourceErrors checks that an error of the input is not taken for damage
// and stays.
func TestSourceErrors(t *testing.T) {
	errs := map[string]error{"own": errors.New("disk"), "limit": ErrTooLarge, "unexpected end": io.ErrUnexpectedEOF}
	for name, want := range errs {
		for _, e := range encodings(t) {
			half := io.MultiReader(bytes.NewReader(e.data[:len(e.data)/2]), iotest.ErrReader(want))
			r, err := NewReader(half, e.filter, e.params)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ReadAll(r, 1<<20)
			if !errors.Is(err, want) {
				t.Errorf("%s, %s: error %v", e.name, name, err)
			}
			if !bytes.HasPrefix(e.plain, got) {
				t.Errorf("%s, %s: data before the error are wrong", e.name, name)
			}
			if n, again := r.Read(make([]byte, 9)); n != 0 || again != err {
				t.Errorf("%s, %s: second read: %d, %v", e.name, name, n, again)
			}
		}
	}
}

// TestTruncation cuts every kind of stream in many places: what comes out is
// the beginning of the data and an error that says so.
func TestTruncation(t *testing.T) {
	for _, e := range encodings(t) {
		// The last 6 bytes may be the checksum, or the mark and its fill bits.
		last := len(e.data) - 6
		for _, at := range []int{1, 2, 10, last / 3, last} {
			if at <= 0 || at > last {
				continue
			}
			got, err := decode(t, bytes.NewReader(e.data[:at]), e.filter, e.params)
			if verdictOf(t, err) != cut || !bytes.HasPrefix(e.plain, got) {
				t.Errorf("%s cut at %d: %d bytes, error %v", e.name, at, len(got), err)
			}
		}
	}
}

func TestReadAll(t *testing.T) {
	data := sample(5000)
	for _, c := range []struct {
		max  int64
		want int
		err  error
	}{
		{5001, 5000, nil},
		{5000, 5000, nil},
		{4999, 4999, ErrTooLarge},
		{1, 1, ErrTooLarge},
		{0, 0, ErrTooLarge},
		{-1, 0, ErrTooLarge},
		{math.MinInt64, 0, ErrTooLarge},
		{math.MaxInt64, 5000, nil},
	} {
		for _, r := range []io.Reader{bytes.NewReader(data), iotest.OneByteReader(bytes.NewReader(data)), iotest.DataErrReader(bytes.NewReader(data))} {
			got, err := ReadAll(r, c.max)
			if !errors.Is(err, c.err) || !bytes.Equal(got, data[:c.want]) {
				t.Errorf("max %d: %d bytes, error %v", c.max, len(got), err)
			}
		}
	}
	if got, err := ReadAll(strings.NewReader(""), 0); err != nil || got == nil || len(got) != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
	if _, err := ReadAll(idleReader{}, 10); err != io.ErrNoProgress {
		t.Errorf("idle: %v", err)
	}
}

// idleReader is an io.Reader that never does anything.
type idleReader struct{}

func (idleReader) Read([]byte) (int, error) { return 0, nil }

func TestIdleSource(t *testing.T) {
	for _, e := range encodings(t) {
		if _, err := decode(t, idleReader{}, e.filter, e.params); !errors.Is(err, io.ErrNoProgress) {
			t.Errorf("%s: error %v", e.name, err)
		}
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestBombs checks that neither a small file nor one that claims large rows
// takes much memory, and that a bound between the stages ends a chain whose
// end stays empty.
func TestBombs(t *testing.T) {
	inner := deflate(t, bytes.Repeat([]byte{' '}, 16<<20))
	bomb := deflate(t, inner)
	r, err := NewReader(bytes.NewReader(bomb), "FlateDecode", Params{})
	if err != nil {
		t.Fatal(err)
	}
	if r, err = NewReader(r, "FlateDecode", Params{}); err != nil {
		t.Fatal(err)
	}
	hex, err := NewReader(LimitReader(r, 1<<20), "ASCIIHexDecode", Params{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ReadAll(hex, 10); len(got) != 0 || !errors.Is(err, ErrTooLarge) {
		t.Errorf("spaces: %d bytes, error %v", len(got), err)
	}

	for _, filter := range []string{"FlateDecode", "RunLengthDecode"} {
		in := io.Reader(bytes.NewReader(inner))
		if filter == "RunLengthDecode" {
			in = zeros{} // an endless literal run of one byte each
		}
		r, err := NewReader(in, filter, Params{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadAll(r, 1000); len(got) != 1000 || !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %d bytes, error %v", filter, len(got), err)
		}
	}

	wide := Params{Predictor: 12, Columns: maxRow}
	short := deflate(t, []byte{2, 1, 1})
	const runs = 200
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		if _, err := decode(t, bytes.NewReader(short), "FlateDecode", wide); !errors.Is(err, ErrCorrupt) {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) / runs; n > 128<<10 {
		t.Errorf("a short row of a wide image takes %d bytes", n)
	}
}

// TestConcurrentStreams shares the pool between good and bad streams.
func TestConcurrentStreams(t *testing.T) {
	list := encodings(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, e := range list {
				for _, n := range []int{len(e.data), len(e.data) / 2} {
					r, err := NewReader(bytes.NewReader(e.data[:n]), e.filter, e.params)
					if err != nil {
						t.Error(err)
						return
					}
					got, err := ReadAll(r, 1<<20)
					if (err == nil) != (n == len(e.data)) || !bytes.HasPrefix(e.plain, got) {
						t.Errorf("%s: %d bytes, error %v", e.name, len(got), err)
					}
				}
			}
		})
	}
	wg.Wait()
}
