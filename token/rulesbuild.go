package token

import "github.com/motcua/motcua"

type check = motcua.Check[*LifeCase]

// wording is what differs between the wordings of a rule.
type wording struct {
	clause       clause
	in           motcua.Interval
	jurisdiction motcua.Jurisdiction
	status       motcua.Status
	eval         func(*LifeCase) motcua.Verdict
}

// lifeRule is all wordings of one rule.
type lifeRule struct {
	id       string // without the package
	title    motcua.Text
	anchor   motcua.Anchor
	applies  func(*LifeCase) bool
	wordings []wording
}

func (r lifeRule) checks() []check {
	list := make([]check, 0, len(r.wordings))
	for _, w := range r.wordings {
		list = append(list, check{
			Rule: motcua.Rule{
				ID: "token/" + r.id, Title: r.title, Jurisdiction: w.jurisdiction, Status: w.status,
				InForce: w.in, Anchor: r.anchor, Duty: motcua.Must,
				Citation: w.clause.citation(), Outside: w.outside(),
			},
			Applies: r.applies, Eval: w.eval,
		})
	}
	return list
}

// outside says what is known of the law before and after a wording.
func (w wording) outside() motcua.Text {
	switch w.clause.instrument {
	case decree130:
		return motcua.Text{
			VI: "Trước đó là Thông tư 08/2016/TT-BQP, từ ngày 15/08/2024 là Nghị định 68/2024/NĐ-CP; toàn văn hai văn bản này chưa có để áp dụng.",
			EN: "Before it was Thông tư 08/2016/TT-BQP, from 2024-08-15 it is Nghị định 68/2024/NĐ-CP; the texts of both are not held.",
		}
	case circular185:
		return motcua.Text{
			VI: "Trước đó là Thông tư 08/2016/TT-BQP; từ ngày 15/08/2024 các mẫu theo Nghị định 68/2024/NĐ-CP.",
			EN: "Before it was Thông tư 08/2016/TT-BQP; from 2024-08-15 the forms are those of Nghị định 68/2024/NĐ-CP.",
		}
	case circular41:
		return motcua.Text{
			VI: "Từ ngày 15/11/2026 Thông tư này được cho là đã bị bãi bỏ bởi Thông tư 59/2026/TT-BKHCN; toàn văn Thông tư 59 chưa có để áp dụng.",
			EN: "From 2026-11-15 it is reported repealed by Thông tư 59/2026/TT-BKHCN, whose text is not held.",
		}
	case ngheAn:
		return motcua.Text{
			VI: "Văn bản này bị bãi bỏ trong năm 2022 bởi Quyết định 36/2022/QĐ-UBND; ngày chính xác chưa xác định.",
			EN: "It was repealed in 2022 by Quyết định 36/2022/QĐ-UBND; the exact day is not known.",
		}
	}
	return motcua.Text{}
}

func under130(c clause, eval func(*LifeCase) motcua.Verdict) wording {
	in := motcua.Interval{From: decree130Start(), Until: decree68Start()}
	return wording{c, in, motcua.National, motcua.Issued, eval}
}

func under185(c clause, eval func(*LifeCase) motcua.Verdict) wording {
	in := motcua.Interval{From: circular185Start(), Until: decree68Start()}
	return wording{c, in, motcua.National, motcua.Issued, eval}
}

func under68(c clause, eval func(*LifeCase) motcua.Verdict) wording {
	return wording{c, motcua.Interval{From: decree68Start()}, motcua.National, motcua.Issued, eval}
}

func under30(c clause, eval func(*LifeCase) motcua.Verdict) wording {
	return wording{c, motcua.Interval{From: motcua.DateOf(2020, 3, 5)}, motcua.National, motcua.Issued, eval}
}

func under41(c clause, eval func(*LifeCase) motcua.Verdict) wording {
	in := motcua.Interval{From: motcua.DateOf(2018, 2, 5), Until: motcua.DateOf(2026, 11, 15)}
	return wording{c, in, motcua.National, motcua.Issued, eval}
}

// under is a wording of a local text.
func under(c clause, eval func(*LifeCase) motcua.Verdict) wording {
	w := wording{clause: c, eval: eval, status: motcua.Issued}
	switch c.instrument {
	case haiDuong:
		w.in, w.jurisdiction, w.status = haiDuongInForce(), motcua.HaiDuong, motcua.Draft
	case hoaBinh:
		w.in, w.jurisdiction = hoaBinhInForce(), motcua.HoaBinh
	case laiChau:
		w.in, w.jurisdiction = laiChauInForce(), motcua.LaiChau
	case ngheAn:
		w.in, w.jurisdiction = ngheAnInForce(), motcua.NgheAn
	default:
		w.in, w.jurisdiction, w.status = tuanGiaoInForce(), motcua.TuanGiao, motcua.Unconfirmed
	}
	return w
}
