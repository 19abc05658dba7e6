package signaturetest

import (
	"fmt"
	"strings"
)

// layout bends how a revision is written. The zero value is regular.
type layout struct {
	// redirect gives cross-reference entries another offset than that of the
	// object written, also for objects that this revision does not hold.
	redirect map[int]int
	// trailer entries replace the regular ones; an empty value removes one.
	trailer dict
	// bare leaves out cross-reference, trailer and startxref.
	bare bool
	// startxref replaces the right offset.
	startxref int
	// raw is written before the objects.
	raw string
}

// Commit writes the changes as a revision: the first one or an incremental
// update (ISO 32000-2, 7.5.6). Without changes it writes an empty update.
func (d *Doc) Commit() { d.commit(layout{}) }

func (d *Doc) commit(l layout) {
	if d.err != nil {
		return
	}
	first := d.prev == 0
	if !first && len(d.out) > 0 && d.out[len(d.out)-1] != '\n' {
		d.out = append(d.out, '\n')
	}
	d.out = append(d.out, l.raw...)
	section := &xrefSection{entries: map[int]xrefEntry{}}
	if first {
		section.entries[0] = xrefEntry{gen: 65535}
	}
	d.writeObjects(section)
	d.addFree(section)
	for num, offset := range l.redirect {
		section.entries[num] = xrefEntry{kind: inUse, offset: offset - len(d.options.Prefix)}
	}
	clear(d.changed)
	if l.bare {
		return
	}
	d.writeXref(section, l)
}

// writeObjects writes the changed objects; those that can be packed go into
// one object stream behind the others.
func (d *Doc) writeObjects(section *xrefSection) {
	var packed []int
	for _, num := range d.dirty() {
		o := d.objects[num]
		if num == 0 || d.isFree(num) {
			continue
		}
		if d.packs(num) {
			packed = append(packed, num)
			continue
		}
		section.entries[num] = xrefEntry{kind: inUse, offset: d.writeObject(num, o.text()), gen: o.gen}
	}
	if len(packed) == 0 {
		return
	}
	container := d.size
	d.size++
	for i, num := range packed {
		section.entries[num] = xrefEntry{kind: compressed, offset: container, gen: i}
	}
	section.container = container
	section.entries[container] = xrefEntry{kind: inUse, offset: d.writeObject(container, d.objectStream(packed))}
}

// writeObject writes the object and returns its offset from the header.
func (d *Doc) writeObject(num int, body string) int {
	d.offsets[num] = len(d.out)
	gen := 0
	if o := d.objects[num]; o != nil {
		gen = o.gen
	}
	d.out = fmt.Appendf(d.out, "%d %d obj\n%s\nendobj\n", num, gen, body)
	return d.offsets[num] - len(d.options.Prefix)
}

// packs tells whether the object goes into an object stream (7.5.7: no
// streams, no generation but 0).
func (d *Doc) packs(num int) bool {
	o := d.objects[num]
	if o.plain || o.gen != 0 || strings.HasSuffix(o.body, "endstream") {
		return false
	}
	switch d.options.Xref {
	case XrefStream:
		return d.options.ObjectStreams
	case XrefHybrid:
		return num == d.info || o.hide
	}
	return false
}

func (d *Doc) isFree(num int) bool {
	for _, f := range d.free {
		if f == num {
			return true
		}
	}
	return false
}

// addFree writes the whole free list if it changed.
func (d *Doc) addFree(section *xrefSection) {
	if !d.changed[0] {
		return
	}
	previous, gen := 0, 65535
	for _, num := range d.free {
		section.entries[previous] = xrefEntry{offset: num, gen: gen}
		previous, gen = num, d.objects[num].gen
	}
	section.entries[previous] = xrefEntry{gen: gen}
}

// objectStream packs objects (7.5.7). The stream is not compressed.
func (d *Doc) objectStream(nums []int) string {
	var index, bodies strings.Builder
	for _, num := range nums {
		fmt.Fprintf(&index, "%d %d ", num, bodies.Len())
		bodies.WriteString(d.objects[num].text() + "\n")
	}
	header := dictOf("Type", "/ObjStm", "N", fmt.Sprint(len(nums)), "First", fmt.Sprint(index.Len()))
	return stream(header, index.String()+bodies.String())
}
