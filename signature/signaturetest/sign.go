package signaturetest

import (
	"bytes"
	"crypto"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The values of SignOptions.SubFilter (ISO 32000-2, table 255).
const (
	SubFilterPKCS7Detached = "adbe.pkcs7.detached"
	SubFilterPKCS7SHA1     = "adbe.pkcs7.sha1"
	SubFilterX509RSASHA1   = "adbe.x509.rsa_sha1"
	SubFilterCAdES         = "ETSI.CAdES.detached"
	SubFilterRFC3161       = "ETSI.RFC3161"
)

// SignOptions shapes a signature. The zero value is an invisible approval
// signature of Person in the next free field Signature<n> of page 0.
type SignOptions struct {
	// Field is the field's name. A field that exists is filled, another one is
	// added.
	Field string
	// Signer signs; nil means Person (TSA for a document timestamp).
	Signer *Identity
	// SubFilter is one of the constants; "" means SubFilterPKCS7Detached.
	SubFilter string
	// CMS shapes the value. Its signing time is Time where it is zero and
	// SubFilter is not SubFilterCAdES, which wants none (EN 319 142-1, 6.3).
	CMS CMSOptions
	// Time is M, the claimed time; zero means 2025-03-10 09:30 +07:00.
	Time time.Time
	// Name, Reason and Location are the entries of those names; "" for none.
	Name, Reason, Location string
	// Page is the index of the page for the widget, Rect its place. The zero
	// Rect makes it invisible; any other shows Shown.
	Page int
	Rect Rect
	// Shown holds the ASCII lines of the appearance.
	Shown []string
	// Certify is the DocMDP permission 1, 2 or 3; 0 for an approval signature
	// (ISO 32000-2, 12.8.2.2).
	Certify int
	// FieldMDP locks fields by a reference dictionary (12.8.2.4); nil for none.
	FieldMDP *FieldLock
	// Reserve is the room for the value in bytes; 0 means 8192.
	Reserve int

	spoil
}

// spoil holds what makes a signature wrong, or unusual, on purpose.
type spoil struct {
	// ranges replaces the numbers of ByteRange. It is given where the value of
	// Contents starts and ends, delimiters included, and the file's size.
	ranges func(start, end, size int) []int
	// container replaces the value of Contents; it is given the bytes covered.
	container func(content []byte) ([]byte, error)
	// entries replace entries of the signature dictionary.
	entries dict
	// tail is appended to the file before it is signed.
	tail string
	// rangeObject is the number of the object that holds ByteRange, where that
	// is not the signature dictionary.
	rangeObject int
	// layout bends how the revision is written.
	layout layout
}

// rangeWidth is the room for the text of ByteRange.
const rangeWidth = 60

// Sign adds a signature and commits it together with all pending changes.
func (d *Doc) Sign(o SignOptions) {
	if o.Field == "" {
		o.Field = d.nextField()
	}
	if o.Signer == nil {
		o.Signer = Person()
	}
	if o.SubFilter == "" {
		o.SubFilter = SubFilterPKCS7Detached
	}
	if o.Time.IsZero() {
		o.Time = signingTime()
	}
	if o.CMS.SigningTime.IsZero() && o.SubFilter != SubFilterCAdES {
		o.CMS.SigningTime = o.Time
	}
	if o.Reserve == 0 {
		o.Reserve = 8192
	}
	num := d.Add(d.signatureDict(o).String())
	d.objects[num].plain = true
	d.attach(num, o)
	d.commit(o.layout)
	d.out = append(d.out, o.tail...)
	d.seal(num, o)
}

// Timestamp adds a document timestamp (ISO 32000-2, 12.8.5) and commits it
// together with all pending changes.
func (d *Doc) Timestamp(o SignOptions, t TimestampOptions) {
	o.SubFilter = SubFilterRFC3161
	o.entries = append(dict{{"Type", "/DocTimeStamp"}, {"M", ""}}, o.entries...)
	if o.container == nil {
		o.container = func(content []byte) ([]byte, error) { return BuildTimestamp(content, t) }
	}
	d.Sign(o)
}

func (d *Doc) nextField() string {
	for n := 1; ; n++ {
		name := fmt.Sprintf("Signature%d", n)
		if _, taken := d.fields[name]; !taken {
			return name
		}
	}
}

// signatureDict has placeholders for ByteRange and Contents.
func (d *Doc) signatureDict(o SignOptions) dict {
	s := dictOf("Type", "/Sig", "Filter", "/Adobe.PPKLite", "SubFilter", "/"+o.SubFilter,
		"M", pdfDate(o.Time))
	for _, e := range []entry{{"Name", o.Name}, {"Reason", o.Reason}, {"Location", o.Location}} {
		if e.value != "" {
			s = s.with(e.key, text(e.value))
		}
	}
	if o.SubFilter == SubFilterX509RSASHA1 {
		s = s.with("Cert", fmt.Sprintf("<%x>", o.Signer.Cert.Raw))
	}
	s = s.with("Reference", d.references(o))
	s = s.with("ByteRange", "["+strings.Repeat(" ", rangeWidth-2)+"]")
	s = s.with("Contents", "<"+strings.Repeat("0", 2*o.Reserve)+">")
	for _, e := range o.entries {
		s = s.with(e.key, e.value)
	}
	return s
}

// references are the signature reference dictionaries (12.8.1, table 256).
func (d *Doc) references(o SignOptions) string {
	var refs []string
	add := func(method string, params dict, more ...string) {
		ref := dictOf("Type", "/SigRef", "TransformMethod", "/"+method, "TransformParams", params.String())
		refs = append(refs, append(ref, dictOf(more...)...).String())
	}
	if o.Certify != 0 {
		add("DocMDP", dictOf("Type", "/TransformParams", "P", fmt.Sprint(o.Certify), "V", "/1.2"))
	}
	if o.FieldMDP != nil {
		add("FieldMDP", o.FieldMDP.entries("TransformParams").with("V", "/1.2"), "Data", d.Ref(d.catalog))
	}
	if refs == nil {
		return ""
	}
	return array(refs...)
}

// attach makes the signature dictionary the value of its field.
func (d *Doc) attach(num int, o SignOptions) {
	if _, exists := d.fields[o.Field]; !exists {
		d.AddSignatureField(o.Page, o.Field, o.Rect, nil)
	}
	if d.err != nil {
		return
	}
	field := d.fields[o.Field]
	d.Edit(field, "V", d.Ref(num))
	if o.Rect != (Rect{}) {
		d.normal(field, d.appearance(o.Rect, o.Shown))
	}
	d.Edit(d.form, "SigFlags", "3")
	if o.Certify != 0 {
		d.Edit(d.catalog, "Perms", fmt.Sprintf("<< /DocMDP %s >>", d.Ref(num)))
	}
}

// seal fills the placeholders of the signature dictionary just written.
func (d *Doc) seal(num int, o SignOptions) {
	if d.err != nil {
		return
	}
	start, end, ok := d.valueOf(num, "/Contents <", ">")
	if !ok {
		return // the entry was replaced on purpose
	}
	ranges := []int{0, start, end, len(d.out) - end}
	if o.ranges != nil {
		ranges = o.ranges(start, end, len(d.out))
	}
	at, stop, ok := d.valueOf(num, "/ByteRange [", "]")
	if o.rangeObject != 0 {
		at, stop, ok = d.valueOf(o.rangeObject, "[", "]")
	}
	if ok {
		d.writeRange(d.out[at:stop], ranges)
	}
	value, err := d.container(covered(d.out, ranges), o)
	if err != nil {
		d.err = err
		return
	}
	if len(value) > o.Reserve {
		d.fail("sign: the value of %d bytes needs more room", len(value))
		return
	}
	hex.Encode(d.out[start+1:], value)
	d.containers[o.Field] = value
}

// writeRange fills the placeholder of ByteRange; white space stands before the
// closing bracket.
func (d *Doc) writeRange(placeholder []byte, ranges []int) {
	numbers := strings.Trim(fmt.Sprint(ranges), "[]")
	if room := len(placeholder) - 2; len(numbers) <= room {
		copy(placeholder, fmt.Sprintf("[%-*s]", room, numbers))
		return
	}
	d.fail("sign: ByteRange needs more room")
}

// valueOf finds an entry's value, delimiters included, in an object just
// written.
func (d *Doc) valueOf(num int, open, closing string) (start, end int, ok bool) {
	at := d.offsets[num]
	i := bytes.Index(d.out[at:], []byte(open))
	if i < 0 {
		return 0, 0, false
	}
	start = at + i + len(open) - 1
	end = start + bytes.Index(d.out[start:], []byte(closing)) + 1
	return start, end, true
}

// covered joins the ranges as a careless reader would: what lies outside the
// file is left out.
func covered(file []byte, ranges []int) []byte {
	var out []byte
	for pair := range slices.Chunk(ranges, 2) {
		if len(pair) < 2 || pair[0] < 0 || pair[1] < 0 || pair[0] > len(file) {
			continue
		}
		rest := file[pair[0]:]
		out = append(out, rest[:min(pair[1], len(rest))]...)
	}
	return out
}

// container makes the value of Contents for the SubFilter.
func (d *Doc) container(content []byte, o SignOptions) ([]byte, error) {
	if o.container != nil {
		return o.container(content)
	}
	sha1 := algorithm{digest: crypto.SHA1}
	switch o.SubFilter {
	case SubFilterPKCS7SHA1:
		o.CMS.Attached = true
		return BuildCMS(sha1.sum(content), o.Signer, o.CMS)
	case SubFilterX509RSASHA1:
		value, err := sha1.sign(o.Signer.Key, content)
		return tlv(tagOctets, value), err
	}
	return BuildCMS(content, o.Signer, o.CMS)
}
