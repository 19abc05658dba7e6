package dossier

import (
	"time"

	"github.com/motcua/motcua"
)

// ActKind is what may be done to a dossier.
type ActKind string

// The acts, in the order in which a dossier meets them.
const (
	ActSubmit            ActKind = "submit"
	ActNotifyOfficer     ActKind = "notify-officer"
	ActReceive           ActKind = "receive"
	ActGiveAtOnce        ActKind = "give-at-once"
	ActRequestSupplement ActKind = "request-supplement"
	ActSupplement        ActKind = "supplement"
	ActRefuse            ActKind = "refuse"
	ActForward           ActKind = "forward"
	ActAssign            ActKind = "assign"
	ActConsult           ActKind = "consult"
	ActAnswer            ActKind = "answer"
	ActPassOn            ActKind = "pass-on"
	ActReturn            ActKind = "return"
	ActClose             ActKind = "close"
	ActRequestPayment    ActKind = "request-payment"
	ActPay               ActKind = "pay"
	ActApologise         ActKind = "apologise"
	ActAdjust            ActKind = "adjust"
	ActWithdraw          ActKind = "withdraw"
	ActStop              ActKind = "stop"
	ActDecline           ActKind = "decline"
	ActDecide            ActKind = "decide"
	ActHandOver          ActKind = "hand-over"
	ActReportError       ActKind = "report-error"
	ActCorrect           ActKind = "correct"
)

// Label returns the act in words.
func (k ActKind) Label() motcua.Text {
	if t, ok := actLabels()[k]; ok {
		return t
	}
	return motcua.Text{VI: string(k), EN: string(k)}
}

func actLabels() map[ActKind]motcua.Text {
	return map[ActKind]motcua.Text{
		ActSubmit:            {VI: "Nộp hồ sơ", EN: "Hand in the dossier"},
		ActNotifyOfficer:     {VI: "Thông báo cho cán bộ tiếp nhận", EN: "Notify the receiving officer"},
		ActReceive:           {VI: "Tiếp nhận hồ sơ", EN: "Receive the dossier"},
		ActGiveAtOnce:        {VI: "Trả kết quả ngay khi tiếp nhận", EN: "Give the result at once"},
		ActRequestSupplement: {VI: "Yêu cầu bổ sung, hoàn thiện hồ sơ", EN: "Ask for a supplement"},
		ActSupplement:        {VI: "Bổ sung hồ sơ", EN: "Supplement the dossier"},
		ActRefuse:            {VI: "Từ chối tiếp nhận hồ sơ", EN: "Refuse to receive the dossier"},
		ActForward:           {VI: "Chuyển hồ sơ đến cơ quan có thẩm quyền", EN: "Forward to the competent agency"},
		ActAssign:            {VI: "Phân công xử lý", EN: "Assign to an officer"},
		ActConsult:           {VI: "Lấy ý kiến cơ quan liên quan", EN: "Consult another agency"},
		ActAnswer:            {VI: "Trả lời lấy ý kiến", EN: "Answer a consultation"},
		ActPassOn:            {VI: "Chuyển bước liên thông", EN: "Pass on to the next agency"},
		ActReturn:            {VI: "Trả lại hồ sơ chưa đủ điều kiện", EN: "Return what cannot be decided yet"},
		ActClose:             {VI: "Đóng hồ sơ", EN: "Close the dossier"},
		ActRequestPayment:    {VI: "Yêu cầu nộp phí, lệ phí", EN: "Ask for payment"},
		ActPay:               {VI: "Nộp phí, lệ phí", EN: "Pay"},
		ActApologise:         {VI: "Xin lỗi và hẹn lại ngày trả kết quả", EN: "Apologise and appoint another day"},
		ActAdjust:            {VI: "Điều chỉnh nội dung hồ sơ", EN: "Adjust the dossier"},
		ActWithdraw:          {VI: "Yêu cầu dừng thực hiện thủ tục", EN: "Ask to stop the procedure"},
		ActStop:              {VI: "Dừng xử lý hồ sơ", EN: "Stop the procedure"},
		ActDecline:           {VI: "Từ chối giải quyết hồ sơ", EN: "Decline after examination"},
		ActDecide:            {VI: "Ban hành kết quả giải quyết", EN: "Issue the result"},
		ActHandOver:          {VI: "Trả kết quả", EN: "Return the result"},
		ActReportError:       {VI: "Chuyển lại kết quả có sai sót", EN: "Send back a faulty result"},
		ActCorrect:           {VI: "Đính chính kết quả", EN: "Correct the result"},
	}
}

// Role is who acts.
type Role string

// The roles.
const (
	RoleApplicant Role = "applicant" // or who acts for them
	RoleOneStop   Role = "one-stop"  // officer of the one-stop unit
	RoleHandler   Role = "handler"   // officer of the deciding agency
	RoleHead      Role = "head"      // head of the deciding agency
	RoleConsulted Role = "consulted" // officer of an agency that is consulted
	RoleSystem    Role = "system"
)

// Label returns the role in words.
func (r Role) Label() motcua.Text {
	switch r {
	case RoleApplicant:
		return motcua.Text{VI: "tổ chức, cá nhân", EN: "the applicant"}
	case RoleOneStop:
		return motcua.Text{VI: "Bộ phận Một cửa", EN: "the one-stop unit"}
	case RoleHandler:
		return motcua.Text{VI: "cán bộ, công chức giải quyết", EN: "the officer in charge"}
	case RoleHead:
		return motcua.Text{VI: "người đứng đầu cơ quan có thẩm quyền", EN: "the head of the competent agency"}
	case RoleConsulted:
		return motcua.Text{VI: "cơ quan được lấy ý kiến", EN: "the agency consulted"}
	case RoleSystem:
		return motcua.Text{VI: "hệ thống", EN: "the system"}
	}
	return motcua.Text{VI: string(r), EN: string(r)}
}

// Actor is somebody who acts. ID is the caller's name for them, as of an
// account; it goes into the log.
type Actor struct {
	Role   Role            `json:"role"`
	ID     string          `json:"id,omitempty"`
	Agency motcua.AgencyID `json:"agency,omitzero"`
}

// Channel is how a dossier is handed in (Điều 16 Nghị định 61/2018/NĐ-CP; Điều
// 15 Nghị định 118/2025/NĐ-CP).
type Channel string

// The channels.
const (
	ChannelDirect Channel = "direct"
	ChannelOnline Channel = "online"
	ChannelPost   Channel = "post"
)

// Act is one act and what it needs; fields that its kind does not name are
// zero.
type Act struct {
	Kind ActKind `json:"kind"`
	By   Actor   `json:"by"`
	// Reason is written into the slip: asked for by request-supplement, refuse,
	// return, close, apologise, decline and report-error.
	Reason string `json:"reason,omitempty"`

	// Of submit.
	Case      string     `json:"case,omitempty"` // the caller's name for the dossier, unique
	Procedure *Procedure `json:"procedure,omitempty"`
	Channel   Channel    `json:"channel,omitempty"`
	// Elsewhere: handed in at a one-stop unit of another agency than the competent
	// one.
	Elsewhere bool `json:"elsewhere,omitempty"`

	// Code is given by receive and give-at-once.
	Code Code `json:"code,omitzero"`
	// ReceiptWanted asks give-at-once for a receipt all the same.
	ReceiptWanted bool `json:"receiptWanted,omitempty"`
	// Agency is the one consulted.
	Agency motcua.AgencyID `json:"agency,omitzero"`
	// Step is that of pass-on, from 0.
	Step int `json:"step,omitempty"`
	// Until is by when a consultation is answered, or the day appointed anew.
	Until time.Time `json:"until,omitzero"`
	// Files are added to the dossier; for decide and give-at-once they are the
	// result, without any if that is on paper.
	Files []File `json:"files,omitempty"`

	// Entered is when the act was entered into the system, if that was on a later
	// day; Outage says that it was done by hand until the system was up again (Hải
	// Dương, draft of 2019, Điều 13 khoản 2).
	Entered time.Time `json:"entered,omitzero"`
	Outage  bool      `json:"outage,omitempty"`
}
