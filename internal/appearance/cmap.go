package appearance

import "encoding/binary"

// maxCmapGroups bounds the ranges of a character map.
const maxCmapGroups = 1 << 16

// cmap maps letters to glyphs: ranges in the order of the font.
type cmap struct{ ranges []cmapRange }

type cmapRange struct {
	first, last rune
	glyph       int    // of the first letter, where ids is nil
	ids         []byte // two bytes for each letter
	delta       int    // added to what ids holds
}

// glyph returns the glyph of a letter, 0 where there is none.
func (c cmap) glyph(r rune) int {
	lo, hi := 0, len(c.ranges)
	for lo < hi {
		mid := (lo + hi) / 2
		if c.ranges[mid].last < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(c.ranges) || r < c.ranges[lo].first {
		return 0
	}
	g := c.ranges[lo]
	at := int(r - g.first)
	if g.ids == nil {
		return g.glyph + at
	}
	if 2*at+2 > len(g.ids) {
		return 0
	}
	id := int(binary.BigEndian.Uint16(g.ids[2*at:]))
	if id == 0 {
		return 0
	}
	return (id + g.delta) & 0xffff
}

// readCmap takes the Unicode table with most letters: format 12, else 4.
func (f *Font) readCmap() error {
	t := f.tables["cmap"]
	if len(t) < 4 {
		return broken("cmap")
	}
	var small, large []byte
	n := int(binary.BigEndian.Uint16(t[2:]))
	for i := 0; i < n && 4+8*(i+1) <= len(t); i++ {
		r := t[4+8*i:]
		platform, encoding := binary.BigEndian.Uint16(r), binary.BigEndian.Uint16(r[2:])
		off := uint64(binary.BigEndian.Uint32(r[4:]))
		if off+4 > uint64(len(t)) || platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) {
			continue
		}
		switch binary.BigEndian.Uint16(t[off:]) {
		case 4:
			small = t[off:]
		case 12:
			large = t[off:]
		}
	}
	switch {
	case large != nil:
		f.cmap.groups(large)
	case small != nil:
		f.cmap.segments(small)
	}
	last := rune(-1)
	for _, r := range f.cmap.ranges {
		if r.first <= last || r.last < r.first {
			return broken("cmap is not in order")
		}
		last = r.last
	}
	if len(f.cmap.ranges) == 0 {
		return broken("cmap without Unicode")
	}
	return nil
}

// groups reads format 12.
func (c *cmap) groups(t []byte) {
	if len(t) < 16 {
		return
	}
	n := int(min(binary.BigEndian.Uint32(t[12:]), maxCmapGroups))
	for i := 0; i < n && 16+12*(i+1) <= len(t); i++ {
		g := t[16+12*i:]
		c.ranges = append(c.ranges, cmapRange{
			first: rune(binary.BigEndian.Uint32(g) & 0x1fffff), last: rune(binary.BigEndian.Uint32(g[4:]) & 0x1fffff),
			glyph: int(binary.BigEndian.Uint32(g[8:]) & 0xffff),
		})
	}
}

// segments reads format 4.
func (c *cmap) segments(t []byte) {
	if len(t) < 16 {
		return
	}
	n := int(binary.BigEndian.Uint16(t[6:])) / 2
	if len(t) < 16+8*n {
		return
	}
	ends, starts, deltas, offsets := t[14:], t[16+2*n:], t[16+4*n:], t[16+6*n:]
	for i := range n {
		r := cmapRange{
			first: rune(binary.BigEndian.Uint16(starts[2*i:])), last: rune(binary.BigEndian.Uint16(ends[2*i:])),
			delta: int(binary.BigEndian.Uint16(deltas[2*i:])),
		}
		if r.last == 0xffff {
			continue // the closing segment
		}
		off := int(binary.BigEndian.Uint16(offsets[2*i:]))
		switch {
		case off == 0:
			c.shifted(r)
			continue
		case 2*i+off > len(offsets):
			r.ids = []byte{}
		default:
			r.ids = offsets[2*i+off:]
		}
		c.ranges = append(c.ranges, r)
	}
}

// shifted adds a segment whose glyphs are its letters plus a delta, counted
// modulo 65,536: it is cut where the count starts anew.
func (c *cmap) shifted(r cmapRange) {
	first := (int(r.first) + r.delta) & 0xffff
	wrap := r.first + rune(0x10000-first)
	low := cmapRange{first: r.first, last: min(r.last, wrap-1), glyph: first}
	c.ranges = append(c.ranges, low)
	if r.last >= wrap {
		c.ranges = append(c.ranges, cmapRange{first: wrap, last: r.last})
	}
}
