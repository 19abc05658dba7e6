package signaturetest

import (
	"fmt"
	"slices"
	"strings"
)

// commitLinearized writes the first revision in the order of a linearized file
// (ISO 32000-2, annex F): the first page's objects and a first cross-reference
// section before the rest, so that the section which startxref names stands at
// the top and its Prev points down the file. There is no hint stream.
func (d *Doc) commitLinearized() {
	parameters := d.Add("")
	rest := []int{d.pages, d.info}
	top := slices.DeleteFunc(d.dirty(), func(n int) bool { return slices.Contains(rest, n) })

	// The length of the top section is known before its offsets are.
	dry := map[int]xrefEntry{}
	for _, n := range top {
		dry[n] = xrefEntry{kind: inUse}
	}
	bodies := func(prev, length int) string {
		d.objects[parameters].body = fmt.Sprintf("<< /Linearized 1 /L %010d /O %d /N %d /E %010d /T %010d /H [0 0] >>",
			length, d.page[0], len(d.page), prev, prev)
		return d.objects[parameters].body
	}
	header := len(d.out)
	d.writeObject(parameters, bodies(0, 0))
	first := len(d.out)
	d.writeTop(dry, 0)
	for _, n := range top {
		if n != parameters {
			dry[n] = xrefEntry{kind: inUse, offset: d.writeObject(n, d.objects[n].text())}
		}
	}
	last := map[int]xrefEntry{0: {gen: 65535}}
	for _, n := range rest {
		last[n] = xrefEntry{kind: inUse, offset: d.writeObject(n, d.objects[n].text())}
	}
	prev := d.writeTable(last, dictOf("Size", fmt.Sprint(d.size)))
	d.out = fmt.Appendf(d.out, "startxref\n%d\n%%%%EOF\n", first)

	// Second pass over the top, now with the right numbers, of equal length.
	file := d.out
	dry[parameters] = xrefEntry{kind: inUse, offset: header}
	d.out = slices.Clone(file[:header])
	d.writeObject(parameters, bodies(prev, len(file)))
	d.writeTop(dry, prev)
	d.out = append(d.out, file[len(d.out):]...)
	d.prev = first
	clear(d.changed)
}

// writeTop writes the first section with a Prev of fixed width. Its startxref
// is 0, as annex F wants.
func (d *Doc) writeTop(entries map[int]xrefEntry, prev int) {
	trailer := dictOf("Size", fmt.Sprint(d.size))
	trailer = append(trailer, d.trailer...)
	d.writeTable(entries, trailer.with("Prev", fmt.Sprint(prev)+strings.Repeat(" ", 10-len(fmt.Sprint(prev)))))
	d.out = append(d.out, "startxref\n0\n%%EOF\n"...)
}
