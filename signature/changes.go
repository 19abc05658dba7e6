package signature

import (
	"errors"
	"io"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfdiff"
)

// MaxChangeDetails caps Changes.Details; the verdict counts all of them.
const MaxChangeDetails = 100

// judgeChanges classifies every later revision once, then holds the result
// against the permissions of each signature.
func (d *Document) judgeChanges(jobs []*judgement) error {
	last := len(d.file.Revisions())
	first := last
	for _, j := range jobs {
		if rev := j.out.Revision; rev > 0 {
			first = min(first, rev)
		}
	}
	steps := make([][]pdfdiff.Change, last+1)
	if first < last {
		differ := pdfdiff.New(d.file, first-1)
		for rev := first + 1; rev <= last; rev++ {
			step, err := differ.Step(rev - 1)
			if err != nil && !errors.Is(err, pdf.ErrLimit) {
				return verifyError(err)
			}
			if err != nil {
				step = append(step, pdfdiff.Change{Code: pdfdiff.ObjectUnreadable, Level: pdfdiff.Content, Unknown: true})
			}
			steps[rev] = step
		}
	}
	for _, j := range jobs {
		if err := d.changesSince(j, &j.out, steps); err != nil {
			return err
		}
	}
	return nil
}

// changesSince fills in the second verdict of one signature.
func (d *Document) changesSince(j *judgement, s *Signature, steps [][]pdfdiff.Change) error {
	s.Changes = Changes{Level: LevelNone, Permitted: Yes}
	switch {
	case s.Revision == 0 && (j.geometry.reason != "" || j.c.dict == nil):
		// What was signed is not known, so nothing can be said of what came after.
		s.Changes = Changes{Level: LevelContent, Permitted: Unknown}
		s.Changes.add(Change{Code: ReasonNothingCovered, Level: LevelContent, Permitted: Unknown})
		return nil
	case s.Revision == 0:
		s.Changes.add(Change{Code: ReasonCoverage, Level: LevelContent, Permitted: No})
		return nil
	}
	if j.c.view.Revision() >= s.Revision {
		s.Changes.add(Change{Code: ReasonCoverage, Level: LevelContent, Permitted: No, Revision: j.c.view.Revision() + 1})
	}
	terms := j.c.terms()
	for rev := s.Revision + 1; rev < len(steps); rev++ {
		for _, c := range steps[rev] {
			s.Changes.add(terms.judge(c, rev))
		}
	}
	return d.tail(j, s)
}

// add counts a change into the verdict.
func (c *Changes) add(ch Change) {
	c.Level = max(c.Level, ch.Level)
	switch {
	case ch.Permitted == No:
		c.Permitted = No
	case ch.Permitted == Unknown && c.Permitted == Yes:
		c.Permitted = Unknown
	}
	if len(c.Details) < MaxChangeDetails {
		c.Details = append(c.Details, ch)
	}
}

// tail looks at the bytes behind the signed ranges that no revision accounts
// for. White space and zeros are padding of storage; anything else could be
// taken for content by a reader that repairs files.
func (d *Document) tail(j *judgement, s *Signature) error {
	revs := d.file.Revisions()
	from := max(j.geometry.end, revs[len(revs)-1].End)
	var buf []byte
	for from < d.file.Size() {
		if buf == nil {
			buf = make([]byte, 4096)
		}
		n, err := d.file.Source().ReadAt(buf, from)
		if n == 0 && err != nil && !errors.Is(err, io.EOF) {
			return verifyError(err)
		}
		for _, c := range buf[:n] {
			if c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0 {
				s.Changes.add(Change{Code: ReasonTrailingData, Level: LevelContent, Permitted: No})
				return nil
			}
		}
		if n == 0 {
			break
		}
		from += int64(n)
	}
	return nil
}
