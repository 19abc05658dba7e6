package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// The cost that no file may exceed.
const (
	maxTime   = 2 * time.Second
	maxMemory = 256 << 20
)

// measured runs work and fails when it costs too much. Memory is what the heap
// grows by at most, sampled while the work goes on.
func measured(t *testing.T, work func()) {
	t.Helper()
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	done, peak := make(chan bool), make(chan uint64)
	go func() {
		var most uint64
		for {
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(10 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	took := fastest(work)
	close(done)
	if most := <-peak; most > before.HeapAlloc+maxMemory {
		t.Errorf("heap grew by %d MB", (most-before.HeapAlloc)>>20)
	}
	if took > maxTime && !raceEnabled {
		t.Errorf("took %v", took)
	}
}

// fastest returns the time of the best of three runs: other work on the machine
// is not the file's fault.
func fastest(work func()) time.Duration {
	var best time.Duration
	for i := range 3 {
		start := time.Now()
		work()
		if took := time.Since(start); i == 0 || took < best {
			best = took
		}
		if best <= maxTime {
			break
		}
	}
	return best
}

// touchAll does what a judge may do with a file: every object of every view,
// the streams, the references.
func touchAll(f *File) error {
	var errs []error
	note := func(err error) {
		if err != nil && (len(errs) < 8 || errors.Is(err, ErrLimit)) {
			errs = append(errs, err)
		}
	}
	targets := map[int]bool{1: true}
	for i := range f.Revisions() {
		v := f.View(i)
		for _, t := range f.Touched(i) {
			if len(targets) < 1000 {
				targets[t.Num] = true
			}
			o, err := v.Get(Ref{Num: t.Num, Gen: t.Gen})
			note(err)
			if st, ok := o.(*Stream); ok {
				_, err := v.Stream(st)
				note(err)
			}
			if errors.Is(err, ErrLimit) {
				break
			}
		}
	}
	edges, err := f.Edges(targets)
	note(err)
	if err == nil {
		for num := range targets {
			edges.At(last(f), num)
		}
	}
	return errors.Join(errs...)
}

type killer struct {
	name string
	data func() []byte
	open error // what Open must say, nil: it succeeds
	use  error // what using the file must say, nil: nothing in particular
}

// rowsFile is a file with a cross-reference stream of the given entries, and
// whatever stands before it.
func rowsFile(objects map[int]string, entries, data string) []byte {
	var b builder
	for num, body := range objects {
		b.put(num, body)
	}
	if b.out.Len() == 0 {
		b.out.WriteString("%PDF-1.7\n")
	}
	b.xrefStream(9, entries, data)
	return b.out.Bytes()
}

func with(more map[int]string) func() []byte {
	return func() []byte {
		var b builder
		o := small()
		for num, body := range more {
			o[num] = body
		}
		b.objects(o, "")
		return b.out.Bytes()
	}
}

func killers() []killer {
	zeros := func(n int) string { return deflate(strings.Repeat("\x00", n)) }
	return []killer{
		{name: "size of 200 thousand million", open: ErrXRef, data: func() []byte {
			return bytes.Replace(rowsFile(nil, "/W [1 3 1]", "\x00\x00\x00\x00\x00"), []byte("/Size 10"), []byte("/Size 200000000000"), 1)
		}},
		{name: "stream of 10^9 entries, few rows", open: ErrXRef, data: func() []byte {
			return rowsFile(nil, "/W [1 3 1] /Index [0 1000000000]", row(0, 0, 0))
		}},
		{name: "stream of 10^9 entries, flate bomb", open: ErrLimit, data: func() []byte {
			return rowsFile(nil, "/W [1 3 1] /Index [0 1000000000] /Filter /FlateDecode", zeros(60<<20))
		}},
		{name: "stream of entries, bomb in a bomb", open: ErrLimit, data: func() []byte {
			return rowsFile(nil, "/W [0 1 0] /Index [0 1000000000] /Filter [/FlateDecode /FlateDecode]", deflate(zeros(100<<20)))
		}},
		{name: "table of 10^9 entries", open: ErrXRef, data: func() []byte {
			return bytes.Replace(smallPDF(), []byte("xref\n0 1\n"), []byte("xref\n0 1000000000\n"), 1)
		}},
		{name: "a million empty subsections", data: func() []byte {
			return bytes.Replace(smallPDF(), []byte("xref\n0 1\n"), []byte("xref\n"+strings.Repeat("0 0\n", 1<<20)+"0 1\n"), 1)
		}},
		{name: "300000 subsections of one entry", data: func() []byte {
			var b strings.Builder
			for i := range 300_000 {
				fmt.Fprintf(&b, "%d 1\n0 0 f \n", 100+2*i)
			}
			return bytes.Replace(smallPDF(), []byte("xref\n0 1\n"), []byte("xref\n"+b.String()+"0 1\n"), 1)
		}},
		{name: "stream that contains itself", use: ErrXRef, data: func() []byte {
			var b builder
			at := b.put(5, streamBody("/Type /ObjStm /N 1 /First 4 /Length 5 0 R", "5 0 (a)"))
			b.xrefStream(6, "/W [1 3 1]", row(0, 0, 0)+row(2, 5, 0)+row(2, 5, 0)+row(2, 5, 0)+row(2, 5, 0)+row(2, 5, 0)+row(1, at, 0))
			return b.out.Bytes()
		}},
		{name: "object streams that need each other", use: ErrXRef, data: mutual},
		{name: "8 MB of [", use: ErrLimit, data: with(map[int]string{6: strings.Repeat("[", 8<<20)})},
		{name: "8 MB of [ in the trailer", open: ErrLimit, data: func() []byte {
			return bytes.Replace(smallPDF(), []byte("/Size 6"), []byte("/Size 6 /X "+strings.Repeat("[", 8<<20)), 1)
		}},
		{name: "a million dictionaries in one another", use: ErrLimit, data: with(map[int]string{6: strings.Repeat("<</A ", 1<<20) + strings.Repeat(">>", 1<<20)})},
		{name: "two million values", use: ErrLimit, data: with(map[int]string{6: "[" + strings.Repeat("1 ", 2<<20) + "]"})},
		{name: "two million keys", use: ErrLimit, data: with(map[int]string{6: "<<" + strings.Repeat("/A/B ", 1<<21) + ">>"})},
		{name: "a name of 5 MB", use: ErrLimit, data: with(map[int]string{6: "/" + strings.Repeat("a", 5<<20)})},
		{name: "a string of 5 MB", use: ErrLimit, data: with(map[int]string{6: "(" + strings.Repeat("a", 5<<20) + ")"})},
		{name: "an unclosed string of 3 MB", use: ErrSyntax, data: with(map[int]string{6: strings.Repeat("(", 3<<20)})},
		{name: "a comment of 8 MB", data: with(map[int]string{6: "%" + strings.Repeat("a", 8<<20) + "\n1"})},
		{name: "a long name above many references", data: with(map[int]string{
			6: "<</" + strings.Repeat("a", 3<<20) + "[" + strings.Repeat("1 0 R ", 300_000) + "]>>"})},
		{name: "long names above many references", data: with(map[int]string{
			6: strings.Repeat("<</"+strings.Repeat("a", 60<<10), 50) + "<<" + keysTo1(200_000) + ">>" + strings.Repeat(">>", 50)})},
		{name: "length of 4 GB", use: ErrSyntax, data: with(map[int]string{6: "<< /Length 4294967296 >>\nstream\nx\nendstream"})},
		{name: "length of 2^63", use: ErrSyntax, data: with(map[int]string{6: "<< /Length 9223372036854775807 >>\nstream\nx\nendstream"})},
		{name: "length in a loop", use: ErrLimit, data: with(map[int]string{6: "<< /Length 7 0 R >>\nstream\nx\nendstream", 7: "8 0 R", 8: "7 0 R"})},
		{name: "length is the stream itself", use: ErrSyntax, data: with(map[int]string{6: "<< /Length 6 0 R >>\nstream\nx\nendstream"})},
		{name: "flate bomb", use: ErrLimit, data: with(map[int]string{6: streamBody("/Filter /FlateDecode", zeros(40<<20))})},
		{name: "forty flate bombs", use: ErrLimit, data: func() []byte {
			more, bomb := map[int]string{}, streamBody("/Filter /FlateDecode", zeros(30<<20))
			for i := range 40 {
				more[10+i] = bomb
			}
			return with(more)()
		}},
		{name: "object stream that is a flate bomb", use: ErrLimit, data: func() []byte {
			var b builder
			at := b.put(5, streamBody("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zeros(40<<20)))
			b.xrefStream(6, "/W [1 3 1]", row(0, 0, 0)+row(2, 5, 0)+row(2, 5, 0)+row(2, 5, 0)+row(2, 5, 0)+row(1, at, 0)+row(0, 0, 0))
			return b.out.Bytes()
		}},
		{name: "objects of a stream all in one place", data: overlappingStream},
		{name: "objects inside one another", data: nested},
		{name: "all entries at one object", data: func() []byte {
			var b builder
			big := b.put(1, "["+strings.Repeat("1 0 R ", 9000)+"]")
			b.xrefStream(60_001, "/W [1 3 1]", strings.Repeat(row(1, big, 0), 60_002))
			return b.out.Bytes()
		}},
		{name: "sections in a loop", open: ErrXRef, data: func() []byte {
			data := smallPDF()
			return bytes.Replace(data, []byte("/Size 6"), fmt.Appendf(nil, "/Prev %d", bytes.Index(data, []byte("xref\n0 1"))), 1)
		}},
		{name: "three thousand revisions", open: ErrLimit, data: func() []byte { return revisions(3000, 1) }},
		{name: "two thousand revisions", data: func() []byte { return revisions(2000, 1) }},
		{name: "two thousand revisions of a hundred objects", data: func() []byte { return revisions(2000, 100) }},
		{name: "fifty thousand fake references", data: with(map[int]string{
			6: streamBody("", strings.Repeat("1 0 R ", 50_000)), 7: "(" + strings.Repeat("1 0 R ", 50_000) + ")"})},
		{name: "two hundred thousand references", data: with(map[int]string{6: "[" + strings.Repeat("1 0 R 2 0 R ", 100_000) + "]"})},
		{name: "thousands of broken objects", use: ErrLimit, data: func() []byte {
			more := map[int]string{}
			for i := range 5000 {
				more[10+i] = "<< /A 1 0 R"
			}
			return with(more)()
		}},
		{name: "a tree of fields and pages in a loop", data: with(map[int]string{
			2: "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 1 >>", 6: "<< /T (a) /Kids [6 0 R] /Parent 6 0 R >>"})},
		{name: "a hundred thousand signature fields", data: func() []byte {
			more := map[int]string{6: "<< /Fields [" + strings.Repeat("7 0 R ", 100) + "] >>"}
			for i := range 100_000 {
				more[10+i] = "<< /FT /Sig /V 5 0 R >>"
			}
			return with(more)()
		}},
	}
}

// keysTo1 writes n keys that all refer to object 1.
func keysTo1(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "/%x 1 0 R ", i)
	}
	return b.String()
}

// mutual has two object streams whose Length stands in the other one.
func mutual() []byte {
	var b builder
	body := func(other int) string {
		return fmt.Sprintf("<< /Type /ObjStm /N 1 /First 4 /Length %d 0 R >>\nstream\n%d 0 7\nendstream", other, other)
	}
	one, two := b.put(5, body(7)), b.put(6, body(8))
	rows := row(0, 0, 0) + strings.Repeat(row(0, 0, 0), 4) + row(1, one, 0) + row(1, two, 0) + row(2, 6, 0) + row(2, 5, 0)
	b.xrefStream(9, "/W [1 3 1] /Index [0 9]", rows)
	return b.out.Bytes()
}

// overlappingStream has an object stream of 60000 objects, all the same array.
func overlappingStream() []byte {
	var b builder
	var head strings.Builder
	rows := row(0, 0, 0)
	for i := range 60_000 {
		fmt.Fprintf(&head, "%d 0 ", i+10)
		rows += ""
	}
	data := head.String() + "[" + strings.Repeat("1 0 R ", 30_000) + "]"
	at := b.put(5, streamBody(fmt.Sprintf("/Type /ObjStm /N 60000 /First %d /Filter /FlateDecode", head.Len()), deflate(data)))
	rows = row(1, at, 0)
	var more bytes.Buffer
	for i := range 60_000 {
		more.Write([]byte{2, 0, 0, 5, byte(i >> 8), byte(i)})
	}
	wide := "\x01" + rows[1:4] + "\x00\x00"
	b.xrefStream(70_000, "/W [1 3 2] /Index [5 1 10 60000] /Filter /FlateDecode", deflate(wide+more.String()))
	return b.out.Bytes()
}

// nested has thousands of objects that start inside one another's strings.
func nested() []byte {
	var b builder
	b.put(1, "<< >>")
	offsets := map[int]int{1: 9}
	var text strings.Builder
	base := b.out.Len()
	const n = 4000
	for i := range n {
		offsets[10+i] = base + text.Len()
		fmt.Fprintf(&text, "%d 0 obj (", 10+i)
	}
	text.WriteString(strings.Repeat(")", n) + " endobj\n")
	b.out.WriteString(text.String())
	b.table(offsets, "")
	return b.out.Bytes()
}

// revisions writes n updates of some objects each.
func revisions(n, each int) []byte {
	var b builder
	b.objects(small(), "")
	for i := 1; i < n; i++ {
		offsets := map[int]int{}
		at := b.put(5, fmt.Sprintf("(%d)", i))
		for j := range each {
			offsets[5+j] = at
		}
		b.table(offsets, "")
	}
	return b.out.Bytes()
}

func TestKillers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, k := range killers() {
		t.Run(k.name, func(t *testing.T) {
			data := k.data()
			var f *File
			var err error
			measured(t, func() { _, err = open(data) })
			if !errors.Is(err, k.open) {
				t.Fatalf("open: %v, want %v", err, k.open)
			}
			if err != nil {
				return
			}
			measured(t, func() {
				if f, err = open(data); err == nil {
					err = touchAll(f)
				}
			})
			if k.use != nil && !errors.Is(err, k.use) {
				t.Errorf("use: %v, want %v", err, k.use)
			}
		})
	}
}
