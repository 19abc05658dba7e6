package dossier

import (
	"time"

	"github.com/motcua/motcua"
)

// Office is where a dossier is worked on: its working time, and what the texts
// leave open.
type Office struct {
	// Calendar counts working time.
	Calendar *motcua.Calendar
	// FirstHour is how long after opening “đầu giờ ngày làm việc”, the beginning of
	// a working day, ends: what is received after 15:00 is forwarded by then. No
	// text says. Zero means one hour.
	FirstHour time.Duration
	// Portal is the identifier of the national portal, which begins the codes of
	// linked groups that are handed in online.
	Portal motcua.AgencyID
}

func (o Office) due(from time.Time, t motcua.Term) (motcua.Due, error) {
	return o.Calendar.Due(from, t)
}

// lastForwardHour is that after which dossiers are forwarded the next morning
// (Điều 18 khoản 2 of both decrees).
const lastForwardHour = 15

// forwardBy returns by when a dossier received at a moment is forwarded.
func (o Office) forwardBy(received time.Time) (motcua.Due, error) {
	local, day := motcua.VietnamTime(received), motcua.DateAt(received)
	today, err := o.Calendar.Day(day)
	if err != nil {
		return motcua.Due{}, err
	}
	fifteen := time.Date(local.Year(), local.Month(), local.Day(), lastForwardHour, 0, 0, 0, local.Location())
	if today.Working() && !received.After(fifteen) {
		due := motcua.Due{At: today.Closes(), Basis: today.Basis}
		if !received.After(due.At) { // an office that closes at noon forwards the next morning
			return due, nil
		}
	}
	next, err := o.Calendar.WorkingDay(day, 1)
	if err != nil {
		return motcua.Due{}, err
	}
	first := o.FirstHour
	if first == 0 {
		first = time.Hour
	}
	return motcua.Due{At: next.Opens().Add(first), Basis: next.Basis}, nil
}

// apologyBy returns the last moment of the day before a result is due: “chậm
// nhất 01 ngày trước ngày hết hạn”, a day of the calendar.
func apologyBy(result motcua.Due) motcua.Due {
	local := motcua.VietnamTime(result.At)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	return motcua.Due{At: midnight.Add(-time.Second), Basis: result.Basis}
}

// endOfDay returns the last second of the n-th day after a moment.
func endOfDay(at time.Time, n int) motcua.Due {
	local := motcua.VietnamTime(at)
	return motcua.Due{At: time.Date(local.Year(), local.Month(), local.Day()+n+1, 0, 0, 0, 0, local.Location()).Add(-time.Second)}
}
