package dossier

import "github.com/motcua/motcua"

// PaperKind is a paper that an act calls for. Papers are known by their names:
// their numbers differ between Thông tư 01/2018/TT-VPCP and 03/2025/TT-VPCP.
type PaperKind string

// The papers.
const (
	PaperReceipt     PaperKind = "receipt"
	PaperSupplement  PaperKind = "supplement"
	PaperRefusal     PaperKind = "refusal"
	PaperApology     PaperKind = "apology"
	PaperStopNotice  PaperKind = "stop-notice"
	PaperControlSlip PaperKind = "control-slip"
	// PaperRegister is the book of all dossiers: no act calls for it.
	PaperRegister PaperKind = "register"
)

// Label returns the paper's name, as Điều 9 Thông tư 01/2018/TT-VPCP gives it
// where it knows the paper.
func (k PaperKind) Label() motcua.Text {
	switch k {
	case PaperReceipt:
		return motcua.Text{VI: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", EN: "Receipt and appointment"}
	case PaperSupplement:
		return motcua.Text{VI: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", EN: "Request for a supplement"}
	case PaperRefusal:
		return motcua.Text{VI: "Phiếu từ chối tiếp nhận giải quyết hồ sơ", EN: "Refusal"}
	case PaperApology:
		return motcua.Text{VI: "Phiếu xin lỗi và hẹn lại ngày trả kết quả", EN: "Apology and new appointment"}
	case PaperStopNotice:
		return motcua.Text{VI: "Thông báo dừng giải quyết hồ sơ", EN: "Stop notice"}
	case PaperControlSlip:
		return motcua.Text{VI: "Phiếu kiểm soát quá trình giải quyết hồ sơ", EN: "Control slip"}
	case PaperRegister:
		return motcua.Text{VI: "Sổ theo dõi hồ sơ", EN: "Register of dossiers"}
	}
	return motcua.Text{VI: string(k), EN: string(k)}
}

// Paper is a paper that an act calls for, and by which article.
type Paper struct {
	Kind   PaperKind `json:"kind"`
	Ground Ground    `json:"ground"`
}
