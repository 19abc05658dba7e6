package motcua_test

import (
	"testing"
	"time"

	"github.com/motcua/motcua"
)

// BenchmarkDue: ten working days over Tết, beside adding as many days to a time.
func BenchmarkDue(b *testing.B) {
	c := calendar(b)
	received := at(b, "2025-01-20 09:32")
	for _, term := range []motcua.Term{
		{N: 10, Unit: motcua.WorkingDays},
		{N: 80, Unit: motcua.WorkingHours},
		{N: 10, Unit: motcua.CalendarDays},
	} {
		b.Run(string(term.Unit), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Due(received, term); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("floor", func(b *testing.B) {
		var last time.Time
		for b.Loop() {
			for last = received; last.Before(received.AddDate(0, 0, 21)); {
				last = last.AddDate(0, 0, 1)
			}
		}
	})
}

func BenchmarkNewCalendar(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := motcua.NewCalendar(motcua.CalendarOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBetween(b *testing.B) {
	c := calendar(b)
	from, to := at(b, "2024-01-02 08:00"), at(b, "2025-01-02 08:00")
	b.Run("year", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Between(from, to); err != nil {
				b.Fatal(err)
			}
		}
	})
}
