package report

import (
	"context"
	"errors"
	"io/fs"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// errorText says in one sentence why a file could not be judged. It is chosen
// by kind: an error's own text may name paths.
func errorText(err error) motcua.Text {
	switch {
	case errors.Is(err, signature.ErrNotPDF):
		return motcua.Text{
			VI: "Tệp không phải là PDF hoặc đã hỏng đến mức không đọc được cấu trúc.",
			EN: "The file is no PDF, or too damaged for its structure to be read.",
		}
	case errors.Is(err, signature.ErrLimit):
		return motcua.Text{
			VI: "Tệp vượt quá giới hạn kích thước hoặc độ phức tạp nên không được kiểm tra.",
			EN: "The file exceeds a limit of size or complexity and was not checked.",
		}
	case errors.Is(err, fs.ErrNotExist):
		return motcua.Text{VI: "Không tìm thấy tệp.", EN: "The file was not found."}
	case errors.Is(err, fs.ErrPermission):
		return motcua.Text{VI: "Không có quyền đọc tệp.", EN: "There is no permission to read the file."}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return motcua.Text{VI: "Việc kiểm tra bị dừng giữa chừng.", EN: "Checking was stopped half-way."}
	}
	return motcua.Text{VI: "Không đọc được tệp.", EN: "The file could not be read."}
}

func statusWord(s signature.Status) motcua.Text {
	switch s {
	case signature.StatusValid:
		return motcua.Text{VI: "HỢP LỆ", EN: "VALID"}
	case signature.StatusInvalid:
		return motcua.Text{VI: "KHÔNG HỢP LỆ", EN: "INVALID"}
	case signature.StatusIndeterminate:
		return motcua.Text{VI: "CHƯA KẾT LUẬN ĐƯỢC", EN: "NOT CONCLUSIVE"}
	case signature.StatusUnsigned:
		return motcua.Text{VI: "KHÔNG CÓ CHỮ KÝ SỐ", EN: "NOT SIGNED"}
	}
	return motcua.Text{VI: "KHÔNG ĐỌC ĐƯỢC", EN: "NOT READABLE"}
}

func integrityWord(s signature.IntegrityStatus) motcua.Text {
	switch s {
	case signature.Intact:
		return motcua.Text{VI: "Nguyên vẹn", EN: "Intact"}
	case signature.Broken:
		return motcua.Text{VI: "Không nguyên vẹn", EN: "Broken"}
	}
	return motcua.Text{VI: "Không kiểm tra được", EN: "Cannot be checked"}
}

func trustWord(s signature.TrustStatus) motcua.Text {
	switch s {
	case signature.Trusted:
		return motcua.Text{VI: "Tin cậy", EN: "Trusted"}
	case signature.Untrusted:
		return motcua.Text{VI: "Không tin cậy", EN: "Not trusted"}
	}
	return motcua.Text{VI: "Chưa xác định", EN: "Not determined"}
}

func permittedWord(level signature.ChangeLevel, t signature.Tristate) motcua.Text {
	switch {
	case t == signature.No:
		return motcua.Text{VI: "Không được phép", EN: "Not permitted"}
	case t == signature.Unknown:
		return motcua.Text{VI: "Chưa xác định", EN: "Not determined"}
	case level == signature.LevelNone:
		return motcua.Text{VI: "Không có", EN: "None"}
	}
	return motcua.Text{VI: "Được phép", EN: "Permitted"}
}

// changesText tells what happened after signing. Where a change cannot be
// classified, its level is only assumed, and is not told as a fact.
func changesText(c signature.Changes) motcua.Text {
	if c.Permitted == signature.Unknown {
		return motcua.Text{
			VI: "Không đánh giá được hết các thay đổi sau khi ký.",
			EN: "The changes after signing could not all be assessed.",
		}
	}
	switch c.Level {
	case signature.LevelNone:
		return motcua.Text{VI: "Tệp không thay đổi gì sau khi ký.", EN: "The file was not changed after signing."}
	case signature.LevelLTV:
		return motcua.Text{
			VI: "Sau khi ký chỉ thêm dữ liệu để kiểm tra chữ ký về lâu dài.",
			EN: "After signing, only data for long-term validation was added.",
		}
	case signature.LevelForm:
		return motcua.Text{
			VI: "Sau khi ký có điền biểu mẫu hoặc ký thêm.",
			EN: "After signing, form fields were filled in or signatures added.",
		}
	case signature.LevelAnnotations:
		return motcua.Text{
			VI: "Sau khi ký có thêm, sửa hoặc xóa chú thích.",
			EN: "After signing, annotations were added, changed or removed.",
		}
	}
	return motcua.Text{
		VI: "Sau khi ký, nội dung hoặc cấu trúc của tệp bị thay đổi.",
		EN: "After signing, the content or structure of the file was changed.",
	}
}

func kindWord(k signature.Kind) motcua.Text {
	switch k {
	case signature.KindDocumentTimestamp:
		return motcua.Text{VI: "Dấu thời gian của tài liệu", EN: "Document timestamp"}
	case signature.KindUsageRights:
		return motcua.Text{VI: "Chữ ký quyền sử dụng của phần mềm", EN: "Usage-rights signature of the software"}
	}
	return motcua.Text{VI: "Chữ ký", EN: "Signature"}
}

func timeSourceText(t signature.TimeSource) motcua.Text {
	if t == signature.TimeDocumentTimestamp {
		return motcua.Text{VI: "theo dấu thời gian của tài liệu", EN: "by a document timestamp"}
	}
	return motcua.Text{VI: "theo dấu thời gian của chữ ký", EN: "by the signature's timestamp"}
}

func legalValueWord(v signature.LegalValue) motcua.Text {
	switch v {
	case signature.ValueBoth:
		return motcua.Text{VI: "đủ chữ ký người có thẩm quyền và cơ quan", EN: "signed by the competent person and the agency"}
	case signature.ValueSignature:
		return motcua.Text{VI: "có chữ ký người có thẩm quyền", EN: "signed by the competent person"}
	case signature.ValueSeal:
		return motcua.Text{VI: "có chữ ký cơ quan (thay con dấu)", EN: "signed by the agency, as a seal"}
	case signature.ValueCopy:
		return motcua.Text{VI: "bản sao điện tử do cơ quan ký", EN: "electronic copy signed by the agency"}
	case signature.ValueScan:
		return motcua.Text{VI: "bản số hóa do cơ quan ký", EN: "scan signed by the agency"}
	}
	return motcua.Text{VI: "chưa xác lập", EN: "not established"}
}
