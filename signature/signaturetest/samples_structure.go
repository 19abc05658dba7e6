package signaturetest

import "strconv"

// structureSamples are valid documents whose file structure is uncommon.
func structureSamples() []recipe {
	twice := func(d *Doc) {
		d.AddTextField(0, "SoDen", "", Rect{72, 600, 272, 620})
		signed(personal)(d)
		d.touchInfo(signingTime())
		d.Sign(agency())
	}
	both := want(valid, sig().then(form, true), sig().in("Signature2"))
	return []recipe{
		{name: "xref-stream", title: "Cross-reference streams", titleVI: "Tệp dùng luồng tham chiếu chéo",
			want: both, doc: DocOptions{Xref: XrefStream}, steps: twice},
		{name: "object-streams", title: "Object streams", titleVI: "Tệp dùng luồng đối tượng",
			want: both, doc: DocOptions{Xref: XrefStream, ObjectStreams: true}, steps: twice},
		{name: "hybrid", title: "Hybrid cross-references", titleVI: "Tệp có tham chiếu chéo lai",
			want: both, doc: DocOptions{Xref: XrefHybrid}, steps: twice},
		{name: "linearized", title: "Linearized, then signed", titleVI: "Tệp tuyến tính hóa rồi ký",
			want: both, steps: func(d *Doc) {
				d.commitLinearized()
				d.Sign(personal())
				d.Sign(agency())
			}},
		{name: "generations", title: "Objects with generations above 0", titleVI: "Đối tượng có số thế hệ lớn hơn 0",
			want: want(valid, sig()), steps: func(d *Doc) {
				reuseContent(d)
				d.Sign(personal())
			}},
		{name: "junk-before-header", title: "Bytes before the header, covered by the signature",
			titleVI: "Có dữ liệu trước phần đầu tệp, nằm trong vùng ký",
			want:    want(valid, sig()), doc: DocOptions{Prefix: "junk before the header\n"}, steps: signed(personal)},
		{name: "junk-after-eof", title: "Bytes after the end marker, covered by the signature",
			titleVI: "Có dữ liệu sau dấu kết thúc tệp, nằm trong vùng ký",
			want:    want(valid, sig()),
			steps:   signed(options(personal).with(func(o *SignOptions) { o.tail = "\r\n\x00\x00\r\n" }))},
		{name: "empty-update", title: "An update without changes follows the signature",
			titleVI: "Có lần lưu thêm sau khi ký nhưng không thay đổi gì",
			want:    want(valid, sig().then(none, true)),
			steps:   signedThen(personal, (*Doc).Commit)},
		{name: "nested-field", title: "The signature field is a child of another field",
			titleVI: "Trường chữ ký nằm trong trường khác",
			want:    want(valid, sig().in("HoSo.ChuKy")),
			steps: func(d *Doc) {
				d.AddSignatureField(0, "ChuKy", Rect{}, nil)
				field := d.fields["ChuKy"]
				parent := d.addDict(dictOf("T", "(HoSo)", "Kids", array(d.Ref(field))))
				d.Edit(field, "Parent", d.Ref(parent))
				d.Edit(d.form, "Fields", array(d.Ref(parent)))
				d.Commit()
				d.Sign(SignOptions{Field: "ChuKy"})
			}},
		{name: "separate-widget", title: "Signature field and widget are two objects",
			titleVI: "Trường chữ ký và phần hiển thị là hai đối tượng",
			want:    want(valid, sig().in("ChuKy")),
			steps: func(d *Doc) {
				d.AddSignatureField(0, "ChuKy", Rect{}, nil)
				field := d.objects[d.fields["ChuKy"]]
				widget := d.addDict(field.dict.with("FT", "").with("T", "").with("Parent", d.Ref(d.fields["ChuKy"])))
				field.dict = dictOf("FT", "/Sig", "T", "(ChuKy)", "Kids", array(d.Ref(widget)))
				d.Edit(d.Page(0), "Annots", array(d.Ref(widget)))
				d.Commit()
				d.Sign(SignOptions{Field: "ChuKy"})
			}},
		{name: "many-pages", title: "Forty pages", titleVI: "Văn bản bốn mươi trang",
			want: want(valid, sig()), doc: DocOptions{Pages: numbered(40)}, steps: signed(personal)},
	}
}

// reuseContent frees the first page's content stream and takes its number into
// use again, in one revision each.
func reuseContent(d *Doc) {
	d.Commit()
	num := d.contentOf(0)
	d.Free(num)
	d.Edit(d.Page(0), "Contents", "")
	d.Commit()
	d.Set(num, stream(nil, showLines(decision(), 72, 770, 12)))
	d.Edit(d.Page(0), "Contents", d.Ref(num))
	d.Commit()
}

// numbered returns n pages with a heading each.
func numbered(n int) [][]string {
	pages := make([][]string, n)
	for i := range pages {
		pages[i] = append([]string{"Trang " + strconv.Itoa(i+1)}, decision()...)
	}
	return pages
}
