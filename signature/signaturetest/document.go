package signaturetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// XrefStyle is the form of a file's cross-reference sections.
type XrefStyle int

// The styles of cross-reference.
const (
	XrefTable  XrefStyle = iota // ISO 32000-2, 7.5.4
	XrefStream                  // 7.5.8
	XrefHybrid                  // table with XRefStm, 7.5.8.4
)

// DocOptions shapes a new document. The zero value is a decision of one page.
type DocOptions struct {
	// Pages holds the ASCII lines of text of each page.
	Pages [][]string
	// Xref is the style of all cross-reference sections.
	Xref XrefStyle
	// ObjectStreams packs objects into object streams; needs XrefStream. A
	// hybrid file always packs its information dictionary.
	ObjectStreams bool
	// Prefix stands before the header. Offsets are counted from the header, as
	// ISO 32000-2, 7.5.2 has it; ByteRange from the first byte of the file.
	Prefix string
}

// Doc is a PDF document under construction. Changes gather until Commit (or
// Sign, which commits) writes them: as the first revision, then as incremental
// updates. The first error sticks and is returned by Bytes.
//
// Concurrency: not safe.
type Doc struct {
	options DocOptions
	out     []byte
	err     error

	objects map[int]*object
	changed map[int]bool
	free    []int // ascending; part of the cross-reference's free list
	offsets map[int]int
	size    int
	prev    int // offset of the last cross-reference section, 0 for none
	trailer dict

	catalog, pages, info, font, form int
	page                             []int
	annotations                      map[int][]string // by page index
	fields                           map[string]int
	fieldOrder                       []string
	containers                       map[string][]byte // CMS by field
	store                            store
}

// object is the present value of an indirect object.
type object struct {
	gen   int
	dict  dict   // of objects that Edit can change
	body  string // of the others
	plain bool   // never packed into an object stream
	hide  bool   // packed into an object stream of a hybrid file
}

func (o *object) text() string {
	if o.dict != nil {
		return o.dict.String()
	}
	return o.body
}

// NewDoc starts a document with catalog, information dictionary, page tree,
// one font and the pages. Nothing is committed yet.
func NewDoc(o DocOptions) *Doc {
	if o.Pages == nil {
		o.Pages = [][]string{decision()}
	}
	d := &Doc{
		options:     o,
		objects:     map[int]*object{},
		changed:     map[int]bool{},
		offsets:     map[int]int{},
		size:        1,
		annotations: map[int][]string{},
		fields:      map[string]int{},
		containers:  map[string][]byte{},
		store:       store{known: map[string]string{}},
	}
	d.out = fmt.Appendf(nil, "%s%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n", o.Prefix)
	d.catalog = d.addDict(dictOf("Type", "/Catalog"))
	d.pages = d.addDict(dictOf("Type", "/Pages"))
	d.info = d.addDict(dictOf("Title", text("Quyết định (văn bản thử nghiệm)"),
		"Producer", "(motcua signaturetest)",
		"CreationDate", pdfDate(signingTime()), "ModDate", pdfDate(signingTime())))
	d.font = d.addDict(dictOf("Type", "/Font", "Subtype", "/Type1",
		"BaseFont", "/Helvetica", "Encoding", "/WinAnsiEncoding"))
	d.Edit(d.catalog, "Pages", d.Ref(d.pages))
	for _, lines := range o.Pages {
		d.addPage(lines)
	}
	d.setKids(d.page)
	d.trailer = dictOf("Root", d.Ref(d.catalog), "Info", d.Ref(d.info),
		"ID", "[<6d6f74637561207369676e6174757265> <6d6f74637561207369676e6174757265>]")
	return d
}

// decision is the text of the samples' usual page.
func decision() []string {
	return []string{
		"UY BAN NHAN DAN TINH THU NGHIEM",
		"So: 12/QD-UBND",
		"QUYET DINH",
		"ve viec thu nghiem chu ky so tren van ban dien tu",
		"Dieu 1. Phe duyet kinh phi 1.000.000 dong.",
	}
}

func (d *Doc) addPage(lines []string) int {
	content := d.Add(stream(nil, showLines(lines, 72, 770, 12)))
	resources := fmt.Sprintf("<< /Font << /F1 %s >> >>", d.Ref(d.font))
	num := d.addDict(dictOf("Type", "/Page", "Parent", d.Ref(d.pages),
		"MediaBox", "[0 0 595 842]", "Resources", resources, "Contents", d.Ref(content)))
	d.page = append(d.page, num)
	return num
}

// setKids makes the pages the kids of the page tree's root.
func (d *Doc) setKids(pages []int) {
	var kids []string
	for _, p := range pages {
		kids = append(kids, d.Ref(p))
	}
	d.Edit(d.pages, "Kids", array(kids...))
	d.Edit(d.pages, "Count", fmt.Sprint(len(kids)))
}

// showLines is a content stream that shows lines of ASCII text.
func showLines(lines []string, x, y, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F1 %d Tf %d %d Td", size, x, y)
	for _, line := range lines {
		fmt.Fprintf(&b, " %s Tj 0 %d Td", literal(line), -size*3/2)
	}
	b.WriteString(" ET")
	return b.String()
}

// Catalog returns the object number of the document catalog.
func (d *Doc) Catalog() int { return d.catalog }

// Page returns the object number of the page with that index, or 0.
func (d *Doc) Page(index int) int {
	if index < 0 || index >= len(d.page) {
		d.fail("no page %d", index)
		return 0
	}
	return d.page[index]
}

// Ref returns an indirect reference to the object, "12 0 R".
func (d *Doc) Ref(num int) string {
	gen := 0
	if o := d.objects[num]; o != nil {
		gen = o.gen
	}
	return fmt.Sprintf("%d %d R", num, gen)
}

// Add adds an object, given as PDF text, and returns its number.
func (d *Doc) Add(body string) int {
	num := d.size
	d.Set(num, body)
	return num
}

func (d *Doc) addDict(entries dict) int {
	num := d.Add("")
	d.objects[num].dict = entries
	return num
}

// Set gives the object that body. A freed number is taken into use again, with
// the generation that freeing gave it.
func (d *Doc) Set(num int, body string) {
	if num < 1 {
		d.fail("set object %d: not a number for objects", num)
		return
	}
	if i, found := slices.BinarySearch(d.free, num); found {
		d.free = slices.Delete(d.free, i, i+1)
		d.changed[0] = true
	}
	old := d.objects[num]
	if old == nil {
		old = &object{}
	}
	d.objects[num] = &object{gen: old.gen, plain: old.plain, body: body}
	d.changed[num] = true
	d.size = max(d.size, num+1)
}

// Edit sets one entry of an object that this package made as a dictionary,
// such as the catalog, a page or a field. An empty value removes the entry.
func (d *Doc) Edit(num int, key, value string) {
	o := d.objects[num]
	if o == nil || o.body != "" {
		d.fail("edit object %d: not a dictionary", num)
		return
	}
	o.dict = o.dict.with(key, value)
	d.changed[num] = true
}

// Free marks the object as free and raises its generation.
func (d *Doc) Free(num int) {
	o := d.objects[num]
	i, found := slices.BinarySearch(d.free, num)
	if o == nil || found {
		d.fail("free object %d: not in use", num)
		return
	}
	d.objects[num] = &object{gen: o.gen + 1}
	d.free = slices.Insert(d.free, i, num)
	d.changed[num] = true
	d.changed[0] = true
}

// Bytes returns a copy of the file with all committed revisions, or the first
// error of any call.
func (d *Doc) Bytes() ([]byte, error) {
	if d.err == nil && len(d.changed) > 0 {
		d.fail("write document: changes were not committed")
	}
	if d.err != nil {
		return nil, d.err
	}
	return slices.Clone(d.out), nil
}

func (d *Doc) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("signaturetest: "+format, args...)
	}
}

// dirty returns the numbers of the changed objects, ascending, 0 for the head
// of the free list included.
func (d *Doc) dirty() []int { return slices.Sorted(maps.Keys(d.changed)) }
