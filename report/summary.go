package report

import (
	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// summary is the first thing that a reader sees of a file: why it came out as
// it did, and what to do now.
type summary struct {
	why    motcua.Text
	action motcua.Text
}

func summarise(f File) summary {
	switch f.Status() {
	case signature.StatusValid:
		return summary{
			why: motcua.Text{
				VI: "Mọi chữ ký nguyên vẹn, không có thay đổi trái phép, chứng thư số được tin cậy.",
				EN: "All signatures are intact, no change is out of order, the certificates are trusted.",
			},
			action: motcua.Text{
				VI: "Đối chiếu người ký và thời điểm ký dưới đây với văn bản.",
				EN: "Compare the signers and times below with the document.",
			},
		}
	case signature.StatusInvalid:
		return summariseInvalid(f.Result)
	case signature.StatusIndeterminate:
		return summariseIndeterminate(f.Result)
	case signature.StatusUnsigned:
		return summary{
			why: motcua.Text{VI: "Tệp không có chữ ký số nào.", EN: "The file holds no digital signature."},
			action: motcua.Text{
				VI: "Nếu văn bản phải được ký số, đề nghị nơi gửi ký rồi gửi lại.",
				EN: "If the document has to be signed, ask the sender to sign it and send it again.",
			},
		}
	}
	return summary{
		why: errorText(f.Err),
		action: motcua.Text{
			VI: "Thử tải lại tệp; nếu vẫn không đọc được, đề nghị nơi gửi gửi lại.",
			EN: "Fetch the file again; if it still cannot be read, ask the sender for it anew.",
		},
	}
}

// summariseInvalid names the gravest cause: broken bytes before changes before
// trust.
func summariseInvalid(r *signature.Result) summary {
	sendAgain := motcua.Text{
		VI: "Không dùng tệp này làm căn cứ; đề nghị nơi gửi gửi lại bản gốc đã ký.",
		EN: "Do not rely on this file; ask the sender for the original as it was signed.",
	}
	if anySignature(r, func(s *signature.Signature) bool { return s.Integrity.Status == signature.Broken }) {
		return summary{
			why:    motcua.Text{VI: "Có chữ ký sai hoặc không còn nguyên vẹn.", EN: "A signature is wrong or no longer intact."},
			action: sendAgain,
		}
	}
	if anySignature(r, func(s *signature.Signature) bool { return s.Changes.Permitted == signature.No }) {
		return summary{
			why: motcua.Text{
				VI: "Tệp đã bị thay đổi sau khi ký theo cách không được phép.",
				EN: "The file was changed after signing in a way that is not permitted.",
			},
			action: sendAgain,
		}
	}
	return summary{
		why: motcua.Text{VI: "Có chứng thư số không được tin cậy.", EN: "A signer's certificate is not trusted."},
		action: motcua.Text{
			VI: "Không dùng tệp này làm căn cứ; hỏi nơi gửi về chứng thư số đã dùng.",
			EN: "Do not rely on this file; ask the sender about the certificate.",
		},
	}
}

// summariseIndeterminate names the cause that is nearest to the bytes.
func summariseIndeterminate(r *signature.Result) summary {
	if anySignature(r, func(s *signature.Signature) bool { return s.Integrity.Status == signature.Unsupported }) {
		return summary{
			why: motcua.Text{
				VI: "Có chữ ký thuộc dạng không kiểm tra được.",
				EN: "A signature is of a form that cannot be checked here.",
			},
			action: motcua.Text{
				VI: "Chưa coi là hợp lệ; hỏi nơi gửi hoặc kiểm tra bằng phần mềm khác.",
				EN: "Do not take it as valid yet; ask the sender or check with other software.",
			},
		}
	}
	if anySignature(r, func(s *signature.Signature) bool { return s.Changes.Permitted == signature.Unknown }) {
		return summary{
			why: motcua.Text{
				VI: "Sau khi ký có thay đổi không phân loại được.",
				EN: "There is a change after signing that cannot be classified.",
			},
			action: motcua.Text{
				VI: "Chưa coi là hợp lệ; so tệp này với bản đúng như lúc ký.",
				EN: "Do not take it as valid yet; compare the file with the state that was signed.",
			},
		}
	}
	return summary{
		why: motcua.Text{
			VI: "Chữ ký nguyên vẹn, không có thay đổi trái phép, nhưng chưa xác định được độ tin cậy của chứng thư số.",
			EN: "The signatures are intact and no change is out of order, but trust in the certificates is not determined.",
		},
		action: motcua.Text{
			VI: "Kiểm tra chứng thư số của người ký (nơi cấp, hiệu lực, thu hồi) trước khi tiếp nhận.",
			EN: "Check the signers' certificates (issuer, validity, revocation) before accepting the file.",
		},
	}
}

func anySignature(r *signature.Result, is func(*signature.Signature) bool) bool {
	for i := range r.Signatures {
		if is(&r.Signatures[i]) {
			return true
		}
	}
	return false
}
