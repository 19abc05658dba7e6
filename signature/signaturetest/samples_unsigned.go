package signaturetest

import "strings"

// unsignedSamples hold no signature, or cannot be read.
func unsignedSamples() []recipe {
	commit := (*Doc).Commit
	cut := func(n int) func([]byte) ([]byte, error) {
		return func(file []byte) ([]byte, error) { return file[:n], nil }
	}
	fixed := func(s string) func([]byte) ([]byte, error) {
		return func([]byte) ([]byte, error) { return []byte(s), nil }
	}
	return []recipe{
		{name: "unsigned", title: "Not signed", titleVI: "Văn bản chưa ký số", want: want(unsigned), steps: commit},
		{name: "unsigned-empty-field", title: "Not signed, with an empty signature field",
			titleVI: "Văn bản chưa ký, có trường chữ ký trống", want: want(unsigned), steps: func(d *Doc) {
				d.AddSignatureField(0, "ChuKy", Rect{350, 560, 540, 620}, nil)
				d.Commit()
			}},
		{name: "unsigned-updated", title: "Not signed, saved twice", titleVI: "Văn bản chưa ký, đã lưu hai lần",
			want: want(unsigned), steps: func(d *Doc) {
				d.Commit()
				d.touchInfo(signingTime())
				d.Commit()
			}},
		{name: "truncated", title: "A signed file that breaks off", titleVI: "Tệp đã ký bị cắt cụt",
			want: want(unreadable), steps: func(d *Doc) { d.Sign(personal()) }, after: cut(700)},
		{name: "header-only", title: "Nothing but a PDF header", titleVI: "Tệp chỉ có phần đầu PDF",
			want: want(unreadable), after: fixed("%PDF-1.7\n")},
		{name: "not-a-pdf", title: "A text file", titleVI: "Tệp không phải PDF",
			want: want(unreadable), after: fixed(strings.Repeat("Day khong phai la tep PDF.\n", 20))},
		{name: "empty-file", title: "An empty file", titleVI: "Tệp rỗng", want: want(unreadable), after: fixed("")},
	}
}
