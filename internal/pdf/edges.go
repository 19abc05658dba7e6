package pdf

import (
	"bytes"
	"cmp"
	"errors"
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
	byTarget map[int][]Edge
	broken   []Edge // holders that cannot be parsed: they may refer to anything
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

// Edges finds all references to the targets in one pass over the file's bytes
// and its object streams: only objects whose bytes look as if they held such a
// reference are parsed, so the pass costs little more than reading.
func (f *File) Edges(targets map[int]bool) (*Edges, error) {
	s := &edgeScan{f: f, targets: targets, edges: &Edges{byTarget: map[int][]Edge{}}, ends: map[placedObject]int64{}}
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
}

type edgeScan struct {
	f       *File
	targets map[int]bool
	edges   *Edges
	objects []placedObject         // in file, by offset
	streams []placedObject         // compressed
	ends    map[placedObject]int64 // where the objects already parsed end
}

// collect lists every object that any section puts anywhere.
func (s *edgeScan) collect() {
	for i, r := range s.f.revisions {
		for j := r.first; j <= r.last; j++ {
			s.f.sections[j].numbers(func(num int, e Entry) {
				switch e.Kind {
				case InFile:
					s.objects = append(s.objects, placedObject{num: num, entry: e, rev: i})
				case Compressed:
					s.streams = append(s.streams, placedObject{num: num, entry: e, rev: i})
				}
			})
		}
	}
	sort.SliceStable(s.objects, func(a, b int) bool { return s.objects[a].entry.Offset < s.objects[b].entry.Offset })
}

// hit is a place where a reference to a target may stand. Any: a comment hides
// the number, so the object must be parsed to know.
type hit struct {
	offset int64
	any    bool
}

const (
	scanBlock = 64 << 10
	// scanBack is how far before an R its numbers are looked for.
	scanBack = 64
)

// scanFile looks for hits in the bytes of the whole file.
func (s *edgeScan) scanFile() error {
	buf := s.f.Buffer(scanBack + scanBlock)
	for off := int64(0); off < s.f.size; off += scanBlock {
		from := max(0, off-scanBack)
		block, err := s.f.Block(from, off+scanBlock-from, buf)
		if err != nil {
			return err
		}
		for _, h := range s.hits(block, int(off-from)) {
			if err := s.attribute(from + h.offset); err != nil {
				return err
			}
		}
	}
	return nil
}

// hits finds references to targets whose R stands at or after start in b.
func (s *edgeScan) hits(b []byte, start int) []hit {
	var found []hit
	for i := start; ; i++ {
		at := bytes.IndexByte(b[i:], 'R')
		if at < 0 {
			return found
		}
		i += at
		if i == 0 || !isSpace(int(b[i-1])) {
			continue
		}
		num, hidden := refBefore(b[max(0, i-scanBack):i])
		if hidden || num >= 0 && s.targets[num] {
			found = append(found, hit{offset: int64(i), any: hidden})
		}
	}
}

// refBefore reads “num gen ” backwards from the end of b; -1 where there is no
// such thing, hidden where a comment, or a number too long for the window, may
// stand between.
func refBefore(b []byte) (num int, hidden bool) {
	b = bytes.TrimRight(b, " \n\r\t\f\x00")
	b, gen := trimDigits(b)
	if gen == "" || len(b) == 0 || !isSpace(int(b[len(b)-1])) {
		return -1, bytes.IndexByte(b, '%') >= 0
	}
	b = bytes.TrimRight(b, " \n\r\t\f\x00")
	rest, digits := trimDigits(b)
	if digits == "" || len(rest) == 0 && len(digits) > 10 {
		return -1, bytes.IndexByte(b, '%') >= 0 || len(b) == 0
	}
	for _, c := range digits {
		if num > maxObjectNumber {
			return -1, false
		}
		num = num*10 + int(c-'0')
	}
	return num, false
}

func trimDigits(b []byte) ([]byte, string) {
	i := len(b)
	for i > 0 && isDigit(int(b[i-1])) {
		i--
	}
	return b[:i], string(b[i:])
}

// maxBack bounds how many objects before a hit may turn out to hold it. One is
// the rule; more only where cross-references point into other objects.
const maxBack = 16

// attribute parses the object that a hit belongs to: the last that starts
// before it, or an earlier one where that one ends before the hit.
func (s *edgeScan) attribute(offset int64) error {
	if s.f.inSection(offset) {
		return nil // a trailer: the caller compares trailers itself
	}
	at := sort.Search(len(s.objects), func(i int) bool { return s.objects[i].entry.Offset+s.f.shift > offset })
	for range maxBack {
		if at--; at < 0 {
			return nil
		}
		end, err := s.record(s.objects[at])
		if err != nil {
			return err
		}
		if end > offset {
			return nil
		}
	}
	return nil
}

// inSection reports whether an offset lies inside a cross-reference section.
func (f *File) inSection(offset int64) bool {
	for _, s := range f.sections {
		if s.stream == 0 && offset >= s.offset && offset < s.marker {
			return true
		}
	}
	return false
}

// record notes the edges of one object and returns where it ends.
func (s *edgeScan) record(o placedObject) (end int64, err error) {
	if end, ok := s.ends[o]; ok {
		return end, nil
	}
	obj, end, err := s.parse(o)
	if errors.Is(err, ErrLimit) {
		return 0, err
	}
	s.ends[o] = end
	if err != nil {
		s.edges.broken = append(s.edges.broken, Edge{Holder: o.num, Path: "?", entry: o.entry})
		return end, nil
	}
	s.note(o, obj)
	return end, nil
}

func (s *edgeScan) note(o placedObject, obj Object) {
	WalkRefs(obj, func(path string, r Ref) {
		if s.targets[r.Num] {
			e := Edge{Holder: o.num, Path: path, entry: o.entry}
			s.edges.byTarget[r.Num] = append(s.edges.byTarget[r.Num], e)
		}
	})
}

// parse reads an object without decrypting it and tells where it ends, a
// stream's data included.
func (s *edgeScan) parse(o placedObject) (Object, int64, error) {
	start, err := s.f.objectStart(Ref{Num: o.num, Gen: o.entry.Gen}, o.entry.Offset)
	if err != nil {
		return nil, 0, err
	}
	s.f.scan.seek(start)
	obj, _, err := s.f.parser().indirect()
	end := s.f.scan.pos()
	if err != nil {
		return nil, end, err
	}
	if st, ok := obj.(*Stream); ok {
		if raw, err := s.f.View(o.rev).RawStream(st); err == nil {
			end = st.start + raw.Size()
		}
	}
	return obj, end, nil
}

// scanStreams looks into the object streams, each once.
func (s *edgeScan) scanStreams() error {
	type place struct{ rev, stream int }
	seen := map[place]bool{}
	for _, o := range s.streams {
		p := place{o.rev, o.entry.Stream}
		if seen[p] {
			continue
		}
		seen[p] = true
		if err := s.scanStream(s.f.View(o.rev), o.entry.Stream); err != nil {
			return err
		}
	}
	return nil
}

func (s *edgeScan) scanStream(v View, num int) error {
	os, err := v.objectStream(num)
	if errors.Is(err, ErrLimit) || errors.Is(err, ErrLocked) {
		return err
	}
	if err != nil {
		return nil // no reader gets an object out of it
	}
	hits := s.hits(os.data, 0)
	if len(hits) == 0 {
		return nil
	}
	for _, i := range os.holders(hits) {
		o := placedObject{num: os.numbers[i], entry: Entry{Kind: Compressed, Stream: num, Index: i}, rev: v.rev}
		obj, err := v.compressed(o.num, o.entry)
		if errors.Is(err, ErrLimit) {
			return err
		}
		if err == nil {
			s.note(o, obj)
		}
	}
	return nil
}

// holders returns the indices of the objects that the hits lie in: for each
// hit those with the greatest offset at or before it.
func (os *objectStream) holders(hits []hit) []int {
	order := make([]int, len(os.offsets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(os.offsets[a], os.offsets[b]) })
	var found []int
	seen := map[int64]bool{}
	for _, h := range hits {
		end := sort.Search(len(order), func(i int) bool { return os.offsets[order[i]] > h.offset })
		if end == 0 || seen[os.offsets[order[end-1]]] {
			continue
		}
		seen[os.offsets[order[end-1]]] = true
		for at := end - 1; at >= 0 && os.offsets[order[at]] == os.offsets[order[end-1]]; at-- {
			found = append(found, order[at])
		}
	}
	return found
}
