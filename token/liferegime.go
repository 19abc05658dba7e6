package token

import (
	"time"

	"github.com/motcua/motcua"
)

// Regime is the set of national texts that governs the certificates of state
// agencies at a time.
type Regime string

// The regimes in order of time.
const (
	// BeforeCircular08 is the time before 2016-02-01; no text of it is held.
	BeforeCircular08 Regime = "before-tt08"
	// UnderCircular08 is the time of Thông tư 08/2016/TT-BQP alone, not held.
	UnderCircular08 Regime = "tt08"
	// UnderDecree130 is Nghị định 130/2018/NĐ-CP, its forms still those of Thông
	// tư 08/2016/TT-BQP.
	UnderDecree130 Regime = "nd130"
	// UnderCircular185 is Nghị định 130/2018/NĐ-CP with Thông tư 185/2019/TT-BQP.
	UnderCircular185 Regime = "nd130-tt185"
	// UnderDecree68 is Nghị định 68/2024/NĐ-CP, of which few articles are held, as
	// others quote them.
	UnderDecree68 Regime = "nd68"
)

// Regimes lists the regimes in order of time.
func Regimes() []Regime {
	return []Regime{BeforeCircular08, UnderCircular08, UnderDecree130, UnderCircular185, UnderDecree68}
}

// RegimeOn returns the regime of a day.
func RegimeOn(d motcua.Date) Regime {
	found := BeforeCircular08
	for _, r := range Regimes() {
		if !d.Before(r.InForce().From) {
			found = r
		}
	}
	return found
}

// InForce returns the days of the regime.
func (r Regime) InForce() motcua.Interval {
	starts := []motcua.Date{{}, circular08Start(), decree130Start(), circular185Start(), decree68Start()}
	for i, other := range Regimes() {
		if r != other {
			continue
		}
		if i+1 < len(starts) {
			return motcua.Interval{From: starts[i], Until: starts[i+1]}
		}
		return motcua.Interval{From: starts[i]}
	}
	return motcua.Interval{}
}

func circular08Start() motcua.Date  { return motcua.DateOf(2016, time.February, 1) }
func decree130Start() motcua.Date   { return motcua.DateOf(2018, time.November, 15) }
func circular185Start() motcua.Date { return motcua.DateOf(2020, time.February, 18) }
func decree68Start() motcua.Date    { return motcua.DateOf(2024, time.August, 15) }

// decree130 reports whether the articles of Nghị định 130 decide.
func (r Regime) decree130() bool { return r == UnderDecree130 || r == UnderCircular185 }

// Label returns the texts in words.
func (r Regime) Label() motcua.Text {
	switch r {
	case BeforeCircular08:
		return motcua.Text{VI: "Các văn bản trước Thông tư 08/2016/TT-BQP", EN: "Texts before Thông tư 08/2016/TT-BQP"}
	case UnderCircular08:
		return same("Thông tư 08/2016/TT-BQP")
	case UnderDecree130:
		return motcua.Text{VI: "Nghị định 130/2018/NĐ-CP và Thông tư 08/2016/TT-BQP", EN: "Nghị định 130/2018/NĐ-CP with Thông tư 08/2016/TT-BQP"}
	case UnderCircular185:
		return motcua.Text{VI: "Nghị định 130/2018/NĐ-CP và Thông tư 185/2019/TT-BQP", EN: "Nghị định 130/2018/NĐ-CP with Thông tư 185/2019/TT-BQP"}
	case UnderDecree68:
		return same("Nghị định 68/2024/NĐ-CP")
	}
	return same(string(r))
}

// Unheld says what of the regime's texts is not at hand, so that nothing is
// refused by it; zero where all of it is.
func (r Regime) Unheld() motcua.Text {
	switch r {
	case BeforeCircular08, UnderCircular08:
		return motcua.Textf(
			"Toàn văn %s chưa có để áp dụng; chỉ kiểm tra trình tự các bước.",
			"The text of %s is not held; only the order of the steps is checked.", r.Label().VI)
	case UnderDecree130:
		return motcua.Text{
			VI: "Toàn văn Thông tư 08/2016/TT-BQP chưa có để áp dụng; các mẫu của Thông tư này không được kiểm tra.",
			EN: "The text of Thông tư 08/2016/TT-BQP is not held; its forms are not checked.",
		}
	case UnderDecree68:
		return motcua.Text{
			VI: "Nghị định 68/2024/NĐ-CP mới chỉ có một số điều được trích dẫn (Điều 9, Điều 11); các điều khác chưa được kiểm tra.",
			EN: "Of Nghị định 68/2024/NĐ-CP only some articles are known, as quoted (Điều 9, Điều 11); the others are not checked.",
		}
	}
	return motcua.Text{}
}

// same is a text that is the same in both languages, such as a citation.
func same(s string) motcua.Text { return motcua.Text{VI: s, EN: s} }
