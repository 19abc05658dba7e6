package signature

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/pagetext"
)

// unreadable is for a mark of which a part stays unknown.
func unreadMark() motcua.Verdict {
	return unclear(motcua.Text{
		VI: "Một phần hình thức hiển thị của chữ ký không đọc được.",
		EN: "A part of what the signature shows cannot be read.",
	})
}

func hasPicture(s placement) motcua.Verdict {
	m, v := s.shown()
	switch {
	case v != nil:
		return *v
	case len(m.Pictures) > 0:
		return satisfied()
	case !m.Whole:
		return unreadMark()
	}
	return breach(motcua.Text{
		VI: "Chữ ký không hiển thị hình ảnh; quy định yêu cầu hình ảnh chữ ký hoặc dấu.",
		EN: "The signature shows no picture; the rule wants that of the handwriting or seal.",
	})
}

func noPicture(s placement) motcua.Verdict {
	m, v := s.shown()
	switch {
	case v != nil:
		return *v
	case len(m.Pictures) > 0:
		return breach(motcua.Textf("Chữ ký hiển thị %d hình ảnh; quy định không hiển thị hình ảnh.",
			"The signature shows %d pictures; the rule wants none.", len(m.Pictures)))
	case !m.Whole:
		return unreadMark()
	}
	return satisfied()
}

// first returns the first picture of a mark; nil where it shows none.
func (s placement) first() *MarkPicture {
	if s.mark == nil || len(s.mark.Pictures) == 0 {
		return nil
	}
	return &s.mark.Pictures[0]
}

// noPictureKnown is the verdict on a quality of a picture that is not there: what
// is missing is another rule's, or element's, to say.
func noPictureKnown() motcua.Verdict {
	return unclear(motcua.Text{
		VI: "Không có hình ảnh để xét.",
		EN: "There is no picture to judge.",
	})
}

func inHue(want string) func(placement) motcua.Verdict {
	return func(s placement) motcua.Verdict {
		p := s.first()
		switch {
		case p == nil:
			return noPictureKnown()
		case p.Hue == "":
			return unclear(motcua.Text{VI: "Không xác định được màu của hình ảnh.", EN: "The colour of the picture cannot be told."})
		case p.Hue != want:
			return breach(motcua.Text{
				VI: "Màu của hình ảnh là " + hueInWords(p.Hue).VI + "; quy định " + hueInWords(want).VI + ".",
				EN: "The picture is " + hueInWords(p.Hue).EN + "; the rule wants " + hueInWords(want).EN + ".",
			})
		}
		return satisfied()
	}
}

func hueInWords(hue string) motcua.Text {
	switch hue {
	case "red":
		return motcua.Text{VI: "màu đỏ", EN: "red"}
	case "blue":
		return motcua.Text{VI: "màu xanh", EN: "blue"}
	case "black":
		return motcua.Text{VI: "màu đen hoặc xám", EN: "black or grey"}
	}
	return motcua.Text{VI: "màu khác", EN: "of another colour"}
}

// seeThrough: the ground of the picture is transparent.
func seeThrough(s placement) motcua.Verdict {
	p := s.first()
	switch {
	case p == nil:
		return noPictureKnown()
	case p.Transparent == Unknown:
		return unclear(motcua.Text{VI: "Không xác định được nền của hình ảnh có trong suốt hay không.", EN: "Whether the picture's ground is transparent cannot be told."})
	case p.Transparent == No:
		return breach(motcua.Text{
			VI: "Nền của hình ảnh không trong suốt, che những gì ở dưới; quy định nền trong suốt.",
			EN: "The ground of the picture is not transparent and covers what is below; it must be.",
		})
	}
	return satisfied()
}

// trueSize: the seal is as large as the real one.
func trueSize(s placement) motcua.Verdict {
	p := s.first()
	switch {
	case p == nil:
		return noPictureKnown()
	case s.opts.SealDiameter <= 0:
		return unclear(measured("Hình ảnh dấu rộng %s mm, cao %s mm; chưa biết kích thước thực tế của dấu để so sánh.",
			"The picture of the seal is %s mm wide and %s mm high; the true size of the seal is not known.", p.Place.Width, p.Place.Height))
	case math.Abs(p.Place.Width-s.opts.SealDiameter) > sizeTolerance || math.Abs(p.Place.Height-s.opts.SealDiameter) > sizeTolerance:
		return breach(measured("Hình ảnh dấu rộng %s mm, cao %s mm; kích thước thực tế là %s mm (cho phép lệch 1 mm).",
			"The picture of the seal is %s mm wide and %s mm high; its true size is %s mm (1 mm more or less is accepted).",
			p.Place.Width, p.Place.Height, s.opts.SealDiameter))
	}
	return satisfied()
}

// inTimes: Times New Roman of 10 pt.
func inTimes(s placement) motcua.Verdict {
	m, v := s.shown()
	switch {
	case v != nil:
		return *v
	case len(m.Lines) == 0:
		return unclear(motcua.Text{VI: "Chữ ký không có dòng chữ nào đọc được.", EN: "The signature has no text that can be read."})
	}
	const size, tolerance = 10.0, 0.5
	for _, l := range m.Lines {
		if math.Abs(l.Size-size) > tolerance {
			return breach(measured("Cỡ chữ là %s; quy định cỡ chữ 10.", "The text is of %s pt; the rule says 10.", l.Size))
		}
		if !strings.Contains(strings.NewReplacer("-", "", " ", "").Replace(l.Font), "TimesNewRoman") {
			return breach(motcua.Text{VI: "Phông chữ không phải Times New Roman.", EN: "The font is not Times New Roman."})
		}
	}
	return satisfied()
}

// states: the lines that must be shown are there.
func states(kinds ...LineKind) func(placement) motcua.Verdict {
	return func(s placement) motcua.Verdict {
		m, v := s.shown()
		if v != nil {
			return *v
		}
		rest := slices.Clone(m.Lines)
		for _, kind := range kinds {
			if kind == LineAgency {
				continue // what remains
			}
			i := slices.IndexFunc(rest, func(l MarkLine) bool { return s.isLine(kind, l.Text) })
			if i < 0 {
				return s.lineMissing(m, kind)
			}
			rest = slices.Delete(rest, i, i+1)
		}
		if slices.Contains(kinds, LineAgency) && !slices.ContainsFunc(rest, func(l MarkLine) bool { return s.isLine(LineAgency, l.Text) }) {
			return s.lineMissing(m, LineAgency)
		}
		return s.timeAgrees(m)
	}
}

// isLine tells whether a line states what it must. A label before it, closed by
// a colon, does not count.
func (s placement) isLine(kind LineKind, text string) bool {
	plain := text
	if label, rest, ok := strings.Cut(text, ": "); ok && label != "" {
		plain = rest
	}
	switch kind {
	case LineTime:
		_, ok := shownTime(plain)
		return ok
	case LineCopyForm:
		return slices.ContainsFunc(copyForms(), func(f string) bool { return pagetext.Same(f, plain) })
	case LineNumber:
		return s.opts.Number == "" && strings.Contains(plain, "/") || s.opts.Number != "" && pagetext.Same(plain, s.opts.Number)
	}
	return s.opts.Agency == "" && strings.TrimSpace(plain) != "" || s.opts.Agency != "" && pagetext.Same(plain, s.opts.Agency)
}

// shownTime reads a time as ISO 8601 has it, with seconds and the zone UTC+7.
func shownTime(text string) (time.Time, bool) {
	for _, layout := range []string{isoTime, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05-07", "20060102T150405-0700"} {
		t, err := time.Parse(layout, strings.TrimSpace(text))
		if err == nil {
			_, offset := t.Zone()
			return t, offset == 7*60*60
		}
	}
	return time.Time{}, false
}

func (s placement) lineMissing(m *Mark, kind LineKind) motcua.Verdict {
	if !m.Whole {
		return unreadMark()
	}
	what := map[LineKind]motcua.Text{
		LineNumber:   {VI: "số và ký hiệu văn bản", EN: "number and symbol of the document"},
		LineCopyForm: {VI: "hình thức sao (SAO Y, SAO LỤC hoặc TRÍCH SAO)", EN: "form of the copy (SAO Y, SAO LỤC or TRÍCH SAO)"},
		LineAgency:   {VI: "tên cơ quan, tổ chức", EN: "name of the agency"},
		LineTime:     {VI: "thời gian ký theo ISO 8601, múi giờ +07:00", EN: "time of signing in ISO 8601 with the zone +07:00"},
	}[kind]
	return breach(motcua.Text{
		VI: "Thông tin hiển thị của chữ ký thiếu " + what.VI + ".",
		EN: "The text that the signature shows lacks the " + what.EN + ".",
	})
}

// shownTimeTolerance is how far the shown time may be from that of the signature:
// it is drawn before the signature is made.
const shownTimeTolerance = 5 * time.Minute

// timeAgrees compares the shown time with that of the signature.
func (s placement) timeAgrees(m *Mark) motcua.Verdict {
	at, _ := s.signature.signedAt()
	for _, l := range m.Lines {
		_, rest, labelled := strings.Cut(l.Text, ": ")
		if !labelled {
			rest = l.Text
		}
		shown, ok := shownTime(rest)
		if !ok || at.IsZero() {
			continue
		}
		if gap := shown.Sub(at).Abs(); gap > shownTimeTolerance {
			return breach(measured("Thời gian hiển thị lệch %s phút so với thời gian ký (cho phép 5 phút).",
				"The time shown is %s minutes from that of the signature (5 minutes are accepted).", gap.Minutes()))
		}
	}
	return satisfied()
}
