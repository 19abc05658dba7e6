package signaturetest

import "time"

// personal and agency are the two signatures that a Vietnamese state document
// carries: the official's and the agency's.
func personal() SignOptions {
	return SignOptions{Signer: Person(), Name: "Nguyễn Thị Lấp Lánh Ánh", Reason: "Phê duyệt", Location: "Thử Nghiệm",
		Rect:  Rect{350, 560, 540, 620},
		Shown: []string{"Nguoi ky: Nguyen Thi Lap Lanh Anh", "Thoi gian ky: 10.03.2025 09:30:00 +07:00"}}
}

func agency() SignOptions {
	return SignOptions{Signer: Agency(), Name: "Sở Nội vụ tỉnh Thử Nghiệm", Reason: "Phát hành", Location: "Thử Nghiệm",
		Time: signingTime().Add(30 * time.Minute),
		Rect: Rect{180, 560, 340, 620}, Shown: []string{"So Noi vu tinh Thu Nghiem"}}
}

// signedThen makes a one-page document that the official signs, with the steps
// that follow.
func signedThen(o options, steps func(*Doc)) func(*Doc) {
	return func(d *Doc) {
		d.Commit()
		d.Sign(o())
		if steps != nil {
			steps(d)
		}
	}
}

func signed(o options) func(*Doc) { return signedThen(o, nil) }

// options makes the settings of a signature when they are needed, so that
// listing the samples makes no certificates.
type options func() SignOptions

// with changes settings.
func (o options) with(change func(*SignOptions)) options {
	return func() SignOptions {
		out := o()
		change(&out)
		return out
	}
}

// by is the official's signature made by another signer.
func by(id func() *Identity) options {
	return options(personal).with(func(o *SignOptions) { o.Signer, o.Name = id(), "" })
}

// plainSamples are the common, valid cases.
func plainSamples() []recipe {
	return []recipe{
		{name: "personal", title: "Signed by an official", titleVI: "Văn bản do người có thẩm quyền ký số",
			want: want(valid, sig()), steps: signed(personal)},
		{name: "agency", title: "Signed by an agency", titleVI: "Văn bản do cơ quan ký số",
			want: want(valid, sig()), steps: signed(agency)},
		{name: "citizen", title: "Signed by a citizen with a certificate of a public authority",
			titleVI: "Văn bản do công dân ký bằng chứng thư số công cộng",
			want:    want(valid, sig()), steps: signed(by(Citizen))},
		{name: "single-revision", title: "Signed when first saved, in one revision",
			titleVI: "Ký ngay khi tạo tệp, chỉ có một phiên bản",
			want:    want(valid, sig()), steps: func(d *Doc) { d.Sign(personal()) }},
		{name: "invisible", title: "Signed without a visible signature", titleVI: "Chữ ký số không hiển thị",
			want: want(valid, sig()), steps: signed(func() SignOptions { return SignOptions{} })},
		{name: "three-signatures", title: "Three signatures one after another", titleVI: "Ba chữ ký số nối tiếp nhau",
			want: want(valid, sig().then(form, true), sig().in("Signature2").then(form, true), sig().in("Signature3")),
			steps: signedThen(personal, func(d *Doc) {
				d.Sign(by(P256)())
				d.Sign(agency())
			})},
		{name: "prepared-field", title: "Signed in a field that the document had ready",
			titleVI: "Ký vào trường chữ ký có sẵn trong văn bản",
			want:    want(valid, sig().in("ChuKy")),
			steps: func(d *Doc) {
				d.AddSignatureField(0, "ChuKy", Rect{350, 560, 540, 620}, nil)
				d.Commit()
				o := personal()
				o.Field = "ChuKy"
				d.Sign(o)
			}},
		{name: "form-filled", title: "A form field is filled in after signing", titleVI: "Điền biểu mẫu sau khi ký",
			want: want(valid, sig().then(form, true)),
			steps: func(d *Doc) {
				d.AddTextField(0, "SoDen", "", Rect{72, 600, 272, 620})
				signedThen(personal, func(d *Doc) {
					d.Fill("SoDen", "345/VT")
					d.Commit()
				})(d)
			}},
		{name: "metadata-updated", title: "The second signature comes with an update of the metadata",
			titleVI: "Chữ ký thứ hai kèm cập nhật siêu dữ liệu",
			want:    want(valid, sig().then(form, true), sig().in("Signature2")),
			steps: func(d *Doc) {
				metadata := d.Add(xmp("", "2025-03-10T09:30:00+07:00"))
				d.Edit(d.catalog, "Metadata", d.Ref(metadata))
				signed(personal)(d)
				d.touchInfo(agency().Time)
				d.Set(metadata, xmp("", "2025-03-10T10:00:00+07:00"))
				d.Sign(agency())
			}},
		{name: "document-timestamp", title: "A document timestamp follows the signature",
			titleVI: "Dấu thời gian của tài liệu sau chữ ký số",
			want:    want(valid, sig().then(ltv, true), sig().in("Signature2").docTimestamp()),
			steps: signedThen(personal, func(d *Doc) {
				d.Timestamp(SignOptions{}, TimestampOptions{})
			})},
		{name: "document-timestamp-only", title: "Only a document timestamp, no signature of a person",
			titleVI: "Chỉ có dấu thời gian của tài liệu",
			want:    want(valid, sig().docTimestamp()),
			steps: func(d *Doc) {
				d.Commit()
				d.Timestamp(SignOptions{}, TimestampOptions{})
			}},
		{name: "certificate-expired", title: "Signed after the certificate had expired",
			titleVI: "Ký sau khi chứng thư số hết hạn",
			want:    want(valid, sig()), steps: signed(by(Expired))},
		{name: "certificate-revoked", title: "Signed after the certificate had been revoked",
			titleVI: "Ký sau khi chứng thư số bị thu hồi",
			want:    want(valid, sig()), steps: signed(by(Revoked))},
		{name: "certificate-encryption", title: "Signed with a certificate that is for encryption",
			titleVI: "Ký bằng chứng thư số dùng để mã hóa",
			want:    want(valid, sig()), steps: signed(by(Encryption))},
	}
}
