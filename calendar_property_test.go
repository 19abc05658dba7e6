package motcua_test

import (
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"pgregory.net/rapid"
)

// anyCalendar draws an office: hours on some weekdays, some days of its own.
func anyCalendar(t *rapid.T) *motcua.Calendar {
	var o motcua.CalendarOptions
	if rapid.Bool().Draw(t, "own hours") {
		for day := range o.Week {
			o.Week[day] = anySessions(t)
		}
		o.Week[rapid.IntRange(0, 6).Draw(t, "sure day")] = []motcua.Session{{Open: 8 * time.Hour, Close: 15 * time.Hour}}
	}
	days := rapid.SliceOfNDistinct(rapid.IntRange(0, 400), 0, 5, rapid.ID[int]).Draw(t, "own days")
	for _, n := range days {
		o.Local = append(o.Local, motcua.LocalDay{Date: motcua.DateOf(2024, time.January, 1).AddDays(n), Sessions: anySessions(t)})
	}
	c, err := motcua.NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func anySessions(t *rapid.T) []motcua.Session {
	edges := rapid.SliceOfNDistinct(rapid.IntRange(0, 24*60-1), 0, 6, rapid.ID[int]).Draw(t, "edges")
	slices.Sort(edges)
	var sessions []motcua.Session
	for i := 0; i+1 < len(edges); i += 2 {
		sessions = append(sessions, motcua.Session{Open: time.Duration(edges[i]) * time.Minute, Close: time.Duration(edges[i+1]) * time.Minute})
	}
	return sessions
}

// anyMoment draws a moment of two years with Tết, swaps and a leap day.
func anyMoment(t *rapid.T, label string) time.Time {
	start := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
	return start.Add(time.Duration(rapid.Int64Range(0, 2*365*24*3600).Draw(t, label)) * time.Second)
}

func anyTerm(t *rapid.T) motcua.Term {
	term := motcua.Term{
		N:    rapid.IntRange(1, 60).Draw(t, "n"),
		Unit: rapid.SampledFrom([]motcua.Unit{motcua.WorkingDays, motcua.CalendarDays, motcua.WorkingHours}).Draw(t, "unit"),
	}
	if term.Unit != motcua.WorkingHours {
		term.Counting = rapid.SampledFrom([]motcua.Counting{
			motcua.CountFromNextDay, motcua.CountFromReceiptDay, motcua.CountFromMoment,
		}).Draw(t, "counting")
	}
	return term
}

func dueAt(t *rapid.T, c *motcua.Calendar, received time.Time, term motcua.Term) time.Time {
	due, err := c.Due(received, term)
	if err != nil {
		t.Fatal(err)
	}
	return due.At
}

// TestDueAdds: two limits one after the other end as one of both lengths.
func TestDueAdds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, received := anyCalendar(t), anyMoment(t, "received")
		a, b := rapid.IntRange(1, 30).Draw(t, "a"), rapid.IntRange(1, 30).Draw(t, "b")
		for _, unit := range []motcua.Unit{motcua.WorkingDays, motcua.WorkingHours, motcua.ClockHours} {
			term := func(n int) motcua.Term { return motcua.Term{N: n, Unit: unit} }
			inTwo := dueAt(t, c, dueAt(t, c, received, term(a)), term(b))
			if atOnce := dueAt(t, c, received, term(a+b)); !inTwo.Equal(atOnce) {
				t.Errorf("%d and %d %s from %s end on %s, %d on %s", a, b, unit, show(received), show(inTwo), a+b, show(atOnce))
			}
		}
	})
}

// TestDueIsMonotone: who comes later, or has longer, is not due earlier.
func TestDueIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, received, term := anyCalendar(t), anyMoment(t, "received"), anyTerm(t)
		due := dueAt(t, c, received, term)
		later := received.Add(time.Duration(rapid.Int64Range(0, 30*24*3600).Draw(t, "later")) * time.Second)
		if d := dueAt(t, c, later, term); d.Before(due) {
			t.Errorf("%+v from %s ends on %s, from %s already on %s", term, show(received), show(due), show(later), show(d))
		}
		longer := term
		longer.N++
		if d := dueAt(t, c, received, longer); d.Before(due) {
			t.Errorf("%+v ends on %s, %+v already on %s", term, show(due), longer, show(d))
		}
	})
}

// TestDueInOfficeHours: no limit ends while the office is closed, nor before
// the dossier came in.
func TestDueInOfficeHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, received, term := anyCalendar(t), anyMoment(t, "received"), anyTerm(t)
		due := dueAt(t, c, received, term)
		day, err := c.Day(motcua.DateAt(due))
		if err != nil {
			t.Fatal(err)
		}
		since := due.Sub(time.Date(due.Year(), due.Month(), due.Day(), 0, 0, 0, 0, due.Location()))
		if !slices.ContainsFunc(day.Sessions, func(s motcua.Session) bool { return s.Open <= since && since <= s.Close }) {
			t.Errorf("%+v from %s ends on %s, office hours %v", term, show(received), show(due), day.Sessions)
		}
		if due.Before(received) {
			t.Errorf("%+v from %s ends on %s", term, show(received), show(due))
		}
	})
}

// TestBetweenMeasuresDue: what a limit adds is what lies between.
func TestBetweenMeasuresDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, received := anyCalendar(t), anyMoment(t, "received")
		n := rapid.IntRange(1, 60).Draw(t, "n")
		due := dueAt(t, c, received, motcua.Term{N: n, Unit: motcua.WorkingHours})
		span, err := c.Between(received, due)
		if err != nil || span.Time != time.Duration(n)*time.Hour {
			t.Errorf("%d working hours from %s to %s measure %v, %v", n, show(received), show(due), span.Time, err)
		}

		day, err := c.WorkingDay(motcua.DateAt(received), n)
		if err != nil {
			t.Fatal(err)
		}
		if span, err = c.Between(received, day.Closes()); err != nil || span.Days != n {
			t.Errorf("%d working days from %s to %s measure %d, %v", n, show(received), show(day.Closes()), span.Days, err)
		}
		middle := anyMoment(t, "middle")
		one, _ := c.Between(received, middle)
		two, _ := c.Between(middle, due)
		whole, _ := c.Between(received, due)
		if one.Days+two.Days != whole.Days || one.Time+two.Time != whole.Time {
			t.Errorf("%v and %v make %v by way of %s", one, two, whole, show(middle))
		}
	})
}

// TestWorkingDayBack: n days on and n back lead to the same working day.
func TestWorkingDayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start := anyCalendar(t), motcua.DateAt(anyMoment(t, "start"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		first, err := c.WorkingDay(start, 1)
		if err != nil {
			t.Fatal(err)
		}
		there, err := c.WorkingDay(first.Date, n)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := c.WorkingDay(there.Date, -n); err != nil || back.Date != first.Date {
			t.Errorf("%d working days from %s lead to %s, back to %s, %v", n, first.Date, there.Date, back.Date, err)
		}
	})
}
