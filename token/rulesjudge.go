package token

import (
	"slices"
	"time"

	"github.com/motcua/motcua"
)

func satisfied() motcua.Verdict { return motcua.Verdict{Outcome: motcua.Satisfied} }

func violated(vi, en string, args ...any) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Textf(vi, en, args...)}
}

func unknown(vi, en string) motcua.Verdict {
	return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: motcua.Text{VI: vi, EN: en}}
}

// requestOf applies to requests of a kind; without kinds of subscriber, to all.
func requestOf(k RequestKind, of ...SubscriberKind) func(*LifeCase) bool {
	return func(c *LifeCase) bool {
		return c.Request != nil && c.Request.Kind == k && (len(of) == 0 || slices.Contains(of, c.Kind))
	}
}

// within judges a time limit from one moment to another.
func within(l limit, moments func(*LifeCase) (from, done time.Time)) func(*LifeCase) motcua.Verdict {
	return func(c *LifeCase) motcua.Verdict {
		from, done := moments(c)
		if from.IsZero() || c.Calendar == nil {
			return unknown("Không biết thời điểm bắt đầu của thời hạn, hoặc không có lịch làm việc.",
				"The start of the limit is not known, or there is no calendar.")
		}
		if !done.IsZero() && l.surelyMet(done.Sub(from)) {
			return satisfied()
		}
		due, err := c.Calendar.Due(from, l.term)
		if err != nil {
			return unknown("Lịch làm việc không bao gồm thời điểm này.", "The calendar does not cover the moment.")
		}
		late := done
		if done.IsZero() {
			late = c.AsOf
		}
		switch {
		case late.After(due.At) && due.Provisional():
			return motcua.Verdict{Outcome: motcua.Indeterminate, Detail: due.Why()}
		case late.After(due.At):
			receipt := due.Receipt()
			return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
				VI: "Quá hạn " + l.term.Label().VI + ", hạn là " + receipt.VI + ".",
				EN: "The limit of " + l.term.Label().EN + " ended at " + receipt.EN + ".",
			}}
		case done.IsZero():
			return unknown("Chưa thực hiện; thời hạn chưa hết.", "It is not done yet; the limit still runs.")
		}
		return satisfied()
	}
}

// surelyMet reports whether a duration keeps the limit by any calendar, even where
// the day of receipt counts and every day is worked.
func (l limit) surelyMet(took time.Duration) bool {
	return l.term.Unit == motcua.WorkingDays && took <= time.Duration(l.term.N-1)*24*time.Hour
}

// answered are the moments of a request: received, answered.
func answered(c *LifeCase) (time.Time, time.Time) { return c.Request.Received, c.Request.Done }

// papersOf returns the papers of a case, and whether they are known.
func (c *LifeCase) papersOf() ([]PaperKind, bool) {
	var papers []PaperKind
	switch {
	case c.Request != nil:
		papers = c.Request.Papers
	case c.Return != nil:
		papers = c.Return.Papers
	case c.Transfer != nil:
		papers = c.Transfer.Papers
	}
	return papers, papers != nil
}

// hasPapers demands papers.
func hasPapers(kinds ...PaperKind) func(*LifeCase) motcua.Verdict {
	return func(c *LifeCase) motcua.Verdict {
		papers, known := c.papersOf()
		if !known {
			return unknown("Không biết hồ sơ gồm những giấy tờ nào.", "It is not known which papers there are.")
		}
		for _, k := range kinds {
			if !slices.Contains(papers, k) {
				return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{
					VI: "Thiếu " + k.Label().VI + ".", EN: "There is no " + k.Label().EN + ".",
				}}
			}
		}
		return satisfied()
	}
}

// hasForms demands forms.
func hasForms(forms ...string) func(*LifeCase) motcua.Verdict {
	return func(c *LifeCase) motcua.Verdict {
		if c.Request.Forms == nil {
			return unknown("Không biết hồ sơ dùng mẫu nào.", "It is not known which forms were used.")
		}
		for _, f := range forms {
			if !slices.Contains(c.Request.Forms, f) {
				return violated("Không dùng %s.", "%s was not used.", f)
			}
		}
		return satisfied()
	}
}

// longest limits a term in years.
func longest(years int, term func(*LifeCase) (from, until time.Time)) func(*LifeCase) motcua.Verdict {
	return func(c *LifeCase) motcua.Verdict {
		from, until := term(c)
		switch {
		case from.IsZero() || until.IsZero():
			return unknown("Không biết thời hạn của chứng thư số.", "The term of the certificate is not known.")
		case until.After(yearsAfter(from, years)):
			return violated("Thời hạn dài hơn %d năm.", "The term is longer than %d years.", years)
		}
		return satisfied()
	}
}

// remaining demands 60 days left on the day of the request.
func remaining(c *LifeCase) motcua.Verdict {
	r := c.Request
	if r.Before.IsZero() {
		return unknown("Không biết thời hạn của chứng thư số.", "The term of the certificate is not known.")
	}
	left := daysBetween(motcua.DateAt(r.At), motcua.DateAt(r.Before))
	if left < renewalWindow {
		return violated("Ngày đề nghị chỉ còn %d ngày, cần ít nhất 60 ngày.", "On the day of the request %d days were left; 60 are needed.", left)
	}
	return satisfied()
}

// isKnown demands an answer of yes.
func isKnown(answer func(*LifeCase) Known, vi, en string) func(*LifeCase) motcua.Verdict {
	return func(c *LifeCase) motcua.Verdict {
		switch answer(c) {
		case KnownYes:
			return satisfied()
		case KnownNo:
			return motcua.Verdict{Outcome: motcua.Violated, Detail: motcua.Text{VI: vi, EN: en}}
		}
		return unknown("Không có thông tin để kết luận.", "There is no information to tell.")
	}
}
