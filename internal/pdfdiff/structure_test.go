package pdfdiff

import (
	"fmt"
	"strings"
	"testing"
)

// wantContent fails unless the last update counts as a change of the content.
func wantContent(t *testing.T, data []byte) {
	t.Helper()
	changes := lastStep(t, data)
	if got := level(changes); got != Content {
		t.Errorf("level %d, want %d: %+v", got, Content, changes)
	}
}

func TestAnotherGeneration(t *testing.T) {
	var b builder
	b.commit(usual(nil), "")
	b.gens[content] = 1 // the same stream, but the page refers to generation 0
	b.commit(objects{content: usual(nil)[content]}, "")
	wantContent(t, b.out.Bytes())
}

func TestAnotherGenerationOfPage(t *testing.T) {
	var b builder
	b.commit(usual(nil), "")
	b.gens[page] = 1
	b.commit(objects{page: pageBody}, "")
	wantContent(t, b.out.Bytes())
}

func TestEntryLeadsElsewhere(t *testing.T) {
	var b builder
	b.commit(usual(objects{20: forged()}), "")
	at := strings.Index(b.out.String(), "20 0 obj")
	b.commitAt(objects{docInfo: "<< /Title (y) >>"}, "/Info 12 0 R", map[int]int{content: at})
	wantContent(t, b.out.Bytes())
	// An object with the right number, hidden in a string.
	var c builder
	c.commit(usual(objects{20: "(4 0 obj << /Length 3 >> stream\nq Q\nendstream endobj)"}), "")
	at = strings.Index(c.out.String(), "(4 0 obj") + 1
	c.commitAt(objects{docInfo: "<< /Title (y) >>"}, "/Info 12 0 R", map[int]int{content: at})
	wantContent(t, c.out.Bytes())
}

// TestEntryBeyondTheRevision signs a reference to bytes that do not exist yet.
func TestEntryBeyondTheRevision(t *testing.T) {
	base := usual(objects{page: with(pageBody, "/Contents 4 0 R", "/Contents [4 0 R 99 0 R]")})
	write := func(at int) *builder {
		var b builder
		b.commitAt(base, "", map[int]int{99: at})
		return &b
	}
	b := write(write(0).out.Len() + 2) // every offset takes ten digits
	fmt.Fprintf(&b.out, "%%\n99 0 obj\n%s\nendobj\n", forged())
	b.commit(objects{docInfo: "<< /Title (y) >>"}, "/Info 12 0 R")
	wantContent(t, b.out.Bytes())
}

// TestStreamReachesBeyondTheRevision signs a stream without an end, which the
// update provides.
func TestStreamReachesBeyondTheRevision(t *testing.T) {
	var b builder
	b.commit(usual(objects{
		page: with(pageBody, "/Contents 4 0 R", "/Contents 99 0 R"),
		99:   "<< /Length 5000 >>\nstream\n",
	}), "")
	data := b.out.String()
	start := strings.Index(data, "stream\n\nendobj\nxref") + len("stream\n")
	b.out.WriteString(strings.Repeat(" ", 5000-(len(data)-start)-len("BT (9.000.000) Tj ET")) + "BT (9.000.000) Tj ET")
	b.out.WriteString("\nendstream\nendobj\n")
	b.commit(objects{docInfo: "<< /Title (y) >>"}, "/Info 12 0 R")
	wantContent(t, b.out.Bytes())
}

// TestHolderAroundAnotherObject hides the page from a search for the object
// that a reference belongs to: another object lies inside it.
func TestHolderAroundAnotherObject(t *testing.T) {
	for name, body := range map[string]string{
		"in a comment": with(pageBody, "/Contents 4 0 R", "/Contents %98 0 obj << /Q\n99 0 R"),
		"in strings": with(pageBody, "/Contents 4 0 R", "/X ("+strings.Repeat("98 0 obj null endobj ", 20)+
			") /Contents 99 0 R"),
		"a string across": with(pageBody, "/Contents 4 0 R", "/X % 98 0 obj (\n/Contents 99 0 R %) endobj\n"),
	} {
		t.Run(name, func(t *testing.T) {
			var b builder
			probe := usual(objects{page: body})
			b.commit(probe, "")
			more := map[int]int{}
			text := b.out.String()
			for at, num := 0, 98; ; num++ {
				next := strings.Index(text[at:], "98 0 obj")
				if next < 0 {
					break
				}
				at += next
				more[num+100] = at // other numbers: readers get nothing from them
				if num == 98 {
					more[98] = at
					delete(more, 198)
				}
				at++
			}
			var c builder
			c.commitAt(probe, "", more)
			if !strings.HasPrefix(c.out.String(), text[:3]) || c.out.String()[more[98]:more[98]+8] != "98 0 obj" {
				t.Fatal("offsets moved")
			}
			c.commit(objects{99: forged()}, "")
			wantContent(t, c.out.Bytes())
		})
	}
}

// TestHiddenReference writes the reference in every odd way.
func TestHiddenReference(t *testing.T) {
	for name, ref := range map[string]string{
		"comment before R":          "99 0 %x\nR",
		"comment after the number":  "99 %x\n0 R",
		"long comment":              "99 0 %" + strings.Repeat("x", 300) + "\nR",
		"decoy in a comment":        "99 0 %5 0\nR",
		"long white space":          "99 0" + strings.Repeat(" ", 300) + "R",
		"lines":                     "99\r\r0\n\nR",
		"leading zeros":             strings.Repeat("0", 40) + "99 000 R",
		"sign":                      "+99 +0 R",
		"other white space":         "99\x000\fR",
		"long comment and number":   "99 %" + strings.Repeat("x", 300) + "\n0 R",
		"comment with many lines":   "99 %a\n%b\r%c\r\n 0 %d\n R",
		"comment with a stray R":    "99 0 % 1 0 R\nR",
		"delimiter directly behind": "99 0 R/X 1",
	} {
		t.Run(name, func(t *testing.T) {
			var b builder
			b.commit(usual(objects{page: with(pageBody, "/Contents 4 0 R", "/Contents "+ref)}), "")
			b.commit(objects{99: forged()}, "")
			wantContent(t, b.out.Bytes())
		})
	}
}

// packed is a document whose page, content reference included, is in object
// stream 40, followed by the given updates.
func packed(t *testing.T, container objects, updates ...objects) []byte {
	t.Helper()
	var b builder
	objs := usual(container)
	delete(objs, page)
	b.commitRows(objs, map[int][2]int{page: {40, 0}}, "")
	for _, u := range updates {
		b.commitRows(u, nil, "")
	}
	return b.out.Bytes()
}

func objectStream(num int, body string) string {
	head := fmt.Sprintf("%d 0 ", num)
	return stream(fmt.Sprintf("/Type /ObjStm /N 1 /First %d", len(head)), head+body)
}

func TestObjectStreamReplaced(t *testing.T) {
	forgedPage := with(pageBody, "/Contents 4 0 R", "/Contents 11 0 R")
	wantContent(t, packed(t, objects{40: objectStream(page, pageBody)}, objects{40: objectStream(page, forgedPage)}))
	wantContent(t, packed(t, objects{40: objectStream(page, pageBody)}, objects{40: ""}))
	same := lastStep(t, packed(t, objects{40: objectStream(page, pageBody)}, objects{40: objectStream(page, pageBody+" ")}))
	if got := level(same); got != None {
		t.Errorf("the same objects in a stream written anew: %+v", same)
	}
}

// TestObjectStreamReplacedBefore replaces the stream before the step looked at:
// the references in force are those of the new one.
func TestObjectStreamReplacedBefore(t *testing.T) {
	dangling := with(pageBody, "/Contents 4 0 R", "/Contents 99 0 R")
	wantContent(t, packed(t, objects{40: objectStream(page, pageBody)},
		objects{40: objectStream(page, dangling)}, objects{99: forged()}))
}

// TestObjectStreamCutDifferently changes what the stream decodes to by way of
// its length and filter, which stand in objects of their own.
func TestObjectStreamCutDifferently(t *testing.T) {
	head := fmt.Sprintf("%d 0 ", page)
	plain := head + pageBody
	container := fmt.Sprintf("<< /Type /ObjStm /N 1 /First %d /Length 41 0 R >>\nstream\n%s\nendstream\nendstream", len(head), plain)
	changes := lastStep(t, packed(t, objects{40: container, 41: fmt.Sprint(len(plain))},
		objects{41: fmt.Sprint(len(plain) + len("\nendstream"))}))
	if got := level(changes); got != Content {
		t.Errorf("level %d: %+v", got, changes)
	}
	filtered := fmt.Sprintf("<< /Type /ObjStm /N 1 /First %d /Length %d /Filter 41 0 R >>\nstream\n%s\nendstream", len(head), len(plain), plain)
	wantContent(t, packed(t, objects{40: filtered, 41: "null"}, objects{41: "[]"}))
}

// TestHolderInObjectStream lets two objects of a stream overlap, so that one
// hides the reference of the other.
func TestHolderInObjectStream(t *testing.T) {
	body := with(pageBody, "/Contents 4 0 R", "/X (<< /Q ) /Contents 99 0 R")
	head := fmt.Sprintf("%d 0 50 %d ", page, strings.Index(body, "<< /Q"))
	var b builder
	objs := usual(objects{40: stream(fmt.Sprintf("/Type /ObjStm /N 2 /First %d", len(head)), head+body)})
	delete(objs, page)
	b.commitRows(objs, map[int][2]int{page: {40, 0}, 50: {40, 1}}, "")
	b.commitRows(objects{99: forged()}, nil, "")
	wantContent(t, b.out.Bytes())
}

// TestContainersOnly looks at updates that write structure alone.
func TestContainersOnly(t *testing.T) {
	changes := lastStep(t, packed(t, objects{40: objectStream(page, pageBody)}, objects{50: objectStream(51, "<< >>")}))
	if len(changes) != 0 {
		t.Errorf("got %+v", changes)
	}
	dangling := with(pageBody, "/Contents 4 0 R", "/Contents [4 0 R 52 0 R]") // 52: the next cross-reference stream
	wantContent(t, packed(t, objects{40: objectStream(page, dangling)}, objects{docInfo: "<< /Title (y) >>"}))
}
