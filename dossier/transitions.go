package dossier

import (
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// stay means that an act leaves the state as it is; resume, that it returns to
// the state from which payment was asked for.
const (
	stay   State = -1
	resume State = -2
)

// transition is an act and the states that it leads from and to. What the decrees say of
// it stands for dossiers handed in directly or by post and, where that differs,
// online.
type transition struct {
	act  ActKind
	from []State
	to   State
	by   []Role
	// practice: the texts cited do not provide for the act or its states as such.
	practice bool
	// old and new are the texts until 2025-06-30 and since 2025-07-01.
	old, new words
}

// words are what a decree says.
type words struct{ direct, online motcua.Citation }

func (w words) of(c Channel) motcua.Citation {
	if c == ChannelOnline && w.online != (motcua.Citation{}) {
		return w.online
	}
	return w.direct
}

// ground returns what the act rests on, on a day; false where no text of the day
// provides for it: the ground is then the text that first does.
func (t transition) ground(c Channel, day motcua.Date) (Ground, bool) {
	g := Ground{Citation: t.old.of(c), Practice: t.practice}
	if !day.Before(decree118()) {
		g.Citation = t.new.of(c)
		return g, true
	}
	if g.Citation == (motcua.Citation{}) && t.new.direct != (motcua.Citation{}) {
		return Ground{Citation: t.new.of(c)}, false
	}
	return g, !day.Before(decree61())
}

// transitionOf returns what an act may do; each has one transition.
func transitionOf(act ActKind) (transition, bool) {
	t, ok := transitionsByAct()[act]
	return t, ok
}

var transitionsByAct = sync.OnceValue(func() map[ActKind]transition {
	byAct := map[ActKind]transition{}
	for _, t := range transitions() {
		byAct[t.act] = t
	}
	return byAct
})

// transitions lists all of them.
func transitions() []transition {
	return slices.Concat(deskTransitions(), processTransitions(), endTransitions())
}

func from(s ...State) []State { return s }
func by(r ...Role) []Role     { return r }

// deskTransitions are those at the one-stop unit, up to forwarding.
func deskTransitions() []transition {
	return []transition{
		{act: ActSubmit, from: from(0), to: StateRegistered, by: by(RoleApplicant, RoleOneStop),
			old: words{direct: d61("Điều 16", "Tổ chức, cá nhân có thể nộp hồ sơ, nhận kết quả giải quyết thủ tục hành chính thông qua các cách thức theo quy định tại văn bản quy phạm pháp luật quy định về thủ tục hành chính:")},
			new: words{direct: d118("Điều 15", "Tổ chức, cá nhân có thể nộp hồ sơ, nhận kết quả giải quyết thủ tục hành chính thông qua các cách thức theo quy định tại văn bản quy phạm pháp luật quy định về thủ tục hành chính:")}},
		{act: ActNotifyOfficer, from: from(StateRegistered), to: stay, by: by(RoleSystem),
			new: words{direct: officerNotice118()}},
		{act: ActReceive, from: from(StateRegistered), to: StateReceived, by: by(RoleOneStop),
			old: words{
				direct: d61("Điều 17 khoản 1 điểm c", "Trường hợp hồ sơ đầy đủ, chính xác theo quy định, cán bộ, công chức, viên chức tiếp nhận hồ sơ và lập Giấy tiếp nhận hồ sơ và hẹn ngày trả kết quả."),
				online: d61("Điều 17 khoản 2 điểm b", "Nếu hồ sơ của tổ chức, cá nhân đầy đủ, hợp lệ thì cán bộ, công chức, viên chức tại Bộ phận Một cửa tiếp nhận và chuyển cho cơ quan có thẩm quyền để giải quyết theo quy trình quy định tại Điều 18 Nghị định này."),
			},
			new: words{
				direct: d118("Điều 17 khoản 1 điểm c", "Trường hợp hồ sơ đầy đủ, chính xác theo quy định, cán bộ, công chức, viên chức, nhân viên tiếp nhận hồ sơ và lập Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
				online: d118("Điều 17 khoản 2 điểm b", "Nếu hồ sơ của tổ chức, cá nhân đầy đủ, đúng quy định thì tiếp nhận và chuyển đến cơ quan có thẩm quyền để giải quyết theo quy trình quy định tại Điều 18 Nghị định này;"),
			}},
		{act: ActGiveAtOnce, from: from(StateRegistered), to: StateReturned, by: by(RoleOneStop),
			old: words{direct: d61("Điều 17 khoản 4", "cán bộ, công chức, viên chức tiếp nhận không phải lập Giấy tiếp nhận hồ sơ và hẹn ngày trả kết quả, nhưng phải cập nhật tình hình, kết quả giải quyết vào Hệ thống thông tin một cửa điện tử")},
			new: words{direct: d118("Điều 17 khoản 4", "cán bộ, công chức, viên chức, nhân viên tiếp nhận tại Bộ phận Một cửa không phải lập Giấy tiếp nhận hồ sơ và hẹn trả kết quả, nhưng phải cập nhật tình hình, kết quả giải quyết vào Hệ thống thông tin giải quyết thủ tục hành chính")}},
		{act: ActRequestSupplement, from: from(StateRegistered), to: StateSupplementRequested, by: by(RoleOneStop),
			old: words{
				direct: d61("Điều 17 khoản 1 điểm a", "phải hướng dẫn đại diện tổ chức, cá nhân bổ sung, hoàn thiện hồ sơ theo quy định tại khoản 3 Điều 15 Nghị định này và nêu rõ lý do theo mẫu Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ;"),
				online: d61("Điều 17 khoản 2 điểm a", "phải có thông báo, nêu rõ nội dung, lý do và hướng dẫn cụ thể, đầy đủ một lần để tổ chức, cá nhân bổ sung đầy đủ, chính xác hoặc gửi đúng đến cơ quan có thẩm quyền."),
			},
			new: words{
				direct: d118("Điều 17 khoản 1 điểm c", "phải hướng dẫn đại diện tổ chức, cá nhân bổ sung, hoàn thiện hồ sơ theo quy định tại khoản 3 Điều 16 Nghị định này và nêu rõ lý do theo mẫu Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."),
				online: d118("Điều 17 khoản 2 điểm a", "người tiếp nhận phải có thông báo, nêu rõ nội dung, lý do và hướng dẫn cụ thể, đầy đủ trong một lần để tổ chức, cá nhân bổ sung đầy đủ, chính xác hoặc gửi đúng đến cơ quan có thẩm quyền;"),
			}},
		// A dossier that was received already is received again: see applySupplement.
		{act: ActSupplement, from: from(StateSupplementRequested), to: StateRegistered, by: by(RoleApplicant, RoleOneStop),
			old: words{direct: once61(), online: supplement45()},
			new: words{direct: once118(), online: supplement45()}},
		{act: ActRefuse, from: from(StateRegistered), to: StateNotReceived, by: by(RoleOneStop),
			old: words{
				direct: d61("Điều 17 khoản 1 điểm b", "Trường hợp từ chối nhận hồ sơ, cán bộ, công chức, viên chức tiếp nhận hồ sơ phải nêu rõ lý do theo mẫu Phiếu từ chối giải quyết hồ sơ thủ tục hành chính;"),
				online: d61("Điều 17 khoản 2 điểm a", "Trường hợp hồ sơ chưa đầy đủ, chính xác hoặc không thuộc thẩm quyền giải quyết theo quy định, cán bộ, công chức, viên chức tiếp nhận phải có thông báo"),
			},
			new: words{
				direct: d118("Điều 17 khoản 1 điểm c", "Trường hợp từ chối nhận hồ sơ, cán bộ, công chức, viên chức, nhân viên tiếp nhận hồ sơ phải nêu rõ lý do theo mẫu Phiếu từ chối giải quyết hồ sơ thủ tục hành chính."),
				online: d118("Điều 17 khoản 2 điểm a", "Trường hợp hồ sơ chưa đầy đủ, chính xác hoặc không thuộc thẩm quyền giải quyết theo quy định, người tiếp nhận phải có thông báo"),
			}},
		{act: ActForward, from: from(StateReceived), to: StateProcessing, by: by(RoleOneStop, RoleSystem),
			old: words{direct: forward61(), online: d61("Điều 18 khoản 1", "Chuyển dữ liệu hồ sơ điện tử được tiếp nhận trực tuyến của tổ chức, cá nhân đến cơ quan có thẩm quyền giải quyết thông qua kết nối giữa Cổng Dịch vụ công và Hệ thống thông tin một cửa điện tử cấp bộ, cấp tỉnh.")},
			new: words{direct: forward118(), online: d118("Điều 18 khoản 1", "Chuyển dữ liệu hồ sơ điện tử được tiếp nhận trực tuyến của tổ chức, cá nhân hoặc hồ sơ giấy đã được số hóa đến cơ quan có thẩm quyền giải quyết trên Hệ thống thông tin giải quyết thủ tục hành chính cấp bộ, cấp tỉnh.")}},
	}
}

// processTransitions are those while the deciding agency works.
func processTransitions() []transition {
	working := by(RoleHandler, RoleHead)
	return []transition{
		{act: ActAssign, from: from(StateProcessing), to: stay, by: by(RoleHead),
			old: words{direct: d61("Điều 19 khoản 1", assignQuote)},
			new: words{direct: d118("Điều 19 khoản 1", assignQuote)}},
		{act: ActConsult, from: from(StateProcessing), to: stay, by: by(RoleHandler, RoleHead, RoleOneStop),
			old: words{direct: d61("Điều 19 khoản 5 điểm a", "gửi thông báo điện tử hoặc văn bản phối hợp xử lý đến các đơn vị có liên quan, trong đó nêu cụ thể nội dung lấy ý kiến, thời hạn lấy ý kiến.")},
			new: words{direct: d118("Điều 19 khoản 4 điểm b", "trong đó nêu rõ nội dung, thời hạn lấy ý kiến và phương thức trả lời;")}},
		{act: ActAnswer, from: from(StateProcessing), to: stay, by: by(RoleConsulted),
			old: words{direct: answer61()},
			new: words{direct: answer118()}},
		{act: ActPassOn, from: from(StateProcessing), to: stay, by: working,
			old: words{
				direct: d61("Điều 19 khoản 6 điểm a", "Các cơ quan có thẩm quyền giải quyết hồ sơ, chuyển kết quả và hồ sơ cho cơ quan có thẩm quyền tiếp theo theo thứ tự Bộ phận Một cửa xác định;"),
				online: d61("Điều 19 khoản 6 điểm b", "Trường hợp tổ chức, cá nhân nộp hồ sơ điện tử, Bộ phận Một cửa chuyển hồ sơ điện tử đến tất cả các cơ quan tham gia giải quyết"),
			},
			new: words{
				direct: d118("Điều 20 khoản 2 điểm a", "chuyển kết quả và hồ sơ cho cơ quan có thẩm quyền tiếp theo theo thứ tự đã xác định;"),
				online: d118("Điều 20 khoản 2 điểm b", "chuyển hồ sơ điện tử đến tất cả các cơ quan tham gia giải quyết, trong đó ghi rõ cơ quan chủ trì, trách nhiệm, nội dung công việc, thời hạn trả kết quả của từng cơ quan tham gia giải quyết."),
			}},
		{act: ActReturn, from: from(StateProcessing), to: StateSupplementRequested, by: working,
			old: words{direct: return61()},
			new: words{direct: return118()}},
		{act: ActRequestPayment, from: from(StateReceived, StateProcessing), to: StatePaymentRequested, by: by(RoleOneStop, RoleHandler), practice: true,
			old: words{direct: d61("Điều 22 khoản 1", "Tổ chức, cá nhân có trách nhiệm nộp phí, lệ phí giải quyết thủ tục hành chính đã được quy định (nếu có) theo các phương thức sau đây:")},
			new: words{direct: d118("Điều 24 khoản 1", "Tổ chức, cá nhân có trách nhiệm nộp phí, lệ phí giải quyết thủ tục hành chính và các nghĩa vụ tài chính đã được quy định theo các phương thức sau đây:")}},
		{act: ActPay, from: from(StatePaymentRequested), to: resume, by: by(RoleApplicant, RoleOneStop, RoleSystem), practice: true,
			old: words{direct: d61("Điều 22 khoản 1", "Tổ chức, cá nhân có trách nhiệm nộp phí, lệ phí giải quyết thủ tục hành chính đã được quy định (nếu có) theo các phương thức sau đây:")},
			new: words{direct: d118("Điều 24 khoản 1", "Tổ chức, cá nhân có trách nhiệm nộp phí, lệ phí giải quyết thủ tục hành chính và các nghĩa vụ tài chính đã được quy định theo các phương thức sau đây:")}},
		{act: ActApologise, from: from(StateReceived, StateProcessing, StatePaymentRequested), to: stay, by: working,
			old: words{direct: apology61()},
			new: words{direct: apology118()}},
		{act: ActAdjust, from: from(StateRegistered, StateReceived, StateProcessing, StatePaymentRequested), to: stay, by: by(RoleApplicant),
			new: words{direct: adjust118()}},
		{act: ActWithdraw, from: from(StateRegistered, StateReceived, StateProcessing, StateSupplementRequested, StatePaymentRequested), to: StateWithdrawalRequested, by: by(RoleApplicant),
			new: words{direct: withdraw118(), online: adjust118()}},
	}
}

// endTransitions are those that end a dossier, or follow its end.
func endTransitions() []transition {
	return []transition{
		{act: ActStop, from: from(StateWithdrawalRequested), to: StateStopped, by: by(RoleOneStop, RoleHandler, RoleHead), practice: true,
			new: words{direct: d118("Điều 21 khoản 3", "Hệ thống thông tin giải quyết thủ tục hành chính cấp bộ, cấp tỉnh lưu đầy đủ trạng thái về việc xử lý hồ sơ và dừng thực hiện thủ tục hành chính.")}},
		{act: ActClose, from: from(StateSupplementRequested), to: StateStopped, by: by(RoleOneStop),
			new: words{direct: close118()}},
		{act: ActDecline, from: from(StateProcessing), to: StateStopped, by: by(RoleHandler, RoleHead),
			old: words{direct: d61("Điều 19 khoản 8", "cơ quan giải quyết thủ tục hành chính trả lại hồ sơ và thông báo bằng văn bản nêu rõ lý do không giải quyết hồ sơ theo mẫu Phiếu từ chối giải quyết hồ sơ để gửi cho tổ chức, cá nhân thông qua Bộ phận Một cửa.")},
			new: words{direct: d118("Điều 19 khoản 3", "cơ quan giải quyết thủ tục hành chính trả lại hồ sơ và thông báo bằng văn bản nêu rõ lý do không giải quyết hồ sơ theo mẫu Phiếu từ chối giải quyết hồ sơ để gửi cho tổ chức, cá nhân thông qua Bộ phận Một cửa.")}},
		{act: ActDecide, from: from(StateProcessing), to: StateDone, by: by(RoleHandler, RoleHead),
			old: words{direct: d61("Điều 20 khoản 1", "Kết quả giải quyết thủ tục hành chính gửi trả cho tổ chức, cá nhân phải bảo đảm đầy đủ theo quy định mà cơ quan có thẩm quyền trả cho tổ chức, cá nhân sau khi giải quyết xong thủ tục hành chính.")},
			new: words{direct: d118("Điều 22 khoản 1", "Kết quả giải quyết thủ tục hành chính trình cấp có thẩm quyền ký số, phát hành theo quy định pháp luật về công tác văn thư để trả bản giấy và bản điện tử cho tổ chức, cá nhân")}},
		{act: ActHandOver, from: from(StateDone), to: StateReturned, by: by(RoleOneStop, RoleSystem),
			old: words{direct: handOver61()},
			new: words{direct: handOver118()}},
		{act: ActReportError, from: from(StateReturned), to: stay, by: by(RoleOneStop),
			old: words{direct: error61()},
			new: words{direct: error118()}},
		{act: ActCorrect, from: from(StateReturned), to: stay, by: by(RoleHandler, RoleHead),
			old: words{direct: error61()},
			new: words{direct: error118()}},
	}
}

const assignQuote = "Sau khi nhận hồ sơ thủ tục hành chính, người đứng đầu cơ quan có thẩm quyền phân công cán bộ, công chức, viên chức xử lý xem xét, thẩm định hồ sơ, trình phê duyệt kết quả giải quyết thủ tục hành chính."
