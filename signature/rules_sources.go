package signature

import "github.com/motcua/motcua"

// regulation is a text that rules are taken from, with what is known of its
// life. Rules of one regulation share its interval unless they narrow it.
type regulation struct {
	instrument   string
	jurisdiction motcua.Jurisdiction
	status       motcua.Status
	inForce      motcua.Interval
	outside      motcua.Text
}

// rule states one dated wording; the duty is Must unless the caller lowers it.
func (r regulation) rule(id string, title motcua.Text, anchor motcua.Anchor, provision, quote string) motcua.Rule {
	return motcua.Rule{
		ID: id, Title: title, Jurisdiction: r.jurisdiction, Status: r.status,
		InForce: r.inForce, Anchor: anchor, Duty: motcua.Must,
		Citation: motcua.Citation{
			Instrument: r.instrument, Provision: provision, Quote: quote, Sure: motcua.Read,
		},
		Outside: r.outside,
	}
}

// during narrows the interval; a zero date keeps that end.
func (r regulation) during(from, until motcua.Date) regulation {
	if !from.IsZero() {
		r.inForce.From = from
	}
	if !until.IsZero() {
		r.inForce.Until = until
	}
	return r
}

// circular41: in force from 2018-02-05 (Điều 18 khoản 1). Listings of 2026 name
// Thông tư 59/2026/TT-BKHCN as repealing it from 2026-11-15; that text is not
// held, so nothing is said of what applies since. It was never amended as far
// as the held copy shows.
func circular41() regulation {
	return regulation{
		instrument: "Thông tư 41/2017/TT-BTTTT", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2018, 2, 5), Until: motcua.DateOf(2026, 11, 15)},
		outside: motcua.Text{
			VI: "Từ ngày 15/11/2026 Thông tư này được cho là đã bị bãi bỏ bởi Thông tư 59/2026/TT-BKHCN; toàn văn Thông tư 59 chưa có để áp dụng. Nghị định 68/2024/NĐ-CP, Điều 30 đến Điều 33, cũng quy định việc kiểm tra và phần mềm, nhưng mới chỉ có tên điều. Các văn bản khác đã đọc vẫn được áp dụng.",
			EN: "From 2026-11-15 it is reported repealed by Thông tư 59/2026/TT-BKHCN, whose text is not held. Nghị định 68/2024/NĐ-CP, Điều 30 to 33, rules on checking and software as well, but only their headings are held. The other texts that were read still judge.",
		},
	}
}

// decree130: from 2018-11-15 (Điều 83) until 2025-04-10, an end known from
// listings. For certificates of state agencies Nghị định 68/2024/NĐ-CP took its
// place on 2024-08-15: see decree130Checks.
func decree130() regulation {
	return regulation{
		instrument: "Nghị định 130/2018/NĐ-CP", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: decree130From(), Until: decree130Until()},
		outside: motcua.Text{
			VI: "Theo các danh mục, Nghị định này hết hiệu lực từ ngày 10/4/2025; đối với chữ ký số chuyên dùng công vụ, Nghị định 68/2024/NĐ-CP áp dụng từ ngày 15/8/2024, nhưng điều tương ứng của Nghị định 68 chưa có toàn văn.",
			EN: "By the listings it ended on 2025-04-10; for public-duty signatures Nghị định 68/2024/NĐ-CP applies from 2024-08-15, but the text of its article on this point is not held.",
		},
	}
}

func decree130From() motcua.Date  { return motcua.DateOf(2018, 11, 15) }
func decree68From() motcua.Date   { return motcua.DateOf(2024, 8, 15) }
func decree130Until() motcua.Date { return motcua.DateOf(2025, 4, 10) }

// decree30: from the day it was signed, 2020-03-05 (Điều 37); no end is known.
func decree30() regulation {
	return regulation{
		instrument: "Nghị định 30/2020/NĐ-CP", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: decree30From()},
	}
}

func decree30From() motcua.Date { return motcua.DateOf(2020, 3, 5) }

// decision28: from 2018-09-06 (Điều 22), but in official use only from
// 2019-01-01 (Điều 21 khoản 1); until then it was tried out.
func decision28() regulation {
	return regulation{
		instrument: "Quyết định 28/2018/QĐ-TTg", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2019, 1, 1)},
		outside: motcua.Text{
			VI: "Quyết định có hiệu lực từ ngày 06/9/2018 nhưng chỉ thí điểm đến hết năm 2018 (Điều 21).",
			EN: "It took effect on 2018-09-06, but was only tried out until the end of 2018 (Điều 21).",
		},
	}
}

// circular1: from 2019-03-10 (Điều 23). Nghị định 30/2020/NĐ-CP does not repeal
// it, but rules on the same points from 2020-03-05.
func circular1() regulation {
	return regulation{
		instrument: "Thông tư 01/2019/TT-BNV", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2019, 3, 10)},
	}
}

// circular15: from the day it was signed. It is for software around public
// certification services; for those of the state it can only advise.
func circular15() regulation {
	return regulation{
		instrument: "Thông tư 15/2025/TT-BKHCN", jurisdiction: motcua.National, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2025, 8, 15)},
	}
}

// haiDuong is the second draft of 2019. No date was ever settled; the interval
// starts with the letter that sent the draft for comment.
func haiDuong() regulation {
	return regulation{
		instrument:   "Quy chế quản lý, sử dụng chứng thư số, chữ ký số chuyên dùng tỉnh Hải Dương (dự thảo 2019)",
		jurisdiction: motcua.HaiDuong, status: motcua.Draft,
		inForce: motcua.Interval{From: motcua.DateOf(2019, 4, 9)},
	}
}

// ngheAn: from 2016-11-15; repealed in the course of 2022 by Quyết định
// 36/2022/QĐ-UBND, known from listings only.
func ngheAn() regulation {
	return regulation{
		instrument:   "Quyết định 65/2016/QĐ-UBND tỉnh Nghệ An",
		jurisdiction: motcua.NgheAn, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2016, 11, 15), Until: motcua.DateOf(2023, 1, 1)},
		outside: motcua.Text{
			VI: "Văn bản này bị bãi bỏ trong năm 2022 bởi Quyết định 36/2022/QĐ-UBND; ngày chính xác chưa xác định.",
			EN: "It was repealed in 2022 by Quyết định 36/2022/QĐ-UBND; the exact day is not known.",
		},
	}
}

// hoaBinh: from 2020-08-21 (Điều 2 of the decision); no end is known.
func hoaBinh() regulation {
	return regulation{
		instrument:   "Quyết định 13/2020/QĐ-UBND tỉnh Hòa Bình",
		jurisdiction: motcua.HoaBinh, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2020, 8, 21)},
	}
}

// laiChau: from the day it was signed, 2019-10-02; no end is known.
func laiChau() regulation {
	return regulation{
		instrument:   "Quy chế văn bản điện tử của Sở Công Thương tỉnh Lai Châu (02/10/2019)",
		jurisdiction: motcua.LaiChau, status: motcua.Issued,
		inForce: motcua.Interval{From: motcua.DateOf(2019, 10, 2)},
	}
}

// tuanGiao: number and date are blank in the held copy.
func tuanGiao() regulation {
	return regulation{
		instrument:   "Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử có sử dụng chữ ký số huyện Tuần Giáo (2022)",
		jurisdiction: motcua.TuanGiao, status: motcua.Unconfirmed,
		inForce: motcua.Interval{From: motcua.DateOf(2022, 1, 1)},
	}
}
