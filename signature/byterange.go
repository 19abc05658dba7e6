package signature

import (
	"errors"

	"github.com/motcua/motcua/internal/pdf"
)

// geometry is where the signed ranges of a signature lie: [0, gapStart) and
// [gapEnd, end).
type geometry struct {
	gapStart, gapEnd, end int64
	contents              pdf.String
	reason                Reason // set when the ranges are not as they must be
}

// geometry reads ByteRange and Contents (12.8.1, Table 255). The ranges must
// leave out exactly the bytes of the Contents string, start at the first byte
// of the file and stay inside it: everything else leaves room for content that
// is shown but not signed.
func (c *candidate) geometry(d *Document) geometry {
	if c.dict == nil {
		return geometry{reason: c.unreadable()}
	}
	if c.dict.Duplicate {
		return geometry{reason: ReasonAmbiguousDictionary}
	}
	contents, reason := c.contents()
	if reason != "" {
		return geometry{reason: reason}
	}
	g := geometry{contents: contents}
	ranges, ok := c.byteRange()
	if !ok {
		g.reason = ReasonByteRangeMalformed
		return g
	}
	g.gapStart, g.gapEnd = ranges[1], ranges[2]
	g.end = ranges[2] + ranges[3]
	g.reason = g.check(ranges[0], d.file.Size())
	return g
}

func (c *candidate) unreadable() Reason {
	switch {
	case errors.Is(c.err, pdf.ErrLocked):
		return ReasonEncrypted
	case errors.Is(c.err, pdf.ErrLimit):
		return ReasonLimit
	}
	return ReasonNoDictionary
}

// contents returns the signature value as it stands in the file.
func (c *candidate) contents() (pdf.String, Reason) {
	o, err := c.view.Resolve(c.dict.Get("Contents"))
	s, ok := o.(pdf.String)
	switch {
	case err != nil || !ok:
		return s, ReasonNoContents
	case s.Value == "" || allZero(s.Value):
		return s, ReasonEmptyContents
	case s.Start == 0:
		return s, ReasonContentsNotInFile
	}
	return s, ""
}

// allZero reports that nothing but zero bytes is left. It compares blocks,
// because signatures are followed by kilobytes of padding.
func allZero[T string | []byte](s T) bool {
	const block = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	for len(s) >= len(block) {
		if string(s[:len(block)]) != block {
			return false
		}
		s = s[len(block):]
	}
	return string(s) == block[:len(s)]
}

// byteRange reads the two pairs of offset and length.
func (c *candidate) byteRange() ([4]int64, bool) {
	var out [4]int64
	o, err := c.view.Resolve(c.dict.Get("ByteRange"))
	a, ok := o.(pdf.Array)
	if err != nil || !ok || len(a) != len(out) {
		return out, false
	}
	for i, e := range a {
		n, ok := e.(pdf.Integer)
		if !ok || n < 0 || n > 1<<62 {
			return out, false
		}
		out[i] = int64(n)
	}
	return out, true
}

// check compares the ranges with the place of Contents.
func (g *geometry) check(start, size int64) Reason {
	switch {
	case g.end < g.gapEnd || g.end > size:
		return ReasonByteRangeOutside
	case start != 0:
		return ReasonByteRangeStart
	case g.gapStart != g.contents.Start || g.gapEnd != g.contents.End:
		return ReasonByteRangeGap
	}
	return ""
}

// signedRevision returns the 1-based number of the last revision that lies
// wholly inside the signed ranges, 0 when none does.
func (d *Document) signedRevision(g geometry) int {
	if g.reason != "" {
		return 0
	}
	if g.end == d.file.Size() {
		return len(d.file.Revisions()) // whatever the last revision lacks, nothing follows
	}
	n := 0
	for i, r := range d.file.Revisions() {
		if r.Closed && r.Marker <= g.end {
			n = i + 1
		}
	}
	// Who is given the signed bytes alone must end up at the same revision: a
	// file may hold cross-references that only a later one wakes.
	if at, ok := d.file.Entrance(g.end); !ok || at != n-1 {
		return 0
	}
	return n
}
