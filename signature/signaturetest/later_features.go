package signaturetest

import (
	"fmt"
	"strings"
)

// laterFeatures are changes to what surrounds the pages: scripts, files,
// metadata, validation data, and the signatures themselves.
func laterFeatures() []recipe {
	return append(tamperedSignatures(), []recipe{
		change("javascript-added", "A script that runs when the file is opened was added", "Thêm mã JavaScript chạy khi mở tệp", 0, func(d *Doc) {
			d.Edit(d.catalog, "OpenAction", "<< /S /JavaScript /JS (app.alert\\(1\\)) >>")
		}),
		change("page-action-added", "An action that runs when the page is shown was added", "Thêm hành động khi hiển thị trang", 0, func(d *Doc) {
			d.Edit(d.Page(0), "AA", "<< /O << /S /URI /URI (http://thunghiem.example/) >> >>")
		}),
		change("embedded-file-added", "A file was attached", "Đính kèm thêm tệp sau khi ký", 0, func(d *Doc) {
			file := d.Add(stream(dictOf("Type", "/EmbeddedFile"), "attached after signing"))
			spec := d.Add(fmt.Sprintf("<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F %s >> >>", d.Ref(file)))
			d.Edit(d.catalog, "Names", fmt.Sprintf("<< /EmbeddedFiles << /Names [(a.txt) %s] >> >>", d.Ref(spec)))
		}),
		change("link-added", "A link was added to the page", "Thêm liên kết vào trang", 0, func(d *Doc) {
			link := d.Add("<< /Type /Annot /Subtype /Link /Rect [72 690 400 715] /A << /S /URI /URI (http://thunghiem.example/) >> >>")
			d.annotate(0, link)
		}).expecting(want(invalid, sig().then("", false))),
		change("layers-added", "Optional content that can hide text was added", "Thêm lớp nội dung có thể ẩn hiện", 0, func(d *Doc) {
			layer := d.Add("<< /Type /OCG /Name (An) >>")
			d.Edit(d.catalog, "OCProperties", fmt.Sprintf("<< /OCGs [%[1]s] /D << /OFF [%[1]s] >> >>", d.Ref(layer)))
		}),
		{name: "metadata-with-dtd", title: "The metadata was replaced by XML with a document type and entities",
			titleVI: "Siêu dữ liệu bị thay bằng XML có DTD", want: altered(), steps: func(d *Doc) {
				metadata := d.Add(xmp("", "2025-03-10"))
				d.Edit(d.catalog, "Metadata", d.Ref(metadata))
				signed(personal)(d)
				d.Set(metadata, xmp("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>", "&b;"))
				d.Commit()
			}},
		{name: "validation-data-removed", title: "Validation data was removed", titleVI: "Xóa bớt dữ liệu kiểm tra",
			want: want(invalid, sig().stamped(valid).then(content, false), sig().in("Signature2").docTimestamp().then(content, false)),
			steps: func(d *Doc) {
				archived(d)
				d.store.crls = nil
				d.writeStore()
				d.Commit()
			}},
	}...)
}

// expecting changes the verdict.
func (r recipe) expecting(w Want) recipe {
	r.want = w
	return r
}

// xmp is a metadata stream with the date of the last change; prolog stands
// before its root element.
func xmp(prolog, modified string) string {
	return stream(dictOf("Type", "/Metadata", "Subtype", "/XML"), prolog+
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`+
		`<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:ModifyDate>`+modified+
		`</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>`)
}

// tamperedSignatures touch signatures and their fields after signing.
func tamperedSignatures() []recipe {
	both := func(steps func(*Doc)) func(*Doc) {
		return signedThen(personal, func(d *Doc) {
			d.Sign(agency())
			steps(d)
			d.Commit()
		})
	}
	return []recipe{
		change("signature-removed", "The only signature was taken out of its field", "Gỡ chữ ký duy nhất khỏi văn bản", 0, func(d *Doc) {
			d.Edit(d.fields["Signature1"], "V", "null")
		}),
		{name: "first-signature-removed", title: "The first of two signatures was taken out of its field",
			titleVI: "Gỡ chữ ký thứ nhất khỏi văn bản có hai chữ ký",
			want:    want(invalid, sig().then(content, false), sig().in("Signature2").then(content, false)),
			steps:   both(func(d *Doc) { d.Edit(d.fields["Signature1"], "V", "") })},
		{name: "signature-field-removed", title: "The first signature's field was taken out of form and page",
			titleVI: "Xóa trường chữ ký thứ nhất",
			want:    want(invalid, sig().then(content, false), sig().in("Signature2").then(content, false)),
			steps: both(func(d *Doc) {
				d.Edit(d.form, "Fields", array(d.Ref(d.fields["Signature2"])))
				d.Edit(d.Page(0), "Annots", array(d.Ref(d.fields["Signature2"])))
			})},
		change("signature-appearance-replaced", "The signature shows another name", "Hình ảnh chữ ký bị thay bằng tên người khác", 0, func(d *Doc) {
			d.normal(d.fields["Signature1"], d.appearance(personal().Rect, []string{"Nguoi ky: Mot Nguoi Khac"}))
		}).expecting(want(invalid, sig().then("", false))),
		change("signature-widget-enlarged", "The signature's image was stretched over the page", "Hình ảnh chữ ký bị kéo giãn che nội dung", 0, func(d *Doc) {
			d.Edit(d.fields["Signature1"], "Rect", Rect{0, 0, 595, 842}.String())
		}).expecting(want(invalid, sig().then("", false))),
		change("signature-dictionary-replaced", "The signature dictionary was written again with another name",
			"Từ điển chữ ký bị ghi đè với tên người khác", 0, func(d *Doc) {
				num := d.signatureNumber("Signature1")
				d.Set(num, strings.Replace(d.writtenAt(num), "/Name ", "/Name (Mot Nguoi Khac) /Old ", 1))
			}).expecting(want(invalid)),
		change("signature-copied", "A second field shows a copy of the first signature", "Trường thứ hai dùng bản sao của chữ ký thứ nhất", 0, func(d *Doc) {
			copied := d.Add(d.writtenAt(d.signatureNumber("Signature1")))
			d.AddSignatureField(0, "Signature2", Rect{72, 560, 200, 620}, nil)
			d.Edit(d.fields["Signature2"], "V", d.Ref(copied))
		}).expecting(want(invalid)),
		{name: "signature-reused", title: "A second signature has its own ByteRange and the value of the first",
			titleVI: "Chữ ký thứ hai dùng lại giá trị của chữ ký thứ nhất",
			want:    want(invalid, sig().open(), sig().in("Signature2").is(broken)),
			steps: signedThen(personal, func(d *Doc) {
				o := agency()
				o.container = func([]byte) ([]byte, error) { return d.containers["Signature1"], nil }
				d.Sign(o)
			})},
		change("signature-shared", "A second field has the first signature as its value too", "Hai trường dùng chung một chữ ký", 0, func(d *Doc) {
			d.AddSignatureField(0, "Signature2", Rect{72, 560, 200, 620}, nil)
			d.Edit(d.fields["Signature2"], "V", d.Ref(d.signatureNumber("Signature1")))
		}).expecting(want(invalid)),
	}
}

// signatureNumber returns the number of the field's signature dictionary.
func (d *Doc) signatureNumber(field string) int {
	var num, gen int
	value := d.objects[d.fields[field]].dict.get("V")
	if _, err := fmt.Sscanf(value, "%d %d R", &num, &gen); err != nil {
		d.fail("find signature: no reference")
	}
	return num
}

// writtenAt returns the text of an object as it stands in the file.
func (d *Doc) writtenAt(num int) string {
	text := string(d.out[d.offsets[num]:])
	_, text, _ = strings.Cut(text, "obj\n")
	text, _, _ = strings.Cut(text, "\nendobj")
	return text
}
