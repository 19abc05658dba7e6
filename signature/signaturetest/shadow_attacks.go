package signaturetest

import "fmt"

// shadowAttacks are documents that were prepared before signing so that a
// harmless-looking change afterwards shows something else.
func shadowAttacks() []recipe {
	return []recipe{
		{name: "shadow-hide-overlay", title: "Hide: an image over the text was deleted after signing",
			titleVI: "Tấn công ẩn: xóa hình che nội dung sau khi ký", want: altered(), steps: func(d *Doc) {
				cover := d.overlay()
				signed(personal)(d)
				d.Free(cover)
				d.Commit()
			}},
		{name: "shadow-hide-overlay-emptied", title: "Hide: an image over the text was made transparent after signing",
			titleVI: "Tấn công ẩn: làm trong suốt hình che nội dung", want: altered(), steps: func(d *Doc) {
				cover := d.overlay()
				signed(personal)(d)
				d.Set(cover, stream(dictOf("Type", "/XObject", "Subtype", "/Form", "BBox", "[0 0 595 842]"), ""))
				d.Commit()
			}},
		{name: "shadow-hide-annotation", title: "Hide: a note that covered the text was removed after signing",
			titleVI: "Tấn công ẩn: gỡ ghi chú che nội dung", want: want(invalid, sig().then("", false)), steps: func(d *Doc) {
				d.AddFreeText(0, "Dieu 1. Khong phe duyet.", amountBox())
				signed(personal)(d)
				d.Edit(d.Page(0), "Annots", array(d.Ref(d.fields["Signature1"])))
				d.Commit()
			}},
		{name: "shadow-replace-font", title: "Replace: the font now shows 9 where 1 is written",
			titleVI: "Tấn công thay thế: phông chữ hiển thị 9 thay cho 1", want: altered(), steps: signedThen(personal, func(d *Doc) {
				d.Edit(d.font, "Encoding", "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [49 /nine] >>")
				d.Commit()
			})},
		{name: "shadow-replace-field-overlay", title: "Replace: an empty form field now shows a text over the page, its value unchanged",
			titleVI: "Tấn công thay thế: trường biểu mẫu hiển thị nội dung khác giá trị", want: want(invalid, sig().then("", false)),
			steps: func(d *Doc) {
				d.AddTextField(0, "An", "", amountBox())
				signed(personal)(d)
				d.normal(d.fields["An"], d.cover(amountBox(), []string{forgedAmount}))
				d.Commit()
			}},
		{name: "shadow-hide-and-replace-catalog", title: "Hide and replace: the trailer now names a catalog hidden in the signed revision",
			titleVI: "Tấn công ẩn và thay thế: chuyển sang danh mục gốc giấu sẵn", want: altered(), steps: func(d *Doc) {
				hidden := d.addDict(dictOf("Type", "/Catalog", "Pages", d.Ref(d.forgedTree())))
				signed(personal)(d)
				d.Edit(hidden, "AcroForm", d.Ref(d.form))
				d.trailer = d.trailer.with("Root", d.Ref(hidden))
				d.Commit()
			}},
		{name: "shadow-hide-and-replace-root-only", title: "Hide and replace: only the trailer's Root was changed",
			titleVI: "Tấn công ẩn và thay thế: chỉ đổi Root trong trailer", want: altered(), steps: func(d *Doc) {
				hidden := d.addDict(dictOf("Type", "/Catalog", "Pages", d.Ref(d.forgedTree())))
				signed(personal)(d)
				d.trailer = d.trailer.with("Root", d.Ref(hidden))
				d.Commit()
			}},
		{name: "shadow-hide-and-replace-xref", title: "Hide and replace: the cross-reference now points to an object hidden in the signed bytes",
			titleVI: "Tấn công ẩn và thay thế: bảng tham chiếu trỏ tới đối tượng giấu sẵn", want: altered(), steps: func(d *Doc) {
				num := d.contentOf(0)
				hidden := len(d.out)
				body := fmt.Sprintf("%d 0 obj\n%s\nendobj\n", num, forgedPage())
				d.commit(layout{raw: body})
				d.Sign(personal())
				d.commit(layout{redirect: map[int]int{num: hidden}})
			}},
		{name: "shadow-dangling-reference", title: "Hide and replace: a reference to nothing got its object after signing",
			titleVI: "Tấn công ẩn và thay thế: đối tượng còn thiếu được thêm sau khi ký", want: altered(), steps: func(d *Doc) {
				missing := d.size
				d.size++
				d.Edit(d.Page(0), "Contents", array(d.Ref(d.contentOf(0)), d.Ref(missing)))
				signed(personal)(d)
				d.Set(missing, forgedPage())
				d.Commit()
			}},
		{name: "clobbered-appearance", title: "A field's appearance that the page itself draws was replaced",
			titleVI: "Hình hiển thị của trường dùng chung với trang bị thay", want: altered(), steps: clobbered},
		{name: "clobbered-font", title: "A form font that the page uses was replaced",
			titleVI: "Phông chữ biểu mẫu dùng chung với trang bị thay", want: altered(), steps: func(d *Doc) {
				d.AddTextField(0, "SoDen", "", Rect{72, 600, 272, 620})
				signed(personal)(d)
				d.Fill("SoDen", "345/VT")
				d.Edit(d.font, "BaseFont", "/ZapfDingbats")
				d.Commit()
			}},
	}
}

// draw makes the page draw an XObject over its text.
func (d *Doc) draw(object int) {
	d.Edit(d.Page(0), "Resources", fmt.Sprintf("<< /Font << /F1 %s >> /XObject << /X1 %s >> >>",
		d.Ref(d.font), d.Ref(object)))
	d.Set(d.contentOf(0), stream(nil, showLines(decision(), 72, 770, 12)+" q 1 0 0 1 70 690 cm /X1 Do Q"))
}

// overlay makes the page cover its amount with a white box of another text.
func (d *Doc) overlay() int {
	num := d.cover(Rect{0, 0, 400, 25}, []string{"Dieu 1. Khong phe duyet."})
	d.draw(num)
	return num
}

// clobbered fills in a field whose appearance the page draws as well.
func clobbered(d *Doc) {
	d.AddTextField(0, "SoDen", "1.000.000", Rect{72, 600, 272, 620})
	var num, gen int
	if _, err := fmt.Sscanf(d.objects[d.fields["SoDen"]].dict.get("AP"), "<< /N %d %d R >>", &num, &gen); err != nil {
		d.fail("find appearance: no reference")
	}
	d.draw(num)
	signed(personal)(d)
	d.Edit(d.fields["SoDen"], "V", "(9.000.000)")
	d.Set(num, d.objects[d.appearance(Rect{0, 0, 200, 20}, []string{"9.000.000"})].body)
	d.Commit()
}
