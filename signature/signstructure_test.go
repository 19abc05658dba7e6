package signature_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/motcua/motcua/internal/pdf"
	"github.com/motcua/motcua/internal/pdfwrite"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// shape is a way in which a form and the annotations of a page are written.
type shape struct {
	name string
	edit func(d *signaturetest.Doc)
}

func formShapes() []shape {
	set := func(body func(d *signaturetest.Doc) string) func(*signaturetest.Doc) {
		return func(d *signaturetest.Doc) { d.Edit(d.Catalog(), "AcroForm", body(d)) }
	}
	return []shape{
		{"no form", func(*signaturetest.Doc) {}},
		{"form null", set(func(*signaturetest.Doc) string { return "null" })},
		{"form leads to nothing", set(func(*signaturetest.Doc) string { return "999 0 R" })},
		{"form direct", set(func(*signaturetest.Doc) string { return "<< /Fields [] /DA (/F1 0 Tf 0 g) >>" })},
		{"form direct without fields", set(func(*signaturetest.Doc) string { return "<< >>" })},
		{"form an object", set(func(d *signaturetest.Doc) string { return d.Ref(d.Add("<< /Fields [] /SigFlags 1 >>")) })},
		{"fields an object", set(func(d *signaturetest.Doc) string {
			return d.Ref(d.Add("<< /Fields " + d.Ref(d.Add("[]")) + " >>"))
		})},
		{"fields an object of a direct form", set(func(d *signaturetest.Doc) string {
			return "<< /Fields " + d.Ref(d.Add("[]")) + " >>"
		})},
	}
}

func annotationShapes() []shape {
	const link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Border [0 0 0] >>"
	set := func(body func(d *signaturetest.Doc) string) func(*signaturetest.Doc) {
		return func(d *signaturetest.Doc) { d.Edit(d.Page(0), "Annots", body(d)) }
	}
	return []shape{
		{"no annotations", func(*signaturetest.Doc) {}},
		{"annotations direct", set(func(d *signaturetest.Doc) string { return "[" + link + " " + d.Ref(d.Add(link)) + "]" })},
		{"annotations an object", set(func(d *signaturetest.Doc) string { return d.Ref(d.Add("[" + d.Ref(d.Add(link)) + "]")) })},
		{"annotations lead to nothing", set(func(*signaturetest.Doc) string { return "998 0 R" })},
	}
}

// stamped is an appearance with text, a resource and an object of its own.
func stamped() *signature.Appearance {
	return &signature.Appearance{
		Page: 1, Rect: [4]float64{72.5, 100, 272, 160.25},
		Form: signature.FormXObject{
			BBox:      [4]float64{0, 0, 199.5, 60.25},
			Content:   []byte("BT /F1 10 Tf 5 40 Td (Nguyen Van A) Tj ET q 10 0 0 10 5 5 cm /Im Do Q"),
			Resources: "<< /Font << /F1 1 0 R >> /XObject << /Im 2 0 R >> >>",
			Objects: []signature.FormObject{
				{Body: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"},
				{Body: "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB >>", Data: []byte{255, 0, 0}},
			},
		},
	}
}

// TestSignShapes: whatever way form and annotations are written, two signatures,
// one of them visible, go in and stay good.
func TestSignShapes(t *testing.T) {
	for _, f := range formShapes() {
		for _, a := range annotationShapes() {
			for _, packed := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s/packed=%v", f.name, a.name, packed), func(t *testing.T) {
					o := signaturetest.DocOptions{ObjectStreams: packed}
					if packed {
						o.Xref = signaturetest.XrefStream
					}
					d := signaturetest.NewDoc(o)
					f.edit(d)
					a.edit(d)
					d.Commit()
					data := mustSign(t, mustBytes(d), signaturetest.P256(), options())
					data = mustSign(t, data, signaturetest.P256(), options(func(o *signature.SignOptions) { o.Appearance = stamped() }))
					allGood(t, data, 2)
					if a.name == "annotations direct" || f.name == "fields an object" && a.name == "no annotations" {
						judgeFile(t, data, 2, true)
					}
				})
			}
		}
	}
}

// TestSignFields: existing fields of every build are filled, visibly too.
func TestSignFields(t *testing.T) {
	const separate = "<< /Type /Annot /Subtype /Widget /Rect [72 100 272 160] /F 4 /Parent %s >>"
	builds := map[string]func(d *signaturetest.Doc) string{
		"LanhDao": func(d *signaturetest.Doc) string {
			d.AddSignatureField(0, "LanhDao", signaturetest.Rect{72, 100, 272, 160}, nil)
			return "LanhDao"
		},
		"nested": func(d *signaturetest.Doc) string {
			field := d.Add("")
			parent := d.Add("<< /T (HoSo) /Kids [" + d.Ref(field) + "] >>")
			d.Set(field, "<< /FT /Sig /T (Ky) /Parent "+d.Ref(parent)+" /Type /Annot /Subtype /Widget /Rect [72 100 272 160] /F 4 >>")
			d.Edit(d.Catalog(), "AcroForm", "<< /Fields ["+d.Ref(parent)+"] >>")
			d.Edit(d.Page(0), "Annots", "["+d.Ref(field)+"]")
			return "HoSo.Ky"
		},
		"type inherited, widget apart": func(d *signaturetest.Doc) string {
			parent := d.Add("")
			field := d.Add("")
			widget := d.Add(fmt.Sprintf(separate, d.Ref(field)))
			d.Set(field, "<< /T (Ky) /Parent "+d.Ref(parent)+" /Kids ["+d.Ref(widget)+"] >>")
			d.Set(parent, "<< /FT /Sig /T (HoSo) /Kids ["+d.Ref(field)+"] >>")
			d.Edit(d.Catalog(), "AcroForm", "<< /Fields ["+d.Ref(parent)+"] >>")
			d.Edit(d.Page(0), "Annots", "["+d.Ref(widget)+"]")
			return "HoSo.Ky"
		},
		"name in Vietnamese": func(d *signaturetest.Doc) string {
			d.AddSignatureField(0, "Lãnh đạo ký", signaturetest.Rect{72, 100, 272, 160}, nil)
			return "Lãnh đạo ký"
		},
	}
	for name, build := range builds {
		for _, visible := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/visible=%v", name, visible), func(t *testing.T) {
				d := signaturetest.NewDoc(signaturetest.DocOptions{})
				field := build(d)
				d.Commit()
				data := mustSign(t, mustBytes(d), signaturetest.Person(), options(func(o *signature.SignOptions) { o.Certify = 2 }))
				data, done, err := sign(t, data, signaturetest.Agency(), options(func(o *signature.SignOptions) {
					o.Field = field
					if visible {
						o.Appearance = stamped()
						o.Appearance.Page, o.Appearance.Rect = 0, [4]float64{}
					}
				}))
				if err != nil {
					t.Fatal(err)
				}
				r := allGood(t, data, 2)
				if done.Field != field || r.Signatures[1].Field != field {
					t.Errorf("signed %q, found %q, want %q", done.Field, r.Signatures[1].Field, field)
				}
				if name != "type inherited, widget apart" { // which poppler does not look up in the parents
					judgeFile(t, data, 2, true)
				}
			})
		}
	}
}

// TestSignLocks: a lock, the field's own or one asked for, is in force: filling in
// what it covers is no longer permitted.
func TestSignLocks(t *testing.T) {
	own := &signaturetest.FieldLock{Action: "Include", Fields: []string{"SoDen"}}
	asked := &signature.FieldLock{Action: signature.LockInclude, Fields: []string{"SoDen"}}
	tests := []struct {
		name  string
		own   *signaturetest.FieldLock
		asked *signature.FieldLock
		field string
		want  signature.Tristate
	}{
		{"none", nil, nil, "LanhDao", signature.Yes},
		{"the field's", own, nil, "LanhDao", signature.No},
		{"both the same", own, asked, "LanhDao", signature.No},
		{"asked for", nil, asked, "LanhDao", signature.No},
		{"asked for in a new field", nil, asked, "", signature.No},
		{"all but this", nil, &signature.FieldLock{Action: signature.LockExclude, Fields: []string{"SoDen"}}, "", signature.Yes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := signaturetest.NewDoc(signaturetest.DocOptions{})
			d.AddTextField(0, "SoDen", "12", signaturetest.Rect{72, 600, 272, 620})
			d.AddSignatureField(0, "LanhDao", signaturetest.Rect{}, tt.own)
			d.Commit()
			data := mustSign(t, mustBytes(d), signaturetest.Person(), options(func(o *signature.SignOptions) { o.Field, o.Lock = tt.field, tt.asked }))
			allGood(t, data, 1)
			r, err := judge(fillIn(t, data, "SoDen", "13"))
			if err != nil || r.Signatures[0].Changes.Permitted != tt.want {
				t.Errorf("filling in: %s, want %v", summary(r, err), tt.want)
			}
		})
	}
}

// fillIn gives a text field of a signaturetest document another value.
func fillIn(t *testing.T, data []byte, name, value string) []byte {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(data), int64(len(data)), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	u, err := pdfwrite.New(f)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 100; n++ {
		ref := pdf.Ref{Num: n}
		o, err := u.Get(ref)
		d, ok := o.(*pdf.Dict)
		if s, _ := d.Get("T").(pdf.String); err == nil && ok && s.Value == name {
			u.Set(ref, pdfwrite.With(d, "V", pdf.String{Value: value}))
		}
	}
	update, err := u.Render(nil)
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(data), update...)
}

// TestSignQPDF signs files as qpdf writes them: linearised, packed, encrypted.
func TestSignQPDF(t *testing.T) {
	full := []string{"--print=full", "--modify=all"}
	encrypt := func(user, bits string, more ...string) []string {
		return append(append([]string{"--encrypt", user, "owner", bits}, more...), "--")
	}
	tests := []struct {
		name     string
		args     []string
		password string
		want     signature.Refusal
	}{
		{"linearized", []string{"--linearize"}, "", ""},
		{"linearized, object streams", []string{"--linearize", "--object-streams=generate"}, "", ""},
		{"object streams", []string{"--object-streams=generate", "--compress-streams=y"}, "", ""},
		{"RC4 of 40 bits", append([]string{"--allow-weak-crypto"}, encrypt("", "40", "--print=y", "--modify=y")...), "", ""},
		{"RC4 of 128 bits", append([]string{"--allow-weak-crypto"}, encrypt("", "128", append(full, "--use-aes=n")...)...), "", ""},
		{"AES of 128 bits", append([]string{"--allow-weak-crypto"}, encrypt("", "128", append(full, "--use-aes=y")...)...), "", ""},
		{"AES of 256 bits", encrypt("", "256", full...), "", ""},
		{"AES of 256 bits, packed", append(encrypt("", "256", full...), "--object-streams=generate"), "", ""},
		{"user password", encrypt("bí mật", "256", full...), "bí mật", ""},
		{"owner password", encrypt("user", "256", "--modify=none"), "owner", ""},
		{"wrong password", encrypt("user", "256", full...), "other", signature.RefusedEncrypted},
		{"no password", encrypt("user", "256", full...), "", signature.RefusedEncrypted},
		{"no rights", encrypt("", "256", "--modify=none"), "", signature.RefusedRights},
		{"rights to fill in only", encrypt("", "256", "--modify=form"), "", signature.RefusedRights},
		{"rights to annotate only", encrypt("", "256", "--modify=annotate"), "", signature.RefusedRights},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := store(t, "in.pdf", unsigned(t, signaturetest.DocOptions{}))
			out := filepath.Join(t.TempDir(), "out.pdf")
			if code, said := tool(t, "qpdf", append(tt.args, in, out)...); code != 0 {
				t.Fatalf("qpdf exits with %d: %s", code, said)
			}
			data, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			protected(t, data, tt.password, tt.want)
		})
	}
}

// protected signs a file twice, once visibly, and lets everybody judge it.
func protected(t *testing.T, data []byte, password string, want signature.Refusal) {
	t.Helper()
	open := func(o *signature.SignOptions) {
		o.Reason = "Phê duyệt (bản chính)"
		if password != "" {
			o.Password = []byte(password)
		}
	}
	first, _, err := sign(t, data, signaturetest.Person(), options(open))
	if refusal(err) != want || want == "" && err != nil {
		t.Fatalf("got %v, want refusal %q", err, want)
	}
	if err != nil {
		return
	}
	second := mustSign(t, first, signaturetest.Agency(), options(open, func(o *signature.SignOptions) {
		o.Appearance, o.Level = stamped(), signature.BaselineLTA
	}))
	path := store(t, "signed.pdf", second)
	code, out := tool(t, "qpdf", "--password="+password, "--check", path)
	if code != 0 && !(code == 3 && strings.Contains(out, "linearization")) {
		t.Errorf("qpdf exits with %d: %s", code, out)
	}
	_, out = tool(t, "pdfsig", "-nocert", "-upw", password, "-opw", password, path)
	if got := strings.Count(out, "Signature is Valid"); got != 2 {
		t.Errorf("pdfsig finds %d valid signatures: %s", got, out)
	}
	if !strings.Contains(out, "Phê duyệt (bản chính)") && strings.Contains(out, "Reason") {
		t.Errorf("pdfsig does not read the reason: %s", out)
	}
	if _, text := tool(t, "pdftotext", "-upw", password, "-opw", password, path, "-"); !strings.Contains(text, "Nguyen Van A") {
		t.Errorf("the appearance is not shown: %s", text)
	}
}
