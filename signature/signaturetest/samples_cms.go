package signaturetest

import (
	"crypto"
	"crypto/x509"
	"fmt"
)

// cms changes the CMS of the official's signature.
func cms(change func(*CMSOptions)) options {
	return options(personal).with(func(o *SignOptions) { change(&o.CMS) })
}

// subFilter changes the format of the official's signature.
func subFilter(name string, change func(*CMSOptions)) options {
	return cms(change).with(func(o *SignOptions) { o.SubFilter = name })
}

func asIs(*CMSOptions) {}

// cmsSamples use the algorithms and forms that a signature may have.
func cmsSamples() []recipe {
	ok := want(valid, sig())
	weak := want(valid, sig().weak())
	return append(algorithmSamples(ok, weak), []recipe{
		{name: "key-identifier", title: "Signer named by key identifier", titleVI: "Người ký được nêu bằng định danh khóa",
			want: ok, steps: signed(cms(func(o *CMSOptions) { o.ByKeyID = true }))},
		{name: "certificate-chain", title: "The whole chain is in the signature", titleVI: "Chữ ký kèm cả chuỗi chứng thư số",
			want: ok, steps: signed(cms(func(o *CMSOptions) { o.Certificates = Person().Chain }))},
		{name: "certificates-of-others", title: "The signature also holds certificates of others",
			titleVI: "Chữ ký kèm cả chứng thư số của người khác",
			want:    ok, steps: signed(cms(func(o *CMSOptions) {
				o.Certificates = []*x509.Certificate{Agency().Cert, TSA().Cert}
			}))},
		{name: "no-certificates", title: "No certificate anywhere: the signer cannot be known",
			titleVI: "Không kèm chứng thư số: không xác định được người ký",
			want:    want(indeterminate, sig().is(unsupported)),
			steps:   signed(cms(func(o *CMSOptions) { o.NoCertificates = true }))},
		{name: "certificate-in-dictionary", title: "The certificate is in Cert of the dictionary alone",
			titleVI: "Chứng thư số chỉ nằm trong từ điển chữ ký",
			want:    ok, steps: signed(cms(func(o *CMSOptions) { o.NoCertificates = true }).with(func(o *SignOptions) {
				o.entries = dictOf("Cert", fmt.Sprintf("<%x>", o.Signer.Cert.Raw))
			}))},
		{name: "ber-indefinite", title: "CMS in BER with indefinite lengths", titleVI: "CMS mã hóa BER độ dài không xác định",
			want: ok, steps: signed(cms(func(o *CMSOptions) { o.Indefinite = true }))},
		{name: "pkcs7-sha1", title: "adbe.pkcs7.sha1: the CMS holds a SHA-1 digest", titleVI: "Định dạng cũ adbe.pkcs7.sha1",
			want: weak, steps: signed(subFilter(SubFilterPKCS7SHA1, func(o *CMSOptions) { o.Digest = crypto.SHA1 }))},
		{name: "pkcs7-sha1-chunked", title: "adbe.pkcs7.sha1 in BER, the content in chunks",
			titleVI: "adbe.pkcs7.sha1, nội dung chia nhiều khúc",
			want:    weak, steps: signed(subFilter(SubFilterPKCS7SHA1, func(o *CMSOptions) {
				o.Digest, o.Indefinite = crypto.SHA1, true
			}))},
		{name: "x509-rsa-sha1", title: "adbe.x509.rsa_sha1: a bare RSA signature", titleVI: "Định dạng cũ adbe.x509.rsa_sha1",
			want: weak, steps: signed(subFilter(SubFilterX509RSASHA1, asIs))},
		{name: "no-signed-attributes", title: "CMS without signed attributes", titleVI: "CMS không có thuộc tính được ký",
			want: ok, steps: signed(cms(func(o *CMSOptions) { o.NoSignedAttributes = true }))},
		{name: "ess-v1", title: "Signing-certificate attribute of version 1", titleVI: "Thuộc tính chứng thư ký phiên bản 1",
			want: ok, steps: signed(cms(func(o *CMSOptions) { o.ESS = 1 }))},
		{name: "algorithm-protection", title: "With the algorithm-protection attribute", titleVI: "Có thuộc tính bảo vệ thuật toán",
			want: ok, steps: signed(cms(func(o *CMSOptions) {
				o.Attributes = [][]byte{algorithmProtection(crypto.SHA256)}
			}))},
		{name: "subfilter-unknown", title: "A format that nobody knows", titleVI: "Định dạng chữ ký không rõ",
			want: want(indeterminate, sig().is(unsupported)), steps: signed(subFilter("Motcua.unknown", asIs))},
	}...)
}

// algorithmSamples differ in digest and key.
func algorithmSamples(ok, weak Want) []recipe {
	digest := func(h crypto.Hash) func(*Doc) {
		return signed(cms(func(o *CMSOptions) { o.Digest = h }))
	}
	return []recipe{
		{name: "sha1", title: "RSA with SHA-1", titleVI: "RSA với SHA-1 (đã yếu)", want: weak, steps: digest(crypto.SHA1)},
		{name: "sha384", title: "RSA with SHA-384", titleVI: "RSA với SHA-384", want: ok, steps: digest(crypto.SHA384)},
		{name: "sha512", title: "RSA with SHA-512", titleVI: "RSA với SHA-512", want: ok, steps: digest(crypto.SHA512)},
		{name: "sha3-256", title: "RSA with SHA3-256", titleVI: "RSA với SHA3-256", want: ok, steps: digest(crypto.SHA3_256)},
		{name: "rsa-pss", title: "RSASSA-PSS with SHA-256", titleVI: "RSASSA-PSS với SHA-256", want: ok,
			steps: signed(cms(func(o *CMSOptions) { o.PSS = true }))},
		{name: "rsa-pss-sha512", title: "RSASSA-PSS with SHA-512", titleVI: "RSASSA-PSS với SHA-512", want: ok,
			steps: signed(cms(func(o *CMSOptions) { o.PSS, o.Digest = true, crypto.SHA512 }))},
		{name: "ecdsa-p256", title: "ECDSA on P-256", titleVI: "ECDSA trên P-256", want: ok, steps: signed(by(P256))},
		{name: "ecdsa-p384", title: "ECDSA on P-384 with SHA-384", titleVI: "ECDSA trên P-384 với SHA-384", want: ok,
			steps: signed(by(P384).with(func(o *SignOptions) { o.CMS.Digest = crypto.SHA384 }))},
		{name: "ed25519", title: "Ed25519", titleVI: "Ed25519", want: ok, steps: signed(by(Ed25519))},
	}
}
