package pdf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// writer makes random objects whose references are spelled in odd ways.
type writer struct{ *rand.Rand }

const randomObjects = 12

func (w writer) one(of ...string) string { return of[w.IntN(len(of))] }

func (w writer) space() string {
	return w.one(" ", "\n", "\r\n", "\t \f", "\x00", strings.Repeat(" ", 100), "%c\n", "%1 0 R\r", "% "+strings.Repeat("x", 90)+"\n", " %a\n%b\n ")
}

func (w writer) ref() string {
	return fmt.Sprintf("%s%d%s0%sR", w.one("", "0", "000"), 1+w.IntN(randomObjects), w.space(), w.space())
}

// value writes a random direct object.
func (w writer) value(depth int) string {
	switch w.IntN(9) {
	case 0, 1, 2:
		return w.ref()
	case 3:
		return w.one("(1 0 R)", "<3120302052>", "(\\) 2 0 R)", "(%)")
	case 4:
		return w.one("17", "-1.5", "true", "null", "/R", "/N#20R", "1 0")
	}
	if depth == 0 {
		return "/Leaf"
	}
	var b strings.Builder
	if w.IntN(2) == 0 {
		b.WriteString("[")
		for range w.IntN(4) {
			b.WriteString(w.value(depth-1) + w.space())
		}
		return b.String() + "]"
	}
	b.WriteString("<<")
	for i := range w.IntN(4) {
		value := w.value(depth - 1)
		if value == "1 0" {
			value = "1"
		}
		fmt.Fprintf(&b, "/%s%d%s%s", w.one("A", "Kids", "R", "P"), i, w.space(), value)
	}
	return b.String() + w.space() + ">>"
}

// object writes an indirect object's body, a stream now and then.
func (w writer) object() string {
	body := w.value(3)
	if body == "1 0" {
		return "1"
	}
	if d := "<<"; strings.HasPrefix(body, d) && w.IntN(3) == 0 {
		data := w.one("1 0 R", "q 2 0 R Q\nendobj\n5 0 obj 3 0 R", "")
		return fmt.Sprintf("<< /Length %d %s\nstream\n%s\nendstream", len(data), body[2:], data)
	}
	return body
}

// randomFile writes a file of some revisions, classic, hybrid or packed.
func randomFile(w writer) []byte {
	var b builder
	b.put(100, "<< /Type /Catalog >>")
	for rev := range 1 + w.IntN(3) {
		offsets, rows := map[int]int{}, map[int]string{}
		var packed []int
		for num := 1; num <= randomObjects; num++ {
			switch w.IntN(5) {
			case 0:
				offsets[num] = -1
				rows[num] = row(0, 0, 0)
			case 1:
				packed = append(packed, num)
			case 2, 3:
				at := b.put(num, w.object())
				if w.IntN(5) == 0 {
					b.out.Truncate(b.out.Len() - len("endobj\n")) // forgotten
				}
				offsets[num], rows[num] = at, row(1, at, 0)
			}
		}
		container := 200 + rev
		if len(packed) > 0 {
			at := b.put(container, w.container(packed))
			offsets[container], rows[container] = at, row(1, at, 0)
			for i, num := range packed {
				rows[num] = row(2, container, i)
			}
		}
		b.write(w, rev, offsets, rows)
	}
	return b.out.Bytes()
}

// container is an object stream with random objects of the given numbers.
func (w writer) container(nums []int) string {
	var head, body strings.Builder
	for _, num := range nums {
		fmt.Fprintf(&head, "%d %d ", num, body.Len())
		value := w.value(3)
		if value == "1 0" {
			value = "1"
		}
		body.WriteString(value + w.space())
	}
	entries := fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(nums), head.Len())
	if w.IntN(2) == 0 {
		return streamBody(entries+" /Filter /FlateDecode", deflate(head.String()+body.String()))
	}
	return streamBody(entries, head.String()+body.String())
}

// write ends a revision with a table, which hides what is packed in a hybrid
// stream, or with a stream.
func (b *builder) write(w writer, rev int, offsets map[int]int, rows map[int]string) {
	var index, data strings.Builder
	for num := range 300 {
		if r, ok := rows[num]; ok {
			fmt.Fprintf(&index, "%d 1 ", num)
			data.WriteString(r)
		}
	}
	entries := fmt.Sprintf("/W [1 3 1] /Index [%s]", index.String())
	if w.IntN(2) == 0 {
		b.xrefStream(300+rev, entries, data.String())
		return
	}
	at := b.put(350+rev, streamBody("/Type /XRef /Size 400 "+entries, data.String()))
	b.table(offsets, fmt.Sprintf("/XRefStm %d", at))
}

type found struct {
	Holder, Target int
	Path           string
}

// TestEdges compares with a walk over every object of every view.
func TestEdges(t *testing.T) {
	total := 0
	for seed := range uint64(400) {
		w := writer{rand.New(rand.NewPCG(seed, 1))}
		data := randomFile(w)
		if seed%4 == 0 {
			data = append([]byte("some junk\n"), data...) // offsets count from the header
		}
		f, err := open(data)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, data)
		}
		targets := map[int]bool{}
		for num := 1; num <= randomObjects; num++ {
			targets[num] = w.IntN(3) > 0
		}
		edges, err := f.Edges(targets)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for i := range f.Revisions() {
			want, got := map[found]bool{}, map[found]bool{}
			for num := range 400 {
				e, _ := f.View(i).Entry(num)
				o, err := f.View(i).Get(Ref{Num: num, Gen: e.Gen})
				if err != nil {
					t.Fatalf("seed %d: object %d: %v\n%s", seed, num, err, data)
				}
				WalkRefs(o, func(path string, r Ref) {
					if targets[r.Num] {
						want[found{num, r.Num, path}] = true
					}
				})
			}
			for target := range 400 {
				for _, e := range edges.At(f.View(i), target) {
					got[found{e.Holder, target, e.Path}] = true
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, revision %d: %s\n%s", seed, i, diff, data)
			}
			total += len(want)
		}
	}
	if total < 1000 {
		t.Errorf("only %d references in all", total)
	}
}

// TestEdgesOfBroken counts an object that cannot be parsed as a reference to
// everything, unless it holds nothing that looks like one.
func TestEdgesOfBroken(t *testing.T) {
	f := mustOpen(t, with(map[int]string{6: "<< /A 5 0 R", 7: "<< /A (x)", 8: "<< /A 4 0 %\n R"})())
	edges, err := f.Edges(map[int]bool{1: true})
	if err != nil {
		t.Fatal(err)
	}
	var holders []int
	for _, e := range edges.At(last(f), 1) {
		if e.Path != "?" {
			t.Errorf("path %q", e.Path)
		}
		holders = append(holders, e.Holder)
	}
	if diff := cmp.Diff([]int{6, 8}, holders); diff != "" {
		t.Error(diff)
	}
}

func TestCut(t *testing.T) {
	var b builder
	o := small()
	o[6] = "<< /Length 2000 >>\nstream\nq"
	b.objects(o, "")
	b.out.WriteString(strings.Repeat(" ", 3000))
	b.objects(map[int]string{5: "(x)"}, "")
	b.objects(map[int]string{5: "(y)"}, "")
	f := mustOpen(t, b.out.Bytes())
	edges, err := f.Edges(nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]int{{6}, nil, nil} {
		if diff := cmp.Diff(want, edges.Cut(f.View(i))); diff != "" {
			t.Errorf("revision %d: %s", i, diff)
		}
	}
	if _, err := f.View(0).RawStream(get(t, f, 6).(*Stream)); err == nil {
		t.Error("the first revision reads bytes of the second")
	}
}

// TestObjectBeyondItsRevision lists an object before its bytes exist.
func TestObjectBeyondItsRevision(t *testing.T) {
	write := func(at int) *builder {
		var b builder
		o := small()
		offsets := map[int]int{6: at}
		for num := 1; num <= 5; num++ {
			offsets[num] = b.put(num, o[num])
		}
		b.table(offsets, "")
		return &b
	}
	b := write(write(0).out.Len())
	b.put(6, "(late)")
	b.objects(map[int]string{5: "(x)"}, "")
	f := mustOpen(t, b.out.Bytes())
	if o, err := f.View(0).Get(Ref{Num: 6}); o != nil || err != nil {
		t.Errorf("in the first revision: %v, %v", o, err)
	}
	if s, ok := get(t, f, 6).(String); !ok || s.Value != "late" {
		t.Errorf("in the second revision: %v", s)
	}
	if diff := cmp.Diff(map[int]EntryKind{5: InFile, 6: InFile}, numbers(f.Touched(1))); diff != "" {
		t.Error(diff)
	}
}

// TestPoured replaces an object stream under the same number.
func TestPoured(t *testing.T) {
	var b builder
	o := small()
	rows := row(0, 0, 0)
	for num := 1; num <= 4; num++ {
		rows += row(1, b.put(num, o[num]), 0)
	}
	rows += row(1, b.put(5, streamBody("/Type /ObjStm /N 2 /First 8", "6 0 7 4 (a) (b)")), 0) + row(2, 5, 0) + row(2, 5, 1)
	b.xrefStream(8, "/W [1 3 1] /Index [0 8]", rows)
	at := b.put(5, streamBody("/Type /ObjStm /N 2 /First 8", "6 0 7 4 (a) (c)"))
	b.xrefStream(9, "/W [1 3 1] /Index [5 1]", row(1, at, 0))
	f := mustOpen(t, b.out.Bytes())
	if diff := cmp.Diff(map[int]EntryKind{5: InFile, 6: Compressed, 7: Compressed}, numbers(f.Touched(1))); diff != "" {
		t.Error(diff)
	}
	for i, want := range []string{"b", "c"} {
		if o, err := f.View(i).Get(Ref{Num: 7}); err != nil || o.(String).Value != want {
			t.Errorf("revision %d: %v, %v", i, o, err)
		}
	}
}

func BenchmarkEdges(b *testing.B) {
	data := manyPages(2000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := open(data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.Edges(map[int]bool{3: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	data := manyPages(2000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(bytes.NewReader(data), int64(len(data)), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
