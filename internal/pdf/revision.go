package pdf

import (
	"fmt"
	"slices"
)

// Revision is one saved state of the file: the original, or what one
// incremental update made of it.
type Revision struct {
	// Marker is the offset just past the %%EOF that closes the revision; End
	// also counts the end of line after it.
	Marker int64
	End    int64
	// Closed tells that a startxref and %%EOF follow the section, and that the
	// former leads to the revision's newest section.
	Closed bool
	// first and last index File.sections: a linearised file's original has two.
	first, last int
}

// groupRevisions makes one revision of every section, oldest first. The parts
// of a linearised file belong together: its first-page section stands before
// the main one that its Prev names, while an update always stands behind.
func groupRevisions(sections []*section) []Revision {
	var revs []Revision
	for i, s := range sections {
		if i > 0 && s.offset < sections[i-1].offset {
			r := &revs[len(revs)-1]
			r.last = i
			if s.end > r.End {
				r.Marker, r.End, r.Closed = s.marker, s.end, s.closed
			}
			continue
		}
		revs = append(revs, Revision{Marker: s.marker, End: s.end, Closed: s.closed, first: i, last: i})
	}
	return revs
}

// checkClosings unmarks revisions that a reader of the file as it ended then
// would not have started with. Their newest section was lying dormant until a
// later revision named it.
func (f *File) checkClosings() {
	for i := range len(f.revisions) - 1 {
		r := &f.revisions[i]
		for _, s := range f.sections[r.first : r.last+1] {
			if s.end == r.End && s.closed && !f.leadsTo(s.stated, f.sections[r.last]) {
				r.Closed = false
			}
		}
	}
}

// leadsTo reports that a stated offset means a section.
func (f *File) leadsTo(stated int64, s *section) bool {
	if stated == s.offset {
		return true
	}
	if stated < 0 || stated >= f.size {
		return false
	}
	start, err := f.sectionStart(stated)
	if err != nil {
		return false
	}
	f.scan.seek(start)
	t, err := f.parser().token()
	return err == nil && t.start == s.offset
}

// Entrance returns the revision (counting from 0) that a reader of nothing but
// the first end bytes of the file starts with: the one that the last startxref
// before end leads to. It reports false where that is none of the revisions.
func (f *File) Entrance(end int64) (int, bool) {
	stated, err := f.startXRef(min(end, f.size))
	if err != nil {
		return 0, false
	}
	for i, r := range f.revisions {
		if f.leadsTo(stated, f.sections[r.last]) {
			return i, true
		}
	}
	return 0, false
}

// Revisions returns the revisions, oldest first; there is at least one.
func (f *File) Revisions() []Revision { return f.revisions }

// Touched is an object that a revision wrote, re-listed or freed.
type Touched struct {
	Num int
	Entry
}

// Touched lists the objects whose cross-reference entry revision i (counting
// from 0) changes, or whose object stream it replaces, the newest section
// first. The first revision touches all.
func (f *File) Touched(i int) []Touched {
	r := f.revisions[i]
	seen := map[int]bool{}
	var list []Touched
	add := func(num int, _ Entry) {
		if seen[num] {
			return
		}
		seen[num] = true
		e, _ := f.lookup(i, num)
		if i > 0 {
			if old, found := f.lookup(i-1, num); found && old == e || !found && e.Kind == Free {
				return
			}
		}
		list = append(list, Touched{Num: num, Entry: e})
	}
	for j := r.last; j >= r.first; j-- {
		f.sections[j].numbers(add)
	}
	for _, num := range f.early {
		add(num, Entry{})
	}
	if i == 0 {
		return list
	}
	for _, t := range list {
		list = append(list, f.poured(i, t.Num, seen)...)
	}
	return list
}

// prepareViews finds what looking objects up in a file of several revisions
// needs to know beforehand.
func (f *File) prepareViews() error {
	if len(f.revisions) == 1 {
		return nil
	}
	f.checkClosings()
	f.indexSections()
	if err := f.findEarly(); err != nil {
		return err
	}
	return f.findMembers()
}

// poured lists the objects that revision i replaced by replacing the object
// stream that holds them.
func (f *File) poured(i, stream int, seen map[int]bool) []Touched {
	var list []Touched
	for _, num := range f.members[stream] {
		is, _ := f.lookup(i, num)
		was, _ := f.lookup(i-1, num)
		if seen[num] || is != was || is.Kind != Compressed || is.Stream != stream {
			continue
		}
		seen[num] = true
		list = append(list, Touched{Num: num, Entry: is})
	}
	return list
}

// maxPoured bounds the objects that are replaced by way of their streams. No
// writer replaces any so.
const maxPoured = 1 << 20

// findMembers notes what the object streams hold.
func (f *File) findMembers() error {
	f.members = map[int][]int{}
	for _, s := range f.sections {
		s.numbers(func(num int, e Entry) {
			if e.Kind == Compressed {
				f.members[e.Stream] = append(f.members[e.Stream], num)
			}
		})
	}
	poured := 0
	for _, r := range f.revisions[1:] {
		for j := r.first; j <= r.last; j++ {
			f.sections[j].numbers(func(num int, e Entry) { poured += len(f.members[num]) })
		}
	}
	for _, num := range f.early {
		poured += len(f.members[num]) * len(f.revisions)
	}
	if poured > maxPoured+int(f.entries) {
		return fmt.Errorf("pdf: read cross-references: replaced object streams: %w", ErrLimit)
	}
	return nil
}

// ObjectCount returns the number of entries in use that revision i lists.
func (f *File) ObjectCount(i int) int {
	n := 0
	r := f.revisions[i]
	for j := r.first; j <= r.last; j++ {
		f.sections[j].numbers(func(_ int, e Entry) {
			if e.Kind != Free {
				n++
			}
		})
	}
	return n
}

// lookup finds the entry in force for an object number at revision i. An object
// that would stand in what was appended later does not exist yet.
func (f *File) lookup(i, num int) (Entry, bool) {
	e, ok := f.listed(i, num)
	if ok && e.Kind == InFile && f.beyond(i, num, e) {
		return Entry{}, true
	}
	return e, ok
}

// listed finds what the sections up to revision i say of an object number.
func (f *File) listed(i, num int) (Entry, bool) {
	if f.history != nil {
		return f.listedLate(i, num)
	}
	for j := f.revisions[i].last; j >= 0; j-- {
		if e, ok := f.sections[j].find(num); ok {
			return e, true
		}
	}
	return Entry{}, false
}

// manySections is the number of sections from which they are indexed.
const manySections = 8

// indexSections lists all pairs of object number and section in order, so that
// a file of thousands of updates is not searched through for every object.
func (f *File) indexSections() {
	if len(f.sections) < manySections {
		return
	}
	f.history = make([]uint64, 0, f.entries)
	for j, s := range f.sections {
		s.numbers(func(num int, _ Entry) { f.history = append(f.history, uint64(num)<<32|uint64(j)) })
	}
	slices.Sort(f.history)
}

// listedLate is listed by way of the index.
func (f *File) listedLate(i, num int) (Entry, bool) {
	at, found := slices.BinarySearch(f.history, uint64(num)<<32|uint64(f.revisions[i].last))
	if !found {
		at--
	}
	if at < 0 || f.history[at]>>32 != uint64(num) {
		return Entry{}, false
	}
	return f.sections[uint32(f.history[at])].find(num)
}

// beyond reports an entry that leads to what a later revision appended.
func (f *File) beyond(i, num int, e Entry) bool {
	end := f.extent(i)
	if end == f.size || e.Offset+f.shift < end {
		return false
	}
	if e.Offset >= end {
		return true
	}
	start, err := f.objectStart(Ref{Num: num, Gen: e.Gen}, e.Offset)
	return err != nil || start >= end
}

// maxEarly bounds the entries that lead beyond their revision: no writer makes
// any.
const maxEarly = 1 << 12

// findEarly notes the objects whose entries lead beyond their own revision. They
// come into being with a later one, which does not list them.
func (f *File) findEarly() error {
	for i, r := range f.revisions {
		for j := r.first; j <= r.last; j++ {
			f.sections[j].numbers(func(num int, e Entry) {
				if e.Kind == InFile && len(f.early) <= maxEarly && f.beyond(i, num, e) {
					f.early = append(f.early, num)
				}
			})
		}
	}
	if len(f.early) > maxEarly {
		return fmt.Errorf("pdf: read cross-references: offsets beyond their revision: %w", ErrXRef)
	}
	return nil
}

// Structural reports the object numbers of revision i that carry its
// cross-reference streams.
func (f *File) Structural(i int) map[int]bool {
	r := f.revisions[i]
	nums := map[int]bool{}
	for j := r.first; j <= r.last; j++ {
		if n := f.sections[j].stream; n > 0 {
			nums[n] = true
		}
	}
	return nums
}

// ObjectBefore returns the object of revision i whose bytes start last before
// an offset.
func (f *File) ObjectBefore(i int, offset int64) (Touched, bool) {
	var best Touched
	found := false
	r := f.revisions[i]
	for j := r.first; j <= r.last; j++ {
		f.sections[j].numbers(func(num int, e Entry) {
			if e.Kind == InFile && e.Offset <= offset && (!found || e.Offset > best.Offset) && f.startsBefore(num, e, offset) {
				best, found = Touched{Num: num, Entry: e}, true
			}
		})
	}
	return best, found
}

// startsBefore takes the junk before the header into account, from which stated
// offsets may count or not.
func (f *File) startsBefore(num int, e Entry, offset int64) bool {
	if e.Offset+f.shift <= offset {
		return true
	}
	start, err := f.objectStart(Ref{Num: num, Gen: e.Gen}, e.Offset)
	return err == nil && start <= offset
}

// extent returns where the bytes of revision i end. What a later revision
// appended is not part of it, wherever a cross-reference points.
func (f *File) extent(i int) int64 {
	if r := f.revisions[i]; i < len(f.revisions)-1 && r.Closed {
		return r.End
	}
	return f.size
}
