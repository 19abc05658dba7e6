package pdf

// Revision is one saved state of the file: the original, or what one
// incremental update made of it.
type Revision struct {
	// Marker is the offset just past the %%EOF that closes the revision; End
	// also counts the end of line after it.
	Marker int64
	End    int64
	// Closed tells that a startxref and %%EOF follow the section.
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

// Revisions returns the revisions, oldest first; there is at least one.
func (f *File) Revisions() []Revision { return f.revisions }

// Touched is an object that a revision wrote, re-listed or freed.
type Touched struct {
	Num int
	Entry
}

// Touched lists the objects whose cross-reference entry revision i (counting
// from 0) changes, in order of the section. The first revision touches all.
func (f *File) Touched(i int) []Touched {
	r := f.revisions[i]
	seen := map[int]bool{}
	var list []Touched
	for j := r.last; j >= r.first; j-- {
		f.sections[j].numbers(func(num int, _ Entry) {
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
		})
	}
	return list
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

// lookup finds the entry in force for an object number at revision i.
func (f *File) lookup(i, num int) (Entry, bool) {
	for j := f.revisions[i].last; j >= 0; j-- {
		if e, ok := f.sections[j].find(num); ok {
			return e, true
		}
	}
	return Entry{}, false
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
			if e.Kind == InFile && e.Offset+f.shift <= offset && (!found || e.Offset > best.Offset) {
				best, found = Touched{Num: num, Entry: e}, true
			}
		})
	}
	return best, found
}

// extent returns where the bytes of revision i end. What a later revision
// appended is not part of it, wherever a cross-reference points.
func (f *File) extent(i int) int64 {
	if r := f.revisions[i]; i < len(f.revisions)-1 && r.Closed {
		return r.End
	}
	return f.size
}
