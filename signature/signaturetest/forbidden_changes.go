package signaturetest

// forbiddenChanges are changes of a kind that is common, but not allowed by
// the certification, by a lock, or without either.
func forbiddenChanges() []recipe {
	refused := func(level string, more ...WantSignature) Want {
		return want(invalid, append([]WantSignature{sig().then(level, false)}, more...)...)
	}
	unlock := func(d *Doc) {
		d.Edit(d.catalog, "Perms", "")
		d.Commit()
	}
	return []recipe{
		{name: "certified-p1-form-filled", title: "Certified with P=1, then a form field was filled in",
			titleVI: "Chứng thực P=1 nhưng sau đó điền biểu mẫu", want: refused(form), steps: filling(certified(1))},
		{name: "certified-p1-second-signature", title: "Certified with P=1, then a second signature was added",
			titleVI: "Chứng thực P=1 nhưng sau đó có chữ ký thứ hai", want: refused(form, sig().in("Signature2")),
			steps: signedThen(certified(1), func(d *Doc) { d.Sign(agency()) })},
		{name: "certified-p1-annotation", title: "Certified with P=1, then a note was added",
			titleVI: "Chứng thực P=1 nhưng sau đó thêm ghi chú", want: refused(annotations), steps: signedThen(certified(1), note)},
		{name: "certified-p2-annotation", title: "Certified with P=2, then a note was put over the text",
			titleVI: "Chứng thực P=2 nhưng sau đó chèn ghi chú đè lên nội dung", want: refused(annotations),
			steps: signedThen(certified(2), note)},
		{name: "certified-p3-content-replaced", title: "Certified with P=3, then the page was replaced",
			titleVI: "Chứng thực P=3 nhưng sau đó nội dung trang bị thay", want: altered(),
			steps: signedThen(certified(3), func(d *Doc) {
				d.Set(d.contentOf(0), forgedPage())
				d.Commit()
			})},
		{name: "certification-removed", title: "The certification was taken out of the catalog",
			titleVI: "Gỡ chứng thực khỏi danh mục gốc", want: altered(), steps: signedThen(certified(1), unlock)},
		{name: "annotation-added", title: "A note was put over the text of a signed document",
			titleVI: "Chèn ghi chú đè lên nội dung văn bản đã ký", want: refused(annotations), steps: signedThen(personal, note)},
		{name: "fieldmdp-include", title: "A field that the signature locks was changed",
			titleVI: "Sửa trường bị chữ ký khóa", want: refused(form), steps: filling(locking("Include", "SoDen"))},
		{name: "fieldmdp-exclude", title: "A field that is not among the unlocked ones was changed",
			titleVI: "Sửa trường không nằm trong danh sách được phép", want: refused(form),
			steps: filling(locking("Exclude", "NoiNhan"))},
		{name: "fieldmdp-all", title: "All fields are locked, one was changed",
			titleVI: "Khóa mọi trường nhưng một trường bị sửa", want: refused(form), steps: filling(locking("All"))},
		{name: "field-lock", title: "A field that the signature field locks was changed",
			titleVI: "Sửa trường bị khóa theo trường chữ ký", want: refused(form),
			steps: lockedThen(FieldLock{Action: "Include", Fields: []string{"SoDen"}}, func(d *Doc) {
				d.Fill("SoDen", "345/VT")
				d.Commit()
			})},
		{name: "field-lock-p1", title: "The signature field's lock forbids all changes, a field was filled in",
			titleVI: "Khóa P=1 của trường chữ ký cấm mọi thay đổi", want: refused(form),
			steps: lockedThen(FieldLock{Action: "Include", Fields: []string{"Khac"}, P: 1}, func(d *Doc) {
				d.Fill("SoDen", "345/VT")
				d.Commit()
			})},
		{name: "signature-field-as-cover", title: "Certified with P=2, then an unsigned signature field was added whose appearance covers the amount",
			titleVI: "Chứng thực P=2, sau đó thêm trường chữ ký trống có hình che nội dung", want: want(invalid, sig().then("", false)),
			steps: signedThen(certified(2), func(d *Doc) {
				d.AddSignatureField(0, "Che", amountBox(), nil)
				d.normal(d.fields["Che"], d.cover(amountBox(), []string{forgedAmount}))
				d.Commit()
			})},
		{name: "form-field-added", title: "A text field that hides the amount was added",
			titleVI: "Thêm trường văn bản che nội dung sau khi ký", want: want(invalid, sig().then("", false)),
			steps: signedThen(personal, func(d *Doc) {
				d.AddTextField(0, "Che", forgedAmount, amountBox())
				d.normal(d.fields["Che"], d.cover(amountBox(), []string{forgedAmount}))
				d.Commit()
			})},
	}
}

// lockedThen signs in a field that has a lock of its own.
func lockedThen(lock FieldLock, steps func(*Doc)) func(*Doc) {
	return func(d *Doc) {
		d.AddTextField(0, "SoDen", "", Rect{72, 600, 272, 620})
		d.AddSignatureField(0, "Signature1", Rect{350, 560, 540, 620}, &lock)
		signedThen(options(personal).with(func(o *SignOptions) { o.Field = "Signature1" }), steps)(d)
	}
}
