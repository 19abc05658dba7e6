package pdfwrite

import (
	"fmt"
	"maps"
	"slices"

	"github.com/motcua/motcua/internal/pdf"
)

// section writes the cross-reference section, trailer and end of the update.
func (r *render) section(id []byte) error {
	size := r.u.next
	if r.u.tail.Stream {
		size++ // for the stream itself
	}
	trailer := r.trailer(id, size)
	start := r.here() - r.u.tail.Shift
	var err error
	if r.u.tail.Stream {
		err = r.streamSection(trailer, start)
	} else {
		err = r.table(trailer)
	}
	r.out = fmt.Appendf(r.out, "startxref\n%d\n%%%%EOF\n", start)
	return err
}

// trailer keeps the entries that a trailer hands on (ISO 32000-2, Table 15).
func (r *render) trailer(id []byte, size int) map[pdf.Name]pdf.Object {
	old := r.u.view.Trailer()
	out := map[pdf.Name]pdf.Object{"Size": pdf.Integer(size), "Prev": pdf.Integer(r.u.tail.XRef)}
	for _, key := range []pdf.Name{"Root", "Info", "Encrypt", "ID"} {
		if v := old.Get(key); v != nil {
			out[key] = v
		}
	}
	if ids, ok := out["ID"].(pdf.Array); ok && len(ids) == 2 && id != nil {
		out["ID"] = pdf.Array{ids[0], pdf.String{Value: string(id), Hex: true}}
	}
	return out
}

// runs cuts the numbers of the entries into ascending runs without gaps.
func (r *render) runs() [][]int {
	var out [][]int
	for _, num := range slices.Sorted(maps.Keys(r.entries)) {
		if n := len(out); n > 0 && out[n-1][len(out[n-1])-1] == num-1 {
			out[n-1] = append(out[n-1], num)
			continue
		}
		out = append(out, []int{num})
	}
	return out
}

// maxTableOffset is what the ten digits of a table's entry hold.
const maxTableOffset = 9_999_999_999

// table writes a cross-reference table (7.5.4).
func (r *render) table(trailer map[pdf.Name]pdf.Object) error {
	if r.here() > maxTableOffset {
		return fmt.Errorf("pdfwrite: write table: offset: %w", ErrTooMany)
	}
	r.out = append(r.out, "xref\n"...)
	for _, run := range r.runs() {
		r.out = fmt.Appendf(r.out, "%d %d\n", run[0], len(run))
		for _, num := range run {
			e := r.entries[num]
			r.out = fmt.Appendf(r.out, "%010d %05d n\r\n", e.offset, e.gen)
		}
	}
	r.out = append(r.out, "trailer\n"...)
	s := &sink{out: r.out}
	err := s.dict(pdf.NewDict(trailer))
	r.out = append(s.out, '\n')
	return err
}

// Widths of the fields of a cross-reference stream's rows, in bytes.
const (
	offsetWidth = 6
	genWidth    = 2
)

// streamSection writes a cross-reference stream (7.5.8), plain, since it has a
// handful of rows. It lists itself.
func (r *render) streamSection(trailer map[pdf.Name]pdf.Object, start int64) error {
	r.entries[r.u.next] = entry{offset: start}
	var index pdf.Array
	var rows []byte
	for _, run := range r.runs() {
		index = append(index, pdf.Integer(run[0]), pdf.Integer(len(run)))
		for _, num := range run {
			e := r.entries[num]
			rows = appendBig(append(rows, 1), uint64(e.offset), offsetWidth)
			rows = appendBig(rows, uint64(e.gen), genWidth)
		}
	}
	trailer["Type"] = pdf.Name("XRef")
	trailer["W"] = pdf.Array{pdf.Integer(1), pdf.Integer(offsetWidth), pdf.Integer(genWidth)}
	trailer["Index"] = index
	trailer["Length"] = pdf.Integer(len(rows))
	r.out = fmt.Appendf(r.out, "%d 0 obj\n", r.u.next)
	s := &sink{out: r.out}
	err := s.dict(pdf.NewDict(trailer))
	s.text("\nstream\n")
	s.out = append(s.out, rows...)
	s.text("\nendstream\nendobj\n")
	r.out = s.out
	return err
}

// appendBig appends the lowest bytes of a number, the highest of them first.
func appendBig(b []byte, v uint64, width int) []byte {
	for i := width - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}
