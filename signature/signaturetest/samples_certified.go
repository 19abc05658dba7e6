package signaturetest

// certified is the official's signature as certification with permission p.
func certified(p int) options {
	return options(personal).with(func(o *SignOptions) { o.Certify = p })
}

// vietnamese writes a signature the way the software of Vietnamese agencies
// does: the local time in the CMS is marked as UTC.
func vietnamese(o options) SignOptions {
	return o.with(func(o *SignOptions) { o.CMS.LocalTimeAsUTC = true })()
}

// filling adds a text field before the document is signed, and fills it after.
func filling(o options) func(*Doc) {
	return func(d *Doc) {
		d.AddTextField(0, "SoDen", "", Rect{72, 600, 272, 620})
		d.AddTextField(0, "NoiNhan", "Van phong", Rect{72, 630, 272, 650})
		d.Commit()
		d.Sign(o())
		d.Fill("SoDen", "345/VT")
		d.Commit()
	}
}

// certifiedSamples are valid documents whose first signature says which
// changes it allows.
func certifiedSamples() []recipe {
	return []recipe{
		{name: "vietnamese-two-signatures",
			title:   "The usual case: the official certifies with P=2, then the agency signs visibly",
			titleVI: "Trường hợp thường gặp: người có thẩm quyền ký trước (P=2), cơ quan ký phát hành sau",
			want:    want(valid, sig().then(form, true), sig().in("Signature2")),
			steps: func(d *Doc) {
				d.Commit()
				d.Sign(vietnamese(certified(2)))
				d.touchInfo(signingTime())
				d.Sign(vietnamese(agency))
			}},
		{name: "certified-p1", title: "Certified, no changes allowed", titleVI: "Chứng thực tài liệu, không cho phép thay đổi",
			want: want(valid, sig()), steps: signed(certified(1))},
		{name: "certified-p1-long-term",
			title:   "Certified with P=1, then validation data and a document timestamp",
			titleVI: "Chứng thực P=1, sau đó thêm dữ liệu kiểm tra và dấu thời gian",
			want:    want(valid, sig().then(ltv, true), sig().in("Signature2").docTimestamp()),
			steps: signedThen(certified(1), func(d *Doc) {
				d.AddValidationData(LongTerm(Person()), "Signature1")
				d.Timestamp(SignOptions{}, TimestampOptions{})
			})},
		{name: "certified-p2-form-filled", title: "Certified with P=2, then a form field is filled in",
			titleVI: "Chứng thực P=2, sau đó điền biểu mẫu",
			want:    want(valid, sig().then(form, true)), steps: filling(certified(2))},
		{name: "certified-p2-sneaky-signature",
			title:   "Certified with P=2, then a stranger signs with an appearance that covers the amount: a matter of trust",
			titleVI: "Chứng thực P=2, sau đó người lạ ký và hình chữ ký che nội dung: chỉ kiểm tra tin cậy mới phát hiện",
			want:    want(valid, sig().then(form, true), sig().in("Signature2")),
			steps: signedThen(certified(2), func(d *Doc) {
				d.AddSignatureField(0, "Signature2", amountBox(), nil)
				d.normal(d.fields["Signature2"], d.cover(amountBox(), []string{forgedAmount}))
				d.Sign(SignOptions{Field: "Signature2", Signer: stranger()})
			})},
		{name: "certified-p3-annotation", title: "Certified with P=3, then a note is added",
			titleVI: "Chứng thực P=3, sau đó thêm ghi chú",
			want:    want(valid, sig().then(annotations, true)),
			steps:   signedThen(certified(3), note)},
		{name: "fieldmdp-other-field", title: "One field is locked by the signature, another is filled in",
			titleVI: "Chữ ký khóa một trường, trường khác được điền",
			want:    want(valid, sig().then(form, true)),
			steps:   filling(locking("Include", "NoiNhan"))},
		{name: "fieldmdp-excluded-field", title: "All fields but one are locked, that one is filled in",
			titleVI: "Khóa mọi trường trừ một, chỉ trường đó được điền",
			want:    want(valid, sig().then(form, true)),
			steps:   filling(locking("Exclude", "SoDen"))},
	}
}

// locking is the official's signature with a FieldMDP reference.
func locking(action string, fields ...string) options {
	return options(personal).with(func(o *SignOptions) {
		o.FieldMDP = &FieldLock{Action: action, Fields: fields}
	})
}

// note adds an annotation that covers the amount on the page.
func note(d *Doc) {
	d.AddFreeText(0, forgedAmount, amountBox())
	d.Commit()
}

// stranger has a certificate that nobody issued.
func stranger() *Identity {
	return issue(nil, certSpec{key: "spare", serial: 99, usage: signingUsage, subject: name("CN", "Người Lạ")})
}
