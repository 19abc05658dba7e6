package pdffilter

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
)

// sample returns n bytes that compress, but not to nothing.
func sample(n int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([]byte, 0, n+40)
	for len(out) < n {
		out = append(out, fmt.Sprintf("%010d %05d n\n", rng.IntN(1<<20), rng.IntN(3))...)
		out = append(out, byte(rng.IntN(256)))
	}
	return out[:n]
}

func deflate(tb testing.TB, data []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, err := w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// lzwLate encodes with the width change of EarlyChange 0, which is that of
// package compress/lzw.
func lzwLate(tb testing.TB, data []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.MSB, 8)
	_, err := w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// lzwWriter encodes with either width change, and clears the table when it is
// full or, with late set, only some codes later.
type lzwWriter struct {
	early, late int
	out         []byte
	acc         uint64
	nacc        uint
}

func (w *lzwWriter) put(code int, width uint) {
	w.acc, w.nacc = w.acc<<width|uint64(code), w.nacc+width
	for w.nacc >= 8 {
		w.nacc -= 8
		w.out = append(w.out, byte(w.acc>>w.nacc))
	}
}

func (w *lzwWriter) encode(data []byte) []byte {
	table, next, width, over := map[string]int{}, 258, uint(9), 0
	w.put(256, width)
	code := func(s []byte) int {
		if len(s) == 1 {
			return int(s[0])
		}
		return table[string(s)]
	}
	start := 0
	for end := 1; end <= len(data); end++ {
		if _, known := table[string(data[start:end])]; end-start == 1 || known {
			continue
		}
		w.put(code(data[start:end-1]), width)
		if next < 4095-w.early {
			table[string(data[start:end])] = next
			next++
			// The decoder is one entry behind.
			if next-1+w.early == 1<<width {
				width++
			}
		} else if over++; over > w.late {
			w.put(256, width)
			table, next, width, over = map[string]int{}, 258, 9, 0
		}
		start = end - 1
	}
	if start < len(data) {
		w.put(code(data[start:]), width)
		if next+w.early == 1<<width && width < 12 {
			width++
		}
	}
	w.put(257, width)
	w.put(0, 7) // fill the last byte
	return w.out
}

func hexEncode(data []byte) []byte { return append([]byte(hex.EncodeToString(data)), '>') }

func base85Encode(data []byte) []byte {
	var b bytes.Buffer
	w := ascii85.NewEncoder(&b)
	w.Write(data)
	w.Close()
	return append(b.Bytes(), "~>"...)
}

// runEncode uses both kinds of runs.
func runEncode(data []byte) []byte {
	var out []byte
	for len(data) > 0 {
		n := 1
		for n < len(data) && n < 128 && data[n] == data[0] {
			n++
		}
		if n > 1 {
			out = append(out, byte(257-n), data[0])
		} else {
			for n < len(data) && n < 128 && data[n] != data[n-1] {
				n++
			}
			out = append(append(out, byte(n-1)), data[:n]...)
		}
		data = data[n:]
	}
	return append(out, 128)
}

// pngRows filters rows with the row types in turn (PNG §9).
func pngRows(data []byte, size, pixel int, types ...byte) []byte {
	var out []byte
	above := make([]byte, size)
	for i := 0; len(data) > 0; i++ {
		row := data[:size]
		kind := types[i%len(types)]
		out = append(out, kind)
		for x := range row {
			var a, c byte
			if x >= pixel {
				a, c = row[x-pixel], above[x-pixel]
			}
			b := above[x]
			p := int(a) + int(b) - int(c)
			pa, pb, pc := distance(p, a), distance(p, b), distance(p, c)
			paeth := c
			if pa <= pb && pa <= pc {
				paeth = a
			} else if pb <= pc {
				paeth = b
			}
			out = append(out, row[x]-[]byte{0, a, b, byte((int(a) + int(b)) / 2), paeth}[kind])
		}
		above, data = row, data[size:]
	}
	return out
}

func distance(p int, v byte) int { return max(p-int(v), int(v)-p) }

// tiffRows differences samples of the given bits, most significant first.
func tiffRows(data []byte, size, colors, bits int) []byte {
	out := make([]byte, len(data))
	for at := 0; at < len(data); at += size {
		row := data[at : at+size]
		sample := func(i int) int {
			v := 0
			for b := i * bits; b < (i+1)*bits; b++ {
				v = v<<1 | int(row[b/8]>>(7-b%8)&1)
			}
			return v
		}
		for i := range size * 8 / bits {
			v := sample(i)
			if i >= colors {
				v -= sample(i - colors)
			}
			for b := range bits {
				out[at+(i*bits+b)/8] |= byte(v>>(bits-1-b)&1) << (7 - (i*bits+b)%8)
			}
		}
	}
	return out
}
