package pdfdiff

import (
	"strings"
	"testing"
)

// attack is an update that shows the reader something else than what was
// signed. It must never pass as less than Content (or than least, where the
// attack only concerns annotations).
type attack struct {
	name   string
	base   objects // replace those of the usual document
	update objects
	extra  string // trailer of the update
	least  Level  // 0: Content
}

// with replaces one piece of a body.
func with(body, old, new string) string {
	if !strings.Contains(body, old) {
		panic("no " + old + " in " + body)
	}
	return strings.Replace(body, old, new, 1)
}

const (
	untyped = "<< /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R " +
		"/Annots [7 0 R 9 0 R 10 0 R 13 0 R] >>"
	newSig = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (moi) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 31 0 R >>"
)

// tagged is a document with a structure tree.
func tagged() objects {
	return objects{
		catalog: with(catalogBody, "/DSS", "/StructTreeRoot 40 0 R /DSS"),
		40:      "<< /Type /StructTreeRoot /K [41 0 R] /ParentTree 42 0 R >>",
		41:      "<< /S /P /P 40 0 R /K 0 /Pg 3 0 R >>",
		42:      "<< /Nums [0 [41 0 R]] >>",
	}
}

func attacks() []attack {
	addSig := func(more objects) objects {
		o := objects{
			acroForm: with(formBody, "13 0 R]", "13 0 R 30 0 R]"),
			page:     with(pageBody, "13 0 R]", "13 0 R 30 0 R]"),
			30:       newSig, 31: sigValue,
		}
		for num, body := range more {
			o[num] = body
		}
		return o
	}
	return []attack{
		{name: "page content", update: objects{content: forged()}},
		{name: "page content freed", update: objects{content: ""}},
		{name: "font", update: objects{font: "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"}},
		{name: "length of the content",
			base:   objects{content: "<< /Length 20 0 R >>\nstream\nq 1 0 0 rg 0 0 9 9 re f Q\nendstream", 20: "25"},
			update: objects{20: "2"}},
		{name: "filter of the content",
			base:   objects{content: "<< /Filter 20 0 R /Length 8 >>\nstream\n71205120\nendstream", 20: "null"},
			update: objects{20: "/ASCIIHexDecode"}},
		{name: "decode parameters of an image", base: objects{
			page: with(pageBody, "/Font", "/XObject << /X 20 0 R >> /Font"),
			20:   stream("/Subtype /Image /Width 1 /Height 1 /DecodeParms 21 0 R", "xyz"), 21: "<< /Columns 1 >>"},
			update: objects{21: "<< /Columns 2 >>"}},
		{name: "dangling content revealed", base: objects{page: with(pageBody, "/Contents 4 0 R", "/Contents [4 0 R 99 0 R]")},
			update: objects{99: forged()}},
		{name: "dangling content revealed as an object stream",
			base:   objects{page: with(pageBody, "/Contents 4 0 R", "/Contents [4 0 R 99 0 R]")},
			update: objects{99: stream("/Type /ObjStm /N 0 /First 0", "BT (9.000.000) Tj ET")}},
		{name: "resources in the page tree", base: objects{pageTree: "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 20 0 R >>", 20: "0"},
			update: objects{20: "90"}},
		{name: "page tree", update: objects{pageTree: "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 >>"}},
		{name: "page without a type", base: objects{page: untyped}, update: objects{page: with(untyped, "4 0 R", "11 0 R")}},
		{name: "page that looks like an annotation",
			base:   objects{page: with(untyped, "<<", "<< /Subtype /Link /Rect [0 0 1 1]")},
			update: objects{page: with(with(untyped, "<<", "<< /Subtype /Link /Rect [0 0 1 1]"), "/Contents 4 0 R", "/Contents 11 0 R")}},
		{name: "page that is its own annotation",
			base: objects{page: with(with(untyped, "<<", "<< /Subtype /Link /Rect [0 0 1 1]"), "[7 0 R", "[3 0 R 7 0 R")},
			update: objects{page: with(with(with(untyped, "<<", "<< /Subtype /Link /Rect [0 0 1 1]"), "[7 0 R", "[3 0 R 7 0 R"),
				"/Contents 4 0 R", "/Contents 11 0 R")}},
		{name: "page in an indirect array of kids, that looks like an annotation",
			base: objects{pageTree: "<< /Type /Pages /Kids 20 0 R /Count 1 >>", 20: "[3 0 R]",
				page: with(untyped, "<<", "<< /Subtype /Link /Rect [0 0 1 1]")},
			update: objects{page: with(with(untyped, "<<", "<< /Subtype /Link /Rect [0 0 1 1]"), "/Contents 4 0 R", "/Contents 11 0 R")}},
		{name: "content of an untyped page, behind a new signature's link to it", base: objects{page: untyped},
			update: addSig(objects{page: untyped, content: forged()})},
		{name: "everything behind a new signature's link to the catalog", base: objects{page: untyped},
			update: addSig(objects{
				page: with(untyped, "13 0 R]", "13 0 R 30 0 R]"), content: forged(),
				catalog: with(catalogBody, "/DSS", "/Version /2.0 /DSS"),
				31:      with(sigValue, "/Type", "/Reference [<< /TransformMethod /FieldMDP /Data 1 0 R >>] /Type")})},
		{name: "everything behind an appearance's link to the catalog",
			base: objects{page: untyped, textLook: with(formX("BT (cu) Tj ET"), "/Type", "/Link 1 0 R /Type")},
			update: objects{
				textLook: with(formX("BT (moi) Tj ET"), "/Type", "/Link 1 0 R /Type"), textField: with(textBody, "(cu)", "(moi)"),
				catalog: with(catalogBody, "/DSS", "/Version /2.0 /DSS"),
				page:    with(untyped, "13 0 R]", "13 0 R 30 0 R]"), 30: noteBody, content: forged()}},
		{name: "XFA behind an appearance's link to the form",
			base: objects{acroForm: with(formBody, "/SigFlags", "/XFA 20 0 R /SigFlags"), 20: stream("", "<xdp/>"),
				textLook: with(formX("BT (cu) Tj ET"), "/Type", "/Link 6 0 R /Type")},
			update: objects{
				textLook: with(formX("BT (moi) Tj ET"), "/Type", "/Link 6 0 R /Type"), textField: with(textBody, "(cu)", "(moi)"),
				20: stream("", "<xdp>forged</xdp>")}},
		{name: "page node made a field", base: objects{
			pageTree: "<< /Type /Pages /Kids [20 0 R] /Count 1 >>", 20: "<< /Kids [3 0 R] /Count 1 /Parent 2 0 R >>"},
			update: objects{acroForm: with(formBody, "13 0 R]", "13 0 R 20 0 R]"),
				20: "<< /T (x) /Kids [30 0 R] /Count 1 /Parent 2 0 R >>",
				30: "<< /FT /Sig /T (y) /Parent 20 0 R /MediaBox [0 0 9 9] /Contents 11 0 R >>"}},
		{name: "states of an appearance that looks like an annotation",
			base: objects{
				textField: with(textBody, "/AP << /N 8 0 R >>", "/AS /On /AP << /N 20 0 R >>"),
				20:        "<< /Subtype /X /Rect 21 0 R /On 8 0 R >>", 21: "[0 0 1 1]"},
			update: objects{20: "<< /Subtype /X /Rect 21 0 R /On 11 0 R >>"}},
		{name: "states of a stamp's appearance that are a text field",
			base: objects{
				note:      with(noteBody, "/AP << /N 11 0 R >>", "/AS /V /AP << /N 7 0 R >>"),
				textField: with(textBody, "(cu)", "8 0 R")},
			update: objects{textField: with(textBody, "(cu)", "11 0 R")}},
		{name: "layer configuration that is a field",
			base:   objects{catalog: with(catalogBody, "/DSS", "/OCProperties << /OCGs [20 0 R] /D 7 0 R >> /DSS"), 20: "<< /Type /OCG /Name (x) >>"},
			update: objects{textField: with(with(textBody, "(cu)", "(moi)"), "/T", "/AS [<< /Event /View /OCGs [20 0 R] /Category [/View] >>] /T")}},
		{name: "layer that looks like an annotation, in an indirect array",
			base: objects{catalog: with(catalogBody, "/DSS", "/OCProperties << /OCGs 21 0 R /D << >> >> /DSS"), 21: "[20 0 R]",
				20: "<< /Type /OCG /Name (x) /Rect [0 0 1 1] /Subtype /X /Usage << /View << /ViewState /ON >> >> >>"},
			update: objects{20: "<< /Type /OCG /Name (x) /Rect [0 0 1 1] /Subtype /X /Usage << /View << /ViewState /OFF >> >> >>"}},
		{name: "layer switched off", base: objects{catalog: with(catalogBody, "/DSS", "/OCProperties 20 0 R /DSS"),
			20: "<< /OCGs [21 0 R] /D << >> >>", 21: "<< /Type /OCG /Name (x) >>"},
			update: objects{20: "<< /OCGs [21 0 R] /D << /OFF [21 0 R] >> >>"}},
		{name: "layer configuration replaced", base: objects{catalog: with(catalogBody, "/DSS", "/OCProperties << /OCGs [21 0 R] /D 20 0 R >> /DSS"),
			20: "<< >>", 21: "<< /Type /OCG /Name (x) >>"},
			update: objects{20: "<< /OFF [21 0 R] >>"}},
		{name: "document timestamp that shows something", update: addSig(objects{
			30: with(with(newSig, "[0 0 0 0]", "[0 0 500 800]"), "/P 3 0 R", "/P 3 0 R /AP << /N 32 0 R >>"),
			31: "<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <00> >>",
			32: formX("1 g 0 0 100 20 re f")}), least: Form},
		{name: "signature that calls itself a document timestamp", update: addSig(objects{
			31: with(sigValue, "/Type /Sig", "/Type /DocTimeStamp")}), least: Form},
		{name: "widget that no page showed", base: objects{
			page: with(pageBody, "[7 0 R", "[")},
			update: objects{page: pageBody}},
		{name: "unsigned signature field that no page showed", base: objects{
			page:     with(pageBody, " 9 0 R", ""),
			sigField: with(with(sigBody, "[0 0 0 0]", "[0 0 500 800]"), "/P 3 0 R", "/P 3 0 R /AP << /N 8 0 R >>")},
			update: objects{page: pageBody}},
		{name: "annotations in another order", update: objects{page: with(pageBody, "7 0 R 9 0 R 10 0 R", "10 0 R 7 0 R 9 0 R")}, least: Annotations},
		{name: "appearance dictionary shared with a stamp",
			base: objects{20: "<< /N 8 0 R >>",
				textField: with(textBody, "<< /N 8 0 R >>", "20 0 R"), note: with(noteBody, "<< /N 11 0 R >>", "20 0 R")},
			update: objects{textField: with(with(textBody, "<< /N 8 0 R >>", "20 0 R"), "(cu)", "(moi)"), textLook: formX("BT (moi) Tj ET")},
			least:  Annotations},
		{name: "appearance shared with a stamp",
			base:   objects{note: with(noteBody, "11 0 R", "8 0 R")},
			update: objects{textField: with(textBody, "(cu)", "(moi)"), textLook: formX("BT (moi) Tj ET")}, least: Annotations},
		{name: "appearance shared with the page",
			base:   objects{page: with(pageBody, "/Font", "/XObject << /X 8 0 R >> /Font")},
			update: objects{textField: with(textBody, "(cu)", "(moi)"), textLook: formX("BT (moi) Tj ET")}},
		{name: "font shared by the form and the page", update: objects{
			acroForm: with(formBody, "/F1 5 0 R >>", "/F1 5 0 R /F2 30 0 R >>"), 30: "<< /Type /Font >>",
			font: "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"}},
		{name: "resources shared by the form and the page",
			base: objects{20: "<< /Font << /F1 5 0 R >> >>", acroForm: with(formBody, "<< /Font << /F1 5 0 R >> >>", "20 0 R"),
				page: with(pageBody, "<< /Font << /F1 5 0 R >> >>", "20 0 R")},
			update: objects{20: "<< /Font << /F1 5 0 R /F2 11 0 R >> >>"}},
		{name: "annotation array that is the content too",
			base: objects{20: "[10 0 R]", page: with(with(pageBody, "[7 0 R 9 0 R 10 0 R 13 0 R]", "20 0 R"), "/Contents 4 0 R", "/Contents 20 0 R")},
			update: objects{20: "[10 0 R 30 0 R]",
				30: stream("/Type /Annot /Subtype /Text /Rect [0 0 1 1]", "BT (9.000.000) Tj ET")}},
		{name: "widget exchanged for another", base: objects{
			textField: "<< /FT /Tx /T (ten) /V (cu) /Kids [20 0 R] >>",
			20:        "<< /Type /Annot /Subtype /Widget /Parent 7 0 R /Rect [0 0 100 20] /AP << /N 8 0 R >> >>",
			21:        "<< /Type /Annot /Subtype /Widget /Parent 7 0 R /Rect [300 300 400 420] /AP << /N 8 0 R >> >>",
			page:      with(pageBody, "[7 0 R", "[20 0 R 21 0 R")},
			update: objects{textField: "<< /FT /Tx /T (ten) /V (cu) /Kids [21 0 R] >>"}},
		{name: "signature field whose type is an object, signed anew",
			base:   objects{sigField: with(with(sigBody, "/FT /Sig", "/FT 20 0 R"), "/P 3", "/V 21 0 R /P 3"), 20: "/Sig", 21: sigValue},
			update: objects{sigField: with(with(sigBody, "/FT /Sig", "/FT 20 0 R"), "/P 3", "/V 30 0 R /P 3"), 30: sigValue}},
		{name: "resources moved into an object of another generation", update: objects{
			page: with(pageBody, "<< /Font << /F1 5 0 R >> >>", "30 7 R"), 30: "<< /Font << /F1 5 0 R >> >>"}},
		{name: "resources moved, but not the same", update: objects{
			page: with(pageBody, "<< /Font << /F1 5 0 R >> >>", "30 0 R"), 30: "<< /Font << /F1 11 0 R >> >>"}},
		{name: "resources moved into an old object", base: objects{20: "<< /Font << /F1 5 0 R >> >>"}, update: objects{
			page: with(pageBody, "<< /Font << /F1 5 0 R >> >>", "20 0 R"), 20: "<< /Font << /F1 5 0 R /F2 11 0 R >> >>"}},
		{name: "structure element for page content", base: tagged(), update: objects{
			40: "<< /Type /StructTreeRoot /K [41 0 R 50 0 R] /ParentTree 42 0 R >>", 50: "<< /S /P /P 40 0 R /K 0 /Pg 3 0 R >>"}},
		{name: "structure element taken away", base: tagged(), update: objects{40: "<< /Type /StructTreeRoot /K [] /ParentTree 42 0 R >>"}},
		{name: "structure element that speaks differently", base: tagged(), update: objects{41: "<< /S /P /P 40 0 R /K 0 /Pg 3 0 R /ActualText (x) >>"}},
		{name: "parent tree changed", base: tagged(), update: objects{42: "<< /Nums [0 [40 0 R]] >>"}},
		{name: "page that is a structure element", base: objects{page: with(untyped, "<<", "<< /S /P /P 2 0 R")},
			update: objects{page: with(with(untyped, "<<", "<< /S /P /P 2 0 R"), "/Contents 4 0 R", "/Contents 11 0 R")}},
		{name: "two roots", extra: "/Root 20 0 R /Root 1 0 R", update: objects{
			20: with(catalogBody, "2 0 R", "21 0 R"), 21: "<< /Type /Pages /Kids [] /Count 0 >>"}},
		{name: "another root", extra: "/Root 20 0 R", update: objects{
			20: with(catalogBody, "2 0 R", "21 0 R"), 21: "<< /Type /Pages /Kids [] /Count 0 >>"}},
		{name: "inherited look of a field",
			base: objects{textField: "<< /FT /Tx /T (ten) /V (cu) /Ff 0 /Kids [20 0 R] >>",
				20: "<< /T (a) /Type /Annot /Subtype /Widget /Parent 7 0 R /Rect [0 0 100 20] >>"},
			update: objects{textField: "<< /FT /Btn /T (ten) /V (cu) /Ff 0 /Kids [20 0 R] >>"}},
		{name: "field hidden", update: objects{textField: with(textBody, "/F 4", "/F 2")}},
		{name: "appearance characteristics", update: objects{textField: with(textBody, "/F 4", "/MK << /BG [0] >> /F 4")}},
		{name: "widget hidden by its state", update: objects{note: with(noteBody, "/AP", "/AS /Hidden /AP")}, least: Annotations},
		{name: "viewer asked to redraw the fields", update: objects{acroForm: with(formBody, "/SigFlags", "/NeedAppearances true /SigFlags")}},
	}
}

func TestAttacks(t *testing.T) {
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			var b builder
			b.commit(usual(a.base), "")
			b.commit(a.update, a.extra)
			changes := lastStep(t, b.out.Bytes())
			least := a.least
			if least == None {
				least = Content
			}
			if got := level(changes); got < least {
				t.Errorf("level %d, want at least %d: %+v", got, least, changes)
			}
		})
	}
}
