package signaturetest

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"errors"
)

// contained gives the official's signature another value.
func contained(make func(covered []byte) ([]byte, error)) options {
	return options(personal).with(func(o *SignOptions) { o.container = make })
}

// spoiledCMS are documents whose content or signature value is wrong.
func spoiledCMS() []recipe {
	bad := want(invalid, sig().is(broken))
	return []recipe{
		{name: "content-byte-changed", title: "One byte of the page was changed: 1 million became 9",
			titleVI: "Nội dung bị sửa một ký tự: 1 triệu thành 9 triệu",
			want:    bad, steps: signed(personal), after: replaceOnce("1.000.000", "9.000.000")},
		{name: "signature-byte-changed", title: "One byte of the signature value was changed",
			titleVI: "Giá trị chữ ký bị sửa một byte",
			want:    bad, steps: signed(contained(func(b []byte) ([]byte, error) {
				value, err := BuildCMS(b, Person(), CMSOptions{SigningTime: signingTime()})
				if err == nil {
					value[len(value)-1] ^= 1
				}
				return value, err
			}))},
		{name: "message-digest-wrong", title: "The signed digest is another document's",
			titleVI: "Mã băm được ký là của văn bản khác",
			want:    bad, steps: signed(cms(func(o *CMSOptions) { o.MessageDigest = bytes.Repeat([]byte{0x11}, 32) }))},
		{name: "content-type-wrong", title: "The content-type attribute names another type",
			titleVI: "Thuộc tính loại nội dung không khớp",
			want:    bad, steps: signed(cms(func(o *CMSOptions) {
				o.ContentTypeAttribute = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 3}
			}))},
		{name: "ess-mismatch", title: "The signing-certificate attribute names another certificate",
			titleVI: "Thuộc tính chứng thư ký nêu chứng thư số khác",
			want:    bad, steps: signed(options(cades).with(func(o *SignOptions) { o.CMS.ESSCertificate = Agency().Cert }))},
		{name: "ess-v1-mismatch", title: "The signing-certificate attribute of version 1 names another certificate",
			titleVI: "Thuộc tính chứng thư ký phiên bản 1 nêu chứng thư số khác",
			want:    bad, steps: signed(cms(func(o *CMSOptions) { o.ESS, o.ESSCertificate = 1, Agency().Cert }))},
		{name: "other-key", title: "Signed with another key than the certificate's",
			titleVI: "Ký bằng khóa không khớp với chứng thư số",
			want:    bad, steps: signed(options(personal).with(func(o *SignOptions) {
				o.Signer = &Identity{Cert: Person().Cert, Key: Agency().Key}
			}))},
		{name: "attribute-confusion", title: "The signed attributes of another signature pass as content",
			titleVI: "Thuộc tính ký của chữ ký khác được dùng làm nội dung",
			want:    bad, steps: signed(contained(confused))},
		{name: "embedded-content", title: "The CMS signs a content of its own instead of the document",
			titleVI: "CMS ký nội dung riêng thay vì văn bản",
			want:    bad, steps: signed(contained(func([]byte) ([]byte, error) {
				return BuildCMS([]byte("another document"), Person(), CMSOptions{Attached: true, SigningTime: signingTime()})
			}))},
		{name: "contents-empty", title: "The signature value is empty", titleVI: "Giá trị chữ ký rỗng",
			want: bad, steps: signed(contained(func([]byte) ([]byte, error) { return nil, nil }))},
		{name: "contents-garbage", title: "The signature value is no CMS", titleVI: "Giá trị chữ ký không phải CMS",
			want: bad, steps: signed(contained(func([]byte) ([]byte, error) {
				return bytes.Repeat([]byte{0xde, 0xad}, 500), nil
			}))},
		{name: "contents-truncated", title: "The signature value is cut off", titleVI: "Giá trị chữ ký bị cắt cụt",
			want: bad, steps: signed(contained(func(b []byte) ([]byte, error) {
				value, err := BuildCMS(b, Person(), CMSOptions{})
				return value[:len(value)/2], err
			}))},
		{name: "contents-not-signed-data", title: "The CMS holds plain data, no signature",
			titleVI: "CMS chỉ chứa dữ liệu, không có chữ ký",
			want:    bad, steps: signed(contained(func([]byte) ([]byte, error) {
				return tlv(tagSequence, oidData(), tlv(tagContext0, tlv(tagOctets, []byte("data")))), nil
			}))},
		{name: "padding-not-zero", title: "Something is hidden behind the CMS in Contents",
			titleVI: "Có dữ liệu ẩn sau CMS trong Contents",
			want:    bad, steps: signed(personal), after: hideInPadding},
		{name: "certificate-replaced", title: "The certificate was replaced by another with the same name and serial",
			titleVI: "Chứng thư số bị thay bằng chứng thư khác cùng tên và số",
			want:    bad, steps: signed(options(personal).with(func(o *SignOptions) {
				o.Signer = &Identity{Cert: impostor(), Key: Person().Key}
			}))},
		{name: "document-timestamp-wrong-imprint", title: "The document timestamp belongs to another file",
			titleVI: "Dấu thời gian của tài liệu thuộc về tệp khác",
			want:    want(invalid, sig().docTimestamp().is(broken)),
			steps: func(d *Doc) {
				d.Commit()
				d.Timestamp(SignOptions{}, TimestampOptions{Imprint: make([]byte, 32)})
			}},
	}
}

// confused takes the signed attributes of a genuine signature as the content
// of one without signed attributes: the value verifies, yet says nothing about
// the document.
func confused([]byte) ([]byte, error) {
	genuine := signedAttributes([]byte("another document"), Person(), CMSOptions{SigningTime: signingTime()})
	return BuildCMS(setOf(tagSet, genuine...), Person(), CMSOptions{NoSignedAttributes: true, Attached: true})
}

// impostor is a certificate with the issuer name and serial number of Person's
// and another key, issued by nobody.
func impostor() *x509.Certificate {
	key := loadKey("spare")
	nobody := &Identity{Cert: &x509.Certificate{RawSubject: SubCA().Cert.RawSubject, PublicKey: key.Public()}, Key: key}
	return issue(nobody, certSpec{key: "spare", serial: 0x1001, usage: signingUsage,
		subject: official("Nguyễn Thị Lấp Lánh Ánh")}).Cert
}

// hideInPadding writes behind the end of the CMS.
func hideInPadding(file []byte) ([]byte, error) {
	end := bytes.Index(file, []byte("00000000>"))
	if end < 0 {
		return nil, errors.New("signaturetest: spoil file: no padding")
	}
	hex.Encode(file[end-100:], []byte("hidden behind the CMS"))
	return file, nil
}
