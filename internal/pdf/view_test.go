package pdf

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// numbers returns the numbers of touched objects.
func numbers(list []Touched) map[int]EntryKind {
	out := map[int]EntryKind{}
	for _, t := range list {
		out[t.Num] = t.Kind
	}
	return out
}

func TestRevisions(t *testing.T) {
	var b builder
	b.objects(small(), "")
	first := b.out.Len()
	b.objects(map[int]string{5: "<< /Title (b) >>", 6: "(new)"}, "/Info 5 0 R")
	second := b.out.Len()
	b.objects(map[int]string{5: "", 6: "(new)"}, "")
	f := wantPage(t, b.out.Bytes())
	var ends []int64
	for _, r := range f.Revisions() {
		if !r.Closed || r.Marker+1 != r.End {
			t.Errorf("revision %+v", r)
		}
		ends = append(ends, r.End)
	}
	if diff := cmp.Diff([]int64{int64(first), int64(second), int64(b.out.Len())}, ends); diff != "" {
		t.Error(diff)
	}
	wants := []map[int]EntryKind{
		{0: Free, 1: InFile, 2: InFile, 3: InFile, 4: InFile, 5: InFile},
		{5: InFile, 6: InFile},
		{5: Free, 6: InFile},
	}
	for i, want := range wants {
		if diff := cmp.Diff(want, numbers(f.Touched(i))); diff != "" {
			t.Errorf("revision %d: %s", i, diff)
		}
	}
	titles := []any{"Ti(u) \xc4\x91\n", "b", nil}
	for i, want := range titles {
		d, err := f.View(i).Dict(Ref{Num: 5})
		if err != nil {
			t.Fatal(err)
		}
		var got any
		if s, ok := d.Get("Title").(String); ok {
			got = s.Value
		}
		if got != want {
			t.Errorf("revision %d: title is %v, want %v", i, got, want)
		}
	}
	if f.View(1).Trailer().Get("Info") == nil || f.View(2).Trailer().Get("Info") != nil {
		t.Error("trailers are those of another revision")
	}
	if n := f.ObjectCount(0); n != 5 {
		t.Errorf("%d objects in the first revision", n)
	}
}

func TestGenerations(t *testing.T) {
	var b builder
	b.objects(small(), "")
	at := b.out.Len()
	b.out.WriteString("7 3 obj\n(seven)\nendobj\n")
	x := b.out.Len()
	fmt.Fprintf(&b.out, "xref\n7 1\n%010d 00003 n \ntrailer\n<< /Size 8 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", at, b.prev, x)
	f := wantPage(t, b.out.Bytes())
	for gen, want := range map[int]Object{0: nil, 2: nil, 4: nil} {
		if got, err := last(f).Get(Ref{Num: 7, Gen: gen}); got != want || err != nil {
			t.Errorf("generation %d: %v, %v", gen, got, err)
		}
	}
	if got, err := last(f).Get(Ref{Num: 7, Gen: 3}); err != nil || got.(String).Value != "seven" {
		t.Errorf("generation 3: %v, %v", got, err)
	}
}

func TestEntryLeadsToAnotherObject(t *testing.T) {
	var b builder
	o := small()
	offsets := map[int]int{}
	for _, num := range []int{1, 2, 3, 4} {
		offsets[num] = b.put(num, o[num])
	}
	offsets[5] = offsets[4]
	offsets[6] = 3
	offsets[7] = 1 << 30
	b.table(offsets, "")
	f := wantPage(t, b.out.Bytes())
	for _, num := range []int{5, 6, 7} {
		if got, err := last(f).Get(Ref{Num: num}); !errors.Is(err, ErrSyntax) {
			t.Errorf("object %d: %v, %v", num, got, err)
		}
	}
	if got, err := last(f).Get(Ref{Num: 99}); got != nil || err != nil {
		t.Errorf("an object that is not listed: %v, %v", got, err)
	}
}

func TestReferenceChains(t *testing.T) {
	var b builder
	o := small()
	o[6], o[7] = "7 0 R", "5 0 R"
	o[8], o[9] = "9 0 R", "8 0 R"
	b.objects(o, "")
	f := wantPage(t, b.out.Bytes())
	if _, ok := get(t, f, 6).(*Dict); !ok {
		t.Error("a chain of references does not resolve")
	}
	if got, err := last(f).Resolve(Ref{Num: 8}); !errors.Is(err, ErrLimit) {
		t.Errorf("a loop: %v, %v", got, err)
	}
}

func TestStreams(t *testing.T) {
	var b builder
	o := small()
	o[10] = streamBody("/Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%x>", deflate("hello")))
	o[11] = "<< /Length 12 0 R /Filter 13 0 R /DecodeParms [null] >>\nstream\n68656c6c6f>\nendstream"
	o[12], o[13] = "11", "[14 0 R]"
	o[14] = "/ASCIIHexDecode"
	o[15] = "<< /Length 5 >>\nstream\r\nhello\r\nendstream"
	o[16] = "<< /Length 5 >>\nstream\nhello world\nendstream" // Length lies
	o[17] = "<< /Length 500 >>\nstream\nhello\nendstream"
	o[18] = "<< /Length -1 >>\nstream\nhello\nendstream"
	o[19] = "<< >>\nstream\nhello\nendstream"
	o[20] = streamBody("/Filter /FlateDecode", deflate("hello")[:8]) // cut off
	o[21] = streamBody("/Filter /Nonsense", "hello")
	o[22] = streamBody("/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode /FlateDecode]", "hello")
	o[23] = "<< /Length 5.0 >>\nstream\nhello\nendstream"
	o[24] = streamBody("/Filter [/Crypt]", "hello")
	b.objects(o, "")
	f := wantPage(t, b.out.Bytes())
	for _, num := range []int{10, 11, 15, 23, 24} {
		got, err := last(f).Stream(get(t, f, num).(*Stream))
		if err != nil || string(got) != "hello" {
			t.Errorf("stream %d: %q, %v", num, got, err)
		}
	}
	for num, want := range map[int]error{16: ErrSyntax, 17: ErrSyntax, 18: ErrSyntax, 19: ErrSyntax, 21: nil, 22: ErrLimit} {
		got, err := last(f).Stream(get(t, f, num).(*Stream))
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("stream %d: %q, %v, want %v", num, got, err, want)
		}
	}
	if got, err := last(f).Stream(get(t, f, 20).(*Stream)); err != nil || !strings.HasPrefix("hello", string(got)) {
		t.Errorf("a stream cut off: %q, %v", got, err)
	}
	st := get(t, f, 15).(*Stream)
	raw, err := last(f).RawStream(st)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := io.ReadAll(raw)
	if at := st.DataOffset(); err != nil || string(stored) != "hello" || string(b.out.Bytes()[at:at+5]) != "hello" {
		t.Errorf("stored bytes %q, %v", stored, err)
	}
}

func TestEqualObjects(t *testing.T) {
	var b builder
	o := small()
	o[6] = "3"
	o[7] = "<< /Length 6 0 R >>\nstream\nq Q\nendstream"
	o[8] = streamBody("", "q q")
	o[9] = streamBody("/A 1", "q Q")
	o[10] = streamBody("", "q Q ")
	b.objects(o, "")
	f := wantPage(t, b.out.Bytes())
	v := last(f)
	for num, want := range map[int]bool{4: true, 7: true, 8: false, 9: false, 10: false, 5: false} {
		got, err := EqualObjects(v, get(t, f, 4), v, get(t, f, num))
		if err != nil || got != want {
			t.Errorf("objects 4 and %d: %v, %v", num, got, err)
		}
	}
}

func TestObjectStreams(t *testing.T) {
	entries := func(container string, rows string) []byte {
		var b builder
		o := small()
		all := row(0, 0, 255)
		for num := 1; num <= 4; num++ {
			all += row(1, b.put(num, o[num]), 0)
		}
		at := b.put(5, container)
		all += row(1, at, 0) + rows + row(1, b.out.Len(), 0)
		b.xrefStream(6+len(rows)/5, "/W [1 3 1]", all)
		return b.out.Bytes()
	}
	good := streamBody("/Type /ObjStm /N 2 /First 10", "6 0 7 4   (a) (b)")
	f := mustOpen(t, entries(good, row(2, 5, 0)+row(2, 5, 1)))
	for num, want := range map[int]string{6: "a", 7: "b"} {
		if s, ok := get(t, f, num).(String); !ok || s.Value != want || s.Start != 0 || s.End != 0 {
			t.Errorf("object %d is %v", num, s)
		}
	}
	if o, err := last(f).Get(Ref{Num: 6, Gen: 1}); o != nil || err != nil {
		t.Errorf("generation 1 of a compressed object: %v, %v", o, err)
	}
	for name, c := range map[string]struct {
		container string
		entry     string
		want      error
	}{
		"wrong index":          {good, row(2, 5, 1), ErrSyntax},
		"index too large":      {good, row(2, 5, 9), ErrSyntax},
		"no such stream":       {good, row(2, 99, 0), ErrXRef},
		"stream in itself":     {good, row(2, 6, 0), ErrXRef},
		"not an object stream": {streamBody("/N 1 /First 4", "6 0 (a)"), row(2, 5, 0), ErrXRef},
		"no stream at all":     {"(a)", row(2, 5, 0), ErrXRef},
		"no N":                 {streamBody("/Type /ObjStm /First 4", "6 0 (a)"), row(2, 5, 0), ErrSyntax},
		"N too large":          {streamBody("/Type /ObjStm /N 3 /First 4", "6 0 (a)"), row(2, 5, 0), ErrSyntax},
		"N of 10^9":            {streamBody("/Type /ObjStm /N 1000000000 /First 4", "6 0 (a)"), row(2, 5, 0), ErrSyntax},
		"First too large":      {streamBody("/Type /ObjStm /N 1 /First 400", "6 0 (a)"), row(2, 5, 0), ErrSyntax},
		"First negative":       {streamBody("/Type /ObjStm /N 1 /First -4", "6 0 (a)"), row(2, 5, 0), ErrSyntax},
		"offset too large":     {streamBody("/Type /ObjStm /N 1 /First 7", "6 4000 (a)"), row(2, 5, 0), ErrSyntax},
		"offset negative":      {streamBody("/Type /ObjStm /N 1 /First 5", "6 -1 (a)"), row(2, 5, 0), ErrSyntax},
		"object malformed":     {streamBody("/Type /ObjStm /N 1 /First 4", "6 0 (a"), row(2, 5, 0), ErrSyntax},
		"filter unknown":       {streamBody("/Type /ObjStm /N 1 /First 4 /Filter /X", "6 0 (a)"), row(2, 5, 0), nil},
		"length in itself":     {"<< /Type /ObjStm /N 1 /First 4 /Length 6 0 R >>\nstream\n6 0 7\nendstream", row(2, 5, 0), ErrXRef},
		"filter in itself":     {streamBody("/Type /ObjStm /N 1 /First 4 /Filter 6 0 R", "6 0 /A"), row(2, 5, 0), ErrXRef},
	} {
		f := mustOpen(t, entries(c.container, c.entry))
		for range 2 { // the second time from the cache, if any
			o, err := last(f).Get(Ref{Num: 6})
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("%s: %v, %v, want %v", name, o, err, c.want)
			}
		}
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("disk on fire")
	data := []byte(strings.Repeat("x", 2<<20)) // too large to be read at once
	copy(data, "%PDF-1.7\n")
	copy(data[len(data)-30:], "startxref\n1000000\n%%EOF\n")
	src := &failingReader{data: data, err: broken, after: 3}
	if _, err := Open(src, int64(len(data)), Options{}); !errors.Is(err, broken) {
		t.Errorf("got %v, want the reader's error", err)
	}
	short := &failingReader{data: data[:10], err: io.EOF, after: 100}
	if _, err := Open(short, 100, Options{}); err == nil {
		t.Error("a file shorter than stated was opened")
	}
}

// failingReader fails after some reads.
type failingReader struct {
	data  []byte
	err   error
	after int
}

func (r *failingReader) ReadAt(p []byte, off int64) (int, error) {
	if r.after--; r.after < 0 || off >= int64(len(r.data)) {
		return 0, r.err
	}
	n := copy(p, r.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func TestOperators(t *testing.T) {
	f := mustOpen(t, smallPDF())
	for in, want := range map[string]struct {
		ops string
		end bool
	}{
		"q 1 0 0 RG [(a) 2] TJ Q":     {"q RG TJ Q", true},
		"":                            {"", true},
		"q BI /W 1 ID x EI Q":         {"q BI", false},
		"q ) Q":                       {"q", false},
		"f* B*":                       {"f* B*", true},
		strings.Repeat("q ", 1<<16+1): {strings.TrimSpace(strings.Repeat("q ", 1<<16)), false},
	} {
		var ops []string
		end := f.Operators([]byte(in), func(op string) bool { ops = append(ops, op); return true })
		if strings.Join(ops, " ") != want.ops || end != want.end {
			t.Errorf("%.30q: %.60q, %v", in, ops, end)
		}
	}
	if f.Operators([]byte("q Q"), func(string) bool { return false }) {
		t.Error("stopped early, but said to be read to the end")
	}
}

// dormant is a file with a section that nothing leads to until an update names
// it as the one before. Between them stand the bytes given.
func dormant(before bool) (data []byte, signed int) {
	var b builder
	o := small()
	offsets := map[int]int{}
	for num := 1; num <= 5; num++ {
		offsets[num] = b.put(num, o[num])
	}
	other := b.put(4, streamBody("", "other"))
	// The dormant section lists another object 4 and leads on to the regular one.
	sleeping := fmt.Sprintf("xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %%010d >>\n", other)
	var at, main int
	if before {
		at = b.out.Len()
		fmt.Fprintf(&b.out, sleeping+"\n", at+len(fmt.Sprintf(sleeping, 0))+1)
		b.table(offsets, "")
	} else {
		b.table(offsets, "")
		main, at = b.prev, b.out.Len()
		fmt.Fprintf(&b.out, sleeping, main)
		b.close(at, "")
		fmt.Fprintf(&b.out, "startxref\n%d\n%%%%EOF\n", main)
	}
	signed = b.out.Len()
	b.prev = at
	b.objects(map[int]string{5: "(x)"}, "")
	return b.out.Bytes(), signed
}

func TestDormantSection(t *testing.T) {
	data, signed := dormant(true)
	if f := mustOpen(t, data[:signed]); len(f.Revisions()) != 1 {
		t.Errorf("%d revisions before the update", len(f.Revisions()))
	}
	f := mustOpen(t, data)
	if f.Revisions()[0].Closed {
		t.Error("a revision with a section that was dormant is said to be closed")
	}
	if rev, ok := f.Entrance(int64(signed)); ok {
		t.Errorf("entrance to revision %d", rev)
	}
	data, signed = dormant(false)
	f = mustOpen(t, data)
	if n := len(f.Revisions()); n != 3 {
		t.Fatalf("%d revisions", n)
	}
	if rev, ok := f.Entrance(int64(signed)); !ok || rev != 0 {
		t.Errorf("entrance to revision %d, %v: want the first", rev, ok)
	}
	if rev, ok := f.Entrance(f.Size()); !ok || rev != 2 {
		t.Errorf("entrance to revision %d, %v: want the last", rev, ok)
	}
}

func TestEntrance(t *testing.T) {
	data := revisions(4, 1)
	f := mustOpen(t, data)
	for i, r := range f.Revisions() {
		if !r.Closed {
			t.Errorf("revision %d is not closed", i)
		}
		if rev, ok := f.Entrance(r.End); !ok || rev != i {
			t.Errorf("entrance %d, %v at the end of revision %d", rev, ok, i)
		}
	}
	if _, ok := f.Entrance(20); ok {
		t.Error("an entrance without a startxref")
	}
}
