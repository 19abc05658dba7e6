package signature

import (
	"errors"

	"github.com/motcua/motcua/internal/pdf"
)

// maxHiddenSearch bounds the objects that the search for hidden content visits.
const maxHiddenSearch = 1 << 20

// searchHidden looks through the whole first signed revision for pages and
// page content that nothing leads to, and notes it on the signatures.
func (d *Document) searchHidden(result *Result) error {
	for i := range result.Signatures {
		s := &result.Signatures[i]
		if s.Revision == 0 {
			continue
		}
		hidden, err := d.hidden(s.Revision - 1)
		if err != nil && !errors.Is(err, pdf.ErrLimit) {
			return verifyError(err)
		}
		if hidden {
			s.Notes = append(s.Notes, NoteHiddenContent)
		}
		return nil
	}
	return nil
}

// hidden reports a page, page tree or catalog that is in the revision's
// cross-references and out of reach from its root.
func (d *Document) hidden(rev int) (bool, error) {
	v := d.file.View(rev)
	alive := map[int]bool{}
	var todo []pdf.Ref
	visit := func(_ string, r pdf.Ref) {
		if !alive[r.Num] && len(alive) < maxHiddenSearch {
			alive[r.Num] = true
			todo = append(todo, r)
		}
	}
	pdf.WalkRefs(v.Trailer(), visit)
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		o, err := v.Get(r)
		if errors.Is(err, pdf.ErrLimit) {
			return false, err
		}
		pdf.WalkRefs(o, visit)
	}
	for i := 0; i <= rev; i++ {
		for _, t := range d.file.Touched(i) {
			if alive[t.Num] || t.Kind == pdf.Free {
				continue
			}
			o, err := v.Get(pdf.Ref{Num: t.Num, Gen: t.Gen})
			if errors.Is(err, pdf.ErrLimit) {
				return false, err
			}
			switch pdf.AsDict(o).Get("Type") {
			case pdf.Name("Page"), pdf.Name("Pages"), pdf.Name("Catalog"):
				return true, nil
			}
		}
	}
	return false, nil
}
