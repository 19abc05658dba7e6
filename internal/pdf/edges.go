package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"
)

// Edge is a reference to an object: who holds it, and where.
type Edge struct {
	Holder int    // number of the object that holds the reference
	Path   string // see WalkRefs; “?” where the holder cannot be parsed
	entry  Entry  // where the holder physically stands
}

// Edges knows, for a set of target objects, every object of the file that
// refers to one of them, in any revision.
type Edges struct {
	f        *File
	byTarget map[int][]Edge
	broken   []Edge // holders that cannot be parsed: they may refer to anything
	cut      []placedObject
}

// At returns the edges to a target whose holders are in force in the view.
func (e *Edges) At(v View, target int) []Edge {
	var live []Edge
	for _, edges := range [][]Edge{e.byTarget[target], e.broken} {
		for _, edge := range edges {
			if in, ok := v.Entry(edge.Holder); ok && in == edge.entry {
				live = append(live, edge)
			}
		}
	}
	return live
}

// Cut returns the objects in force in the view that start before the end of
// its revision and stop behind it: what is appended there becomes part of them.
func (e *Edges) Cut(v View) []int {
	var nums []int
	for _, o := range e.cut {
		end := e.f.extent(v.rev)
		if in, ok := v.Entry(o.num); ok && in == o.entry && o.start < end && end < o.end {
			nums = append(nums, o.num)
		}
	}
	return nums
}

// Edges finds all references to the targets by parsing every object once. No
// shorter way is safe: objects may be made to lie inside one another, so that
// only the parser can tell which of them a reference belongs to.
func (f *File) Edges(targets map[int]bool) (*Edges, error) {
	s := &edgeScan{f: f, targets: targets, containers: map[int]bool{}, edges: &Edges{f: f, byTarget: map[int][]Edge{}}}
	s.collect()
	if err := s.scanFile(); err != nil {
		return nil, err
	}
	if err := s.scanStreams(); err != nil {
		return nil, err
	}
	return s.edges, nil
}

// placedObject is an object where it physically stands.
type placedObject struct {
	num   int
	entry Entry
	rev   int // the revision that wrote it
	start int64
	end   int64 // past endobj, or the stream's data; 0 until parsed
}

type edgeScan struct {
	f          *File
	targets    map[int]bool
	edges      *Edges
	objects    []placedObject // in file, by offset
	containers map[int]bool   // numbers of object streams
}

// collect lists every object that any section puts in the file.
func (s *edgeScan) collect() {
	for i, r := range s.f.revisions {
		for j := r.first; j <= r.last; j++ {
			s.f.sections[j].numbers(func(num int, e Entry) {
				switch e.Kind {
				case InFile:
					s.objects = append(s.objects, placedObject{num: num, entry: e, rev: i, start: e.Offset})
				case Compressed:
					s.containers[e.Stream] = true
				}
			})
		}
	}
	if s.f.shift > 0 {
		for i := range s.objects {
			o := &s.objects[i]
			if start, err := s.f.objectStart(Ref{Num: o.num, Gen: o.entry.Gen}, o.entry.Offset); err == nil {
				o.start = start
			}
		}
	}
	slices.SortStableFunc(s.objects, func(a, b placedObject) int { return cmp.Compare(a.start, b.start) })
}

// scanFile parses the objects in the order of the file.
func (s *edgeScan) scanFile() error {
	var obj Object
	var ref Ref
	var err error
	for i := range s.objects {
		o := &s.objects[i]
		if i > 0 && o.start == s.objects[i-1].start {
			o.end = s.objects[i-1].end
		} else {
			obj, ref, o.end, err = s.parse(o)
		}
		switch {
		case errors.Is(err, ErrLimit):
			return err
		case err != nil || ref != Ref{Num: o.num, Gen: o.entry.Gen}:
			if err := s.addBroken(i); err != nil {
				return err
			}
		default:
			s.note(o.num, o.entry, obj)
		}
		if s.f.cuts(o.start, o.end) {
			s.edges.cut = append(s.edges.cut, *o)
		}
	}
	return nil
}

// cuts reports that some revision ends between two offsets.
func (f *File) cuts(start, end int64) bool {
	i := sort.Search(len(f.revisions), func(i int) bool { return f.revisions[i].End > start })
	return i < len(f.revisions)-1 && f.revisions[i].End < end
}

func (s *edgeScan) note(holder int, at Entry, obj Object) {
	WalkRefs(obj, func(path string, r Ref) {
		if !s.targets[r.Num] {
			return
		}
		e := Edge{Holder: holder, Path: path, entry: at}
		if known := s.edges.byTarget[r.Num]; len(known) > 0 && known[len(known)-1] == e {
			return // the next one in an array
		}
		s.edges.byTarget[r.Num] = append(s.edges.byTarget[r.Num], e)
	})
}

// maxBroken bounds the objects that cannot be parsed: each has to be weighed
// for every target.
const maxBroken = 64

// addBroken notes an object that cannot be parsed, unless it holds nothing
// that looks like a reference.
func (s *edgeScan) addBroken(i int) error {
	o := s.objects[i]
	if o.start >= s.f.size {
		return nil // no bytes, no references
	}
	next := s.f.size
	for _, after := range s.objects[i+1:] {
		if after.start > o.start {
			next = after.start
			break
		}
	}
	if may, err := s.mayRefer(o.start, min(max(next, o.end), s.f.size)); err != nil || !may {
		return err
	}
	return s.broken(o.num, o.entry)
}

func (s *edgeScan) broken(num int, at Entry) error {
	if len(s.edges.broken) >= maxBroken {
		return fmt.Errorf("pdf: find references: broken objects: %w", ErrLimit)
	}
	s.edges.broken = append(s.edges.broken, Edge{Holder: num, Path: "?", entry: at})
	return nil
}

const scanBlock = 64 << 10

// mayRefer looks for an R behind white space.
func (s *edgeScan) mayRefer(from, to int64) (bool, error) {
	if err := s.f.budget.take(to - from); err != nil {
		return false, err
	}
	buf := s.f.Buffer(scanBlock)
	for off := from; off < to; off += scanBlock - 1 {
		block, err := s.f.Block(off, min(scanBlock, to-off), buf)
		if err != nil {
			return false, err
		}
		for i := 1; i < len(block); i++ {
			at := bytes.IndexByte(block[i:], 'R')
			if at < 0 {
				break
			}
			if i += at; isSpace(int(block[i-1])) {
				return true, nil
			}
		}
	}
	return false, nil
}

// parse reads an object without decrypting it and tells where it ends, a
// stream's data included.
func (s *edgeScan) parse(o *placedObject) (Object, Ref, int64, error) {
	if o.start >= s.f.size {
		return nil, Ref{}, o.start, syntaxf(o.start, "object lies outside the file")
	}
	obj, ref, end, err := s.parseHere(o)
	if st, ok := obj.(*Stream); ok && err == nil {
		length, err := s.f.View(len(s.f.revisions) - 1).Resolve(st.Get("Length"))
		if n, ok := numberOf(length); ok && err == nil && n >= 0 && n < s.f.size {
			end = st.start + n
		}
	}
	return obj, ref, end, err
}

// parseHere reads the object at its place, or takes it from the cache, where
// most objects of a small file already are.
func (s *edgeScan) parseHere(o *placedObject) (Object, Ref, int64, error) {
	want := Ref{Num: o.num, Gen: o.entry.Gen}
	if known, ok := s.f.cache.objects[cacheKey{place: o.entry.Offset, ref: want}]; ok {
		return known.object, want, o.start + known.size, nil
	}
	s.f.fileParser.skim = true // what signatures hold is long, and no reference
	obj, ref, err := s.f.indirectAt(o.start)
	s.f.fileParser.skim = false
	return obj, ref, s.f.scan.pos(), err
}

// scanStreams looks into the object streams, wherever any revision puts them.
func (s *edgeScan) scanStreams() error {
	for i := range s.objects {
		o := &s.objects[i]
		if !s.containers[o.num] {
			continue
		}
		if err := s.scanStream(s.f.View(o.rev), o); err != nil {
			return err
		}
	}
	return nil
}

func (s *edgeScan) scanStream(v View, o *placedObject) error {
	if e, ok := v.Entry(o.num); !ok || e != o.entry {
		return nil
	}
	os, err := v.objectStream(o.num)
	if errors.Is(err, ErrLimit) || errors.Is(err, ErrLocked) {
		return err
	}
	if err != nil {
		return s.broken(o.num, o.entry)
	}
	for i, num := range os.numbers {
		at := Entry{Kind: Compressed, Stream: o.num, Index: i}
		obj, err := v.compressed(num, at)
		if errors.Is(err, ErrLimit) {
			return err
		}
		if err != nil {
			if err := s.broken(num, at); err != nil {
				return err
			}
			continue
		}
		s.note(num, at, obj)
	}
	return nil
}
