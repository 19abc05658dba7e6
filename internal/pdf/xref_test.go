package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// wantPage fails unless the file's page and its content can be read.
func wantPage(t *testing.T, data []byte) *File {
	t.Helper()
	f := mustOpen(t, data)
	root, err := last(f).Dict(last(f).Trailer().Get("Root"))
	if err != nil || root.Get("Type") != Name("Catalog") {
		t.Fatalf("catalog: %v, %v", root, err)
	}
	p, ok := get(t, f, 3).(*Dict)
	if !ok || p.Get("Type") != Name("Page") {
		t.Fatalf("page: %v", p)
	}
	content, err := last(f).Resolve(p.Get("Contents"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := last(f).Stream(content.(*Stream)); err != nil || string(got) != "q Q" {
		t.Fatalf("content: %q, %v", got, err)
	}
	return f
}

func TestTables(t *testing.T) {
	with := func(eol string) []byte {
		b := builder{eol: eol}
		b.objects(small(), "/Info 5 0 R")
		return b.out.Bytes()
	}
	edit := func(old, new string) []byte { return bytes.Replace(smallPDF(), []byte(old), []byte(new), 1) }
	moved := func(by int) []byte {
		data := smallPDF()
		at := bytes.LastIndex(data, []byte("startxref\n")) + len("startxref\n")
		var stated int
		fmt.Sscan(string(data[at:]), &stated)
		return append(data[:at:at], fmt.Sprintf("%d\n%%%%EOF\n", stated+by)...)
	}
	junk := strings.Repeat("junk 1 0 obj R \xff\n", 30)
	for name, data := range map[string][]byte{
		"plain":                        smallPDF(),
		"entries of 19 bytes":          with("\n"),
		"entries of 21 bytes":          with(" \r\n"),
		"entries ended by CR":          with(" \r"),
		"CRLF everywhere in the table": edit("xref\n0 1\n", "xref\r\n0 1\r\n"),
		"blanks behind xref":           edit("xref\n0 1\n", "xref  \n0 1 \n"),
		"numbers with leading zeros":   edit("xref\n0 1\n", "xref\n00 01\n"),
		"startxref too small":          moved(-5),
		"startxref too large":          moved(3),
		"startxref at a line end":      moved(-1),
		"bytes behind":                 append(smallPDF(), strings.Repeat("\x00\xfe junk\n", 400)...),
		"no line end behind":           bytes.TrimRight(smallPDF(), "\n"),
		"comment in the trailer":       edit("trailer\n", "trailer % here\n"),
		"junk before, from the header": append([]byte(junk), smallPDF()...),
		"size as a real":               edit("/Size 6 ", "/Size 6.0 "),
	} {
		t.Run(name, func(t *testing.T) { wantPage(t, data) })
	}
}

// TestJunkBeforeHeader has offsets count from the first byte of the file.
func TestJunkBeforeHeader(t *testing.T) {
	var b builder
	b.out.WriteString(strings.Repeat("x", 100) + "\n%PDF-1.7\n")
	b.objects(small(), "")
	b.objects(map[int]string{5: "<< /Title (b) >>"}, "")
	f := wantPage(t, b.out.Bytes())
	edges, err := f.Edges(map[int]bool{4: true})
	if err != nil || len(edges.At(last(f), 4)) != 1 {
		t.Errorf("edges: %v, %v", edges.At(last(f), 4), err)
	}
	at := int64(strings.Index(b.out.String(), "4 0 obj"))
	if o, ok := f.ObjectBefore(0, at); !ok || o.Num != 4 {
		t.Errorf("object at %d: %+v, %v", at, o, ok)
	}
	if o, ok := f.ObjectBefore(0, at-1); !ok || o.Num != 3 {
		t.Errorf("object before %d: %+v, %v", at, o, ok)
	}
}

// TestFewBytesBeforeHeader has so few that an offset from the header, taken for one
// from the first byte, leads into blanks or a comment before the same object.
func TestFewBytesBeforeHeader(t *testing.T) {
	for n := 1; n <= 16; n++ {
		for _, before := range []string{"", " ", "\n\n\n", "%\xe2\xe3\xcf\xd3\n"} {
			var b builder
			b.out.WriteString("%PDF-1.7\n")
			offsets := map[int]int{}
			for _, num := range []int{1, 2, 3, 4, 5} {
				b.out.WriteString(before)
				offsets[num] = b.put(num, small()[num])
			}
			b.out.WriteString(before)
			b.table(offsets, "")
			wantPage(t, append(bytes.Repeat([]byte("x"), n), b.out.Bytes()...))
		}
		wantPage(t, append(bytes.Repeat([]byte("x"), n), streamFile("/W [1 3 1]", identity, false)...))
	}
}

// TestTwoHeaders lets an offset lead to one object when it counts from the
// first byte and to another when it counts from the header.
func TestTwoHeaders(t *testing.T) {
	pad := strings.Repeat(" ", 200)
	var b builder
	b.out.WriteString(pad + "%PDF-1.7\n")
	offsets := map[int]int{}
	for _, num := range []int{1, 2, 3, 4} {
		offsets[num] = b.put(num, small()[num])
	}
	at := b.put(5, "(one)")
	b.out.WriteString(strings.Repeat(" ", at+200-b.out.Len()))
	b.put(5, "(two)")
	offsets[5] = at
	b.table(offsets, "")
	f := mustOpen(t, b.out.Bytes())
	if o, err := f.View(0).Get(Ref{Num: 5}); !errors.Is(err, ErrSyntax) {
		t.Errorf("got %v, %v", o, err)
	}
}

func TestNumberingFromOne(t *testing.T) {
	data := bytes.Replace(smallPDF(), []byte("xref\n0 1\n"), []byte("xref\n1 1\n"), 1)
	wantPage(t, data)
}

func TestBadXRef(t *testing.T) {
	edit := func(old, new string) []byte {
		if !bytes.Contains(smallPDF(), []byte(old)) {
			t.Fatalf("no %q", old)
		}
		return bytes.Replace(smallPDF(), []byte(old), []byte(new), 1)
	}
	var twice builder
	o := small()
	offsets := map[int]int{}
	for num, body := range o {
		offsets[num] = twice.put(num, body)
	}
	twice.table(offsets, "")
	conflict := strings.Replace(twice.out.String(), "xref\n0 1\n", fmt.Sprintf("xref\n4 1\n%010d 00000 n \n0 1\n", offsets[3]), 1)
	harmless := strings.Replace(twice.out.String(), "xref\n0 1\n", fmt.Sprintf("xref\n4 1\n%010d 00000 n \n0 1\n", offsets[4]), 1)
	wantPage(t, []byte(harmless))
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":                    {nil, ErrNotPDF},
		"no header":                {edit("%PDF-1.7", "%PDX-1.7"), ErrNotPDF},
		"no startxref":             {edit("startxref", "startxxxx"), ErrXRef},
		"startxref without number": {edit("startxref\n", "startxref\n("), ErrSyntax},
		"startxref nowhere":        {edit("startxref\n", "startxref\n99999"), ErrXRef},
		"startxref at an object":   {bytes.Replace(smallPDF(), []byte("startxref\n"), []byte("startxref\n15 %"), 1), ErrXRef},
		"no trailer":               {edit("trailer", "trailex"), ErrSyntax},
		"trailer without a dict":   {edit("trailer\n<<", "trailer\n1 <<"), ErrXRef},
		"entry of another kind":    {edit("65535 f", "65535 x"), ErrSyntax},
		"entry without digits":     {edit("0000000000 65535", "000000000x 65535"), ErrSyntax},
		"offset of 15 digits":      {edit("0000000000 65535", "999999999999999 65535"), ErrSyntax},
		"number of 15 digits":      {edit("65535 f", "999999999999999 f"), ErrSyntax},
		"count too large":          {edit("0 1\n", "0 1000000000\n"), ErrXRef},
		"count of 10^18":           {edit("0 1\n", "0 1000000000000000000\n"), ErrXRef},
		"number too large":         {edit("0 1\n", "4000000000 1\n"), ErrSyntax},
		"last number too large":    {edit("0 1\n", "2147483647 1\n"), ErrLimit},
		"negative number":          {edit("0 1\n", "-1 1\n"), ErrSyntax},
		"object listed twice":      {[]byte(conflict), ErrXRef},
		"previous section in a loop": {func() []byte {
			data := smallPDF()
			at := bytes.Index(data, []byte("xref\n0 1"))
			return bytes.Replace(data, []byte("/Size 6"), fmt.Appendf(nil, "/Prev %d", at), 1)
		}(), ErrXRef},
		"previous section nowhere":      {edit("/Size 6", "/Prev 99999"), ErrXRef},
		"previous section by reference": {edit("/Size 6", "/Prev 5 0 R"), ErrXRef},
		"previous section negative":     {edit("/Size 6", "/Prev -1"), ErrXRef},
		"hybrid stream nowhere":         {edit("/Size 6", "/XRefStm 99999"), ErrXRef},
		"hybrid stream is an object":    {edit("/Size 6", "/XRefStm 15"), ErrXRef},
	} {
		if _, err := open(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

// streamFile writes the small document with a cross-reference stream.
func streamFile(entries string, encode func(rows string) string, compressed bool) []byte {
	var b builder
	o := small()
	rows := row(0, 0, 255)
	if !compressed {
		for num := 1; num <= 5; num++ {
			rows += row(1, b.put(num, o[num]), 0)
		}
		rows += row(1, b.out.Len(), 0)
		b.xrefStream(6, entries, encode(rows))
		return b.out.Bytes()
	}
	content := b.put(4, o[4])
	head, body := "", ""
	for _, num := range []int{5, 3, 2, 1} {
		head += fmt.Sprintf("%d %d ", num, len(body))
		body += o[num] + "\n"
	}
	container := b.put(7, streamBody(fmt.Sprintf("/Type /ObjStm /N 4 /First %d", len(head)), head+body))
	rows += row(2, 7, 3) + row(2, 7, 2) + row(2, 7, 1) + row(1, content, 0) + row(2, 7, 0) + row(1, b.out.Len(), 0) + row(1, container, 0)
	b.xrefStream(6, entries, encode(rows))
	return b.out.Bytes()
}

func identity(rows string) string { return rows }

// pngUp is PNG predictor 12 over rows of five bytes, without a filter behind
// it: the rows' own tags say how.
func pngRows(tag func(i int) int) func(string) string {
	return func(rows string) string {
		var out []byte
		before := make([]byte, 5)
		for i := 0; i+5 <= len(rows); i += 5 {
			is := []byte(rows[i : i+5])
			out = append(out, byte(tag(i/5)))
			for j, c := range is {
				switch tag(i / 5) {
				case 1:
					if j > 0 {
						c -= is[j-1]
					}
				case 2:
					c -= before[j]
				}
				out = append(out, c)
			}
			before = is
		}
		return deflate(string(out))
	}
}

func TestXRefStreams(t *testing.T) {
	up := pngRows(func(int) int { return 2 })
	mixed := pngRows(func(i int) int { return i % 3 })
	for name, data := range map[string][]byte{
		"plain":             streamFile("/W [1 3 1]", identity, false),
		"index":             streamFile("/W [1 3 1] /Index [0 2 2 5]", identity, false),
		"deflated":          streamFile("/W [1 3 1] /Filter /FlateDecode", deflate, false),
		"predictor 12":      streamFile("/W [1 3 1] /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >>", up, false),
		"predictor 15":      streamFile("/W [1 3 1] /Filter [/FlateDecode] /DecodeParms [<< /Predictor 15 /Columns 5 >>]", mixed, false),
		"compressed":        streamFile("/W [1 3 1] /Index [0 8]", identity, true),
		"no generation":     streamFile("/W [1 3 0]", func(rows string) string { return columns(rows, 4) }, false),
		"wide":              streamFile("/W [1 8 2]", widen, false),
		"hexadecimal":       streamFile("/W [1 3 1] /Filter /ASCIIHexDecode", func(r string) string { return fmt.Sprintf("%x>", r) }, false),
		"junk before":       append([]byte("junk\n"), streamFile("/W [1 3 1]", identity, false)...),
		"no type, all used": streamFile("/W [0 3 1] /Index [1 6]", func(rows string) string { return withoutType(rows[5:]) }, false),
	} {
		t.Run(name, func(t *testing.T) {
			f := wantPage(t, data)
			if d, ok := get(t, f, 5).(*Dict); !ok || d.Get("Title") == nil {
				t.Errorf("information: %v", d)
			}
		})
	}
}

// columns keeps the first n bytes of every row.
func columns(rows string, n int) string {
	var out strings.Builder
	for i := 0; i+5 <= len(rows); i += 5 {
		out.WriteString(rows[i : i+n])
	}
	return out.String()
}

func withoutType(rows string) string {
	var out strings.Builder
	for i := 0; i+5 <= len(rows); i += 5 {
		out.WriteString(rows[i+1 : i+5])
	}
	return out.String()
}

// widen turns rows of /W [1 3 1] into rows of /W [1 8 2].
func widen(rows string) string {
	var out strings.Builder
	for i := 0; i+5 <= len(rows); i += 5 {
		out.WriteString(rows[i:i+1] + "\x00\x00\x00\x00\x00" + rows[i+1:i+4] + "\x00" + rows[i+4:i+5])
	}
	return out.String()
}

// TestXRefStreamWithoutEntries: a save that changed nothing.
func TestXRefStreamWithoutEntries(t *testing.T) {
	var b builder
	b.objects(small(), "")
	b.xrefStream(9, "/W [0 0 0] /Index [0 1]", "")
	f := mustOpen(t, b.out.Bytes())
	if n := len(f.Revisions()); n != 2 {
		t.Fatalf("%d revisions", n)
	}
	if touched := f.Touched(1); len(touched) != 0 {
		t.Errorf("touched %v", touched)
	}
}

func TestBadXRefStreams(t *testing.T) {
	for entries, want := range map[string]error{
		"/W [1 3]":                                ErrXRef,
		"/W [1 0 1]":                              ErrXRef,
		"/W [1 9 1]":                              ErrXRef,
		"/W [1 -3 1]":                             ErrXRef,
		"/W [1 3 1] /Index [0]":                   ErrXRef,
		"/W [1 3 1] /Index [0 6 7]":               ErrXRef,
		"/W [1 3 1] /Index [0 2000000000]":        ErrXRef,
		"/W [1 3 1] /Index [2147483000 1000]":     ErrLimit,
		"/W [1 3 1] /Index [0 100000000000]":      ErrXRef,
		"/W [1 3 1] /Index [0 8]":                 ErrXRef,
		"/W [1 3 1] /Index [0 3 1 3]":             ErrXRef,
		"/W [1 3 1] /Filter /JPXDecode":           ErrXRef,
		"/W [1 3 1] /Filter [/A /B /C /D /E]":     ErrLimit,
		"/W [1 3 1] /Filter 5 0 R":                ErrXRef,
		"":                                        ErrXRef,
		"/W [1 3 1] /Index [-1 7]":                ErrXRef,
		"/W [1 3 1] /Filter [(x)]":                ErrXRef,
		"/W [1 3 1] /Length 99999 /Index [0 6] ]": ErrSyntax,
	} {
		_, err := open(streamFile(entries, identity, false))
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", entries, err, want)
		}
	}
}

// hybrid writes a hybrid file (7.5.8.4): object 3 is hidden in an object
// stream, that the table calls free.
func hybrid() []byte {
	var b builder
	o := small()
	offsets := map[int]int{3: -1}
	for _, num := range []int{1, 2, 4, 5} {
		offsets[num] = b.put(num, o[num])
	}
	head := "3 0 "
	offsets[7] = b.put(7, streamBody(fmt.Sprintf("/Type /ObjStm /N 1 /First %d", len(head)), head+o[3]))
	at := b.put(8, streamBody("/Type /XRef /Size 9 /W [1 3 1] /Index [3 2]", row(2, 7, 0)+row(0, 0, 0)))
	b.table(offsets, fmt.Sprintf("/XRefStm %d", at))
	return b.out.Bytes()
}

func TestHybrid(t *testing.T) {
	f := wantPage(t, hybrid())
	if e, _ := f.View(0).Entry(3); e != (Entry{Kind: Compressed, Stream: 7}) {
		t.Errorf("hidden object: %+v", e)
	}
	if e, _ := f.View(0).Entry(4); e.Kind != InFile {
		t.Errorf("an entry in use gave way: %+v", e)
	}
}

// TestHybridStreamBehind points the hybrid entry at what is appended later.
func TestHybridStreamBehind(t *testing.T) {
	for at := range 2 {
		var b builder
		b.objects(small(), fmt.Sprintf("/XRefStm %010d", 0))
		end := b.out.Len()
		data := bytes.Replace(b.out.Bytes(), []byte("/XRefStm 0000000000"), fmt.Appendf(nil, "/XRefStm %010d", end), 1)
		if at == 0 {
			if _, err := open(data); !errors.Is(err, ErrXRef) {
				t.Errorf("stream beyond the file: %v", err)
			}
			continue
		}
		data = fmt.Appendf(data, "9 0 obj\n%s\nendobj\n", streamBody("/Type /XRef /Size 9 /W [1 3 1] /Index [9 1]", row(1, end, 0)))
		prev := bytes.Index(data, []byte("xref\n0 1"))
		next := len(data)
		data = fmt.Appendf(data, "xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n", prev, next)
		if _, err := open(data); !errors.Is(err, ErrXRef) {
			t.Errorf("stream in a later revision: %v", err)
		}
	}
}
