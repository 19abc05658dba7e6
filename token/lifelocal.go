package token

import (
	"time"

	"github.com/motcua/motcua"
)

// The local regulations, as far as they say more of certificates and devices than
// the national texts that they refer to:
//
//   - Hải Dương (second regulation, a draft of 2019): a decision that assigns the
//     agency's device to the clerk (Điều 14 khoản 4), minutes by its own Mẫu 01 when
//     the keeper changes (Điều 10 khoản 2). The form is not held.
//   - Hòa Bình 13/2020: the clerk gives the agency's device to nobody without
//     written permission (Điều 7 khoản 3 điểm b).
//   - Lai Châu, department of industry and trade (2019): minutes when the keeper
//     changes (Điều 5 khoản 2).
//   - Nghệ An 65/2016: tax data with an agency's request (Điều 8). Repealed in the
//     course of 2022.
//   - Tuần Giáo (2022, number and day blank): the subscriber gives the device up
//     within 3 working days (Điều 19 khoản 1), with minutes (khoản 2).

func haiDuongInForce() motcua.Interval {
	return motcua.Interval{From: motcua.DateOf(2019, time.April, 9)}
}

func hoaBinhInForce() motcua.Interval {
	return motcua.Interval{From: motcua.DateOf(2020, time.August, 21)}
}

func laiChauInForce() motcua.Interval {
	return motcua.Interval{From: motcua.DateOf(2019, time.October, 2)}
}

func ngheAnInForce() motcua.Interval {
	return motcua.Interval{From: motcua.DateOf(2016, time.November, 15), Until: motcua.DateOf(2023, time.January, 1)}
}

func tuanGiaoInForce() motcua.Interval {
	return motcua.Interval{From: motcua.DateOf(2022, time.January, 1)}
}

func haiDuongClerkClause() clause {
	return clause{haiDuong, "Điều 10 khoản 2", "Thiết bị lưu khóa bí mật của cơ quan, tổ chức được ủy quyền cho văn thư quản lý và sử dụng."}
}

func haiDuongMinutesClause() clause {
	return clause{haiDuong, "Điều 10 khoản 2", "Khi thay đổi người quản lý thiết bị lưu khóa bí mật phải lập Biên bản bàn giao, theo Mẫu 01 của Phụ lục ban hành kèm theo Quy chế này."}
}

func haiDuongOwnClause() clause {
	return clause{haiDuong, "Điều 10 khoản 3", "Không được tiết lộ mật khẩu hoặc để người khác sử dụng thiết bị lưu khóa của mình."}
}

func haiDuongAssignmentClause() clause {
	return clause{haiDuong, "Điều 14 khoản 4", "Đối với chứng thư số cấp cho cơ quan, tổ chức phải có quyết định giao thiết bị lưu khóa bí mật cho người được phân công làm nhiệm vụ văn thư sử dụng để ký số các văn bản điện tử; đảm bảo an toàn việc sử dụng thiết bị lưu khóa bí mật tại cơ quan, tổ chức."}
}

func hoaBinhPermissionClause() clause {
	return clause{hoaBinh, "Điều 7 khoản 3 điểm b", "không giao thiết bị lưu khóa bí mật và chứng thư số của cơ quan cho người khác khi chưa được phép bằng văn bản của người có thẩm quyền;"}
}

func laiChauClerkClause() clause {
	return clause{laiChau, "Điều 5 khoản 2", "Thiết bị lưu khóa bí mật (USB Token) của Sở được giao văn thư quản lý và sử dụng."}
}

func laiChauMinutesClause() clause {
	return clause{laiChau, "Điều 5 khoản 2", "Khi thay đổi người quản lý thiết bị lưu khóa bí mật phải lập biên bản bàn giao."}
}

func laiChauOwnClause() clause {
	return clause{laiChau, "Điều 5 khoản 3", "Thiết bị lưu khóa bí mật của cá nhân nào do cá nhân đó quản lý, lưu giữ và sử dụng."}
}

func ngheAnTaxClause() clause {
	return clause{ngheAn, "Điều 8", "để phục vụ việc kê khai thuế, nộp thuế điện tử, các đơn vị bổ sung thêm thông tin về mã số thuế và bản sao có công chứng giấy chứng nhận đăng ký thuế của đơn vị mình."}
}

func tuanGiaoNewTermClause() clause {
	return clause{tuanGiao, "Điều 16 khoản 1", "Chứng thư số cấp mới của cá nhân, cơ quan, tổ chức, thiết bị, dịch vụ, phần mềm có hiệu lực trong thời hạn tối đa là 05 năm."}
}

func tuanGiaoRenewalTermClause() clause {
	return clause{tuanGiao, "Điều 17 khoản 1", "Chứng thư số gia hạn, thời hạn có hiệu lực được gia hạn tối đa là 03 năm."}
}

func tuanGiaoRecallClause() clause {
	return clause{tuanGiao, "Điều 19 khoản 1", "Trong thời hạn 03 ngày làm việc, kể từ ngày thu hồi chứng thư số, thuê bao sử dụng dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ phải có trách nhiệm bàn giao lại thiết bị lưu khóa bí mật cho Sở Thông tin và Truyền thông"}
}

func tuanGiaoMinutesClause() clause {
	return clause{tuanGiao, "Điều 19 khoản 2", "Quá trình giao, nhận thiết bị lưu khóa bí mật phải lập biên bản theo mẫu quy định tại khoản 2, Điều 10 Thông tư số 185/2019/TT-BQP."}
}

func tuanGiaoClerkClause() clause {
	return clause{tuanGiao, "Điều 22 khoản 1 điểm a", "Thiết bị lưu khóa bí mật của cơ quan, đơn vị được giao cho Văn thư quản lý và sử dụng theo quy định."}
}

func tuanGiaoOwnClause() clause {
	return clause{tuanGiao, "Điều 22 khoản 1 điểm b", "Không được tiết lộ mật khẩu hoặc để người khác sử dụng thiết bị lưu khóa của mình."}
}

// localDemands lists the papers that one locality asks for beside the national
// ones. They never refuse an act.
func localDemands(k SubscriberKind, a Action, j motcua.Jurisdiction) []PaperDemand {
	on := motcua.DateAt(a.At)
	var list []PaperDemand
	add := func(kind PaperKind, form string, c clause, s motcua.Status, i motcua.Interval) {
		if i.Contains(on) {
			list = append(list, PaperDemand{
				Kind: kind, Form: form, Held: a.has(kind), Basis: c.citation(), Jurisdiction: j, Status: s,
			})
		}
	}
	switch {
	case j == motcua.HaiDuong && a.Act == ActHandOver && k == ForAgency:
		add(PaperAssignment, "", haiDuongAssignmentClause(), motcua.Draft, haiDuongInForce())
	case j == motcua.NgheAn && a.Act == ActAsk && a.Request == ForNew && k == ForAgency:
		add(PaperTax, "", ngheAnTaxClause(), motcua.Issued, ngheAnInForce())
	case j == motcua.TuanGiao && (a.Act == ActRecall || a.Act == ActGiveBack):
		add(PaperReturn, "Mẫu 14", tuanGiaoMinutesClause(), motcua.Unconfirmed, tuanGiaoInForce())
	}
	return list
}
