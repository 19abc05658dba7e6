package pdfdiff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said is what a rule says of an update.
type said struct {
	Code  Code
	Level Level
}

// rule is an update with all that Step must say of it.
type rule struct {
	name   string
	base   objects
	update objects
	extra  string // of the update's trailer
	want   []said
}

// signing returns the update that signs in a new field 30 with value 31.
func signing(more objects) objects {
	o := objects{
		acroForm: with(formBody, "13 0 R]", "13 0 R 30 0 R]"),
		page:     with(pageBody, "13 0 R]", "13 0 R 30 0 R]"),
		30:       newSig, 31: sigValue,
	}
	for num, body := range more {
		if body == "" {
			delete(o, num)
			continue
		}
		o[num] = body
	}
	return o
}

func longTermRules() []rule {
	store := func(body string) objects { return objects{dss: body} }
	return []rule{
		{name: "nothing", update: objects{textLook: formX("BT (cu) Tj ET")}},
		{name: "store grown", update: objects{dss: "<< /Certs [18 0 R 30 0 R] /VRI << /AB << /Cert [30 0 R] /TU (D:2025) >> >> >>", 30: stream("", "c")},
			want: []said{{DSSUpdated, LTV}}},
		{name: "store made", base: objects{catalog: with(catalogBody, "/DSS 17 0 R", "")},
			update: objects{catalog: with(catalogBody, "17 0 R", "30 0 R"), 30: "<< /OCSPs [31 0 R] /CRLs [] >>", 31: stream("", "c")},
			want:   []said{{DSSUpdated, LTV}}},
		{name: "store lost a certificate", update: store("<< /Certs [] >>"), want: []said{{DSSDamaged, Content}}},
		{name: "store lost", update: objects{catalog: with(catalogBody, "/DSS 17 0 R", "")}, want: []said{{DSSDamaged, Content}}},
		{name: "store holds something else", update: store("<< /Certs [18 0 R 4 0 R 3 0 R] >>"), want: []said{{DSSDamaged, Content}}},
		{name: "store with a foreign entry", update: store("<< /Certs [18 0 R] /X 1 >>"), want: []said{{DSSDamaged, Content}}},
		{name: "certificate replaced", update: objects{cert: stream("", "other")}, want: []said{{DSSDamaged, Content}, {ObjectShared, Content}}},
		{name: "metadata replaced", update: objects{metadata: stream("/Type /Metadata /Subtype /XML", "<?xpacket begin=''?>"+xmp)},
			want: []said{{MetadataUpdated, LTV}}},
		{name: "metadata with a document type", update: objects{
			metadata: stream("/Type /Metadata /Subtype /XML", "<!DOCTYPE x>"+xmp)}, want: []said{{MetadataInvalid, Content}}},
		{name: "metadata that are no XMP", update: objects{metadata: stream("/Type /Metadata /Subtype /XML", "<a/>")},
			want: []said{{MetadataInvalid, Content}}},
		{name: "metadata twice", update: objects{metadata: stream("/Type /Metadata /Subtype /XML", xmp+xmp)},
			want: []said{{MetadataInvalid, Content}}},
		{name: "metadata of no XML type", update: objects{metadata: stream("/Type /Metadata", xmp)}, want: []said{{MetadataInvalid, Content}}},
		{name: "metadata shared with the page", base: objects{page: with(pageBody, "/Contents 4 0 R", "/Contents 16 0 R")},
			update: objects{metadata: stream("/Type /Metadata /Subtype /XML", " "+xmp)},
			want:   []said{{MetadataUpdated, LTV}, {PageChanged, Content}}},
		{name: "extensions", update: objects{catalog: with(catalogBody, "/DSS", "/Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >> /DSS")},
			want: []said{{ExtensionsUpdated, LTV}}},
		{name: "extensions that hold more", update: objects{
			catalog: with(catalogBody, "/DSS", "/Extensions << /ADBE << /BaseVersion /1.7 /X << >> >> >> /DSS")},
			want: []said{{CatalogChanged, Content}}},
		{name: "version", update: objects{catalog: with(catalogBody, "/DSS", "/Version /2.0 /DSS")}, want: []said{{ExtensionsUpdated, LTV}}},
		{name: "information", update: objects{docInfo: "<< /Title (y) /ModDate (D:2025) >>"}, extra: "/Info 12 0 R",
			want: []said{{MetadataUpdated, LTV}}},
		{name: "information that holds more", update: objects{docInfo: "<< /Title << >> >>"}, extra: "/Info 12 0 R",
			want: []said{{MetadataInvalid, Content}}},
	}
}

func structureRules() []rule {
	return []rule{
		{name: "trailer entry", update: objects{docInfo: "<< >>"}, extra: "/X 1", want: []said{{TrailerChanged, Content}}},
		{name: "catalog entry", update: objects{catalog: with(catalogBody, "/DSS", "/ViewerPreferences << >> /DSS")},
			want: []said{{CatalogChanged, Content}}},
		{name: "catalog renumbered", update: objects{30: catalogBody}, extra: "/Root 30 0 R"},
		{name: "pages switched", update: objects{catalog: with(catalogBody, "2 0 R", "30 0 R"), 30: "<< /Type /Pages /Kids [] /Count 0 >>"},
			want: []said{{PageTreeChanged, Content}, {ObjectRevealed, Content}}},
		{name: "page tree", update: objects{pageTree: "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"},
			want: []said{{PageTreeChanged, Content}, {ObjectChanged, Content}}},
		{name: "permissions", update: objects{catalog: with(catalogBody, "/DSS", "/Perms << /DocMDP 31 0 R >> /DSS"), 31: sigValue},
			want: []said{{PermissionsChanged, Content}, {ObjectRevealed, Content}}},
		{name: "page content", update: objects{content: forged()}, want: []said{{PageChanged, Content}}},
		{name: "page box", update: objects{page: with(pageBody, "[0 0 595 842]", "[0 0 595 84]")}, want: []said{{PageChanged, Content}}},
		{name: "page key twice", update: objects{page: with(pageBody, "/Contents 4 0 R", "/Contents 11 0 R /Contents 4 0 R")},
			want: []said{{PageChanged, Content}}},
		{name: "page dates and tabs", update: objects{page: with(pageBody, "/Type", "/Tabs /S /StructParents 1 /LastModified (D:2025) /Type")}},
		{name: "resources moved into an object", update: objects{
			page: with(pageBody, "<< /Font << /F1 5 0 R >> >>", "30 0 R"), 30: "<< /Font << /F1 5 0 R >> >>"}},
		{name: "freed object in use", update: objects{font: ""}, want: []said{{ObjectFreed, Content}}},
		{name: "freed object out of use", base: objects{20: "(x)"}, update: objects{20: ""}},
		{name: "object out of use", base: objects{20: "(x)"}, update: objects{20: "(y)", 21: "(z)"}},
		{name: "dangling reference", base: objects{content: stream("/X 20 0 R", "q Q")}, update: objects{20: "1"},
			want: []said{{ObjectRevealed, Content}}},
		{name: "recycled number", base: objects{20: "(unused)"}, update: signing(objects{30: "", 20: newSig,
			acroForm: with(formBody, "13 0 R]", "13 0 R 20 0 R]"), page: with(pageBody, "13 0 R]", "13 0 R 20 0 R]")}),
			want: []said{{FieldAdded, Content}, {ObjectRevealed, Content}}},
		{name: "object in pieces", update: objects{content: "<< /V (x)"}, want: []said{{ObjectUnreadable, Content}, {ObjectUnreadable, Content}}},
	}
}

func formRules() []rule {
	kid := "<< /Type /Annot /Subtype /Widget /Parent 7 0 R /Rect [0 0 100 20] /AP << /N 8 0 R >> >>"
	parent := "<< /FT /Tx /T (ten) /V (cu) /Kids [20 0 R] >>"
	widget := with(newSig, "/Type /Annot /Subtype /Widget /FT /Sig /T (moi)", "/Type /Annot /Subtype /Widget /Parent 30 0 R")
	return []rule{
		{name: "field filled", update: objects{textField: with(with(textBody, "(cu)", "(moi)"), "8 0 R", "30 0 R"), 30: formX("(moi)")},
			want: []said{{FieldFilled, Form}}},
		{name: "field filled, appearance in place", update: objects{textField: with(textBody, "(cu)", "(moi)"), textLook: formX("(moi)")},
			want: []said{{FieldFilled, Form}}},
		{name: "box ticked", update: objects{box: with(with(boxBody, "/V /Off", "/V /Yes"), "/AS /Off", "/AS /Yes")},
			want: []said{{FieldFilled, Form}}},
		{name: "field of two objects filled", base: objects{textField: parent, 20: kid, page: with(pageBody, "[7 0 R", "[20 0 R")},
			update: objects{textField: with(parent, "(cu)", "(moi)"), 20: with(kid, "8 0 R", "30 0 R"), 30: formX("(moi)")},
			want:   []said{{FieldFilled, Form}}},
		{name: "field made read-only", update: objects{textField: with(textBody, "/F 4", "/Ff 1 /F 4")}, want: []said{{FieldFilled, Form}}},
		{name: "field made password", update: objects{textField: with(textBody, "/F 4", "/Ff 8192 /F 4")}, want: []said{{FieldChanged, Content}}},
		{name: "field moved", update: objects{textField: with(textBody, "[0 0 100 20]", "[0 0 100 30]")}, want: []said{{FieldChanged, Content}}},
		{name: "field renamed", update: objects{textField: with(textBody, "(ten)", "(khac)")},
			want: []said{{FieldRemoved, Content}, {FieldAdded, Content}}},
		{name: "field redrawn", update: objects{textLook: formX("(gia)")}, want: []said{{FieldChanged, Content}, {FieldFilled, Form}}},
		{name: "field removed", update: objects{acroForm: with(formBody, "7 0 R ", "")}, want: []said{{FieldRemoved, Content}}},
		{name: "text field added", update: objects{acroForm: with(formBody, "13 0 R]", "13 0 R 30 0 R]"),
			page: with(pageBody, "13 0 R]", "13 0 R 30 0 R]"), 30: with(textBody, "(ten)", "(moi)")},
			want: []said{{FieldAdded, Content}, {FieldAdded, Content}}},
		{name: "widget without a field", update: objects{page: with(pageBody, "13 0 R]", "13 0 R 30 0 R]"), 30: with(textBody, "(ten)", "(moi)")},
			want: []said{{FieldAdded, Content}}},
		{name: "form entry", update: objects{acroForm: with(formBody, "/SigFlags 3", "/SigFlags 3 /XFA []")}, want: []said{{FormChanged, Content}}},
		{name: "form flags", update: objects{acroForm: with(formBody, "/SigFlags 3", "/SigFlags 1")}},
		{name: "form removed", update: objects{catalog: with(catalogBody, "/AcroForm 6 0 R", "")}, want: []said{{FormChanged, Content}}},
		{name: "form font replaced", update: objects{acroForm: with(formBody, "5 0 R", "30 0 R"), 30: "<< /Type /Font >>"},
			want: []said{{FormChanged, Content}, {ObjectRevealed, Content}}},
		{name: "form font added", update: objects{acroForm: with(formBody, "5 0 R", "5 0 R /F2 30 0 R"), 30: "<< /Type /Font >>"}},
		{name: "form moved into the catalog", update: objects{catalog: with(catalogBody, "6 0 R", formBody)}},
		{name: "signed in an empty field", update: objects{sigField: with(sigBody, "/F 132", "/F 132 /V 31 0 R"), 31: sigValue},
			want: []said{{SignatureAdded, Form}}},
		{name: "signed with an appearance", base: objects{sigField: with(sigBody, "[0 0 0 0]", "[0 0 9 9]")},
			update: objects{sigField: with(with(sigBody, "[0 0 0 0]", "[0 0 9 9]"), "/F 132", "/F 132 /V 31 0 R /AP << /N 32 0 R >>"),
				31: sigValue, 32: formX("(ky)")},
			want: []said{{SignatureAdded, Form}}},
		{name: "signed with an old object", base: objects{20: sigValue}, update: objects{sigField: with(sigBody, "/F 132", "/F 132 /V 20 0 R")},
			want: []said{{SignatureChanged, Content}}},
		{name: "signature replaced", base: objects{sigField: with(sigBody, "/F 132", "/F 132 /V 20 0 R"), 20: sigValue},
			update: objects{20: with(sigValue, "<00>", "<01>")}, want: []said{{SignatureChanged, Content}, {ObjectChanged, Content}}},
		{name: "signature removed", base: objects{sigField: with(sigBody, "/F 132", "/F 132 /V 20 0 R"), 20: sigValue},
			update: objects{sigField: sigBody}, want: []said{{SignatureRemoved, Content}, {FieldChanged, Content}}},
		{name: "signed field redrawn", base: objects{sigField: with(sigBody, "/F 132", "/F 132 /V 20 0 R /AP << /N 21 0 R >>"), 20: sigValue, 21: formX("(a)")},
			update: objects{21: formX("(b)")}, want: []said{{ObjectShared, Content}}},
		{name: "new field, annotations in the page", update: signing(nil), want: []said{{SignatureAdded, Form}}},
		{name: "new field, annotations in an array of their own",
			base:   objects{page: with(pageBody, "[7 0 R 9 0 R 10 0 R 13 0 R]", "20 0 R"), 20: "[7 0 R 9 0 R 10 0 R 13 0 R]"},
			update: signing(objects{page: "", 20: "[7 0 R 9 0 R 10 0 R 13 0 R 30 0 R]"}),
			want:   []said{{SignatureAdded, Form}}},
		{name: "new field, first annotation of the page", base: objects{page: with(pageBody, "/Annots [7 0 R 9 0 R 10 0 R 13 0 R]", "")},
			update: signing(objects{page: with(pageBody, "[7 0 R 9 0 R 10 0 R 13 0 R]", "[30 0 R]")}),
			want:   []said{{SignatureAdded, Form}}},
		{name: "new field with a widget of its own", update: signing(objects{
			30: "<< /FT /Sig /T (moi) /V 31 0 R /Kids [32 0 R] >>", 32: with(widget, " /V 31 0 R", ""),
			page: with(pageBody, "13 0 R]", "13 0 R 32 0 R]")}), want: []said{{SignatureAdded, Form}}},
		{name: "new field below a new branch", update: signing(objects{
			acroForm: with(formBody, "13 0 R]", "13 0 R 33 0 R]"), 33: "<< /T (nhanh) /Kids [30 0 R] >>",
			30: with(newSig, "/P", "/Parent 33 0 R /P")}), want: []said{{SignatureAdded, Form}}},
		{name: "new empty signature field", update: signing(objects{30: with(newSig, " /V 31 0 R", ""), 31: ""}),
			want: []said{{SignatureFieldAdded, Form}}},
		{name: "new empty signature field that covers", update: signing(objects{
			30: with(with(newSig, " /V 31 0 R", " /AP << /N 32 0 R >>"), "[0 0 0 0]", "[0 0 500 800]"), 31: "", 32: formX("1 g 0 0 9 9 re f")}),
			want: []said{{FieldAdded, Content}}},
		{name: "new signature field that acts", update: signing(objects{30: with(newSig, "/P", "/AA << >> /P")}),
			want: []said{{FieldAdded, Content}}},
		{name: "new field in a tagged document", base: tagged(), update: signing(objects{
			30: with(newSig, "/P", "/StructParent 1 /P"),
			40: "<< /Type /StructTreeRoot /K [41 0 R 50 0 R] /ParentTree 42 0 R /ParentTreeNextKey 2 >>",
			42: "<< /Nums [0 [41 0 R] 1 50 0 R] >>",
			50: "<< /S /Form /P 40 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 30 0 R /Pg 3 0 R >> >>"}),
			want: []said{{SignatureAdded, Form}}},
		{name: "new field below an element", base: tagged(), update: signing(objects{
			30: with(newSig, "/P", "/StructParent 1 /P"),
			41: "<< /S /P /P 40 0 R /K [0 50 0 R] /Pg 3 0 R >>",
			42: "<< /Nums [0 [41 0 R] 1 50 0 R] >>",
			50: "<< /S /Form /P 41 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 30 0 R /Pg 3 0 R >> >>"}),
			want: []said{{SignatureAdded, Form}}},
		{name: "document timestamp", update: signing(objects{
			31: with(with(sigValue, "/Type /Sig", "/Type /DocTimeStamp"), "ETSI.CAdES.detached", "ETSI.RFC3161")}),
			want: []said{{TimestampAdded, LTV}}},
	}
}

func annotationRules() []rule {
	list := "[7 0 R 9 0 R 10 0 R 13 0 R]"
	return []rule{
		{name: "note added", update: objects{page: with(pageBody, "13 0 R]", "13 0 R 30 0 R]"), 30: with(noteBody, "11 0 R", "31 0 R"), 31: formX("(x)")},
			want: []said{{AnnotationAdded, Annotations}}},
		{name: "note added in the page itself", update: objects{page: with(pageBody, "13 0 R]", "13 0 R << /Subtype /Text /Rect [0 0 9 9] >>]")},
			want: []said{{AnnotationAdded, Annotations}}},
		{name: "note changed", update: objects{note: with(noteBody, "(a)", "(b)")}, want: []said{{AnnotationChanged, Annotations}}},
		{name: "note changed, annotations in an array of their own", base: objects{page: with(pageBody, list, "20 0 R"), 20: list},
			update: objects{note: with(noteBody, "(a)", "(b)")}, want: []said{{AnnotationChanged, Annotations}}},
		{name: "note redrawn", update: objects{note: with(noteBody, "(a)", "(b)"), noteLook: formX("(b)")}, want: []said{{AnnotationChanged, Annotations}}},
		{name: "note redrawn behind its back", update: objects{noteLook: formX("(b)")}, want: []said{{ObjectShared, Content}}},
		{name: "note removed", update: objects{page: with(pageBody, "10 0 R ", "")}, want: []said{{AnnotationRemoved, Annotations}}},
		{name: "widget removed", update: objects{page: with(pageBody, "7 0 R ", "")}, want: []said{{WidgetRemoved, Content}}},
		{name: "note made a widget", update: objects{note: with(noteBody, "/FreeText", "/Widget")}, want: []said{{ObjectChanged, Content}}},
		{name: "annotations turned into something else", update: objects{page: with(pageBody, list, "(x)")}, want: []said{{PageChanged, Content}}},
		{name: "order", update: objects{page: with(pageBody, "7 0 R 9 0 R", "9 0 R 7 0 R")}, want: []said{{AnnotationChanged, Annotations}}},
	}
}

func TestRules(t *testing.T) {
	groups := [][]rule{longTermRules(), structureRules(), formRules(), annotationRules()}
	for _, rules := range groups {
		for _, r := range rules {
			t.Run(r.name, func(t *testing.T) {
				var b builder
				b.commit(usual(r.base), "")
				b.commit(r.update, r.extra)
				var got []said
				changes := lastStep(t, b.out.Bytes())
				for _, c := range changes {
					got = append(got, said{c.Code, c.Level})
				}
				if diff := cmp.Diff(r.want, got); diff != "" {
					t.Errorf("%+v (-want +got):\n%s", changes, diff)
				}
			})
		}
	}
}

func TestUnclosed(t *testing.T) {
	var b builder
	b.commit(usual(nil), "")
	b.commit(objects{docInfo: "<< /Title (y) >>"}, "/Info 12 0 R")
	data := strings.TrimSuffix(b.out.String(), "%%EOF\n")
	changes := lastStep(t, []byte(data))
	if len(changes) == 0 || changes[0].Code != CrossReferenceUnclosed || changes[0].Level != Content {
		t.Errorf("got %+v", changes)
	}
}

func TestChangeNamesItsObject(t *testing.T) {
	var b builder
	b.commit(usual(nil), "")
	b.commit(signing(nil), "")
	want := []Change{{Code: SignatureAdded, Level: Form, Object: 30, Field: "moi", NewField: true}}
	if diff := cmp.Diff(want, lastStep(t, b.out.Bytes())); diff != "" {
		t.Error(diff)
	}
	b.commit(objects{textField: with(textBody, "(cu)", "(moi)"), textLook: formX("(moi)")}, "")
	want = []Change{{Code: FieldFilled, Level: Form, Object: textField, Field: "ten"}}
	if diff := cmp.Diff(want, lastStep(t, b.out.Bytes())); diff != "" {
		t.Error(diff)
	}
}

// TestFieldUnderAnotherParent keeps a full name while the tree around it
// changes.
func TestFieldUnderAnotherParent(t *testing.T) {
	var b builder
	b.commit(usual(objects{acroForm: "<< /Fields [7 0 R] >>", textField: "<< /FT /Tx /T (a.b) /V (x) >>"}), "")
	b.commit(objects{acroForm: "<< /Fields [30 0 R] >>", 30: "<< /FT /Tx /T (a) /V (y) /Kids [7 0 R] >>",
		textField: "<< /FT /Tx /T (b) /V (x) /Parent 30 0 R >>"}, "")
	wantContent(t, b.out.Bytes())
}

func TestFieldLoop(t *testing.T) {
	var b builder
	b.commit(usual(nil), "")
	b.commit(objects{textField: "<< /FT /Tx /T (ten) /Kids [7 0 R] >>"}, "")
	wantContent(t, b.out.Bytes())
	var deep builder
	o := usual(objects{acroForm: "<< /Fields [100 0 R] >>"})
	for i := range 200 {
		o[100+i] = fmt.Sprintf("<< /T (x) /Kids [%d 0 R] >>", 101+i)
	}
	deep.commit(o, "")
	deep.commit(objects{acroForm: "<< /Fields [100 0 R] /SigFlags 1 >>"}, "")
	if got := level(lastStep(t, deep.out.Bytes())); got != None {
		t.Errorf("level %d", got)
	}
}

func TestSignatureFields(t *testing.T) {
	var b builder
	b.commit(usual(nil), "")
	b.commit(signing(nil), "")
	f := openFile(t, b.out.Bytes())
	for rev, want := range [][]string{nil, {"moi"}} {
		fields, err := SignatureFields(f.View(rev))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range fields {
			got = append(got, f.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("revision %d: %s", rev, diff)
		}
	}
}

func TestTextString(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"ky":                       "ky",
		"k\xfd":                    "ký",
		"\xfe\xff\x00k\x1e\xfd":    "kỽ",
		"\xfe\xff\xd8\x3d\xde\x00": "😀",
		"\xfe\xff\xd8\x3d":         "\ufffd",
		"\xfe\xff\x00":             "",
		"\xef\xbb\xbfk\xc3\xbd":    "ký",
		"\xef\xbb\xbf\xff":         "\ufffd",
	} {
		if got := TextString(in); got != want {
			t.Errorf("TextString(%q) = %q, want %q", in, got, want)
		}
	}
}
