package signaturetest

import (
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"maps"
	"slices"
)

// xrefSection is the cross-reference of one revision.
type xrefSection struct {
	entries   map[int]xrefEntry
	container int // number of the object stream, 0 for none
}

// xrefEntry has the fields of ISO 32000-2, table 18.
type xrefEntry struct {
	kind   int
	offset int // of a free entry: the next free number; compressed: the container
	gen    int // compressed: the index in the container
}

// The kinds of entries, as numbered in a cross-reference stream.
const (
	inUse      = 1
	compressed = 2
)

// writeXref writes the cross-reference section, trailer and end of a revision.
func (d *Doc) writeXref(s *xrefSection, l layout) {
	var at int
	switch d.options.Xref {
	case XrefStream:
		num := d.size
		d.size++
		at = len(d.out) - len(d.options.Prefix)
		s.entries[num] = xrefEntry{kind: inUse, offset: at}
		d.writeXrefStream(num, s.entries, d.trailerDict(l))
	case XrefHybrid:
		at = d.writeHybrid(s, l)
	default:
		at = d.writeTable(s.entries, d.trailerDict(l))
	}
	d.prev = at
	if l.startxref != 0 {
		at = l.startxref
	}
	d.out = fmt.Appendf(d.out, "startxref\n%d\n%%%%EOF\n", at)
}

func (d *Doc) trailerDict(l layout) dict {
	t := dictOf("Size", fmt.Sprint(d.size))
	t = append(t, d.trailer...)
	if d.prev != 0 {
		t = t.with("Prev", fmt.Sprint(d.prev))
	}
	for _, e := range l.trailer {
		t = t.with(e.key, e.value)
	}
	return t
}

// writeHybrid hides the packed objects from the table in a cross-reference
// stream that the trailer names.
func (d *Doc) writeHybrid(s *xrefSection, l layout) int {
	visible, hidden := map[int]xrefEntry{}, map[int]xrefEntry{}
	for num, e := range s.entries {
		if e.kind == compressed {
			hidden[num] = e
			continue
		}
		visible[num] = e
	}
	if len(hidden) == 0 {
		return d.writeTable(visible, d.trailerDict(l))
	}
	num := d.size
	d.size++
	at := len(d.out) - len(d.options.Prefix)
	visible[num] = xrefEntry{kind: inUse, offset: at}
	for h := range hidden {
		visible[h] = xrefEntry{gen: 65535}
	}
	d.writeXrefStream(num, hidden, dictOf("Size", fmt.Sprint(d.size)))
	return d.writeTable(visible, d.trailerDict(l).with("XRefStm", fmt.Sprint(at)))
}

// writeTable returns the offset of the table from the header.
func (d *Doc) writeTable(entries map[int]xrefEntry, trailer dict) int {
	at := len(d.out) - len(d.options.Prefix)
	d.out = append(d.out, "xref\n"...)
	if len(entries) == 0 {
		d.out = append(d.out, "0 0\n"...)
	}
	for _, run := range runs(entries) {
		d.out = fmt.Appendf(d.out, "%d %d\n", run[0], len(run))
		for _, num := range run {
			e := entries[num]
			kind := "f"
			if e.kind == inUse {
				kind = "n"
			}
			d.out = fmt.Appendf(d.out, "%010d %05d %s \n", e.offset, e.gen, kind)
		}
	}
	d.out = fmt.Appendf(d.out, "trailer\n%s\n", trailer)
	return at
}

// writeXrefStream writes the entries with the PNG predictor Up, as most
// software does (7.4.4.4).
func (d *Doc) writeXrefStream(num int, entries map[int]xrefEntry, trailer dict) {
	const columns = 7 // widths 1, 4 and 2
	var index []string
	var rows []byte
	previous := make([]byte, columns)
	for _, run := range runs(entries) {
		index = append(index, fmt.Sprint(run[0]), fmt.Sprint(len(run)))
		for _, n := range run {
			e := entries[n]
			row := binary.BigEndian.AppendUint32([]byte{byte(e.kind)}, uint32(e.offset))
			row = binary.BigEndian.AppendUint16(row, uint16(e.gen))
			rows = append(rows, 2)
			for i := range row {
				rows = append(rows, row[i]-previous[i])
			}
			previous = row
		}
	}
	header := dictOf("Type", "/XRef", "W", "[1 4 2]", "Index", array(index...), "Filter", "/FlateDecode",
		"DecodeParms", fmt.Sprintf("<< /Predictor 12 /Columns %d >>", columns))
	d.writeObject(num, stream(append(header, trailer...), storedZlib(rows)))
}

// runs cuts the numbers into ascending runs without gaps.
func runs(entries map[int]xrefEntry) [][]int {
	var out [][]int
	for _, num := range slices.Sorted(maps.Keys(entries)) {
		if n := len(out); n > 0 && out[n-1][len(out[n-1])-1] == num-1 {
			out[n-1] = append(out[n-1], num)
			continue
		}
		out = append(out, []int{num})
	}
	return out
}

// storedZlib wraps data in zlib blocks that store it as it is (RFC 1950, RFC
// 1951, 3.2.4): unlike a compressor's, the output depends on no version of it.
func storedZlib(data []byte) string {
	out := []byte{0x78, 0x01}
	for start := 0; start == 0 || start < len(data); start += 0xffff {
		block := data[start:min(start+0xffff, len(data))]
		final := byte(0)
		if start+len(block) == len(data) {
			final = 1
		}
		out = append(out, final)
		out = binary.LittleEndian.AppendUint16(out, uint16(len(block)))
		out = binary.LittleEndian.AppendUint16(out, ^uint16(len(block)))
		out = append(out, block...)
	}
	return string(binary.BigEndian.AppendUint32(out, adler32.Checksum(data)))
}
