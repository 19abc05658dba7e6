package signaturetest

import (
	"crypto"
	"time"
)

// cades is the official's signature in the PAdES baseline profile.
func cades() SignOptions {
	o := personal()
	o.SubFilter = SubFilterCAdES
	o.CMS.ESS = 2
	return o
}

// cadesT adds a signature timestamp.
func cadesT() SignOptions {
	o := cades()
	o.CMS.Timestamp = &TimestampOptions{}
	return o
}

// longTermSamples are the PAdES baseline levels (EN 319 142-1, 6) and their
// timestamps.
func longTermSamples() []recipe {
	return []recipe{
		{name: "pades-b-b", title: "PAdES B-B", titleVI: "PAdES B-B",
			want: want(valid, sig()), steps: signed(cades)},
		{name: "pades-b-t", title: "PAdES B-T: with a signature timestamp", titleVI: "PAdES B-T: có dấu thời gian của chữ ký",
			want: want(valid, sig().stamped(valid)), steps: signed(cadesT)},
		{name: "pades-b-lt", title: "PAdES B-LT: validation data added", titleVI: "PAdES B-LT: có dữ liệu kiểm tra kèm theo",
			want:  want(valid, sig().stamped(valid).then(ltv, true)),
			steps: func(d *Doc) { longTerm(d); d.Commit() }},
		{name: "pades-b-lta", title: "PAdES B-LTA: validation data and document timestamp",
			titleVI: "PAdES B-LTA: dữ liệu kiểm tra và dấu thời gian lưu trữ",
			want:    want(valid, sig().stamped(valid).then(ltv, true), sig().in("Signature2").docTimestamp()),
			steps:   archived},
		{name: "pades-b-lta-renewed", title: "PAdES B-LTA, renewed a year later", titleVI: "PAdES B-LTA, gia hạn sau một năm",
			want: want(valid, sig().stamped(valid).then(ltv, true), sig().in("Signature2").docTimestamp().then(ltv, true),
				sig().in("Signature3").docTimestamp()),
			steps: func(d *Doc) {
				archived(d)
				d.AddValidationData(LongTerm(Person(), Agency()), "Signature1")
				d.Timestamp(SignOptions{}, TimestampOptions{Time: signingTime().AddDate(1, 0, 0), Serial: 3})
			}},
		{name: "timestamp-sha1-imprint", title: "Signature timestamp with a SHA-1 imprint, as older software asks for",
			titleVI: "Dấu thời gian dùng SHA-1 như phần mềm cũ",
			want:    want(valid, sig().stamped(valid)),
			steps: signed(options(personal).with(func(o *SignOptions) {
				o.CMS.Timestamp = &TimestampOptions{Digest: crypto.SHA1, Time: signingTime().Add(time.Minute)}
			}))},
		{name: "timestamp-of-another", title: "The signature timestamp belongs to another signature",
			titleVI: "Dấu thời gian thuộc về chữ ký khác",
			want:    want(valid, sig().stamped(invalid)),
			steps: signed(options(cades).with(func(o *SignOptions) {
				o.CMS.Timestamp = &TimestampOptions{Imprint: make([]byte, 32)}
			}))},
	}
}

// longTerm leaves the validation data uncommitted.
func longTerm(d *Doc) {
	signed(cadesT)(d)
	d.AddValidationData(LongTerm(Person()), "Signature1")
}

func archived(d *Doc) {
	longTerm(d)
	d.Timestamp(SignOptions{}, TimestampOptions{Time: signingTime().Add(time.Hour), Serial: 2})
}
