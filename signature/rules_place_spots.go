package signature

import (
	"fmt"
	"math"
	"strings"

	"github.com/motcua/motcua"
)

// What “centred”, “about 1/3”, “corner” and “right below” come to. The texts give
// no figures beyond the third; these leave room for how people place by hand.
const (
	centreTolerance = 10.0 // millimetres from the middle of the name line
	lineTolerance   = 3.0  // millimetres that a signature may reach into a line
	leastShare      = 20.0 // per cent of the person's signature under the seal
	mostShare       = 50.0
	cornerReach     = 30.0 // millimetres from the top and right edges
	rowReach        = 25.0 // millimetres below the title
	sizeTolerance   = 1.0  // millimetres of a seal's diameter
)

// measured fills numbers into a sentence for each %s, to one decimal place.
func measured(vi, en string, numbers ...float64) motcua.Text {
	dots, commas := make([]any, len(numbers)), make([]any, len(numbers))
	for i, n := range numbers {
		dots[i] = fmt.Sprintf("%.1f", n)
		commas[i] = strings.Replace(fmt.Sprintf("%.1f", n), ".", ",", 1)
	}
	return motcua.Text{VI: fmt.Sprintf(vi, commas...), EN: fmt.Sprintf(en, dots...)}
}

// betweenLines: the person's signature stands centred between title and name.
func betweenLines(s placement) motcua.Verdict {
	m, v := s.shown()
	switch {
	case v != nil:
		return *v
	case s.block == nil:
		return unclear(noBlock())
	}
	ink, title, name := m.ink(), s.block.Title, s.block.Name
	off := ink.X + ink.Width/2 - (name.X + name.Width/2)
	above, below := title.Y+title.Height-ink.Y, ink.Y+ink.Height-name.Y
	switch {
	case ink.Page != name.Page:
		return breach(motcua.Textf("Chữ ký ở trang %d, chức vụ và họ tên ở trang %d; chữ ký phải ở giữa hai dòng này.",
			"The signature is on page %d, title and name on page %d; it must stand between these lines.", ink.Page, name.Page))
	case above > lineTolerance || below > lineTolerance:
		return breach(measured("Chữ ký lấn lên dòng chức vụ %s mm và xuống dòng họ tên %s mm (cho phép 3 mm); phải nằm giữa hai dòng.",
			"The signature reaches %s mm into the title and %s mm into the name (3 mm are accepted); it must stand between them.",
			max(0, above), max(0, below)))
	case math.Abs(off) > centreTolerance:
		return breach(measured("Tâm chữ ký lệch %s mm so với tâm dòng họ tên (âm là lệch trái, cho phép 10 mm); phải canh giữa.",
			"The middle of the signature is %s mm from the middle of the name (negative: left; 10 mm are accepted); it must be centred.", off))
	}
	return satisfied()
}

func noBlock() motcua.Text {
	return motcua.Text{
		VI: "Không tìm thấy dòng chức vụ và dòng họ tên của người ký trên trang, nên không xác định được vị trí phải ký.",
		EN: "The lines with the signer's title and name were not found on the pages, so the place to sign is not known.",
	}
}

// overPerson: the seal lies over about a third of the person's signature, to its
// left.
func overPerson(s placement) motcua.Verdict {
	m, v := s.shown()
	switch {
	case v != nil:
		return *v
	case s.person == nil:
		return unclear(motcua.Text{
			VI: "Không có chữ ký hiển thị của người có thẩm quyền được ký trước, nên không đo được phần dấu trùm lên.",
			EN: "No visible signature of a person comes before, so what the seal lies over cannot be measured.",
		})
	}
	seal, hand := m.ink(), s.person.ink()
	if seal.Page != hand.Page {
		return breach(motcua.Textf("Dấu ở trang %d, chữ ký của người có thẩm quyền ở trang %d; dấu phải trùm lên chữ ký.",
			"The seal is on page %d, the person's signature on page %d; the seal must lie over it.", seal.Page, hand.Page))
	}
	share, shared := 0.0, seal.box().Meet(hand.box())
	if !shared.Empty() {
		share = 100 * shared.W / hand.Width
	}
	shift := hand.X + hand.Width/2 - (seal.X + seal.Width/2)
	switch {
	case share < leastShare || share > mostShare:
		return breach(measured("Dấu trùm lên %s %% bề ngang chữ ký; quy định khoảng 1/3 (chấp nhận 20–50 %%).",
			"The seal lies over %s %% of the signature's width; the rule says about 1/3 (20–50 %% are accepted).", share))
	case shift <= 0:
		return breach(measured("Tâm dấu ở bên phải tâm chữ ký %s mm; dấu phải trùm về bên trái.",
			"The middle of the seal is %s mm right of the signature's; the seal belongs to the left.", -shift))
	}
	return satisfied()
}

// inCorner: top right of page one.
func inCorner(s placement) motcua.Verdict {
	m, v := s.shown()
	if v != nil {
		return *v
	}
	right, top := s.width-m.Place.X-m.Place.Width, m.Place.Y
	switch {
	case m.Place.Page != 1:
		return breach(motcua.Textf("Chữ ký ở trang %d; phải ở trang đầu.", "The signature is on page %d; it must be on the first.", m.Place.Page))
	case right > cornerReach || top > cornerReach:
		return breach(measured("Chữ ký cách mép phải %s mm và mép trên %s mm (chấp nhận đến 30 mm); phải ở góc trên, bên phải.",
			"The signature is %s mm from the right edge and %s mm from the top (up to 30 mm are accepted); it must be at the top right.", right, top))
	}
	return satisfied()
}

// inTopMargin: in the blank above the text of page one.
func inTopMargin(s placement) motcua.Verdict {
	m, v := s.shown()
	if v != nil {
		return *v
	}
	blank, bottom := s.blank, m.Place.Y+m.Place.Height
	if blank == 0 {
		blank = cornerReach
	}
	switch {
	case m.Place.Page != 1:
		return breach(motcua.Textf("Chữ ký ở trang %d; phải ở lề trên trang đầu.", "The signature is on page %d; it must be in the top margin of the first.", m.Place.Page))
	case bottom > blank:
		return breach(measured("Chữ ký xuống đến %s mm từ mép trên, khoảng trắng chỉ có %s mm; phải nằm trong khoảng trắng lề trên.",
			"The signature reaches down to %s mm from the top, the blank ends at %s mm; it must stand in the blank.", bottom, blank))
	}
	return satisfied()
}

// inRow: person left, agency right, in one row right below the title.
func inRow(s placement) motcua.Verdict {
	m, v := s.shown()
	switch {
	case v != nil:
		return *v
	case s.person == nil || s.block == nil:
		return unclear(motcua.Text{
			VI: "Thiếu chữ ký hiển thị của người ký hoặc không tìm thấy dòng chức vụ, nên không xác định được hàng ký.",
			EN: "The person's signature is not shown or the title was not found, so the row is not known.",
		})
	}
	agency, person := m.Place, s.person.Place
	shared := math.Min(agency.Y+agency.Height, person.Y+person.Height) - math.Max(agency.Y, person.Y)
	below := math.Min(agency.Y, person.Y) - (s.block.Title.Y + s.block.Title.Height)
	switch {
	case agency.Page != person.Page || shared < min(agency.Height, person.Height)/2:
		return breach(measured("Hai chữ ký chỉ chung hàng %s mm; phải nằm trên cùng một hàng.",
			"The two signatures share %s mm of height; they must stand in one row.", max(0, shared)))
	case agency.X+agency.Width/2 <= person.X+person.Width/2:
		return breach(measured("Tâm chữ ký cơ quan ở %s mm, tâm chữ ký cá nhân ở %s mm từ mép trái; cá nhân phải ở bên trái, cơ quan ở bên phải.",
			"The middle of the agency's signature is %s mm, the person's %s mm from the left edge; the person belongs left, the agency right.",
			agency.X+agency.Width/2, person.X+person.Width/2))
	case agency.Page != s.block.Title.Page || below < -lineTolerance || below > rowReach:
		return breach(measured("Hàng ký cách dòng chức vụ %s mm; phải ở ngay dưới dòng chức vụ (chấp nhận đến 25 mm).",
			"The row is %s mm below the title; it must be right below it (up to 25 mm are accepted).", below))
	}
	return satisfied()
}
